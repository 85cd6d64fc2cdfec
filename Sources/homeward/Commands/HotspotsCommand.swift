import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

/// The settings of hotspots; every day and hour counts unless told otherwise.
enum HotspotChoice: SettingChoice {
    static let paths = ["hotspots", "window", "limits.cells"]
    static let except = ["hotspots.method"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward hotspots`: counts, density or significance by cell.
struct HotspotsCommand: AnalysisVerb {
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case count, kde, gistar
    }

    static let configuration = CommandConfiguration(
        commandName: "hotspots",
        abstract: "Tell where incidents cluster, cell by cell.",
        discussion: """
            count: incidents in each cell. kde: density per km2 with a quartic kernel. gistar: Getis-Ord Gi* with z, p, the \
            false-discovery rate q and hot.

              homeward hotspots Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --calendar GeoData/calendar.yml --days school \\
                --hours 15-18 --out hotspots.geojson
            """)

    @OptionGroup var study: StudyOptions

    @Option(help: "count, kde or gistar.")
    var method = Method.gistar

    @OptionGroup var settings: SettingOptions<HotspotChoice>
    @OptionGroup var parts: PartOptions
    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }

    var way: String? { method.rawValue }

    func require(_ study: Study, _ plan: PlanFile) throws {
        _ = try study.selectingSome(plan.window, for: "hotspots")
        try study.requirePlaces(asFineAs: plan.disclosure.cell, key: "disclosure.cell_m", for: "hotspots")
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<HotspotsFinding> {
        let selected = try study.selectingSome(plan.window, for: "hotspots")
        let survey = plan.hotspots
        try study.requirePlaces(asFineAs: survey.cell, key: "hotspots.cell_m", for: "hotspots")
        let grid = try survey.grid(covering: study.studyArea.outline)
        let hotspots = try survey.significance.scores(
            of: grid, points: selected.table.points, shares: selected.shares)
        let density =
            method == .kde
            ? try survey.density.density(of: selected.table.points, weights: selected.shares, on: grid) : nil
        return Outcome(
            finding: HotspotsFinding(
                selected: selected, hotspots: hotspots, density: density, fdr: survey.significance.fdr)
        ) {
            HotspotLayer.make(
                hotspots, density: density, significance: method == .gistar, system: study.workingSystem)
        }
    }
}
