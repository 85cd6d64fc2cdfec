import HomewardCore
public import HomewardIncidents
public import HomewardStreets

/// What `density --method streets` says: how many incidents a kilometre of street has, and where most.
public struct StreetDensityFinding: Finding {
    /// One piece of street.
    public struct Piece: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// The street's name, where it has one.
        public var name: String?
        /// The density, per km.
        public var perKm: Double
    }

    /// What went in, and what was left out by day or hour.
    public var selection: SelectionSummary
    /// What the numbers are counted in: `incidents` or `harm`.
    public var unit: String
    /// Incidents on streets.
    public var onStreets: Int
    /// Incidents that were left out because no street lies within reach.
    public var offStreet: Int
    /// How far a street may lie, m.
    public var snapM: Double
    /// The form of the kernel.
    public var kernel: String
    /// The bandwidth along the streets, m.
    public var bandwidthM: Double
    /// How the kernel divides where streets meet.
    public var split: String
    /// What becomes of weight at dead ends.
    public var border: String
    /// Pieces of street.
    public var pieces: Int
    /// Their greatest length, m.
    public var pieceM: Double
    /// The length of all streets, km.
    public var lengthKm: Double
    /// The weight of the incidents on streets.
    public var total: Double
    /// What the density comes to over all streets.
    public var integral: Double
    /// The mean density, per km.
    public var meanPerKm: Double
    /// Places whose ways were so many that some were joined.
    public var joinedPlaces: Int
    /// The ten pieces with the greatest density.
    public var strongest: [Piece]

    /// Sums up a density along streets.
    ///
    /// - Parameters:
    ///   - density: What was found.
    ///   - network: The streets.
    ///   - selected: The incidents that went in.
    ///   - method: What it was found with.
    ///   - usesHarm: Whether incidents count by their harm.
    public init(
        _ density: StreetDensity, on network: StreetNetwork, of selected: SelectedIncidents, method: NetworkDensity,
        usesHarm: Bool
    ) {
        selection = SelectionSummary(selected)
        unit = usesHarm ? "harm" : "incidents"
        onStreets = density.used
        offStreet = density.offStreet
        snapM = method.reach
        kernel = method.kernel.rawValue
        bandwidthM = method.bandwidth
        split = method.split.rawValue
        border = method.border.rawValue
        pieces = density.pieces.count
        pieceM = method.piece
        lengthKm = (network.length / 1000).rounded(decimals: 3)
        total = density.total.rounded(decimals: 3)
        integral = density.integral.rounded(decimals: 3)
        meanPerKm = network.length > 0 ? (density.integral / network.length * 1000).rounded(significant: 6) : 0
        joinedPlaces = density.joinedPlaces
        let all = density.pieces
        strongest = all.indices.filter { all[$0].perKilometre > 0 }
            .sorted { (all[$1].perKilometre, $0) < (all[$0].perKilometre, $1) }.prefix(10).map {
                Piece(
                    id: "S\($0 + 1)", name: network.edges[all[$0].edge].name,
                    perKm: all[$0].perKilometre.rounded(significant: 6))
            }
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(onStreets)) incidents smoothed along \(Shown.fixed(lengthKm, 1)) km of street in \(Shown.grouped(pieces)) pieces of \(Shown.fixed(pieceM, 0)) m at most; \(Shown.grouped(offStreet)) further than \(Shown.fixed(snapM, 0)) m from a street left out"
        ]
        lines += selection.lines
        lines.append(
            "\(kernel.prefix(1).uppercased() + kernel.dropFirst()) kernel, bandwidth \(Shown.fixed(bandwidthM, 0)) m along the streets, equal-split \(split)"
        )
        lines.append(
            border == "kept"
                ? "Dead ends: each incident keeps its whole weight, so that the streets have \(Shown.fixed(integral, 1)) \(unit)"
                : "Dead ends: what would go on beyond them is lost, so that the streets have \(Shown.fixed(integral, 1)) of \(Shown.fixed(total, 1)) \(unit)"
        )
        if joinedPlaces > 0 {
            lines.append(
                "From \(Words.count(joinedPlaces, "place", "places")) the ways are so many that those of about one length were joined"
            )
        }
        lines.append("Mean \(DensityWords.number(meanPerKm)) \(unit) per km of street")
        lines += strongest.map {
            "\($0.id)\($0.name.map { ", \($0)" } ?? ""): \(DensityWords.number($0.perKm)) per km"
        }
        return lines
    }
}
