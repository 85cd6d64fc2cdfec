import ArgumentParser
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// The settings of a score; every day and hour counts unless told otherwise.
enum ScoreChoice: SettingChoice {
    static let paths = ScoreFinding.about.groups
    static let except = ["score.run", "window.ranges"]
    static let start = PlanFile { $0.window = .everything }
}

/// `homeward score`: would the chosen places and hours have caught what came next?
struct Score: AnalysisVerb {
    static let configuration = CommandConfiguration(
        abstract: ScoreFinding.about.abstract, discussion: ScoreFinding.about.discussion)

    @OptionGroup var study: StudyOptions
    @OptionGroup var settings: SettingOptions<ScoreChoice>
    @OptionGroup var parts: PartOptions

    @Option(
        help: ArgumentHelp(
            "The CSV file for the table of figures, a record for each width of cells, method and share of the ground.",
            valueName: "file"), completion: .file())
    var table: String?

    @OptionGroup var output: OutputOptions

    var by: PartColumn? { parts.column }
    var moreFiles: [String] { [table].compactMap { $0 } }

    func validate() throws {
        if let table, !table.lowercased().hasSuffix(".csv") {
            throw ValidationError("\(table): the table is written as CSV; give a name that ends in .csv")
        }
    }

    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<ScoreFinding> {
        let survey = try study.score(plan.scoreMethod, window: plan.window, mostCells: plan.hotspots.mostCells)
        let finding = ScoreFinding(survey, window: plan.window, terms: study.termWindows())
        var outcome = Outcome(finding: finding) {
            let surface = try study.forecast(
                plan.scoreMethod, after: survey, window: plan.window, mostCells: plan.hotspots.mostCells)
            return ForecastLayer.make(surface, system: study.workingSystem)
        }
        if let table {
            outcome.others.append(
                (table, { try AtomicFile.write(FindingTableText.csv(finding, provenance: $1), to: $0) }))
        }
        return outcome
    }
}
