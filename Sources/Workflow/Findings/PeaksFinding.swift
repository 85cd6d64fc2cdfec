public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// When incidents peak: the week's clock, and the after-school peak of each area.
public struct PeaksFinding: Finding {
    /// The 24 hours of the day over the whole week, all days, from midnight on.
    public var hours: [Double]
    /// Seven days, Monday first, of 24 hours each, all days.
    public var clock: [[Double]]
    /// Incidents that are on the clock.
    public var placed: Int
    /// Incidents whose time of day is not recorded.
    public var unplaced: Int
    /// The same for school days; absent without a calendar.
    public var schoolDays: ClockSummary?
    /// The hours of the day that stand out and the mean time, on all days and, with a calendar, on school days and others; absent
    /// in records of versions that did not look.
    public var dayPeaks: [DayPeakSummary]?
    /// What all areas were held to; absent in records of versions that did not say.
    public var afterSchool: AfterSchoolSummary?
    /// The areas, in the order given; the study area where none is named.
    public var areas: [AreaPeakSummary]

    /// Sums up clocks and peaks.
    public init(allDays: DataClock, schoolDays: DataClock?, peaks: PeakSurvey, rhythms: [DayRhythm]? = nil) {
        let all = ClockSummary(allDays)
        hours = all.hours
        clock = all.clock
        placed = all.placed
        unplaced = all.unplaced
        self.schoolDays = schoolDays.map { ClockSummary($0) }
        dayPeaks = rhythms?.map { DayPeakSummary($0) }
        afterSchool = AfterSchoolSummary(peaks)
        areas = peaks.areas.map(AreaPeakSummary.init)
    }

    private enum CodingKeys: String, CodingKey {
        case hours, clock, placed, unplaced, schoolDays, dayPeaks, afterSchool, areas
    }

    /// Reads the peaks of a record, which may be damaged or of an earlier version.
    ///
    /// - Throws: `DecodingError` where a clock has another number of days or hours.
    public init(from decoder: any Decoder) throws {
        let all = try ClockSummary(from: decoder)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hours = all.hours
        clock = all.clock
        placed = all.placed
        unplaced = all.unplaced
        schoolDays = try values.decodeIfPresent(ClockSummary.self, forKey: .schoolDays)
        dayPeaks = try values.decodeIfPresent([DayPeakSummary].self, forKey: .dayPeaks)
        afterSchool = try values.decodeIfPresent(AfterSchoolSummary.self, forKey: .afterSchool)
        areas = try values.decode([AreaPeakSummary].self, forKey: .areas)
    }

    /// The clock of all days.
    public var allDays: ClockSummary { ClockSummary(hours: hours, clock: clock, placed: placed, unplaced: unplaced) }
    /// The areas with a peak that stands out from chance.
    public var significant: [AreaPeakSummary] { areas.filter { $0.verdict == .peak } }
    /// The areas that could be tested.
    public var tested: [AreaPeakSummary] { areas.filter { $0.verdict != .notTested } }
    /// Why no area could be tested, where it is the same for all.
    package var commonGap: String? {
        guard let first = areas.first, areas.allSatisfy({ $0.verdict == .notTested && $0.gap == first.gap }),
            first.isGapOfAll || areas.count == 1
        else { return nil }
        return first.words(setAside: afterSchool?.setAside ?? first.setAside)
    }

    /// What is said where no area has a peak; nil where one has.
    package var nothing: String? {
        if let commonGap { return "After-school peaks were not tested: \(commonGap)" }
        return significant.isEmpty ? "No area has an after-school peak that stands out from chance" : nil
    }

    /// The hours and the peaks in words.
    public var lines: [String] { clockLines + (dayPeaks ?? []).map(\.line) + afterSchoolLines }

    /// A line an hour: all days, Monday to Friday, the weekend, and school days where they are known.
    private var clockLines: [String] {
        let columns: [(heading: String, hours: [Double])] =
            [
                ("incidents", hours), ("Mon–Fri", PeaksFinding.sum(clock.prefix(5))),
                ("Sat–Sun", PeaksFinding.sum(clock.suffix(2))),
            ] + (schoolDays.map { [("school days", $0.hours)] } ?? [])
        var lines = ["hour " + columns.map { "   " + $0.heading }.joined()]
        let most = hours.max() ?? 0
        for (hour, value) in hours.enumerated() {
            let bar = String(repeating: "#", count: most > 0 ? Int((value / most * 40).rounded()) : 0)
            let numbers = columns.map { column in
                let number = Shown.fixed(column.hours[hour], 1)
                return String(repeating: " ", count: max(1, column.heading.count + 3 - number.count)) + number
            }
            lines.append("\(Shown.clock(hour * 60))\(numbers.joined())  \(bar)")
        }
        let all = Words.count(placed + unplaced, "incident", "incidents")
        lines.append(
            unplaced == 0
                ? "clock: all \(all)"
                : "clock: \(Shown.grouped(placed)) of \(all); \(Shown.grouped(unplaced)) without a time of day")
        return lines
    }

    private static func sum(_ days: some Sequence<[Double]>) -> [Double] {
        days.reduce([Double](repeating: 0, count: 24)) { sums, day in zip(sums, day).map { $0 + $1 } }
    }

    private var afterSchoolLines: [String] {
        if let gap = commonGap { return ["after school: not tested: \(gap)"] }
        guard !areas.isEmpty else { return [] }
        return (afterSchool?.lines ?? []) + areas.map(\.line)
    }
}

/// What the after-school peaks of all areas were held to.
public struct AfterSchoolSummary: Codable, Sendable, Equatable {
    /// The window.
    public var window: WindowSummary
    /// The ratio that the intervals must lie above.
    public var leastRatio: Double
    /// The false-discovery rate.
    public var fdr: Double
    /// What an area must stand out from: `own`, `town` or `both`.
    public var against: String
    /// How often each interval holds the true ratio, at least.
    public var confidence: Double
    /// Areas that were tested.
    public var tested: Int
    /// All incidents of the study.
    public var incidents: Int
    /// Those that the comparisons count.
    public var counted: Int
    /// Those that they cannot count, by reason.
    public var setAside: [String: Int]
    /// The school days of the period.
    public var schoolDays: Int
    /// Its other days.
    public var otherDays: Int

    /// Sums up what was asked.
    public init(_ survey: PeakSurvey) {
        window = WindowSummary(survey.method.window)
        leastRatio = survey.method.leastRatio
        fdr = survey.method.fdr
        against = survey.method.against.rawValue
        confidence = survey.confidence.rounded(decimals: 8)
        tested = survey.areas.count { $0.p != nil }
        incidents = survey.incidents
        counted = survey.counted
        setAside = PeakWords.byCode(survey.setAside)
        schoolDays = survey.schoolDays
        otherDays = survey.otherDays
    }

    /// What counts, and what a peak is.
    package var lines: [String] { [account, rule] }

    /// `15:00–18:00 on 380 school days and 351 others: 5,990 of 6,213 incidents counted; …`
    package var account: String {
        let aside = PeakWords.setAside(setAside)
        return
            "after school, \(window.shown) on \(Words.count(schoolDays, "school day", "school days")), against \(Words.count(otherDays, "other day", "other days")): \(Shown.grouped(counted)) of \(Words.count(incidents, "incident", "incidents")) counted\(aside.isEmpty ? "" : "; set aside: \(aside)")"
    }

    /// When a peak is called.
    package var rule: String {
        let least = SettingName.plain(leastRatio)
        let comparisons =
            switch AfterSchoolPeaks.Comparison(rawValue: against) {
            case .town: "the interval against the rest of the town lies"
            case .both: "all three intervals lie"
            case .own, nil: "the intervals against non-school days and against the rest of the school day lie"
            }
        return
            "a peak is called where \(comparisons) above \(least), the least ratio that matters; intervals of \(Shown.percent(confidence))"
            + (tested > 1 ? ", \(Shown.percent(1 - fdr)) with \(tested) areas allowed for" : "")
    }
}

/// What was found after school in one area.
public struct AreaPeakSummary: Codable, Sendable, Equatable {
    /// Whether there is a peak.
    public enum Verdict: String, Codable, Sendable, Equatable {
        /// It stands out from chance.
        case peak
        /// None was found.
        case noPeak = "no_peak"
        /// Nothing could be said; ``AreaPeakSummary/gap`` says why.
        case notTested = "not_tested"
    }

    /// The area's name.
    public var area: String
    /// All its incidents; absent in records of versions that did not count them here.
    public var incidents: Int?
    /// Those that the comparisons count.
    public var counted: Int
    /// Those that they cannot count, by reason.
    public var setAside: [String: Int]
    /// Those in the window on school days.
    public var inWindow: Int
    /// The window that was tested.
    public var window: WindowSummary
    /// What was found.
    public var verdict: Verdict
    /// What the test lacked; absent where it was made.
    public var gap: String?
    /// How many incidents it would need, where it had too few.
    public var needed: Int?
    /// The window against the same hours on days that are no school days; absent where it was not tested.
    public var againstNonSchoolDays: RatioSummary?
    /// The window against the rest of the school day; absent where it was not tested.
    public var againstRestOfSchoolDay: RatioSummary?
    /// The area's rise by that of the rest of the town; absent where it was not tested or there is no rest.
    public var againstTown: TownRatioSummary?
    /// The largest probability of the comparisons that count; absent where it was not tested.
    public var p: Double?
    /// The false-discovery rate over the areas tested; absent where it was not.
    public var q: Double?
    /// The window to ten minutes that fits best, absent where there are too few incidents.
    public var bestWindow: WindowSummary?

    /// Sums up a peak.
    public init(_ peak: AreaPeak) {
        area = peak.area
        incidents = peak.incidents
        counted = peak.counted
        setAside = PeakWords.byCode(peak.setAside)
        inWindow = peak.inWindow
        window = WindowSummary(peak.window)
        switch peak.verdict {
        case .peak: verdict = .peak
        case .noPeak: verdict = .noPeak
        case .notTested(let lack):
            verdict = .notTested
            gap = lack.code
            if case .tooFew(let number) = lack { needed = number }
        }
        againstNonSchoolDays = peak.againstNonSchoolDays.map { RatioSummary($0) }
        againstRestOfSchoolDay = peak.againstRestOfSchoolDay.map { RatioSummary($0) }
        againstTown = peak.againstTown.map { TownRatioSummary($0) }
        p = peak.p?.rounded(significant: 8)
        q = peak.q?.rounded(significant: 8)
        bestWindow = peak.bestWindow.map { WindowSummary($0) }
    }

    private enum CodingKeys: String, CodingKey {
        case area, incidents, counted, setAside, inWindow, window, verdict, gap, needed, againstNonSchoolDays
        case againstRestOfSchoolDay, againstTown, p, q, bestWindow
    }

    private enum EarlierKeys: String, CodingKey { case significant }

    /// Reads a peak of a record. Earlier versions wrote `significant` for the verdict, and called those counted `incidents`.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        area = try values.decode(String.self, forKey: .area)
        window = try values.decode(WindowSummary.self, forKey: .window)
        setAside = try values.decodeIfPresent([String: Int].self, forKey: .setAside) ?? [:]
        gap = try values.decodeIfPresent(String.self, forKey: .gap)
        needed = try values.decodeIfPresent(Int.self, forKey: .needed)
        againstNonSchoolDays = try values.decodeIfPresent(RatioSummary.self, forKey: .againstNonSchoolDays)
        againstRestOfSchoolDay = try values.decodeIfPresent(RatioSummary.self, forKey: .againstRestOfSchoolDay)
        againstTown = try values.decodeIfPresent(TownRatioSummary.self, forKey: .againstTown)
        p = try values.decodeIfPresent(Double.self, forKey: .p)
        q = try values.decodeIfPresent(Double.self, forKey: .q)
        bestWindow = try values.decodeIfPresent(WindowSummary.self, forKey: .bestWindow)
        if let verdict = try values.decodeIfPresent(Verdict.self, forKey: .verdict) {
            self.verdict = verdict
            incidents = try values.decodeIfPresent(Int.self, forKey: .incidents)
            counted = try values.decode(Int.self, forKey: .counted)
            inWindow = try values.decode(Int.self, forKey: .inWindow)
        } else {
            let earlier = try decoder.container(keyedBy: EarlierKeys.self)
            verdict = try earlier.decode(Bool.self, forKey: .significant) ? .peak : .noPeak
            incidents = nil
            counted = try values.decode(Int.self, forKey: .incidents)
            inWindow = againstNonSchoolDays?.count ?? 0
        }
    }

    /// Whether what is lacking is lacking for every area alike.
    var isGapOfAll: Bool {
        [PeakGap.noCalendar, .noTimeOfDay, .noSchoolDay, .noOtherDay, .wholeDay].map(\.code).contains(gap)
    }

    /// Why it was not tested, in words; nil where it was.
    package var gapWords: String? { words(setAside: setAside) }

    /// The same, where the account is another than the area's own.
    fileprivate func words(setAside: [String: Int]) -> String? {
        guard verdict == .notTested else { return nil }
        let aside = PeakWords.setAside(setAside)
        switch gap {
        case PeakGap.noCalendar.code: return "no school calendar is given"
        case PeakGap.noTimeOfDay.code:
            let isTimeAlone = setAside.allSatisfy { $0.key == PeakSetAside.noTime.rawValue || $0.value == 0 }
            return isTimeAlone ? "no row has a time of day" : "no incident can be counted: \(aside)"
        case PeakGap.noSchoolDay.code: return "there is no school day in the period"
        case PeakGap.noOtherDay.code: return "every day of the period is a school day"
        case PeakGap.wholeDay.code: return "the window is the whole day, so there is no rest of it"
        case PeakGap.noIncident.code: return "no incident"
        case PeakGap.noneCounted.code: return "none of \(base) can be counted: \(aside)"
        case PeakGap.noRestOfTown.code: return "too few incidents in the rest of the town to hold it against"
        default:
            return needed.map {
                "\(Shown.grouped(counted)) counted\(aside.isEmpty ? "" : " of \(base)"), \(Shown.grouped($0)) are needed to show a ratio above the least that matters"
            } ?? "too few incidents"
        }
    }

    private var base: String { Words.count(incidents ?? counted, "incident", "incidents") }

    /// `272 incidents, 259 counted`, and why the others are not.
    private var account: String {
        guard let incidents, incidents != counted else { return Words.count(counted, "incident", "incidents") }
        return "\(Words.count(incidents, "incident", "incidents")), \(Shown.grouped(counted)) counted"
    }

    /// The area in one line.
    package var line: String {
        if let gapWords { return "\(area): not tested: \(gapWords)" }
        var parts = [
            "\(area): \(verdict == .peak ? "peak" : "no peak") \(window.shown)", account,
            "\(Shown.grouped(inWindow)) in the window on school days",
        ]
        if let ratio = againstNonSchoolDays { parts.append("against non-school days \(ratio.shown)") }
        if let ratio = againstRestOfSchoolDay { parts.append("against the rest of the school day \(ratio.shown)") }
        if let ratio = againstTown { parts.append("against the rest of the town \(ratio.shown)") }
        if let p, let q { parts.append("p \(Shown.probability(p)), q \(Shown.probability(q))") }
        // Where nothing stands out the hours that fit best are those of chance.
        if verdict == .peak, let bestWindow { parts.append("fits \(bestWindow.shown) best") }
        return parts.joined(separator: "; ")
    }
}

/// What the comparisons set aside, in codes and in words.
package enum PeakWords {
    static func byCode(_ setAside: [PeakSetAside: Int]) -> [String: Int] {
        Dictionary(setAside.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
    }

    /// `203 without a time of day, 20 whose range …`, the most first.
    package static func setAside(_ byCode: [String: Int]) -> String {
        byCode.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(Shown.grouped($0.value)) \(words($0.key))" }.joined(separator: ", ")
    }

    private static func words(_ code: String) -> String {
        switch PeakSetAside(rawValue: code) {
        case .noTime: "without a time of day"
        case .openRange: "whose range leaves the window's hours or its kind of day"
        case .unknownDay: "on a day that the calendar does not know"
        case nil: code
        }
    }
}
