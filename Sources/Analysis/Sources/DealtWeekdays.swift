import HomewardCore

/// Days dealt anew among those of the same weekday nearby in the calendar, none keeping its own.
///
/// The period is cut into stretches of about a quarter of a year, so that seasons stay where they are.
struct DealtWeekdays: Sendable {
    /// How long a stretch is, about, days.
    private static let stretch = 91
    /// The fewest days that can be dealt, four of each weekday.
    static let fewest = 28

    /// The days of each weekday of each stretch, at least four where the period has ``fewest``.
    private let groups: [[Int32]]
    private let count: Int

    /// - Parameter count: How many days there are.
    init(count: Int) {
        self.count = count
        let stretches = max(1, (count + Self.stretch / 2) / Self.stretch)
        groups = (0..<stretches).flatMap { number -> [[Int32]] in
            let days = count * number / stretches..<count * (number + 1) / stretches
            return (0..<7).map { weekday in days.filter { $0 % 7 == weekday }.map { Int32($0) } }
        }
    }

    /// The index of the day whose incidents stand on each day. Each way without a day of its own is equally likely. O(days).
    func deal(_ generator: inout SeededGenerator) -> [Int32] {
        var dealt = (0..<Int32(count)).map { $0 }
        for group in groups where group.count > 1 {
            var moved = group
            repeat { generator.shuffle(&moved) } while zip(group, moved).contains { $0 == $1 }
            for (day, source) in zip(group, moved) { dealt[Int(day)] = source }
        }
        return dealt
    }
}
