import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardIncidents

/// Rows of persons and rows of incidents: which it is, and that each incident that is asked for counts once.
@Suite struct GrainTests {
    /// Casualties of collisions: several rows share index, place and time, and each has an age and a mode of its own.
    struct Casualties {
        struct Row {
            var index: String
            var day: Int
            var minute: Int
            var x: Int
            var y: Int
            var age: Int
            var mode: String

            func text(withIndex: Bool = true) -> String {
                func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                let (year, month, number) = CivilDay(number: 19_000 + day).parts
                let when = "\(year)-\(two(month))-\(two(number)) \(two(minute / 60)):\(two(minute % 60))"
                return (withIndex ? "\(index)," : "") + "\(when),\(x),\(y),\(age),\(mode)\n"
            }
        }

        var rows: [Row] = []

        init(collisions: Int, seed: UInt64 = 1) {
            var state = seed
            func random(_ bound: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % bound
            }
            // Between the days on which the clock changes.
            for collision in 0..<collisions {
                let (day, minute) = (random(70), random(288) * 5)
                let (x, y) = (433_000 + random(4000), 279_000 + random(4000))
                for _ in 0..<[1, 1, 1, 1, 2, 2, 2, 3, 4, 6][random(10)] {
                    let age = random(3) == 0 ? random(16) : 16 + random(70)
                    let mode = ["Pedestrian", "Cyclist", "Car"][random(3)]
                    rows.append(
                        Row(index: "2022\(collision)", day: day, minute: minute, x: x, y: y, age: age, mode: mode))
                }
            }
        }

        func text(withIndex: Bool = true) -> String {
            (withIndex ? "collision_index," : "") + "when,x,y,age,category\n"
                + rows.map { $0.text(withIndex: withIndex) }.joined()
        }

        /// The collisions with a row that is asked for.
        func incidents(_ isWanted: (Row) -> Bool = { _ in true }) -> Int {
            Set(rows.filter(isWanted).map(\.index)).count
        }
    }

    private static let index = "id=collision_index"

    // MARK: Identifiers

    /// An adult's row claimed the identifier before it was filtered, and the child's row behind it was rejected as a
    /// duplicate: of 2,043 collisions with a child 1,514 were found.
    @Test func aCollisionWithAChildIsFoundWhoeverStandsFirst() throws {
        let casualties = Casualties(collisions: 4000)
        let truth = casualties.incidents { $0.age < 16 }
        let firstIsChild = casualties.rows.indices.count {
            ($0 == 0 || casualties.rows[$0 - 1].index != casualties.rows[$0].index) && casualties.rows[$0].age < 16
        }
        #expect(firstIsChild < truth)
        let reading = try Reading.csv(casualties.text(), columns: Self.index, ageUnder: 16, ledger: .reasons)
        #expect(reading.counts.used == truth && reading.table.count == truth)
        #expect(reading.counts.rejected.isEmpty && reading.counts.addUp)
        let children = casualties.rows.count { $0.age < 16 }
        #expect(
            reading.counts.filtered == [
                .overAge: casualties.rows.count - children, .sameIncident: children - truth,
            ])
        #expect(reading.table.age.allSatisfy { $0 < 16 })
    }

    @Test func aCategoryIsAskedForBeforeRowsAreTakenTogether() throws {
        let casualties = Casualties(collisions: 1000)
        let reading = try Reading.csv(
            casualties.text(), columns: Self.index, selecting: ["category": ["Cyclist"]], ageUnder: 16)
        #expect(reading.counts.used == casualties.incidents { $0.age < 16 && $0.mode == "Cyclist" })
        #expect(reading.table.categories == ["Cyclist"] && reading.counts.addUp)
    }

    @Test func personsAreToldByIdentifiersThatAgreeAndSaid() throws {
        let casualties = Casualties(collisions: 1000)
        let reading = try Reading.csv(casualties.text(), columns: Self.index)
        let (rows, incidents) = (casualties.rows.count, casualties.incidents())
        #expect(incidents == 1000 && rows > 1500)
        #expect(
            reading.sources[0].grain
                == RowGrain(
                    unit: .person, basis: .identifiers, column: "collision_index", rows: rows, incidents: incidents))
        #expect(reading.counts.filtered == [.sameIncident: rows - incidents] && reading.counts.rejected.isEmpty)
        let note = try #require(reading.notes.first { $0.contains("each row is a person") })
        #expect(note.contains("\(Shown.grouped(rows)) rows, 1,000 incidents: "))
        #expect(note.hasSuffix("rows with the same \"collision_index\" are one incident."))
    }

    /// Numbers that start anew each day, or a number of another thing: the rows tell other places and times.
    @Test func numbersThatBeginAnewTellNoIncident() throws {
        var casualties = Casualties(collisions: 100)
        casualties.rows = Dictionary(grouping: casualties.rows, by: \.index).sorted { $0.key < $1.key }.flatMap {
            $0.value.prefix(2)
        }
        for row in casualties.rows.indices {
            casualties.rows[row].x += row
            casualties.rows[row].minute = (casualties.rows[row].minute + row) % 1440
        }
        let reading = try Reading.csv(casualties.text(), columns: Self.index)
        #expect(reading.counts.used == casualties.rows.count && reading.counts.addUp)
        #expect(reading.counts.filtered.isEmpty && reading.counts.rejected.isEmpty)
        #expect(reading.sources[0].grain.unit == .incident && reading.sources[0].grain.basis == .nothingElse)
        #expect(reading.notes.contains { $0.contains("\"collision_index\" begin anew") })
        #expect(!reading.sources[0].columns.contains { $0.role == .identifier })
    }

    /// Rows that are given again with a time corrected, or a place, are the same incidents: the first stays.
    @Test func identifiersThatDifferInPartAreRejected() throws {
        var casualties = Casualties(collisions: 100)
        casualties.rows = Dictionary(grouping: casualties.rows, by: \.index).sorted { $0.key < $1.key }.flatMap {
            $0.value.prefix(2)
        }
        for row in casualties.rows.indices { casualties.rows[row].minute = (casualties.rows[row].minute + row) % 1440 }
        let reading = try Reading.csv(casualties.text(), columns: Self.index)
        #expect(reading.counts.used == 100 && reading.counts.filtered.isEmpty && reading.counts.addUp)
        #expect(reading.counts.rejected == [.duplicateIdentifier: casualties.rows.count - 100])
        #expect(reading.rejects.count == casualties.rows.count - 100)
        #expect(reading.rejects.allSatisfy { $0.reason == .duplicateIdentifier && $0.row != nil })
    }

    /// A handful of rows that an export wrote twice makes no file of persons.
    @Test func aFewRowsTwiceAreSlips() throws {
        var casualties = Casualties(collisions: 500)
        casualties.rows = Dictionary(grouping: casualties.rows, by: \.index).values.compactMap(\.first).sorted {
            $0.index < $1.index
        }
        casualties.rows += casualties.rows.prefix(9)
        let reading = try Reading.csv(casualties.text(), columns: Self.index, ledger: .reasons)
        #expect(reading.counts.used == 500 && reading.counts.rejected == [.duplicateIdentifier: 9])
        #expect(reading.rejects.map(\.line) == Array(502...510))
        #expect(!reading.notes.contains { $0.contains("person") || $0.contains("begin anew") })
    }

    @Test(arguments: [IncidentGrain.incident, .person])
    func whatIsAskedForIsDone(_ grain: IncidentGrain) throws {
        let casualties = Casualties(collisions: 1000)
        let children = casualties.rows.count { $0.age < 16 }
        let truth = casualties.incidents { $0.age < 16 }
        let reading = try Reading.csv(casualties.text(), columns: Self.index, ageUnder: 16, grain: grain)
        #expect(reading.counts.used == truth && reading.counts.addUp)
        #expect(reading.counts.filtered[.sameIncident] == (grain == .person ? children - truth : nil))
        #expect(reading.counts.rejected == (grain == .person ? [:] : [.duplicateIdentifier: children - truth]))
        #expect(reading.sources[0].grain.basis == .asked && reading.rejects.count == reading.counts.rejectedTotal)
        #expect(reading.sources[0].grain.unit.rawValue == grain.rawValue)
    }

    /// More rows of persons than of incidents are no reason to refuse a file.
    @Test func manyPersonsOfAnIncidentMakeNoUnreadableFile() throws {
        var casualties = Casualties(collisions: 3)
        casualties.rows = casualties.rows.prefix(1).flatMap { row in Array(repeating: row, count: 9) }
        let reading = try Reading.csv(casualties.text(), columns: Self.index)
        #expect(reading.counts.used == 1 && reading.counts.filtered == [.sameIncident: 8])
    }

    /// Anti-social behaviour has no crime number in police.uk's files.
    @Test func rowsWithoutANumberAreIncidentsOfTheirOwn() throws {
        let text =
            "id,when,x,y,category\n" + (0..<20).map { ",2024-01-05 15:\($0 + 10),433000,279000,ASB\n" }.joined()
            + "A,2024-01-05 15:00,433000,279000,Theft\n"
        let reading = try Reading.csv(text)
        #expect(reading.counts.used == 21 && reading.counts.rejected.isEmpty)
    }

    // MARK: Place and time

    @Test func personsAreToldByPlaceAndTimeAndSaidLoudly() throws {
        let casualties = Casualties(collisions: 1000)
        let rows = casualties.rows.count
        let reading = try Reading.csv(casualties.text(withIndex: false))
        // Midnight stands for "not known" too often to be compared.
        let midnight = casualties.rows.filter { $0.minute == 0 }
        let expected = 1000 - Set(midnight.map(\.index)).count + midnight.count
        #expect(midnight.count > 0 && reading.counts.used == expected && reading.counts.addUp)
        #expect(
            reading.sources[0].grain
                == RowGrain(unit: .person, basis: .placeAndTime, rows: rows, incidents: expected))
        #expect(reading.counts.filtered == [.sameIncident: rows - expected])
        let note = try #require(reading.notes.first { $0.contains("seems to be a person") })
        #expect(note.contains("\(Shown.grouped(rows)) rows, ") && note.contains("id=NAME"))
        #expect(reading.spikes.timed == expected && reading.spikes.midnight == midnight.count)

        let plain = try Reading.csv(casualties.text(withIndex: false), grain: .incident)
        #expect(plain.counts.used == rows && plain.counts.filtered.isEmpty)
        #expect(plain.sources[0].grain == RowGrain(basis: .asked, rows: rows, incidents: rows))
    }

    /// Whether rows coincide is judged on the whole file, not on those asked for.
    @Test func whatIsAskedForDoesNotChangeTheGrain() throws {
        var casualties = Casualties(collisions: 1000)
        casualties.rows.removeAll { $0.minute == 0 }
        let reading = try Reading.csv(casualties.text(withIndex: false), ageUnder: 16)
        #expect(reading.counts.used == casualties.incidents { $0.age < 16 } && reading.counts.addUp)
        #expect(reading.sources[0].grain.unit == .person && reading.table.age.allSatisfy { $0 < 16 })
        let few = try Reading.csv(casualties.text(withIndex: false), ageUnder: 3)
        #expect(few.counts.used == casualties.incidents { $0.age < 3 })
    }

    /// Few places and full hours: rows coincide as often as chance lets them.
    @Test func coincidencesByChanceAreNone() throws {
        var casualties = Casualties(collisions: 2500, seed: 5)
        for row in casualties.rows.indices {
            let bits = ByteHash.mix(UInt64(row) + 1)
            casualties.rows[row].x = 433_000 + Int(bits % 15)
            casualties.rows[row].y = 279_000
            casualties.rows[row].minute = 60 + Int((bits >> 10) % 23) * 60
            casualties.rows[row].day = Int((bits >> 30) % 70)
        }
        let shared = Dictionary(grouping: casualties.rows) { "\($0.x) \($0.day) \($0.minute)" }
        let coinciding = shared.values.filter { $0.count > 1 }.map(\.count).reduce(0, +)
        #expect(coinciding * 20 > casualties.rows.count)
        let reading = try Reading.csv(casualties.text(withIndex: false))
        #expect(reading.counts.used == casualties.rows.count && !reading.notes.contains { $0.contains("person") })
    }

    /// What is reported over the station's counter bears its place and noon.
    @Test func aPlaceWithADefaultTimeIsNoEvidence() throws {
        var text = "when,x,y,category\n"
        var incidents = 0
        for day in 0..<60 {
            let date = CivilDay(number: 19_000 + day)
            for row in 0..<10 {
                text += "\(date) 1\(row):2\(day % 10),\(433_000 + incidents),279000,Theft\n"
                incidents += 1
            }
            for _ in 0..<4 { text += "\(date) 12:00,433500,279500,Theft\n" }
            incidents += 4
        }
        let reading = try Reading.csv(text)
        #expect(reading.counts.used == incidents && reading.sources[0].grain.unit == .incident)
        // Where each row is said to be a person, the default still tells nothing.
        #expect(try Reading.csv(text, grain: .person).counts.used == incidents)
    }

    @Test func daysAndMonthsNeverCoincide() throws {
        for date in ["2024-03-05", "2024-03", "2024-03-05 00:00"] {
            let text = "when,x,y,category\n" + String(repeating: "\(date),433000,279000,Theft\n", count: 50)
            #expect(try Reading.csv(text).counts.used == 50)
            #expect(try Reading.csv(text, grain: .person).counts.used == 50)
        }
    }

    @Test func rangesCoincideByBothEnds() throws {
        let text =
            "from,to,x,y,category\n"
            + (0..<30).map { number in
                let row = "2024-03-05 20:\(number + 10),2024-03-06 07:30,\(433_000 + number),279000,Burglary\n"
                return number % 3 == 0 ? row + row : row
            }.joined()
        #expect(try Reading.csv(text).counts.used == 30)
        let other = text.replacingOccurrences(of: "07:30,433003", with: "07:31,433003")
        #expect(try Reading.csv(other).counts.used == 30)
    }

    /// Each victim of an incident may have a number of her own: that is said, and done where it is asked for.
    @Test func numbersOfPersonsAreNoticed() throws {
        var casualties = Casualties(collisions: 600)
        casualties.rows.removeAll { $0.minute == 0 }
        let truth = casualties.incidents()
        let counts = Dictionary(grouping: casualties.rows, by: \.index).mapValues(\.count)
        for row in casualties.rows.indices { casualties.rows[row].index += "-\(row)" }
        let reading = try Reading.csv(casualties.text(), columns: Self.index)
        let coinciding = counts.values.filter { $0 > 1 }.reduce(0, +)
        #expect(reading.counts.used == casualties.rows.count && reading.sources[0].grain.coinciding == coinciding)
        #expect(
            reading.notes.contains {
                $0.contains("\(Shown.grouped(coinciding)) rows have the place and minute of another")
            })
        let asked = try Reading.csv(casualties.text(), columns: Self.index, grain: .person)
        #expect(asked.counts.used == truth && asked.counts.addUp)
        #expect(asked.sources[0].grain.column == nil && asked.sources[0].grain.basis == .asked)
    }

    // MARK: Order, threads, files

    @Test(arguments: [true, false], [nil, 16])
    func theOrderOfRowsChangesNoCount(_ withIndex: Bool, _ ageUnder: Int?) throws {
        let casualties = Casualties(collisions: 800)
        let columns = withIndex ? Self.index : ""
        let expected = try Reading.csv(casualties.text(withIndex: withIndex), columns: columns, ageUnder: ageUnder)
        for turn in 1...4 {
            var other = casualties
            if turn == 4 { other.rows.reverse() } else { other.rows.shuffle(turn) }
            let reading = try Reading.csv(other.text(withIndex: withIndex), columns: columns, ageUnder: ageUnder)
            #expect(reading.counts == expected.counts && reading.sources[0].grain == expected.sources[0].grain)
            #expect(
                reading.spikes.timed == expected.spikes.timed && reading.spikes.midnight == expected.spikes.midnight)
            func places(_ reading: IncidentReading) -> [Point] {
                reading.table.points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
            }
            #expect(places(reading) == places(expected))
        }
    }

    @Test(arguments: [true, false], [(64, 3), (1000, 2), (1 << 20, 4)])
    func piecesAndWorkersDoNotMatter(_ withIndex: Bool, _ pieces: (size: Int, workers: Int)) throws {
        let text = Casualties(collisions: 300).text(withIndex: withIndex)
        let expected = try Reading.csv(text, columns: withIndex ? Self.index : "", ageUnder: 16)
        try Reading.file(text.utf8) { path in
            var file = try CSVIncidentFile(path: path)
            (file.pieceSize, file.workers) = pieces
            let header = file.sniffed.header
            let mapping = try ColumnMapping.parse(withIndex ? Self.index : "")
            var plan = try #require(
                RowPlan(
                    columns: ColumnDetection(file: path, header: header, mapping: mapping).plan(), header: header,
                    file: path, clock: LocalClock(timeZone: "Europe/London"), dateOrder: .dayFirst, period: nil))
            plan.ageUnder = 16
            let grid = try CoordinateSystem("EPSG:27700")
            var builder = TableBuilder(file: path)
            try file.read(
                plan: plan, frame: PositionFrame(source: grid, working: grid, studyArea: nil), into: &builder)
            builder.finish()
            #expect(builder.counts == expected.counts && builder.grain == expected.sources[0].grain)
            #expect(builder.table.line == expected.table.line && builder.table.age == expected.table.age)
        }
    }

    /// An incident of the first file has two rows of persons in the second; another stands in the second alone.
    @Test func anIncidentOfOneFileHasPersonsInAnother() throws {
        let all = Casualties(collisions: 200)
        func part(_ isWanted: (Int) -> Bool) -> Casualties {
            var part = all
            part.rows = all.rows.filter { Int($0.index.dropFirst(4)).map(isWanted) ?? false }
            return part
        }
        let (one, two) = (part { $0 < 120 }, part { $0 >= 80 })
        for ageUnder in [nil, 16] {
            let reading = try Reading.files(["a.csv": one.text(), "b.csv": two.text()]) { source, _ in
                source.columns.overrides[.identifier] = "collision_index"
                source.ageUnder = ageUnder
            }
            let limit = ageUnder ?? 200
            let both = one.rows.filter { row in row.age < limit && two.rows.contains { $0.index == row.index } }
            #expect(reading.counts.used == all.incidents { $0.age < limit } && reading.counts.addUp)
            #expect(reading.counts.rejected == [.duplicateAcrossFiles: Set(both.map(\.index)).count])
            #expect(reading.sources.map(\.grain.incidents) == [one, two].map { $0.incidents { $0.age < limit } })
            #expect(reading.sources.allSatisfy { $0.grain.unit == .person })
            #expect(reading.spikes.timed == reading.counts.used)
        }
    }

    /// A child of an incident whose adults alone stand in the first file makes it count.
    @Test func aChildInTheSecondFileIsFound() throws {
        let header = "id,when,x,y,age\n"
        func rows(_ ages: [Int]) -> String {
            header + ages.map { "C1,2024-01-05 15:20,433000,279570,\($0)\n" }.joined()
                + "C2,2024-01-06 15:20,433100,279570,12\n"
        }
        let reading = try Reading.files(["a.csv": rows([40, 50]), "b.csv": rows([60, 12, 13])]) { source, _ in
            source.ageUnder = 16
        }
        #expect(reading.counts.used == 2 && reading.counts.addUp && reading.table.age == [12, 12])
        #expect(reading.counts.rejected[.duplicateAcrossFiles] == 1)
    }

    /// Rows without identifiers are taken together within their file, and the files compared as ever.
    @Test func filesOfPersonsWithoutNumbersAreTakenTogetherEachForItself() throws {
        var casualties = Casualties(collisions: 400)
        casualties.rows.removeAll { $0.minute == 0 }
        let text = casualties.text(withIndex: false)
        let other = Casualties(collisions: 400, seed: 9).text(withIndex: false)
        let both = try Reading.files(["a.csv": text, "b.csv": other])
        #expect(both.sources.map(\.counts.used) == [casualties.incidents(), both.sources[1].grain.incidents])
        #expect(both.counts.addUp && both.table.count == both.counts.used)
        // Person grain by place and time beside identifiers of persons, which stand in both files.
        var numbered = casualties
        for row in numbered.rows.indices { numbered.rows[row].index += "-\(row)" }
        var later = numbered
        later.rows.append(contentsOf: Casualties(collisions: 3, seed: 99).rows)
        let twice = try Reading.files(["a.csv": numbered.text(), "b.csv": later.text()]) { source, _ in
            source.columns.overrides[.identifier] = "collision_index"
            source.grain = .person
        }
        #expect(twice.sources[0].counts.used == casualties.incidents() && twice.counts.addUp)
        #expect(twice.counts.rejected == [.duplicateAcrossFiles: casualties.incidents()])
        #expect(twice.sources[1].counts.used == Casualties(collisions: 3, seed: 99).incidents())
    }

    /// An identifier's entry grows with the identifiers and not with the rows, and counts whatever the order.
    @Test func identifiersAreCountedWhateverTheOrder() {
        func entered(_ order: [Int]) -> (IdentifierRows, Int) {
            var rows = IdentifierRows()
            var first = 0
            for row in order {
                let identifier = ByteHash.mix(UInt64(row % 3000) + 1)
                let isFirst = rows.enter(
                    identifier, happening: ByteHash.mix(UInt64(row % 3000 < 2000 ? row % 3000 : row)), isTimed: true,
                    isSelected: row % 7 == 0)
                if isFirst { first += 1 }
            }
            return (rows, first)
        }
        let plain = entered(Array(0..<9000))
        let turned = entered((0..<9000).map { $0 * 7919 % 9000 })
        #expect(plain.0.count == 3000 && plain.0.repeating == 6000 && plain.0.repeated == 3000)
        #expect(plain.0.differing == 1000 && plain.0.tellOfPersons)
        #expect(turned.0.differing == 1000 && turned.0.repeating == 6000 && turned.1 == plain.1)
        #expect(plain.1 == Set((0..<9000).filter { $0 % 7 == 0 }.map { $0 % 3000 }).count)
    }
}

extension [GrainTests.Casualties.Row] {
    /// An order that `seed` decides.
    fileprivate mutating func shuffle(_ seed: Int) {
        let keys = indices.map { ByteHash.mix(UInt64($0) &+ UInt64(seed) << 40) }
        self = indices.sorted { keys[$0] < keys[$1] }.map { self[$0] }
    }
}
