import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardWorkflow

/// Cells with released figures, for people outside the force. A cell without any is left out.
package enum SharedCellLayer: ReleasedLayer {
    /// A cell with its figures.
    package struct Row: Sendable {
        let id: String
        let outline: Polygon
        let figures: [ReleasedBlock.Kind: Int]
    }

    package static let layerName = "hotspots"
    package static let title = "Busy places, for others"
    package static let summary =
        "The cells that reach the limit, with rounded figures; a place that is not listed may hold none or a few."
    package static let geometry = LayerGeometry.areas
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.findings
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.incidents]

    package static let window = Column<Int>(
        "incidents_window", "Incidents in the window", in: .incidents, short: "in_window",
        meaning: "Incidents of the window in the cell, rounded; empty where withheld."
    ) { $0.figures[.window] }
    package static let otherDays = Column<Int>(
        "incidents_other_days", "The same hours, other days", in: .incidents, short: "other_days",
        meaning: "Incidents in the hours of the window on other days, rounded; empty where withheld."
    ) { $0.figures[.otherDays] }
    package static let patrolHours = Column<Int>(
        "incidents_patrol_hours", "Further patrol hours", in: .incidents, short: "patrol_hrs",
        meaning: "Incidents in the hours of the patrols outside the window, rounded; empty where withheld."
    ) { $0.figures[.patrolHours] }
    package static let columns: [any ColumnOf<Row>] = [window, otherDays, patrolHours]

    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? { .polygon(row.outline) }

    static func make(_ release: Release) -> Layer {
        let rows = release.grid.cells.indices.compactMap { index -> Row? in
            var figures: [ReleasedBlock.Kind: Int] = [:]
            for block in release.blocks {
                if let figure = block.places?.cells[index] { figures[block.kind] = figure }
            }
            guard !figures.isEmpty else { return nil }
            let cell = release.grid.cells[index]
            return Row(
                id: "c\(cell.column)-r\(cell.row)", outline: release.grid.polygon(of: index), figures: figures)
        }
        return layer(in: release.study.workingSystem, rows: rows)
    }

    /// Cells by their figure in the window.
    package static func style(of layer: Layer) -> QMLStyle? {
        .graduated(
            by: .init(field: window.facts.name), name: "incidents",
            values: layer.rows(of: SharedCellLayer.self).compactMap { $0[window] }.map(Double.init),
            colours: Palette.heat, others: .fill(Palette.white, alpha: 0, outline: Palette.grid, width: 0.2))
    }

    package static func sheet(in run: RunLayers) -> MapSheet? {
        let rows = run.rows(of: SharedCellLayer.self)
        let items = rows.map { row in
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], look: row[window] == nil ? 0 : 1, title: "Cell \(row.id)",
                facts: [window, otherDays, patrolHours].map { ($0.facts.alias, shown(row[$0])) })
        }
        return MapSheet(
            key: layerName, name: "Busy places", form: .area, level: .ground, isShown: isShown, isUnderlay: true,
            looks: [
                .init(name: "Busy at other times", colour: Palette.heat[0], weight: 0.5, fillOpacity: 0.5),
                .init(name: "Busy in the window", colour: Palette.heat[2], weight: 0.5, fillOpacity: 0.7),
            ],
            items: items)
    }

    /// A figure in words.
    static func shown(_ figure: Int?) -> String { figure.map { "about \(Shown.grouped($0))" } ?? "withheld" }

    /// The cells for the report.
    package static let table = LayerTable<SharedCellLayer>(
        "Cells that reach the limit: rounded figures",
        [
            .id("Cell"),
            .made("Middle (latitude, longitude)") { row in
                let middle = row.shape?.boundingBox?.centre
                return middle.map { "\($0.y.rounded(decimals: 4)), \($0.x.rounded(decimals: 4))" } ?? "–"
            },
            .made("In the window", isNumber: true) { shown($0[window]) },
            .made("Same hours, other days", isNumber: true) { shown($0[otherDays]) },
            .made("Further patrol hours", isNumber: true) { shown($0[patrolHours]) },
        ])
}
