import Foundation
import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// One page about a school for its panel: the gate, the ways home, the figures that may be shown, the route, and what to do next.
///
/// It is made from an edition for others alone, whose figures are released ones, and says no more than they do: a place without a figure
/// holds fewer than the limit, perhaps none.
struct SchoolBrief {
    let material: SheetMaterial
    let school: LayerRow<SchoolLayer>
    private let gate: Point?

    init(_ material: SheetMaterial, _ school: LayerRow<SchoolLayer>) {
        self.material = material
        self.school = school
        gate = school.shape?.vertices.first.flatMap { $0.isFinite ? $0 : nil }
    }

    /// How far from the gate places are told of, m.
    private static let reach = 800.0

    var sheet: Sheet {
        let name = school.text(SchoolLayer.name)
        let body: HTML = """
            <header><div><h1>\(Cut.text(name, to: 70))</h1><p>A brief for the school's panel · \(Cut.text(material.subject, to: 90))</p></div></header>
            \(map)<div class="columns even">
            <div class="stack">\(gateWords)\(route)</div>
            <div>\(ways)</div>
            </div>
            \(places)<div class="columns even">\(DutyCard.list("What the figures say, and what not", reading))\(DutyCard.list("What to do next", next))</div>

            """
        return Sheet(
            title: "Brief: \(name)", body: body,
            cautions: ["Recorded incidents of a time that is over. That a place is not marked does not make it safe."])
    }

    private var routes: [LayerRow<RouteLayer>] {
        material.layers.rows(of: RouteLayer.self).filter {
            $0.text(RouteLayer.school) == school.text(SchoolLayer.name)
        }
    }

    private var isAssumed: Bool { school[SchoolLayer.isFinishAssumed] == true }

    // MARK: Figures

    /// `about 15`, or `fewer than 5, perhaps none`.
    private func figure(_ number: Int?) -> String {
        number.map { "about \(Shown.grouped($0))" } ?? "fewer than \(least), perhaps none"
    }

    private var least: Int { material.shared?.disclosure.minimum ?? 0 }
    private var side: String { SettingName.plain(material.shared?.disclosure.cellM ?? 0) }
    private var hours: String { material.windowHours ?? "all hours" }
    private var window: String { "\(material.windowDays), \(hours)" }

    /// The released cell that holds a point; nil where none of its figures reaches the limit.
    private func cell(at point: Point) -> LayerRow<SharedCellLayer>? {
        material.layers.rows(of: SharedCellLayer.self).first {
            $0.shape?.polygons.contains { $0.holds(point) } ?? false
        }
    }

    // MARK: Parts

    private var gateWords: HTML {
        var lines = [
            "The school finishes at \(school.text(SchoolLayer.finish))\(isAssumed ? ". That is assumed: tell us each weekday" : "")."
        ]
        if let gate {
            let own = cell(at: gate)
            lines.append(
                "In the square of \(side) m that holds the gate: \(figure(own?[SharedCellLayer.window])) on \(window)."
            )
            if material.shared?.clock.contains(where: { $0.kind == .otherDays }) == true {
                lines.append("In the same hours of other days: \(figure(own?[SharedCellLayer.otherDays])).")
            }
            let areas = material.layers.rows(of: SharedAreaLayer.self)
            if let area = areas.first(where: { $0.shape?.polygons.contains { $0.holds(gate) } ?? false }) {
                let number = area[SharedAreaLayer.window]
                let words =
                    number.map { "about \(Shown.grouped($0)) in the squares that may be shown" }
                    ?? "no square of it holds enough to be shown"
                lines.append("The gate lies in \(Cut.text(area.text(SharedAreaLayer.name), to: 40)): \(words).")
            }
        } else {
            lines.append("Where the gate is, is not known.")
        }
        return DutyCard.list("The gate", lines)
    }

    /// Where children go from the gate, as far as the edition's layers tell.
    private var ways: HTML {
        guard let gate else { return "" }
        var lines: [String] = []
        let near = material.streets.stretches.compactMap { stretch -> (name: String, away: Double)? in
            guard let name = stretch.name, !name.isEmpty else { return nil }
            let away = LookFor.distance(.lineString(LineString(stretch.points)), gate)
            return away <= 200 ? (name, away) : nil
        }
        let names = Dictionary(near.map { ($0.name, $0.away) }, uniquingKeysWith: min)
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { Cut.text($0.key, to: 30) }
        if !names.isEmpty { lines.append("Streets at the gate: \(Words.list(Array(names.prefix(5)))).") }
        let stops = material.layers.rows(of: StopLayer.self).compactMap { row -> (name: String, place: Point)? in
            row.shape?.vertices.first.map { (row.text(StopLayer.name), $0) }
        }.map { (name: $0.name, place: $0.place, away: gate.metresOverGround(to: $0.place)) }
            .filter { $0.away <= Self.reach }.sorted { ($0.away, $0.name) < ($1.away, $1.name) }
        for stop in stops.prefix(4) {
            lines.append("Bus stop \(Cut.text(stop.name, to: 44)), \(Self.way(from: gate, to: stop.place)).")
        }
        if stops.count > 4 {
            lines.append("\(stops.count - 4) more bus stops within \(Shown.fixed(Self.reach, 0)) m.")
        }
        lines.append(
            "\(lines.isEmpty ? "No street or stop near the gate is known" : "Which of these ways children take, the plan does not know"): say where they walk."
        )
        return DutyCard.list("Ways home", lines)
    }

    /// `300 m to the north-east`, to fifty metres.
    private static func way(from gate: Point, to place: Point) -> String {
        let metres = max(50, Int(nearest: gate.metresOverGround(to: place) / 50) * 50)
        let names = ["east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east"]
        let shrink = cos(gate.y * .pi / 180)
        let angle = atan2(place.y - gate.y, (place.x - gate.x) * shrink)
        let eighth = (Int(nearest: angle / (.pi / 4)) + 8) % 8
        return "about \(metres) m to the \(names[eighth])"
    }

    private var route: HTML {
        let routes = self.routes
        guard !routes.isEmpty else {
            let why =
                material.layers.rows(of: RouteLayer.self).isEmpty
                ? "No team of chaperones is planned."
                : "No team starts from this school: the teams stand where more is to be expected."
            return "<section><h2>Who will be there</h2>\n<p>\(why)</p></section>\n"
        }
        let order = material.routeOrder
        // As many posts as the page has room for, shared among the teams that are shown.
        let most = Self.mostPosts / min(routes.count, Self.mostTeams)
        let rows = routes.prefix(Self.mostTeams).map { route -> HTML in
            let posts = material.posts(of: route.id)
            let stands = posts.prefix(most).map { post in
                "<tr><th scope=\"row\">\(post.text(PostLayer.number))</th><td class=\"time\">\(post.text(PostLayer.arrive))–\(post.text(PostLayer.leave))</td><td>\(Cut.text(post.text(PostLayer.place), to: 48))</td></tr>\n"
                    as HTML
            }
            let rest = posts.count > most ? "; \(posts.count - most) more posts" : ""
            return """
                <tr><td colspan="3"><svg class="dot" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill="\(Palette.pin(order[route.id] ?? 0))"/></svg> <strong>Team \(Cut.text(route.id, to: 12))</strong>: \(Words.count(route[RouteLayer.people] ?? 0, "person", "people")), \(route[RouteLayer.days] ?? "every school day")\(rest)</td></tr>
                \(stands)
                """
        }
        let more: HTML =
            routes.count > Self.mostTeams
            ? "<p class=\"note\">\(routes.count - Self.mostTeams) more teams start here.</p>\n" : ""
        return """
            <section><h2>Who will be there</h2>
            <table class="posts"><thead><tr><th scope="col">Post</th><th scope="col">From, to</th><th scope="col">Place</th></tr></thead>
            <tbody>
            \(rows)</tbody></table>
            \(more)</section>

            """
    }

    private static let mostTeams = 2
    private static let mostPosts = 6

    /// The nearest released places.
    private var places: HTML {
        guard let gate else { return "" }
        let near = material.layers.rows(of: SharedCellLayer.self).compactMap {
            row -> (row: LayerRow<SharedCellLayer>, centre: Point, away: Double)? in
            guard row[SharedCellLayer.window] != nil, let centre = row.shape?.boundingBox?.centre else { return nil }
            return (row, centre, gate.metresOverGround(to: centre))
        }.filter { $0.away <= Self.reach }.sorted { ($0.away, $0.row.id) < ($1.away, $1.row.id) }
        guard !near.isEmpty else {
            return
                "<section><h2>Busy places near the school</h2>\n<p>No square of \(side) m within \(Shown.fixed(Self.reach, 0)) m of the gate reaches \(least) incidents on \(window): each holds fewer than \(least), perhaps none.</p></section>\n"
        }
        let rows = near.prefix(5).map { item -> HTML in
            let isGate = item.row.shape?.polygons.contains { $0.holds(gate) } ?? false
            return
                "<tr><th scope=\"row\">\(isGate ? "round the gate" : Self.way(from: gate, to: item.centre))</th><td>\(figure(item.row[SharedCellLayer.window]))</td><td>\(figure(item.row[SharedCellLayer.otherDays]))</td></tr>\n"
        }
        let more: HTML =
            near.count > 5
            ? "<p class=\"note\">\(near.count - 5) more are on the map of report.html.</p>\n" : ""
        return """
            <section><h2>Busy places near the school</h2>
            <table class="places"><caption>Squares of \(side) m with \(least) incidents or more, the nearest first</caption>
            <thead><tr><th scope="col">From the gate</th><th scope="col">\(Words.paragraph(window).dropLast().description)</th><th scope="col">Same hours, other days</th></tr></thead>
            <tbody>
            \(rows)</tbody></table>
            \(more)</section>

            """
    }

    private var reading: [String] {
        let base = material.shared?.disclosure.base ?? 0
        return [
            "They count recorded incidents. Much is never reported, and what is depends on who asks.",
            "“Fewer than \(least)” may be none. Nobody can tell which from this page, and that is on purpose.",
            "Every other figure is rounded to a multiple of \(base).",
            "A busy place is a place and an hour, not a child, a school or a group.",
            "No figure here says why, or what will happen next.",
        ]
    }

    private var next: [String] {
        var steps: [String] = []
        if isAssumed { steps.append("Tell us when school finishes on each weekday, so that the times are made anew.") }
        if material.shared?.synthetic.contains(.streets) == true {
            steps.append("Wait for a plan on real streets: these are made up, so nobody can stand there.")
        } else if !routes.isEmpty {
            steps.append("Walk the route with the team once, at the hour, before the first day.")
        }
        steps += [
            "Say what the page leaves out: where children really walk, what has changed since.",
            "Agree who tells families that a team will be there, and how.",
            "Fix now how it will be looked at whether it helped, and on which day.",
            "Hand paper copies back at the end of the meeting.",
        ]
        return steps
    }

    private var map: HTML {
        guard let gate else { return "" }
        var map = SheetMap(
            title: "Map of \(school.text(SchoolLayer.name)): the gate, busy places, stops, and the route", width: 1860,
            height: 760)
        let order = material.routeOrder
        let cells = material.layers.rows(of: SharedCellLayer.self).filter { $0[SharedCellLayer.window] != nil }
        map.drawings = cells.map { cell in
            .init(
                lines: (cell.shape?.polygons ?? []).map(\.exterior), colour: Palette.heat[2], width: 2, fill: 0.28)
        }
        for route in routes {
            map.drawings.append(
                .init(
                    lines: route.shape?.lines.map(\.points) ?? [], colour: Palette.route(order[route.id] ?? 0),
                    width: 12))
        }
        let posts = routes.flatMap { route in
            material.posts(of: route.id).compactMap { post in
                post.shape?.vertices.first.map {
                    SheetMap.Pin(
                        place: $0, label: post.text(PostLayer.number), colour: Palette.pin(order[route.id] ?? 0))
                }
            }
        }
        map.pins = posts + [.init(place: gate, label: "S", colour: Palette.dark, isSquare: true)]
        // The gate and a few minutes' walk around it; a team that goes farther is shown on its card.
        let around = 380 / (6_371_008.8 * Double.pi / 180)
        map.content =
            [Point(x: gate.x, y: gate.y - around), Point(x: gate.x, y: gate.y + around)]
            + posts.map(\.place).filter { $0.metresOverGround(to: gate) < 900 }
        return
            "\(map.html(material.streets))<p class=\"note\">S: the school (approximate). Numbers: posts. Shaded: squares of \(side) m with \(least) incidents or more on \(window).</p>\n"
    }
}
