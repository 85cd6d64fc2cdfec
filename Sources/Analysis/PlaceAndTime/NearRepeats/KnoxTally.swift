import HomewardCore

/// Knox's table of some incidents, and what the deals of their days make of it.
struct KnoxTally {
    let pairs: NearPairs
    /// The number of each place's day, in the order of the cells.
    let days: [Int16]
    let axis: DayAxis
    let bands: [DayBand]
    /// For each place and band of distance, how many are near.
    private let nearby: [Int32]
    /// The pairs in each cell, by distance and then by days.
    let observed: [Int]
    let margins: NearRepeatResult.Margins
    private let timely: [Int32]
    private let places: [PairMoments]
    private let times: [PairMoments]

    /// Counts. O(near pairs + span of days × bands).
    init(_ pairs: NearPairs, days: [Int16], axis: DayAxis, bands: [DayBand]) {
        self.pairs = pairs
        self.days = days
        self.axis = axis
        self.bands = bands
        let lookup = KnoxTally.lookup(bands)
        let distances = pairs.bands
        let stretches = pairs.stretches(of: 256)
        let counts = Parallel.map(stretches.count) { number -> (near: [Int32], table: [Int]) in
            let stretch = stretches[number]
            var near = [Int32](repeating: 0, count: stretch.count * distances)
            // The last band of days is whatever lies beyond.
            var table = [Int](repeating: 0, count: distances * (bands.count + 1))
            pairs.forEach(of: stretch, twice: true) { place, other, distance in
                near[(place - stretch.lowerBound) * distances + distance] += 1
                guard other > place else { return }
                let apart = min(lookup.count - 1, abs(Int(days[place]) - Int(days[other])))
                table[distance * (bands.count + 1) + Int(lookup[apart])] += 1
            }
            return (near, table)
        }
        nearby = counts.flatMap(\.near)
        var observed = [Int](repeating: 0, count: distances * bands.count)
        for count in counts {
            for distance in 0..<distances {
                for day in bands.indices {
                    observed[distance * bands.count + day] += count.table[distance * (bands.count + 1) + day]
                }
            }
        }
        self.observed = observed
        var places = [PairMoments](repeating: PairMoments(), count: distances)
        for place in 0..<days.count {
            for distance in 0..<distances { places[distance].add(degree: Int(nearby[place * distances + distance])) }
        }
        self.places = places
        (timely, times) = axis.counts(bands)
        var margins = NearRepeatResult.Margins()
        margins.pairs = days.count * (days.count - 1) / 2
        margins.distances = places.map { Int($0.sum) }
        margins.days = times.map { Int($0.sum) }
        self.margins = margins
    }

    /// Pairs within the largest distance.
    var near: Int { margins.distances.reduce(0, +) }

    /// The band of each number of days; the number of bands for all that lies beyond.
    static func lookup(_ bands: [DayBand]) -> [UInt8] {
        bands.enumerated().flatMap { index, band in
            [UInt8](repeating: UInt8(index), count: (band.last ?? band.first) - band.first + 1)
        } + [UInt8(bands.count)]
    }

    /// The cells with their probabilities, by distance and then by days.
    func tested(_ deals: DealtDays, _ method: NearRepeats) -> [NearRepeatResult.Cell] {
        let count = observed.count
        let moments = (0..<count).map { cell in
            PairMoments.ofProduct(places[cell / bands.count], times[cell % bands.count], among: days.count)
        }
        func excess(_ pairs: Int, _ cell: Int) -> Double {
            (Double(pairs) - moments[cell].mean) / (moments[cell].variance + 1).squareRoot()
        }
        let weights = DayWeights(near: nearby, timely: timely, bands: pairs.bands, limits: bands.count)
        let own = weights.sums(days)
        let others = days.count - 1
        let excesses = (0..<count).map { excess(observed[$0], $0) }
        var (sums, atLeast, familyAtLeast, modifiedAtLeast) = (
            [Int](repeating: 0, count: count), [Int](repeating: 0, count: count),
            [Int](repeating: 0, count: count), [Int](repeating: 0, count: count)
        )
        let progress = WorkProgress.counting(
            "Dealing the days anew for the near repeats' test", to: method.permutations)
        var first = 0
        while first < method.permutations {
            let streams = first..<min(method.permutations, first + deals.together)
            let dealt = deals.counts(streams, weighing: weights)
            for deal in 0..<streams.count {
                var greatest = -Double.infinity
                for cell in 0..<count {
                    let pairs = dealt.pairs[deal * count + cell]
                    sums[cell] += pairs
                    if pairs >= observed[cell] { atLeast[cell] += 1 }
                    // Twice the statistic times the number of others, so that whole numbers are compared.
                    let weight = dealt.weights[deal * count + cell]
                    if 2 * others * (pairs - observed[cell]) >= weight - own[cell] { modifiedAtLeast[cell] += 1 }
                    greatest = max(greatest, excess(pairs, cell))
                }
                for cell in 0..<count where greatest >= excesses[cell] { familyAtLeast[cell] += 1 }
            }
            progress?.advance(by: streams.count)
            first = streams.upperBound
        }
        let all = Double(method.permutations + 1)
        return (0..<count).map { index in
            var cell = NearRepeatResult.Cell()
            cell.observed = observed[index]
            cell.expected = moments[index].mean
            cell.deviation = moments[index].variance.squareRoot()
            cell.dealt = Double(sums[index]) / Double(method.permutations)
            cell.p = Double(atLeast[index] + 1) / all
            cell.familyP = Double(familyAtLeast[index] + 1) / all
            cell.poissonP = Poisson.upperTail(observed[index] + 1, mean: moments[index].mean)
            cell.modified = Double(observed[index]) - Double(own[index]) / Double(2 * max(1, others))
            cell.modifiedP = Double(modifiedAtLeast[index] + 1) / all
            cell.standsOut = cell.familyP <= method.level && (cell.ratio ?? 0) >= method.leastRatio
            return cell
        }
    }
}
