import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// The duty card of a guardian patrol area: where it is, when to be there, and what for.
struct AreaCard {
    let material: SheetMaterial
    let area: LayerRow<PatrolAreaLayer>
    private let visits: [Visit]

    /// A stay in the area.
    private struct Visit {
        let day: CivilDay
        let start: String
        let end: String
    }

    init(_ material: SheetMaterial, _ area: LayerRow<PatrolAreaLayer>) {
        self.material = material
        self.area = area
        visits = material.layers.rows(of: VisitLayer.self).compactMap { row in
            guard row.text(VisitLayer.patrolArea) == area.id, let day = row[VisitLayer.day] else { return nil }
            return Visit(day: day, start: row.text(VisitLayer.start), end: row.text(VisitLayer.end))
        }.sorted { ($0.day, $0.start) < ($1.day, $1.start) }
    }

    var card: Sheet {
        let facts = ["Guardian patrol"] + (visits.isEmpty ? [] : [visitsOfAWeek])
        let polygon = area.shape?.polygons.first
        let looks = polygon.map { LookFor(material: material).sentences(in: $0) } ?? []
        let body: HTML = """
            \(DutyCard.header(area.id, area.text(PatrolAreaLayer.place), facts, colour: Palette.patrol))<p class="facts">\(purpose)</p>
            \(map)\(timetable)<div class="columns">\(DutyCard.list("What to look for", looks))\(DutyCard.call(material.call))</div>

            """
        return Sheet(
            title: "Duty card \(area.id)", body: body,
            cautions: ["Look at the place before the first visit: a map does not show everything."])
    }

    /// `21 visits of 15 min`, of the first week.
    private var visitsOfAWeek: String {
        let minutes = area[PatrolAreaLayer.patrolMin] ?? 0
        let number = area[PatrolAreaLayer.visits] ?? 0
        let each = number > 0 ? " of \(minutes / number) min" : ""
        let rest = visits.count > week.count ? " in the first week" : ""
        return "\(Words.count(week.count, "visit", "visits"))\(each)\(rest)"
    }

    /// What the visits are for.
    private var purpose: String {
        "Be seen on foot, on every street inside the outline, at the times below: they are when most is to be expected here, and they change from day to day so that nobody learns them."
    }

    /// The visits of the first seven days.
    private var week: [Visit] {
        guard let first = visits.first?.day else { return [] }
        return visits.filter { $0.day < first.advanced(by: 7) }
    }

    private var map: HTML {
        let rings = (area.shape?.polygons ?? []).flatMap { [$0.exterior] + $0.holes }
        var map = SheetMap(
            title: "Map of \(area.id): the outline of the area with its streets", width: 1320, height: 1000)
        map.drawings = [.init(lines: rings, colour: Palette.patrol, width: 9, fill: 0.14)]
        // The outline and as much again around it, so that a team knows its way in.
        if let box = BoundingBox(of: rings.flatMap { $0 }.filter(\.isFinite)) {
            let (x, y) = (box.width * 0.12, box.height * 0.12)
            map.content = [
                Point(x: box.minX - x, y: box.minY - y), Point(x: box.maxX + x, y: box.maxY + y),
            ]
        }
        map.pins = material.layers.rows(of: SchoolLayer.self).compactMap { school in
            school.shape?.vertices.first.flatMap { gate in
                BoundingBox(of: map.content)?.grown(by: 0.001).contains(gate) == true
                    ? SheetMap.Pin(place: gate, label: "S", colour: Palette.dark, isSquare: true) : nil
            }
        }
        return map.html(material.streets)
    }

    private var timetable: HTML {
        guard let first = week.first?.day, let last = week.last?.day else {
            return "<p class=\"note\">The timetable has no visit here.</p>\n"
        }
        let days = Dictionary(grouping: week, by: \.day)
        let rows = (0...max(0, last.number - first.number)).map { step -> HTML in
            let day = first.advanced(by: step)
            let own = days[day] ?? []
            let (shown, more) = Cut.items(own, to: 8)
            let cells = shown.map { "<td class=\"time\">\($0.start)–\($0.end)</td>" as HTML }
            let text: HTML =
                own.isEmpty
                ? "<td>no visit</td>" : "\(cells)\(more == 0 ? "" : "<td>and \(more) more</td>" as HTML)"
            return
                "<tr><th scope=\"row\">\(String(Shown.weekdays[day.weekday].prefix(3))) \(day.parts.day) \(String(Words.month(day.parts.month).prefix(3)))</th>\(text)</tr>\n"
        }
        let later = visits.count - week.count
        let rest: HTML =
            later == 0
            ? ""
            : "<p class=\"note\">\(Words.count(later, "more visit", "more visits")) in later weeks: calendars/\(Publisher.fileName(area.id)).ics has all.</p>\n"
        return """
            <table class="visits"><caption>Visits\(later == 0 ? "" : " of the first week")</caption><tbody>
            \(rows)</tbody></table>
            \(rest)
            """
    }
}
