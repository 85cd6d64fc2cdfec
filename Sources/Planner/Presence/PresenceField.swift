import HomewardCore

/// What each minute at each place would add to the days that are entered, prizes included.
struct PresenceField {
    let problem: PresenceProblem
    private let coveredFrom: CompressedRows<Int32>
    /// `worth[minute × places + place]`, minutes counted from the problem's first.
    private(set) var worth: [Double]
    /// How many of the days cover an item in a minute: `count[minute × items + item]`.
    private var count: [UInt8]
    /// The places whose worth changed, in the order in which it did; some stand there more than once.
    private(set) var journal: [Int32] = []
    private var isEntered: [Bool]
    private let grain: Double
    private var rounder: Double { grain * 0x1.8p52 }

    /// The field with no day entered. O(minutes × places + slots × cover).
    init(_ problem: PresenceProblem) {
        self.problem = problem
        grain = problem.grain
        isEntered = [Bool](repeating: false, count: problem.placeCount)
        count = [UInt8](repeating: 0, count: problem.minutes * problem.itemCount)
        coveredFrom = problem.coveredFrom()
        let n = problem.placeCount
        worth = [Double](repeating: 0, count: problem.minutes * n)
        let rounder = grain * 0x1.8p52
        var row = [Double](repeating: 0, count: problem.slots)
        for place in 0..<n {
            for slot in row.indices { row[slot] = 0 }
            for item in problem.cover[place] {
                for slot in row.indices {
                    row[slot] += (problem.weight[Int(item) * problem.slots + slot] + rounder) - rounder
                }
            }
            for minute in 0..<problem.minutes { worth[minute * n + place] = row[problem.slot(minute)] }
        }
        for (floor, prize) in zip(problem.floors, problem.prizes) where prize > 0 {
            for minute in 0..<problem.minutes where floor.hours.contains(problem.firstMinute + minute) {
                for place in 0..<n where floor.isInside[place] {
                    worth[minute * n + place] += (prize + rounder) - rounder
                }
            }
        }
    }

    /// The field as a recursion wants it.
    func worth(factors: [Double] = []) -> DayRecursion.Worth {
        .init(
            values: worth, stride: problem.placeCount, first: problem.firstMinute, slotMinutes: 1, factors: factors,
            grain: grain)
    }

    /// What a day would add to those that are entered, prizes included.
    func worth(of day: TeamDay) -> Double {
        var sum = 0.0
        for (index, place) in day.at.enumerated() where place >= 0 {
            sum += worth[(day.start + index - problem.firstMinute) * problem.placeCount + Int(place)]
        }
        return sum
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
        let first = journal.count
        let rounder = self.rounder
        func rounded(_ value: Double) -> Double { (value + rounder) - rounder }
        for (index, place) in day.at.enumerated() where place >= 0 {
            let minute = day.start + index - problem.firstMinute
            let slot = problem.slot(minute)
            for item in problem.cover[Int(place)] {
                let key = minute * problem.itemCount + Int(item)
                let before = Int(count[key])
                count[key] = UInt8(before + step)
                guard gain[before + step] != gain[before] else { continue }
                // Each level's share is rounded, so that what is taken out is what was put in.
                let weight = problem.weight[Int(item) * problem.slots + slot]
                let more = rounded(weight * gain[before + step]) - rounded(weight * gain[before])
                guard more != 0 else { continue }
                for other in coveredFrom[Int(item)] {
                    worth[minute * n + Int(other)] += more
                    if !isEntered[Int(other)] {
                        isEntered[Int(other)] = true
                        journal.append(other)
                    }
                }
            }
        }
        for place in journal[first...] { isEntered[Int(place)] = false }
    }
}
