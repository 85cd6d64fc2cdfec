public import HomewardAnalysis
public import HomewardCalendar
import HomewardCore

/// When in the day incidents happen, on the days of a selection.
public struct DayRhythm: Sendable, Equatable {
    /// The days.
    public var days: DaySelection
    /// Incidents whose time of day is not recorded.
    public var unplaced: Int
    /// The mean time of day.
    public var mean: CircularMean
    /// The hours that stand out; nil where there are none.
    public var peak: DayPeak?

    /// Puts a rhythm together.
    public init(days: DaySelection, unplaced: Int, mean: CircularMean, peak: DayPeak?) {
        self.days = days
        self.unplaced = unplaced
        self.mean = mean
        self.peak = peak
    }
}

/// When in the day incidents peak, on the days of a selection.
public struct DayPeakSummary: Codable, Sendable, Equatable {
    /// The days: `all`, `school` or `non-school`.
    public var days: String
    /// Incidents with a time of day.
    public var placed: Int
    /// Incidents without one.
    public var unplaced: Int
    /// The hours that stand out most; absent where there are none.
    public var window: WindowSummary?
    /// Incidents in them; ranges of time count by their part.
    public var incidents: Double?
    /// The rate in the hours by that of the rest of the day; absent where the rest holds none.
    public var ratio: Double?
    /// The logarithm of the likelihood ratio.
    public var logLikelihoodRatio: Double?
    /// How likely hours that stand out as much are where the clock does not matter.
    public var p: Double?
    /// Whether p is a bound that the truth lies below.
    public var pIsBound: Bool?
    /// The mean time of day; absent where the times cancel.
    public var meanTime: String?
    /// From when to when the mean time lies with a confidence of 95 %; absent where it may lie anywhere or there are few incidents.
    public var meanBetween: WindowSummary?
    /// How closely the times lie round their mean, 0 to 1.
    public var resultantLength: Double
    /// Rayleigh's z; absent where there is no mean.
    public var rayleighZ: Double?
    /// The p of the Rayleigh test; absent where there are too few incidents.
    public var rayleighP: Double?

    /// Sums up a rhythm.
    public init(_ rhythm: DayRhythm) {
        days = rhythm.days.rawValue
        placed = rhythm.mean.placed
        unplaced = rhythm.unplaced
        if let peak = rhythm.peak {
            window = WindowSummary(peak.window)
            incidents = peak.incidents.rounded(decimals: 6)
            ratio = peak.ratio?.rounded(significant: 8)
            logLikelihoodRatio = peak.score.rounded(significant: 8)
            p = peak.p.rounded(significant: 8)
            pIsBound = peak.isBound
        }
        meanTime = rhythm.mean.minute.map(DayPeakSummary.clock)
        meanBetween = rhythm.mean.interval.map {
            WindowSummary(from: DayPeakSummary.clock($0.from), to: DayPeakSummary.clock($0.to))
        }
        resultantLength = rhythm.mean.resultant.rounded(decimals: 6)
        rayleighZ = rhythm.mean.z?.rounded(significant: 8)
        rayleighP = rhythm.mean.p?.rounded(significant: 8)
    }

    /// The nearest minute of the day; midnight is 00:00 whichever way it is rounded to.
    private static func clock(_ minute: Double) -> String { Shown.clock(Int(nearest: minute) % 1440) }

    /// `27.4 %` of the incidents; nil without a window.
    package var share: String? {
        incidents.flatMap { placed > 0 ? Shown.percent($0 / Double(placed)) : nil }
    }

    /// `16:42 (16:30–16:55)`.
    package var shownMean: String {
        (meanTime ?? "none") + (meanBetween.map { " (\($0.shown))" } ?? "")
    }

    /// The hours and the mean in one line.
    package var line: String {
        let subject = "peak of the day, \(Words.days(days))"
        guard placed > 0 else { return "\(subject): not tested: no incident with a time of day" }
        var parts: [String] = []
        if let window, let incidents, let p {
            let times = ratio.map { ", \(Shown.fixed($0, 1)) times the rate of the rest of the day" } ?? ", all of them"
            parts.append(
                "\(window.shown) with \(Shown.fixed(incidents, 0)) of \(Words.count(placed, "incident", "incidents")) (\(share ?? ""))\(times), p \(Shown.probability(p))"
            )
        } else {
            parts.append("no hours stand out of \(Words.count(placed, "incident", "incidents"))")
        }
        parts.append(
            "mean time \(shownMean), resultant length \(Shown.fixed(resultantLength, 2)), "
                + (rayleighP.map { "Rayleigh p \(Shown.probability($0))" }
                    ?? "Rayleigh's test needs \(CircularMean.fewest) incidents with a time"))
        return "\(subject): \(parts.joined(separator: "; "))"
    }
}

extension WindowSummary {
    init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}
