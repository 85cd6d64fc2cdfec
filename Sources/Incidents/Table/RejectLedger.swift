/// Why a row could not be read. The raw value is the stable code that stands in the ledger and in `check --json`.
public enum RejectReason: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The row has more or fewer fields than the header.
    case wrongFieldCount = "wrong_field_count"
    /// A quoted field is not closed.
    case unclosedQuote = "unclosed_quote"
    /// A byte is neither UTF-8 nor Windows-1252, or the row mixes both.
    case badEncoding = "bad_encoding"
    /// No date stands in the row.
    case missingDate = "missing_date"
    /// The date cannot be read.
    case badDate = "bad_date"
    /// The time of day cannot be read.
    case badTime = "bad_time"
    /// The date fits two formats and the column does not settle which.
    case ambiguousDate = "ambiguous_date"
    /// The local time does not exist: the clock was put forward over it.
    case nonexistentTime = "nonexistent_time"
    /// The range ends before it starts.
    case reversedRange = "reversed_range"
    /// A coordinate is missing.
    case missingCoordinates = "missing_coordinates"
    /// A coordinate is no number.
    case badCoordinates = "bad_coordinates"
    /// The position lies where the coordinate system does not reach.
    case coordinatesOutOfRange = "coordinates_out_of_range"
    /// The position lies in the study area only if its two coordinates change places.
    case swappedCoordinates = "swapped_coordinates"
    /// The same identifier stands on an earlier row that is used, and each row is an incident.
    case duplicateIdentifier = "duplicate_id"
    /// The incident stands in a file that is listed before this one.
    case duplicateAcrossFiles = "duplicate_across_files"
    /// The age is no number of years from 0 to 120.
    case badAge = "bad_age"

    /// Orders reasons by their code.
    public static func < (lhs: RejectReason, rhs: RejectReason) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// Why a row that was read is not used. The raw value is the stable code that stands in `check --json`.
public enum FilterReason: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The category or another field is not among those asked for.
    case notSelected = "not_selected"
    /// The person is older than asked for.
    case overAge = "over_age"
    /// The age is asked for and not recorded.
    case ageUnknown = "age_unknown"
    /// The day, the month where that is all that is known, or the middle of the range lies before or after the period.
    case outsidePeriod = "outside_period"
    /// Only the month is known, and the period begins or ends in it.
    case periodUnclear = "period_unclear"
    /// The position lies outside the study area.
    case outsideStudyArea = "outside_study_area"
    /// The day is of a kind that is not asked for.
    case otherDay = "other_day"
    /// The time of day lies outside the hours asked for.
    case otherHour = "other_hour"
    /// Hours are asked for and the time of day is not known well enough.
    case timeUnknown = "time_unknown"
    /// Only a part of the range lies on the days and in the hours asked for, and only whole ones are wanted.
    case rangeAcross = "range_across"
    /// The row is a further one, such as another person, of an incident that counts already.
    case sameIncident = "same_incident"

    /// Orders reasons by their code.
    public static func < (lhs: FilterReason, rhs: FilterReason) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// How much of a rejected row is kept for the ledger. A row may hold names, addresses and free text, so that nothing of it
/// is kept unless somebody asks.
public enum LedgerDetail: Sendable, Hashable {
    /// The line and the reason alone.
    case reasons
    /// The columns that serve a role too: time, place, category and what else is mapped.
    case mappedColumns
    /// The row as it stands in the file too, with every column.
    case wholeRows
}

/// One row that could not be read.
public struct Reject: Sendable, Hashable {
    /// The file, as the caller named it.
    public var file: String
    /// The line on which the record starts, counted from 1.
    public var line: Int
    /// Why.
    public var reason: RejectReason
    /// What was wrong, in a few words, naming the column. Of the row it repeats no more than the beginning of a mapped cell.
    public var detail: String
    /// The cells of the mapped columns where the ledger keeps them and the fields can be told apart, else none.
    public var cells: [RejectedCell]
    /// The row itself where the ledger keeps it, undecodable bytes replaced.
    public var row: String?

    /// An entry of the ledger.
    public init(
        file: String, line: Int, reason: RejectReason, detail: String, cells: [RejectedCell] = [], row: String? = nil
    ) {
        self.file = file
        self.line = line
        self.reason = reason
        self.detail = detail
        self.cells = cells
        self.row = row
    }
}

/// What a rejected row says in a column that serves a role.
public struct RejectedCell: Sendable, Hashable {
    /// What the column is for.
    public var role: ColumnRole
    /// The beginning of what stands in it, on one line.
    public var text: String

    /// A cell with its role.
    public init(role: ColumnRole, text: String) {
        self.role = role
        self.text = text
    }
}

/// Where every row went: read = used + filtered + rejected.
public struct RowCounts: Sendable, Hashable {
    /// Rows found in the sources.
    public var read = 0
    /// Rows left over for use, one for each incident.
    public var used = 0
    /// Rows that are right but not asked for, by reason. A row counts once, under the first reason that applies.
    public var filtered: [FilterReason: Int] = [:]
    /// Rows that could not be read, by reason. A row counts once, under the first reason found.
    public var rejected: [RejectReason: Int] = [:]

    /// Counts of zero.
    public init() {}

    /// The sum over all reasons.
    public var filteredTotal: Int { filtered.values.reduce(0, +) }
    /// The sum over all reasons.
    public var rejectedTotal: Int { rejected.values.reduce(0, +) }
    /// Whether every row is accounted for.
    public var addUp: Bool { read == used + filteredTotal + rejectedTotal }
}
