import HomewardCore

/// Team orienteering with shared cover: teams start at depots, stop at sites and cover items.
///
/// What a plan is worth is, summed over the items, the most that any stop is worth for the item: a stop at site `p` on a route
/// from depot `d` is worth `value(d, i)` for each item `i` that `p` covers. So an item counts once however many stops
/// cover it, and the worth is monotone and submodular in the set of stops.
struct RouteProblem: Sendable {
    /// An item that a stop covers, and what the stop is worth for it.
    struct Worth: Sendable, Equatable {
        var item: Int32
        var value: Double
    }

    /// Where routes start, and what stops on them are worth.
    struct Depot: Sendable {
        /// The site of the first stop of each route from here.
        var start: Int
        /// The sites where a route from here may stop, ascending; `start` is not among them.
        var sites: [Int]
        /// Sites that the first route from here must take in if it can.
        var fixed: [Int] = []
        /// For each position in `sites` what a stop there covers; the start's own comes last.
        var cover: CompressedRows<Worth>
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

        /// What a stop adds to what is covered already, item by item. O(items that it covers).
        func gain(_ position: Int, over covered: [Double]) -> Double {
            var sum = 0.0
            for worth in cover[position] {
                let more = worth.value - covered[Int(worth.item)]
                if more > 0 { sum += more }
            }
            return sum
        }

        /// Enters a stop into what is covered. O(items that it covers).
        func enter(_ position: Int, into covered: inout [Double]) {
            for worth in cover[position] {
                let item = Int(worth.item)
                if worth.value > covered[item] { covered[item] = worth.value }
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
