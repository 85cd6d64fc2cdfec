import Foundation
public import HomewardCore
public import HomewardGeometry

/// Kernel density along the streets: incidents per km of street, smoothed over a distance that is walked.
///
/// A kernel in the plane puts weight on fields and on the far side of a railway. Here an incident's kernel runs along its street to either
/// side and divides at each junction, so that its weight stays on the streets and each incident counts as much as any other.
///
/// Sources: A. Okabe, T. Satoh, K. Sugihara (2009), "A kernel density estimation method for networks, its computational method and a
/// GIS-based tool", International Journal of Geographical Information Science 23, 7–32; A. Okabe, K. Sugihara (2012), *Spatial Analysis
/// along Networks*, chapter 9; P. J. Diggle (1985) for the border.
public struct NetworkDensity: Configurable, Equatable {
    /// How a kernel divides where streets meet.
    public enum Split: String, Sendable, Hashable, CaseIterable {
        /// In equal parts to all other streets: the equal-split discontinuous kernel. It never rises and is quick.
        case discontinuous
        /// In twice the equal part to every other street, and the rest back: the equal-split continuous kernel, without a step at the
        /// junction.
        case continuous
    }

    /// What becomes of weight that dead ends would swallow.
    public enum Border: String, Sendable, Hashable, CaseIterable {
        /// Each incident keeps its whole weight: its kernel is divided by what is left of it on the streets (Diggle).
        case kept
        /// It is lost.
        case lost
    }

    /// The form of the kernel.
    public var kernel = KernelForm.quartic
    /// The bandwidth along the streets, m.
    public var bandwidth = 300.0
    /// The greatest length of a piece, m.
    public var piece = 50.0
    /// How far an incident may lie from its street, m.
    public var reach = 100.0
    /// How a kernel divides where streets meet.
    public var split = Split.discontinuous
    /// What becomes of weight at dead ends.
    public var border = Border.kept

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] =
        [
            .choice("density.kernel", \.kernel, "the form of the kernel"),
            .number("density.bandwidth", \.bandwidth, in: 1...10_000, unit: "m", "the bandwidth along the streets"),
            .choice("density.border", \.border, "what becomes of weight at dead ends"),
        ] + ownSettings

    /// The parameters that the density in the plane does not have.
    public static let ownSettings: [Setting<Self>] = [
        .number(
            "density.piece_m", \.piece, in: 1...10_000, unit: "m",
            "the greatest length of a piece of street, on streets"),
        .number(
            "density.snap_m", \.reach, in: 1...10_000, unit: "m",
            "how far an incident may lie from its street, on streets"),
        .choice("density.split", \.split, "how a kernel divides where streets meet, on streets"),
    ]

    /// The most ways from one place that are followed one by one.
    public static let mostWalks = 20_000

    /// The density on each piece of street.
    ///
    /// 1. Each incident goes to the nearest street within ``reach``; the others are left out and counted. Each edge is cut into equal
    ///    pieces of ``piece`` at most.
    /// 2. From an incident half of the kernel runs along its street to either side. Where it comes to a node at which n streets end, a
    ///    share of it goes on along each: by ``Split/discontinuous`` 1/(n − 1) along each of the others, by ``Split/continuous`` 2/n along
    ///    each of the others and 2/n − 1 back. It does so until the bandwidth is walked. Of an incident on a node, 1/n of the kernel runs
    ///    along each street.
    /// 3. A piece has the integral of all that passes over it, by its length. With ``Border/kept`` the kernel of each incident is
    ///    divided by what is left of it on the streets, so that the density comes to the weights of the incidents.
    ///
    /// The ways from a place may be very many where paths are short and dense. Where they are over ``mostWalks``, those that come to a
    /// street within a thousandth of the kernel's reach of each other are joined, in their middle. The sums do not depend on the order of
    /// the points or the number of threads. O(points × (log edges + ways within the bandwidth) + pieces).
    ///
    /// - Parameters:
    ///   - points: Where the incidents happened, in the network's coordinates.
    ///   - weights: The weight of each, 1 where nil.
    ///   - network: The streets.
    /// - Throws: `SettingError` where a parameter lies outside its range; ``StreetsError/badIncidentWeight(index:weight:)`` where a weight is
    ///   negative or no number.
    public func density(
        of points: [Point], weights: [Double]? = nil, on network: StreetNetwork
    ) throws -> StreetDensity {
        try check()
        if let weights {
            let bad = points.indices.first { !($0 < weights.count && weights[$0] >= 0 && weights[$0].isFinite) }
            if let bad {
                throw StreetsError.badIncidentWeight(index: bad, weight: bad < weights.count ? weights[bad] : .nan)
            }
        }
        let pieces = StreetPieces(network, atMost: piece)
        let places = places(of: points, weights, on: network)
        // How many blocks there are follows from the places alone.
        let count = min(16, max(1, places.all.count / 64))
        let parts = Parallel.map(count) { block in
            var spread = NetworkSpread(self, on: network, pieces)
            let own = places.all[places.all.count * block / count..<places.all.count * (block + 1) / count]
            for place in own { spread.add(place) }
            return (weights: spread.weights, joined: spread.joined)
        }
        var sums = [Double](repeating: 0, count: pieces.count)
        for part in parts { for index in sums.indices { sums[index] += part.weights[index] } }
        return StreetDensity(
            pieces: pieces.all(sums), total: places.all.reduce(0) { $0 + $1.weight }, integral: sums.reduce(0, +),
            used: places.used, offStreet: points.count - places.used, joinedPlaces: parts.reduce(0) { $0 + $1.joined })
    }

    /// The incidents on the streets by edge and offset, those at one place as one.
    private func places(
        of points: [Point], _ weights: [Double]?, on network: StreetNetwork
    ) -> (all: [StreetPlace], used: Int) {
        let block = 256
        let found = Parallel.map((points.count + block - 1) / block) { number in
            (number * block..<min(points.count, (number + 1) * block)).compactMap { index in
                network.snap(points[index], within: reach, component: nil).map {
                    StreetPlace(edge: $0.edge, offset: $0.offset, weight: weights?[index] ?? 1)
                }
            }
        }.flatMap { $0 }
        let sorted = found.sorted { ($0.edge, $0.offset, $0.weight) < ($1.edge, $1.offset, $1.weight) }
        var places: [StreetPlace] = []
        for place in sorted {
            if let last = places.last, last.edge == place.edge, last.offset == place.offset {
                places[places.count - 1].weight += place.weight
            } else {
                places.append(place)
            }
        }
        return (places, found.count)
    }
}

/// Incidents at one place on a street.
struct StreetPlace: Sendable, Equatable {
    var edge: Int
    /// From the start of the edge's line, m.
    var offset: Double
    var weight: Double
}

/// Every edge cut into equal pieces.
struct StreetPieces: Sendable {
    /// The first piece of each edge; one more than edges.
    let starts: [Int32]
    /// The length of each edge, m.
    let lengths: [Double]

    /// O(edges).
    init(_ network: StreetNetwork, atMost longest: Double) {
        var starts: [Int32] = [0]
        starts.reserveCapacity(network.edges.count + 1)
        for edge in network.edges {
            let count = max(1, min(1_000_000, (edge.length / longest * (1 - 1e-12)).rounded(.up)))
            starts.append((starts.last ?? 0) + Int32(count))
        }
        self.starts = starts
        lengths = network.edges.map(\.length)
    }

    var count: Int { Int(starts.last ?? 0) }

    /// The pieces with the weight on each.
    func all(_ weights: [Double]) -> [StreetDensity.Piece] {
        var pieces: [StreetDensity.Piece] = []
        pieces.reserveCapacity(weights.count)
        for edge in lengths.indices {
            let (first, end) = (Int(starts[edge]), Int(starts[edge + 1]))
            let each = lengths[edge] / Double(end - first)
            for piece in first..<end {
                let from = Double(piece - first) * each
                let to = piece + 1 == end ? lengths[edge] : Double(piece + 1 - first) * each
                pieces.append(
                    StreetDensity.Piece(
                        edge: edge, from: from, to: to, perKilometre: weights[piece] / (to - from) * 1000))
            }
        }
        return pieces
    }
}
