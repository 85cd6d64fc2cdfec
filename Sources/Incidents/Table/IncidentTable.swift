public import HomewardCalendar
public import HomewardGeometry

/// How exactly an incident's time is known.
public enum TimePrecision: UInt8, Sendable, Hashable, CaseIterable {
    /// One moment, to the minute.
    case moment
    /// A range from one moment to another.
    case range
    /// The day alone: the time of day is missing.
    case day
    /// The month alone, as police.uk publishes it.
    case month
}

/// Incidents as columns: row `i` of every column is incident `i`.
///
/// The table holds no name, no address, no free text and no identifier of a person. Rows stand in the order of the
/// files and lines that they came from.
public struct IncidentTable: Sendable, Equatable {
    /// Which source the row came from, an index into the reader's list of sources.
    public var source: [UInt16] = []
    /// The line of that source on which the record starts, counted from 1 with the header as line 1; for sources that
    /// have no lines the feature's number, counted from 1.
    public var line: [Int32] = []
    /// Eastings in the working coordinate system, metres.
    public var x: [Double] = []
    /// Northings in the working coordinate system, metres.
    public var y: [Double] = []
    /// The earliest moment, seconds since 1970-01-01T00:00:00Z.
    public var start: [Int64] = []
    /// The latest moment, seconds since 1970-01-01T00:00:00Z; the same as `start` where one moment is known.
    public var end: [Int64] = []
    /// How exactly the time is known.
    public var precision: [TimePrecision] = []
    /// The local civil day of the representative moment, as ``CivilDay/number``: of the moment itself, of a range's
    /// middle, of the given day, of the first day of the given month.
    public var day: [Int32] = []
    /// The second of the local civil day at the representative moment, 0 ..< 86 400 as the clock on the wall shows it,
    /// or −1 where the time of day is not known well enough to be placed on the clock: the day or month alone, or a
    /// range of more than one hour.
    public var second: [Int32] = []
    /// The category, an index into ``categories``.
    public var category: [UInt16] = []
    /// The categories by name, sorted.
    public var categories: [String] = []
    /// The age in years of the person who was harmed or, where the source is about suspects, suspected; −1 where not known.
    public var age: [Int16] = []
    /// The weapon, an index into ``weapons``.
    public var weapon: [UInt16] = []
    /// The weapons by name, sorted; the empty string stands for "not recorded".
    public var weapons: [String] = []
    /// The harm weight of each incident from the harm table, 1 where no table is given.
    public var harm: [Double] = []

    /// Creates an empty table.
    public init() {}

    /// The number of incidents.
    public var count: Int { x.count }

    /// Where incident `index` happened. O(1).
    public func point(_ index: Int) -> Point { Point(x: x[index], y: y[index]) }

    /// Where every incident happened. O(n).
    public var points: [Point] { zip(x, y).map { Point(x: $0, y: $1) } }

    /// The local civil day of incident `index`. O(1).
    public func civilDay(_ index: Int) -> CivilDay { CivilDay(number: Int(day[index])) }

    /// The minute of the local day of incident `index`, or nil where the time of day is not known well enough. O(1).
    public func minuteOfDay(_ index: Int) -> Int? { second[index] < 0 ? nil : Int(second[index]) / 60 }

    /// The rows at `indices`, in that order. O(indices).
    public func selecting(_ indices: some Collection<Int>) -> IncidentTable {
        var table = IncidentTable()
        table.categories = categories
        table.weapons = weapons
        table.source = indices.map { source[$0] }
        table.line = indices.map { line[$0] }
        table.x = indices.map { x[$0] }
        table.y = indices.map { y[$0] }
        table.start = indices.map { start[$0] }
        table.end = indices.map { end[$0] }
        table.precision = indices.map { precision[$0] }
        table.day = indices.map { day[$0] }
        table.second = indices.map { second[$0] }
        table.category = indices.map { category[$0] }
        table.age = indices.map { age[$0] }
        table.weapon = indices.map { weapon[$0] }
        table.harm = indices.map { harm[$0] }
        return table
    }
}
