public import HomewardCalendar
import HomewardCore
public import HomewardGeometry
import HomewardIncidents
public import HomewardPlanner

/// Who stands where and when: the posts of the chaperones and the visits of the patrols in one list, day by day.
///
/// A *timetable* is the visits of a patrol plan; a *rota* joins it with the posts. It is delivered as `timetable.csv` and
/// `timetable.ics`.
public struct Rota: Sendable, Equatable {
    /// What a person does.
    public enum Duty: String, Sendable, Hashable, CaseIterable {
        /// Stand at a post on a chaperone route.
        case post
        /// Visit a patrol area.
        case visit
    }

    /// One stay.
    public struct Entry: Sendable, Equatable {
        /// What is done.
        public var duty: Duty
        /// The post's id, or the visit's patrol area.
        public var id: String
        /// The route or the patrol area.
        public var team: String
        /// The place by name.
        public var place: String
        /// Where, in the coordinate system that the rota was drawn up in.
        public var point: Point
        /// The day.
        public var day: CivilDay
        /// Minute of the day at which it starts, rounded to the minute.
        public var start: Int
        /// Minute of the day at which it ends; 1440 or more where it runs over midnight.
        public var end: Int
        /// What to know: the school, the people, what is assumed.
        public var note: String
        /// What of it is taken for granted, in a few words.
        public var assumed: String?

        /// Whether it is a stay of a chaperone route, a patrol team or a patrol area with that id.
        func isOf(_ id: String) -> Bool { team == id || duty == .visit && self.id == id }

        /// A key that stays the same when the plan is made again: `r1-p1-2025-09-08-1510`.
        public var key: String {
            "\(Slug.make(id))-\(day)-" + Shown.clock(start).filter { $0 != ":" }
        }
    }

    /// The stays in the order of the day, the start and the id.
    public var entries: [Entry]

    /// Draws up the rota.
    ///
    /// - Parameters:
    ///   - chaperones: The chaperone plan, or nil where there is none.
    ///   - chaperoneDays: The days on which chaperones go out.
    ///   - daysOfSchool: The same for the schools that go by terms of their own, by name.
    ///   - patrols: The patrol plan.
    ///   - position: What a point of the plans is in the rota, for example longitude and latitude.
    /// - Complexity: O(n log n) in posts × days + visits.
    public init(
        chaperones: ChaperonePlan?, chaperoneDays: [CivilDay], daysOfSchool: [String: [CivilDay]] = [:],
        patrols: PatrolPlan, position: (Point) -> Point = { $0 }
    ) {
        let posts = (chaperones?.routes ?? []).flatMap { route in
            route.posts.flatMap { post in
                let point = position(post.point)
                let about =
                    "\(route.school), \(route.people) people."
                    + (route.base.map { " From the base \($0), leaving it at \(Shown.clock(route.start))." } ?? "")
                    + route.breaks.map { " Break \(Shown.clock($0.lowerBound))–\(Shown.clock($0.upperBound))." }
                    .joined()
                    + (route.isStartAssumed ? " The school's finish time is assumed." : "")
                let days = daysOfSchool[route.school] ?? chaperoneDays
                return days.filter { route.weekdays?.contains($0.weekday) ?? true }.flatMap { day in
                    Rota.stays(post, route.breaks).map { stay in
                        Entry(
                            duty: .post, id: post.id, team: route.id, place: post.place, point: point, day: day,
                            start: stay.lowerBound, end: stay.upperBound, note: about,
                            assumed: route.isStartAssumed ? "the school's finish time" : nil)
                    }
                }
            }
        }
        let areas = Dictionary(patrols.areas.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let visits = patrols.visits.compactMap { visit -> Entry? in
            guard let area = areas[visit.area] else { return nil }
            return Entry(
                duty: .visit, id: visit.area, team: "G\(visit.team)", place: area.place, point: position(area.centre),
                day: visit.day, start: visit.start, end: visit.start + visit.minutes,
                note: "Guardian patrol visit.")
        }
        entries = (posts + visits).sorted { ($0.day, $0.start, $0.id) < ($1.day, $1.start, $1.id) }
    }

    /// The minutes of the day in which a team stands at a post: its stay without the breaks in it.
    private static func stays(_ post: Post, _ breaks: [Range<Int>]) -> [Range<Int>] {
        let end = Int(post.leave.rounded())
        var stays: [Range<Int>] = []
        var now = Int(post.arrive.rounded())
        for rest in breaks where rest.lowerBound >= now && rest.upperBound <= end {
            if rest.lowerBound > now { stays.append(now..<rest.lowerBound) }
            now = rest.upperBound
        }
        if end > now || stays.isEmpty { stays.append(now..<max(now, end)) }
        return stays
    }

    /// The stays of one team alone: a chaperone route, a patrol team, or whoever visits a patrol area. O(stays).
    public func of(_ team: String) -> Rota {
        var own = self
        own.entries = entries.filter { $0.isOf(team) }
        return own
    }

    /// The patrol teams that have a visit, in the order of their numbers.
    public var patrolTeams: [String] {
        Set(entries.filter { $0.duty == .visit }.map(\.team)).sorted { ($0.count, $0) < ($1.count, $1) }
    }

    /// The first and the last day, or nil where nothing is to do.
    public var days: ClosedRange<CivilDay>? {
        guard let first = entries.first?.day, let last = entries.last?.day else { return nil }
        return first...last
    }
}

extension Rota {
    static let columns =
        [
            TableColumn("duty", "What is done: `post` for standing at a post, `visit` for visiting a patrol area."),
            TableColumn("id", "The post, or the patrol area that is visited."),
            TableColumn("route_or_area", "The chaperone route, or the patrol's team."),
            TableColumn("place", "The place by name."),
            TableColumn("day", "The day, ISO 8601.", .date),
            TableColumn("weekday", "Its day of the week."),
            TableColumn("start", "The local time at which the stay starts."),
            TableColumn("end", "The local time at which it ends."),
            TableColumn("stay_min", "How long it lasts, min.", .integer),
            TableColumn("longitude", "WGS 84, degrees; empty where the place has none.", .real),
            TableColumn("latitude", "WGS 84, degrees; empty where the place has none.", .real),
            TableColumn("note", "What to know: the school, the people, what is assumed."),
        ] + TableColumn.provenance

    /// The rota as `timetable.csv`: one record for each stay. Its points must be longitude and latitude.
    func csv(_ provenance: Provenance) -> String {
        var table = CSVTable(header: Rota.columns.map(\.name))
        for (index, entry) in entries.enumerated() {
            let known = entry.point.isFinite
            let cells: [CSVTable.Cell] = [
                .text(entry.duty.rawValue), .text(entry.id), .text(entry.team), .text(entry.place),
                .text(entry.day.description), .text(Shown.weekdays[entry.day.weekday]),
                .text(Shown.clock(entry.start)), .text(Shown.clock(entry.end)), .integer(entry.end - entry.start),
                known ? .real(entry.point.x.rounded(decimals: 6)) : .empty,
                known ? .real(entry.point.y.rounded(decimals: 6)) : .empty,
                .text(entry.note),
            ]
            table.append(
                cells
                    + provenance.cells(isFirst: index == 0, basis: [.streets, .incidents], assumed: entry.assumed))
        }
        return table.text
    }
}
