public import HomewardCore
public import HomewardGeometry

/// What can go wrong between the rows of a file and the incident table. Each case carries what it takes to find the place.
///
/// What concerns a file whatever is in it, such as that there is none, is a `FileError`; what GDAL says about a layer is a
/// `LayersError`.
public enum IncidentsError: HomewardError, Equatable {
    /// The first row is data, not names of columns.
    case noHeader(file: String, firstRow: String)
    /// There is a header and no row under it.
    case noRows(file: String)
    /// A column that was asked for is not in the header.
    case unknownColumn(file: String, name: String, suggestion: String?, available: [String])
    /// No column serves a role that is needed.
    case columnNotFound(file: String, role: ColumnRole, available: [String])
    /// Several columns serve a role equally well.
    case ambiguousColumn(file: String, role: ColumnRole, names: [String])
    /// The text of a column mapping cannot be read.
    case badMapping(text: String, message: String)
    /// A column holds more different values than a category or a weapon can sensibly have.
    case tooManyValues(file: String, column: String, limit: Int)
    /// More than half of the rows cannot be read.
    case mostlyRejected(file: String, rejected: Int, read: Int, reasons: [RejectedShare])
    /// No row has one of the values that are asked for.
    case nothingSelected(file: String, column: String, values: [String], present: PresentValues)
    /// Several layers of a file could be the one with the incidents.
    case ambiguousLayer(file: String, layers: [String])
    /// A coordinate system cannot be used.
    case coordinateSystem(file: String, message: String)
    /// The positions of a file lie elsewhere than they should in the system that they are taken to be in.
    case misplaced(file: String, problem: String, way: WayOutOfMisplacement)
    /// The columns of the position fit two systems, and nothing says which is meant.
    case ambiguousSystem(file: String, columns: String, first: String, second: String)
    /// The harm table is wrong.
    case harm(file: String, line: Int, message: String)
    /// What an incident of a file is to weigh, or how exactly its places are known, is no number that it can be.
    case badSourceNumber(file: String, key: String, value: Double)

    /// The code, the kind of trouble, what is wrong and what to do.
    public var report: ErrorReport {
        switch self {
        case .noHeader(let file, let firstRow):
            ErrorReport(
                "incidents.no_header", .badData, .line(file: file, 1),
                "the first row looks like data, not like names of columns (\(IncidentsError.shape(of: firstRow)))",
                remedy: "export it with a header row")
        case .noRows(let file):
            ErrorReport(
                "incidents.no_rows", .badData, .file(file), "there is a header and no row under it",
                remedy: "check the filter of the export")
        case .unknownColumn(let file, let name, let suggestion, let available):
            ErrorReport(
                "incidents.unknown_column", .badData, .file(file), "there is no column \(name.quoted)",
                remedy: ErrorText(
                    (suggestion.map { "did you mean \($0.quoted)? " } ?? "")
                        + "the columns are \(available.listed)"))
        case .columnNotFound(let file, let role, let available):
            ErrorReport(
                "incidents.column_not_found", .badData, .file(file), "no column was recognised as \(role.meaning)",
                remedy: "\(role.advice); the columns are \(available.listed)")
        case .ambiguousColumn(let file, let role, let names):
            ErrorReport(
                "incidents.ambiguous_column", .badData, .file(file),
                "several columns could be \(role.meaning) (\(names.listed))",
                remedy: "choose one with \(role.setting)")
        case .badMapping(let text, let message):
            ErrorReport("incidents.bad_mapping", .usage, .named("columns \(text.quoted)"), ErrorText(message))
        case .tooManyValues(let file, let column, let limit):
            ErrorReport(
                "incidents.too_many_values", .badData, .file(file),
                "column \(column.quoted) holds more than \(limit) different values, so it is no category",
                remedy: "name another column with \(setting: "incidents[].columns")")
        case .mostlyRejected(let file, let rejected, let read, let reasons):
            ErrorReport(
                "incidents.mostly_rejected", .badData, .file(file),
                "\(rejected) of \(read) rows cannot be read: \(IncidentsError.list(reasons))",
                remedy: reasons.first?.reason.remedy ?? "check the export")
        case .nothingSelected(let file, let column, let values, let present):
            ErrorReport(
                "incidents.nothing_selected", .badData, .file(file),
                "no row has \(values.map(\.quoted).listed) as \(column)", remedy: "it holds \(present)")
        case .ambiguousLayer(let file, let layers):
            ErrorReport(
                "incidents.ambiguous_layer", .badData, .file(file),
                "several layers tell time and place (\(layers.map(\.quoted).listed))",
                remedy: "choose one with \(setting: "incidents[].layer", layers.first)")
        case .coordinateSystem(let file, let message):
            ErrorReport("incidents.coordinate_system", .badData, .file(file), ErrorText(message))
        case .misplaced(let file, let problem, let way):
            ErrorReport("incidents.misplaced", .badData, .file(file), ErrorText(problem), remedy: way.remedy)
        case .ambiguousSystem(let file, let columns, let first, let second):
            ErrorReport(
                "incidents.ambiguous_system", .badData, .file(file),
                "\(columns) may be in two coordinate systems: in \(first), in \(second)",
                remedy: """
                    say which with \(setting: "incidents[].crs", "EPSG:n"), or give a study area, which decides
                    """)
        case .badSourceNumber(let file, let key, let value):
            ErrorReport(
                "incidents.source_number", .badData, .file(file), "\(setting: key) is \(value)",
                remedy: "give a finite number, greater than 0 as a weight and 0 or more as metres")
        case .harm(let file, let line, let message):
            ErrorReport("incidents.harm", .badData, .line(file: file, line), ErrorText(message))
        }
    }

    /// The row with an x for each letter and a 9 for each digit: what it looks like, and not whose it is.
    private static func shape(of row: String) -> String {
        String(row.map { $0.isLetter ? "x" : $0.isNumber ? "9" : $0 })
    }

    private static func list(_ reasons: [RejectedShare]) -> String {
        reasons.map { "\($0.reason.rawValue) \($0.count) (first on line \($0.firstLine): \($0.detail))" }
            .joined(separator: ", ")
    }
}

/// What can be done about positions that lie elsewhere than they should.
public enum WayOutOfMisplacement: Sendable, Equatable {
    /// Name the file's own system: the proposed one, by which the positions lie by `by`, where there is one.
    case name(ProjectedSystems.Entry?, by: String = "")
    /// Exchange the two columns.
    case exchange
    /// Take another file or another study area.
    case place

    var remedy: ErrorText {
        switch self {
        case .name(let entry?, let ground):
            "in \(entry.definition) (\(entry.name)) they would lie by \(ground): if that is meant, say so with \(setting: "incidents[].crs", entry.definition)"
        case .name(nil, _):
            "name the file's own system with \(setting: "incidents[].crs", "EPSG:n"), and the system to work in with \(setting: "crs", "EPSG:n")"
        case .exchange: "exchange the two columns with \(setting: "incidents[].columns", "x=NAME,y=NAME")"
        case .place:
            "check that this is the file you meant, and the study area (\(setting: "study_area.file") or \(setting: "areas.file"))"
        }
    }
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

    /// One reason with its first occurrence.
    public init(reason: RejectReason, count: Int, firstLine: Int, detail: String) {
        self.reason = reason
        self.count = count
        self.firstLine = firstLine
        self.detail = detail
    }
}

extension ColumnRole {
    /// The setting that names the role's column.
    var setting: ErrorText { "\(setting: "incidents[].columns", "\(rawValue)=NAME")" }

    /// What to do where no column was found for the role.
    var advice: ErrorText {
        switch self {
        case .when, .date, .from, .fromDate:
            "name it with \(ColumnRole.when.setting), or date and time apart with date=NAME,time=NAME"
        case .x, .y: "name both with \(setting: "incidents[].columns", "x=NAME,y=NAME")"
        default: "name it with \(setting)"
        }
    }
}

extension RejectReason {
    /// What an analyst can do about many rows with this reason.
    var remedy: ErrorText {
        switch self {
        case .wrongFieldCount: "export the file again with every text in quotes, or check the separator"
        case .unclosedQuote: "export the file again so that quotes inside a text are doubled"
        case .badEncoding: "save the file as \("CSV UTF-8".quoted)"
        case .missingDate: "check that the right column is named with \(ColumnRole.when.setting) or date=NAME"
        case .badDate:
            "check the date column, or the order of day and month, with \(columns("dates=day-first"))"
        case .badTime: "write the time as HH:MM, or name another column with \(ColumnRole.time.setting)"
        case .ambiguousDate: "say the order with \(columns("dates=day-first")) or dates=month-first"
        case .nonexistentTime: "check the time zone; these local times were skipped when the clock went forward"
        case .reversedRange: "check that from and to are not exchanged in \(columns(nil))"
        case .missingCoordinates, .badCoordinates: "name the columns of the position with \(columns("x=NAME,y=NAME"))"
        case .coordinatesOutOfRange:
            "check the coordinate system; name the file's own with \(setting: "incidents[].crs", "EPSG:n")"
        case .swappedCoordinates: "exchange the two columns with \(columns("x=NAME,y=NAME"))"
        case .duplicateIdentifier, .duplicateAcrossFiles:
            """
            check that the identifier is one per incident, or name another with \(ColumnRole.identifier.setting); where each \
            row is a person, say so with \(setting: "incidents[].grain", "person")
            """
        case .badAge: "check that the right column is named with \(ColumnRole.age.setting)"
        }
    }

    private func columns(_ value: String?) -> ErrorText { "\(setting: "incidents[].columns", value)" }
}
