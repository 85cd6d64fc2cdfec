import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPlanner

/// The routes that a layer keeps, put together from its features.
///
/// A route is what an earlier plan wrote: the posts of its layer `posts` (or of its timetable), which say by `route` to which route they
/// belong, by `number` in which order, and by `arrive` and `leave` (`start` and `end`) when; or a line of its layer `routes`, or one that was
/// drawn by hand, whose team stands at its start and its end and walks along it. Posts are more than a line of the same name.
struct KeptRouteFeatures {
    private struct Post {
        var stay: ChaperoneOrders.Route.Stay
        var number: Int?
    }

    private struct Entry {
        var name: String
        var school: String
        var days: [Int]?
        var posts: [Post] = []
        var lines: [LineString] = []
        var from: Int?
        var to: Int?
    }

    private var entries: [Entry] = []
    private let schools: [School]

    init(schools: [School]) { self.schools = schools }

    /// Whether a layer is one of routes or posts that a plan wrote, in which nobody marks every feature.
    static func wrote(_ layer: Layer) -> Bool {
        layer.fields.contains { $0.name == "start_assumed" || $0.name == "start_asmd" }
    }

    /// Takes a feature in.
    mutating func add(_ feature: Feature, _ layer: Layer, _ wrong: (String) -> WorkflowError) throws {
        func text(_ fields: String...) -> String? {
            fields.lazy.compactMap { layer.value($0, of: feature)?.asText }.first { !$0.isEmpty }
        }
        func minute(_ fields: String...) throws -> Int? {
            for field in fields {
                guard let text = text(field) else { continue }
                guard let minute = HourWindow.minute(text) else {
                    throw wrong("has \(text.quoted) in its field \(field), which is no time of day such as 15:10")
                }
                return minute
            }
            return nil
        }
        func entry(_ name: String, near point: Point) throws -> Int {
            let given = text("school")
            let days = try text("days").map { try KeptRouteFeatures.weekdays($0, wrong) }
            if let index = entries.firstIndex(where: { $0.name == name }) {
                entries[index].days = entries[index].days ?? days
                return index
            }
            let nearest = schools.min { $0.gate.distance(to: point) < $1.gate.distance(to: point) }
            entries.append(Entry(name: name, school: given ?? nearest?.name ?? "", days: days))
            return entries.count - 1
        }
        let lines: [LineString]
        switch feature.shape {
        case .point(let point)?:
            guard let name = text("route", "route_or_area") else {
                throw wrong("is a post of a route, and its field route does not say of which")
            }
            let index = try entry(name, near: point)
            let number = text("number").flatMap { Double($0) }.flatMap { Int(exactly: $0) }
            let stay = ChaperoneOrders.Route.Stay(
                point: point, from: try minute("arrive", "start"), to: try minute("leave", "end"))
            // A timetable has a row for every day.
            if !entries[index].posts.contains(where: { $0.stay == stay }) {
                entries[index].posts.append(Post(stay: stay, number: number))
            }
            return
        case .lineString(let line)?: lines = [line]
        case .multiLineString(let parts)?: lines = parts
        case nil: throw wrong("has no line, because its team stands still: keep its post, in the layer posts, instead")
        default: throw wrong("is neither a line nor a point")
        }
        let named = text("route", "name", "id") ?? feature.id
        guard let name = named else { throw wrong("is a route without a name: fill its field name") }
        guard let first = lines.first?.points.first else { throw wrong("is a line without a point") }
        if let posts = text("posts").flatMap({ Double($0) }), posts != 2 {
            throw wrong(
                "is the line of a route with \(Shown.fixed(posts, 0)) posts, and does not say where between its ends they are: keep its posts, in the layer posts, instead"
            )
        }
        let index = try entry(name, near: first)
        entries[index].lines += lines
        entries[index].from = try minute("start")
        entries[index].to = try minute("end")
    }

    /// The routes, in the order of their first features.
    var routes: [ChaperoneOrders.Route] {
        entries.map { entry in
            var route = ChaperoneOrders.Route(name: entry.name, school: entry.school, stays: [], weekdays: entry.days)
            if entry.posts.isEmpty {
                route.line = entry.lines
                let points = entry.lines.flatMap(\.points)
                if let first = points.first, let last = points.last {
                    route.stays = [.init(point: first, from: entry.from), .init(point: last, to: entry.to)]
                }
            } else {
                // Of posts without a number the one that comes first in the day, then in the file.
                route.stays = entry.posts.enumerated().sorted {
                    ($0.element.number ?? .max, $0.element.stay.from ?? .max, $0.offset)
                        < ($1.element.number ?? .max, $1.element.stay.from ?? .max, $1.offset)
                }.map(\.element.stay)
            }
            return route
        }
    }

    /// Weekdays in words as layers have them: `Mon–Thu`, `Fri`, `Mon, Wed`.
    static func weekdays(_ text: String, _ wrong: (String) -> WorkflowError) throws -> [Int] {
        do {
            return try WeekdayWords.read(text)
        } catch {
            throw wrong("has \(text.quoted) in its field days, which \(error.words)")
        }
    }
}
