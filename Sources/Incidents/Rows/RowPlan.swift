import HomewardCalendar

/// All that is needed to read a row of one source: which columns, which clock, what is asked for.
struct RowPlan: Sendable {
    /// The columns of the moment: where it begins and, where there is a range, where it ends.
    var beginDate: Int
    var beginTime: Int?
    var endDate: Int?
    var endTime: Int?
    /// The columns of the position; nil where the feature brings its point.
    var x: Int?
    var y: Int?
    var category: Int?
    var age: Int?
    var weapon: Int?
    var identifier: Int?
    /// The column that says of a row that it is made up.
    var synthetic: Int?
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
        guard let begin = column[.from] ?? column[.fromDate] ?? column[.when] ?? column[.date] else { return nil }
        beginDate = begin
        beginTime = column[.fromTime] ?? (column[.from] == nil && column[.when] == nil ? column[.time] : nil)
        endTime = column[.toTime]
        endDate = column[.to] ?? column[.toDate] ?? (endTime == nil ? nil : begin)
        x = column[.x]
        y = column[.y]
        category = column[.category]
        age = column[.age]
        weapon = column[.weapon]
        identifier = column[.identifier]
        synthetic = header.firstIndex { $0.trimmingSpaces.lowercased() == "synthetic" }
        self.period = period
        self.clock = clock
        self.dateOrder = dateOrder
        self.header = header
        self.file = file
    }

    /// A column's name, for messages.
    func name(_ column: Int?) -> String {
        guard let column, header.indices.contains(column) else { return "position" }
        return header[column]
    }
}
