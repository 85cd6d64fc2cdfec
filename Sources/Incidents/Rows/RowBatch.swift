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
    var rows = IncidentTable()
    /// Where each of them stands in the bytes.
    var first: [Int] = []
    var count: [Int32] = []
    var identifier: [UInt64] = []
    /// A second hash of each identifier, where files are compared; else empty.
    var identifierCheck: [UInt64] = []
    var flags: [Flags] = []
    /// 0, or 1 + the position of the reason in ``FilterReason``'s list.
    var filter: [UInt8] = []
    /// The reason found after the row was read, such as its position.
    var laterReject: [Int: (RejectReason, String)] = [:]

    /// Rows that could not be read.
    var rejects: [Reject] = []

    /// How ``filter`` names a reason.
    static func code(_ reason: FilterReason) -> UInt8 {
        UInt8(truncatingIfNeeded: (FilterReason.allCases.firstIndex(of: reason) ?? 0) + 1)
    }
}
