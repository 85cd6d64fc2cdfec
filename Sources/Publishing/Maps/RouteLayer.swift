import HomewardCalendar
import HomewardCore
public import HomewardGeometry
import HomewardIncidents
public import HomewardLayers
public import HomewardPlanner

/// Chaperone routes as a layer.
public enum RouteLayer {
    /// The walk of each chaperone team: layer `routes`.
    ///
    /// - Parameters:
    ///   - plan: The plan; routes are keyed by their own id.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ plan: ChaperonePlan, system: CoordinateSystem) -> Layer {
        Layer(
            name: "routes", in: system, rows: plan.routes, id: { $0.id },
            shape: { $0.walk.points.count >= 2 ? .lineString($0.walk) : nil },
            columns: [
                .text("school") { $0.school },
                .text("start") { HourWindow.clock($0.start) },
                .boolean("start_assumed") { $0.isStartAssumed },
                .text("end") { Shown.clock(Double($0.start) + $0.minutes) },
                .integer("posts") { $0.posts.count },
                .integer("people") { $0.people },
                .real("length_m", decimals: 1) { $0.length },
                .real("duration_min", decimals: 1) { $0.minutes },
                .real("risk_per_year", decimals: 3) { $0.risk },
            ])
    }
}

/// Chaperone posts as a layer.
public enum PostLayer {
    /// The posts of all routes: layer `posts`.
    ///
    /// - Parameters:
    ///   - plan: The plan; posts are keyed by their own id.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ plan: ChaperonePlan, system: CoordinateSystem) -> Layer {
        struct Row {
            let route: ChaperoneRoute
            let number: Int
            let post: Post
        }
        let rows = plan.routes.flatMap { route in
            route.posts.enumerated().map { Row(route: route, number: $0.offset + 1, post: $0.element) }
        }
        return Layer(
            name: "posts", in: system, rows: rows, id: { $0.post.id }, shape: { .point($0.post.point) },
            columns: [
                .text("route") { $0.route.id },
                .integer("number") { $0.number },
                .text("school") { $0.route.school },
                .text("place") { $0.post.place },
                .text("arrive") { Shown.clock($0.post.arrive) },
                .text("leave") { Shown.clock($0.post.leave) },
                .real("stay_min", decimals: 1) { $0.post.leave - $0.post.arrive },
                .real("risk_per_year", decimals: 3) { $0.post.risk },
                .boolean("fixed") { $0.post.isFixed },
                .boolean("start_assumed") { $0.route.isStartAssumed },
            ])
    }
}
