/// Rows of one stretch of a file, read but not yet accepted: what every column says, and what went wrong.
struct RowBatch {
    /// What else is known of a row.
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// The local time occurred twice and the first was taken.
        static let repeatedHour = Flags(rawValue: 1)
        /// The time is 00:00 to the second.
        static let midnight = Flags(rawValue: 2)
        /// A time of day stands in the row.
        static let hasTime = Flags(rawValue: 4)
        /// The cell named an offset from UTC.
        static let hasOffset = Flags(rawValue: 8)
    }

    /// Rows found, whatever became of them.
    var read = 0
    /// Rows in Windows-1252 and in UTF-8 beyond ASCII.
    var rows1252 = 0
    var rowsUTF8 = 0
    /// Whether a row says that it is made up.
    var isSynthetic = false
    /// Rows whose coordinates look like degrees, and rows whose coordinates do not.
    var degreeLike = 0
    var notDegreeLike = 0
    /// Where the rows lie in the file's own coordinates.
    var places = PlaceSample()
    /// The order of day and month.
    var evidence = DateOrderEvidence()
    /// What each selection's column holds.
    var selected: [SelectedValues] = []
    /// Rows that are left out because some of their band of ages are younger than asked for and some are not.
    var straddlingAges = 0

    /// Rows that were read, with lines that count from the stretch's first, and categories and weapons numbered in the
    /// order in which they came.
    let rows: RowColumns
    /// The categories and weapons by their number.
    var categories: [String] = []
    var weapons: [String] = []
    /// A second hash of each row's identifier, where files are compared; else empty.
    var identifierCheck: [UInt64] = []
    /// The rows with an identifier that are not rejected.
    var identifiers = IdentifierEntries()
    /// The reasons found after the rows were read, such as their positions; ``rejectedLater`` marks these rows.
    var laterReject: [Int: (RejectReason, String)] = [:]

    /// Rows that could not be read.
    var rejects: [Reject] = []

    /// A batch with room for `capacity` rows; more make it grow.
    init(capacity: Int) { rows = RowColumns(capacity: capacity) }

    /// Rejects row `row` for a reason that was found after it was read.
    mutating func rejectLater(_ row: Int, _ reason: RejectReason, _ detail: String) {
        laterReject[row] = (reason, detail)
        rows.filter[row] = RowBatch.rejectedLater
    }

    /// How the column of filters marks a row that was read and is rejected.
    static let rejectedLater = UInt8.max
    /// How it marks a row that is asked for and bears the identifier of a row before it that is.
    static let repeated = UInt8.max - 1

    private static let codes = Dictionary(
        uniqueKeysWithValues: FilterReason.allCases.enumerated().map { ($1, UInt8($0 + 1)) })

    /// How the column of filters names a reason.
    static func code(_ reason: FilterReason) -> UInt8 { codes[reason] ?? 0 }
}
