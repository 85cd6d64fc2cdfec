public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// The ground between levels of a smoothed surface as a layer.
public enum IsobandLayer: LayerDefinition {
    /// A band and its place, from the lowest.
    package struct Row: Sendable {
        let number: Int
        let band: Isoband
        let isRatio: Bool
    }

    package static let layerName = "isobands"
    package static let title = "Bands of density"
    package static let summary =
        "The ground between two levels of a smoothed surface; what lies below the first level is in none. `homeward density --isobands` writes it, and a plan that says `density.run`."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("A surface of known kernel leads back to single incidents")
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    private static let meaningOfLevels = "per km², or a ratio where one density is divided by another"

    package static let from = Column<Double>(
        "from_level", "From", in: .none(because: meaningOfLevels), decimals: 6, meaning: "The lower level."
    ) { $0.band.from }
    package static let to = Column<Double>(
        "to_level", "To", in: .none(because: meaningOfLevels), decimals: 6,
        meaning: "The upper level; empty for what lies above the last."
    ) { $0.band.to }
    package static let quantity = Column<String>(
        "quantity", "Quantity", meaning: "What the levels are: `density_per_km2` or `ratio`."
    ) { $0.isRatio ? DensityLayer.ratio.facts.name : DensityLayer.densityPerKm2.facts.name }
    package static let columns: [any ColumnOf<Row>] = [from, to, quantity]

    package static func id(of row: Row) -> String { "L\(row.number)" }
    package static func shape(of row: Row) -> Shape? { row.band.shape }

    package static func layer(of results: RunResults) throws -> Layer? {
        try results.drawn.map { drawn in
            try make(
                drawn.surface, at: drawn.levels, within: results.study.studyArea.outline,
                system: results.study.workingSystem)
        }
    }

    /// The ground between levels, cut to the study area: layer `isobands`, lowest first; bands without ground are left out.
    ///
    /// - Parameters:
    ///   - surface: What was found; its cells are squares.
    ///   - levels: Where the bands part.
    ///   - studyArea: The outline to which they are cut.
    ///   - system: The working coordinate system, in metres.
    /// - Throws: `LayersError`, `GeometryError`.
    public static func make(
        _ surface: DensitySurface, at levels: [Double], within studyArea: MultiPolygon, system: CoordinateSystem
    ) throws -> Layer {
        let bands = try DensityLayer.raster(surface, system: system).isobands(at: levels)
        let outline = Shape.multiPolygon(studyArea)
        var rows: [Row] = []
        for band in bands {
            guard let shape = try band.shape.repaired().intersection(outline).areas else { continue }
            rows.append(
                Row(
                    number: rows.count + 1, band: Isoband(from: band.from, to: band.to, shape: shape),
                    isRatio: surface.ratio != nil))
        }
        return layer(in: system, rows: rows)
    }

    /// The bands, where a plan draws them.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        guard run.layers.contains(where: { $0.name == layerName }) else { return nil }
        let rows = run.rows(of: IsobandLayer.self)
        func words(_ row: LayerRow<IsobandLayer>) -> String {
            let from = "\(row[from].map { Shown.fixed($0, 1) } ?? "–")"
            return row[to].map { "\(from)–\(Shown.fixed($0, 1)) per km²" } ?? "\(from) per km² and more"
        }
        return MapSheet(
            key: layerName, name: title, form: .area, level: .ground, isShown: false, isUnderlay: true,
            looks: rows.enumerated().map { number, row in
                MapSheet.Look(
                    name: words(row), colour: Palette.heat[number * Palette.heat.count / rows.count], weight: 0.5,
                    fillOpacity: 0.5)
            },
            items: rows.enumerated().map { number, row in
                MapSheet.Item(
                    parts: row.shape?.mapRings ?? [], look: number, title: "Band of density \(row.id)",
                    facts: [("Density", words(row))])
            })
    }

    /// By the lower level.
    package static func style(of layer: Layer) -> QMLStyle? {
        let rows = layer.rows(of: IsobandLayer.self)
        return .graduated(
            by: .init(field: from.facts.name), name: from.facts.alias, values: rows.compactMap { $0[from] },
            colours: Palette.heat,
            others: QMLSymbol.fill(Palette.white, alpha: 0, outline: Palette.grid, width: 0.05))
    }
}

extension Shape {
    /// The parts that are areas, as one; nil where there are none.
    fileprivate var areas: Shape? {
        func polygons(_ shape: Shape) -> [Polygon] {
            switch shape {
            case .polygon(let polygon): [polygon]
            case .multiPolygon(let multi): multi.polygons
            case .collection(let shapes): shapes.flatMap(polygons)
            default: []
            }
        }
        let found = polygons(self)
        return found.isEmpty ? nil : .multiPolygon(MultiPolygon(found))
    }
}
