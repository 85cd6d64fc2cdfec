public import HomewardCalendar
public import HomewardGeometry

/// How exactly an incident's time is known.
public enum TimePrecision: UInt8, Sendable, Hashable, CaseIterable {
    /// One moment, to the minute.
    case moment
    /// The hour alone: it began with it and ended with it, and its middle stands for it.
    case hour
    /// A range from one moment to another.
    case range
    /// The day alone: the time of day is missing.
    case day
    /// The month alone, as police.uk publishes it.
    case month

    /// Whether it happened between two moments that are known.
    public var isStretch: Bool { self == .hour || self == .range }
    /// Whether a time of day is known, as a moment, an hour or a range.
    public var hasTime: Bool { self == .moment || isStretch }
}

/// Incidents as columns: row `i` of every column is incident `i`.
///
/// A table comes from an ``IncidentReader``, or from rows in one line:
///
/// ```swift
/// let table = IncidentTable(points.map { Incident(at: $0, on: day, second: 15 * 3600, clock: clock) })
/// ```
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
    /// The local civil day of the representative moment, as `CivilDay.number`: of the moment itself, of a range's
    /// middle, of the given day, of the first day of the given month.
    public var day: [Int32] = []
    /// The second of the local civil day at the representative moment, 0 ..< 86 400 as the clock on the wall shows it,
    /// or −1 where the time of day is not known well enough to be placed on the clock: the day or month alone, or a
    /// range of more than one hour.
    public var second: [Int32] = []
    /// The category, an index into ``categories``.
    public var category: [UInt32] = []
    /// The categories by name, sorted.
    public var categories: [String] = []
    /// The age in years of the person who was harmed or, where the source is about suspects, suspected; −1 where not known.
    public var age: [Int16] = []
    /// The weapon, an index into ``weapons``.
    public var weapon: [UInt32] = []
    /// The weapons by name, sorted; the empty string stands for "not recorded".
    public var weapons: [String] = []
    /// The harm weight of each incident from the harm table, 1 where no table is given.
    public var harm: [Double] = []

    /// A table without a row.
    public init() {}

    /// A table of `incidents`, in their order. O(n log names).
    public init(_ incidents: some Sequence<Incident>) {
        let incidents = Array(incidents)
        // All names are known before the first row comes, so that no row is renumbered.
        categories = Set(incidents.map(\.category)).sorted()
        weapons = Set(incidents.map(\.weapon)).sorted()
        reserveCapacity(incidents.count)
        for incident in incidents { append(incident) }
    }

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

    /// Incident `index`. O(1).
    public subscript(index: Int) -> Incident {
        Incident(
            at: point(index), start: start[index], end: end[index], precision: precision[index], day: civilDay(index),
            second: second[index] < 0 ? nil : second[index], category: categories[Int(category[index])],
            age: age[index] < 0 ? nil : age[index], weapon: weapons[Int(weapon[index])], harm: harm[index],
            source: source[index], line: line[index])
    }

    /// Adds an incident behind the others. O(log names), and O(rows) where its category or weapon is the first of its
    /// name, because the lists of names stay sorted.
    public mutating func append(_ incident: Incident) {
        let category = IncidentTable.code(of: incident.category, in: &categories, renumbering: &self.category)
        let weapon = IncidentTable.code(of: incident.weapon, in: &weapons, renumbering: &self.weapon)
        append(
            Row(
                source: incident.source, line: incident.line, x: incident.position.x, y: incident.position.y,
                start: incident.start, end: incident.end, precision: incident.precision,
                day: Int32(clamping: incident.day.number), second: incident.second ?? -1, category: category,
                age: incident.age ?? -1, weapon: weapon, harm: incident.harm))
    }

    /// The rows at `indices`, in that order. O(indices).
    public func selecting(_ indices: some Collection<Int>) -> IncidentTable {
        var table = IncidentTable()
        table.categories = categories
        table.weapons = weapons
        table.forEachColumn(with: self, AppendSelected(indices: indices))
        return table
    }
}

extension IncidentTable {
    /// One row as the columns hold it.
    struct Row {
        var source: UInt16
        var line: Int32
        var x: Double
        var y: Double
        var start: Int64
        var end: Int64
        var precision: TimePrecision
        var day: Int32
        var second: Int32
        var category: UInt32
        var age: Int16
        var weapon: UInt32
        var harm = 1.0
    }

    /// Adds a row whose codes are this table's. O(1) on average.
    @inline(__always)
    mutating func append(_ row: Row) {
        source.append(row.source)
        line.append(row.line)
        x.append(row.x)
        y.append(row.y)
        start.append(row.start)
        end.append(row.end)
        precision.append(row.precision)
        day.append(row.day)
        second.append(row.second)
        category.append(row.category)
        age.append(row.age)
        weapon.append(row.weapon)
        harm.append(row.harm)
    }

    /// Adds all rows of a table whose codes are this table's. O(rows of `more`).
    mutating func append(contentsOf more: IncidentTable) { forEachColumn(with: more, AppendAll()) }

    /// Makes room for `count` rows in all.
    mutating func reserveCapacity(_ count: Int) { forEachColumn(with: IncidentTable(), Reserve(count: count)) }

    /// Does the same to every column, each together with that of `other`. A new column is named here, in the row and in
    /// what turns a row into an ``Incident`` and back.
    private mutating func forEachColumn(with other: IncidentTable, _ work: some ColumnWork) {
        work(&source, other.source)
        work(&line, other.line)
        work(&x, other.x)
        work(&y, other.y)
        work(&start, other.start)
        work(&end, other.end)
        work(&precision, other.precision)
        work(&day, other.day)
        work(&second, other.second)
        work(&category, other.category)
        work(&age, other.age)
        work(&weapon, other.weapon)
        work(&harm, other.harm)
    }

    /// Drops the names that no row has and sorts the others. O(rows + names log names).
    mutating func sortNames() {
        categories = IncidentTable.sorted(categories, renumbering: &category)
        weapons = IncidentTable.sorted(weapons, renumbering: &weapon)
    }

    private static func sorted(_ names: [String], renumbering column: inout [UInt32]) -> [String] {
        var occurs = [Bool](repeating: false, count: names.count)
        for code in column { occurs[Int(code)] = true }
        let order = names.indices.filter { occurs[$0] }.sorted { names[$0] < names[$1] }
        var codes = [UInt32](repeating: 0, count: names.count)
        for (new, old) in order.enumerated() { codes[old] = UInt32(new) }
        if order != Array(names.indices) {
            for row in column.indices { column[row] = codes[Int(column[row])] }
        }
        return order.map { names[$0] }
    }

    /// The code of `name` among sorted names; where it is new, the codes of the names behind it move up by one.
    private static func code(of name: String, in names: inout [String], renumbering column: inout [UInt32]) -> UInt32 {
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < name { low = middle + 1 } else { high = middle }
        }
        let code = UInt32(low)
        guard low == names.count || names[low] != name else { return code }
        names.insert(name, at: low)
        if low + 1 < names.count {
            for row in column.indices where column[row] >= code { column[row] += 1 }
        }
        return code
    }
}

/// What is done to every column alike; `other` is the same column of another table.
private protocol ColumnWork {
    func callAsFunction<Value>(_ column: inout [Value], _ other: [Value])
}

private struct AppendAll: ColumnWork {
    func callAsFunction<Value>(_ column: inout [Value], _ other: [Value]) { column += other }
}

private struct AppendSelected<Indices: Collection<Int>>: ColumnWork {
    let indices: Indices
    func callAsFunction<Value>(_ column: inout [Value], _ other: [Value]) { column += indices.map { other[$0] } }
}

private struct Reserve: ColumnWork {
    let count: Int
    func callAsFunction<Value>(_ column: inout [Value], _ other: [Value]) { column.reserveCapacity(count) }
}
