public import HomewardCalendar
import HomewardCore
public import HomewardIncidents

/// Incidents counted by cell and by week or month: a cube of place and time.
///
/// Only whole weeks or months of the period are steps, for half a month is no month: what lies in those that the period cuts is left out
/// and counted. A step without a day in force, such as August where school days are asked for, is none either.
/// ``incidents`` = ``counted`` + ``outside`` + ``cut`` + ``filtered`` + all of ``setAside``.
public struct SpaceTimeCube: Sendable, Equatable {
    /// A week or a month.
    public struct Step: Sendable, Equatable {
        /// Its first day.
        public var first: CivilDay
        /// Its last day.
        public var last: CivilDay
        /// Its days in force; more than none.
        public var days: Int
    }

    /// The cells.
    public let grid: Grid
    /// Week or month.
    public let unit: TimeUnit
    /// The whole steps that have days in force, in order.
    public let steps: [Step]
    /// The incidents of each cell and step: cell `c` of step `t` stands at `t * grid.cells.count + c`.
    public let counts: [Int32]
    /// All incidents of the table.
    public let incidents: Int
    /// Those that a cell and a step count.
    public let counted: Int
    /// Those of a whole step that no cell holds.
    public let outside: Int
    /// Those in weeks or months that the period cuts.
    public let cut: Int
    /// Those on other days or at other hours than asked for.
    public let filtered: Int
    /// Those that weeks or months cannot count, by reason.
    public let setAside: [TimeGap: Int]

    /// Counts incidents. Each counts once, in the cell that holds it and the step of its day. O(incidents + days + cells × steps).
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - grid: The cells.
    ///   - days: The kind of each day of the period.
    ///   - selection: The days in force.
    ///   - hours: The hours in force; nil for all.
    ///   - unit: Week or month; a day counts as a week.
    /// - Throws: ``AnalysisError/largeCube(cells:steps:limit:)``.
    public init(
        of table: IncidentTable, on grid: Grid, days: DayTable, selection: DaySelection = .all,
        hours: HourWindow? = nil, by unit: TimeUnit = .month
    ) throws(AnalysisError) {
        let unit = max(unit, .week)
        let (steps, stepOfDay) = SpaceTimeCube.steps(of: days, selection: selection, by: unit)
        let cells = grid.cells.count
        guard cells * max(1, steps.count) <= SpaceTimeCube.most else {
            throw .largeCube(cells: cells, steps: steps.count, limit: SpaceTimeCube.most)
        }
        let places = DayPlaces(days: days, selection: selection, hours: hours)
        let cellOfRow = grid.cells(of: table.points)
        var counts = [Int32](repeating: 0, count: cells * steps.count)
        var (counted, outside, cut, filtered) = (0, 0, 0, 0)
        var setAside: [TimeGap: Int] = [:]
        for row in 0..<table.count {
            switch places.place(of: row, in: table) {
            case .filtered: filtered += 1
            case .aside(let gap): setAside[gap, default: 0] += 1
            case .day(_, let shortest) where shortest > unit:
                setAside[table.precision[row] == .month ? .noDay : .longRange, default: 0] += 1
            case .day(let day, _):
                guard let step = stepOfDay[day] else {
                    cut += 1
                    continue
                }
                guard cellOfRow[row] >= 0 else {
                    outside += 1
                    continue
                }
                counted += 1
                counts[step * cells + Int(cellOfRow[row])] += 1
            }
        }
        self.grid = grid
        self.unit = unit
        self.steps = steps
        self.counts = counts
        self.incidents = table.count
        self.counted = counted
        self.outside = outside
        self.cut = cut
        self.filtered = filtered
        self.setAside = setAside
    }

    /// A cube from its counts, all of which lie in cells.
    ///
    /// - Parameters:
    ///   - grid: The cells.
    ///   - unit: Week or month.
    ///   - steps: The steps.
    ///   - counts: As many as cells times steps, step by step; what is missing counts as none.
    /// - Throws: ``AnalysisError/largeCube(cells:steps:limit:)``.
    public init(grid: Grid, unit: TimeUnit, steps: [Step], counts: [Int32]) throws(AnalysisError) {
        let size = grid.cells.count * steps.count
        guard size <= SpaceTimeCube.most else {
            throw .largeCube(cells: grid.cells.count, steps: steps.count, limit: SpaceTimeCube.most)
        }
        self.grid = grid
        self.unit = unit
        self.steps = steps
        self.counts = (0..<size).map { $0 < counts.count ? max(0, counts[$0]) : 0 }
        counted = self.counts.reduce(0) { $0 + Int($1) }
        incidents = counted
        (outside, cut, filtered, setAside) = (0, 0, 0, [:])
    }

    /// So many months in a row, each with all its days in force. O(months).
    ///
    /// - Parameters:
    ///   - year: The year of the first, which is January.
    ///   - count: How many there are.
    public static func months(from year: Int, count: Int) -> [Step] {
        (0..<max(0, count)).map { index in
            let month = CalendarMonth(year: year, month: 1).advanced(by: index)
            return Step(first: month.first, last: month.last, days: month.first.distance(to: month.last) + 1)
        }
    }

    /// The most cells times steps.
    static let most = 100_000_000

    /// The incidents of one cell, step by step. O(steps).
    public func counts(of cell: Int) -> [Int] {
        steps.indices.map { Int(counts[$0 * grid.cells.count + cell]) }
    }

    /// The same by day in force. O(steps).
    public func rates(of cell: Int) -> [Double] {
        zip(counts(of: cell), steps).map { Double($0) / Double($1.days) }
    }

    /// The whole weeks or months with days in force, and for each day of the period the number of its step.
    private static func steps(of days: DayTable, selection: DaySelection, by unit: TimeUnit) -> ([Step], [Int?]) {
        var steps: [Step] = []
        var stepOfDay = [Int?](repeating: nil, count: days.kinds.count)
        var index = 0
        while index < days.kinds.count {
            let day = days.first.advanced(by: index)
            let month = CalendarMonth(of: day)
            let first = unit == .month ? month.first : day.advanced(by: -day.weekday)
            let last = unit == .month ? month.last : first.advanced(by: 6)
            let end = min(days.kinds.count, index + day.distance(to: last) + 1)
            let inForce = days.kinds[index..<end].count { selection.contains($0) }
            if first == day, last <= days.last, inForce > 0 {
                for step in index..<end { stepOfDay[step] = steps.count }
                steps.append(Step(first: first, last: last, days: inForce))
            }
            index = end
        }
        return (steps, stepOfDay)
    }
}
