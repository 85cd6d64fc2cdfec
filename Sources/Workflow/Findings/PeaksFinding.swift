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
    /// The same for school days.
    public var schoolDays: ClockSummary
    /// The areas, in the order given.
    public var areas: [AreaPeakSummary]

    /// Sums up clocks and peaks.
    public init(allDays: DataClock, schoolDays: DataClock, peaks: [AreaPeak]) {
        let all = ClockSummary(allDays)
        hours = all.hours
        clock = all.clock
        placed = all.placed
        unplaced = all.unplaced
        self.schoolDays = ClockSummary(schoolDays)
        areas = peaks.map(AreaPeakSummary.init)
    }

    private enum CodingKeys: String, CodingKey {
        case hours, clock, placed, unplaced, schoolDays, areas
    }

    /// Reads the peaks of a record, which may be damaged.
    ///
    /// - Throws: `DecodingError` where a clock has another number of days or hours.
    public init(from decoder: any Decoder) throws {
        let all = try ClockSummary(from: decoder)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hours = all.hours
        clock = all.clock
        placed = all.placed
        unplaced = all.unplaced
        schoolDays = try values.decode(ClockSummary.self, forKey: .schoolDays)
        areas = try values.decode([AreaPeakSummary].self, forKey: .areas)
    }

    /// The clock of all days.
    public var allDays: ClockSummary { ClockSummary(hours: hours, clock: clock, placed: placed, unplaced: unplaced) }
    /// The areas with a peak that stands out from chance.
    public var significant: [AreaPeakSummary] { areas.filter(\.significant) }

    /// The hours and the peaks in words.
    public var lines: [String] {
        var lines = ["hour   incidents"]
        let most = hours.max() ?? 0
        for (hour, value) in hours.enumerated() {
            let bar = String(repeating: "#", count: most > 0 ? Int((value / most * 40).rounded()) : 0)
            let number = Shown.fixed(value, 1)
            lines.append(
                "\(Shown.clock(hour * 60))  \(String(repeating: " ", count: max(0, 8 - number.count)))\(number)  \(bar)"
            )
        }
        if unplaced > 0 { lines.append("\(Words.count(unplaced, "incident", "incidents")) without a time of day") }
        for peak in areas {
            lines.append(
                "\(peak.area): \(peak.significant ? "peak" : "no peak") \(peak.window.shown)"
                    + "; against non-school days \(PeaksFinding.shown(peak.againstNonSchoolDays))"
                    + "; against the rest of the school day \(PeaksFinding.shown(peak.againstRestOfSchoolDay))"
                    + "; p \(Shown.probability(peak.p)), q \(Shown.probability(peak.q))"
                    + (peak.bestWindow.map { "; fits \($0.shown) best" } ?? ""))
        }
        return lines
    }

    private static func shown(_ ratio: RatioSummary) -> String {
        "\(ratio.ratio.map { Shown.fixed($0, 2) } ?? "–") (\(Shown.fixed(ratio.lower, 2))–\(ratio.upper.map { Shown.fixed($0, 2) } ?? "∞"))"
    }
}

/// What was found after school in one area.
public struct AreaPeakSummary: Codable, Sendable, Equatable {
    /// The area's name.
    public var area: String
    /// Its incidents whose time of day is known.
    public var incidents: Int
    /// The window that was tested.
    public var window: WindowSummary
    /// The window against the same hours on days that are no school days.
    public var againstNonSchoolDays: RatioSummary
    /// The window against the rest of the school day.
    public var againstRestOfSchoolDay: RatioSummary
    /// The larger of both probabilities.
    public var p: Double
    /// The false-discovery rate over the areas.
    public var q: Double
    /// Whether the peak is significant at the rate asked for.
    public var significant: Bool
    /// The window to ten minutes that fits best, absent where there are too few incidents.
    public var bestWindow: WindowSummary?

    /// Sums up a peak.
    public init(_ peak: AreaPeak) {
        area = peak.area
        incidents = peak.incidents
        window = WindowSummary(peak.window)
        againstNonSchoolDays = RatioSummary(peak.againstNonSchoolDays)
        againstRestOfSchoolDay = RatioSummary(peak.againstRestOfSchoolDay)
        p = peak.p.rounded(significant: 8)
        q = peak.q.rounded(significant: 8)
        significant = peak.isSignificant
        bestWindow = peak.bestWindow.map(WindowSummary.init)
    }
}
