import HomewardCore

/// The strongest neighbourhoods of dealt hours compared with some strengths.
struct PlaceHourComparison: Sendable {
    let scan: PlaceHourScan
    /// The strengths that are compared with the deals', ascending.
    let strengths: [Double]
    /// Which bounds each neighbourhood has: those of its number of incidents.
    let boundOf: [Int32]
    /// The bounds where no neighbourhood holds more than half of what its numbers can, else empty. Sums may run over: their
    /// differences are true.
    private let small: [Bounds<UInt16>]
    /// The bounds elsewhere.
    private let large: [Bounds<UInt32>]

    /// The highest counts that do not reach a strength, for each number of incidents that neighbourhoods have: 48 for the windows, first
    /// those that start with an hour, 24 for the longer ones that the deals are looked through by.
    struct Bounds<Count: WindowCount>: Sendable {
        let strength: Double
        let windows: [Count]
        let longer: [Count]

        init(_ scan: PlaceHourScan, _ totals: [Int], reaching strength: Double) {
            self.strength = strength
            let windows = scan.bounds(totals, reaching: strength, none: Count.max / 2).map { $0 - 1 }
            longer = stride(from: 0, to: windows.count, by: 2).map { min(windows[$0], windows[$0 + 1]) }
            let bins = PlaceHourScan.bins
            self.windows = stride(from: 0, to: windows.count, by: bins).flatMap { first in
                (0..<bins).map { windows[first + PlaceHourDeal<Count>.bin(at: $0)] }
            }
        }
    }

    /// - Parameter strengths: The strengths that are compared with the deals', above 0.
    init(_ scan: PlaceHourScan, with strengths: [Double]) {
        self.scan = scan
        self.strengths = Set(strengths).sorted()
        let totals = Set(scan.totals).sorted()
        var known: [Int: Int32] = [:]
        for (number, total) in totals.enumerated() { known[total] = Int32(number) }
        boundOf = scan.totals.map { known[$0] ?? 0 }
        // The strongest of a deal is rarely above 20. By a strength that is one higher, a third as many neighbourhoods are looked at.
        var levels: [Double] = []
        for strength in self.strengths where levels.count < 32 {
            if levels.last.map({ strength >= $0 + max(0.5, $0 / 10) }) ?? true { levels.append(strength) }
        }
        let isSmall = (totals.last ?? 0) < Int(UInt16.max / 2)
        small = isSmall ? levels.map { Bounds(scan, totals, reaching: $0) } : []
        large = isSmall ? [] : levels.map { Bounds(scan, totals, reaching: $0) }
    }

    /// For each stream of a seed a strength that is at least as high as the same of the strengths as the strongest neighbourhood's is
    /// when the hours are dealt at random; it is no higher than that.
    ///
    /// A deal is O(incidents + occupied cells): windows that are half an hour longer, one for every two, are summed up cell by cell along
    /// the columns, so that a neighbourhood's counts are differences of such sums. Only where one of them reaches what the windows
    /// in it must reach are these counted, and a logarithm is taken only of counts that reach a bound known beforehand, which
    /// rises with what the deal has shown.
    ///
    /// - Parameter streams: The streams of the seed, one for each deal.
    func greatest(seed: UInt64, streams: [UInt64]) -> [Double] {
        guard !scan.totals.isEmpty, !strengths.isEmpty else { return streams.map { _ in 0 } }
        return small.isEmpty ? greatest(large, seed, streams) : greatest(small, seed, streams)
    }

    private func greatest<Count: WindowCount>(_ bounds: [Bounds<Count>], _ seed: UInt64, _ streams: [UInt64])
        -> [Double]
    {
        var deal = PlaceHourDeal(self, bounds)
        return streams.map { stream in
            var generator = SeededGenerator(seed: seed, stream: stream)
            deal.deal(&generator)
            return deal.strongest()
        }
    }
}

/// One dealing of the hours after another, in memory that is used again.
struct PlaceHourDeal<Count: WindowCount> {
    private static var bins: Int { PlaceHourScan.bins }

    private let scan: PlaceHourScan
    private let strengths: [Double]
    private let bounds: [PlaceHourComparison.Bounds<Count>]
    private let boundOf: [Int32]
    private var binOf: [UInt8]
    /// For each cell, and one after the last, the incidents of each half hour in all cells before it: first the half hours that
    /// begin with an hour, then the others. Sums may run over; differences are true.
    private var before: [Count]
    /// The same for the longer windows, a line each.
    private var longer: [Count]

    init(_ comparison: PlaceHourComparison, _ bounds: [PlaceHourComparison.Bounds<Count>]) {
        scan = comparison.scan
        strengths = comparison.strengths
        self.bounds = bounds
        boundOf = comparison.boundOf
        binOf = scan.binOf
        before = [Count](repeating: 0, count: (scan.cellCount + 1) * PlaceHourDeal.bins)
        longer = [Count](repeating: 0, count: (scan.cellCount + 1) * LongerWindows.line)
    }

    /// Deals the hours. Each deal depends on its own stream alone. O(incidents + cells).
    mutating func deal(_ generator: inout SeededGenerator) {
        scan.hours.draw(into: &binOf, &generator)
        let found = count()
        let scan = scan
        before.withUnsafeMutableBufferPointer { before in
            scan.hours.settle(&binOf, drawn: found, &generator) { place, from, to in
                // Those that lie in no neighbourhood are not counted by cell.
                guard let cell = scan.cell(of: place) else { return }
                let row = (cell + 1) * PlaceHourDeal.bins
                before[row + PlaceHourDeal.place(of: from)] &-= 1
                before[row + PlaceHourDeal.place(of: to)] &+= 1
            }
        }
        sumUp()
    }

    /// Takes the hours as they are. O(incidents + cells).
    mutating func takeTrueHours() {
        _ = count()
        sumUp()
    }

    /// Where the incidents of a half hour are counted.
    @inline(__always)
    private static func place(of bin: Int) -> Int { bin >> 1 &+ (bin & 1) &* LongerWindows.count }

    /// The half hour that is counted at a place.
    @inline(__always)
    static func bin(at place: Int) -> Int {
        place < LongerWindows.count ? 2 * place : 2 * (place - LongerWindows.count) + 1
    }

    /// Counts incidents by cell and half hour, each cell by itself; returns how many there are of each half hour. O(incidents + cells).
    private mutating func count() -> [Int] {
        let (scan, binOf) = (scan, binOf)
        var found = [UInt32](repeating: 0, count: PlaceHourDeal.bins)
        before.withUnsafeMutableBufferPointer { before in
            found.withUnsafeMutableBufferPointer { found in
                guard let before = before.baseAddress, let found = found.baseAddress else { return }
                for cell in 0..<scan.cellCount {
                    let row = before + (cell + 1) * PlaceHourDeal.bins
                    row.update(repeating: 0, count: PlaceHourDeal.bins)
                    PlaceHourDeal.count(scan.first[cell]..<scan.first[cell + 1], of: binOf, row)
                    for place in 0..<PlaceHourDeal.bins { found[place] &+= UInt32(truncatingIfNeeded: row[place]) }
                }
                PlaceHourDeal<UInt32>.count((scan.first.last ?? 0)..<binOf.count, of: binOf, found)
            }
        }
        return (0..<PlaceHourDeal.bins).map { Int(found[PlaceHourDeal.place(of: $0)]) }
    }

    /// Counts some incidents by half hour.
    @inline(__always)
    private static func count(_ places: Range<Int>, of binOf: [UInt8], _ row: UnsafeMutablePointer<Count>) {
        binOf.withUnsafeBufferPointer { binOf in
            for place in places { row[PlaceHourDeal.place(of: Int(binOf[place]))] &+= 1 }
        }
    }

    /// Adds to each cell's counts those of the cells before it, and sums up the longer windows. O(cells).
    private mutating func sumUp() {
        let windows = LongerWindows(of: scan.windowLength)
        let cellCount = scan.cellCount
        before.withUnsafeMutableBufferPointer { before in
            longer.withUnsafeMutableBufferPointer { longer in
                guard let before = before.baseAddress, let longer = longer.baseAddress else { return }
                var first = 0
                // A few at a time, which stay in the nearest memory.
                while first < cellCount {
                    let cells = first..<min(cellCount, first + 64)
                    for cell in cells {
                        let row = before + cell * PlaceHourDeal.bins
                        let next = row + PlaceHourDeal.bins
                        for place in stride(from: 0, to: PlaceHourDeal.bins, by: 8) {
                            Count.store(Count.sum(Count.eight(row + place), Count.eight(next + place)), next + place)
                        }
                    }
                    Count.sumUp(
                        windows, before + (first + 1) * PlaceHourDeal.bins, longer + (first + 1) * LongerWindows.line,
                        cells.count)
                    first = cells.upperBound
                }
            }
        }
    }

    /// The incidents of a neighbourhood in the window from each half hour on.
    func inside(_ index: Int) -> [Count] {
        before.withUnsafeBufferPointer { before in
            guard let before = before.baseAddress else { return [] }
            let sums = NeighbourhoodSums(before, width: PlaceHourDeal.bins, scan.parts[index])
            let counts = (0..<PlaceHourDeal.bins).map { sums[PlaceHourDeal.place(of: $0)] }
            return counts.indices.map { start in
                (start..<start + scan.windowLength).reduce(0) { $0 &+ counts[$1 % PlaceHourDeal.bins] }
            }
        }
    }

    /// A strength that is at least as high as the same of the strengths as the greatest is. O(neighbourhoods).
    func strongest() -> Double {
        var strongest = 0.0
        var first = scan.parts.startIndex
        while first < scan.parts.endIndex, let next = strengths.first(where: { $0 > strongest }),
            let bound = bounds.last(where: { $0.strength <= next })
        {
            first = raise(&strongest, to: next, from: first, bound)
        }
        return strongest
    }

    /// Looks for a strength of at least `next` and takes the greatest of the neighbourhood that has it; returns where to go on.
    private func raise(
        _ strongest: inout Double, to next: Double, from first: Int, _ bounds: PlaceHourComparison.Bounds<Count>
    ) -> Int {
        longer.withUnsafeBufferPointer { longer in
            bounds.longer.withUnsafeBufferPointer { bound in
                scan.parts.withUnsafeBufferPointer { parts in
                    guard let longer = longer.baseAddress, let bound = bound.baseAddress else { return Int.max }
                    for index in first..<parts.count {
                        let sums = NeighbourhoodSums(longer, width: LongerWindows.line, parts[index])
                        let most = bound + Int(boundOf[index]) * LongerWindows.count
                        guard Count.isExceeded(most, by: sums) else { continue }
                        raise(&strongest, in: index, sums, bounds.windows)
                        if strongest >= next { return index + 1 }
                    }
                    return parts.count
                }
            }
        }
    }

    /// Looks at the windows themselves: each longer one holds two, which lack its last or its first half hour.
    private func raise(
        _ strongest: inout Double, in index: Int, _ longer: NeighbourhoodSums<Count>, _ bounds: [Count]
    ) {
        let (hours, bins, length) = (LongerWindows.count, PlaceHourDeal.bins, scan.windowLength)
        withUnsafeTemporaryAllocation(of: Count.self, capacity: 3 * bins) { memory in
            before.withUnsafeBufferPointer { before in
                bounds.withUnsafeBufferPointer { bounds in
                    guard let before = before.baseAddress, let counts = memory.baseAddress,
                        let bounds = bounds.baseAddress
                    else { return }
                    let most = bounds + Int(boundOf[index]) * bins
                    let sums = NeighbourhoodSums(before, width: bins, scan.parts[index])
                    // The half hours that begin with an hour, and those that the windows lack at their ends, twice each: from any
                    // hour on a day of them stands together.
                    let (firsts, lasts) = (counts + bins, counts + 2 * bins)
                    let place = length & 1 == 0 ? 0 : hours
                    for hour in stride(from: 0, to: hours, by: 8) {
                        let first = sums.eight(hour)
                        let last = place == 0 ? first : sums.eight(place + hour)
                        Count.store(first, firsts + hour)
                        Count.store(last, lasts + hour)
                        Count.store(last, lasts + hours + hour)
                    }
                    for hour in stride(from: 0, to: hours, by: 8) {
                        var (early, late) = (longer.eight(hour), longer.eight(hour))
                        if length < bins {
                            early = Count.difference(early, Count.eight(lasts + (hour + length / 2) % hours))
                            late = Count.difference(late, Count.eight(firsts + hour))
                        }
                        Count.store(early, counts + hour)
                        Count.store(late, counts + hours + hour)
                    }
                    guard Count.isExceeded(most, by: counts) || Count.isExceeded(most + hours, by: counts + hours)
                    else { return }
                    for place in 0..<bins where counts[place] > most[place] {
                        strongest = max(
                            strongest,
                            scan.strength(
                                Int(counts[place]), of: scan.totals[index], from: PlaceHourDeal.bin(at: place)))
                    }
                }
            }
        }
    }
}
