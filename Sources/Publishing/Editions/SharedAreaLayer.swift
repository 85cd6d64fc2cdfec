import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardWorkflow

/// Named areas with released figures, for people outside the force.
package enum SharedAreaLayer: ReleasedLayer {
    /// An area with its figures.
    package struct Row: Sendable {
        let id: String
        let area: NamedArea
        let squareMetres: Double
        let figures: [ReleasedBlock.Kind: Int]
    }

    package static let layerName = "areas"
    package static let title = "Areas, for others"
    package static let summary = "The named areas with rounded figures; small ones are withheld."
    package static let geometry = LayerGeometry.areas
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.context
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.incidents]

    package static let name = Column<String>("name", "Name", meaning: "The name of the area.") { $0.area.name }
    package static let isOfficial = Column<Bool>(
        "official", "Official",
        meaning: "Whether the outline is an official boundary; empty where its layer does not say."
    ) { $0.area.isOfficial }
    package static let note = Column<String>("note", "Note", meaning: "Where the outline comes from.") { $0.area.note }
    package static let areaM2 = Column<Double>(
        "area_m2", "Size", in: .squareMetres, decimals: 0, meaning: "The size of the area."
    ) { $0.squareMetres }
    package static let window = Column<Int>(
        "incidents_window", "Incidents in the window", in: .incidents, short: "in_window",
        meaning: "Incidents of the window in the area's cells, rounded; empty where withheld."
    ) { $0.figures[.window] }
    package static let otherDays = Column<Int>(
        "incidents_other_days", "The same hours, other days", in: .incidents, short: "other_days",
        meaning: "Incidents in the hours of the window on other days, rounded; empty where withheld."
    ) { $0.figures[.otherDays] }
    package static let patrolHours = Column<Int>(
        "incidents_patrol_hours", "Further patrol hours", in: .incidents, short: "patrol_hrs",
        meaning: "Incidents in the hours of the patrols outside the window, rounded; empty where withheld."
    ) { $0.figures[.patrolHours] }
    package static let columns: [any ColumnOf<Row>] = [
        name, isOfficial, note, areaM2, window, otherDays, patrolHours,
    ]

    package static func assumed(of row: Row) -> String? {
        row.area.isOfficial == false ? "the outline, which is no official boundary" : nil
    }
    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? { row.area.shape }

    static func make(_ release: Release) throws -> Layer {
        let study = release.study
        let rows = try zip(Slug.unique(study.areas.map(\.name)), study.areas).enumerated().map { index, entry in
            var figures: [ReleasedBlock.Kind: Int] = [:]
            for block in release.blocks {
                figures[block.kind] = block.places?.total(of: index, areas: release.areas) ?? figures[block.kind]
            }
            return Row(
                id: entry.0, area: entry.1, squareMetres: try entry.1.shape.area(),
                figures: figures)
        }
        return layer(in: study.workingSystem, rows: rows)
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.outline(Palette.area, width: 0.5)), label: name.facts.name)
    }

    package static func sheet(in run: RunLayers) -> MapSheet? {
        let outline = run.rows(of: StudyAreaLayer.self).prefix(1).map { row in
            MapSheet.Item(parts: row.shape?.mapRings ?? [], look: 1, title: row.text(StudyAreaLayer.name))
        }
        let areas = run.rows(of: SharedAreaLayer.self).map { row in
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], label: row.text(name), title: row.text(name),
                facts: [window, otherDays, patrolHours].map { ($0.facts.alias, SharedCellLayer.shown(row[$0])) })
        }
        return MapSheet(
            key: layerName, name: "Areas", form: .area, level: .ground, isShown: isShown,
            looks: [
                .init(name: "Area", colour: Palette.area, weight: 1.6, dash: "5 4", fillOpacity: 0.02),
                .init(
                    name: "Study area", colour: Palette.area, weight: 2.5, opacity: 0.75, isInteractive: false),
            ],
            items: outline + areas)
    }

    /// The areas for the report.
    package static let table = LayerTable<SharedAreaLayer>(
        "Areas: rounded figures",
        [
            .plain(name),
            .made("In the window", isNumber: true) { SharedCellLayer.shown($0[window]) },
            .made("Same hours, other days", isNumber: true) { SharedCellLayer.shown($0[otherDays]) },
            .made("Further patrol hours", isNumber: true) { SharedCellLayer.shown($0[patrolHours]) },
        ])
}
