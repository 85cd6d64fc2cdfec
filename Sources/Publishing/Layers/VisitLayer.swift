import HomewardCalendar
import HomewardCore
import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner
import HomewardWorkflow

/// Patrol visits as a table.
public enum VisitLayer: LayerDefinition {
    /// A visit and the name of its place.
    package struct Row: Sendable {
        let visit: Visit
        let place: String?
    }

    package static let layerName = "visits"
    package static let title = "Patrol visits"
    package static let summary = "The timed stays in the patrol areas: a table without shapes."
    package static let geometry = LayerGeometry.none
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.plan
    package static let basis: Set<MadeUp> = [.streets, .incidents]

    package static let patrolArea = Column<String>(
        "patrol_area", "Patrol area", short: "patrol_ar", meaning: "The patrol area that is visited."
    ) { $0.visit.area }
    package static let place = Column<String>("place", "Place", meaning: "That area's name for people.") { $0.place }
    package static let day = Column<CivilDay>("day", "Day", meaning: "The day of the visit.") { $0.visit.day }
    package static let weekday = Column<String>("weekday", "Weekday", meaning: "Its day of the week.") {
        Shown.weekdays[$0.visit.day.weekday]
    }
    package static let start = Column<String>("start", "Starts", meaning: "The local time at which it starts.") {
        Shown.clock($0.visit.start)
    }
    package static let end = Column<String>("end", "Ends", meaning: "The local time at which it ends.") {
        Shown.clock($0.visit.start + $0.visit.minutes)
    }
    package static let stayMin = Column<Int>("stay_min", "Stay", in: .minutes, meaning: "How long it lasts.") {
        $0.visit.minutes
    }
    package static let columns: [any ColumnOf<Row>] = [patrolArea, place, day, weekday, start, end, stayMin]

    package static func id(of row: Row) -> String {
        "\(row.visit.area)-\(row.visit.day)-" + Shown.clock(row.visit.start).filter { $0 != ":" }
    }
    package static func shape(of row: Row) -> Shape? { nil }

    package static func layer(of results: RunResults) -> Layer? { make(results.patrols) }

    /// The visits to the patrol areas, a table without shapes: layer `visits`. O(areas + visits).
    ///
    /// - Parameter plan: The plan; a visit is keyed by its area, day and start, `A1-2025-09-01-1530`.
    public static func make(_ plan: PatrolPlan) -> Layer {
        let places = Dictionary(plan.areas.map { ($0.id, $0.place) }, uniquingKeysWith: { first, _ in first })
        return layer(in: nil, rows: plan.visits.map { Row(visit: $0, place: places[$0.area]) })
    }

    /// The hours of the week in which each area is visited, with the number of its visits in the timetable; nil where the run has none.
    static func hours(in run: RunLayers) -> [String: WeekHours]? {
        var hours: [String: WeekHours] = [:]
        for row in run.rows(of: VisitLayer.self) {
            guard let day = row[day],
                let own = WeekHours(weekdays: [day.weekday], from: row.text(start), to: row.text(end))
            else { continue }
            hours[row.text(patrolArea), default: WeekHours()].add(own)
        }
        return hours.isEmpty ? nil : hours
    }

    package static func style(of layer: Layer) -> QMLStyle? { nil }
}
