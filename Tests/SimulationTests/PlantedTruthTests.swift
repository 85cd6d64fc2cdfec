import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardSimulation
import Testing

/// The truth, recounted from the file.
@Suite struct PlantedTruthTests {
    private func rows() throws -> (byReference: [Int: Extract.Row], truth: IncidentTruth) {
        let (bytes, truth) = try Sample.usual.get()
        let rows = Extract(bytes).rows
        return (Dictionary(rows.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first }), truth)
    }

    @Test func afterSchoolRowsAreWhereAndWhenTheTruthSays() throws {
        let (rows, truth) = try rows()
        #expect(Set(truth.afterSchool.compactMap(\.area)) == ["Hillfields", "Wood End / Moat House", "Willenhall"])
        for peak in truth.afterSchool {
            let window = try #require(peak.window.flatMap { HourWindow($0) })
            let area = try PreparedArea(Sample.shared.get().area(try #require(peak.area)))
            let references = try #require(peak.references)
            #expect(references.count == peak.count && peak.count >= 50)
            var cells: [[Int]: Int] = [:]
            var under25 = 0
            for reference in references {
                let row = try #require(rows[reference])
                let (x, y) = (try #require(row.x), try #require(row.y))
                #expect(Sample.days.kind(of: try #require(row.day)) == .school)
                #expect(window.contains(minute: try #require(row.minute)))
                if let end = HourWindow.minute(row.fields[4]) { #expect(window.contains(minute: end)) }
                #expect(try area.contains(Point(x: Double(x), y: Double(y))))
                let centre = Point(x: peak.centre.x, y: peak.centre.y)
                #expect(centre.distance(to: Point(x: Double(x), y: Double(y))) < 2 * peak.spreadM + 70)
                cells[[x / 100 * 100, y / 100 * 100], default: 0] += 1
                if let age = row.age, age < 25 { under25 += 1 }
            }
            #expect(cells == Dictionary(uniqueKeysWithValues: peak.cells.map { ([$0.x, $0.y], $0.count) }))
            #expect(under25 == peak.under25 && under25 * 10 > peak.count * 8)
        }
    }

    @Test func nightsBelongToFridayAndSaturday() throws {
        let (rows, truth) = try rows()
        #expect(truth.nightTime.count == 3)
        for night in truth.nightTime {
            for reference in try #require(night.references) {
                let row = try #require(rows[reference])
                let day = try #require(row.day)
                let minute = try #require(row.minute)
                #expect(minute >= 1320 ? day.weekday == 4 || day.weekday == 5 : minute < 180 && day.weekday >= 5)
            }
        }
    }

    @Test func hotspotsComeAndGo() throws {
        let (rows, truth) = try rows()
        let middle = Sample.days.first.advanced(by: 365)
        func days(_ gathering: IncidentTruth.Gathering) throws -> [CivilDay] {
            try #require(gathering.references).map { try #require(rows[$0]?.day) }
        }
        let emerging = try days(try #require(truth.emerging.first))
        #expect(emerging.count == 220 && emerging.allSatisfy { $0 >= middle })
        // Of a straight line from zero three quarters lie in the second half.
        #expect((140...190).contains(emerging.count { $0 >= middle.advanced(by: 183) }))
        let fading = try days(try #require(truth.fading.first))
        #expect(fading.count == 220 && fading.allSatisfy { $0 <= middle })
        #expect((140...190).contains(fading.count { $0 < Sample.days.first.advanced(by: 183) }))
    }

    @Test func plantedRowsLookLikeAllOthers() throws {
        let (rows, truth) = try rows()
        let planted = Set(truth.afterSchool.flatMap { $0.references ?? [] })
        let formats = planted.count { rows[$0]?.fields[1].contains("/") == true }
        #expect((0.08...0.22).contains(Double(formats) / Double(planted.count)))
        let order = planted.sorted()
        let runs = zip(order, order.dropFirst()).count { $1 - $0 == 1 }
        #expect(runs < order.count / 3)
    }

    /// In areas without a planted peak school days and other weekdays have the same rate after school.
    @Test func nothingElseHappensAfterSchool() throws {
        let (bytes, truth) = try Sample.run(rows: 100_000)
        let planted = Set(truth.afterSchool.flatMap { $0.references ?? [] })
        let sample = try Sample.shared.get()
        let areas = truth.areas.filter { !$0.afterSchool && $0.name != "Coventry" }.map(\.name)
        #expect(areas.count == 4)
        let locators = try areas.map { try PreparedArea(sample.area($0)) }
        var school = [Int](repeating: 0, count: areas.count)
        var other = school
        for row in Extract(bytes).rows where row.fields.count == 11 && !planted.contains(row.reference) {
            guard let day = row.day, !day.isWeekend, let minute = row.minute, (900..<1080).contains(minute),
                let x = row.x, let y = row.y
            else { continue }
            for (index, area) in locators.enumerated() where try area.contains(Point(x: Double(x), y: Double(y))) {
                if Sample.days.kind(of: day) == .school { school[index] += 1 } else { other[index] += 1 }
            }
        }
        let schoolDays = Double(Sample.days.count(.school))
        let otherDays = Double(Sample.days.kinds.count { $0 == .holiday })
        for index in areas.indices {
            let expected = Double(school[index] + other[index]) * schoolDays / (schoolDays + otherDays)
            let deviation = (expected * otherDays / (schoolDays + otherDays)).squareRoot()
            #expect(school[index] + other[index] > 80)
            #expect(abs(Double(school[index]) - expected) < 3 * deviation, "\(areas[index])")
        }
    }
}
