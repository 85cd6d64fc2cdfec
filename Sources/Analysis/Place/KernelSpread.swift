import HomewardCore
import HomewardGeometry

/// Deals the weight of incidents to the cells around them, in the form of a kernel.
protocol KernelSpread: Sendable {
    /// How many rows the kernel reaches to either side.
    var height: Int { get }

    /// Adds to each cell of a window what the incidents, sorted by cell, deal to it for every m² that it has in the study area.
    ///
    /// - Parameters:
    ///   - sites: Incidents of one block.
    ///   - window: The rows of their cells and those within ``height``.
    func deal(_ sites: [KernelSite], into window: inout KernelRaster.Window)
}

extension KernelDensity {
    /// How the weight is dealt out.
    func spread(on raster: KernelRaster) -> any KernelSpread {
        switch kernel {
        case .quartic: QuarticSpread(bandwidth: bandwidth, raster: raster)
        case .gaussian: GaussianSpread(bandwidth: bandwidth, raster: raster)
        case .epanechnikov:
            DirectSpread(kernel, bandwidth: bandwidth, atMost: bandwidth, border: .kept, raster: raster)
        }
    }
}

/// The cells of a grid and those of its tiling that it lacks, row by row from the south-west.
struct KernelRaster: Sendable {
    let tiling: Tiling
    let cells: [Grid.Cell]
    /// The area of each cell inside the study area, m²; 0 where the grid has none.
    let areas: [Double]

    /// O(columns × rows).
    init(_ grid: Grid) {
        tiling = grid.tiling
        cells = grid.cells
        var areas = [Double](repeating: 0, count: grid.columns * grid.rows)
        for cell in grid.cells { areas[cell.row * grid.columns + cell.column] = cell.areaInside }
        self.areas = areas
    }

    /// Some rows of the raster.
    struct Window: Sendable {
        let rows: Range<Int>
        /// One for each place of these rows.
        var values: [Double]
    }

    /// The rows within a height of those of some incidents.
    func window(around sites: [KernelSite], height: Int) -> Window {
        guard let first = sites.first, let last = sites.last else { return Window(rows: 0..<0, values: []) }
        let low = max(0, cells[Int(first.cell)].row - height)
        let high = min(tiling.rows, cells[Int(last.cell)].row + height + 1)
        return Window(rows: low..<high, values: [Double](repeating: 0, count: (high - low) * tiling.columns))
    }

    /// What the windows hold together, for each cell of the grid. O(columns × rows of all windows).
    func sum(of windows: [Window]) -> [Double] {
        var values = [Double](repeating: 0, count: areas.count)
        for window in windows {
            let start = window.rows.lowerBound * tiling.columns
            for place in window.values.indices { values[start + place] += window.values[place] }
        }
        return cells.map { values[$0.row * tiling.columns + $0.column] }
    }
}

/// Up to four incidents of one cell, side by side; where there are fewer, some without weight.
struct KernelLanes {
    /// East of the middle of their cell, m.
    private(set) var x = SIMD4<Double>.zero
    /// North of it, m.
    private(set) var y = SIMD4<Double>.zero
    private var weight = SIMD4<Double>.zero

    @inline(__always)
    init(_ sites: ArraySlice<KernelSite>) {
        for (lane, site) in sites.enumerated() where lane < 4 {
            (x[lane], y[lane], weight[lane]) = (site.x, site.y, site.weight)
        }
    }

    /// The weights divided by what the kernel comes to over all cells; and the weight of those for whom that is nothing, because no
    /// middle is within reach: their own cell has it all.
    @inline(__always)
    func shared(out all: SIMD4<Double>) -> (weight: SIMD4<Double>, lost: Double) {
        let isLost = all .<= 0
        return (
            (weight / all).replacing(with: 0, where: isLost), weight.replacing(with: 0, where: .!isLost).sum()
        )
    }
}
