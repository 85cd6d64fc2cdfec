public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// What `scan` says.
public struct ScanFinding: Finding {
    /// One cluster.
    public struct Cluster: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Its first day; absent where hours were scanned.
        public var firstDay: String?
        /// Its last day; absent where hours were scanned.
        public var lastDay: String?
        /// Its span of the clock; absent where days were scanned.
        public var window: WindowSummary?
        /// The incidents in it.
        public var observed: Int
        /// The number expected there and then.
        public var expected: Double
        /// How many times as many as expected.
        public var ratio: Double
        /// The logarithm of the likelihood ratio.
        public var llr: Double
        /// Its probability.
        public var p: Double
        /// The radius of its circle, m.
        public var radiusM: Double
        /// The places in its circle, or the cells.
        public var places: Int
        /// The incidents in its circle, whenever they were.
        public var around: Int

        /// `7 July 2024 to 20 July 2024`, or `15:00–16:30`.
        package var when: String {
            if let window { return window.shown }
            guard let firstDay, let lastDay else { return "" }
            return firstDay == lastDay ? Words.date(firstDay) : "\(Words.date(firstDay)) to \(Words.date(lastDay))"
        }
    }

    /// The clusters, the likeliest first.
    public var clusters: [Cluster]
    /// Those with p ≤ 0.05.
    public var significant: Int
    /// What time was: `days` or `hours`.
    public var time: String
    /// The days whose incidents were scanned.
    public var days: String
    /// Whether only clusters that last until the period's end were looked for.
    public var ongoing: Bool
    /// Incidents that were scanned.
    public var incidents: Int
    /// The places where they were, or the cells.
    public var places: Int
    /// The logarithm of the likelihood ratio above which p is at most 0.05; absent where nothing was tested or found.
    public var llrLimit: Double?
    /// Why nothing was tested; absent where it was.
    public var notTested: String?
    /// Incidents whose time is not known well enough.
    public var untimed: Int
    /// Incidents on other days.
    public var otherDays: Int
    /// Incidents without a position, or on days outside the period.
    public var unplaced: Int
    /// The radius of the largest circle, m.
    public var radiusM: Double
    /// The width of the cells that stand for the positions in them, m; absent where each position is a place of its own.
    public var cellM: Double?
    /// The longest window: days, or hours.
    public var longest: Double
    /// Incidents that make a cluster.
    public var minimum: Int
    /// Permutations of the test.
    public var permutations: Int

    /// Sums up a scan.
    public init(_ result: PermutationScanResult, method: PermutationScan) {
        time = method.time.rawValue
        days = method.days.rawValue
        ongoing = method.isOngoing
        incidents = result.incidents
        places = result.places
        llrLimit = result.limit?.rounded(decimals: 4)
        untimed = result.untimed
        otherDays = result.otherDays
        unplaced = result.unplaced + result.outsideDays
        radiusM = method.radius
        cellM = method.cell > 0 ? method.cell : nil
        longest = method.time == .days ? Double(method.longestDays) : method.longestHours
        minimum = method.minimum
        permutations = method.permutations
        clusters = result.clusters.enumerated().map { index, cluster in
            var summary = Cluster(
                id: "S\(index + 1)", observed: cluster.count, expected: cluster.expected.rounded(decimals: 4),
                ratio: cluster.ratio.rounded(decimals: 3), llr: cluster.strength.rounded(decimals: 4),
                p: cluster.p.rounded(significant: 6), radiusM: cluster.radius.rounded(decimals: 1),
                places: cluster.places, around: cluster.around)
            switch cluster.window {
            case .days(let span):
                (summary.firstDay, summary.lastDay) = (span.lowerBound.description, span.upperBound.description)
            case .hours(let window): summary.window = WindowSummary(window)
            }
            return summary
        }
        significant = result.clusters.count { ChanceLevel.isReached(by: $0.p) }
        notTested = result.gap.map { reason($0, method) }
    }

    /// Why nothing was tested, in words that end a sentence.
    private func reason(_ gap: PermutationScanResult.Gap, _ method: PermutationScan) -> String {
        switch gap {
        case .tooFew where incidents == 0 && otherDays > 0: "no incident is known to lie on \(Words.days(days))"
        case .tooFew:
            "\(Words.count(incidents, "incident can", "incidents can")) be scanned, and \(method.minimum) make a cluster"
        case .onePlace: "all incidents are at one place, so that no place differs from the others"
        case .oneTime:
            method.time == .days
                ? "all incidents are in one grain of days, so that no time differs from the others"
                : "all incidents are at one time of day, so that no hour differs from the others"
        case .smallShare:
            "circles with \(SettingName.plain(method.share)) of \(Words.count(incidents, "incident", "incidents")) are too small for \(method.minimum), which make a cluster"
        }
    }

    /// What was left out, in a sentence without its full stop; nil for nothing.
    package var leftOut: String? {
        let parts = [
            (
                untimed,
                isByDays ? "without a day of their own" : "without an hour of their own"
            ),
            (otherDays, "on other days"), (unplaced, "without a position or outside the period"),
        ]
        .filter { $0.0 > 0 }.map { "\(Shown.grouped($0.0)) \($0.1)" }
        return parts.isEmpty ? nil : "Left out: \(parts.joined(separator: ", "))"
    }

    /// What the clusters are in, beside place.
    private var isByDays: Bool { time == PermutationScan.Time.days.rawValue }
    private var kind: String { isByDays ? "time" : "hour" }

    /// `windows of up to 28 days`.
    package var windows: String {
        isByDays
            ? "windows of up to \(Words.count(Int(nearest: longest), "day", "days"))"
            : "windows of up to \(SettingName.plain(longest)) h of the clock"
    }

    /// What was found, in a sentence without its full stop.
    package var heading: String {
        if let notTested { return "Not tested for clusters in place and \(kind): \(notTested)" }
        let at = cellM == nil ? Words.count(places, "place", "places") : Words.count(places, "cell", "cells")
        let found =
            "\(Words.count(clusters.count, "cluster", "clusters")) in place and \(kind)\(ongoing ? " until the last day" : ""), \(significant) with p up to \(ChanceLevel.text), among \(Words.count(incidents, "incident", "incidents")) at \(at)"
        return llrLimit.map {
            "\(found); p is up to \(ChanceLevel.text) where the log-likelihood ratio is above \(Shown.fixed($0, 1))"
        }
            ?? found
    }

    /// The result in words.
    public var lines: [String] {
        [heading] + [leftOut].compactMap { $0 }
            + clusters.prefix(30).map { cluster in
                let extent =
                    cluster.radiusM > 0
                    ? "\(cluster.places) \(cellM == nil ? "places" : "cells") within \(Shown.fixed(cluster.radiusM, 0)) m"
                    : cellM == nil ? "one place" : "one cell"
                return
                    "\(cluster.id): \(cluster.when), \(extent), \(cluster.observed) incidents, \(Shown.fixed(cluster.expected, 1)) expected (\(Shown.fixed(cluster.ratio, 1)) times), log-likelihood ratio \(Shown.fixed(cluster.llr, 1)), p \(Shown.probability(cluster.p))"
            }
    }
}
