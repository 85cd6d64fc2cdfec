import HomewardCalendar
import HomewardCore
import HomewardIncidents

/// A way to cut a period in two: what is planned on and what is counted.
struct Split {
    let name: String
    /// Whether each day of the period is planned on.
    let isSeen: [Bool]
    /// The days that a plan spans.
    let days: ClosedRange<CivilDay>

    /// Halves, odd and even weeks, and six random halves.
    static func all(of period: ClosedRange<CivilDay>) -> [Split] {
        let first = period.lowerBound
        let count = first.distance(to: period.upperBound) + 1
        let half = count / 2
        let week = (0..<count).map { $0 / 7 % 2 == 0 }
        let early = (0..<count).map { $0 < half }
        var splits = [
            Split(name: "first half > second", isSeen: early, days: first...first.advanced(by: half - 1)),
            Split(
                name: "second half > first", isSeen: early.map { !$0 },
                days: first.advanced(by: half)...period.upperBound),
            Split(name: "odd weeks > even", isSeen: week, days: period),
            Split(name: "even weeks > odd", isSeen: week.map { !$0 }, days: period),
        ]
        for seed in 1...6 {
            var generator = SeededGenerator(seed: UInt64(seed))
            splits.append(
                Split(
                    name: "random half \(seed)", isSeen: (0..<count).map { _ in generator.below(2) == 0 }, days: period)
            )
        }
        return splits
    }

    /// The incidents of the days that are seen, or of those that are not.
    func part(_ table: IncidentTable, of period: ClosedRange<CivilDay>, isSeen wanted: Bool) -> IncidentTable {
        table.selecting(
            (0..<table.count).filter { isSeen[period.lowerBound.distance(to: table.civilDay($0))] == wanted })
    }
}
