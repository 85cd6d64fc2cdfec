import Foundation
import HomewardCalendar
import HomewardCore
import Testing

@testable import HomewardAnalysis

@Suite struct TrialDesignTests {
    static let first = CivilDay(iso: "2025-09-01") ?? CivilDay(number: 0)

    static func history(areas: Int, weeks: Int, mean: Double, seed: UInt64) -> [[Int]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<areas).map { area in (0..<weeks).map { _ in poisson(mean * (1 + Double(area) / 10), &generator) } }
    }

    @Test func pairsAreOfAreasThatDoNotTouchAndTheLotIsTheSeeds() throws {
        let counts = Self.history(areas: 12, weeks: 60, mean: 3, seed: 1)
        let method = TrialDesign { $0.pairs = 4 }
        func design(_ seed: UInt64) throws -> DesignResult {
            try method.with(\.seed, seed).byAreas(counts, touches: { abs($0 - $1) == 1 }, first: Self.first)
        }
        let one = try design(1)
        let members = one.areaPairs.flatMap { [$0.treated, $0.control] }
        let sorted = members.sorted()
        #expect(one.areaPairs.count == min(4, one.rows.count))
        #expect(Set(members).count == members.count)
        let touch = zip(sorted, sorted.dropFirst()).contains { $1 - $0 == 1 }
        #expect(!touch)
        #expect(try design(1) == one)
        let others = try (2...12).map { try design($0).areaPairs }
        #expect(others.contains { $0 != one.areaPairs })
    }

    /// The power promised is what runs with the design show.
    @Test func weeksGiveThePowerPromised() throws {
        let weeksSeen = 52
        let counts = Self.history(areas: 8, weeks: weeksSeen, mean: 1.5, seed: 3)
        let found = try TrialDesign().byAreas(counts, touches: { _, _ in false }, first: Self.first)
        let chosen = try #require(found.chosen)
        let weeks = try #require(chosen.weeks)
        #expect(chosen.power >= 0.8)
        let share = chosen.perWeek / 2
        let hits = Parallel.map(500) { run -> Bool in
            var generator = SeededGenerator(seed: 9, stream: UInt64(run))
            let isAfter = (0..<(weeksSeen + weeks)).map { $0 >= weeksSeen }
            let own = isAfter.map { poisson(share * ($0 ? 0.7 : 1), &generator) }
            let other = isAfter.map { _ in poisson(share, &generator) }
            return (DifferenceInDifferences.ratio(treated: own, control: other, isAfter: isAfter).value?.p ?? 1) < 0.05
        }.count { $0 }
        #expect((360...450).contains(hits), "\(hits)")
        // More pairs need no more weeks.
        let needed = found.rows.map { $0.weeks ?? TrialDesign.mostWeeks }
        let (few, many) = (needed.first ?? 0, needed.last ?? 0)
        #expect(many <= few)
    }

    @Test func daysArePairedByWeekdayAndInForce() throws {
        var generator = SeededGenerator(seed: 2)
        let start = Self.first.advanced(by: -364)
        let counts = (0..<364).map { day -> Int? in
            start.advanced(by: day).isWeekend ? nil : poisson(4, &generator)
        }
        let found = try TrialDesign { $0.weeks = 20 }.byDays(counts, from: start, first: Self.first) { !$0.isWeekend }
        #expect(!found.dayPairs.isEmpty)
        for pair in found.dayPairs {
            #expect(pair.treated.weekday == pair.control.weekday)
            let apart = abs(pair.treated.number - pair.control.number)
            #expect(apart == 7)
            #expect(!pair.treated.isWeekend)
        }
        let days = found.dayPairs.flatMap { [$0.treated, $0.control] }
        #expect(Set(days).count == days.count)
        let early = found.dayPairs.count { $0.treated < $0.control }
        #expect((1..<found.dayPairs.count).contains(early))
    }

    @Test func shortHistoriesAndFewAreasAreRefused() {
        let method = TrialDesign()
        #expect(throws: AnalysisError.shortHistory(weeks: 6, fewest: 12)) {
            try method.byAreas(
                Self.history(areas: 8, weeks: 6, mean: 3, seed: 1), touches: { _, _ in false }, first: Self.first)
        }
        #expect(throws: AnalysisError.fewTrialAreas(areas: 1)) {
            try method.byAreas(
                Self.history(areas: 8, weeks: 20, mean: 3, seed: 1), touches: { _, _ in true }, first: Self.first)
        }
        #expect(throws: AnalysisError.shortHistory(weeks: 2, fewest: 12)) {
            try method.byDays([Int?](repeating: 1, count: 14), from: Self.first, first: Self.first) { _ in true }
        }
    }
}
