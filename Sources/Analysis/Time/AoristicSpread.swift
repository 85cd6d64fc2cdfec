/// Deals one incident over the 168 hours of the local week by the seconds of its range that fall in each.
struct AoristicSpread {
    /// The local civil day (days since 1970-01-01) and the second that the clock on the wall shows.
    let civil: (Int64) -> (day: Int32, second: Int32)
    /// The hours of the week, hour of the day running fastest, Monday first.
    private(set) var weights = [Double](repeating: 0, count: 168)

    init(civil: @escaping (Int64) -> (day: Int32, second: Int32)) {
        self.civil = civil
    }

    /// Adds an incident of weight 1. A range that ends before it starts counts as the moment of its start; one of a week
    /// or more is dealt evenly. O(hours of the range).
    mutating func add(from start: Int64, to end: Int64) {
        guard end > start else {
            weights[hour(civil(start))] += 1
            return
        }
        let whole = Double(end) - Double(start)
        guard whole < 604_800 else {
            for hour in weights.indices { weights[hour] += 1.0 / 168 }
            return
        }
        AoristicSpread.stretches(from: start, to: end, civil) { wall, length in
            weights[hour(wall)] += Double(length) / whole
        }
    }

    /// Cuts a range into stretches that each lie in one hour of the clock on the wall, and tells of each when it begins and how
    /// many seconds long it is. O(hours of the range).
    static func stretches(
        from start: Int64, to end: Int64, _ civil: (Int64) -> (day: Int32, second: Int32),
        each: ((day: Int32, second: Int32), Int64) -> Void
    ) {
        var now = start
        while now < end {
            let wall = civil(now)
            let next = min(end, stretch(from: now, wall: wall, civil))
            each(wall, next - now)
            now = next
        }
    }

    /// The end of the stretch that starts at `now` and lies in one hour of the clock on the wall. The clock may be put
    /// forward or back on the way; then the stretch ends there.
    private static func stretch(
        from now: Int64, wall: (day: Int32, second: Int32), _ civil: (Int64) -> (day: Int32, second: Int32)
    ) -> Int64 {
        let full = Int64(3600 - wall.second % 3600)
        let before = civil(now + full - 1)
        if before.day == wall.day, Int64(before.second) == Int64(wall.second) + full - 1 { return now + full }
        var low: Int64 = 1
        var high = full
        while high - low > 1 {
            let middle = (low + high) / 2
            let then = civil(now + middle - 1)
            if then.day == wall.day, Int64(then.second) == Int64(wall.second) + middle - 1 {
                low = middle
            } else {
                high = middle
            }
        }
        return now + low
    }

    private func hour(_ wall: (day: Int32, second: Int32)) -> Int {
        let weekday = ((Int(wall.day) + 3) % 7 + 7) % 7
        return weekday * 24 + min(23, max(0, Int(wall.second) / 3600))
    }
}
