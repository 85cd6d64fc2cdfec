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
    /// The legs in the order of their edges.
    let legs: [Leg]
    /// For edge `e` the legs `firstLeg[e] ..< firstLeg[e + 1]`.
    let firstLeg: [Int32]

    init(legs unsorted: [Leg], network: StreetNetwork, stopShare: Double, homeShare: Double) {
        var first = [Int32](repeating: 0, count: network.edges.count + 1)
        for leg in unsorted { first[leg.edge + 1] += 1 }
        for edge in network.edges.indices { first[edge + 1] += first[edge] }
        var next = first
        var legs = unsorted
        var share = [Double](repeating: 0, count: network.edges.count)
        for leg in unsorted {
            legs[Int(next[leg.edge])] = leg
            next[leg.edge] += 1
            share[leg.edge] += (leg.atStart + leg.atEnd) / 2 * abs(leg.end - leg.start) / network.edges[leg.edge].length
        }
        self.share = share.map { min(1, $0) }
        self.stopShare = stopShare
        self.homeShare = homeShare
        self.legs = legs
        self.firstLeg = first
    }

    /// The share of the children who pass a place, 0 ... 1. O(legs on its edge).
    public func share(at place: Snap) -> Double {
        guard share.indices.contains(place.edge) else { return 0 }
        var sum = 0.0
        for index in Int(firstLeg[place.edge])..<Int(firstLeg[place.edge + 1]) {
            let leg = legs[index]
            let low = min(leg.start, leg.end)
            let high = max(leg.start, leg.end)
            guard place.offset >= low, place.offset <= high else { continue }
            let t = high > low ? (place.offset - leg.start) / (leg.end - leg.start) : 0
            sum += leg.atStart + (leg.atEnd - leg.atStart) * t
        }
        return min(1, sum)
    }
}
