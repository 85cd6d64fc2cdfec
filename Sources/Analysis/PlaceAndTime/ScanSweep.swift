import HomewardCore

/// A cylinder, circle by window, and how strong it is.
struct ScanCylinder: Equatable {
    /// The logarithm of the likelihood ratio.
    var strength = 0.0
    /// The incidents in its circle.
    var size = 0
    /// The first and the last piece of its window.
    var start = 0
    var end = 0
    /// The incidents in it.
    var count = 0
}

/// The pieces of time of some deals, incident by incident, so that what one circle needs of all deals lies close together.
struct ScanDeals {
    /// How many deals there are.
    let count: Int
    /// For each incident its piece of time in each deal.
    let bins: [UInt16]

    /// The times as they are.
    init(_ bins: [UInt16]) {
        count = 1
        self.bins = bins
    }

    /// Deals the times at random, each by a stream of the seed of its own.
    init(of bins: [UInt16], seed: UInt64, streams: Range<Int>) {
        count = streams.count
        var all = [UInt16](repeating: 0, count: bins.count * streams.count)
        for (deal, stream) in streams.enumerated() {
            var generator = SeededGenerator(seed: seed, stream: UInt64(stream))
            var dealt = bins
            generator.shuffle(&dealt)
            for (incident, bin) in dealt.enumerated() { all[incident * streams.count + deal] = bin }
        }
        self.bins = all
    }
}

/// Looks for the strongest cylinder round a place, circle after circle, in memory that is used again.
///
/// When a circle takes in an incident, only windows that hold it can have become stronger. Each incident is counted in the stretches of
/// the net that it lies in; where none has as many as a window of its level would need, no window is looked at, and that is nearly
/// always. O(incidents in the largest circle × levels of the net), and for each time that a stretch has as many O(incidents within the
/// longest window before × those behind).
final class ScanSweep {
    private let windows: ScanWindows
    private let ratio: ScanRatio
    private let net: ScanNet
    private let levels: Int
    private let slots: [UInt32]
    /// Incidents in each stretch of the net.
    private let counters: UnsafeMutableBufferPointer<UInt16>
    /// Incidents in each piece of time.
    private let held: UnsafeMutableBufferPointer<UInt16>
    /// The pieces behind one that hold incidents, with these and all between counted.
    private let ends: UnsafeMutableBufferPointer<(bin: Int, count: Int)>
    /// A word with a one in none, one, … all of its lanes.
    private let ones: UnsafeMutableBufferPointer<UInt64>

    init(_ windows: ScanWindows, _ net: ScanNet, _ ratio: ScanRatio) {
        self.windows = windows
        self.ratio = ratio
        self.net = net
        levels = net.least.count
        slots = net.slots
        counters = .allocate(capacity: net.counters + ScanNet.lanes)
        counters.initialize(repeating: 0)
        held = .allocate(capacity: windows.laidOut)
        held.initialize(repeating: 0)
        ends = .allocate(capacity: windows.longest + 1)
        ends.initialize(repeating: (0, 0))
        ones = .allocate(capacity: ScanNet.lanes + 1)
        for lanes in 0...ScanNet.lanes {
            (ones.baseAddress.map { $0 + lanes })?.initialize(
                to: lanes == 0 ? 0 : 0x0001_0001_0001_0001 >> UInt64(64 - 16 * lanes))
        }
    }

    deinit {
        counters.deallocate()
        held.deallocate()
        ends.deallocate()
        ones.deallocate()
    }

    /// The strongest cylinder of some circles, or `best` where none is stronger. Of equals the smaller circle, then the earlier window,
    /// then the shorter.
    ///
    /// - Parameters:
    ///   - circle: The circles.
    ///   - deals: The piece of time of each incident.
    ///   - deal: Which of the deals.
    ///   - limits: What a strength asks for that is not above that of `best`.
    ///   - best: What is to be beaten.
    func strongest(
        _ circle: ScanCircle, in deals: ScanDeals, _ deal: Int, _ limits: ScanLimits, above best: ScanCylinder
    ) -> ScanCylinder {
        var best = best
        let stride = deals.count
        // A piece that a window over midnight reaches on the next day stands there too.
        let echo = windows.laidOut - windows.bins
        let shift = windows.bins
        let first = windows.first
        circle.incidents.withUnsafeBufferPointer { incidents in
            circle.within.withUnsafeBufferPointer { within in
                deals.bins.withUnsafeBufferPointer { bins in
                    slots.withUnsafeBufferPointer { slots in
                        limits.bounds.withUnsafeBufferPointer { bounds in
                            for place in incidents.indices {
                                let bin = Int(bins[Int(incidents[place]) &* stride &+ deal])
                                guard bin >= first else { continue }
                                let size = Int(within[place])
                                var reached = count(bin, size, slots, bounds)
                                if bin < echo { reached |= count(bin + shift, size, slots, bounds) }
                                guard reached & 0x8000_8000_8000_8000 != 0 else { continue }
                                look(at: bin, size, limits, &best)
                                if bin < echo { look(at: bin + shift, size, limits, &best) }
                            }
                            forget(incidents, bins, stride, deal, slots)
                        }
                    }
                }
            }
        }
        return best
    }

    /// Counts an incident; the highest bit of a counter of the result tells that a stretch reaches the bound of its level.
    @inline(__always)
    private func count(
        _ bin: Int, _ size: Int, _ slots: UnsafeBufferPointer<UInt32>, _ bounds: UnsafeBufferPointer<UInt64>
    ) -> UInt64 {
        guard let counters = UnsafeMutableRawPointer(counters.baseAddress), let slots = slots.baseAddress,
            let bounds = bounds.baseAddress, let held = held.baseAddress, let ones = ones.baseAddress
        else { return 0 }
        held[bin] &+= 1
        var reached: UInt64 = 0
        var slot = slots + bin &* levels
        let last = slot + levels
        var bound = bounds + size &* levels
        while slot < last {
            let word = slot.pointee
            let counter = counters + Int(word >> 8) &* 2
            let count = counter.loadUnaligned(as: UInt64.self) &+ ones[Int(word & 255)]
            counter.storeBytes(of: count, as: UInt64.self)
            reached |= (count | 0x8000_8000_8000_8000) &- bound.pointee
            slot += 1
            bound += 1
        }
        return reached
    }

    /// Looks at the windows that hold a piece, of the levels of which a stretch reaches its bound.
    @inline(never)
    private func look(at bin: Int, _ size: Int, _ limits: ScanLimits, _ best: inout ScanCylinder) {
        guard let ends = ends.baseAddress, let held = held.baseAddress,
            let totals = totals(of: bin, size, limits)
        else { return }
        var known = 0
        var behind = 0
        let furthest = min(bin + windows.longest, windows.laidOut) - 1
        guard bin <= furthest else { return }
        for end in bin...furthest {
            if end > bin { behind += Int(held[end]) }
            guard windows.areOngoing ? end == windows.bins - 1 : end == bin || held[end] > 0 else { continue }
            ends[known] = (end, behind)
            known += 1
        }
        var ahead = 0
        // The further ahead a window begins, the nearer it ends.
        for start in stride(from: bin, through: max(0, bin - windows.longest + 1), by: -1) {
            ahead += Int(held[start])
            guard start < windows.bins, held[start] > 0 else { continue }
            for index in 0..<known where ends[index].bin - start < windows.longest {
                let total = windows.total(start, ends[index].bin)
                guard total >= totals.lowerBound else { continue }
                guard total <= totals.upperBound else { break }
                let count = ahead + ends[index].count
                let product = size * total
                guard product <= limits.products[count] else { continue }
                let strength = ratio.strength(count, product: product)
                guard strength >= best.strength else { continue }
                let found = ScanCylinder(
                    strength: strength, size: size, start: start, end: ends[index].bin, count: count)
                if strength > best.strength || (size, start, found.end) < (best.size, best.start, best.end) {
                    best = found
                }
            }
        }
    }

    /// How many incidents in all a window of a level holds of which a stretch with the piece reaches its bound; nil where none does.
    private func totals(of bin: Int, _ size: Int, _ limits: ScanLimits) -> ClosedRange<Int>? {
        var (first, last) = (-1, -1)
        for level in 0..<levels {
            let slot = slots[bin * levels + level]
            let bound = UInt16(limits.bounds[size * levels + level] & 0xffff)
            let stretches = Int(slot >> 8)..<Int(slot >> 8) + Int(slot & 255)
            guard counters[stretches].contains(where: { $0 >= bound }) else { continue }
            if first < 0 { first = level }
            last = level
        }
        guard first >= 0 else { return nil }
        return net.least[first]...(last + 1 < levels ? net.least[last + 1] - 1 : Int.max)
    }

    /// Sets all counts to 0, one by one where they are few.
    private func forget(
        _ incidents: UnsafeBufferPointer<Int32>, _ bins: UnsafeBufferPointer<UInt16>, _ stride: Int, _ deal: Int,
        _ slots: UnsafeBufferPointer<UInt32>
    ) {
        guard incidents.count * 16 < counters.count else {
            counters.update(repeating: 0)
            held.update(repeating: 0)
            return
        }
        for incident in incidents {
            let bin = Int(bins[Int(incident) * stride + deal])
            for bin in [bin, bin + windows.bins] where bin < windows.laidOut {
                held[bin] = 0
                for slot in slots[bin * levels..<(bin + 1) * levels] {
                    for lane in 0..<ScanNet.lanes { counters[Int(slot >> 8) + lane] = 0 }
                }
            }
        }
    }
}
