public import HomewardAnalysis
import HomewardCalendar

/// Times of the week that are counted together in a ``Release``. Each incident falls in one block.
public struct ReleasedBlock: Sendable, Equatable {
    /// What the block is for.
    public enum Kind: String, Sendable, Codable {
        /// The plan's window, on its days.
        case window
        /// The hours of the window, on all other days.
        case otherDays = "other_days"
        /// The hours of the patrols that are not hours of the window, on all days.
        case patrolHours = "patrol_hours"
        /// One step of the clock outside those.
        case step
        /// Whatever has no known time of day where one is needed.
        case unknown
    }

    /// What the block is for.
    public var kind: Kind
    /// Its days: a plan's word for them, or `other` for all but those.
    public var days: String
    /// The first minute of the day that belongs to it; nil where it is of no hour.
    public var from: Int?
    /// The first minute that belongs to it no more; not after ``from`` where it runs over midnight.
    public var to: Int?
    /// Its figures by cell; nil where it is counted as a whole.
    public var places: ReleasedCounts?
    /// Its incidents; nil where too few.
    public var incidents: Int?
}

/// The clock cut into steps, and which of them a window meets.
struct ClockSteps {
    let hours: Int
    var count: Int { 24 / hours }

    /// The step of a minute of the day.
    func step(of minute: Int) -> Int { minute / 60 / hours }

    /// The steps that share a minute with the window.
    func steps(of window: HourWindow) -> Set<Int> {
        Set((0..<1440).filter { window.contains(minute: $0) }.map { step(of: $0) })
    }

    /// The span of steps that follow one another round the clock; nil where they do not or there are none.
    func span(of steps: Set<Int>) -> (from: Int, to: Int)? {
        guard steps.count < count else { return (0, 1440) }
        let starts = steps.filter { !steps.contains(($0 + count - 1) % count) }
        guard starts.count == 1, let start = starts.first else { return nil }
        let end = (start + steps.count) * hours * 60
        return (start * hours * 60, end > 1440 ? end - 1440 : end)
    }
}
