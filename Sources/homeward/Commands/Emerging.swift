import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

/// The settings of emerging hotspots; every day and hour counts unless told otherwise.
enum EmergingChoice: SettingChoice {
    static let paths = ["emerging", "window", "limits.cells"]
    static let except = ["emerging.run", "window.ranges"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward emerging`: where hotspots are new, last and fade.
struct Emerging: AnalysisVerb {
    static let configuration = CommandConfiguration(
        commandName: "emerging",
        abstract: "Tell where hotspots are new, last or fade, month by month.",
        discussion: """
            Use it when a tasking meeting asks what has changed on the map: which hotspot is new, which one is always there, which one \
            is history. Each cell and its neighbours are held against the town, month by month (--step week: week by week), each month \
            together with the one before: Getis-Ord Gi* on a cube of place and time. In each month its incidents are thought to be dealt \
            among the cells, so that a busy month, a long one or growth of the whole town makes no cell hot. p is exact and two-sided, q \
            the false-discovery rate over all cells and months together.

            A cell's label follows from its history, one sign a month (+ hot, - cold, . neither). The first rule that fits:

            \(EmergingPattern.order.map { "\($0.rawValue): \($0.rule)." }.joined(separator: "\n\n"))

            Hot or cold is the last month that stands out; for cold read cold for hot, fall for rise, downwards for upwards, and the other \
            way round. No pattern: no month stands out.

            Labels that claim a change are tested for it, because a cell near the limit is hot now and then. The trend of z is \
            Mann-Kendall's, corrected for ties and for months that neighbouring scores share; it is sure where trend_q is at most --fdr. \
            Rise and fall hold the share of the cell and its neighbours in the town's incidents in the last 2, 4, 8, ... months, up to half of \
            them, against the months before (Fisher's exact test); they are sure where change_q is at most --fdr. A cell that is hot for \
            the first time without a sure rise is sporadic.

            Only whole months with days in force count, at least \(EmergingHotspots.fewestSteps) of them: say with --from and --to where the extract begins and ends. \
            Choose cells so large that the busy ones have several incidents a month. A plan tells the same where it says \
            emerging.run: true. hotspots --method emerging is another spelling of this verb.

              homeward emerging Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --cell 500 --out emerging.geojson
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<EmergingChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }

    func require(_ study: Study, _ plan: PlanFile) throws {
        try study.requirePlaces(asFineAs: plan.emerging.cell, key: "emerging.cell_m", for: "emerging hotspots")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<EmergingFinding> {
        let result = try study.emergingHotspots(
            plan.emerging, window: plan.window, mostCells: plan.hotspots.mostCells)
        return Outcome(finding: EmergingFinding(result, window: plan.window)) {
            EmergingLayer.make(result, system: study.workingSystem)
        }
    }
}
