/// A density along the streets: how many incidents a kilometre of street has, piece by piece.
public struct StreetDensity: Sendable, Equatable {
    /// A piece of an edge, which other software calls a lixel.
    public struct Piece: Sendable, Equatable {
        /// The edge, an index into ``StreetNetwork/edges``.
        public var edge: Int
        /// Where it begins, m from the start of the edge's line.
        public var from: Double
        /// Where it ends.
        public var to: Double
        /// The mean density on it, incidents (or weight) per km.
        public var perKilometre: Double

        /// The length, m.
        public var length: Double { to - from }
        /// The weight on it.
        public var weight: Double { perKilometre * length / 1000 }
    }

    /// The pieces, edge by edge, each from the edge's start.
    public var pieces: [Piece]
    /// The weight of the incidents on streets.
    public var total: Double
    /// What the density comes to over all streets: ``total``, less what dead ends swallow where the border loses it.
    public var integral: Double
    /// Incidents on streets.
    public var used: Int
    /// Incidents that were left out because no street lies within reach.
    public var offStreet: Int
    /// Places from which the ways within reach were so many that those that come to one street within a thousandth of the bandwidth
    /// of each other were joined.
    public var joinedPlaces: Int

    /// The piece with the greatest density, the first of equals; nil where there is none. O(pieces).
    public var peak: Int? {
        pieces.indices.max { (pieces[$0].perKilometre, $1) < (pieces[$1].perKilometre, $0) }
    }
}
