public import HomewardAnalysis
public import HomewardGeometry
public import HomewardLayers

/// Grid cells as a layer.
public enum HotspotLayer {
    /// Every cell of the study area with its count and how far it stands out: layer `hotspots`.
    ///
    /// The key of a cell is its column and row in the tiling, `c12-r34`, which stay the same for grids of one size and
    /// form whatever the study area. `area_m2` is the part of the cell inside the study area, and the density is by
    /// that part.
    ///
    /// - Parameters:
    ///   - hotspots: The scores by cell.
    ///   - density: The kernel density of the cells, or nil where none was computed.
    ///   - significance: Whether z, p, q and `hot` are written; false where the cells were only counted.
    ///   - system: The working coordinate system, in metres.
    /// - Complexity: O(cells).
    public static func make(
        _ hotspots: Hotspots, density: KernelSurface? = nil, significance: Bool = true, system: CoordinateSystem
    ) -> Layer {
        let grid = hotspots.grid
        var columns: [Column<Int>] = [
            .integer("count") { hotspots.count[$0] },
            .real("density_per_km2", decimals: 3) { cell in
                let area = grid.cells[cell].areaInside
                return area > 0 ? Double(hotspots.count[cell]) / (area / 1e6) : nil
            },
        ]
        if let kernel = density?.perSquareKilometre, kernel.count == grid.cells.count {
            columns.append(.real("kernel_per_km2", decimals: 3) { kernel[$0] })
        }
        if significance {
            columns += [
                .real("z", decimals: 4) { hotspots.z[$0] },
                .probability("p") { hotspots.p[$0] },
                .probability("q") { hotspots.q[$0] },
                .boolean("hot") { hotspots.hot[$0] },
            ]
        }
        columns.append(.real("area_m2", decimals: 1) { grid.cells[$0].areaInside })
        return Layer(
            name: "hotspots", in: system, rows: Array(grid.cells.indices),
            id: { "c\(grid.cells[$0].column)-r\(grid.cells[$0].row)" },
            shape: { .polygon(grid.polygon(of: $0)) }, columns: columns)
    }
}
