import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// Several sources held against each other.
@Suite struct SourceComparisonTests {
    private static let first = CivilDay(number: 19_601)  // 1 September 2023
    private let clock: LocalClock
    private let two = [ComparedSource(name: "police", files: [0]), ComparedSource(name: "ambulance", files: [1])]

    init() throws { clock = try LocalClock(timeZone: "Europe/London") }

    private func incident(
        _ x: Double, _ y: Double, day: Int, second: Int?, source: UInt16, line: Int32 = 0, category: String = "",
        age: Int16? = nil
    ) -> Incident {
        Incident(
            at: Point(x: x, y: y), on: Self.first.advanced(by: day), second: second.map { Int32($0) }, clock: clock,
            category: category, age: age, source: source, line: line)
    }

    private func survey(
        _ incidents: [Incident], _ sources: [ComparedSource]? = nil, areas: [Int32] = [], areaCount: Int = 0,
        _ change: (inout SourceComparison) -> Void = { _ in }
    ) throws -> SourceSurvey {
        var method = SourceComparison()
        method.deals = 99
        change(&method)
        return try method.survey(
            of: IncidentTable(incidents), sources: sources ?? two, areas: areas, areaCount: areaCount, clock: clock)
    }

    /// Two sources of which some incidents are the same: the rows of both and how many are.
    private func town(_ seed: UInt64, days: Int = 182, each: Int = 600, shared: Int = 0, busy: Bool = true)
        -> [Incident]
    {
        var generator = SeededGenerator(seed: seed)
        func own() -> (x: Double, y: Double, day: Int, second: Int) {
            // Places and hours that both sources are busy at.
            let side = busy && generator.unit() < 0.5 ? 400.0 : 4000.0
            let hour = generator.unit() < 0.5 ? 20 + generator.below(4) : generator.below(24)
            return (
                generator.unit() * side, generator.unit() * side, generator.below(days),
                hour * 3600 + generator.below(3600)
            )
        }
        func near() -> Double { 25 * (generator.unit() + generator.unit() + generator.unit() - 1.5) }
        var incidents: [Incident] = []
        for number in 0..<each {
            let (x, y, day, second) = own()
            incidents.append(incident(x, y, day: day, second: second, source: 0, line: Int32(number + 2)))
            guard number < shared else { continue }
            incidents.append(
                incident(
                    x + near(), y + near(), day: day, second: min(86_399, second + generator.below(1800)), source: 1,
                    line: Int32(number + 2)))
        }
        for number in shared..<each {
            let (x, y, day, second) = own()
            incidents.append(incident(x, y, day: day, second: second, source: 1, line: Int32(number + 2)))
        }
        return incidents
    }

    // MARK: Pairs

    /// The possible pairs as whoever looks at every two finds them.
    @Test(arguments: 1...12) func possiblePairsAreThoseOfEveryTwo(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        func sights() -> [SourceSight] {
            (0..<120).map { row in
                let start = Int64(generator.below(40 * 86_400))
                let length = generator.unit() < 0.5 ? 0 : Int64(generator.below(90_000))
                return SourceSight(
                    row: Int32(row), x: Double(generator.below(600)) - 300, y: Double(generator.below(600)) - 300,
                    start: start, end: start + length)
            }
        }
        let (left, right) = (sights(), sights())
        let reach = [0.0, 1, 60, 150][seed % 4]
        let within = Int64([0, 900, 3600, 86_400][seed / 4 % 4])
        let dealt = seed.isMultiple(of: 2) ? nil : DealtWeekdays(count: 40).deal(&generator)
        let found = try #require(
            SightDays(right, days: 0..<40, reach: reach).pairs(with: left, within: within, dealt: dealt, limit: .max))
        var wanted: [[Int32]] = []
        for (number, one) in left.enumerated() {
            for (other, two) in right.enumerated() {
                let day = Int(two.start / 86_400)
                let moved = dealt.map { Int64(($0.firstIndex(of: Int32(day)) ?? day) - day) * 86_400 } ?? 0
                let gap = max(0, one.start - two.end - moved, two.start + moved - one.end)
                let (dx, dy) = (one.x - two.x, one.y - two.y)
                if gap <= within, dx * dx + dy * dy <= reach * reach { wanted.append([Int32(number), Int32(other)]) }
            }
        }
        #expect(found.map { [$0.left, $0.right] } == wanted)
        #expect(SightDays(right, days: 0..<40, reach: reach).pairs(with: left, within: within, limit: -1) == nil)
    }

    @Test func nobodyIsInTwoPairsAndCountsAddUp() throws {
        let incidents = town(5, shared: 150)
        let areas = incidents.map { Int32($0.position.x < 1000 ? 0 : $0.position.x < 2500 ? 1 : -1) }
        let found = try survey(incidents, areas: areas, areaCount: 2)
        let pairing = try #require(found.pairings.first)
        #expect(Set(pairing.pairs.map(\.first)).count == pairing.pairs.count)
        #expect(Set(pairing.pairs.map(\.second)).count == pairing.pairs.count)
        #expect(found.inflation == pairing.pairs.count)
        let table = IncidentTable(incidents)
        for pair in pairing.pairs {
            #expect(table.source[pair.first] == 1 && table.source[pair.second] == 0, "ambulance comes first by name")
            #expect(pair.distance <= 100.0001 && pair.seconds <= 3600)
        }
        for account in found.accounts {
            #expect(account.incidents == 600 && account.timed == 600)
            #expect(account.areas.reduce(0, +) + account.outside == 600)
            #expect(account.blocks.reduce(0, +) + account.untimed == 600)
            #expect(account.compared + account.setAside.values.reduce(0, +) == 600)
            #expect(account.matched == pairing.pairs.count)
            func sum(_ parts: (OnlyHere.Part) -> Bool) -> [Int] {
                let some = account.only.filter { parts($0.part) }
                return [some.reduce(0) { $0 + $1.incidents }, some.reduce(0) { $0 + $1.only }]
            }
            let all = [account.compared, account.compared - account.matched]
            #expect(sum { $0 == .all } == all)
            #expect(sum { if case .hours = $0 { true } else { false } } == all)
            #expect(sum { if case .area = $0 { true } else { $0 == .outside } } == all)
            #expect(account.only.allSatisfy { $0.share.contains(Double($0.only) / Double($0.incidents)) })
        }
    }

    @Test func theOrderOfRowsAndSourcesDoesNotMatter() throws {
        let incidents = town(8, shared: 100)
        var shuffled = incidents
        var generator = SeededGenerator(seed: 4)
        generator.shuffle(&shuffled)
        let table = IncidentTable(shuffled)
        let one = try survey(incidents)
        let other = try survey(shuffled, two.reversed())
        #expect(one.accounts == other.accounts)
        let before = IncidentTable(incidents)
        func lines(_ survey: SourceSurvey, _ table: IncidentTable) -> [[Int32]] {
            survey.pairings[0].pairs.map { [table.line[$0.first], table.line[$0.second]] }
        }
        #expect(lines(one, before) == lines(other, table))
        #expect(one.pairings[0].chance == other.pairings[0].chance)
        #expect(try survey(incidents) == one)
        // Files in another order.
        let exchanged = incidents.map { row in
            var row = row
            row.source = 1 - row.source
            return row
        }
        let sources = [ComparedSource(name: "police", files: [1]), ComparedSource(name: "ambulance", files: [0])]
        let third = try survey(exchanged, sources)
        #expect(third.pairings == one.pairings)
    }

    @Test func plantedDoublesAreFound() throws {
        let shared = 200
        let incidents = town(11, shared: shared)
        let table = IncidentTable(incidents)
        let pairing = try survey(incidents) { $0.deals = 199 }.pairings[0]
        let right = pairing.pairs.count {
            table.line[$0.first] == table.line[$0.second] && table.line[$0.first] < Int32(shared + 2)
        }
        let recall = Double(right) / Double(shared)
        let precision = Double(right) / Double(pairing.pairs.count)
        // All lie within 53 m and half an hour; who is lost lies next to another.
        #expect(recall > 0.97, "recall \(recall)")
        #expect(precision > 0.85, "precision \(precision)")
        let chance = try #require(pairing.chance)
        let duplicates = try #require(pairing.duplicates)
        #expect(chance.p == 0.005)
        #expect(abs(duplicates.count - Double(shared)) < 12, "\(duplicates)")
        #expect(duplicates.lower <= Double(shared) && duplicates.upper >= Double(shared) - 8)
        let recapture = try #require(pairing.recapture)
        #expect(recapture.lower < 1800 && recapture.upper > 1800, "600 × 600 / 200 are 1,800: \(recapture)")
    }

    /// Sources that share places and hours but no incident.
    @Test func independentSourcesAreSeldomCalled() throws {
        let called = try (1...60).filter { seed in
            try survey(town(UInt64(seed), each: 400)).pairings[0].chance.map { $0.p <= 0.05 } ?? false
        }
        // At 5 % more than 8 of 60 come once in 300 times.
        #expect(called.count <= 8, "\(called)")
    }

    @Test func aMatchingOfTheClosestIsPreferred() throws {
        // One police incident, two calls: the nearer in place and time has it.
        let incidents = [
            incident(0, 0, day: 0, second: 3600, source: 0), incident(90, 0, day: 0, second: 3700, source: 1),
            incident(10, 0, day: 0, second: 3660, source: 1),
        ]
        let pair = try survey(incidents).pairings[0].pairs
        #expect(pair.map(\.first) == [2] && pair.map(\.second) == [0])
        #expect(pair.map(\.distance) == [10] && pair.map(\.seconds) == [60])
    }

    @Test func precisionWidensTheReach() throws {
        let incidents = [
            incident(0, 0, day: 0, second: 3600, source: 0), incident(160, 0, day: 0, second: 3600, source: 1),
        ]
        #expect(try survey(incidents).pairings[0].pairs.isEmpty)
        let known = [
            ComparedSource(name: "police", files: [0], precision: 20),
            ComparedSource(name: "ambulance", files: [1], precision: 50),
        ]
        let pairing = try survey(incidents, known).pairings[0]
        #expect(pairing.pairs.count == 1 && pairing.reach == 170)
    }

    @Test func evidenceIsTold() throws {
        let incidents = [
            incident(0, 0, day: 0, second: 3600, source: 0, category: "Robbery", age: 15),
            incident(0, 0, day: 0, second: nil, source: 1, category: "robbery ", age: 16),
            incident(500, 0, day: 1, second: 3600, source: 0, category: "Robbery", age: 15),
            incident(500, 0, day: 1, second: 3660, source: 1, category: "Stabbing", age: 30),
            incident(900, 0, day: 2, second: 3600, source: 0), incident(900, 0, day: 2, second: 3600, source: 1),
        ]
        let pairs = try survey(incidents).pairings[0].pairs
        #expect(pairs.map(\.isSameCategory) == [true, false, nil])
        #expect(pairs.map(\.isSameAge) == [true, false, nil])
        #expect(pairs.map(\.precision) == [.day, .moment, .moment])
        #expect(pairs.map(\.seconds) == [0, 60, 0])
    }

    /// An incident before midnight and a call after it, on either side of the day.
    @Test func midnightSeparatesNothing() throws {
        let incidents = [
            incident(0, 0, day: 3, second: 86_000, source: 0), incident(0, 0, day: 4, second: 300, source: 1),
            incident(0, 0, day: 8, second: 60, source: 0), incident(0, 0, day: 7, second: 86_300, source: 1),
            incident(5000, 0, day: 0, second: 0, source: 0), incident(9000, 0, day: 0, second: 0, source: 1),
            incident(5000, 0, day: 9, second: 0, source: 0), incident(9000, 0, day: 9, second: 0, source: 1),
        ]
        let pairs = try survey(incidents).pairings[0].pairs
        #expect(Set(pairs.map(\.seconds)) == [700, 160])
    }

    // MARK: Several sources, and what cannot be compared

    @Test func threeSourcesOfOneIncidentCountOnceTooOften() throws {
        let three = two + [ComparedSource(name: "hospital", files: [2])]
        let incidents = (0..<3).map { incident(0, 0, day: 0, second: 3600, source: UInt16($0)) }
        let found = try survey(incidents, three)
        #expect(found.pairings.count == 3 && found.pairings.allSatisfy { $0.pairs.count == 1 })
        #expect(found.inflation == 2, "three are one incident")
        #expect(found.accounts.map(\.source.name) == ["ambulance", "hospital", "police"])
        #expect(found.accounts.allSatisfy { $0.matched == 1 })
    }

    @Test func filesOfOneSourceAreNotHeldAgainstEachOther() throws {
        let incidents = (0..<2).map { incident(0, 0, day: 0, second: 3600, source: UInt16($0)) }
        let found = try survey(incidents, [ComparedSource(name: "police", files: [0, 1])])
        #expect(found.pairings.isEmpty && found.inflation == 0 && found.accounts[0].incidents == 2)
        #expect(found.accounts[0].compared == 0 && found.accounts[0].setAside == [.noOverlap: 2])
    }

    @Test func whatCannotBeComparedIsCounted() throws {
        let day = Self.first.advanced(by: 3)
        let noon = clock.start(of: day) + 43_200
        func stretch(_ precision: TimePrecision, _ seconds: Int64) -> Incident {
            Incident(
                at: Point(x: 0, y: 0), start: noon, end: noon + seconds, precision: precision, day: day, second: nil)
        }
        let incidents = [
            stretch(.month, 86_400 * 28), stretch(.range, 86_400 + 60), stretch(.range, 7200),
            incident(0, 0, day: 3, second: 43_300, source: 1), incident(0, 0, day: 50, second: 0, source: 0),
        ]
        let found = try survey(incidents)
        let police = found.accounts[1]
        #expect(police.setAside == [.noDay: 1, .longRange: 1, .noOverlap: 1] && police.compared == 1)
        #expect(found.pairings[0].pairs.map(\.precision) == [.range])
        #expect(found.pairings[0].gap == .shortPeriod && found.pairings[0].chance == nil)
    }

    @Test func periodsApartAreSaidToBe() throws {
        let found = try survey([
            incident(0, 0, day: 0, second: 0, source: 0), incident(0, 0, day: 1, second: 0, source: 1),
        ])
        #expect(found.pairings[0].gap == .noOverlap && found.pairings[0].firstDay == nil)
        #expect(found.accounts.allSatisfy { $0.setAside == [.noOverlap: 1] && $0.only.isEmpty })
        let nobody = try survey([])
        #expect(nobody.pairings[0].gap == .noOverlap && nobody.accounts.allSatisfy { $0.incidents == 0 })
    }

    @Test func tooManyPairsAreNotLookedAt() throws {
        let incidents = (0..<120).map { incident(0, 0, day: 0, second: 3600, source: UInt16($0 % 2)) }
        let found = try survey(incidents) { $0.mostPairs = 1000 }
        #expect(found.pairings[0].gap == .tooManyPairs && found.pairings[0].pairs.isEmpty)
        #expect(found.accounts.allSatisfy { $0.setAside == [.tooManyPairs: 60] })
        let all = try survey(incidents)
        #expect(all.pairings[0].pairs.count == 60 && all.pairings[0].recapture?.missed == 0)
    }

    @Test func withoutTimesPairsRestOnTheDay() throws {
        let incidents = (0..<40).flatMap { day in
            [incident(0, 0, day: day, second: nil, source: 0), incident(0, 0, day: day, second: nil, source: 1)]
        }
        let found = try survey(incidents)
        #expect(found.accounts.allSatisfy { $0.timed == 0 && $0.untimed == 40 })
        #expect(found.pairings[0].pairs.count == 40)
        let chance = try #require(found.pairings[0].chance)
        // Every day is like another, so chance gives as many.
        #expect(chance.expected == 40 && chance.p == 1)
        let duplicates = try #require(found.pairings[0].duplicates)
        #expect(duplicates.count == 0 && !duplicates.isBelowChance)
    }

    @Test func whatOneSeesAloneStandsOut() throws {
        // In the west both see everything, in the east the police alone.
        var incidents: [Incident] = []
        for number in 0..<400 {
            let (day, second) = (number % 100, 3600 * (number % 24))
            let x = number % 4 < 2 ? Double(number) : 100_000 + Double(number) * 500
            incidents.append(incident(x, Double(number / 4) * 300, day: day, second: second, source: 0))
            if x < 50_000 {
                incidents.append(incident(x, Double(number / 4) * 300, day: day, second: second, source: 1))
            } else {
                incidents.append(incident(-x, Double(number / 4) * 300, day: day, second: second, source: 1))
            }
        }
        let areas = incidents.map { Int32($0.position.x > 50_000 ? 1 : 0) }
        let police = try survey(incidents, areas: areas, areaCount: 2).accounts[1]
        let east = try #require(police.only.first { $0.part == .area(1) })
        let west = try #require(police.only.first { $0.part == .area(0) })
        #expect(east.only == 200 && west.only == 0)
        #expect((east.q ?? 1) < 1e-6 && (west.q ?? 1) < 1e-6)
        #expect(police.only.first { $0.part == .all }?.p == nil)
    }

    @Test func settingsAreChecked() {
        #expect(throws: SettingError.self) { try survey([]) { $0.block = 5 } }
        #expect(throws: SettingError.self) { try survey([]) { $0.within = .nan } }
        #expect(throws: SettingError.self) { try survey([]) { $0.minutes = -1 } }
        #expect(throws: SettingError.self) { try survey([]) { $0.deals = 0 } }
    }

    // MARK: Chance

    @Test(arguments: [28, 60, 91, 137, 731]) func noDayKeepsItsOwnAndWeekdaysStay(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<20 {
            let dealt = DealtWeekdays(count: count).deal(&generator)
            #expect(dealt.sorted() == (0..<Int32(count)).map { $0 })
            #expect(
                dealt.enumerated().allSatisfy { Int($1) != $0 && (Int($1) - $0) % 7 == 0 && abs(Int($1) - $0) < 140 })
        }
    }

    @Test func chanceIsTakenOff() {
        func chance(_ expected: Double, _ lower: Int, _ upper: Int) -> ChancePairs {
            ChancePairs(deals: 199, expected: expected, lower: lower, upper: upper, p: 0.005)
        }
        let none = TrueDuplicates(found: 10, chance: chance(12, 6, 19), first: 100, second: 100)
        #expect(none.count == 0 && none.lower == 0 && none.upper > 3.9 && none.isBelowChance)
        let plain = TrueDuplicates(found: 50, chance: chance(0, 0, 0), first: 100, second: 100)
        #expect(abs(plain.count - 50) < 1e-9 && plain.lower == plain.count && !plain.isBelowChance)
        // T + 20 (1 − T/100)² = 60 has T near 56.2 as its root.
        let busy = TrueDuplicates(found: 60, chance: chance(20, 10, 30), first: 100, second: 100)
        #expect(abs(busy.count + 20 * (1 - busy.count / 100) * (1 - busy.count / 100) - 60) < 1e-9)
        #expect(busy.lower < busy.count && busy.count < busy.upper && busy.upper <= 60)
    }
}
