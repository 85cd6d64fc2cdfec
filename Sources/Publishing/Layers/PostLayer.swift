import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner
import HomewardWorkflow

/// Chaperone posts as a layer.
public enum PostLayer: LayerDefinition {
    /// A post on its route.
    package struct Row: Sendable {
        let route: ChaperoneRoute
        /// From 1, along the route.
        let number: Int
        let post: Post
    }

    package static let layerName = "posts"
    package static let title = "Chaperone posts"
    package static let summary = "The places where chaperones stand, with their times."
    package static let geometry = LayerGeometry.points
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.plan
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.streets, .incidents]

    package static let route = Column<String>("route", "Route", meaning: "The route that the post is on.") {
        $0.route.id
    }
    package static let number = Column<Int>(
        "number", "Number", in: .none(because: "an ordinal"), meaning: "Its place along the route, from 1."
    ) { $0.number }
    package static let school = Column<String>("school", "School", meaning: "The school that the route serves.") {
        $0.route.school
    }
    package static let place = Column<String>(
        "place", "Place", meaning: "The street's name, or the nearest stop's, or a description."
    ) { $0.post.place }
    package static let arrive = Column<String>(
        "arrive", "Arrive", meaning: "The local time at which the team arrives, to the minute."
    ) { Shown.clock($0.post.arrive) }
    package static let leave = Column<String>(
        "leave", "Leave", meaning: "The local time at which it leaves, to the minute."
    ) { Shown.clock($0.post.leave) }
    package static let stayMin = Column<Double>(
        "stay_min", "Stay", in: .minutes, decimals: 1, meaning: "How long the team stands there."
    ) { $0.post.leave - $0.post.arrive }
    package static let riskPerYear = Column<Double>(
        "risk_per_year", "Met, a year", in: .perYear, short: "risk_year", decimals: 3, audience: .force,
        meaning:
            "Incidents, or harm where a harm table was given, to expect that the team meets while it stands there. What another team meets too counts for the route listed first."
    ) { $0.post.risk }
    package static let isFixed = Column<Bool>(
        "fixed", "Fixed by hand", meaning: "Whether a person fixed the post in the plan file."
    ) { $0.post.isFixed }
    package static let isStartAssumed = Column<Bool>(
        "start_assumed", "Start assumed", short: "start_asmd",
        meaning: "Whether the times rest on an assumed finish of the school."
    ) { $0.route.isStartAssumed }
    package static let onward = Column<String>(
        "onward", "Way on", mayBeCut: true,
        meaning:
            "How to walk to the next post, turn by turn; empty at the last. Shapefile and MapInfo have its first 254 bytes."
    ) { $0.route.words(after: $0.number - 1) }
    package static let columns: [any ColumnOf<Row>] = [
        route, number, school, place, arrive, leave, stayMin, riskPerYear, isFixed, isStartAssumed, onward,
    ]

    package static func assumed(of row: Row) -> String? {
        row.route.isStartAssumed ? "the school's finish time" : nil
    }
    package static func id(of row: Row) -> String { row.post.id }
    package static func shape(of row: Row) -> Shape? { .point(row.post.point) }

    package static func layer(of results: RunResults) -> Layer? {
        make(results.chaperones?.routes ?? [], system: results.study.workingSystem)
    }

    /// The posts of all routes: layer `posts`.
    ///
    /// - Parameters:
    ///   - plan: The plan; posts are keyed by their own id.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ plan: ChaperonePlan, system: CoordinateSystem) -> Layer {
        make(plan.routes, system: system)
    }

    private static func make(_ routes: [ChaperoneRoute], system: CoordinateSystem) -> Layer {
        layer(
            in: system,
            rows: routes.flatMap { route in
                route.posts.enumerated().map { Row(route: route, number: $0.offset + 1, post: $0.element) }
            })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        .byRoute(
            layer.rows(of: PostLayer.self).map { $0.text(route) }, field: route.facts.name, label: idField, isKey: true
        ) { .marker($0, form: "circle", size: 3.4) }
    }

    /// The posts in the colours of their routes; one line stands for all of them in the legend.
    package static func sheet(in run: RunLayers) -> MapSheet? {
        let rows = run.rows(of: RouteLayer.self)
        let routes = rows.map(\.id)
        let weekdays = Dictionary(
            rows.map { ($0.id, RouteLayer.weekdays(of: $0)) }, uniquingKeysWith: { first, _ in first })
        let items = run.rows(of: PostLayer.self).map { row in
            MapSheet.Item(
                parts: row.shape?.mapPoint ?? [], look: routes.firstIndex(of: row.text(route)) ?? 0,
                label: row.text(number), title: "Post \(row.id): \(row.text(place))",
                facts: [
                    ("Route", "\(row.text(route)), \(row.text(school))"),
                    ("Stay", "\(row.text(arrive))–\(row.text(leave))"),
                    (
                        "Times",
                        row[isStartAssumed] == true
                            ? "rest on an assumed finish time" : "rest on the school's finish time"
                    ),
                ] + RouteLayer.shownRisk(row[riskPerYear]),
                hours: WeekHours(
                    weekdays: weekdays[row.text(route)] ?? Array(0..<5), from: row.text(arrive), to: row.text(leave)))
        }
        let looks = (0..<max(1, routes.count)).map { index in
            MapSheet.Look(
                name: index == 0 ? "Post, numbered along its route" : nil, colour: Palette.pin(index))
        }
        return MapSheet(
            key: layerName, name: "Posts", form: .pin, level: .posts, isShown: isShown, looks: looks, items: items)
    }

    /// The posts of one route for the report.
    package static let table = LayerTable<PostLayer>(
        "Posts",
        [
            .id("Post"),
            .made("Place") { $0.text(place) + ($0[isFixed] == true ? " (fixed by hand)" : "") },
            .plain(arrive, isNumber: true), .plain(leave, isNumber: true), .number(riskPerYear, decimals: 2),
        ])
}
