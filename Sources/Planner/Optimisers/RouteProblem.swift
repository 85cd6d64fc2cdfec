/// Team orienteering with shared cover: teams start at depots, stop at sites and cover items.
///
/// What a plan is worth is, summed over the items, the most that any stop is worth for the item: a stop at site `p` on a route
/// from depot `d` is worth `value(d, i)` for each item `i` that `p` covers. So an item counts once however many stops
/// cover it, and the worth is monotone and submodular in the set of stops.
struct RouteProblem: Sendable {
    /// Where routes start, and what stops on them are worth.
    struct Depot: Sendable {
        /// The site of the first stop of each route from here.
        var start: Int
        /// The sites where a route from here may stop, ascending; `start` is not among them.
        var sites: [Int]
        /// Sites that the first route from here must take in if it can.
        var fixed: [Int] = []
        /// For position `k` in `sites` the covered items `first[k] ..< first[k + 1]`; the start's own come last.
        var first: [Int32]
        /// Item by item.
        var items: [Int32]
        /// What each is worth.
        var values: [Double]
        /// The time from the start to each of `sites`, minutes.
        var fromStart: [Double]

        /// The position of a site in the tables; the start has the last.
        func position(of site: Int) -> Int? {
            if site == start { return sites.count }
            var low = 0
            var high = sites.count
            while low < high {
                let middle = (low + high) / 2
                if sites[middle] < site { low = middle + 1 } else { high = middle }
            }
            return low < sites.count && sites[low] == site ? low : nil
        }

        /// The entries of a position.
        func entries(_ position: Int) -> Range<Int> { Int(first[position])..<Int(first[position + 1]) }

        /// What a stop adds where `covered` is had already.
        func gain(_ position: Int, over covered: [Double]) -> Double {
            var sum = 0.0
            for entry in entries(position) {
                let more = values[entry] - covered[Int(items[entry])]
                if more > 0 { sum += more }
            }
            return sum
        }

        /// Enters a stop into `covered`.
        func cover(_ position: Int, into covered: inout [Double]) {
            for entry in entries(position) {
                let item = Int(items[entry])
                if values[entry] > covered[item] { covered[item] = values[entry] }
            }
        }
    }

    /// The depots.
    var depots: [Depot]
    /// The number of items.
    var itemCount: Int
    /// The number of routes.
    var teams: Int
    /// The time at each stop, minutes.
    var dwell: Double
    /// The time of a whole route: its stops and the ways between them, minutes.
    var budget: Double
    /// The least time between two stops of one route, minutes; stops that are fixed keep none.
    var spacing: Double

    /// The least time between two stops that every route keeps, fixed stops or not.
    var leastStep: Double { depots.allSatisfy(\.fixed.isEmpty) ? spacing : 0 }
}

/// A route: a depot and its stops in order, the depot's start first.
struct RouteStops: Sendable, Equatable {
    var depot: Int
    var stops: [Int]
    var fixed: Set<Int> = []
}
