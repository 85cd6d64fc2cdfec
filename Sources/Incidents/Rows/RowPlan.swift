import HomewardCalendar
import HomewardCore

/// All that is needed to read a row of one source: which columns, which clock, what is asked for.
struct RowPlan: Sendable {
    /// The columns of the moment: where it begins and, where there is a range, where it ends.
    var beginDate: Int
    var beginTime: Int?
    var endDate: Int?
    var endTime: Int?
    /// The columns of the month and the day where ``beginDate`` is that of the year.
    var dateParts: (month: Int, day: Int)?
    /// The column of the minute where that of the time holds the hour.
    var minute: Int?
    /// The columns of the position; nil where the feature brings its point.
    var x: Int?
    var y: Int?
    /// Columns of longitude and latitude beside those of the position, by which its system is checked.
    var degrees: DegreeColumns?
    var category: Int?
    var age: Int?
    var weapon: Int?
    var identifier: Int?
    /// The column that says of a row that it is made up.
    var synthetic: Int?
    /// How the cells are written.
    var styles = CellStyles()
    /// The columns whose values must be among those asked for, in lower case.
    var selections: [Selection] = []
    /// The age that a person must not have reached.
    var ageUnder: Int?
    /// The days asked for.
    var period: ClosedRange<CivilDay>?
    var clock: LocalClock
    var dateOrder: DateOrderSetting
    /// The number of the source, counted from 0.
    var source: UInt16 = 0
    /// Whether identifiers are read so that they can be told apart from those of other files.
    var comparesFiles = false
    /// What the ledger keeps of a row.
    var ledger = LedgerDetail.reasons
    /// The byte between fields.
    var separator: UInt8 = 0x2C
    /// The columns that serve a role, in the order of the roles.
    private(set) var mapped: [(role: ColumnRole, column: Int)]
    /// The header's names, for messages.
    var header: [String]
    /// The file, for messages.
    var file: String

    /// One condition of `where:`.
    struct Selection: Sendable {
        var column: Int
        var name: String
        var values: [String]
    }

    /// The plan that follows from what detection found; nil where there is no column for a date.
    init?(
        columns: ColumnPlan, header: [String], file: String, clock: LocalClock, dateOrder: DateOrderSetting,
        period: ClosedRange<CivilDay>?
    ) {
        let column = columns.column
        guard let begin = column[.from] ?? column[.fromDate] ?? column[.when] ?? column[.date] ?? column[.year]
        else { return nil }
        beginDate = begin
        beginTime = column[.fromTime] ?? (column[.from] == nil ? column[.time] : nil)
        if begin == column[.year], let month = column[.month], let day = column[.day] { dateParts = (month, day) }
        minute = column[.minute]
        endTime = column[.toTime]
        endDate = column[.to] ?? column[.toDate] ?? (endTime == nil ? nil : begin)
        x = column[.x]
        y = column[.y]
        degrees = columns.degrees
        category = column[.category]
        age = column[.age]
        weapon = column[.weapon]
        identifier = column[.identifier]
        mapped = ColumnRole.allCases.compactMap { role in column[role].map { (role, $0) } }
        synthetic = header.firstIndex { $0.trimmingSpaces.lowercased() == "synthetic" }
        self.period = period
        self.clock = clock
        self.dateOrder = dateOrder
        self.header = header
        self.file = file
    }

    /// Takes the position from the columns that `columns` says.
    mutating func take(_ columns: ColumnPlan) {
        (x, y, degrees) = (columns.column[.x], columns.column[.y], columns.degrees)
        mapped = ColumnRole.allCases.compactMap { role in columns.column[role].map { (role, $0) } }
    }

    /// A column's name, for messages.
    func name(_ column: Int?) -> String {
        guard let column, header.indices.contains(column) else { return "position" }
        return header[column]
    }

    /// The longest part of a cell that the ledger repeats.
    private static let longestCell = 80

    /// The ledger's entry for the row whose bytes are `row`. O(1), and O(its length) where the ledger keeps of the row.
    func reject(
        _ row: UnsafeBufferPointer<UInt8>, line: Int, reason: RejectReason, detail: String
    ) -> Reject {
        var reject = Reject(file: file, line: line, reason: reason, detail: detail)
        if ledger != .reasons { reject.cells = cells(of: row) }
        if ledger == .wholeRows { reject.row = RowPlan.text(row) }
        return reject
    }

    /// What the row says in the mapped columns; nothing where its fields cannot be told apart.
    private func cells(of row: UnsafeBufferPointer<UInt8>) -> [RejectedCell] {
        let records = CSVRecords.rows(of: row, separator: separator, isFinal: true, limit: 2)
        guard records.count == 1, records[0].fields.count == header.count else { return [] }
        return mapped.map { role, column in
            RejectedCell(
                role: role,
                text: ShownCell.text(records[0].fields[column].trimmingSpaces.utf8, atMost: RowPlan.longestCell))
        }
    }

    private static func text(_ row: UnsafeBufferPointer<UInt8>) -> String {
        TextEncoding.kind(of: row) == .windows1252
            ? TextEncoding.windows1252(row) : TextEncoding.legible(row)
    }
}
