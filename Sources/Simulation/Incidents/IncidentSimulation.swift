import Foundation
public import HomewardCalendar
import HomewardCore
public import HomewardGeometry
import HomewardLayers

/// Makes up the incidents of a city over a period, with known patterns and known faults hidden in them.
///
/// The background follows the streets and the rhythm of the week, the same on every Monday to Friday whether or not there is school;
/// what ``planting`` says comes on top, and a known number of rows carry a fault that a reader must find. Every row has at most
/// one fault, and no planted row has any. The rows are in the order of time, as an extract is; nothing in a row says which
/// cause made it. All times are local civil time of Great Britain, all positions whole metres.
///
/// Each day draws from its own stream of the seed: the same parameters give the same bytes. Time O(rows), memory O(days + streets + rows of a day),
/// so that ten million rows need no more than some tens of megabytes.
public struct IncidentSimulation: Sendable {
    /// Where incidents happen, in a projected system in metres.
    public var studyArea: MultiPolygon
    /// The areas that the planting names.
    public var areas: [NamedArea]
    /// The streets, in the same system.
    public var streets: [LineString]
    /// The schools and stops that the planting names.
    public var sites: [SimulationSite]
    /// The days of the period.
    public var days: DayTable
    /// What is hidden.
    public var planting: Planting
    /// The number of rows, header not counted: 500 … 99,999,999.
    public var rows: Int
    /// The seed.
    public var seed: UInt64

    /// A simulation; the defaults give the sample's.
    public init(
        studyArea: MultiPolygon, areas: [NamedArea], streets: [LineString], sites: [SimulationSite], days: DayTable,
        planting: Planting = .coventry, rows: Int = Planting.referenceRows, seed: UInt64 = 1
    ) {
        self.studyArea = studyArea
        self.areas = areas
        self.streets = streets
        self.sites = sites
        self.days = days
        self.planting = planting
        self.rows = rows
        self.seed = seed
    }

    /// Makes the rows and hands them on in pieces of about two megabytes, the header first.
    ///
    /// - Parameters:
    ///   - progress: called after each day with the number of rows made so far.
    ///   - sink: gets each piece of the CSV file.
    /// - Returns: what was planted, and what a reader must report.
    /// - Throws: ``SimulationError`` where a parameter does not fit, and what `sink` throws.
    public func run(progress: (Int) -> Void = { _ in }, into sink: ([UInt8]) throws -> Void) throws -> IncidentTruth {
        let stage = try Stage(self)
        var ledger = TruthLedger(components: stage.components.count, recordsReferences: rows <= 200_000)
        var writer = RowWriter()
        var maker = DayMaker(stage: stage, seed: seed)
        for index in days.kinds.indices {
            let day = days.first.advanced(by: index)
            for row in maker.rows(of: index) {
                ledger.count(row)
                writer.add(row, on: day)
            }
            if writer.bytes.count > 1 << 20 {
                try sink(writer.bytes)
                writer.drain()
            }
            progress(maker.reference)
        }
        try sink(writer.bytes)
        return truth(stage, ledger, maker.patrols)
    }

    /// Writes the incidents to `path` as CSV and, where a second path is given, the truth beside it as JSON.
    ///
    /// Both go to temporary files first, so that a run that fails leaves what stood there.
    ///
    /// - Throws: ``SimulationError`` where a parameter does not fit; `LayersError` or `FileError` where a file cannot be
    ///   written.
    @discardableResult
    public func write(to path: String, truth truthPath: String? = nil, progress: (Int) -> Void = { _ in }) throws
        -> IncidentTruth
    {
        let truth = try AtomicFile.withTemporary(beside: path) { temporary in
            try FileBytes.write(to: temporary, for: path) { write in try run(progress: progress, into: write) }
        }
        if let truthPath { try AtomicFile.write(try truth.json(), to: truthPath) }
        return truth
    }

    private func truth(_ stage: Stage, _ ledger: TruthLedger, _ patrols: [PatrolTally]) -> IncidentTruth {
        var truth = IncidentTruth()
        truth.seed = seed
        truth.rows = ledger.expected.read
        truth.from = days.first.description
        truth.to = days.last.description
        truth.schoolDays = days.count(.school)
        truth.areas = areas.map { area in
            let window = planting.afterSchool.first { $0.area == area.name }?.window.description
            return IncidentTruth.Area(name: area.name, afterSchool: window != nil, window: window)
        }
        truth.afterSchool = stage.afterSchool.map { $0.truth(ledger) }
        truth.nightTime = stage.nightTime.map { $0.truth(ledger) }
        truth.emerging = stage.emerging.map { $0.truth(ledger) }
        truth.fading = stage.fading.map { $0.truth(ledger) }
        truth.nearRepeatPairs = stage.nearRepeatPairs
        if !patrols.isEmpty {
            truth.patrols = zip(stage.patrols, patrols).map { staged, tally in
                IncidentTruth.Patrol(
                    area: staged.effect.area, start: staged.effect.start.description, kind: staged.effect.kind,
                    share: staged.effect.kind == .nothing ? 0 : staged.effect.share,
                    ringM: staged.effect.kind == .displaces ? staged.effect.ring : nil, due: tally.due,
                    prevented: tally.prevented, moved: tally.moved)
            }
        }
        let planted = [truth.afterSchool, truth.nightTime, truth.emerging, truth.fading].joined().map(\.count).reduce(
            0, +)
        truth.background = truth.rows - planted
        truth.expected = ledger.expected
        truth.kept = ledger.kept
        return truth
    }
}
