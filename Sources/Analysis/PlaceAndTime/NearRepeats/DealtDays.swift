import HomewardCore

/// How many near pairs lie how many days apart when the days are dealt anew among the places, for many deals at once.
///
/// A deal moves no place, so the same pairs are near in each. The days of 128 deals stand side by side for each place: two rows
/// of numbers are subtracted, and the differences compared with each limit, many at a time.
struct DealtDays {
    /// Deals whose days stand side by side.
    static let width = 128
    /// The most bytes of dealt days, and of counts, that are kept at once, unless one block of ``width`` deals takes more.
    private static let mostBytes = 64 << 20
    /// Into how many shares the pairs are put, each of which has counts of its own.
    private static let shares = 16

    let pairs: NearPairs
    /// The day of each place, from 0 to ``DayAxis/most``, in the order of the cells.
    let days: [Int16]
    /// The upper limits of the bands of days, ascending.
    let limits: [Int16]
    let seed: UInt64

    /// How many deals are counted together.
    var together: Int {
        let days = max(1, days.count) * MemoryLayout<Int16>.stride
        let counts = DealtDays.shares * pairs.bands * limits.count * MemoryLayout<Int>.stride
        return DealtDays.width * max(1, min(8, DealtDays.mostBytes / (DealtDays.width * max(days, counts))))
    }

    /// For each of some deals, for each band of distance and each band of days: how many pairs lie in both.
    ///
    /// - Parameters:
    ///   - deals: Streams of the seed, at most ``together``.
    ///   - weights: What else is summed up over the places of each deal.
    /// - Returns: The counts, and the sums of the weights, deal by deal, by distance and then by days.
    /// - Complexity: O(near pairs × deals × bands of days), some 0.2 ns for a pair and a deal with six bands.
    func counts(_ deals: Range<Int>, weighing weights: DayWeights) -> (pairs: [Int], weights: [Int]) {
        let width = DealtDays.width
        let blocks = (deals.count + width - 1) / width
        let dealt = Parallel.map(blocks) { block -> (days: [Int16], weights: [Int]) in
            deal(
                deals.lowerBound + block * width..<min(deals.upperBound, deals.lowerBound + (block + 1) * width),
                weights)
        }
        // Every share has stretches from everywhere, so that a place where very many are does not keep one thread alone busy.
        let stretches = pairs.stretches(of: 64)
        let sums = Parallel.map(DealtDays.shares) { share -> [Int] in
            var tally = PairTally(bands: pairs.bands, limits: limits, blocks: dealt.map(\.days))
            for number in stride(from: share, to: stretches.count, by: DealtDays.shares) {
                pairs.forEach(of: stretches[number], twice: false) { place, other, band in
                    tally.add(place, other, band)
                }
            }
            return tally.finished()
        }
        let cells = pairs.bands * limits.count
        var counts = [Int](repeating: 0, count: blocks * width * cells)
        for sum in sums { for index in sum.indices { counts[index] += sum[index] } }
        // From block, band, limit, deal and "at most so many days" to deal, band and days.
        var result = [Int](repeating: 0, count: deals.count * cells)
        for deal in 0..<deals.count {
            for band in 0..<pairs.bands {
                var before = 0
                for limit in limits.indices {
                    let upTo = counts[
                        ((deal / width * pairs.bands + band) * limits.count + limit) * width + deal % width]
                    result[deal * cells + band * limits.count + limit] = upTo - before
                    before = upTo
                }
            }
        }
        return (result, dealt.flatMap(\.weights))
    }

    /// The days of up to 128 deals side by side for each place, and the weights of each deal.
    private func deal(_ streams: Range<Int>, _ weights: DayWeights) -> (days: [Int16], weights: [Int]) {
        let width = DealtDays.width
        var rows = [Int16](repeating: 0, count: days.count * width)
        var sums: [Int] = []
        for (lane, stream) in streams.enumerated() {
            // Each deal starts from the true days, so that it depends on its own stream alone.
            var dealt = days
            var generator = SeededGenerator(seed: seed, stream: UInt64(stream))
            dealt.withUnsafeMutableBufferPointer { dealt in
                for i in stride(from: dealt.count - 1, to: 0, by: -1) { dealt.swapAt(i, generator.below(i + 1)) }
                rows.withUnsafeMutableBufferPointer { rows in
                    for place in dealt.indices { rows[place * width + lane] = dealt[place] }
                }
            }
            sums += weights.sums(dealt)
        }
        return (rows, sums)
    }
}

/// Counts the pairs of one share.
private struct PairTally {
    /// Two places.
    private struct Pair {
        var first: Int32
        var second: Int32
    }

    /// Pairs of a band that are counted together; so many fit into the small numbers that count them.
    private static let held = 1024
    /// Pairs whose differences are compared together, which saves reading the counts.
    private static let abreast = 4

    private let limits: [Int16]
    private let blocks: [[Int16]]
    /// Pairs that are not counted yet, ``held`` for each band.
    private var waiting: [Pair]
    private var waits: [Int]
    /// For each block, band and limit the deals side by side.
    private var sums: [Int]

    init(bands: Int, limits: [Int16], blocks: [[Int16]]) {
        self.limits = limits
        self.blocks = blocks
        waiting = [Pair](repeating: Pair(first: 0, second: 0), count: bands * PairTally.held)
        waits = [Int](repeating: 0, count: bands)
        sums = [Int](repeating: 0, count: blocks.count * bands * limits.count * DealtDays.width)
    }

    @inline(__always)
    mutating func add(_ first: Int, _ second: Int, _ band: Int) {
        let number = waits[band]
        waiting[band * PairTally.held + number] = Pair(
            first: Int32(truncatingIfNeeded: first), second: Int32(truncatingIfNeeded: second))
        waits[band] = number + 1
        if number + 1 == PairTally.held { count(band) }
    }

    /// The counts, when all pairs have been added.
    mutating func finished() -> [Int] {
        for band in waits.indices { count(band) }
        return sums
    }

    /// Counts the pairs of a band that wait.
    private mutating func count(_ band: Int) {
        let number = waits[band]
        waits[band] = 0
        guard number > 0 else { return }
        let width = DealtDays.width
        let length = limits.count * width
        withUnsafeTemporaryAllocation(of: Int16.self, capacity: length + PairTally.abreast * width) { memory in
            guard let counts = memory.baseAddress else { return }
            for block in blocks.indices {
                counts.initialize(repeating: 0, count: length)
                blocks[block].withUnsafeBufferPointer { rows in
                    waiting.withUnsafeBufferPointer { waiting in
                        guard let rows = rows.baseAddress, let waiting = waiting.baseAddress else { return }
                        count(waiting + band * PairTally.held, number, rows, into: counts, apart: counts + length)
                    }
                }
                let base = (block * waits.count + band) * length
                for index in 0..<length { sums[base + index] &+= Int(counts[index]) }
            }
        }
    }

    /// Counts pairs in one block of deals.
    ///
    /// - Parameters:
    ///   - counts: For each limit and deal how many pairs are at most so many days apart.
    ///   - apart: Memory for the differences of ``abreast`` pairs.
    private func count(
        _ pairs: UnsafePointer<Pair>, _ number: Int, _ rows: UnsafePointer<Int16>,
        into counts: UnsafeMutablePointer<Int16>, apart: UnsafeMutablePointer<Int16>
    ) {
        let width = DealtDays.width
        var next = 0
        while next < number {
            for step in 0..<PairTally.abreast {
                let own = apart + step * width
                // Behind the last pair come some that are further apart than any limit.
                guard next + step < number else {
                    own.initialize(repeating: Int16.max, count: width)
                    continue
                }
                let pair = pairs[next + step]
                PairTally.differ(rows + Int(pair.first) * width, rows + Int(pair.second) * width, own)
            }
            for (index, limit) in limits.enumerated() {
                PairTally.compare(apart, with: limit, into: counts + index * width)
            }
            next += PairTally.abreast
        }
    }

    /// How many days two places are apart in each deal.
    @inline(__always)
    private static func differ(
        _ a: UnsafePointer<Int16>, _ b: UnsafePointer<Int16>, _ apart: UnsafeMutablePointer<Int16>
    ) {
        for deal in 0..<DealtDays.width {
            let difference = a[deal] &- b[deal]
            apart[deal] = max(difference, 0 &- difference)
        }
    }

    /// Adds the pairs that are at most so many days apart to each deal's count.
    @inline(__always)
    private static func compare(
        _ first: UnsafePointer<Int16>, with limit: Int16, into counts: UnsafeMutablePointer<Int16>
    ) {
        let second = first + DealtDays.width
        let third = second + DealtDays.width
        let fourth = third + DealtDays.width
        for deal in 0..<DealtDays.width {
            let one: Int16 = first[deal] <= limit ? 1 : 0
            let two: Int16 = second[deal] <= limit ? 1 : 0
            let three: Int16 = third[deal] <= limit ? 1 : 0
            let four: Int16 = fourth[deal] <= limit ? 1 : 0
            counts[deal] = counts[deal] &+ ((one &+ two) &+ (three &+ four))
        }
    }
}

/// What each incident's own number of neighbours in place and in time comes to, deal by deal.
struct DayWeights: Sendable {
    /// For each place and band of distance how many are near it.
    let near: [Int32]
    /// For each day and band of days how many incidents lie so far from it.
    let timely: [Int32]
    let bands: Int
    let limits: Int

    /// Σ near × timely over the places, for each band of distance and of days. O(places × bands + days × cells).
    func sums(_ days: [Int16]) -> [Int] {
        let span = timely.count / max(1, limits)
        var byDay = [Int](repeating: 0, count: span * bands)
        near.withUnsafeBufferPointer { near in
            byDay.withUnsafeMutableBufferPointer { byDay in
                for (place, day) in days.enumerated() {
                    for band in 0..<bands { byDay[Int(day) * bands + band] &+= Int(near[place * bands + band]) }
                }
            }
        }
        var sums = [Int](repeating: 0, count: bands * limits)
        for day in 0..<span {
            for band in 0..<bands where byDay[day * bands + band] != 0 {
                for limit in 0..<limits {
                    sums[band * limits + limit] += byDay[day * bands + band] * Int(timely[day * limits + limit])
                }
            }
        }
        return sums
    }
}
