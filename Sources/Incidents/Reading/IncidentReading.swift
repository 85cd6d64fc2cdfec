public import HomewardGeometry

/// What was read: the incidents, the rows that could not be read, and the account of every row.
public struct IncidentReading: Sendable, Equatable {
    /// The incidents that are used.
    public var table: IncidentTable
    /// The rows that could not be read, by source and line.
    public var rejects: [Reject]
    /// Where every row went.
    public var counts: RowCounts
    /// What each file turned out to be.
    public var sources: [SourceReport]
    /// What the analyst should know.
    public var notes: [String]
    /// Times and places that occur suspiciously often.
    public var spikes: Spikes
    /// What ``rejects`` hold of each row.
    public var ledger: LedgerDetail

    /// A reading of its parts.
    public init(
        table: IncidentTable, rejects: [Reject], counts: RowCounts, sources: [SourceReport], notes: [String],
        spikes: Spikes, ledger: LedgerDetail = .reasons
    ) {
        self.table = table
        self.rejects = rejects
        self.counts = counts
        self.sources = sources
        self.notes = notes
        self.spikes = spikes
        self.ledger = ledger
    }

    /// What the times and places that were read are too coarse for. O(rows).
    public var limits: ReadingLimits {
        let snapped = sources.filter { $0.origin != nil && $0.counts.used > 0 }
        return ReadingLimits(
            precision: PrecisionCounts(table), snappedFiles: snapped.map(\.file),
            leastCell: snapped.compactMap { $0.origin?.leastCell }.max())
    }
}

/// What one file turned out to be.
public struct SourceReport: Sendable, Hashable {
    /// The file, as the caller named it.
    public var file: String
    /// `CSV`, or the name of GDAL's format.
    public var format: String
    /// `UTF-8`, `Windows-1252`, `UTF-8 and Windows-1252`; nil where GDAL decodes.
    public var encoding: String?
    /// The byte between fields, as text; nil where there is none.
    public var delimiter: String?
    /// The columns that are used and what for.
    public var columns: [ColumnUse]
    /// The coordinate system of the positions.
    public var crs: String
    /// How that system was told, in words: `named by the layer`, `told by the columns "lon" and "lat"`.
    public var crsTold: String
    /// The middle of the positions, longitude and latitude; nil where most have no place in the system.
    public var around: Point?
    /// How dates with slashes were read, where there were any.
    public var dateOrder: DateOrder?
    /// The rows of this file.
    public var counts: RowCounts
    /// Whether a row says, in a column `synthetic`, that it is made up.
    public var isSynthetic: Bool
    /// What a row stands for and how many incidents the rows tell of.
    public var grain: RowGrain
    /// The publisher whose files are made like this one; nil where none is recognised.
    public var origin: SourceOrigin?
    /// Who tells of the incidents, as the caller said; nil where nobody did.
    public var name: String?
    /// What an incident of the file weighs beside one of another.
    public var weight = 1.0
    /// How exactly the places are known, m; nil where nobody said.
    public var precision: Double?

    /// A report of one file.
    public init(
        file: String, format: String, encoding: String?, delimiter: String?, columns: [ColumnUse], crs: String,
        crsTold: String = "", around: Point? = nil, dateOrder: DateOrder?, counts: RowCounts, isSynthetic: Bool = false,
        grain: RowGrain = RowGrain(), origin: SourceOrigin? = nil
    ) {
        self.file = file
        self.format = format
        self.encoding = encoding
        self.delimiter = delimiter
        self.columns = columns
        self.crs = crs
        self.crsTold = crsTold
        self.around = around
        self.dateOrder = dateOrder
        self.counts = counts
        self.isSynthetic = isSynthetic
        self.grain = grain
        self.origin = origin
    }

    /// The rows found.
    public var rows: Int { counts.read }

    /// Names are the same whatever the case.
    static func key(_ name: String) -> String { name.lowercased() }
}

/// Files that tell of incidents under one name.
public struct NamedSource: Sendable, Hashable {
    /// The name, as the first file has it; the file's own where nobody gave one.
    public var name: String
    /// The files, as ``IncidentTable/source`` numbers them, ascending.
    public var files: [Int]
    /// How exactly the places of the file whose places are known least are known, m; nil where nobody said of any.
    public var precision: Double?

    /// Names a source.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - files: The files, as ``IncidentTable/source`` numbers them.
    ///   - precision: How exactly the places are known, m.
    public init(name: String, files: [Int], precision: Double? = nil) {
        self.name = name
        self.files = files
        self.precision = precision
    }
}

extension IncidentReading {
    /// The sources in the order of their first files. Files whose names agree but for case and spaces at the ends are one source; a
    /// file without a name is one by itself, and so named. A file that was read under another name before has no rows and is left out.
    public var namedSources: [NamedSource] {
        var sources: [NamedSource] = []
        var places: [String: Int] = [:]
        for (index, report) in self.sources.enumerated() where report.counts.read > 0 {
            let key = report.name.map { "n" + SourceReport.key($0) } ?? "f\(index)"
            if let place = places[key] {
                sources[place].files.append(index)
                sources[place].precision = [sources[place].precision, report.precision].compactMap { $0 }.max()
            } else {
                places[key] = sources.count
                sources.append(
                    NamedSource(name: report.name ?? report.file, files: [index], precision: report.precision))
            }
        }
        // A file that is read twice, each time for other rows, is two sources of one title.
        var titles: Set<String> = []
        for index in sources.indices where !titles.insert(sources[index].name).inserted {
            sources[index].name += " (file \((sources[index].files.first ?? 0) + 1))"
        }
        return sources
    }
}
