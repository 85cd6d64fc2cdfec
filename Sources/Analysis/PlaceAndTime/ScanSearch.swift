import HomewardCore

/// Looks for strong cylinders among incidents as they are, and as they would be if time had nothing to do with place.
struct ScanSearch: Sendable {
    /// The strongest cylinder of a centre.
    struct Candidate: Sendable {
        /// The place in the middle.
        var centre: Int
        var cylinder: ScanCylinder
        /// The places in its circle, the nearest first.
        var places: [Int] = []
        /// The square of its radius, in the places' unit.
        var square = 0.0
    }

    private let places: ScanPlaces
    private let windows: ScanWindows
    private let minimum: Int
    /// The most incidents that a circle may hold.
    private let most: Int
    /// The most that one holds.
    private let largest: Int
    private let ratio: ScanRatio
    private let net: ScanNet

    init(_ places: ScanPlaces, _ windows: ScanWindows, minimum: Int, atMost most: Int, largest: Int) {
        self.places = places
        self.windows = windows
        self.minimum = minimum
        self.most = most
        self.largest = largest
        ratio = ScanRatio(total: places.rows.count)
        net = ScanNet(windows, largest: largest)
    }

    private func limits(reaching strength: Double) -> ScanLimits {
        ScanLimits(reaching: strength, atLeast: minimum, ratio, net, largest: largest)
    }

    /// The strongest candidates that stand apart, the strongest first; of equals the one whose centre is further west, then south.
    ///
    /// O(S) for S incidents in the largest circles of all places, nearly, and some times that where clusters are few.
    func clusters(atMost count: Int, _ overlap: PermutationScan.Overlap) -> [Candidate] {
        var chosen: [Candidate] = []
        // What is stronger is chosen first, so that weak ones are looked for only where the strong ones are too few.
        for strength in [8, 4, 2, 1, 0.001] {
            chosen = choose(candidates(above: strength), atMost: count, overlap)
            if chosen.count == count { break }
        }
        return chosen
    }

    /// The strongest cylinder of each centre that has one of more than a strength.
    private func candidates(above strength: Double) -> [Candidate] {
        let limits = limits(reaching: strength)
        let times = ScanDeals(places.bins)
        let block = 128
        return Parallel.map((places.count + block - 1) / block) { number in
            let sweep = ScanSweep(windows, net, ratio)
            var circle = ScanCircle()
            return (number * block..<min(places.count, (number + 1) * block)).compactMap { centre -> Candidate? in
                circle.draw(round: centre, in: places, atMost: most)
                let cylinder = sweep.strongest(circle, in: times, 0, limits, above: ScanCylinder(strength: strength))
                return cylinder.size > 0 ? Candidate(centre: centre, cylinder: cylinder) : nil
            }
        }.flatMap { $0 }
    }

    private func choose(
        _ candidates: [Candidate], atMost count: Int, _ overlap: PermutationScan.Overlap
    ) -> [Candidate] {
        var isTaken = [Bool](repeating: false, count: places.count)
        var circle = ScanCircle()
        var chosen: [Candidate] = []
        let order = candidates.sorted { ($1.cylinder.strength, $0.centre) < ($0.cylinder.strength, $1.centre) }
        for var candidate in order where chosen.count < count && !isTaken[candidate.centre] {
            circle.draw(round: candidate.centre, in: places, atMost: most)
            (candidate.places, candidate.square) = circle.circle(of: candidate.cylinder.size, in: places)
            if overlap == .none, candidate.places.contains(where: { isTaken[$0] }) { continue }
            for place in candidate.places { isTaken[place] = true }
            chosen.append(candidate)
        }
        return chosen
    }

    /// The strength of the strongest cylinder anywhere for each deal of the times among the places, 0 where there is none.
    ///
    /// Each deal has a stream of the seed of its own and begins with the times as they are. O(deals × S) for S incidents in the largest
    /// circles of all places, nearly.
    func maxima(permutations: Int, seed: UInt64) -> [Double] {
        // Circles are drawn once for as many deals as memory holds well.
        let block = max(8, min(64, (1 << 24) / max(1, places.rows.count)))
        let progress = WorkProgress.counting(
            "Dealing the times anew for the scan's test", to: permutations * places.count)
        return Parallel.map((permutations + block - 1) / block) { number in
            maxima(number * block..<min(permutations, (number + 1) * block), seed: seed, progress)
        }.flatMap { $0 }
    }

    private func maxima(_ streams: Range<Int>, seed: UInt64, _ progress: ProgressCounter?) -> [Double] {
        // Deals in one group share what is asked for: as much as the weakest of them has.
        let groups = stride(from: streams.lowerBound, to: streams.upperBound, by: 16).map { first in
            ScanDeals(of: places.bins, seed: seed, streams: first..<min(streams.upperBound, first + 16))
        }
        var asked = [Double](repeating: 0, count: groups.count)
        var limits = groups.map { _ in self.limits(reaching: 0) }
        var best = groups.map { [ScanCylinder](repeating: ScanCylinder(), count: $0.count) }
        let sweep = ScanSweep(windows, net, ratio)
        var circle = ScanCircle()
        for centre in 0..<places.count {
            circle.draw(round: centre, in: places, atMost: most)
            for (group, deals) in groups.enumerated() {
                var weakest = Double.infinity
                for deal in 0..<deals.count {
                    best[group][deal] = sweep.strongest(
                        circle, in: deals, deal, limits[group], above: best[group][deal])
                    weakest = min(weakest, best[group][deal].strength)
                }
                guard weakest > asked[group] * 1.01 else { continue }
                asked[group] = weakest
                limits[group] = self.limits(reaching: weakest)
            }
            if centre % 256 == 255 { progress?.advance(by: 256 * streams.count) }
        }
        progress?.advance(by: places.count % 256 * streams.count)
        return best.flatMap { $0.map(\.strength) }
    }
}
