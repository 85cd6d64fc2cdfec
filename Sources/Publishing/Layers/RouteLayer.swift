import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner
import HomewardWorkflow

/// Chaperone routes as a layer.
public enum RouteLayer: LayerDefinition {
    package typealias Row = ChaperoneRoute

    package static let layerName = "routes"
    package static let title = "Chaperone routes"
    package static let summary =
        "The walk of each chaperone team, from its base to its first post and from post to post; no line where a team stands still."
    package static let geometry = LayerGeometry.lines
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.ownFile
    package static let group = LayerGroup.plan
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.streets, .incidents]

    package static let school = Column<String>("school", "School", meaning: "The school that the route serves.") {
        $0.school
    }
    package static let start = Column<String>(
        "start", "Starts", meaning: "When the team starts, local time: the school's finish, less the lead."
    ) {
        Shown.clock($0.start)
    }
    package static let isStartAssumed = Column<Bool>(
        "start_assumed", "Start assumed", short: "start_asmd", meaning: "Whether the school's finish is an assumption."
    ) { $0.isStartAssumed }
    package static let end = Column<String>("end", "Ends", meaning: "The local time at which the last post ends.") {
        Shown.clock(Double($0.start) + $0.minutes)
    }
    package static let posts = Column<Int>(
        "posts", "Posts", in: .counted("posts"), meaning: "Posts on the route."
    ) { $0.posts.count }
    package static let people = Column<Int>(
        "people", "People", in: .counted("people"), meaning: "People on the team."
    ) { $0.people }
    package static let lengthM = Column<Double>(
        "length_m", "Length", in: .metres, decimals: 1,
        meaning: "The length of the walk from the first post to the last."
    ) { $0.length }
    package static let durationMin = Column<Double>(
        "duration_min", "Duration", in: .minutes, short: "durat_min", decimals: 1,
        meaning: "The time from the start to the end of the last post."
    ) { $0.minutes }
    package static let riskPerYear = Column<Double>(
        "risk_per_year", "Met, a year", in: .perYear, short: "risk_year", decimals: 3, audience: .force,
        meaning:
            "Incidents, or harm where a harm table was given, to expect that the team meets: near it while it is there. What another team meets too counts for the route listed first."
    ) { $0.risk }
    package static let days = Column<String>(
        "days", "Days",
        meaning:
            "The weekdays on which the team goes so, where schools finish at other times on others; empty: every school day."
    ) { $0.days }
    package static let base = Column<String>(
        "base", "Base",
        meaning: "The base from which the team comes, in its own time; empty: it starts at its first post."
    ) { $0.base }
    package static let breaks = Column<String>(
        "breaks", "Breaks",
        meaning: "When the team has a break, local time; it stands at no post meanwhile. Empty: none."
    ) { route in
        route.breaks.isEmpty
            ? nil
            : route.breaks.map { "\(Shown.clock($0.lowerBound))–\(Shown.clock($0.upperBound))" }.joined(separator: ", ")
    }
    package static let columns: [any ColumnOf<Row>] = [
        school, base, breaks, days, start, isStartAssumed, end, posts, people, lengthM, durationMin, riskPerYear,
    ]

    package static func assumed(of route: ChaperoneRoute) -> String? {
        route.isStartAssumed ? "the school's finish time" : nil
    }
    package static func id(of route: ChaperoneRoute) -> String { route.id }
    package static func shape(of route: ChaperoneRoute) -> Shape? {
        // The way from the base leads to where the walk starts.
        let line = LineString((route.approach.map { Array($0.points.dropLast()) } ?? []) + route.walk.points)
        // A line needs two places: many a program refuses one that goes nowhere.
        return line.length > 0 ? .lineString(line) : nil
    }

    package static func layer(of results: RunResults) -> Layer? {
        layer(in: results.study.workingSystem, rows: results.chaperones?.routes ?? [])
    }

    /// The walk of each chaperone team: layer `routes`.
    ///
    /// - Parameters:
    ///   - plan: The plan; routes are keyed by their own id.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ plan: ChaperonePlan, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: plan.routes)
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        .byRoute(layer.rows(of: RouteLayer.self).map(\.id), field: idField) { .line($0, width: 1.1) }
    }

    package static func sheet(in run: RunLayers) -> MapSheet? {
        let rows = run.rows(of: RouteLayer.self)
        let items = rows.enumerated().filter { $0.element.shape != nil }.map { index, row in
            MapSheet.Item(
                parts: row.shape?.mapLines ?? [], look: index, title: "Route \(row.id)",
                facts: [
                    ("School", row.text(school)), ("Days", row[days] ?? "every school day"),
                    ("Starts", row.text(start) + (row[isStartAssumed] == true ? " (assumed)" : "")),
                    ("Ends", row.text(end)),
                    ("Posts", row.text(posts)),
                    ("Walk", (row[lengthM].map { Shown.fixed($0, 0) } ?? "–") + " m"),
                ] + shownRisk(row[riskPerYear]),
                hours: WeekHours(weekdays: weekdays(of: row), from: row.text(start), to: row.text(end)))
        }
        let looks = rows.enumerated().map { index, row in
            MapSheet.Look(
                name: "Route \(row.id), \(row.text(school))", colour: Palette.route(index), weight: 4.5, opacity: 0.9)
        }
        return MapSheet(
            key: layerName, name: "Routes", form: .line, level: .walks, isShown: isShown, looks: looks, items: items)
    }

    /// The weekdays on which the team is out: Monday to Friday where it names none.
    static func weekdays(of row: LayerRow<RouteLayer>) -> [Int] {
        row[days].flatMap { try? WeekdayWords.read($0) } ?? Array(0..<5)
    }

    /// A risk in words; nothing where the edition leaves it out.
    static func shownRisk(_ risk: Double?) -> [(label: String, value: String)] {
        risk.map { [("Met", Shown.fixed($0, 1) + " a year to expect")] } ?? []
    }
}
