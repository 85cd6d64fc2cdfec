import HomewardCore

/// What each minute at each place would add to the days that are entered, prizes included.
struct PresenceField {
    let problem: PresenceProblem
    private let coveredFrom: CompressedRows<Int32>
    /// `worth[minute × places + place]`, minutes counted from the problem's first.
    private(set) var worth: [Double]
    /// How many of the days cover an item in a minute: `count[minute × items + item]`.
    private var count: [UInt16]

    /// The field with no day entered. O(minutes × places + slots × cover).
    init(_ problem: PresenceProblem) {
        self.problem = problem
        coveredFrom = problem.coveredFrom()
        let n = problem.placeCount
        worth = [Double](repeating: 0, count: problem.minutes * n)
        for place in 0..<n {
            let row = problem.open(at: place)
            for minute in 0..<problem.minutes { worth[minute * n + place] = row[problem.slot(minute)] }
        }
        for (floor, prize) in zip(problem.floors, problem.prizes) where prize > 0 {
            for minute in 0..<problem.minutes where floor.hours.contains(problem.firstMinute + minute) {
                for place in 0..<n where floor.isInside[place] { worth[minute * n + place] += prize }
            }
        }
        count = [UInt16](repeating: 0, count: problem.minutes * problem.itemCount)
    }

    /// The field as a recursion wants it.
    func worth(factors: [Double] = []) -> DayRecursion.Worth {
        .init(values: worth, stride: problem.placeCount, first: problem.firstMinute, slotMinutes: 1, factors: factors)
    }

    /// Enters a day.
    mutating func add(_ day: TeamDay) { change(day, by: 1) }

    /// Takes a day out that was entered before.
    mutating func remove(_ day: TeamDay) { change(day, by: -1) }

    private mutating func change(_ day: TeamDay, by step: Int) {
        let n = problem.placeCount
        var gain: [Double] = []
        var share = 1.0
        for _ in 0...(problem.teams + 1) {
            gain.append(share)
            share *= problem.again
        }
        for (index, place) in day.at.enumerated() where place >= 0 {
            let minute = day.start + index - problem.firstMinute
            let slot = problem.slot(minute)
            for item in problem.cover[Int(place)] {
                let key = minute * problem.itemCount + Int(item)
                let before = Int(count[key])
                count[key] = UInt16(before + step)
                let change = gain[before + step] - gain[before]
                guard change != 0 else { continue }
                let more = problem.weight[Int(item) * problem.slots + slot] * change
                guard more != 0 else { continue }
                for other in coveredFrom[Int(item)] { worth[minute * n + Int(other)] += more }
            }
        }
    }
}
