/// Stretches of time such that each window lies wholly in one that holds not many more incidents than itself.
///
/// Windows are sorted into levels by the number of all incidents in them, each level up to twice the one before; the stretches of a
/// level are so long that each of its windows lies in one, and so far apart that a piece of time lies in four at most. A circle can
/// hold a window with many incidents only if a stretch holds as many: what no stretch has need not be looked for in windows.
struct ScanNet: Sendable {
    /// The most stretches of a level that a piece of time lies in: as many counters of 16 bits as a word has.
    static let lanes = 4

    /// For each level the least number of all incidents in one of its windows.
    let least: [Int]
    /// For each piece of time and each level the first of the stretches that it lies in, by its counter, shifted by 8, and how many
    /// these are.
    let slots: [UInt32]
    /// How many counters there are, those behind each level's last among them.
    let counters: Int

    /// Lays the net. O(levels × pieces).
    init(_ windows: ScanWindows, largest: Int) {
        let starts = (0..<windows.bins).filter { windows.total($0, $0) > 0 && windows.ends(from: $0) != nil }
        let shortest = starts.map { max(1, windows.total($0, windows.ends(from: $0)?.lowerBound ?? $0)) }.min() ?? 1
        let longest = starts.map { windows.total($0, windows.ends(from: $0)?.upperBound ?? $0) }.max() ?? 1
        var (least, levels) = ([Int](), [Level]())
        var (from, counters) = (shortest, 0)
        while from <= longest {
            // As a count scatters by its root, levels need not be closer than that.
            let expected = Double(from) * Double(largest) / Double(windows.before[windows.bins])
            let most = min(longest, Int(Double(from) * (1 + 2 / (1.5 + expected).squareRoot())))
            let level = Level(windows, upTo: most, from: counters)
            counters += level.count + ScanNet.lanes
            least.append(from)
            levels.append(level)
            from = most + 1
        }
        self.least = least
        self.counters = counters
        slots = (0..<windows.laidOut).flatMap { bin in levels.map { $0.slots[bin] } }
    }

    /// The stretches of one level.
    private struct Level {
        let count: Int
        let slots: [UInt32]

        init(_ windows: ScanWindows, upTo most: Int, from counter: Int) {
            // The stretch of windows that begin in some pieces reaches to the last piece of any of them.
            let ends = Level.ends(windows, upTo: most)
            var step = most / (ScanNet.lanes - 1)
            while true {
                let stretches = Level.stretches(windows, ends, step: step)
                if let slots = Level.slots(stretches, laidOut: windows.laidOut, from: counter) {
                    (count, self.slots) = (stretches.count, slots)
                    return
                }
                step += max(1, step / 8)
            }
        }

        /// For each piece the last one of the longest window that begins there and holds no more than `most`; −1 where none does.
        private static func ends(_ windows: ScanWindows, upTo most: Int) -> [Int] {
            var last = 0
            return (0..<windows.bins).map { start in
                guard let allowed = windows.ends(from: start), windows.total(start, allowed.lowerBound) <= most else {
                    return -1
                }
                last = max(last, allowed.lowerBound)
                while last < allowed.upperBound, windows.total(start, last + 1) <= most { last += 1 }
                return last
            }
        }

        /// Stretches that hold all these windows; the windows of one begin in pieces with no more than `step` incidents in all.
        private static func stretches(_ windows: ScanWindows, _ ends: [Int], step: Int) -> [(start: Int, end: Int)] {
            var stretches: [(start: Int, end: Int)] = []
            var isOpen = false
            for start in 0..<windows.bins {
                guard ends[start] >= 0 else {
                    isOpen = false
                    continue
                }
                if isOpen, let last = stretches.last, windows.total(last.start, start) <= step {
                    stretches[stretches.count - 1].end = ends[start]
                } else {
                    stretches.append((start, ends[start]))
                    isOpen = true
                }
            }
            return stretches
        }

        /// The stretches that each piece lies in, which follow each other; nil where one lies in too many.
        private static func slots(
            _ stretches: [(start: Int, end: Int)], laidOut: Int, from counter: Int
        ) -> [UInt32]? {
            var (first, behind) = (0, 0)
            var slots: [UInt32] = []
            for bin in 0..<laidOut {
                while first < stretches.count, stretches[first].end < bin { first += 1 }
                while behind < stretches.count, stretches[behind].start <= bin { behind += 1 }
                guard behind - first <= ScanNet.lanes else { return nil }
                slots.append(UInt32(counter + first) << 8 | UInt32(max(0, behind - first)))
            }
            return slots
        }
    }
}

/// What counts a strength asks for.
struct ScanLimits {
    /// A bound that no counter reaches.
    static let none: UInt64 = 0x8000

    /// For each number of incidents in a window the product of circle and window up to which it may reach the strength.
    let products: [Int]
    /// For each number of incidents in a circle and each level the least count in a window that may reach it, once for each counter of
    /// a word.
    let bounds: [UInt64]

    /// O(largest circle × levels).
    ///
    /// - Parameters:
    ///   - strength: What is to be reached.
    ///   - minimum: The least number of incidents in a cylinder.
    ///   - largest: The most incidents in a circle, at most 32,767.
    init(reaching strength: Double, atLeast minimum: Int, _ ratio: ScanRatio, _ net: ScanNet, largest: Int) {
        products = (0...largest).map { $0 < max(1, minimum) ? -1 : ratio.greatestProduct($0, reaching: strength) }
        var counts = [Int](repeating: 0, count: net.least.count)
        var bounds = [UInt64](repeating: ScanLimits.none, count: net.least.count)
        for size in 1...max(1, largest) {
            for (level, least) in net.least.enumerated() {
                while counts[level] <= largest, products[counts[level]] < size * least { counts[level] += 1 }
                bounds.append(counts[level] <= largest ? UInt64(counts[level]) : ScanLimits.none)
            }
        }
        self.bounds = bounds.map { $0 &* 0x0001_0001_0001_0001 }
    }
}
