/// The quarters of an hour of the clock that visits take in, counted from the one in which the patrol hours begin.
struct QuarterHours: Sendable {
    /// The minute of the day at which the patrol hours begin.
    let first: Int
    /// The length of a visit, minutes.
    let visitMinutes: Int
    /// How many quarters visits can take in.
    let count: Int

    init(_ planner: PatrolPlanner) {
        first = planner.hours.start
        visitMinutes = planner.visitMinutes
        count = (planner.hours.minutes + 14) / 15 + 2
    }

    /// Those of a visit that starts at a step.
    func of(_ start: Int) -> ClosedRange<Int> {
        let minute = first + start * PatrolRisk.step
        return (minute / 15 - first / 15)...((minute + visitMinutes - 1) / 15 - first / 15)
    }
}
