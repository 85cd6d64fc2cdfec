import HomewardCore
import HomewardLayers
import HomewardWorkflow

/// What one audience gets of a run: which layers, which clock, which record, and what each file says of itself. Everything
/// else that is published is the same for all.
struct Edition {
    let results: RunResults
    /// What a reader must know of each of its files.
    let provenance: Provenance
    /// What it is called when it is cited: the study area and the period.
    let subject: String
    /// `run.json`.
    let record: String
    /// The layers that it may have.
    let definitions: [any LayerDefinition.Type]
    /// The columns of its clock.
    let clockColumns: [TableColumn]
    private let release: Release?

    init(_ results: RunResults) throws {
        self.results = results
        release = results.release
        if let release {
            let record = SharedRecord(results, release: release)
            var provenance = Provenance(results, methods: release.rules)
            provenance.leftOut = Self.leftOut(of: results.plan)
            self.provenance = provenance
            subject = "\(record.studyArea), \(record.from) to \(record.to)"
            self.record = try JSONText.text(of: record)
            definitions = LayerCatalogue.shared
            clockColumns = SharedClock.columns
        } else {
            let record = try RunRecord(results)
            provenance = Provenance(results, methods: record.methods.map { "\($0.title): \($0.text)" })
            subject = "\(record.studyArea), \(record.period.from) to \(record.period.to)"
            self.record = try JSONText.text(of: record)
            definitions = LayerCatalogue.all
            clockColumns = ClockTable.columns
        }
    }

    /// What a plan asks for and no edition for others has, in sentences.
    private static func leftOut(of plan: PlanFile) -> [String] {
        let asked: [(isAsked: Bool, key: String, definition: any LayerDefinition.Type)] = [
            (plan.drawsDensity, "density.run", IsobandLayer.self),
            (plan.tellsEmerging, "emerging.run", EmergingLayer.self),
            (plan.scans, "scan.run", ScanLayer.self),
        ]
        return asked.filter(\.isAsked).compactMap { _, key, definition in
            guard case .none(let reason) = definition.shared else { return nil }
            return "\(definition.title) (\(key)): \(reason)."
        }
    }

    /// The layer of a definition, or nil where the run has none.
    func layer(_ definition: any LayerDefinition.Type) throws -> Layer? {
        release == nil ? try definition.layer(of: results) : try definition.sharedLayer(of: results)
    }

    /// `clock.csv`.
    var clock: String {
        release.map { SharedClock.csv($0, provenance: provenance) }
            ?? ClockTable.csv(allDays: results.clock, schoolDays: results.schoolDayClock, provenance: provenance)
    }
}
