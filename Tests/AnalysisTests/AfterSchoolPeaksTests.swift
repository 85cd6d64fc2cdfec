import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct AfterSchoolPeaksTests {
    private let window = HourWindow.afterSchool
    private let clock: LocalClock
    private let names = (0..<9).map { "Area \($0)" }

    init() throws { clock = try LocalClock(timeZone: "Europe/London") }

    /// A town of nine areas, a third of the side each.
    private func areas(_ town: Town) -> [Int32] {
        (0..<town.table.count).map { row in
            let third = town.side / 3
            let column = max(0, min(2, Int(town.table.x[row] / third)))
            return Int32(column + 3 * max(0, min(2, Int(town.table.y[row] / third))))
        }
    }

    private func survey(
        _ town: Town, _ method: AfterSchoolPeaks = AfterSchoolPeaks(), areas: [Int32]? = nil, names: [String]? = nil
    ) throws -> PeakSurvey {
        try method.peaks(
            of: town.table, areas: areas ?? self.areas(town), names: names ?? self.names, days: town.days, clock: clock)
    }

    /// An area whose terms are others peaks on its own school days; told by the days of the whole it would not.
    @Test func anAreaIsComparedByItsOwnDays() throws {
        let first = CivilDay(number: 19_601)
        let whole = DayTable(first: first, kinds: (0..<200).map { $0.isMultiple(of: 2) ? .school : .holiday })
        let other = DayTable(first: first, kinds: (0..<200).map { $0.isMultiple(of: 2) ? .holiday : .school })
        var table = IncidentTable()
        var areas: [Int32] = []
        for step in 0..<100 {
            for area in 0..<2 {
                let day = first.advanced(by: step * 2 + area)
                table.append(Incident(at: Point(x: 0, y: 0), on: day, second: 930 * 60, clock: clock))
                areas.append(Int32(area))
            }
        }
        func verdicts(_ own: AreaDays) throws -> [PeakVerdict] {
            try AfterSchoolPeaks().peaks(
                of: table, areas: areas, names: ["A", "B"], days: whole, areaDays: own, clock: clock
            ).areas.map(\.verdict)
        }
        #expect(try verdicts(AreaDays()) == [.peak, .noPeak])
        let own = AreaDays(own: [1: other], areas: areas)
        #expect(try verdicts(own) == [.peak, .peak])
        let survey = try AfterSchoolPeaks().peaks(
            of: table, areas: areas, names: ["A", "B"], days: whole, areaDays: own, clock: clock)
        #expect(survey.counted == 200 && survey.areas.map(\.inWindow) == [100, 100])
        // By its own days the town is half at rest, whichever area asks.
        #expect(survey.areas[0].againstTown?.townComparisonCount == 100)
        #expect(survey.areas[1].againstTown?.townComparisonCount == 100)
    }

    // MARK: Counts by hand

    /// How many incidents an area has in the window on school days, in the same hours on other days, and at other hours of
    /// school days.
    private struct Counts {
        var inWindow: Int
        var otherDays: Int
        var rest: Int
    }

    /// As many school days as others; the areas' incidents, then those in no area.
    private func survey(
        _ areas: [Counts], town: Counts? = nil, days count: Int = 200, _ method: AfterSchoolPeaks = AfterSchoolPeaks()
    ) throws -> PeakSurvey {
        let first = CivilDay(number: 19_601)
        let days = DayTable(first: first, kinds: (0..<count).map { $0.isMultiple(of: 2) ? .school : .holiday })
        var table = IncidentTable()
        var assigned: [Int32] = []
        for (area, counts) in (areas + (town.map { [$0] } ?? [])).enumerated() {
            let kinds = [(counts.inWindow, 0, 930), (counts.otherDays, 1, 930), (counts.rest, 0, 600)]
            for (number, parity, minute) in kinds {
                for step in 0..<number {
                    let day = first.advanced(by: step % (count / 2) * 2 + parity)
                    table.append(
                        Incident(
                            at: Point(x: 0, y: 0), start: Int64(day.number) * 86_400 + Int64(minute) * 60, day: day,
                            second: Int32(minute * 60)))
                    assigned.append(area < areas.count ? Int32(area) : -1)
                }
            }
        }
        return try method.peaks(
            of: table, areas: assigned, names: areas.indices.map { "Area \($0)" }, days: days, clock: clock)
    }

    private func against(_ comparison: AfterSchoolPeaks.Comparison, least: Double = 1.25) -> AfterSchoolPeaks {
        AfterSchoolPeaks {
            $0.against = comparison
            $0.leastRatio = least
        }
    }

    // MARK: What is found

    @Test(arguments: [false, true])
    func plantedAreasAreSignificantAndTheirHoursAreFound(roundsTimes: Bool) throws {
        var good = 0
        var found = 0
        var falseAlarms = 0
        var planted = 0
        let runs = 60
        for run in 0..<runs {
            var town = Town(seed: UInt64(300 + run))
            town.roundsTimes = roundsTimes
            town.addBackground(6000, centre: 0.2)
            let plan = [(0, 910, 1000, 90), (2, 925, 995, 100), (7, 890, 980, 150), (6, 915, 1035, 120)]
            for (area, from, to, count) in plan {
                town.addPeak(
                    count, x: (Double(area % 3) + 0.5) * town.side / 3, y: (Double(area / 3) + 0.5) * town.side / 3,
                    spread: 80, from: from, to: to)
            }
            let peaks = try survey(town).areas
            for (area, from, to, _) in plan {
                planted += 1
                let peak = peaks[area]
                if peak.verdict == .peak { found += 1 }
                let best = try #require(peak.bestWindow)
                if abs(best.start - from) <= 20, abs(best.end - to) <= 20 { good += 1 }
            }
            for area in [1, 3, 4, 5, 8] where peaks[area].verdict == .peak { falseAlarms += 1 }
        }
        // The smallest have ratios of about 2, which chance takes near the least one now and then.
        #expect(Double(found) / Double(planted) >= 0.95, "\(found) of \(planted)")
        #expect(Double(good) / Double(planted) >= 0.97, "\(good) of \(planted)")
        #expect(Double(falseAlarms) / Double(5 * runs) <= 0.01, "\(falseAlarms) of \(5 * runs)")
    }

    /// Towns whose hours and places are uneven and know nothing of each other. With the least ratio at 1 the test is used
    /// up to its level; 150 draws at 5 % give 15 or more once in 100 times.
    @Test(arguments: [AfterSchoolPeaks.Comparison.own, .town])
    func withoutPlantedPeaksFewAreCalled(comparison: AfterSchoolPeaks.Comparison) throws {
        var alarms = 0
        var atStandard = 0
        for run in 0..<150 {
            var town = Town(seed: UInt64(9000 + run))
            town.addBackground(1500)
            if try survey(town, against(comparison, least: 1)).areas.contains(where: { $0.verdict == .peak }) {
                alarms += 1
            }
            if try survey(town, against(comparison)).areas.contains(where: { $0.verdict == .peak }) { atStandard += 1 }
        }
        #expect(alarms <= 14, "\(alarms)")
        #expect(atStandard <= alarms && atStandard <= 4, "\(atStandard)")
    }

    /// The whole town is twice as busy after school; each area rises as all others do, and one more than they.
    @Test func aRhythmOfTheWholeTownIsNoAreasOwn() throws {
        var called = [0, 0]
        var more = 0
        let runs = 30
        for run in 0..<runs {
            var town = Town(seed: UInt64(700 + run))
            town.addBackground(9000, centre: 0)
            town.addRhythm(900, from: 900, to: 1080)
            let plain = areas(town)
            called[0] += try survey(town, against(.own, least: 1), areas: plain).areas.count { $0.verdict == .peak }
            let held = try survey(town, against(.town, least: 1), areas: plain)
            called[1] += held.areas.contains { $0.verdict == .peak } ? 1 : 0
            town.addPeak(260, x: town.side / 6, y: town.side / 6, spread: 80, from: 910, to: 1000)
            let planted = try survey(town, against(.both))
            if planted.areas[0].verdict == .peak { more += 1 }
            #expect(planted.areas.dropFirst().allSatisfy { $0.verdict == .noPeak })
        }
        #expect(called[0] >= 8 * runs, "\(called[0])")
        // 30 draws at 5 % give five or more once in 64 times.
        #expect(called[1] <= 4, "\(called[1])")
        #expect(more >= 28, "\(more)")
    }

    /// Twice the town's own rise: 60 : 20 against 300 : 200 is 3 by 1.5.
    @Test func theTownsRatioIsWorkedOutByHand() throws {
        let found = try survey(
            [Counts(inWindow: 60, otherDays: 20, rest: 40)], town: Counts(inWindow: 300, otherDays: 200, rest: 900))
        let town = try #require(found.areas[0].againstTown)
        #expect((town.count, town.comparisonCount, town.townCount, town.townComparisonCount) == (60, 20, 300, 200))
        #expect(town.ratio.map { agree($0, 2, within: 1e-12) } == true)
        #expect(
            town
                == TownRatio(
                    count: 60, comparisonCount: 20, townCount: 300, townComparisonCount: 200, least: 1.25,
                    confidence: 0.95))
        // Where it does not count it is told all the same.
        #expect(
            found.areas[0].p
                == max(
                    try #require(found.areas[0].againstNonSchoolDays?.p),
                    try #require(found.areas[0].againstRestOfSchoolDay?.p)))
        let held = try survey(
            [Counts(inWindow: 60, otherDays: 20, rest: 40)], town: Counts(inWindow: 300, otherDays: 200, rest: 900),
            against(.town))
        #expect(held.areas[0].p == town.p && held.areas[0].againstTown == town)
    }

    // MARK: Verdict and interval

    /// 324 against 276 incidents in equal hours was called a peak: 1.17 (0.997–1.38), one-sided p 0.027.
    @Test(arguments: [1, 1.25]) func anIntervalThatHoldsTheLeastRatioIsNoPeak(least: Double) throws {
        let peak = try survey([Counts(inWindow: 324, otherDays: 276, rest: 900)], against(.own, least: least)).areas[0]
        let ratio = try #require(peak.againstNonSchoolDays)
        #expect(abs(ratio.lower - 0.997) < 0.001 && ratio.ratio.map { abs($0 - 1.174) < 0.001 } == true)
        #expect(peak.verdict == .noPeak)
    }

    /// Ten times the incidents make the same ratio certain, and no greater.
    @Test func muchDataMakeASmallRatioNoPeak() throws {
        let many = Counts(inWindow: 3240, otherDays: 2760, rest: 9000)
        #expect(try survey([many], against(.own, least: 1)).areas[0].verdict == .peak)
        #expect(try survey([many]).areas[0].verdict == .noPeak)
    }

    /// For whatever counts, an area peaks exactly where the intervals of all comparisons that count lie above the least
    /// ratio, and exactly where its q is at most the rate.
    @Test(arguments: [AfterSchoolPeaks.Comparison.own, .town, .both])
    func verdictAndIntervalsAgree(comparison: AfterSchoolPeaks.Comparison) throws {
        var generator = Town(seed: 77).generator
        var seen: [Bool: Int] = [:]
        for run in 0..<60 {
            let areas = (0..<(1 + run % 8)).map { _ in
                let otherDays = 5 + generator.below(40)
                let times = 1 + generator.unit() * 3
                return Counts(
                    inWindow: Int(Double(otherDays) * times), otherDays: otherDays,
                    rest: 30 + generator.below(200))
            }
            var method = against(comparison, least: [1, 1.25, 1.6][run % 3])
            method.fdr = [0.01, 0.05, 0.2][run / 3 % 3]
            let found = try survey(areas, town: Counts(inWindow: 400, otherDays: 300, rest: 2000), method)
            let peaks = found.areas.count { $0.verdict == .peak }
            #expect(
                agree(
                    found.confidence, 1 - method.fdr * Double(max(1, peaks)) / Double(areas.count), within: 1e-12))
            for peak in found.areas {
                let own = [peak.againstNonSchoolDays?.lower, peak.againstRestOfSchoolDay?.lower]
                let lows = (comparison == .town ? [] : own) + (comparison == .own ? [] : [peak.againstTown?.lower])
                let isAbove = lows.allSatisfy { ($0 ?? 0) > method.leastRatio }
                #expect((peak.verdict == .peak) == isAbove, "\(peak)")
                #expect((peak.verdict == .peak) == ((peak.q ?? 1) <= method.fdr))
                seen[isAbove, default: 0] += 1
            }
        }
        #expect((seen[true] ?? 0) >= 30 && (seen[false] ?? 0) >= 30, "\(seen)")
    }

    @Test func aGreaterLeastRatioCallsFewerPeaks() throws {
        let areas = (0..<8).map { Counts(inWindow: 60 + 12 * $0, otherDays: 60, rest: 200) }
        var before = Set(areas.indices)
        var sizes: Set<Int> = []
        for least in stride(from: 1, through: 3, by: 0.1) {
            let found = try survey(areas, against(.own, least: least)).areas
            let now = Set(found.indices.filter { found[$0].verdict == .peak })
            #expect(now.isSubset(of: before), "\(least)")
            sizes.insert(now.count)
            before = now
        }
        #expect(sizes.count > 4 && sizes.contains(0))
    }

    @Test func ratesAreCountsOverExposure() throws {
        var town = Town(seed: 1, days: 28)
        for day in 0..<28 { town.add(x: 10, y: 10, day: day, minute: 900) }
        town.add(x: 10, y: 10, day: 0, minute: 1080)
        town.add(x: 10, y: 10, day: 0, minute: 1079)
        town.add(x: 10, y: 10, day: 0, minute: 899)
        town.add(x: 10, y: 10, day: 28, minute: 950)
        let found = try survey(town, areas: [Int32](repeating: 0, count: town.table.count), names: ["A"])
        let peak = found.areas[0]
        let school = town.days.count(.school)
        let (elsewhen, rest) = (try #require(peak.againstNonSchoolDays), try #require(peak.againstRestOfSchoolDay))
        #expect(peak.incidents == 32 && peak.counted == 31 && peak.setAside == [.unknownDay: 1])
        #expect(elsewhen.count == school + 1 && peak.inWindow == school + 1)
        #expect(elsewhen.comparisonCount == 28 - school)
        #expect(elsewhen.hours == Double(school * 3))
        #expect(rest.comparisonCount == 2)
        #expect(rest.comparisonHours == Double(school * 21))
        #expect(peak.p == max(elsewhen.p, rest.p) && peak.q == peak.p)
        #expect(found.confidence == 0.95 && found.schoolDays == school && found.otherDays == 28 - school)
        #expect(peak.againstTown == nil, "there is no town beside the one area")
    }

    // MARK: What cannot be tested

    private func verdict(_ found: PeakSurvey) throws -> PeakVerdict {
        let peak = try #require(found.areas.first)
        // Nothing is claimed where nothing was tested.
        if case .notTested = peak.verdict {
            #expect(peak.p == nil && peak.q == nil && peak.againstNonSchoolDays == nil)
            #expect(peak.againstRestOfSchoolDay == nil && peak.againstTown == nil)
        }
        return peak.verdict
    }

    /// Without times of day the answer was "no peak, p 1".
    @Test func withoutTimesNothingIsTested() throws {
        let day = CivilDay(number: 19_601)
        let table = IncidentTable(
            (0..<50).map { Incident(at: Point(x: 0, y: 0), on: day.advanced(by: $0), clock: clock) })
        let days = Town(seed: 1, days: 60).days
        let found = try AfterSchoolPeaks().peaks(
            of: table, areas: [Int32](repeating: 0, count: 50), names: ["A"], days: days, clock: clock)
        #expect(try verdict(found) == .notTested(.noTimeOfDay))
        #expect(found.setAside == [.noTime: 50] && found.counted == 0 && found.areas[0].incidents == 50)
    }

    @Test func eachLackHasItsName() throws {
        let some = Counts(inWindow: 20, otherDays: 10, rest: 30)
        var town = Town(seed: 3)
        town.addBackground(500)
        let all = [Int32](repeating: 0, count: 500)
        func found(_ kinds: [DayKind]?, window: String = "15-18") throws -> PeakVerdict {
            let days = kinds.map { DayTable(first: town.days.first, kinds: $0) }
            let method = AfterSchoolPeaks { $0.window = HourWindow(window) ?? .afterSchool }
            return try verdict(
                try method.peaks(of: town.table, areas: all, names: ["A"], days: days, clock: clock))
        }
        #expect(try found(nil) == .notTested(.noCalendar))
        #expect(try found([DayKind](repeating: .holiday, count: 730)) == .notTested(.noSchoolDay))
        #expect(try found([DayKind](repeating: .school, count: 730)) == .notTested(.noOtherDay))
        #expect(try found(town.days.kinds, window: "0-24") == .notTested(.wholeDay))
        #expect(try found(town.days.kinds) == .noPeak)
        let empty = Counts(inWindow: 0, otherDays: 0, rest: 0)
        #expect(try survey([empty, some]).areas.map(\.verdict) == [.notTested(.noIncident), .noPeak])
        #expect(try survey([some], against(.town)).areas[0].verdict == .notTested(.noRestOfTown))
        #expect(try survey([], town: some).areas.isEmpty)
        // Nobody's town beside the area has one incident in these hours: it can show nothing.
        let few = Counts(inWindow: 1, otherDays: 0, rest: 50)
        #expect(try survey([some], town: few, against(.town)).areas[0].verdict == .notTested(.noRestOfTown))
    }

    /// With as many other days as school days the window has 1.25/2.25 of the incidents at the least ratio, so that seven in a
    /// row have a probability of 0.0163 and two tails of it 0.033; six have 0.059.
    @Test func tooFewAreToldWithTheNumberThatIsNeeded() throws {
        let six = Counts(inWindow: 6, otherDays: 0, rest: 0)
        let seven = Counts(inWindow: 7, otherDays: 0, rest: 0)
        let late = Counts(inWindow: 0, otherDays: 3, rest: 4)
        let found = try survey([six, seven, late])
        #expect(found.areas.map(\.verdict) == [.notTested(.tooFew(needed: 7)), .noPeak, .noPeak])
        #expect(try survey([seven]).areas[0].verdict == .peak)
        // What was not tested is none of the tests that are corrected for.
        #expect(try survey([six, seven]).areas.map(\.verdict) == [.notTested(.tooFew(needed: 7)), .peak])
        // A greater least ratio needs more.
        #expect(try survey([seven], against(.own, least: 2)).areas[0].verdict == .notTested(.tooFew(needed: 10)))
    }

    @Test func againstTheTownTooFewAreToldToo() throws {
        let town = Counts(inWindow: 300, otherDays: 200, rest: 900)
        let few = try survey([Counts(inWindow: 4, otherDays: 0, rest: 0)], town: town, against(.town)).areas[0]
        guard case .notTested(.tooFew(let needed)) = few.verdict else {
            Issue.record("\(few.verdict)")
            return
        }
        // All in the window have odds of 300 : 200 at the town's rise and 375 : 200 at the least ratio.
        let share = 375.0 / 575
        #expect(needed > 4 && 2 * pow(share, Double(needed)) < 0.055 && 2 * pow(share, Double(needed - 2)) > 0.05)
        let enough = Counts(inWindow: needed, otherDays: 0, rest: 0)
        #expect(try survey([enough], town: town, against(.town)).areas[0].verdict == .peak)
    }

    @Test func oddInput() throws {
        let town = Town(seed: 1)
        #expect(try survey(town, areas: [], names: []).areas.isEmpty)
        let empty = try survey(town, areas: [], names: ["A"])
        #expect(try verdict(empty) == .notTested(.noIncident) && empty.areas[0].bestWindow == nil)
        var one = town
        one.add(x: 0, y: 0, day: 0, minute: 930)
        let none = DayTable(first: one.days.first, kinds: [])
        for area in [Int32(-1), 0, 7] {
            let peak = try AfterSchoolPeaks().peaks(
                of: one.table, areas: [area], names: ["A"], days: none, clock: clock)
            #expect(try verdict(peak) == .notTested(.noTimeOfDay) && peak.setAside == [.unknownDay: 1])
        }
        for text in ["0-24", "22-03", "23:50-0:10", "0-1"] {
            let odd = try #require(HourWindow(text))
            var busy = Town(seed: 2)
            busy.addBackground(400)
            let areas = [Int32](repeating: 0, count: 400)
            let found = try survey(busy, AfterSchoolPeaks { $0.window = odd }, areas: areas, names: ["A"])
            #expect(found.areas[0].counted == 400)
        }
    }

    // MARK: Ranges

    /// Friday 12 January 2024 is a school day and the Saturday is none; Thursday is a school day too.
    @Test(
        arguments: [
            // Within the window, its end included; one second over it.
            ("12T15:00", "12T18:00", "15-18", "school window"), ("12T15:10", "12T17:20", "15-18", "school window"),
            ("12T15:00", "12T18:01", "15-18", "open_range"), ("12T14:59", "12T17:00", "15-18", "open_range"),
            // Outside it, over midnight from school day to school day, from school day to weekend.
            ("12T18:00", "12T23:00", "15-18", "school rest"), ("12T00:00", "12T15:00", "15-18", "school rest"),
            ("11T19:00", "12T07:00", "15-18", "school rest"), ("12T19:00", "13T07:00", "15-18", "open_range"),
            ("13T10:00", "13T14:00", "15-18", "other rest"), ("13T15:30", "13T17:30", "15-18", "other window"),
            ("12T10:00", "12T20:00", "15-18", "open_range"), ("11T19:00", "13T07:00", "15-18", "open_range"),
            // A window over midnight.
            ("11T22:30", "12T02:00", "22-03", "school window"), ("12T21:00", "12T23:00", "22-03", "open_range"),
            ("12T04:00", "12T20:00", "22-03", "school rest"), ("12T02:00", "12T23:00", "22-03", "open_range"),
            // Beyond what the calendar knows.
            ("01T10:00", "01T14:00", "15-18", "unknown_day"),
        ])
    func aRangeCountsWhereAllOfItLies(_ from: String, _ to: String, _ window: String, _ place: String) throws {
        func instant(_ text: String) throws -> Int64 {
            let parts = text.split(separator: "T")
            let day = try #require(CivilDay(iso: "2024-01-\(parts[0])"))
            return clock.instant(day: day, second: try #require(HourWindow.minute(parts[1])) * 60).epoch
        }
        let kinds: [DayKind] = [.school, .school, .weekend]
        let places = PeakPlaces(
            window: try #require(HourWindow(window)),
            days: DayTable(first: try #require(CivilDay(iso: "2024-01-11")), kinds: kinds), clock: clock)
        let table = IncidentTable([
            Incident(
                at: Point(x: 0, y: 0), start: try instant(from), end: try instant(to), precision: .range,
                day: CivilDay(number: 0), second: nil)
        ])
        let found =
            switch places.place(of: 0, in: table) {
            case .cell(let isSchoolDay, let isInWindow, _):
                "\(isSchoolDay ? "school" : "other") \(isInWindow ? "window" : "rest")"
            case .aside(let reason): reason.rawValue
            }
        #expect(found == place)
    }

    @Test func whatIsSetAsideIsCounted() throws {
        var town = Town(seed: 5)
        town.addBackground(300)
        let day = town.days.first.advanced(by: 3)
        let start = Int64(day.number) * 86_400
        town.table.append(
            Incident(
                at: Point(x: 0, y: 0), start: start + 36_000, end: start + 72_000, precision: .range, day: day,
                second: nil))
        town.table.append(Incident(at: Point(x: 0, y: 0), on: day, clock: clock))
        var areas = [Int32](repeating: 0, count: town.table.count)
        areas[301] = -1
        let found = try survey(town, areas: areas, names: ["A"])
        #expect(found.incidents == 302 && found.counted == 300 && found.setAside == [.openRange: 1, .noTime: 1])
        let peak = found.areas[0]
        #expect(peak.incidents == 301 && peak.counted == 300 && peak.setAside == [.openRange: 1])
    }
}
