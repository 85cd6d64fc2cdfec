import HomewardStreets

/// How long teams are on their way between areas: along the streets where both middles lie near one and are joined, else along
/// the straight line, lengthened.
struct PatrolTravel: Sendable {
    private let count: Int
    private var ways: [Int] = []
    /// How many of the ways between two areas do not follow the streets.
    private(set) var straight = 0

    init(planner: PatrolPlanner, areas: [PatrolArea], network: StreetNetwork?) {
        count = areas.count
        ways = [Int](repeating: 0, count: count * count)
        let places = areas.map { area in network?.snap(area.centre, within: planner.radius) }
        var search = network.map { StreetSearch(network: $0) }
        for from in areas.indices {
            if let place = places[from] { search?.run(from: place, limit: .infinity) }
            for to in areas.indices where to != from {
                var length = Double.infinity
                if let origin = places[from], let target = places[to], let search {
                    length = search.distance(to: target, from: origin)
                }
                if !length.isFinite {
                    length = areas[from].centre.distance(to: areas[to].centre) * planner.detour
                    if from < to { straight += 1 }
                }
                // A way may not seem shorter in one direction for the rounding of sums.
                ways[from * count + to] = Int((length / planner.speed / 60 - 1e-9).rounded(.up))
            }
        }
    }

    /// Whole minutes, rounded up.
    func minutes(from: Int, to: Int) -> Int { ways[from * count + to] }
}
