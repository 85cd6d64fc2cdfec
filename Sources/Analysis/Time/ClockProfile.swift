import Foundation
import HomewardCalendar
import HomewardIncidents

/// How a set of incidents is spread over the ten-minute slots of the day.
struct ClockProfile: Sendable {
    /// Ten-minute slots of a day.
    static let slots = 144

    /// Incidents before each slot of two days in a row, so that arcs over midnight are one subtraction.
    private let before: [Int]

    /// O(n).
    init(_ minutes: some Sequence<Int>) {
        var slots = [Int](repeating: 0, count: ClockProfile.slots)
        for minute in minutes { slots[minute / 10] += 1 }
        var before = [0]
        for slot in 0..<2 * ClockProfile.slots { before.append(before[slot] + slots[slot % ClockProfile.slots]) }
        self.before = before
    }

    /// All incidents.
    var total: Int { before[ClockProfile.slots] }

    /// The incidents in `length` slots from `start` on, `start` below 144.
    func count(from start: Int, length: Int) -> Int { before[start + length] - before[start] }

    /// The share of all incidents that lies in a window whose ends are whole slots.
    func share(of window: HourWindow) -> Double {
        guard total > 0 else { return 0 }
        return Double(count(from: window.start / 10, length: window.minutes / 10)) / Double(total)
    }

    /// The arc within `arc` in which incidents exceed their share by this profile most, by the Poisson likelihood ratio;
    /// of equals the shortest, then the earliest. It holds at least `minimum` of them; nil where none does. O(slots²).
    func bestWindow(_ minutes: [Int], within arc: ClockArc, minimum: Int) -> HourWindow? {
        let own = ClockProfile(minutes)
        guard total > 0 else { return nil }
        let first = arc.start / 10
        let span = min(ClockProfile.slots, (arc.start + arc.length + 9) / 10 - first)
        var best: (score: Double, start: Int, length: Int)?
        for length in stride(from: 1, through: span, by: 1) {
            for offset in 0...(span - length) {
                let start = (first + offset) % ClockProfile.slots
                let count = own.count(from: start, length: length)
                guard count >= minimum else { continue }
                let share = Double(self.count(from: start, length: length)) / Double(total)
                let score = PoissonExcess.score(Double(count), expected: share * Double(own.total))
                if score > best?.score ?? -1 { best = (score, start, length) }
            }
        }
        guard let best else { return nil }
        let end = (best.start + best.length) * 10
        if best.length == ClockProfile.slots { return HourWindow(start: 0, end: 1440) }
        return HourWindow(start: best.start * 10, end: end > 1440 ? end - 1440 : end)
    }
}

/// How much a count exceeds what was expected.
enum PoissonExcess {
    /// The logarithm of the Poisson likelihood ratio, n ln(n/μ) − (n − μ); 0 where the count does not exceed.
    static func score(_ count: Double, expected: Double) -> Double {
        guard count > expected, expected > 0 else { return 0 }
        return count * log(count / expected) - (count - expected)
    }
}

/// How many of a set of incidents lie within some minutes of a minute, on a clock without midnight.
struct ClockCounts: Sendable {
    private let before: [Int]

    /// O(n).
    init(_ minutes: [Int]) {
        var counts = [Int](repeating: 0, count: 1440)
        for minute in minutes { counts[minute] += 1 }
        var before = [0]
        for minute in 0..<3 * 1440 { before.append(before[minute] + counts[minute % 1440]) }
        self.before = before
    }

    /// The incidents from `reach` minutes before `minute` to as many after, both included; `reach` below 720. O(1).
    func within(_ reach: Int, of minute: Int) -> Int {
        before[minute + 1440 + reach + 1] - before[minute + 1440 - reach]
    }
}

/// A stretch of the clock that may run over midnight.
struct ClockArc: Sendable, Equatable {
    /// The first minute, 0 ..< 1440.
    var start: Int
    /// The number of minutes, at most 1440.
    var length: Int

    init(start: Int, length: Int) {
        self.start = start
        self.length = length
    }

    /// The shortest arc that holds all minutes; of equals the earliest. O(n log n).
    init(holding minutes: [Int]) {
        let sorted = minutes.sorted()
        guard let first = sorted.first, let last = sorted.last else {
            self.init(start: 0, length: 0)
            return
        }
        var widest = (gap: first + 1440 - last, start: first)
        for (a, b) in zip(sorted, sorted.dropFirst()) where b - a > widest.gap { widest = (b - a, b) }
        self.init(start: widest.start, length: 1440 - widest.gap + 1)
    }

    /// The arc with `minutes` more at both ends, the whole clock at most.
    func grown(by minutes: Int) -> ClockArc {
        let longer = length + 2 * minutes
        if longer >= 1440 { return ClockArc(start: 0, length: 1440) }
        return ClockArc(start: (start - minutes + 1440) % 1440, length: longer)
    }
}
