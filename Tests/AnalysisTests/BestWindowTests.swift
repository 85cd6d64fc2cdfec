import Foundation
import HomewardCalendar
import Testing

@testable import HomewardAnalysis

/// The best hours of incidents on school days, worked out by hand. Where nothing is said of other days the usual course of
/// the afternoon is even.
@Suite struct BestWindowTests {
    private func finder(_ window: String, background: [Int] = []) throws -> BestWindow {
        BestWindow(window: try #require(HourWindow(window)), background: background)
    }

    /// So many incidents in each of these ten minutes, written as `HH:MM`.
    private func minutes(_ count: Int, _ times: String...) -> [Int] {
        times.flatMap { [Int](repeating: HourWindow.minute($0) ?? 0, count: count) }
    }

    @Test func tenIncidentsAreTheFewest() throws {
        let afternoon = try finder("15-18")
        #expect(afternoon.window(of: minutes(9, "16:05") + minutes(50, "08:00", "22:00")) == nil)
        // Half an hour is the shortest; of those that hold all ten incidents the earliest is named.
        #expect(afternoon.window(of: minutes(10, "16:05")) == HourWindow("15:40-16:10"))
    }

    /// A window starts no more than an hour before the tested one, ends no more than an hour after it and overlaps it.
    @Test(
        arguments: [
            (["15:50", "16:00", "16:10", "16:20"], "15:50-16:30"), (["14:00", "14:10", "14:20"], "14:00-15:10"),
            (["18:30", "18:40", "18:50"], "17:50-19:00"), (["13:00", "13:30"], nil), (["19:00", "19:50"], nil),
            (["14:00", "18:50"], "14:00-19:00"), (["13:50", "15:20", "19:00"], "15:00-15:30"),
        ] as [([String], String?)])
    func theWindowHoldsWhatItMayReach(_ times: [String], _ best: String?) throws {
        let own = times.flatMap { minutes(5, $0) }
        #expect(try finder("15-18").window(of: own) == best.flatMap { HourWindow($0) })
    }

    /// Ten incidents in ten minutes and one half an hour later: 11 ln(42/5) = 23.4 with it, and without it
    /// 10 ln(140/11) − ln(143/14) = 23.1. Ten minutes farther off it is 11 ln 7 = 21.4.
    @Test func oneIncidentMayWidenTheWindow() throws {
        let afternoon = try finder("15-18")
        #expect(afternoon.window(of: minutes(10, "16:00") + minutes(1, "16:40")) == HourWindow("16:00-16:50"))
        #expect(afternoon.window(of: minutes(10, "16:00") + minutes(1, "16:50")) == HourWindow("15:40-16:10"))
    }

    @Test func anEvenAfternoonHasNoBestHours() throws {
        // Every ten minutes from 13:00 to 20:00 have one incident, as the usual course has it.
        #expect(try finder("15-18").window(of: Array(stride(from: 780, to: 1200, by: 10))) == nil)
        // With none in the first and last hour the longest window there is stands out.
        #expect(try finder("15-18").window(of: Array(stride(from: 840, to: 1140, by: 10))) == HourWindow("14-19"))
    }

    @Test func hoursMayRunOverMidnight() throws {
        let night = try finder("23-01")
        #expect(night.window(of: minutes(3, "23:40", "23:50", "00:00", "00:10")) == HourWindow("23:40-00:20"))
        #expect(night.window(of: minutes(4, "23:30", "23:40", "23:50")) == HourWindow("23:30-24"))
        #expect(night.window(of: minutes(4, "00:00", "00:10", "00:20")) == HourWindow("00:00-00:30"))
    }

    @Test func endsThatAreNoWholeSlotsReachIntoTheirSlots() throws {
        // 23:55 to 00:10 touches the slots of 23:50 and 00:00; an hour more on both sides is 22:50 to 01:10.
        let odd = try finder("23:55-0:10")
        #expect(odd.window(of: minutes(5, "22:50", "01:00")) == HourWindow("22:50-01:10"))
        #expect(odd.window(of: minutes(5, "22:40", "01:10")) == nil)
    }

    /// What happens on other days too is no excess, however often it happens.
    @Test func theUsualCourseIsAllowedFor() throws {
        let own = minutes(20, "16:00") + minutes(12, "17:30")
        #expect(try finder("15-18").window(of: own) == HourWindow("16:00-17:40"))
        let usual = try finder("15-18", background: minutes(1000, "16:00"))
        #expect(usual.window(of: own) == HourWindow("17:10-17:40"))
    }

    /// 490 incidents in one slot are spread over thirteen by the weights 1 − k²/49, which sum to 65/7; 30 more lie evenly.
    @Test(arguments: [("15-18", "16:05", 42), ("23-01", "00:05", 36)])
    func theCourseIsSmoothedOverAnHour(_ window: String, _ time: String, _ count: Int) throws {
        let course = try finder(window, background: minutes(490, time)).course
        #expect(course.count == count && agree(course.reduce(0, +), 1, within: 1e-12))
        for slot in course.indices {
            let step = Double(slot - 18)
            let weight = abs(step) <= 6 ? (1 - step * step / 49) / (65.0 / 7) : 0
            #expect(agree(course[slot] * 520, 490 * weight + 30 / Double(count), within: 1e-9), "slot \(slot)")
        }
    }

    /// Incidents just before the afternoon reach into its first slots.
    @Test func theCourseKnowsWhatLiesBesideTheAfternoon() throws {
        let course = try finder("15-18", background: minutes(49, "12:50", "20:10")).course
        let (near, far, none) = (course[0], course[5], course[6])
        // 48/49 and 13/49 of the weight at its middle, whatever lies evenly taken off.
        #expect(agree((near - none) / (far - none), 48.0 / 13, within: 1e-9))
        #expect(agree((course[41] - none) / (far - none), 45.0 / 13, within: 1e-9) && course[35] == none)
    }
}
