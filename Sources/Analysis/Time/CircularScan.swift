import Foundation
public import HomewardCalendar
public import HomewardCore

/// Finds the hours that hold more than their share of the day most clearly, and tells whether that is chance.
///
/// 1. The day is cut into slots of ten minutes; a range counts in each slot by the part of it that lies there.
/// 2. Of all windows of whole slots, wherever on the clock they begin and up to ``longest`` long, the one is the peak in which the rate
///    rises above that of the rest of the day with the greatest likelihood ratio; of equals the shortest, then the earliest.
/// 3. If the clock did not matter every incident could as well have happened so many slots later. So each is turned by a
///    random number of slots, ``permutations`` times, and p = (k + 1) / (n + 1), where k is how often a window stands
///    out as clearly. It holds for all windows together.
/// 4. Where a bound says that p is less than any such count can show, the bound is p: the probability that one window rises to a
///    logarithm of the likelihood ratio of L is at most e^−L (Hoeffding), so that of any of the W windows is at most W e^−L.
///
/// Violence has a rhythm in every town, so a small p is no surprise; the hours are what to look at, and how long they are.
///
/// Sources: M. Kulldorff (1997), "A spatial scan statistic", Communications in Statistics 26(6), 1481–1496, on a clock;
/// W. Hoeffding (1963), "Probability inequalities for sums of bounded random variables", Journal of the American Statistical
/// Association 58, 13–30, theorem 1.
public struct CircularScan: Configurable, Equatable {
    /// The longest window, hours.
    public var longest = 12
    /// How often the times are turned.
    public var permutations = 999
    /// The seed of the turns.
    public var seed: UInt64 = 1

    /// The standard method.
    public init() {}

    /// The parameters but the seed, which a plan states once.
    public static let settings: [Setting<Self>] = [
        .whole(
            "peaks.longest_h", \.longest, in: 1...23, unit: "h",
            "the longest window that can be the peak of the day"),
        .whole(
            "peaks.permutations", \.permutations, in: 99...99_999, unit: "permutations",
            "how often times are turned round the clock to test the peak of the day"),
    ]

    /// The peak of the day.
    ///
    /// O(permutations × (incidents + windows)); O(incidents + windows) where the bound tells. The same for any number of
    /// threads and any order of incidents.
    ///
    /// - Returns: Nil where no incident has a time of day or none stands out, as where each may have happened at any hour.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func peak(of times: DayTimes) throws(SettingError) -> DayPeak? {
        try check()
        let lengths = longest * 6
        let slotted = SlottedTimes(times)
        let total = Double(times.placed)
        guard times.placed > 0, let best = SlotWindow.best(of: slotted.slots, total: total, longest: lengths) else {
            return nil
        }
        let bound = Double(SlottedTimes.slots * lengths) * exp(-best.score)
        let isBound = bound < 1 / Double(permutations + 1)
        let p: Double
        if isBound {
            p = bound
        } else {
            let seed = seed
            let beaten = Parallel.map(permutations) { replicate in
                var generator = SeededGenerator(seed: seed, stream: UInt64(replicate))
                let turned = slotted.turned(&generator)
                // What differs by rounding alone is as much.
                return SlotWindow.highest(of: turned, total: total, longest: lengths) >= best.score - 1e-9
            }
            p = Double(beaten.count { $0 } + 1) / Double(permutations + 1)
        }
        let end = (best.start + best.length) * 10
        guard let window = HourWindow(start: best.start * 10, end: end > 1440 ? end - 1440 : end) else { return nil }
        let share = Double(best.length) / Double(SlottedTimes.slots)
        let outside = (total - best.inside) / (1 - share)
        return DayPeak(
            window: window, incidents: best.inside, placed: times.placed,
            ratio: outside > 1e-9 * total ? best.inside / share / outside : nil, score: best.score, p: p,
            isBound: isBound)
    }
}

/// The hours that stand out of the day.
public struct DayPeak: Sendable, Equatable {
    /// The hours.
    public var window: HourWindow
    /// Incidents in them; ranges count by the part that lies there.
    public var incidents: Double
    /// Incidents on the clock.
    public var placed: Int
    /// The rate in the hours by that of the rest of the day; nil where the rest holds none.
    public var ratio: Double?
    /// The logarithm of the likelihood ratio.
    public var score: Double
    /// The probability that some window stands out as clearly if the clock does not matter.
    public var p: Double
    /// Whether ``p`` is a bound, which the truth lies below.
    public var isBound: Bool

    /// A peak from its parts.
    public init(
        window: HourWindow, incidents: Double, placed: Int, ratio: Double?, score: Double, p: Double, isBound: Bool
    ) {
        self.window = window
        self.incidents = incidents
        self.placed = placed
        self.ratio = ratio
        self.score = score
        self.p = p
        self.isBound = isBound
    }
}

/// Times of day in slots of ten minutes.
struct SlottedTimes: Sendable {
    static let slots = 144
    private static let slotSeconds = 600

    /// The incidents of each slot; ranges by the part of them that lies there.
    let slots: [Double]
    /// Incidents of one moment, which lie in one slot each.
    private let moments: Int
    /// The other incidents, each as the steps of what it holds in slot after slot, from its first on.
    private let ranges: [[Step]]
    /// What every slot holds of ranges that go round the clock.
    private let everywhere: Double

    /// From which slot on an incident holds how much more in each than in the one before.
    private struct Step {
        var slot: Int
        var rise: Double
    }

    init(_ times: DayTimes) {
        var slots = [Double](repeating: 0, count: SlottedTimes.slots)
        for moment in times.moments { slots[moment.second / SlottedTimes.slotSeconds] += Double(moment.count) }
        moments = times.moments.reduce(0) { $0 + $1.count }
        var everywhere = 0.0
        var steps: [[Step]] = []
        for range in times.ranges {
            let whole = Double(range.reduce(0) { $0 + $1.length })
            var own: [Step] = []
            for stretch in range {
                let rounds = stretch.length / 86_400
                everywhere += Double(rounds) * Double(SlottedTimes.slotSeconds) / whole
                let rest = stretch.length % 86_400
                if rest > 0 { own += SlottedTimes.steps(from: stretch.second, length: rest, whole: whole) }
            }
            if !own.isEmpty { steps.append(own) }
        }
        self.everywhere = everywhere
        ranges = steps
        var rises = SlottedTimes.level
        for step in steps.joined() { rises[step.slot] += step.rise }
        SlottedTimes.add(rises, everywhere, to: &slots)
        self.slots = slots
    }

    /// A stretch that begins at `second` and is less than a day long, as a rise into its first slot and so on to its end.
    private static func steps(from second: Int, length: Int, whole: Double) -> [Step] {
        let (first, last) = (second / slotSeconds, (second + length - 1) / slotSeconds)
        guard last > first else {
            let part = Double(length) / whole
            return [Step(slot: first, rise: part), Step(slot: first + 1, rise: -part)]
        }
        let full = Double(slotSeconds) / whole
        let head = Double((first + 1) * slotSeconds - second) / whole
        let tail = Double(second + length - last * slotSeconds) / whole
        return [
            Step(slot: first, rise: head), Step(slot: first + 1, rise: full - head),
            Step(slot: last, rise: tail - full),
            Step(slot: last + 1, rise: -tail),
        ]
    }

    /// No rise: one that begins in a day and is less than another long, turned by less than a third, ends within three.
    private static let level = [Double](repeating: 0, count: 3 * slots + 1)

    /// Adds what rises come to, slot by slot of one day.
    private static func add(_ rises: [Double], _ everywhere: Double, to slots: inout [Double]) {
        var level = 0.0
        for slot in rises.indices {
            level += rises[slot]
            slots[slot % SlottedTimes.slots] += level
        }
        for slot in slots.indices { slots[slot] += everywhere }
    }

    /// The slots where each incident happened a random number of slots later. O(incidents).
    func turned(_ generator: inout SeededGenerator) -> [Double] {
        var counts = [Int32](repeating: 0, count: SlottedTimes.slots)
        counts.withUnsafeMutableBufferPointer { counts in
            for _ in 0..<moments { counts[generator.below(SlottedTimes.slots)] += 1 }
        }
        var slots = counts.map(Double.init)
        guard !ranges.isEmpty || everywhere > 0 else { return slots }
        var rises = SlottedTimes.level
        for range in ranges {
            let turn = generator.below(SlottedTimes.slots)
            for step in range { rises[step.slot + turn] += step.rise }
        }
        SlottedTimes.add(rises, everywhere, to: &slots)
        return slots
    }
}

/// The window of slots that stands out most.
private struct SlotWindow {
    var start: Int
    var length: Int
    var inside: Double
    var score: Double

    /// The best window; nil where none holds more than its share.
    static func best(of slots: [Double], total: Double, longest: Int) -> SlotWindow? {
        let sums = sums(slots)
        var best: SlotWindow?
        for length in 1...longest {
            let share = Double(length) / Double(slots.count)
            for start in slots.indices {
                let inside = sums[start + length] - sums[start]
                let score = score(inside, of: total, share: share)
                if score > (best?.score ?? 0) + 1e-9 {
                    best = SlotWindow(start: start, length: length, inside: inside, score: score)
                }
            }
        }
        return best
    }

    /// The score of the best window alone. Of windows of one length the fullest is best. O(windows), one logarithm a length.
    static func highest(of slots: [Double], total: Double, longest: Int) -> Double {
        let sums = sums(slots)
        var highest = 0.0
        sums.withUnsafeBufferPointer { sums in
            for length in 1...longest {
                var most = 0.0
                for start in 0..<slots.count { most = max(most, sums[start + length] - sums[start]) }
                highest = max(highest, score(most, of: total, share: Double(length) / Double(slots.count)))
            }
        }
        return highest
    }

    /// The sums before each slot of two days in a row.
    private static func sums(_ slots: [Double]) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(2 * slots.count + 1)
        var sum = 0.0
        for slot in 0..<2 * slots.count {
            sum += slots[slot % slots.count]
            sums.append(sum)
        }
        return sums
    }

    /// The logarithm of the likelihood ratio of one rate inside and another outside; 0 where the inside is not higher.
    private static func score(_ inside: Double, of total: Double, share: Double) -> Double {
        guard inside > total * share else { return 0 }
        let outside = total - inside
        let rest = outside > 0 ? outside * log(outside / (total * (1 - share))) : 0
        return inside * log(inside / (total * share)) + rest
    }
}
