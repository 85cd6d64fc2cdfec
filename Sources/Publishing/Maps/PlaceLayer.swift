import HomewardCalendar
import HomewardCore
public import HomewardGeometry
import HomewardIncidents
public import HomewardLayers
public import HomewardPlanner

/// Schools as a layer.
public enum SchoolLayer {
    /// The schools with their finish times: layer `schools`.
    ///
    /// - Parameters:
    ///   - schools: The schools of the plan file.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ schools: [School], system: CoordinateSystem) -> Layer {
        let ids = Slug.unique(schools.map(\.name))
        return Layer(
            name: "schools", in: system, rows: Array(schools.indices), id: { ids[$0] },
            shape: { .point(schools[$0].gate) },
            columns: [
                .text("name") { schools[$0].name },
                .text("finish") { HourWindow.clock(schools[$0].finish) },
                .boolean("finish_assumed") { schools[$0].isFinishAssumed },
            ])
    }
}

/// Stops as a layer.
public enum StopLayer {
    /// The stops: layer `stops`.
    ///
    /// - Parameters:
    ///   - stops: The stops of the plan file.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ stops: [Stop], system: CoordinateSystem) -> Layer {
        let ids = Slug.unique(stops.map(\.name))
        return Layer(
            name: "stops", in: system, rows: Array(stops.indices), id: { ids[$0] },
            shape: { .point(stops[$0].point) },
            columns: [.text("name") { stops[$0].name }])
    }
}
