import HomewardCore

/// Which share of a school's children walks where.
public struct SchoolJourneys: Sendable, Equatable {
    /// A stretch of an edge that children walk in one direction, from `start` to `end`; their share falls evenly from
    /// `atStart` to `atEnd` as they reach home.
    struct Leg: Sendable, Equatable {
        var edge: Int
        var start: Double
        var end: Double
        var atStart: Double
        var atEnd: Double
    }

    /// For each edge the share of the children who pass, 0 ... 1, as the mean over its length.
    public let share: [Double]
    /// The share of the children who walk to a stop.
    public let stopShare: Double
    /// The share of the children who walk home.
    public let homeShare: Double
    /// For each edge the legs on it, as they were gathered.
    let legs: CompressedRows<Leg>

    init(legs: [Leg], network: StreetNetwork, stopShare: Double, homeShare: Double) {
        var share = [Double](repeating: 0, count: network.edges.count)
        for leg in legs {
            share[leg.edge] += (leg.atStart + leg.atEnd) / 2 * abs(leg.end - leg.start) / network.edges[leg.edge].length
        }
        self.share = share.map { min(1, $0) }
        self.stopShare = stopShare
        self.homeShare = homeShare
        self.legs = CompressedRows(count: network.edges.count) { enter in for leg in legs { enter(leg.edge, leg) } }
    }

    /// The share of the children who pass a place, 0 ... 1. O(legs on its edge).
    public func share(at place: Snap) -> Double {
        guard share.indices.contains(place.edge) else { return 0 }
        var sum = 0.0
        for leg in legs[place.edge] {
            let low = min(leg.start, leg.end)
            let high = max(leg.start, leg.end)
            guard place.offset >= low, place.offset <= high else { continue }
            let t = high > low ? (place.offset - leg.start) / (leg.end - leg.start) : 0
            sum += leg.atStart + (leg.atEnd - leg.atStart) * t
        }
        return min(1, sum)
    }
}
