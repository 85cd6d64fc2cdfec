import Foundation
import HomewardCalendar
import HomewardCore
import Testing

@testable import HomewardAnalysis

/// The clock without midnight: counts, shares and windows by hand and by trying all.
@Suite struct ClockProfileTests {
    /// One incident in every ten minutes of the day.
    private let even = ClockProfile(stride(from: 0, to: 1440, by: 10))

    @Test func aShareIsOfWholeSlotsAndRunsOverMidnight() throws {
        let profile = ClockProfile([0, 9, 10, 899, 900, 901, 1079, 1080, 1380, 1439])
        #expect(profile.total == 10)
        #expect(profile.share(of: try #require(HourWindow("0-24"))) == 1)
        #expect(profile.share(of: .afterSchool) == 0.3)
        #expect(profile.share(of: try #require(HourWindow("18-23"))) == 0.1)
        #expect(profile.share(of: try #require(HourWindow("23-0:10"))) == 0.4)
        #expect(ClockProfile([Int]()).share(of: .afterSchool) == 0)
    }

    /// The window within an arc, minute by minute of its ends.
    @Test(
        arguments: [
            // Ends that are no whole slots reach into them: 15:05 to 15:25 is 15:00 to 15:30.
            (905, 20, ["15:00", "15:20"], 2, "15:00-15:30"), (905, 20, ["15:10"], 1, "15:10-15:20"),
            (905, 20, ["15:10", "15:30"], 1, "15:10-15:20"), (905, 20, ["14:50", "15:30"], 1, nil),
            (900, 20, ["15:00", "15:20"], 2, nil), (900, 21, ["15:00", "15:20"], 2, "15:00-15:30"),
            (1430, 20, ["23:50", "00:00"], 1, "23:50-00:10"), (1430, 20, ["23:50"], 1, "23:50-24"),
            (1430, 20, ["00:00"], 1, "00:00-00:10"), (1400, 100, ["00:20", "00:40"], 2, "00:20-00:50"),
            (0, 1440, ["00:00", "23:50"], 2, "0-24"), (600, 120, ["11:00"], 5, "11:00-11:10"),
            (600, 120, ["11:00"], 6, nil),
        ] as [(Int, Int, [String], Int, String?)])
    func theWindowLiesWithinTheArc(
        _ start: Int, _ length: Int, _ times: [String], _ slots: Int, _ best: String?
    ) throws {
        let own = times.flatMap { [Int](repeating: HourWindow.minute($0) ?? 0, count: 5) }
        // Five in each of the times; `slots` of them must lie in the window, or so many single ones of the one time.
        let minimum = times.count == 1 ? slots : 5 * slots
        let window = even.bestWindow(own, within: ClockArc(start: start, length: length), minimum: minimum)
        #expect(window == best.flatMap { HourWindow($0) })
    }

    @Test func anExcessIsOverWhatTheProfileSays() {
        // 40 of 100 at 15:00 by the profile: 20 of 32 there are fewer times as many as 12 of 32 where 1 of 100 is usual.
        let profile = ClockProfile([Int](repeating: 900, count: 40) + Array(stride(from: 0, to: 600, by: 10)))
        let own = [Int](repeating: 900, count: 20) + [Int](repeating: 300, count: 12)
        let whole = ClockArc(start: 0, length: 1440)
        #expect(profile.bestWindow(own, within: whole, minimum: 5) == HourWindow("5-5:10"))
        #expect(ClockProfile([Int]()).bestWindow(own, within: whole, minimum: 1) == nil)
        #expect(agree(PoissonExcess.score(10, expected: 5), 10 * log(2) - 5, within: 1e-15))
        #expect(PoissonExcess.score(5, expected: 5) == 0 && PoissonExcess.score(4, expected: 5) == 0)
        #expect(PoissonExcess.score(3, expected: 0) == 0)
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>) func countsAndArcsAreThoseOfTryingAll(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let grain = [1, 30, 240][generator.below(3)]
        let minutes = (0..<1 + generator.below(8)).map { _ in generator.below(1440 / grain) * grain }
        func after(_ start: Int, _ minute: Int) -> Int { (minute - start + 1440) % 1440 }

        let counts = ClockCounts(minutes)
        for reach in [0, 1, 30, 240, 719] {
            for minute in [0, 29, 240, 720, 1439] + minutes {
                let near = minutes.count { min(after($0, minute), after(minute, $0)) <= reach }
                #expect(counts.within(reach, of: minute) == near)
            }
        }

        let arc = ClockArc(holding: minutes)
        let lengths = (0..<1440).map { start in (minutes.map { after(start, $0) }.max() ?? 0) + 1 }
        #expect(arc.length == lengths.min() && arc.start == lengths.firstIndex(of: arc.length))
        let grown = arc.grown(by: 60)
        if arc.length + 120 >= 1440 {
            #expect(grown == ClockArc(start: 0, length: 1440))
        } else {
            #expect(grown.length == arc.length + 120 && after(grown.start, arc.start) == 60 && grown.start < 1440)
        }
    }

    @Test func arcsAtTheirLimits() {
        #expect(ClockArc(holding: []) == ClockArc(start: 0, length: 0))
        #expect(ClockArc(holding: [700]) == ClockArc(start: 700, length: 1))
        // Of two gaps of the same width the one over midnight is left out, so that the arc starts early.
        #expect(ClockArc(holding: [120, 840]) == ClockArc(start: 120, length: 721))
        #expect(ClockArc(start: 30, length: 1).grown(by: 31) == ClockArc(start: 1439, length: 63))
        #expect(ClockArc(start: 0, length: 1319).grown(by: 60) == ClockArc(start: 1380, length: 1439))
        #expect(ClockArc(start: 0, length: 1320).grown(by: 60) == ClockArc(start: 0, length: 1440))
    }
}
