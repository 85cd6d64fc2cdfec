public import HomewardCore
public import HomewardGeometry

/// A surface of density with a choice of kernel, bandwidth and border, for the verb `density`.
///
/// ``KernelDensity`` is the plan's: one bandwidth, all weight inside. This adds bandwidths that are chosen from the incidents or that
/// adapt to how close together they lie, borders over which weight is lost, and the ratio of two densities.
///
/// Sources: B. W. Silverman (1986), *Density Estimation for Statistics and Data Analysis*, sections 4.2 and 5.3; I. S. Abramson (1982),
/// "On bandwidth variation in kernel estimates – a square root law", Annals of Statistics 10, 1217–1223; D. O. Loftsgaarden, C. P.
/// Quesenberry (1965), Annals of Mathematical Statistics 36, 1049–1051 (nearest neighbours); P. J. Diggle (1985), Journal of the Royal
/// Statistical Society C 34, 138–147, and M. C. Jones (1993), Statistics and Computing 3, 135–146 (the border); J. E. Kelsall, P. J.
/// Diggle (1995), "Kernel estimation of relative risk", Bernoulli 1, 3–16; T. M. Davies, K. Jones, M. L. Hazelton (2016), "Symmetric
/// adaptive smoothing regimens for estimation of the spatial relative risk function", Computational Statistics and Data Analysis 101,
/// 12–28 (the ratio).
public struct DensityMethod: Configurable, Equatable {
    /// Whether every incident has the same bandwidth.
    public enum Adaptation: String, Sendable, Hashable, CaseIterable {
        /// It has.
        case fixed
        /// Where a first look finds a high density the bandwidth is small: by the square root of the density (Abramson).
        case abramson
        /// It reaches to so many-th nearest other incident.
        case nearest
    }

    /// What becomes of weight that a kernel would put outside the study area.
    public enum Border: String, Sendable, Hashable, CaseIterable {
        /// It is dealt to the ground inside, so that each incident keeps its whole weight (Diggle, Jones).
        case kept
        /// It is lost, so that the density falls towards the border.
        case lost
    }

    /// The form of the kernel.
    public var kernel = KernelForm.quartic
    /// How the bandwidth is found.
    public var bandwidth = BandwidthChoice.metres(300)
    /// Whether bandwidths adapt.
    public var adaptation = Adaptation.fixed
    /// How many other incidents the bandwidth reaches, where it adapts to the nearest.
    public var neighbours = 20
    /// What becomes of weight at the border.
    public var border = Border.kept
    /// The width of a cell, m.
    public var cell = 50.0
    /// The base density under which no ratio is told, by the base's mean density in the study area.
    public var leastBase = 0.05

    /// The greatest factor by which Abramson's bandwidths may exceed the first.
    public static let mostWidening = 5.0

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .choice("density.kernel", \.kernel, "the form of the kernel"),
        BandwidthChoice.setting("density.bandwidth", \.bandwidth),
        .choice(
            "density.adaptive", \.adaptation,
            "whether bandwidths adapt: fixed, abramson (smaller where incidents lie close together) or nearest (as far as so many others)"
        ),
        .whole(
            "density.nearest", \.neighbours, in: 1...100_000,
            "how many others a bandwidth reaches, with adaptive nearest"),
        .choice(
            "density.border", \.border,
            "what becomes of weight that would lie outside the study area: kept (dealt to the ground inside) or lost"),
        .number("density.cell_m", \.cell, in: 1...10_000, unit: "m", "the width of a cell"),
        .number(
            "density.least_base", \.leastBase, in: 0...1,
            "the base density under which no ratio is told, as a share of its mean"),
    ]

    /// The parameters that only a base gives a say.
    public static let baseSettings = settings.filter { $0.path == "density.least_base" }
    /// All others.
    public static let surfaceSettings = settings.filter { $0.path != "density.least_base" }

    /// Refuses metres outside ``BandwidthChoice/range``.
    public func checkTogether() throws(SettingError) {
        if case .metres(let metres) = bandwidth, !BandwidthChoice.range.contains(metres) {
            throw .together(
                path: "density.bandwidth",
                message: "\(SettingName.plain(metres)) m is not from 1 to 10000 m")
        }
    }

    /// The tiling of a study area into squares.
    ///
    /// - Parameters:
    ///   - studyArea: A valid outline in a coordinate system in metres.
    ///   - limit: The most cells.
    /// - Throws: `SettingError` where a parameter lies outside its range; ``AnalysisError`` where a cell is wider than the study area or
    ///   there would be too many.
    public func grid(covering studyArea: MultiPolygon, atMost limit: Int) throws -> Grid {
        try check()
        if let box = BoundingBox(of: studyArea.polygons.flatMap(\.exterior)) {
            let extent = max(box.width, box.height)
            guard cell <= extent else { throw AnalysisError.wideCell(cell, extent: extent) }
        }
        return try Grid(covering: studyArea, cellSize: cell, atMost: limit)
    }

    /// A second set, by whose density the first is divided.
    public struct Base: Sendable, Equatable {
        /// Where it lies.
        public var points: [Point]
        /// The weight of each, 1 where nil.
        public var weights: [Double]?

        /// A set of points.
        ///
        /// - Parameters:
        ///   - points: Where it lies.
        ///   - weights: The weight of each, such as residents; 1 where nil.
        public init(points: [Point], weights: [Double]? = nil) {
            self.points = points
            self.weights = weights
        }
    }

    /// The density in each cell.
    ///
    /// 1. The bandwidth is that given, or is chosen from the incidents, each counted once (``BandwidthChoice``).
    /// 2. With ``Adaptation/abramson``, the fixed surface of that bandwidth is the first look. An incident in a cell of density f has the
    ///    bandwidth times √(g/f), where g is the geometric mean of f over the incidents, and ``mostWidening`` at most. With
    ///    ``Adaptation/nearest`` an incident's bandwidth is its distance to the ``neighbours``-th nearest other one, half a cell at least.
    /// 3. The weight of each incident is dealt to the cells by the kernel at their middles and by their area inside the study area. With
    ///    ``Border/kept`` all of it stays inside: the surface integrates to the weights. With ``Border/lost`` a cell has the kernel's value at
    ///    its middle. Where no middle is within reach, the incident's own cell has it all.
    /// 4. With a base, the ratio is that of the two surfaces, made with one bandwidth. Where bandwidths adapt, those of both sets
    ///    follow from the base (the symmetric way), so that the share of a part in its whole is between 0 and 1. No ratio is told
    ///    where the base has less than ``leastBase`` of its mean density.
    ///
    /// The sums do not depend on the order of the points or the number of threads. O(points log points + points × cells within reach).
    ///
    /// - Parameters:
    ///   - points: Where the incidents happened. One in no cell is left out and counted as outside.
    ///   - weights: The weight of each incident, 1 where nil.
    ///   - base: Another set to divide by; nil for none.
    ///   - grid: The cells.
    /// - Throws: `SettingError` where a parameter lies outside its range; ``AnalysisError`` where a weight is negative or no number, the
    ///   bandwidth is wider than the study area, there are too few incidents to choose one, or the base is empty.
    public func surface(
        of points: [Point], weights: [Double]? = nil, by base: Base? = nil, on grid: Grid
    ) throws -> DensitySurface {
        try check()
        try DensityMethod.requireWeights(weights, of: points, called: "incident")
        try DensityMethod.requireWeights(base?.weights, of: base?.points ?? [], called: "base point")
        let raster = KernelRaster(grid)
        let chosen = try bandwidth.choose(among: points, of: kernel, in: raster)
        let extent = grid.extent
        guard chosen.bandwidth <= extent else {
            throw AnalysisError.wideBandwidth(chosen.bandwidth, extent: extent)
        }
        // Harm says how bad an incident was, not how sure its place is: bandwidths are those of the incidents.
        let look = base ?? Base(points: points)
        let law = try BandwidthLaw(self, bandwidth: chosen.bandwidth, look: look, on: grid, raster)
        let own = try deal(points, weights, by: law, on: grid, raster)
        var surface = DensitySurface(
            grid: grid, perSquareKilometre: own.perSquareKilometre, bandwidth: chosen.bandwidth,
            choice: chosen.evidence,
            spread: own.spread, total: own.total, integral: own.integral, outside: own.outside)
        if let base {
            let below = try deal(base.points, base.weights, by: law, on: grid, raster)
            guard below.total > 0 else { throw AnalysisError.emptyBase }
            let ground = grid.cells.reduce(0) { $0 + $1.areaInside } / 1e6
            let least = max(leastBase * below.total / ground, Double.leastNormalMagnitude)
            surface.ratio = DensityRatio(
                values: zip(own.perSquareKilometre, below.perSquareKilometre).map { $1 >= least ? $0 / $1 : nil },
                base: below.perSquareKilometre, overall: own.total / below.total, least: least)
        }
        return surface
    }

    private static func requireWeights(
        _ weights: [Double]?, of points: [Point], called name: String
    ) throws(AnalysisError) {
        guard let weights else { return }
        guard weights.count == points.count else {
            throw .badWeight(.nan, of: "\(name) \(min(weights.count, points.count) + 1)")
        }
        if let bad = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .badWeight(weights[bad], of: "\(name) \(bad + 1)")
        }
    }

    /// What one set comes to.
    private struct Dealt {
        var perSquareKilometre: [Double]
        var spread: BandwidthSpread?
        var total: Double
        var integral: Double
        var outside: Int
    }

    private func deal(
        _ points: [Point], _ weights: [Double]?, by law: BandwidthLaw, on grid: Grid, _ raster: KernelRaster
    ) throws -> Dealt {
        var dealt: Dealt
        if case .one(let bandwidth) = law.kind, border == .kept {
            // The quick ways.
            let method = KernelDensity {
                $0.kernel = kernel
                $0.bandwidth = bandwidth
            }
            let surface = method.unchecked(of: points, weights: weights, on: grid, raster)
            dealt = Dealt(
                perSquareKilometre: surface.perSquareKilometre, spread: nil, total: surface.total, integral: 0,
                outside: surface.outside)
        } else {
            let sites = try DensitySites(points, weights: weights, bandwidths: law, on: grid)
            let spread = DirectSpread(
                kernel, bandwidth: nil, atMost: sites.mostBandwidth, border: border, raster: raster)
            let parts = Parallel.map(sites.blocks.count) { block in
                let own = sites.blocks[block]
                var window = raster.window(around: own.map(\.site), height: spread.height)
                var scratch = DirectSpread.Scratch()
                for entry in own { spread.deal(entry.site, bandwidth: entry.bandwidth, into: &window, &scratch) }
                return window
            }
            dealt = Dealt(
                perSquareKilometre: raster.sum(of: parts).map { $0 * 1e6 },
                spread: law.isAdaptive ? sites.spread : nil, total: sites.total, integral: 0,
                outside: points.count - sites.count)
        }
        dealt.integral = zip(grid.cells, dealt.perSquareKilometre).reduce(0) { $0 + $1.0.areaInside * $1.1 / 1e6 }
        return dealt
    }
}

extension Grid {
    /// The greater side of the rectangle of its cells, m.
    var extent: Double { max(Double(columns) * cellSize, Double(rows) * tiling.rowHeight) }
}
