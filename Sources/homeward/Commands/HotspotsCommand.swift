import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

/// The settings of hotspots; every day and hour counts unless told otherwise.
enum HotspotChoice: SettingChoice {
    static let paths = ["hotspots", "window", "publish", "limits.cells", "seed"]
    static let except = ["hotspots.method"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward hotspots`: counts, density or significance by cell.
struct HotspotsCommand: AnalysisVerb {
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case count, kde, gistar, gi, moran
    }

    static let configuration = CommandConfiguration(
        commandName: "hotspots",
        abstract: "Tell where incidents cluster, cell by cell.",
        discussion: """
            count: incidents in each cell. kde: density per km2 with a quartic kernel. gistar: Getis-Ord Gi*, whether the \
            cell and its neighbours together hold more than chance would put there; take it to see where to go. gi: the \
            same of the neighbours alone, whatever the cell holds. moran: local Moran's I, whether a cell is like its \
            neighbours (HH high among high, LL low among low) or not (HL, LH); take it to tell a busy quarter from a \
            single busy spot. Each has z, p, the false-discovery rate q and hot; the answer begins with whether cells \
            have anything to do with their neighbours at all (global Moran's I and general G).

            p is exact: of all ways in which these very numbers could lie on the cells, the share that puts as much there. It \
            is not the tail of z. That takes the numbers for normally distributed, and where most cells hold none or one it \
            calls a few incidents side by side a wonder that they are not. --chance permutation deals the numbers anew, as \
            other software does: p is then no smaller than 1 in the number of deals, and the cell keeps its own number, so \
            that a single busy cell among quiet ones is not hot. --chance normal is the tail of z, for comparison.

              homeward hotspots Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --calendar GeoData/calendar.yml --days school \\
                --hours 15-18 --out hotspots.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Option(
        help: "count, kde, gistar, gi or moran; emerging is the verb of that name, with its options.")
    var method = Method.gistar

    @OptionGroup var settings: SettingOptions<HotspotChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }

    var way: String? { method.rawValue }

    func uses(_ path: String) -> Bool { path != "hotspots.sides" || method != .moran }

    func require(_ study: Study, _ plan: PlanFile) throws {
        _ = try study.selectingSome(plan.window, for: "hotspots")
        try study.requirePlaces(asFineAs: plan.disclosure.cell, key: "disclosure.cell_m", for: "hotspots")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<HotspotsFinding> {
        let selected = try study.selectingSome(plan.window, for: "hotspots")
        if method == .count || method == .kde, plan.publish.cells == .hot {
            throw UsageError(
                "--cells hot needs cells that were tested: use --method gistar, gi or moran, or --cells nonzero")
        }
        var survey = plan.hotspotsMethod
        // Counts and density are told with Gi*, too.
        survey.method = Hotspots.Statistic(rawValue: method.rawValue) ?? .gistar
        try study.requirePlaces(asFineAs: survey.cell, key: "hotspots.cell_m", for: "hotspots")
        let grid = try survey.grid(covering: study.studyArea.outline)
        let (values, denominator) = try study.cellValues(of: selected, on: grid, plan)
        let hotspots = try survey.scores(of: grid, values)
        let density =
            method == .kde
            ? try survey.density.density(
                of: selected.table.points, weights: survey.value.weights(of: selected), on: grid) : nil
        let isTested = Hotspots.Statistic(rawValue: method.rawValue) != nil
        return Outcome(
            finding: HotspotsFinding(
                selected: selected, hotspots: hotspots, density: density, fdr: survey.significance.fdr,
                neighbours: survey.significance.neighbours.text),
            layer: {
                HotspotLayer.make(hotspots, density: density, significance: isTested, system: study.workingSystem)
            },
            assumptions: [denominator?.assumption].compactMap { $0 })
    }
}
