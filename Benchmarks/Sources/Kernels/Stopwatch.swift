import Foundation

/// What a piece of work took.
public struct Spent: Codable, Sendable {
    /// By the clock, seconds.
    public var wall: Double
    /// Of the processor, all threads together, seconds.
    public var processor: Double

    /// Does the work and says what it took, and what came of it.
    public static func measuring<Result>(_ work: () throws -> Result) rethrows -> (spent: Spent, result: Result) {
        let clock = ContinuousClock()
        let (start, before) = (clock.now, processorSeconds())
        let result = try work()
        let wall = (clock.now - start) / .seconds(1)
        return (Spent(wall: wall, processor: processorSeconds() - before), result)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A kernel on one size, measured some times.
public struct Timing: Codable, Sendable {
    /// The kernel's name.
    public var kernel: String
    /// What it does.
    public var title: String
    /// The rows of the file.
    public var rows: Int
    /// How many times it was measured.
    public var runs: Int
    /// Medians.
    public var median: Spent
    /// What it found.
    public var answer: Int
    /// The slope from the size before to this one; nil at the first.
    public var exponent: Double?
    /// Why the slope may be steep; nil where it must not.
    public var reason: String?

    /// Whether the slope is steeper than it may be and no reason is known.
    public var isFlagged: Bool { reason == nil && (exponent ?? 0) > Growth.limit }

    /// Measures a kernel on ascending sizes, each once without counting and then five times, eleven times where one run takes less
    /// than a fifth of a second; where it takes more than thirty seconds once, where more than ten three times, the first among them.
    /// `Benchmarks/tools/measure.py` has the same rule.
    public static func measure(
        _ kernel: Kernel, rows sizes: [Int], folder: String, each: (Timing) -> Void
    ) throws -> [Timing] {
        var timings: [Timing] = []
        for rows in sizes {
            let work = try kernel.prepare(TownFile(rows: rows, in: folder))
            let (first, answer) = try Spent.measuring(work)
            var spent = first.wall > 10 ? [first] : []
            let runs = first.wall > 30 ? 1 : first.wall > 10 ? 3 : first.wall > 0.2 ? 5 : 11
            while spent.count < runs { spent.append(try Spent.measuring(work).spent) }
            let median = Spent(
                wall: Growth.median(spent.map(\.wall)) ?? 0, processor: Growth.median(spent.map(\.processor)) ?? 0)
            let known = (timings.map { ($0.rows, $0.median.processor) } + [(rows, median.processor)])
            let timing = Timing(
                kernel: kernel.name, title: kernel.title, rows: rows, runs: runs, median: median, answer: answer,
                exponent: Growth.exponent(known.map { (rows: $0.0, seconds: $0.1) }), reason: kernel.reason)
            timings.append(timing)
            each(timing)
        }
        return timings
    }
}
