import ArgumentParser
import HomewardCore
import HomewardLayers
import HomewardPublishing
import HomewardWorkflow

/// The settings of a score; every day and hour counts unless told otherwise.
enum ScoreChoice: SettingChoice {
    static let paths = ScoreFinding.about.groups
    static let except = ["score.run", "window.ranges"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward score`: would the chosen places and hours have caught what came next?
struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: ScoreFinding.about.abstract, discussion: ScoreFinding.about.discussion)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ScoreChoice>

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write: .csv for the table of figures, - for it on standard output; .geojson, .gpkg or another layer for what the best method expects next, cell by cell.",
            valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup var summary: SummaryOptions

    /// Whether the table is asked for, and not the map.
    private var writesTable: Bool { out.map { $0 == "-" || $0.lowercased().hasSuffix(".csv") } ?? false }

    func validate() throws {
        if summary.json, out == "-" {
            throw ValidationError("--json and --out - both write to standard output; choose one")
        }
    }

    func run() throws {
        var plan = ScoreChoice.start
        try settings.fill(&plan)
        try study.fill(&plan)
        guard !plan.audience.isShared else {
            throw PublishingError.notShared(title: ScoreFinding.about.title, reason: ScoreFinding.about.whyNotShared)
        }
        if let out, writesTable {
            try Outputs.check(
                [out == "-" ? nil : out, plan.study.rejects].compactMap { $0 }, inputs: plan.inputFiles)
        } else {
            try OutputOptions.check([out].compactMap { $0 }, ledger: plan.study.rejects, inputs: plan.inputFiles)
        }
        let loaded = try plan.loadStudy()
        let survey = try loaded.score(plan.scoreMethod, window: plan.window, mostCells: plan.hotspots.mostCells)
        let finding = ScoreFinding(survey, window: plan.window, terms: loaded.termWindows())
        let answer = Answer(
            finding, account: StudyAccount(loaded),
            provenance: Self.provenance(
                of: loaded, plan, ScoreChoice.self, versions: out == nil ? summary.versions : HomewardVersion.all))
        if let out {
            if writesTable {
                let text = FindingTableText.csv(finding, provenance: answer.provenance)
                if out == "-" { try StandardOutput.write(text) } else { try AtomicFile.write(text, to: out) }
            } else {
                let surface = try loaded.forecast(
                    plan.scoreMethod, after: survey, window: plan.window, mostCells: plan.hotspots.mostCells)
                let layer = LayerCatalogue.marked(
                    ForecastLayer.make(surface, system: loaded.workingSystem),
                    madeUp: answer.provenance?.madeUp ?? [])
                try LayerWriter(path: out).write(
                    [layer],
                    options: WriteOptions(
                        provenance: answer.provenance, summaries: LayerCatalogue.summaries(of: [layer])))
                if !summary.quiet { StandardError.say("\(out): \(layer.features.count) features") }
            }
            if !summary.json, !summary.quiet { StandardError.say(answer.text, keepingLines: true) }
        }
        if summary.json {
            try StandardOutput.print(json: try answer.json())
        } else if out == nil {
            try StandardOutput.print(answer.text)
        }
    }
}
