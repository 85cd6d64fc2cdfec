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
    /// Whether `--out` may be a raster.
    var writesRasters: Bool { get }
    /// How it is found, where the verb has several ways.
    var way: String? { get }
    /// The column by whose values the incidents are looked at part by part; nil for all together.
    var by: PartColumn? { get }
    /// Whether a setting that the verb shows has a say in that way.
    func uses(_ path: String) -> Bool

    /// Refuses what this machine cannot do, before anything is read.
    func prepare() throws

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
    /// The raster for `--out`, where that is one; nil for a verb that has none.
    var raster: (() throws -> Raster)?
    /// Layers for other files.
    var more: [(path: String, layer: () throws -> Layer)] = []
    /// Files that are no layers, and their makers, which are handed what a reader must know of them.
    var others: [(path: String, write: (String, Provenance) throws -> Void)] = []
    /// What is made up beside the incidents.
    var madeUp: Set<MadeUp> = []
    /// What is taken for granted beside what the study says.
    var assumptions: [String] = []
}

extension AnalysisVerb {
    var moreFiles: [String] { [] }
    var writesRasters: Bool { false }
    var way: String? { nil }
    var by: PartColumn? { nil }

    func uses(_ path: String) -> Bool { true }

    func require(_ study: Study, _ plan: PlanFile) throws {}

    func prepare() throws {}

    func sharedWindow(_ plan: PlanFile) -> StudyWindow { plan.window }

    /// The plan that the options make.
    func plan() throws -> PlanFile {
        var plan = Choice.start
        try settings.fill(&plan)
        try study.fill(&plan)
        try plan.checkWithStudy()
        return plan
    }

    func run() throws {
        try prepare()
        var plan = try plan()
        try output.check(moreFiles, for: plan, rasters: writesRasters)
        if plan.audience.isShared {
            guard by == nil else {
                throw UsageError(
                    "--by is for the force alone: what is shared is counted over all incidents, and parts of it would tell what was left out; leave --by or --audience away"
                )
            }
            plan.window = sharedWindow(plan)
            return try share(plan)
        }
        let loaded = try plan.loadStudy()
        if let by { return try deliver(loaded.parts(by: by), of: loaded, plan, by: by) }
        let outcome = try find(in: loaded, plan)
        let provenance = Self.provenance(
            of: loaded, plan, Choice.self, way: way, madeUp: outcome.madeUp, assumptions: outcome.assumptions,
            versions: output.versions(moreFiles), isUsed: uses)
        for extra in outcome.more { try output.write(try extra.layer(), to: extra.path, provenance, by: plan.publish) }
        for other in outcome.others {
            try other.write(other.path, provenance)
            output.say(other.path)
        }
        try output.deliver(
            try outcome.layer(), raster: outcome.raster,
            Answer(outcome.finding, account: StudyAccount(loaded), provenance: provenance), by: plan.publish)
    }

    /// Finds in each part, and writes the layers of all parts as one. A part that cannot bear what the verb finds says why; where
    /// none can, the first one's error is the verb's.
    private func deliver(_ parts: [StudyPart], of whole: Study, _ plan: PlanFile, by column: PartColumn) throws {
        guard moreFiles.isEmpty else {
            throw UsageError("--by goes with one file, --out; leave away the options that name others")
        }
        guard !(output.out.map(RasterWriter.isRaster) ?? false) else {
            throw UsageError("--by goes with layers: a raster holds one part alone; write .gpkg or .geojson")
        }
        var outcomes: [(value: String, outcome: Outcome<Subject>)] = []
        let finding = try PartedFinding(by: column, parts, sentence: { $0.report.sentence(naming: Flags.name) }) {
            part in
            let outcome = try find(in: part.study, plan)
            outcomes.append((part.value, outcome))
            return outcome.finding
        }
        let provenance = Self.provenance(
            of: whole, plan, Choice.self, way: way,
            madeUp: outcomes.reduce(into: Set()) { $0.formUnion($1.outcome.madeUp) },
            assumptions: ["each \(column.rawValue) by itself"] + (outcomes.first?.outcome.assumptions ?? []),
            versions: output.versions(moreFiles), isUsed: uses)
        try output.deliver(
            Layer(parts: try outcomes.map { ($0.value, try $0.outcome.layer()) }, by: column),
            Answer(finding, account: StudyAccount(whole), provenance: provenance), by: plan.publish)
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
            madeUp: outcome.madeUp, versions: output.versions(moreFiles))
        for extra in more { try output.write(extra.layer, to: extra.path, provenance, by: plan.publish) }
        try output.deliver(
            layer, Answer(SharedRecord(release, layers: [layer]), provenance: provenance), by: plan.publish)
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
