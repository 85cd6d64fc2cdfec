public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// The cells of a forecast as a layer.
public enum ForecastLayer: LayerDefinition {
    /// A cell with what is expected there.
    package struct Row: Sendable {
        let cell: Int
        let surface: ForecastSurface

        /// What is expected by as much ground at random.
        var times: Double? {
            let ground = surface.grid.cells.reduce(0) { $0 + $1.areaInside }
            let own = surface.grid.cells[cell].areaInside
            return own > 0 ? surface.share[cell] / (own / ground) : nil
        }
    }

    package static let layerName = "forecast"
    package static let title = "Forecast"
    package static let summary =
        "Every cell of the study area with the share of the incidents to come that the best method expects there. Only `homeward score` writes it."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("A surface made from the latest incidents leads back to single ones")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let sharePercent = Column<Double>(
        "share_percent", "Share of the incidents", in: .measured("%"), short: "share_pct", decimals: 6,
        meaning: "The share of all incidents of the days forecast that is expected in the cell."
    ) { 100 * $0.surface.share[$0.cell] }
    package static let times = Column<Double>(
        "times_average", "Times the average", in: .none(because: "one density by another"), short: "times_avg",
        decimals: 4,
        meaning: "What is expected in the cell by what is expected on as much ground at random."
    ) { $0.times }
    package static let positionPercent = Column<Double>(
        "position_percent", "Ground before it", in: .measured("%"), short: "pos_pct", decimals: 4,
        meaning:
            "The share of the ground that comes before the cell, half of its equals among it: cells up to 5 are the best 5 % of the ground."
    ) { 100 * $0.surface.position[$0.cell] }
    package static let lastYear = Column<Int>(
        "count_last_year", "Incidents of the last 365 days", in: .incidents, short: "cnt_year",
        meaning: "Incidents in the cell in the 365 days before the first day forecast."
    ) { $0.surface.lastYear[$0.cell] }
    package static let method = Column<String>(
        "method", "Method", meaning: "The method: that of the greatest hit rate on the first share of the ground."
    ) { $0.surface.method.rawValue }
    package static let from = Column<CivilDay>(
        "from_day", "From", meaning: "The first day that is forecast, that after the period."
    ) { $0.surface.period.first }
    package static let to = Column<CivilDay>(
        "to_day", "To", meaning: "The last day that is forecast."
    ) { $0.surface.period.last }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 1, meaning: "The part of the cell inside the study area."
    ) { $0.surface.grid.cells[$0.cell].areaInside }
    package static let columns: [any ColumnOf<Row>] = [
        sharePercent, times, positionPercent, lastYear, method, from, to, areaM2,
    ]

    package static func id(of row: Row) -> String {
        let cell = row.surface.grid.cells[row.cell]
        return "c\(cell.column)-r\(cell.row)"
    }
    package static func shape(of row: Row) -> Shape? { .polygon(row.surface.grid.polygon(of: row.cell)) }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// Every cell with what is expected there: layer `forecast`. The key of a cell is that of the layer `hotspots` with cells of that size.
    ///
    /// - Parameters:
    ///   - surface: What is expected.
    ///   - system: The working coordinate system, in metres.
    /// - Complexity: O(cells).
    public static func make(_ surface: ForecastSurface, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: surface.grid.cells.indices.map { Row(cell: $0, surface: surface) })
    }

    /// The best ground strong, the rest empty: up to 1, 5, 10 and 20 % of the ground.
    package static func style(of layer: Layer) -> QMLStyle? {
        let limits = [0.0, 1, 5, 10, 20]
        let colours = Array(Palette.heat.reversed())
        let steps = zip(colours, zip(limits, limits.dropFirst())).map { colour, ends in
            (
                lower: ends.0, upper: ends.1,
                label: "Best \(Shown.fixed(ends.0, 0))–\(Shown.fixed(ends.1, 0)) % of the ground",
                symbol: QMLSymbol.fill(colour, alpha: 190, outline: colour, width: 0.05)
            )
        }
        return QMLStyle(renderer: .graduated(by: .init(field: positionPercent.facts.name), steps))
    }
}
