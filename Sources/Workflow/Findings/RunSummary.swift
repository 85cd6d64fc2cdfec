import HomewardAnalysis
import HomewardCore

/// What `plan` says when it is done.
public struct RunSummary: Sendable {
    private let results: RunResults

    /// Sums up a run.
    public init(_ results: RunResults) {
        self.results = results
    }

    /// The findings in some lines.
    public var text: String {
        var lines = StudyAccount(results.study).lines + [""]
        let found = PeaksFinding(allDays: results.clock, schoolDays: results.schoolDayClock, peaks: results.peaks)
        lines.append(
            found.nothing
                ?? "After-school peaks: "
                + found.significant.map { "\($0.area) (\(($0.bestWindow ?? $0.window).shown))" }.joined(separator: ", ")
        )
        let hot = results.hotspots.hot.count { $0 }
        lines.append(
            "\(Words.count(hot, "hot cell", "hot cells")) of \(Shown.grouped(results.hotspots.grid.cells.count)); \(Words.count(results.clusters.clusters.count { ChanceLevel.isReached(by: $0.p) }, "cluster", "clusters")) in place and hour"
        )
        if let emerging = results.emerging {
            lines.append(EmergingFinding(emerging, window: results.plan.window).verdict)
        }
        if let scan = results.scan {
            lines.append(ScanFinding(scan, method: results.plan.scan).heading)
        }
        lines.append(
            RepeatsFinding(
                results.repeats, of: results.study.table, method: results.plan.repeats,
                because: results.study.whyNoRepeats(results.plan.repeats)
            ).verdict)
        if let plan = results.chaperones {
            let routes = RoutesFinding(plan, syntheticStreets: results.network?.isSynthetic ?? false)
            lines.append(
                "\(Words.count(plan.routes.count, "chaperone route", "chaperone routes")), "
                    + "\(Words.count(routes.quality.stays, "post", "posts")). " + routes.lead.joined(separator: ". "))
        }
        let patrols = PatrolsFinding(results.patrols, usesHarm: results.plan.study.weighsHarm)
        lines.append(
            "\(Words.count(patrols.quality.served, "patrol area", "patrol areas")), "
                + "\(Words.count(patrols.quality.stays, "visit", "visits")). " + patrols.lead.joined(separator: ". "))
        return lines.joined(separator: "\n")
    }
}
