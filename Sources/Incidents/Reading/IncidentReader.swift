public import HomewardCalendar
import HomewardCore
public import HomewardGeometry

/// Reads incidents from files into one table, and accounts for every row: read = used + filtered + rejected.
///
/// CSV is read in stretches of a few megabytes; every other format comes through GDAL with the same roles, and a
/// feature's point is its position. Memory grows with the rows that are used, with those that are rejected, as far as
/// ``ledger`` keeps them, and by some thirty bytes for each identifier or, in a file that has none, sixteen bytes for each
/// row. Each row is first read, then judged; it counts once.
///
/// Within one file an incident counts once, by the first of its rows that is asked for: ``RowGrain`` says which rows are one
/// incident and which are slips. Across files an incident counts once where both
/// give it the same identifier, as the file listed first has it, and a file that is listed twice is read once. Rows of
/// different files that agree in place, time and category alone are all counted, and a note says how many there are. That
/// takes some hundred bytes for each row that is used, and nothing where there is one file. Files that are named as different sources
/// (``IncidentSource/name``) number their incidents each for itself: none of their incidents is taken for one of the other's.
public struct IncidentReader: Sendable {
    /// The files, in order.
    public var sources: [IncidentSource]
    /// The coordinate system of the table.
    public var workingSystem: CoordinateSystem
    /// The clock by which local times are read.
    public var clock: LocalClock
    /// The study area in the working system; incidents beyond it are filtered.
    public var studyArea: MultiPolygon?
    /// The days asked for; incidents before and after are filtered.
    public var period: ClosedRange<CivilDay>?
    /// The weights of harm by category; without them every incident weighs 1.
    public var harm: HarmTable?
    /// What is kept of the rows that are rejected.
    public var ledger: LedgerDetail

    /// A reader of `sources`, in that order.
    public init(
        sources: [IncidentSource], workingSystem: CoordinateSystem, clock: LocalClock, studyArea: MultiPolygon? = nil,
        period: ClosedRange<CivilDay>? = nil, harm: HarmTable? = nil, ledger: LedgerDetail = .reasons
    ) {
        self.sources = sources
        self.workingSystem = workingSystem
        self.clock = clock
        self.studyArea = studyArea
        self.period = period
        self.harm = harm
        self.ledger = ledger
    }

    /// Reads all files. Rows stand in the order of the files and their lines. O(bytes).
    ///
    /// - Throws: `FileError` or `LayersError` where a file cannot be read; ``IncidentsError`` where a column cannot be found,
    ///   more than half of the rows of a file are rejected, no row of any file has one of the values asked for, or a weight or a
    ///   precision is no number that it can be.
    public func read() throws -> IncidentReading {
        for source in sources {
            guard source.weight > 0, source.weight.isFinite else {
                throw IncidentsError.badSourceNumber(
                    file: source.title, key: "incidents[].weight", value: source.weight)
            }
            let precision = source.precision ?? 0
            guard precision >= 0, precision.isFinite else {
                throw IncidentsError.badSourceNumber(
                    file: source.title, key: "incidents[].precision_m", value: precision)
            }
        }
        let doubles = try DoubledSources(sources)
        var assembly = ReadingAssembly(comparing: sources.count > 1)
        var unmatched: [Int: [UnmatchedSelection]] = [:]
        for (index, source) in sources.enumerated() {
            if let first = doubles.first[index] {
                assembly.addDouble(of: first, file: source.title)
                continue
            }
            let outcome = try SourceRun(
                reader: self, source: source, index: index, earlier: assembly.earlier(for: source)
            ).read()
            unmatched[index] = outcome.unmatched
            assembly.add(outcome, of: source)
        }
        try UnmatchedSelection.check(unmatched, of: sources)
        assembly.say(doubles.notes)
        return assembly.finish(harm: harm, ledger: ledger)
    }
}

/// One file of incidents and what to take from it.
public struct IncidentSource: Sendable, Hashable {
    /// The file: CSV by its own reader, everything else through GDAL; `-` for CSV from standard input.
    public var path: String
    /// The layer, where the file holds several; nil takes the only one that tells time and place.
    public var layer: String?
    /// Which columns serve which roles, where their names do not say so.
    public var columns: ColumnMapping
    /// The coordinate system of the positions, such as `EPSG:27700`; nil takes the file's own or what the names say.
    public var crs: String?
    /// The values asked for, by column or by role (`category`, `weapon`); a row must have one of them in each column.
    public var selecting: [String: [String]]
    /// The age that a person must not have reached, or nil for every age.
    public var ageUnder: Int?
    /// What a row stands for.
    public var grain: IncidentGrain
    /// Who tells of the incidents, police or ambulance; files of one name are one source, and nil is a source of its own.
    public var name: String?
    /// What an incident of the file weighs beside one of another, more than 0; it multiplies ``IncidentTable/harm``.
    public var weight: Double
    /// How exactly the places are known, m; nil where nobody says.
    public var precision: Double?

    /// A file, by default read with what its own header and format say.
    public init(
        path: String, layer: String? = nil, columns: ColumnMapping = ColumnMapping(), crs: String? = nil,
        selecting: [String: [String]] = [:], ageUnder: Int? = nil, grain: IncidentGrain = .auto, name: String? = nil,
        weight: Double = 1, precision: Double? = nil
    ) {
        self.path = path
        self.layer = layer
        self.columns = columns
        self.crs = crs
        self.selecting = selecting
        self.ageUnder = ageUnder
        self.grain = grain
        self.name = name
        self.weight = weight
        self.precision = precision
    }

    /// What is asked of the file, without what is only said of it: two that agree in this have the same rows.
    var asked: IncidentSource {
        var asked = self
        (asked.name, asked.weight, asked.precision) = (nil, 1, nil)
        return asked
    }

    /// The name without spaces at its ends; nil where there is none.
    var trimmedName: String? { name.map(\.trimmingSpaces).flatMap { $0.isEmpty ? nil : $0 } }

    /// How messages name the file.
    public var title: String { path == StandardInput.argument ? StandardInput.title : path }
}
