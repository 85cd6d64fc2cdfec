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
    /// The days that are entered, ascending, each by its number among all that ever were. Worth is summed exactly, so that it is the
    /// same whenever they are the same.
    private(set) var entered: [Int] = []
    private var numbers: [Entry: Int] = [:]

    /// Where a day has a team, which is all of it that matters to the field.
    private struct Entry: Hashable {
        var start: Int
        var at: [Int32]
    }
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
        let rounder = grain * 0x1.8p52
        // All minutes of a slot are worth the same.
        let slots = problem.slots
        var rows = [Double](repeating: 0, count: slots * n)
        rows.withUnsafeMutableBufferPointer { rows in
            problem.weight.withUnsafeBufferPointer { weight in
                for place in 0..<n {
                    for item in problem.cover[place] {
                        let first = Int(item) * slots
                        for slot in 0..<slots {
                            rows[slot * n + place] += (weight[first + slot] + rounder) - rounder
                        }
                    }
                }
            }
        }
        worth = []
        worth.reserveCapacity(problem.minutes * n)
        for minute in 0..<problem.minutes {
            let row = problem.slot(minute) * n
            worth += rows[row..<row + n]
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
    mutating func add(_ day: TeamDay) {
        change(day, by: 1)
        let number = number(of: day)
        entered.insert(number, at: entered.firstIndex { $0 > number } ?? entered.count)
    }

    /// Takes a day out that was entered before.
    mutating func remove(_ day: TeamDay) {
        change(day, by: -1)
        let number = number(of: day)
        if let index = entered.firstIndex(of: number) { entered.remove(at: index) }
    }

    private mutating func number(of day: TeamDay) -> Int {
        let entry = Entry(start: day.start, at: day.at)
        if let known = numbers[entry] { return known }
        numbers[entry] = numbers.count
        return numbers.count - 1
    }

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
