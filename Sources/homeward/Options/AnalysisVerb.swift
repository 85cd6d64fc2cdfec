import ArgumentParser
import HomewardCore
import HomewardLayers
import HomewardWorkflow

/// A verb that reads incidents and tells one finding: check the output, load the study, find, deliver.
protocol AnalysisVerb: ParsableCommand {
    associatedtype Subject: Finding
    associatedtype Choice: SettingChoice

    var study: StudyOptions { get }
    var settings: SettingOptions<Choice> { get }
    var output: OutputOptions { get }

    /// More files that the verb writes, by the option that names each.
    var moreFiles: [String] { get }
    /// How it is found, where the verb has several ways.
    var way: String? { get }

    /// Finds, and makes the layer that goes to `--out`.
    func find(in study: Study, _ plan: PlanFile) throws -> Outcome<Subject>
}

/// What a verb found: the record, and the layers where somebody wants them.
struct Outcome<Subject: Finding> {
    let finding: Subject
    /// The layer for `--out`.
    let layer: () throws -> Layer
    /// Layers for other files.
    var more: [(path: String, layer: () throws -> Layer)] = []
    /// What is made up beside the incidents.
    var madeUp: Set<MadeUp> = []
    /// What is taken for granted beside what the study says.
    var assumptions: [String] = []
}

extension AnalysisVerb {
    var moreFiles: [String] { [] }
    var way: String? { nil }

    /// The plan that the options make.
    func plan() throws -> PlanFile {
        var plan = Choice.start
        try settings.fill(&plan)
        try study.fill(&plan)
        return plan
    }

    func run() throws {
        try output.check()
        for file in moreFiles { try OutputOptions.check(file) }
        let plan = try plan()
        let loaded = try Study(loading: plan.study)
        let outcome = try find(in: loaded, plan)
        let provenance = Self.provenance(
            of: loaded, plan, Choice.self, way: way, madeUp: outcome.madeUp, assumptions: outcome.assumptions)
        for extra in outcome.more { try output.write(try extra.layer(), to: extra.path, provenance) }
        try output.deliver(
            try outcome.layer(),
            Answer(outcome.finding, rows: RowSummary(loaded.reading.counts), provenance: provenance))
    }

    /// Refuses to go on without a calendar, which `why` needs.
    func requireCalendar(_ why: String) throws {
        guard study.hasCalendar else {
            throw ValidationError("\(why): give --calendar, such as GeoData/calendar.yml")
        }
    }
}
