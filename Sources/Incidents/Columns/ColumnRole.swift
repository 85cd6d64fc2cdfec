/// What a column of a file is for. The raw value is the key of `--columns` and of `columns:` in a plan.
public enum ColumnRole: String, Sendable, Hashable, CaseIterable {
    /// The incident's number, used to find rows that stand twice.
    case identifier = "id"
    /// Date and time in one column.
    case when
    /// The date.
    case date
    /// The time of day that belongs to ``date``.
    case time
    /// The year, where year, month and day stand apart.
    case year
    /// The month of the ``year``, as a number or by its name.
    case month
    /// The day of the ``month``.
    case day
    /// The minute of the hour that stands in ``time``.
    case minute
    /// The earliest date and time in one column.
    case from
    /// The latest date and time in one column.
    case to
    /// The earliest date.
    case fromDate = "from_date"
    /// The earliest time of day.
    case fromTime = "from_time"
    /// The latest date.
    case toDate = "to_date"
    /// The latest time of day.
    case toTime = "to_time"
    /// Easting or longitude.
    case x
    /// Northing or latitude.
    case y
    /// The category of the offence.
    case category
    /// The age in years.
    case age
    /// The weapon.
    case weapon

    /// The role in words, for messages and help.
    public var meaning: String {
        switch self {
        case .identifier: "the identifier"
        case .when: "the date and time"
        case .date: "the date"
        case .time: "the time"
        case .year: "the year"
        case .month: "the month of the year"
        case .day: "the day of the month"
        case .minute: "the minute of the hour"
        case .from: "the earliest date and time"
        case .to: "the latest date and time"
        case .fromDate: "the earliest date"
        case .fromTime: "the earliest time"
        case .toDate: "the latest date"
        case .toTime: "the latest time"
        case .x: "the easting or longitude"
        case .y: "the northing or latitude"
        case .category: "the category"
        case .age: "the age"
        case .weapon: "the weapon"
        }
    }

    /// Every key that names a column with what it stands for, for help: `id (the identifier), when (the date and time), …`.
    public static var explanation: String {
        allCases.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: ", ")
    }

    /// Whether rows can be read without a column in this role.
    var isOptional: Bool {
        switch self {
        case .identifier, .category, .age, .weapon, .time, .minute, .to, .fromTime, .toDate, .toTime: true
        // Who asks for ages is refused where there are none.
        case .when, .date, .year, .month, .day, .from, .fromDate, .x, .y: false
        }
    }
}

/// A column that is used and what for.
public struct ColumnUse: Sendable, Hashable {
    /// What it is for.
    public var role: ColumnRole
    /// Its name in the header.
    public var name: String

    /// A role with its column.
    public init(role: ColumnRole, name: String) {
        self.role = role
        self.name = name
    }
}
