public import HomewardCore

/// Getis–Ord local statistics: how high the values round a place stand above the whole.
///
/// Source: J. K. Ord, A. Getis (1995), "Local spatial autocorrelation statistics: distributional issues and an
/// application", Geographical Analysis 27(4), 286–306.
public struct GetisOrd: Configurable, Equatable {
    /// Which cells are a cell's neighbours.
    public var neighbours = Grid.Neighbourhood.queen
    /// The false-discovery rate at which cells are called hot.
    public var fdr = 0.05

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number("hotspots.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which a cell is called hot")
    ]

    /// The standard scores of places with any weights.
    ///
    /// Source: equations 5 (Gi) and 6 (Gi\*) of Ord and Getis. Where the values round a place cannot vary (all values are
    /// equal, every place is a neighbour, or none is) the score is 0. A value that is no number counts as missing: its
    /// place gets 0 and nobody counts it. O(places + neighbours).
    ///
    /// - Parameters:
    ///   - values: The value of each place, as many as there are places in `weights`; a missing one counts as no number.
    ///   - weights: Who is whose neighbour.
    ///   - includingSelf: Whether the place itself counts, with weight 1: Gi\*, otherwise Gi.
    public static func z(of values: [Double], weights: SpatialWeights, includingSelf: Bool = true) -> [Double] {
        var n = 0.0
        var total = 0.0
        for value in values.prefix(weights.count) where value.isFinite {
            n += 1
            total += value
        }
        let mean = n > 0 ? total / n : 0
        let present = (0..<weights.count).map { $0 < values.count && values[$0].isFinite }
        let deviation = (0..<weights.count).map { present[$0] ? values[$0] - mean : 0 }
        let squares = deviation.reduce(0) { $0 + $1 * $1 }
        let noise = 1e-20 * n * (mean * mean)
        return (0..<weights.count).map { place in
            guard present[place] else { return 0 }
            var sum = includingSelf ? deviation[place] : 0
            var weight = includingSelf ? 1.0 : 0
            var weightSquares = weight
            for entry in weights.offsets[place]..<weights.offsets[place + 1] {
                let other = Int(weights.neighbours[entry])
                guard present[other] else { continue }
                let value = weights.values?[entry] ?? 1
                sum += value * deviation[other]
                weight += value
                weightSquares += value * value
            }
            // Gi leaves the place out of the mean and the variance; deviations from the whole mean add up to nought.
            let others = includingSelf ? n : n - 1
            guard others > 1 else { return 0 }
            let rest = includingSelf ? 0 : -deviation[place] / others
            let own = includingSelf ? 0 : deviation[place] * deviation[place]
            let variance = (squares - own) / others - rest * rest
            let spread = (others * weightSquares - weight * weight) / (others - 1)
            guard variance > noise / others, spread > 1e-12 * others else { return 0 }
            return (sum - weight * rest) / (variance * spread).squareRoot()
        }
    }
}
