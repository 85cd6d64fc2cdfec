import Foundation
public import HomewardCore
public import HomewardGeometry

/// Whether incidents lie closer together than places strewn at random over the study area.
///
/// The mean distance from each incident to its nearest neighbour is held against what complete spatial randomness gives.
/// Near a border a neighbour may lie outside, so that distances come out too long: Donnelly's terms, with the length of
/// the border, allow for it.
///
/// Sources: P. J. Clark, F. C. Evans (1954), "Distance to nearest neighbor as a measure of spatial relationships in
/// populations", Ecology 35(4), 445–453; K. P. Donnelly (1978), "Simulations to determine the variance and edge effect
/// of total nearest-neighbour distance", in I. Hodder (ed.), *Simulation Methods in Archaeology*.
public struct NearestNeighbours: Configurable, Equatable {
    /// How the border of the study area is allowed for.
    public enum Edge: String, Sendable, Hashable, CaseIterable {
        /// Donnelly's correction by the length of the border.
        case donnelly
        /// Not at all: Clark and Evans as published.
        case none
    }

    /// How the border is allowed for.
    public var edge = Edge.donnelly

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .choice("neighbours.edge", \.edge, "how the border of the study area is allowed for")
    ]

    /// The index of some places in a study area.
    ///
    /// 1. Places outside the study area, or not finite, are left out and counted.
    /// 2. Those at one position are each other's neighbours at distance 0; how many there are is told, because positions
    ///    that a record system has snapped to a street or a junction make any pattern look clustered.
    /// 3. `z` is the difference from the expected mean in standard errors, `p` its two-sided normal probability.
    ///
    /// The order of the places does not matter. O(n log n) in practice.
    ///
    /// - Returns: The index, or nil where fewer than two places lie in the study area.
    /// - Throws: `GeometryError` where the study area cannot be measured.
    public func index(of places: [Point], in studyArea: NamedArea) throws -> NearestNeighbourIndex? {
        let locator = AreaLocator([studyArea])
        let inside = Parallel.map(64) { block in
            places[places.count * block / 64..<places.count * (block + 1) / 64]
                .filter { $0.isFinite && locator.area(at: $0) != nil }
        }.flatMap { $0 }
        guard inside.count > 1 else { return nil }
        let nearest = NearestDistances(xs: inside.map(\.x), ys: inside.map(\.y))
        let count = Double(inside.count)
        let area = try studyArea.shape.area()
        let border = edge == .donnelly ? try studyArea.shape.length() : 0
        let mean = nearest.ofThoseAlone.reduce(0, +) / count
        let expected =
            0.5 * (area / count).squareRoot()
            + (edge == .donnelly ? (0.0514 + 0.041 / count.squareRoot()) * border / count : 0)
        let error =
            edge == .donnelly
            ? (0.0703 * area / (count * count) + 0.037 * border * (area / pow(count, 5)).squareRoot()).squareRoot()
            : 0.26136 * area.squareRoot() / count
        let z = (mean - expected) / error
        return NearestNeighbourIndex(
            count: inside.count, outside: places.count - inside.count, shared: nearest.shared, meanDistance: mean,
            expectedDistance: expected, z: z, p: min(1, erfc(abs(z) / 2.0.squareRoot())))
    }
}

/// How far the nearest neighbours lie, and how far chance would put them.
public struct NearestNeighbourIndex: Sendable, Equatable {
    /// Places that went in.
    public var count: Int
    /// Places outside the study area.
    public var outside: Int
    /// Places at a position that another place has too.
    public var shared: Int
    /// The mean distance to the nearest neighbour, m.
    public var meanDistance: Double
    /// The same for places strewn at random, m.
    public var expectedDistance: Double
    /// The difference in standard errors: below 0 closer together than chance, above 0 farther apart.
    public var z: Double
    /// The two-sided probability of such a difference where places are strewn at random.
    public var p: Double

    /// The index: 1 for chance, near 0 for places in heaps, up to 2.15 for a lattice.
    public var ratio: Double { expectedDistance > 0 ? meanDistance / expectedDistance : 0 }
}
