/// A density in each cell of a grid, with what is to be known of it. Index `i` of each column is cell `i` of the grid.
public struct DensitySurface: Sendable, Equatable {
    /// The grid.
    public var grid: Grid
    /// The density in each cell, incidents (or weight) per km² of the cell's part inside the study area.
    public var perSquareKilometre: [Double]
    /// The bandwidth that was given or chosen, m: of all incidents where it is fixed, of the first look where it adapts.
    public var bandwidth: Double
    /// How the bandwidth was found.
    public var choice: BandwidthEvidence
    /// The least, the middle and the greatest bandwidth of an incident, m; nil where all have one.
    public var spread: BandwidthSpread?
    /// The weight of the incidents in the grid.
    public var total: Double
    /// What the surface integrates to: ``total``, less what fell outside where the border loses it.
    public var integral: Double
    /// The incidents left out: in no cell.
    public var outside: Int
    /// The ratio to another set; nil where none was asked for.
    public var ratio: DensityRatio?

    /// A result from its columns.
    public init(
        grid: Grid, perSquareKilometre: [Double], bandwidth: Double, choice: BandwidthEvidence,
        spread: BandwidthSpread? = nil, total: Double, integral: Double, outside: Int, ratio: DensityRatio? = nil
    ) {
        self.grid = grid
        self.perSquareKilometre = perSquareKilometre
        self.bandwidth = bandwidth
        self.choice = choice
        self.spread = spread
        self.total = total
        self.integral = integral
        self.outside = outside
        self.ratio = ratio
    }

    /// The cell with the greatest density, the first of equals; nil where there is no cell. O(cells).
    public var peak: Int? {
        perSquareKilometre.indices.max {
            (perSquareKilometre[$0], $1) < (perSquareKilometre[$1], $0)
        }
    }
}

/// How much the bandwidths of incidents differ.
public struct BandwidthSpread: Sendable, Equatable {
    /// The least, m.
    public var least: Double
    /// That which half of the incidents do not exceed, m.
    public var middle: Double
    /// The greatest, m.
    public var most: Double

    /// Bandwidths from their ends and middle.
    public init(least: Double, middle: Double, most: Double) {
        self.least = least
        self.middle = middle
        self.most = most
    }
}

/// One density by another: of incidents by that of all incidents, or by that of residents.
public struct DensityRatio: Sendable, Equatable {
    /// The ratio in each cell: weight for each unit of the base's weight; nil where the base is too thin to divide by.
    public var values: [Double?]
    /// The base's density in each cell, per km².
    public var base: [Double]
    /// The ratio of the whole: the incidents' weight by the base's.
    public var overall: Double
    /// The base density under which no ratio is told, per km².
    public var least: Double

    /// A ratio from its columns.
    public init(values: [Double?], base: [Double], overall: Double, least: Double) {
        self.values = values
        self.base = base
        self.overall = overall
        self.least = least
    }
}
