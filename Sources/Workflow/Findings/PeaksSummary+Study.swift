public import HomewardAnalysis
import HomewardCore

extension PeaksSummary: Summary {
    /// Sums up what was found after school in a study.
    public init(study: Study, peaks: [AreaPeak], clock: DataClock, schoolDayClock: DataClock?) {
        self.init(allDays: clock, schoolDays: schoolDayClock, peaks: peaks, rows: study.reading.counts)
    }

    /// The hours and the peaks in words.
    public var text: String {
        var lines = rows.map { [$0.text] } ?? []
        lines.append("hour   incidents")
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
                    + "; against non-school days \(PeaksSummary.shown(peak.againstNonSchoolDays))"
                    + "; against the rest of the school day \(PeaksSummary.shown(peak.againstRestOfSchoolDay))"
                    + "; p \(Shown.probability(peak.p)), q \(Shown.probability(peak.q))"
                    + (peak.bestWindow.map { "; fits \($0.shown) best" } ?? ""))
        }
        return lines.joined(separator: "\n")
    }

    private static func shown(_ ratio: RatioSummary) -> String {
        "\(ratio.ratio.map { Shown.fixed($0, 2) } ?? "–") (\(Shown.fixed(ratio.lower, 2))–\(ratio.upper.map { Shown.fixed($0, 2) } ?? "∞"))"
    }
}
