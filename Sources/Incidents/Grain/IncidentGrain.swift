/// What a row of a file stands for, as far as somebody says so. The raw value is what stands in a plan and behind `--grain`.
public enum IncidentGrain: String, Sendable, Hashable, CaseIterable {
    /// The rows tell: ``RowGrain`` has the rule.
    case auto
    /// Each row is an incident, and a row that bears an earlier row's identifier is rejected.
    case incident
    /// Each row is a person, or another part, of an incident that several rows may share.
    case person
}

/// What a row of a file turned out to stand for, and how many incidents its rows tell of.
///
/// Whichever it is, a row is first held against what is asked for: values, age, period, study area. Of the rows that are
/// left the first of each incident, in the order of the file, stays and stands for it, with its own category and age. So a
/// person who is not asked for hides nobody who is.
///
/// Where nobody says what a row is, all rows that can be read are looked at, asked for or not:
///
/// - **Identifiers.** Rows are persons where more than two rows, and more than one in fifty, bear the identifier of a row
///   before them, and most of the identifiers that repeat stand on rows that agree in place, to the metre, and in time.
///   Otherwise identifiers that repeat are slips.
/// - **Place and time**, in a file without a column of identifiers. Rows that tell a time of day other than 00:00 coincide
///   where they agree in place to the last digit and in time to the minute. They are persons where at least ten rows, and
///   one in twenty, coincide with another, and four times as many as would if places and times were dealt out anew: of n
///   rows Sₚ pairs share the place and Sₜ the time, so that Sₚ·Sₜ / (n (n − 1) / 2) pairs, and at most twice as many rows,
///   coincide by chance. A minute of the day that one place tells on five days or more, and on more than a third of all
///   its times, is a default there: such rows neither count as evidence nor are they taken together.
///
/// Where somebody says that rows are persons, identifiers tell which rows are one incident, as far as they are shared by more
/// rows than a few slips, and else place and time.
///
/// Neither the order of the rows nor the number of threads changes the answer; the order only decides which row of an
/// incident stays.
public struct RowGrain: Sendable, Hashable {
    /// What a row stands for.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// An incident.
        case incident
        /// A person, or another part, of an incident that several rows may share.
        case person
    }

    /// How it was told.
    public enum Basis: String, Sendable, Hashable, CaseIterable {
        /// Somebody said so.
        case asked
        /// By identifiers that repeat.
        case identifiers
        /// By rows that coincide in place and time.
        case placeAndTime = "place_and_time"
        /// Nothing speaks against a row being an incident.
        case nothingElse = "nothing_else"
    }

    /// What a row stands for.
    public var unit: Unit
    /// How it was told.
    public var basis: Basis
    /// The column by which rows of one incident are told, or nil where place and time tell it.
    public var column: String?
    /// The rows that can be read and are asked for.
    public var rows: Int
    /// The incidents that they tell of, those that stand in an earlier file among them.
    public var incidents: Int
    /// The rows of different identifiers that coincide in place and time to the minute with a row of another, or 0 where
    /// they are so few that it may be chance: victims of one incident may each have a number of their own.
    public var coinciding: Int

    /// A grain with its counts.
    public init(
        unit: Unit = .incident, basis: Basis = .nothingElse, column: String? = nil, rows: Int = 0, incidents: Int = 0,
        coinciding: Int = 0
    ) {
        self.unit = unit
        self.basis = basis
        self.column = column
        self.rows = rows
        self.incidents = incidents
        self.coinciding = coinciding
    }
}
