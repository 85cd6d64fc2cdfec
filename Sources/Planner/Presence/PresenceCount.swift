public import HomewardGeometry
public import HomewardIncidents
public import HomewardStreets

/// Counts the incidents that happen near a team while it is there.
///
/// Nothing of the planner's model goes into it: posts with their times, the walks between them, and incidents. A team stands
/// at a post from its arrival until it leaves, and walks evenly between one post and the next along the route's line. An
/// incident is met where it lies within ``reach`` metres along the streets of a team at its minute.
public struct PresenceCount: Sendable, Equatable {
    /// How far along the streets a team is near, m.
    public var reach: Double
    /// How far from a street an incident may lie, m.
    public var nearStreet: Double

    /// A count with a reach.
    public init(reach: Double = 100, nearStreet: Double = 50) {
        self.reach = reach
        self.nearStreet = nearStreet
    }

    /// For each incident whether a team is there. O(incidents × (search + routes)).
    public func met(_ incidents: IncidentTable, by routes: [ChaperoneRoute], network: StreetNetwork) -> [Bool] {
        meetings(incidents, by: routes, network: network).map { !$0.isEmpty }
    }

    /// For each incident the routes whose team is there, as indices, ascending. O(incidents × (search + routes)).
    public func meetings(_ incidents: IncidentTable, by routes: [ChaperoneRoute], network: StreetNetwork) -> [[Int]] {
        var search = StreetSearch(network: network)
        return (0..<incidents.count).map { index in
            guard incidents.second[index] >= 0,
                let place = network.snap(incidents.point(index), within: nearStreet, component: nil)
            else { return [] }
            let minute = Double(incidents.second[index]) / 60
            // Nobody is nearer along the streets than as the crow flies.
            let here = routes.enumerated().compactMap { number, route in
                PresenceCount.position(of: route, at: minute).map { (number: number, point: $0) }
            }.filter { $0.point.distance(to: place.point) <= reach + 1 }
            guard !here.isEmpty else { return [] }
            search.run(from: place, limit: reach)
            return here.filter {
                guard let team = network.snap($0.point, within: 5, component: nil) else { return false }
                return search.distance(to: team, from: place) <= reach
            }.map(\.number)
        }
    }

    /// Where a team is at a minute of the day, or nil while it is not out.
    public static func position(of route: ChaperoneRoute, at minute: Double) -> Point? {
        guard let first = route.posts.first, let last = route.posts.last, minute >= first.arrive, minute < last.leave
        else { return nil }
        guard !route.breaks.contains(where: { Double($0.lowerBound) <= minute && minute < Double($0.upperBound) })
        else {
            return nil
        }
        var walked = 0.0
        for (index, post) in route.posts.enumerated() {
            if minute >= post.arrive && minute < post.leave { return post.point }
            guard index + 1 < route.posts.count else { break }
            let next = route.posts[index + 1]
            let leg = index < route.legs.count ? route.legs[index] : 0
            if minute >= post.leave && minute < next.arrive {
                let part = (minute - post.leave) / (next.arrive - post.leave)
                return route.walk.point(at: walked + leg * part)
            }
            walked += leg
        }
        return nil
    }
}
