/// The recursions on all shifts of a problem, which follow a field as days are entered and taken out.
///
/// Between two searches only what the changed days touch is reckoned anew, with the same answer as a whole sweep. What was found while
/// the same days were entered is not looked for again.
struct DayRecursions {
    private var list: [DayRecursion]
    /// How much of the field's journal each has seen; nil: it is to begin anew.
    private var seen: [Int?]
    /// What places are multiplied with where the latest search had factors.
    private var factors: [Double] = []
    /// What was found without factors.
    private var known: [Search: Answer] = [:]

    private struct Search: Hashable {
        var shift: Int
        var rule: DayRecursion.Rule
        /// The days that were entered.
        var entered: [Int]
    }

    private enum Answer {
        case none
        case day(value: Double, day: TeamDay)
    }

    /// One recursion on each shift. O(shifts × (places + hops)).
    init(_ problem: PresenceProblem) {
        list = problem.shifts.indices.map { DayRecursion(problem, shift: $0) }
        seen = list.map { _ in nil }
    }

    /// The number of shifts.
    var count: Int { list.count }

    /// Frees what the recursions hold; they are of no use after that.
    mutating func release() {
        list = []
        seen = []
        known = [:]
    }

    /// Multiplies what happens at each place; nothing where empty.
    mutating func multiply(by factors: [Double]) {
        self.factors = factors
        for index in seen.indices { seen[index] = nil }
    }

    /// The best day of a shift on what the entered days leave.
    ///
    /// - Parameter field: Always the same one; days may have been entered and taken out since the latest search.
    mutating func best(shift: Int, on field: PresenceField, rule: DayRecursion.Rule) -> (value: Double, day: TeamDay)? {
        let search = Search(shift: shift, rule: rule, entered: field.entered)
        if factors.isEmpty, let answer = known[search] {
            guard case .day(let value, let day) = answer else { return nil }
            return (value, day)
        }
        let changed = seen[shift].map { Array(field.journal[$0...]) }
        seen[shift] = field.journal.count
        let found = list[shift].best(on: field.worth(factors: factors), rule: rule, changed: changed)
        if factors.isEmpty { known[search] = found.map { .day(value: $0.value, day: $0.day) } ?? Answer.none }
        return found
    }
}
