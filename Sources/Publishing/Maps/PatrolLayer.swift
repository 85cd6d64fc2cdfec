import HomewardCore
public import HomewardGeometry
import HomewardIncidents
public import HomewardLayers
public import HomewardPlanner

/// Guardian patrol areas as a layer.
public enum PatrolAreaLayer {
    /// The guardian patrol areas: layer `patrol_areas`.
    ///
    /// - Parameters:
    ///   - plan: The plan; its areas are keyed by their own id.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ plan: PatrolPlan, system: CoordinateSystem) -> Layer {
        Layer(
            name: "patrol_areas", in: system, rows: plan.areas, id: { $0.id }, shape: { .polygon($0.outline) },
            columns: [
                .text("place") { $0.place },
                .integer("incidents") { $0.incidents },
                .real("harm", decimals: 3) { $0.harm },
                .integer("visits") { area in plan.visits.count { $0.area == area.id } },
                .integer("patrol_min") { area in
                    plan.visits.reduce(0) { $0 + ($1.area == area.id ? $1.minutes : 0) }
                },
            ])
    }
}

/// Patrol visits as a table.
public enum VisitLayer {
    /// The visits to the patrol areas, a table without shapes: layer `visits`.
    ///
    /// - Parameter plan: The plan; a visit is keyed by its area, day and start, `A1-2025-09-01-1530`.
    public static func make(_ plan: PatrolPlan) -> Layer {
        Layer(
            name: "visits", in: nil, rows: plan.visits,
            id: { visit in
                "\(visit.area)-\(visit.day)-" + Shown.clock(visit.start).filter { $0 != ":" }
            },
            shape: { _ in nil },
            columns: [
                .text("patrol_area") { $0.area },
                .text("place") { visit in plan.areas.first { $0.id == visit.area }?.place },
                .date("day") { $0.day.description },
                .text("weekday") { Shown.weekdays[$0.day.weekday] },
                .text("start") { Shown.clock($0.start) },
                .text("end") { Shown.clock($0.start + $0.minutes) },
                .integer("stay_min") { $0.minutes },
            ])
    }
}
