public import HomewardCore
public import HomewardGeometry

/// Kernel density: incidents per square kilometre, smoothed over a bandwidth.
///
/// Sources: B. W. Silverman (1986), *Density Estimation for Statistics and Data Analysis*, section 4.2 (the quartic
/// kernel); M. C. Jones (1993), "Simple boundary correction for kernel density estimation", Statistics and Computing
/// 3, 135–146, and P. J. Diggle (1985), Journal of the Royal Statistical Society C 34, 138–147 (each incident keeps its
/// whole weight within the study area).
public struct KernelDensity: Configurable, Equatable {
    /// How the weight of an incident falls off with distance.
    public typealias Kernel = KernelForm

    /// The form of the kernel.
    public var kernel = Kernel.quartic
    /// The bandwidth, m.
    public var bandwidth = 300.0

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number(
            "hotspots.bandwidth_m", \.bandwidth, in: 10...10_000, unit: "m", "the bandwidth of the density surface")
    ]

    /// The density in each cell.
    ///
    /// The weight of each incident is dealt to the cells by the kernel at their middles and by their area inside the study
    /// area, and scaled so that all of it stays inside: the surface integrates to the weights of the incidents in the
    /// grid. Where the bandwidth is so small that no middle is within reach, the incident's own cell
    /// has it all. The sum does not depend on the order of the points.
    ///
    /// O(points × c + cells with points × cells within reach + all cells), where c is the number of cells that the circle of the
    /// quartic kernel cuts, some eight bandwidths over cell sizes; with the other kernels it is that of all cells within reach.
    ///
    /// - Parameters:
    ///   - points: Where the incidents happened. One in no cell is left out and counted as outside.
    ///   - weights: The weight of each incident, 1 where nil; an incident without a finite weight is left out.
    ///   - grid: The cells.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func density(of points: [Point], weights: [Double]? = nil, on grid: Grid) throws(SettingError)
        -> KernelSurface
    {
        try check()
        return unchecked(of: points, weights: weights, on: grid, KernelRaster(grid))
    }

    /// The same with any bandwidth above 0.
    func unchecked(of points: [Point], weights: [Double]?, on grid: Grid, _ raster: KernelRaster) -> KernelSurface {
        let spread = spread(on: raster)
        // The blocks' windows overlap by twice the height: all together are a few times the grid at most.
        let sites = KernelSites(
            points, weights: weights, on: grid, blocks: max(4, min(64, 3 * grid.rows / (2 * spread.height + 1))))
        let parts = Parallel.map(sites.blocks) { block in
            let own = sites.sorted(block)
            var window = raster.window(around: own, height: spread.height)
            spread.deal(own, into: &window)
            return (window: window, weight: own.reduce(0) { $0 + $1.weight })
        }
        return KernelSurface(
            perSquareKilometre: raster.sum(of: parts.map(\.window)).map { $0 * 1e6 }, bandwidth: bandwidth,
            kernel: kernel, total: parts.reduce(0) { $0 + $1.weight }, outside: points.count - sites.count,
            boundary: "each incident's weight is kept within the study area (Jones–Diggle)")
    }
}

/// A density in each cell of a grid.
public struct KernelSurface: Sendable, Equatable {
    /// The density in each cell, incidents (or weight) per km² of the cell's part inside the study area.
    public var perSquareKilometre: [Double]
    /// The bandwidth, m.
    public var bandwidth: Double
    /// The form of the kernel.
    public var kernel: KernelDensity.Kernel
    /// The weight of the incidents in the grid, to which the surface integrates.
    public var total: Double
    /// The incidents left out: in no cell, or without a finite weight.
    public var outside: Int
    /// How the edge of the study area was treated, in a few words for the report.
    public var boundary: String
}
