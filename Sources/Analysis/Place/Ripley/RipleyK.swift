import Foundation
public import HomewardCore
public import HomewardGeometry

/// At which distances incidents cluster, by Ripley's K and L.
///
/// K(r) is the mean number of other incidents within r of an incident, by their density: π r² where they are strewn at random. L(r) = √(K/π) is
/// r then, so that L(r) − r is the excess in metres. Near the border neighbours lie outside and are not seen: either only incidents farther than r
/// from the border are asked (``Correction/border``), or every pair counts by the part of the circle through the other incident that lies in the
/// study area (``Correction/isotropic``).
///
/// The same is done with as many places strewn evenly over the study area, ``simulations`` times. Pointwise envelopes hold the middle 95 % of the
/// simulated L at each distance; one of twenty distances leaves them by chance. The test is of all distances together: the greatest absolute
/// deviation of L from the mean of all curves, the observed one among them, p = (k + 1)/(n + 1); the global envelope is as wide as that deviation
/// at the level asked for.
///
/// Sources: B. D. Ripley (1977), "Modelling spatial patterns", Journal of the Royal Statistical Society B 39(2), 172–212; J. E. Besag (1977) in its
/// discussion, on L; A. Baddeley and others (2014), "On tests of spatial pattern based on simulation envelopes", Ecological Monographs 84(3),
/// 477–489.
public struct RipleyK: Configurable, Equatable {
    /// How the border of the study area is allowed for.
    public enum Correction: String, Sendable, Hashable, CaseIterable {
        /// Only incidents farther from the border than the distance are asked for their neighbours.
        case border
        /// Each pair counts by the part of its circle inside.
        case isotropic
    }

    /// The greatest distance, m.
    public var reach = 500.0
    /// How many distances there are, evenly spaced up to ``reach``.
    public var steps = 20
    /// How the border is allowed for.
    public var correction = Correction.border
    /// How often places are strewn at random.
    public var simulations = 199
    /// The level of the test and of its envelope.
    public var level = 0.05
    /// The most incidents that are looked at: of more, so many are drawn, which leaves K as it is.
    public var most = 2000
    /// The seed of what is drawn.
    public var seed: UInt64 = 1

    /// The fewest incidents.
    public static let fewest = 10
    /// The fewest incidents that must lie farther than a distance from the border, for K to be told there by the border correction.
    static let fewestInside = 10

    /// The standard method.
    public init() {}

    /// The parameters but the seed, which a plan states once.
    public static let settings: [Setting<Self>] = [
        .number("ripley.reach_m", \.reach, in: 10...20_000, unit: "m", "the greatest distance of Ripley's K"),
        .whole("ripley.steps", \.steps, in: 2...200, unit: "distances", "how many distances there are up to that"),
        .choice("ripley.edge", \.correction, "how the border of the study area is allowed for"),
        .whole(
            "ripley.simulations", \.simulations, in: 19...9999, unit: "simulations",
            "how often places are strewn at random"),
        .number("ripley.level", \.level, in: 0.001...0.5, "the level of the test over all distances"),
        .whole(
            "ripley.most", \.most, in: 100...100_000, unit: "incidents",
            "the most incidents that are looked at; of more so many are drawn"),
    ]

    /// K and L of some places, with envelopes and the test.
    ///
    /// O((1 + simulations) × (n + pairs within reach)) for n places, and for isotropic correction the border's stretches within reach of each.
    /// The same for any number of threads; it depends on the order of the places only where they are more than ``most``.
    ///
    /// - Parameters:
    ///   - places: The places; those outside the study area or not finite are left out and counted.
    ///   - studyArea: The study area, in metres.
    /// - Returns: The result, or nil where fewer than ``fewest`` places lie in the study area, or too few away from its border at any distance.
    /// - Throws: `SettingError` where a parameter lies outside its range; ``AnalysisError/emptyStudyArea``; `GeometryError`.
    public func result(of places: [Point], in studyArea: NamedArea) throws -> RipleyResult? {
        try check()
        guard let window = try StudyWindowShape(studyArea, reach: reach) else {
            throw AnalysisError.emptyStudyArea
        }
        let inside = window.holding(places)
        guard inside.count >= RipleyK.fewest else { return nil }
        let used = drawn(inside)
        guard let observed = curve(of: used, in: window) else { return nil }
        let curves = Parallel.map(simulations) { number -> [Double?] in
            var generator = SeededGenerator(seed: seed, stream: UInt64(number) &+ 1)
            return curve(of: window.strewn(used.count, &generator), in: window) ?? []
        }
        // A distance counts where every curve tells of it.
        let known = (0..<steps).prefix { step in
            observed[step] != nil && curves.allSatisfy { $0.indices.contains(step) && $0[step] != nil }
        }.count
        guard known > 0 else { return nil }
        let all = ([observed] + curves).map { curve in
            (0..<known).map { ((curve[$0] ?? 0) / Double.pi).squareRoot() }
        }
        let mean = (0..<known).map { step in all.reduce(0) { $0 + $1[step] } / Double(all.count) }
        let greatest = all.map { curve in zip(curve, mean).reduce(0.0) { max($0, abs($1.0 - $1.1)) } }
        // Sums of the same numbers in another order differ in the last digits only.
        let atLeast = greatest.dropFirst().count { $0 >= greatest[0] * (1 - 1e-12) }
        let sorted = greatest.dropFirst().sorted(by: >)
        let width = sorted[min(sorted.count - 1, max(0, Int(level * Double(simulations + 1) + 1e-9) - 1))]
        let tail = max(0, Int(0.025 * Double(simulations + 1) + 1e-9) - 1)
        return RipleyResult(
            count: inside.count, used: used.count, outside: places.count - inside.count, area: window.area,
            distances: (0..<known).map { step in
                let simulated = all.dropFirst().map { $0[step] }.sorted()
                return RipleyResult.Distance(
                    metres: distance(step), k: observed[step] ?? 0, l: all[0][step], mean: mean[step],
                    lower: simulated[tail], upper: simulated[simulated.count - 1 - tail])
            },
            p: Double(atLeast + 1) / Double(simulations + 1), globalWidth: width)
    }

    /// K at each distance, nil where too few places are far enough from the border. Fewer than two places have none.
    func curve(of places: [Point], in window: StudyWindowShape) -> [Double?]? {
        guard places.count > 1 else { return nil }
        let pairs = RipleyPairs(places, reach: reach, steps: steps)
        switch correction {
        case .border: return pairs.borderK(in: window)
        case .isotropic: return pairs.isotropicK(in: window).map { $0 }
        }
    }

    private func distance(_ step: Int) -> Double { reach * Double(step + 1) / Double(steps) }

    /// All places, or so many drawn from them without replacement.
    private func drawn(_ places: [Point]) -> [Point] {
        guard places.count > most else { return places }
        var generator = SeededGenerator(seed: seed, stream: 0)
        var places = places.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        for index in 0..<most { places.swapAt(index, index + generator.below(places.count - index)) }
        return Array(places.prefix(most))
    }
}

/// Ripley's K and L of some places.
public struct RipleyResult: Sendable, Equatable {
    /// One distance.
    public struct Distance: Sendable, Equatable {
        /// The distance r, m.
        public var metres: Double
        /// K, m².
        public var k: Double
        /// L = √(K/π), m; r by chance.
        public var l: Double
        /// The mean of L over the observed and all simulated curves, m.
        public var mean: Double
        /// The lower end of the pointwise envelope of L, m.
        public var lower: Double
        /// Its upper end, m.
        public var upper: Double
    }

    /// Places in the study area.
    public var count: Int
    /// Those that were looked at.
    public var used: Int
    /// Places outside.
    public var outside: Int
    /// The study area's size, m².
    public var area: Double
    /// The distances at which K could be told.
    public var distances: [Distance]
    /// The probability by chance of a deviation at least as great at any distance.
    public var p: Double
    /// Half the width of the global envelope, m: L leaves it somewhere by chance with the probability of the level.
    public var globalWidth: Double

    /// The distances at which L lies above the global envelope.
    public var clustered: [Distance] { distances.filter { $0.l > $0.mean + globalWidth } }
    /// The distances at which L lies below it.
    public var spaced: [Distance] { distances.filter { $0.l < $0.mean - globalWidth } }
}
