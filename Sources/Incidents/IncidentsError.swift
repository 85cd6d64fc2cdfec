/// What can go wrong between a file and the incident table. Each case carries what it takes to find the place.
public enum IncidentsError: Error, Equatable, Sendable {
    /// No file stands under that name.
    case noSuchFile(file: String)
    /// The name belongs to a folder.
    case isDirectory(file: String)
    /// The file may not be read.
    case notPermitted(file: String)
    /// The system reported an error while reading.
    case readFailed(file: String, message: String)
    /// The file holds no byte, or nothing but blank lines.
    case emptyFile(file: String)
    /// The first row is data, not names of columns.
    case noHeader(file: String, firstRow: String)
    /// There is a header and no row under it.
    case noRows(file: String)
    /// The text is in an encoding that is not read, such as UTF-16.
    case badEncoding(file: String, found: String)
    /// A column that was asked for is not in the header.
    case unknownColumn(file: String, name: String, suggestion: String?, available: [String])
    /// No column serves a role that is needed.
    case columnNotFound(file: String, role: ColumnRole, available: [String])
    /// Several columns serve a role equally well.
    case ambiguousColumn(file: String, role: ColumnRole, names: [String])
    /// The text of a column mapping cannot be read.
    case badMapping(text: String, message: String)
    /// A column holds more different values than a category or a weapon can have.
    case tooManyValues(file: String, column: String, limit: Int)
    /// More than half of the rows cannot be read.
    case mostlyRejected(file: String, rejected: Int, read: Int, reasons: [RejectedShare])
    /// A file that GDAL reads could not be read.
    case layer(file: String, message: String)
    /// A coordinate system cannot be used.
    case coordinateSystem(file: String, message: String)
    /// The time zone is not known.
    case unknownTimeZone(name: String)
    /// The school calendar is wrong.
    case calendar(file: String, key: String, message: String)
    /// The harm table is wrong.
    case harm(file: String, line: Int, message: String)
}

/// How often a reason occurred and where it occurred first.
public struct RejectedShare: Sendable, Hashable {
    /// The reason.
    public var reason: RejectReason
    /// How many rows it cost.
    public var count: Int
    /// The first line with it, counted from 1.
    public var firstLine: Int
    /// What was wrong on that line.
    public var detail: String

    /// Creates an entry.
    public init(reason: RejectReason, count: Int, firstLine: Int, detail: String) {
        self.reason = reason
        self.count = count
        self.firstLine = firstLine
        self.detail = detail
    }
}
