import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// The duty card of a chaperone team: where it stands when, and how it gets from post to post.
struct RouteCard {
    let material: SheetMaterial
    let route: LayerRow<RouteLayer>
    private let posts: [LayerRow<PostLayer>]
    private let school: LayerRow<SchoolLayer>?
    private let colour: String

    /// The card of a route, which has that place in the plan, from 0.
    init(_ material: SheetMaterial, _ route: LayerRow<RouteLayer>, colour: Int) {
        self.material = material
        self.route = route
        self.colour = Palette.pin(colour)
        posts = material.posts(of: route.id)
        school = material.layers.rows(of: SchoolLayer.self).first {
            $0.text(SchoolLayer.name) == route.text(RouteLayer.school)
        }
    }

    /// How much of all directions together a card has room for, in characters.
    private static let directions = 900
    /// How high the map is beside one, two, … posts with their walks, tenths of a millimetre.
    private static let heights = [1000.0, 900, 800, 680, 560, 460]
    /// How many posts a card has room for.
    private static let most = 8

    var card: Sheet {
        let days = route[RouteLayer.days] ?? "Every school day"
        let facts = [
            days, "\(route.text(RouteLayer.start))–\(route.text(RouteLayer.end))",
            Words.count(route[RouteLayer.people] ?? 0, "person", "people"),
        ]
        let isAssumed = route[RouteLayer.isStartAssumed] == true
        let body: HTML = """
            \(DutyCard.header(route.id, route.text(RouteLayer.school), facts, colour: colour))\(about)\(map)\(table)<div class="columns">\(DutyCard.list("What to look for", LookFor(material: material).sentences(at: places)))\(DutyCard.call(material.call))</div>

            """
        return Sheet(
            title: "Duty card \(route.id)", body: body,
            cautions: isAssumed
                ? ["The school's finish time, and so every time here, is assumed: ask the school."]
                : ["Walk it once before the first day: a map does not show everything."])
    }

    private var places: [(name: String, point: Point)] {
        posts.compactMap { post in
            post.shape?.vertices.first.map { (post.text(PostLayer.number), $0) }
        }
    }

    /// Finish, base, breaks and walk in one line.
    private var about: HTML {
        var facts: [String] = []
        if let school {
            let assumed = school[SchoolLayer.isFinishAssumed] == true ? " (assumed)" : ""
            facts.append("School finishes \(school.text(SchoolLayer.finish))\(assumed)")
        }
        if let base = route[RouteLayer.base] { facts.append("Base: \(Cut.text(base, to: 40))") }
        if let breaks = route[RouteLayer.breaks] { facts.append("Break: \(breaks)") }
        let length = route[RouteLayer.lengthM] ?? 0
        facts.append(length >= 1 ? "Walk: \(Shown.fixed(length, 0)) m in all" : "No walk: one place the whole time")
        return "<p class=\"facts\">\(facts.joined(separator: " · "))</p>\n"
    }

    private var map: HTML {
        let lines = route.shape?.lines.map(\.points) ?? []
        var map = SheetMap(
            title: "Map of \(route.id): its posts in order and the walk between them", width: 1320,
            height: Self.heights[max(0, min(posts.count, Self.heights.count) - 1)])
        map.drawings = [.init(lines: lines, colour: colour, width: 12, dash: nil)]
        // What comes from a base may come from far: the map shows where the team stands.
        map.content = places.map(\.point) + (route[RouteLayer.base] == nil ? lines.flatMap { $0 } : [])
        if let gate = school?.shape?.vertices.first {
            let box = BoundingBox(of: map.content)
            let isNear = box.map { $0.centre.metresOverGround(to: gate) < 1500 } ?? true
            if isNear { map.content.append(gate) }
            map.pins.append(.init(place: gate, label: "S", colour: Palette.dark, isSquare: true))
        }
        let numbers = posts.compactMap { post in
            post.shape?.vertices.first.map {
                SheetMap.Pin(place: $0, label: post.text(PostLayer.number), colour: colour)
            }
        }
        // The posts keep their places; the school makes room for them.
        map.pins = numbers + map.pins
        return map.html(material.streets)
    }

    /// The posts in their order, each with the walk to the next.
    private var table: HTML {
        let (shown, more) = Cut.items(posts, to: Self.most)
        let walks = max(1, shown.count(where: { !$0.text(PostLayer.onward).isEmpty }))
        let room = max(110, Self.directions / walks)
        let rows = shown.enumerated().map { index, post -> HTML in
            let onward = post.text(PostLayer.onward)
            let next = index + 1 < posts.count ? posts[index + 1] : nil
            let way: HTML =
                onward.isEmpty
                ? ""
                : "<p class=\"way\">\(next.map { "\(post.text(PostLayer.leave))–\($0.text(PostLayer.arrive)) walk to \($0.text(PostLayer.number)): " } ?? "")\(Words.sentence(Cut.text(onward, to: room)))</p>"
            let fixed = post[PostLayer.isFixed] == true ? " (fixed by hand)" : ""
            return
                "<tr><th scope=\"row\">\(post.text(PostLayer.number))</th><td class=\"time\">\(post.text(PostLayer.arrive))–\(post.text(PostLayer.leave))</td><td>\(Cut.text(post.text(PostLayer.place), to: 70))\(fixed)\(way)</td></tr>\n"
        }
        let rest: HTML =
            more == 0
            ? ""
            : "<tr><td colspan=\"3\">\(more) more posts: the report and the track gpx/\(route.id).gpx have them.</td></tr>\n"
        return """
            <table class="posts"><thead><tr><th scope="col">Post</th><th scope="col">Stand</th><th scope="col">Where, and the way on</th></tr></thead>
            <tbody>
            \(rows)\(rest)</tbody></table>

            """
    }
}
