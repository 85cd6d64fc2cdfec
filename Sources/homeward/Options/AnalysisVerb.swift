import ArgumentParser
import HomewardCore
import HomewardLayers
import HomewardPublishing
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

    /// The days and hours that an edition for others counts by place.
    func sharedWindow(_ plan: PlanFile) -> StudyWindow

    /// Refuses incidents that cannot bear what the verb finds, where an edition for others is worked from figures alone.
    func require(_ study: Study, _ plan: PlanFile) throws

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

    func require(_ study: Study, _ plan: PlanFile) throws {}

    func sharedWindow(_ plan: PlanFile) -> StudyWindow { plan.window }

    /// The plan that the options make.
    func plan() throws -> PlanFile {
        var plan = Choice.start
        try settings.fill(&plan)
        try study.fill(&plan)
        return plan
    }

    func run() throws {
        var plan = try plan()
        try output.check(moreFiles, for: plan)
        if plan.audience.isShared {
            plan.window = sharedWindow(plan)
            return try share(plan)
        }
        let loaded = try plan.loadStudy()
        let outcome = try find(in: loaded, plan)
        let provenance = Self.provenance(
            of: loaded, plan, Choice.self, way: way, madeUp: outcome.madeUp, assumptions: outcome.assumptions)
        for extra in outcome.more { try output.write(try extra.layer(), to: extra.path, provenance) }
        try output.deliver(
            try outcome.layer(),
            Answer(outcome.finding, account: StudyAccount(loaded), provenance: provenance))
    }

    /// Finds in released figures alone, and writes what an edition for others has of each layer. The verb's own record is
    /// not printed: its numbers would speak of incidents that stand for the figures.
    private func share(_ plan: PlanFile) throws {
        let loaded = try Study(loading: plan.study)
        // What stands for the figures has hours and places of its own, whatever the incidents have.
        try require(loaded, plan)
        let release = try Release(of: loaded, for: plan)
        let outcome = try find(in: release.study, plan)
        let layer = try LayerCatalogue.shared(try outcome.layer(), from: release)
        let more = try outcome.more.map {
            (path: $0.path, layer: try LayerCatalogue.shared(try $0.layer(), from: release))
        }
        let provenance = Provenance(
            title: Self.title, study: release.study, plan: plan, methods: [Self.configuration.abstract] + release.rules,
            madeUp: outcome.madeUp)
        for extra in more { try output.write(extra.layer, to: extra.path, provenance) }
        try output.deliver(layer, Answer(SharedRecord(release, layers: [layer]), provenance: provenance))
    }

    /// Refuses to go on without a calendar, which `why` needs.
    func requireCalendar(_ why: String) throws {
        guard study.hasCalendar else {
            throw ValidationError(
                "\(why): give --calendar, such as GeoData/calendar.yml or a council's .ics file, or --assume-terms for England's usual terms"
            )
        }
    }
}
