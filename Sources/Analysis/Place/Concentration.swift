/// How unevenly incidents are spread over places: cells, areas or street segments.
///
/// Incidents are never spread evenly over more places than there are incidents, so that the Gini coefficient as it stands is near 1 wherever
/// places are small, whatever happened. ``gini`` holds the curve against the most even one that can be instead: every incident at a place of
/// its own where there are fewer incidents than places. Even then chance alone puts two at some places and none at others;
/// ``giniByChance`` says what it comes to where incidents are strewn over the places by their size.
///
/// Sources: W. Bernasco, W. Steenbeek (2017), "More places than crimes: implications for evaluating the law of crime concentration at place",
/// Journal of Quantitative Criminology 33, 451–467, equation 6; D. Weisburd (2015), "The law of crime concentration and the criminology of
/// place", Criminology 53(2), 133–157, on the shares.
public struct Concentration: Sendable, Equatable {
    /// Places with so many incidents each.
    public struct Level: Sendable, Equatable {
        /// Incidents at each of them.
        public var count: Int
        /// How many places there are.
        public var places: Int
    }

    /// The fewest places that together hold a share of the incidents.
    public struct Holding: Sendable, Equatable {
        /// The share of the incidents that is asked for.
        public var share: Double
        /// The fewest places that hold at least so much.
        public var places: Int
        /// How many it would be by chance; no whole number, for it is a mean.
        public var placesByChance: Double
    }

    /// All places.
    public var places: Int
    /// The incidents at them.
    public var incidents: Int
    /// The places by their incidents, most first: the Lorenz curve, step by step.
    public var levels: [Level]
    /// Gini's coefficient with the adjustment for fewer incidents than places: 0 for the most even spread that can be, near 1 where one
    /// place has all. Nil without incidents.
    public var gini: Double?
    /// The same without the adjustment, for comparison with older studies.
    public var plainGini: Double?
    /// ``gini`` where incidents are strewn over the places by their size.
    public var giniByChance: Double?
    /// The fewest places that hold 25, 50 and 80 % of the incidents.
    public var holding: [Holding]

    /// The shares of incidents that are looked for.
    public static let shares = [0.25, 0.5, 0.8]

    /// Places with an incident.
    public var withAny: Int { levels.reduce(0) { $0 + ($1.count > 0 ? $1.places : 0) } }
    /// The most incidents at one place.
    public var most: Int { levels.first?.count ?? 0 }

    /// Looks at counts. O(places log places), and for each size O(√incidents).
    ///
    /// - Parameters:
    ///   - counts: The incidents of each place.
    ///   - sizes: The ground, length or the like of each place, over which chance strews incidents; all alike where nil. What is missing,
    ///     below 0 or no number counts as 0.
    public init(counts: [Int], sizes: [Double]? = nil) {
        var byCount: [Int: Int] = [:]
        for count in counts { byCount[max(0, count), default: 0] += 1 }
        levels = byCount.map { Level(count: $0.key, places: $0.value) }.sorted { $0.count > $1.count }
        places = counts.count
        incidents = levels.reduce(0) { $0 + $1.count * $1.places }
        holding = []
        guard incidents > 0 else { return }
        let found = levels.map { (count: Double($0.count), places: Double($0.places)) }
        gini = Concentration.gini(found, adjusted: true)
        plainGini = Concentration.gini(found, adjusted: false)
        let chance = Concentration.byChance(incidents, over: places, sizes: sizes)
        giniByChance = Concentration.gini(chance, adjusted: true)
        holding = Concentration.shares.map { share in
            Holding(
                share: share,
                // Below a thousand-millionth of a place is rounding.
                places: Int((Concentration.fewest(share, found) - 1e-9).rounded(.up)),
                placesByChance: Concentration.fewest(share, chance))
        }
    }

    /// Gini's coefficient of places by their incidents, most first.
    private static func gini(_ levels: [(count: Double, places: Double)], adjusted: Bool) -> Double {
        let places = levels.reduce(0) { $0 + $1.places }
        let incidents = levels.reduce(0) { $0 + $1.count * $1.places }
        // Ranks rise with the incidents, from 1; those of equal places add up to their number times their mean rank.
        var (sum, before) = (0.0, 0.0)
        for level in levels.reversed() {
            sum += level.count / incidents * level.places * (before + (level.places + 1) / 2)
            before += level.places
        }
        let least = adjusted ? min(incidents, places) : places
        return max(0, (2 * sum - places - 1) / least - places / least + 1)
    }

    /// How many places, most incidents first, hold a share of the incidents.
    private static func fewest(_ share: Double, _ levels: [(count: Double, places: Double)]) -> Double {
        let wanted = share * levels.reduce(0) { $0 + $1.count * $1.places }
        var (held, places) = (0.0, 0.0)
        for level in levels where level.count > 0 {
            if held + level.count * level.places >= wanted { return places + (wanted - held) / level.count }
            held += level.count * level.places
            places += level.places
        }
        return places
    }

    /// How many places are to be expected with each number of incidents where each place draws its own by its size, most first.
    private static func byChance(_ incidents: Int, over places: Int, sizes: [Double]?) -> [(
        count: Double, places: Double
    )] {
        let known = (0..<places).map { place -> Double in
            guard let sizes else { return 1 }
            let size = sizes.indices.contains(place) ? sizes[place] : 0
            return size.isFinite && size > 0 ? size : 0
        }
        let total = known.reduce(0, +)
        guard total > 0 else { return [(Double(incidents) / Double(places), Double(places))] }
        // Places of nearly one size share one distribution: means are told apart by a thousandth.
        var groups: [Double: Double] = [:]
        for size in known {
            let mean = size / total * Double(incidents)
            groups[mean > 0 ? (mean.significand * 1024).rounded() / 1024 * mean.binade : 0, default: 0] += 1
        }
        var expected: [Int: Double] = [:]
        for (mean, number) in groups.sorted(by: { $0.key < $1.key }) {
            let distribution = PoissonMasses(mean: mean)
            for (step, mass) in distribution.masses.enumerated() where mass * number > 1e-9 {
                expected[distribution.first + step, default: 0] += mass * number
            }
        }
        return expected.sorted { $0.key > $1.key }.map { (Double($0.key), $0.value) }
    }
}
