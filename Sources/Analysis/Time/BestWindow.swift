import Foundation
import HomewardCalendar
import HomewardIncidents

/// Finds the hours on school days in which incidents exceed the usual course of the afternoon most.
///
/// 1. The usual course is that of all incidents on days that are no school days, whatever their area, smoothed over an
///    hour, with a few incidents spread evenly added so that it is nowhere nought.
/// 2. The afternoon runs from two hours before the tested window to two hours after it.
/// 3. Of all stretches of whole ten-minute slots, 30 minutes or longer, that start no more than an hour before the tested
///    window, end no more than an hour after it and overlap it, the one is best in which the rate rises above the rest of
///    the afternoon with the greatest likelihood ratio; of equals the shortest, then the earliest.
///
/// Source: M. Kulldorff (1997), "A spatial scan statistic", Communications in Statistics 26(6), 1481–1496, on one
/// dimension. How often both ends lie within 20 minutes of a planted window is measured in the tests.
struct BestWindow {
    /// Fewer incidents than this in the afternoon tell nothing.
    static let fewest = 10

    private let window: HourWindow
    /// The first slot of the afternoon, and how many there are.
    private let first: Int
    private let count: Int
    /// The expected share of the afternoon's slots.
    let course: [Double]

    /// - Parameters:
    ///   - window: The tested window.
    ///   - background: The minutes of the day of the incidents on days that are no school days.
    init(window: HourWindow, background: [Int]) {
        self.window = window
        let slots = ClockProfile.slots
        let count = min(slots, (window.start % 10 + window.minutes + 9) / 10 + 24)
        let first = (window.start / 10 - 12 + slots) % slots
        self.count = count
        self.first = first
        var daily = [Double](repeating: 0, count: slots)
        for minute in background { daily[minute / 10] += 1 }
        let weights = (-6...6).map { step in (1 - Double(step * step) / 49) }
        var course = [Double](repeating: 0, count: count)
        for slot in 0..<count {
            for (index, weight) in weights.enumerated() {
                course[slot] += weight * daily[(first + slot + index - 6 + slots) % slots]
            }
        }
        let total = weights.reduce(0, +)
        let smooth = course.map { $0 / total + 30 / Double(count) }
        let sum = smooth.reduce(0, +)
        self.course = smooth.map { $0 / sum }
    }

    /// The best hours for incidents at these minutes of school days, or nil where they are too few or nowhere exceed.
    func window(of minutes: [Int]) -> HourWindow? {
        let slots = ClockProfile.slots
        var before = [0]
        var expectedBefore = [0.0]
        var own = [Int](repeating: 0, count: slots)
        for minute in minutes { own[minute / 10] += 1 }
        for slot in 0..<count {
            before.append(before[slot] + own[(first + slot) % slots])
            expectedBefore.append(expectedBefore[slot] + course[slot])
        }
        let total = before[count]
        guard total >= BestWindow.fewest else { return nil }
        var best: (score: Double, start: Int, length: Int)?
        for length in stride(from: 3, through: max(3, count - 12), by: 1) {
            for start in stride(from: 6, through: count - 6 - length, by: 1) {
                guard start < count - 12, start + length > 12 else { continue }
                let inside = Double(before[start + length] - before[start])
                let share = expectedBefore[start + length] - expectedBefore[start]
                let score = BestWindow.score(inside, of: Double(total), share: share)
                if score > (best?.score ?? 0) + 1e-9 { best = (score, start, length) }
            }
        }
        guard let best else { return nil }
        let start = (first + best.start) % slots * 10
        let end = start + best.length * 10
        return HourWindow(start: start, end: end > 1440 ? end - 1440 : end)
    }

    /// The incidents of the afternoon inside hours and outside them, and the share of the afternoon's usual course that lies inside.
    func parts(of minutes: [Int], in hours: HourWindow) -> (inside: Int, outside: Int, share: Double) {
        let slots = ClockProfile.slots
        let inside = (0..<count).map { hours.contains(minute: (first + $0) % slots * 10) }
        var (within, without) = (0, 0)
        for minute in minutes {
            let slot = (minute / 10 - first + slots) % slots
            guard slot < count else { continue }
            if inside[slot] { within += 1 } else { without += 1 }
        }
        return (within, without, zip(inside, course).reduce(0) { $0 + ($1.0 ? $1.1 : 0) })
    }

    /// The logarithm of the likelihood ratio of one rate inside and another outside; 0 where the inside is not higher.
    private static func score(_ inside: Double, of total: Double, share: Double) -> Double {
        guard inside > total * share, share > 0, share < 1 else { return 0 }
        let outside = total - inside
        let rest = outside > 0 ? outside * log(outside / (total * (1 - share))) : 0
        return inside * log(inside / (total * share)) + rest
    }
}
