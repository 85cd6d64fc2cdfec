public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// The cells of a smoothed surface as a layer.
public enum DensityLayer: LayerDefinition {
    /// A cell with its density.
    package struct Row: Sendable {
        let cell: Int
        let surface: DensitySurface
    }

    package static let layerName = "density"
    package static let title = "Density"
    package static let summary =
        "Every cell of the study area with the density of incidents, smoothed. Only `homeward density` writes it."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("A surface of known kernel leads back to single incidents")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let densityPerKm2 = Column<Double>(
        "density_per_km2", "Density per km²", in: .perSquareKilometre, short: "dens_km2", decimals: 6,
        meaning:
            "The density at the middle of the cell, by its part inside the study area; harm where a harm table is given."
    ) { $0.surface.perSquareKilometre[$0.cell] }
    package static let basePerKm2 = Column<Double>(
        "base_per_km2", "Base per km²", in: .perSquareKilometre, short: "base_km2", decimals: 6,
        meaning: "The density of what is divided by, smoothed alike; left out where nothing is."
    ) { row in row.surface.ratio.map { $0.base[row.cell] } }
    package static let ratio = Column<Double>(
        "ratio", "Ratio", in: .none(because: "one density by another"), decimals: 6,
        meaning:
            "The density by that of the base; empty where the base is too thin, left out where nothing is divided by."
    ) { row in row.surface.ratio.flatMap { $0.values[row.cell] } }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 1, meaning: "The part of the cell inside the study area."
    ) { $0.surface.grid.cells[$0.cell].areaInside }
    package static let columns: [any ColumnOf<Row>] = [densityPerKm2, basePerKm2, ratio, areaM2]

    package static func id(of row: Row) -> String {
        let cell = row.surface.grid.cells[row.cell]
        return "c\(cell.column)-r\(cell.row)"
    }
    package static func shape(of row: Row) -> Shape? { .polygon(row.surface.grid.polygon(of: row.cell)) }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// Every cell of the study area with its density: layer `density`.
    ///
    /// - Parameters:
    ///   - surface: What was found.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ surface: DensitySurface, system: CoordinateSystem) -> Layer {
        let missing: Set<String> = surface.ratio == nil ? [basePerKm2.facts.name, ratio.facts.name] : []
        return layer(
            in: system, rows: surface.grid.cells.indices.map { Row(cell: $0, surface: surface) },
            leavingOut: { missing.contains($0.name) })
    }

    /// What a map shows of a surface as a raster: the ratio where there is one, else the density per km².
    ///
    /// - Parameters:
    ///   - surface: What was found; its cells are squares.
    ///   - system: The working coordinate system, in metres.
    public static func raster(_ surface: DensitySurface, system: CoordinateSystem) -> Raster {
        let grid = surface.grid
        var values = [Double?](repeating: nil, count: grid.columns * grid.rows)
        for (cell, value) in zip(grid.cells, surface.shown) { values[cell.row * grid.columns + cell.column] = value }
        return Raster(
            surface.ratio == nil ? densityPerKm2.facts.name : ratio.facts.name,
            unit: surface.ratio == nil ? "1/km²" : "",
            in: system, origin: grid.origin, cellSize: grid.cellSize, columns: grid.columns, rows: grid.rows,
            values: values)
    }

    /// By the ratio where there is one, else by the density.
    package static func style(of layer: Layer) -> QMLStyle? {
        let rows = layer.rows(of: DensityLayer.self)
        let column = layer.holds(ratio) ? ratio : densityPerKm2
        return .graduated(
            by: .init(field: column.facts.name), name: column.facts.alias,
            values: rows.compactMap { $0[column] }.filter { $0 > 0 }, colours: Palette.heat,
            others: QMLSymbol.fill(Palette.white, alpha: 0, outline: Palette.grid, width: 0.05))
    }
}
