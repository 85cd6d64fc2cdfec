import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// The mean time of day and the peak of the day.
@Suite struct CircularTests {
    private static let utc = (try? LocalClock(timeZone: "UTC"))

    /// Incidents on 1 January 2024 in UTC: the second at which each begins and how long it may have lasted.
    private func times(_ rows: [(second: Int, length: Int)]) throws -> DayTimes {
        let clock = try #require(Self.utc)
        let day = CivilDay(number: 19_723)
        return DayTimes(
            of: IncidentTable(
                rows.map { row in
                    let start = clock.start(of: day) + Int64(row.second)
                    return Incident(
                        at: Point(x: 0, y: 0), start: start, end: start + Int64(row.length),
                        precision: row.length > 0 ? .range : .moment, day: day,
                        second: row.length > 0 ? nil : Int32(row.second))
                }), clock: clock)
    }

    private func oracle(_ name: String) throws -> DayTimes {
        try times(
            golden("circular.csv").filter { $0[0] == "time" && $0[1] == name }.map { row in
                (second: Int(row[2]) ?? 0, length: Int(row[3]) ?? 0)
            })
    }

    @Test(arguments: ["few", "evening", "night", "even", "one"]) func agreesWithNumpyAndAstropy(_ name: String) throws {
        let times = try oracle(name)
        let rows = try golden("circular.csv").filter { $0[1] == name }
        let mean = CircularMean(of: times)
        let theirs = try #require(rows.first { $0[0] == "mean" }).dropFirst(2).map { Double($0) ?? .nan }
        #expect(agree(try #require(mean.minute), theirs[0], within: 1e-9))
        #expect(agree(mean.resultant, theirs[1], within: 1e-9))
        #expect(agree(try #require(mean.z), theirs[3], within: 1e-9))
        if theirs[2].isNaN {
            #expect(mean.interval == nil)
        } else {
            let interval = try #require(mean.interval)
            #expect(agree(turn(interval.to - interval.from) / 2, theirs[2], within: 1e-7))
            #expect(agree(turn(interval.to - (mean.minute ?? 0)), theirs[2], within: 1e-7))
        }
        let peak = try #require(try CircularScan().peak(of: times))
        let best = try #require(rows.first { $0[0] == "peak" }).dropFirst(2).map { Double($0) ?? .nan }
        #expect(agree(peak.score, best[0], within: 1e-9))
        #expect(Double(peak.window.start) == best[1] && Double(peak.window.minutes) == best[2])
    }

    private func turn(_ minutes: Double) -> Double { (minutes + 2880).truncatingRemainder(dividingBy: 1440) }

    @Test func agreesWithCircularOfR() throws {
        let rows = try golden("circular_r.csv")
        #expect(rows.count == 2)
        for row in rows {
            let mean = CircularMean(of: try oracle(row[1]))
            #expect(agree(try #require(mean.minute), Double(row[2]) ?? .nan, within: 1e-9))
            #expect(agree(mean.resultant, Double(row[3]) ?? .nan, within: 1e-9))
            // Far out R's series is of no more use: 30 at one minute have less than e^−30.
            let p = try #require(mean.p)
            let isFew = row[1] == "few"
            #expect(isFew ? agree(p, Double(row[4]) ?? .nan, within: 1e-9) : p < exp(-30))
        }
    }

    @Test func rayleighAgreesWithTheIntegral() throws {
        let rows = try golden("circular.csv").filter { $0[0] == "rayleigh" }
        #expect(rows.count == 20)
        for row in rows {
            let (n, z, exact) = (Double(row[1]) ?? 0, Double(row[2]) ?? 0, Double(row[3]) ?? 0)
            let p = CircularMean.rayleigh(z, fourth: 1 / n, sixth: 1 / (n * n))
            #expect(abs(p / exact - 1) < (n < 20 ? 0.02 : n < 50 ? 1e-3 : 1e-4), "\(row)")
        }
        // It is no more where z is greater, and never negative.
        for n in [5.0, 8, 30, 1000] {
            let p = stride(from: 0.0, through: n, by: n / 200).map {
                CircularMean.rayleigh($0, fourth: 1 / n, sixth: 1 / (n * n))
            }
            #expect(p[0] == 1 && p.allSatisfy { $0 >= 0 && $0 <= 1 })
            if n > 5 { #expect(zip(p, p.dropFirst()).allSatisfy { $0 >= $1 }) }
        }
    }

    @Test func closedForms() throws {
        // 23:00 and 01:00 have midnight between them; the resultant is the cosine of an hour.
        let night = CircularMean(of: try times([(82_800, 0), (3_600, 0)]))
        let minute = try #require(night.minute)
        #expect(min(minute, 1440 - minute) < 1e-9 && agree(night.resultant, cos(Double.pi / 12), within: 1e-12))
        // A range of an hour is the sine of half an hour by its arc, at its middle.
        let range = CircularMean(of: try times([(54_000, 3_600)]))
        #expect(agree(try #require(range.minute), 930, within: 1e-9))
        #expect(agree(range.resultant, sin(Double.pi / 24) / (Double.pi / 24), within: 1e-12))
        // Four times that cancel have no mean.
        let even = CircularMean(of: try times((0..<8).map { ($0 % 4 * 21_600, 0) }))
        #expect(even.minute == nil && even.resultant == 0 && even.p == 1 && even.interval == nil)
    }

    @Test func aRangeRoundTheClockSaysNothing() throws {
        let days = try times([(3_000, 86_400), (10, 432_000), (7, 1_814_400), (50_000, 172_800)])
        let mean = CircularMean(of: days)
        #expect(mean.minute == nil && mean.p == nil && mean.placed == 4)
        #expect(try CircularScan().peak(of: days) == nil)
    }

    @Test(arguments: [0, 1, 3]) func tooFewAreNotTested(_ count: Int) throws {
        let few = try times([Int](repeating: 54_321, count: count).map { ($0, 0) })
        let mean = CircularMean(of: few)
        #expect(mean.p == nil && mean.interval == nil && (mean.minute == nil) == (count == 0))
        let peak = try CircularScan().peak(of: few)
        #expect((peak == nil) == (count == 0))
        #expect(peak.map { $0.p > 0 && $0.p <= 1 } ?? true)
        if count == 1 { #expect(peak?.p == 1, "one incident is a peak wherever it is") }
    }

    @Test func allInOneMinute() throws {
        let one = try times([(Int, Int)](repeating: (57_600, 0), count: 300))
        let mean = CircularMean(of: one)
        #expect(agree(mean.minute ?? 0, 960, within: 1e-9) && agree(mean.resultant, 1, within: 1e-12))
        let p = try #require(mean.p)
        #expect(p < 1e-100)
        let peak = try #require(try CircularScan().peak(of: one))
        #expect(peak.window.description == "16:00-16:10" && peak.ratio == nil && peak.isBound && peak.p < 1e-100)
    }

    @Test func theOrderOfRowsDoesNotMatter() throws {
        let rows = try golden("circular.csv").filter { $0[0] == "time" && $0[1] == "night" }.map { row in
            (second: Int(row[2]) ?? 0, length: Int(row[3]) ?? 0)
        }
        let (a, b) = (try times(rows), try times(rows.reversed()))
        #expect(a == b && CircularMean(of: a) == CircularMean(of: b))
        let (one, other) = (try CircularScan().peak(of: a), try CircularScan().peak(of: b))
        #expect(one == other)
    }

    /// Ranges turned by whole slots hold as much in all slots together as before, whichever way they run over midnight.
    @Test func turningKeepsTheIncidents() throws {
        let times = try oracle("night")
        let slotted = SlottedTimes(times)
        #expect(agree(slotted.slots.reduce(0, +), Double(times.placed), within: 1e-12))
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<50 {
            let turned = slotted.turned(&generator)
            #expect(agree(turned.reduce(0, +), Double(times.placed), within: 1e-12))
            #expect(turned.allSatisfy { $0 > -1e-12 })
        }
    }

    /// Without a rhythm the scan flags about one set in twenty, with ranges or without, and so does Rayleigh's test.
    @Test(arguments: [0, 3]) func chanceIsFlaggedSeldom(_ share: Int) throws {
        var generator = SeededGenerator(seed: 8)
        var (scans, means) = (0, 0)
        for _ in 0..<200 {
            let drawn = try times(
                (0..<40).map { index in
                    (generator.below(1440) * 60, index % 10 < share ? 1800 + generator.below(8 * 3600) : 0)
                })
            let scan = CircularScan {
                $0.permutations = 99
                $0.seed = UInt64(generator.below(1 << 20))
            }
            if let peak = try scan.peak(of: drawn), peak.p <= 0.05 { scans += 1 }
            if let p = CircularMean(of: drawn).p, p <= 0.05 { means += 1 }
        }
        // Of 200 draws at 5 % more than 19 come once in 100 times.
        #expect(scans <= 19 && means <= 19 && scans + means > 0)
    }

    /// The bound is one: where the turns can tell, p by turns is less.
    @Test func theBoundIsAbove() throws {
        var generator = SeededGenerator(seed: 2)
        let rows = (0..<120).map { ($0 < 12 ? 57_600 + generator.below(3600) : generator.below(86_400), 0) }
        let peak = try #require(try CircularScan { $0.permutations = 1999 }.peak(of: try times(rows)))
        #expect(!peak.isBound && peak.p <= 144 * 72 * exp(-peak.score))
        let again = try CircularScan { $0.permutations = 1999 }.peak(of: try times(rows))
        #expect(again == peak)
    }

    @Test func badSettingsAreRefused() throws {
        let times = try oracle("few")
        let scan = CircularScan()
        for bad in [scan.with(\.longest, 0), scan.with(\.longest, 24), scan.with(\.permutations, 1)] {
            #expect(throws: SettingError.self) { try bad.peak(of: times) }
        }
    }

    /// On the night on which the clock goes back a range of three hours covers one hour twice, as on the data clock.
    @Test func theClockGoesBack() throws {
        let london = try LocalClock(timeZone: "Europe/London")
        let day = try #require(CivilDay(iso: "2024-10-27"))
        let start = london.start(of: day) + 1800
        let table = IncidentTable([
            Incident(
                at: Point(x: 0, y: 0), start: start, end: start + 3 * 3600, precision: .range, day: day, second: nil)
        ])
        let slots = SlottedTimes(DayTimes(of: table, clock: london)).slots
        let clock = DataClock(of: table, clock: london)
        for hour in 0..<24 {
            #expect(agree(slots[hour * 6..<hour * 6 + 6].reduce(0, +), clock.hours[hour], within: 1e-12))
        }
        #expect(agree(clock.hours[1], 2.0 / 3, within: 1e-12))
    }
}
