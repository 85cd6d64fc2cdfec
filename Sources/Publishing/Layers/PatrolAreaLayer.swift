import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner
import HomewardWorkflow

/// Guardian patrol areas as a layer.
public enum PatrolAreaLayer: LayerDefinition {
    /// A patrol area with its visits summed up.
    package struct Row: Sendable {
        let area: PatrolArea
        let visits: Int
        let minutes: Int
    }

    package static let layerName = "patrol_areas"
    package static let title = "Guardian patrol areas"
    package static let summary = "The small areas that guardian patrols cover."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.plan
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.streets, .incidents]

    package static let place = Column<String>(
        "place", "Place", meaning: "A name that people know: a named area, or the nearest street or stop."
    ) { $0.area.place }
    package static let incidents = Column<Int>(
        "incidents", "Incidents", in: .incidents, audience: .force,
        meaning: "Incidents inside during the patrol hours of the period."
    ) { $0.area.incidents }
    package static let harm = Column<Double>(
        "harm", "Harm", in: .none(because: "the weights of the harm table"), decimals: 3,
        audience: .force, meaning: "The harm of those incidents."
    ) { $0.area.harm }
    package static let riskPerYear = Column<Double>(
        "risk_per_year", "To expect, a year", in: .perYear, short: "risk_year", decimals: 3, audience: .force,
        meaning:
            "Incidents, or harm where a harm table was given, to expect in the area in patrol hours: older ones weigh less, and the area is drawn towards its neighbourhood."
    ) { $0.area.risk }
    package static let visits = Column<Int>(
        "visits", "Visits", in: .counted("visits"), meaning: "Visits to the area in the timetable."
    ) { $0.visits }
    package static let patrolMin = Column<Int>(
        "patrol_min", "Patrol minutes", in: .minutes, meaning: "The length of those visits together."
    ) { $0.minutes }
    package static let columns: [any ColumnOf<Row>] = [place, incidents, harm, riskPerYear, visits, patrolMin]

    package static func id(of row: Row) -> String { row.area.id }
    package static func shape(of row: Row) -> Shape? { .polygon(row.area.outline) }

    package static func layer(of results: RunResults) -> Layer? {
        make(results.patrols, system: results.study.workingSystem)
    }

    /// The guardian patrol areas: layer `patrol_areas`. O(areas + visits).
    ///
    /// - Parameters:
    ///   - plan: The plan; its areas are keyed by their own id.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ plan: PatrolPlan, system: CoordinateSystem) -> Layer {
        let visits = Dictionary(grouping: plan.visits, by: \.area)
        return layer(
            in: system,
            rows: plan.areas.map { area in
                let own = visits[area.id] ?? []
                return Row(area: area, visits: own.count, minutes: own.reduce(0) { $0 + $1.minutes })
            })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(
            renderer: .single(.fill(Palette.patrol, alpha: 50, outline: Palette.patrol, width: 0.8)),
            label: idField, labelColour: Palette.patrolLabel, isKey: true)
    }

    package static func sheet(in run: RunLayers) -> MapSheet? {
        let hours = VisitLayer.hours(in: run)
        let items = run.rows(of: PatrolAreaLayer.self).map { row in
            MapSheet.Item(
                parts: row.shape?.mapRings ?? [], label: row.id, title: "Patrol area \(row.id): \(row.text(place))",
                facts: (row[incidents].map { [("Incidents in patrol hours", Shown.grouped($0))] } ?? [])
                    + (row[harm].map { [("Harm", Shown.fixed($0, 0))] } ?? []) + [
                        ("Visits in the timetable", row.text(visits)),
                        ("Patrol minutes", row.text(patrolMin)),
                    ],
                hours: hours.map { $0[row.id] ?? WeekHours() })
        }
        return MapSheet(
            key: layerName, name: "Patrol areas", form: .area, level: .ground, isShown: isShown,
            innerLabels: Palette.patrolLabel,
            looks: [.init(name: "Guardian patrol area", colour: Palette.patrol, weight: 2.6, fillOpacity: 0.14)],
            items: items)
    }

    /// The patrol areas for the report.
    package static let table = LayerTable<PatrolAreaLayer>(
        "Guardian patrol areas",
        [
            .id("Area"), .plain(place), .plain(incidents), .number(harm, decimals: 0),
            .number(riskPerYear, decimals: 1), .plain(visits), .plain(patrolMin),
        ])
}
