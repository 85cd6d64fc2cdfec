/// Builds and betters one route at a time, the others standing.
///
/// Stops are inserted where worth gained per minute is highest; then the order is bettered by moving and by turning
/// round stretches of it, and each stop in turn is exchanged for the best other one, until nothing gets better. All
/// ties go to the lowest site.
struct RouteBuilder {
    let problem: RouteProblem
    var travel: TravelTimes
    /// The sites of the depot in hand that add anything to what the other routes cover, the most first.
    private var ranked: [(position: Int, most: Double)] = []

    /// Worth less than this is nothing: sums of the same numbers in another order differ by that much.
    static let grain = 1e-9

    init(problem: RouteProblem, travel: TravelTimes) {
        self.problem = problem
        self.travel = travel
    }

    /// The minutes from the start of a route's first stop to the end of its last.
    mutating func minutes(_ stops: [Int]) -> Double {
        var sum = problem.dwell * Double(stops.count)
        for index in 1..<max(1, stops.count) { sum += travel.row(stops[index - 1])[stops[index]] }
        return sum
    }

    /// What is covered by a route, on top of `covered`.
    func cover(_ route: RouteStops, over covered: [Double]) -> [Double] {
        var result = covered
        let depot = problem.depots[route.depot]
        for stop in route.stops {
            if let position = depot.position(of: stop) { depot.enter(position, into: &result) }
        }
        return result
    }

    /// What a route adds to what is covered already.
    func worth(_ route: RouteStops, over covered: [Double]) -> Double {
        let after = cover(route, over: covered)
        var sum = 0.0
        for item in covered.indices { sum += after[item] - covered[item] }
        return sum
    }

    /// A good route from a depot over what is covered already, or nil where there is no time for the first stop.
    /// Fixed sites that have no room in the time are left out.
    mutating func build(depot: Int, fixed: [Int], over covered: [Double]) -> RouteStops? {
        guard problem.dwell <= problem.budget else { return nil }
        var seed = RouteStops(depot: depot, stops: [problem.depots[depot].start])
        for site in fixed where !seed.stops.contains(site) {
            if let place = insertion(of: site, into: seed.stops) {
                seed.stops.insert(site, at: place.index)
                seed.fixed.insert(site)
            }
        }
        var best: (route: RouteStops, worth: Double)?
        rank(depot, over: covered)
        for exponent in [1.0, 2.0] {
            var route = seed
            while insertBest(into: &route, over: covered, exponent: exponent) {}
            climb(&route, over: covered)
            let value = worth(route, over: covered)
            if value > (best?.worth ?? -1) + RouteBuilder.grain { best = (route, value) }
        }
        return best?.route
    }

    /// Betters a route until no single change does.
    mutating func improve(_ route: inout RouteStops, over covered: [Double]) {
        rank(route.depot, over: covered)
        climb(&route, over: covered)
    }

    /// Lists the sites that add anything to `covered`, the most first.
    private mutating func rank(_ depot: Int, over covered: [Double]) {
        let depot = problem.depots[depot]
        ranked = depot.sites.indices.lazy.map { (position: $0, most: depot.gain($0, over: covered)) }
            .filter { $0.most > RouteBuilder.grain }
        ranked.sort { $0.most != $1.most ? $0.most > $1.most : $0.position < $1.position }
    }

    private mutating func climb(_ route: inout RouteStops, over covered: [Double]) {
        for _ in 0..<50 {
            shorten(&route.stops)
            if insertBest(into: &route, over: covered, exponent: 1) { continue }
            if exchange(&route, over: covered) { continue }
            return
        }
    }

    /// The cheapest place for a site: before `index`, at the price of so many minutes; nil where it does not fit.
    mutating func insertion(of site: Int, into stops: [Int]) -> (index: Int, minutes: Double)? {
        let left = problem.budget - minutes(stops) - problem.dwell
        let row = travel.row(site)
        var best: (index: Int, minutes: Double)?
        for index in 1...stops.count {
            var more = row[stops[index - 1]]
            if index < stops.count { more += row[stops[index]] - travel.row(stops[index - 1])[stops[index]] }
            if more <= left, more < (best?.minutes ?? .infinity) { best = (index, more) }
        }
        return best
    }

    /// Inserts the site with the highest worth^exponent per minute; false where none fits or none adds anything.
    private mutating func insertBest(into route: inout RouteStops, over covered: [Double], exponent: Double) -> Bool {
        let have = cover(route, over: covered)
        guard let best = bestInsertion(route, have: have, exponent: exponent, above: RouteBuilder.grain) else {
            return false
        }
        route.stops.insert(best.site, at: best.index)
        return true
    }

    /// The best site to insert where `have` is covered: by worth^exponent per minute, or by worth alone where the exponent is
    /// infinite.
    private mutating func bestInsertion(
        _ route: RouteStops, have: [Double], exponent: Double, above least: Double
    ) -> (site: Int, index: Int, worth: Double)? {
        let depot = problem.depots[route.depot]
        let left = problem.budget - minutes(route.stops) - problem.dwell
        guard left >= 0 else { return nil }
        let rows = route.stops.map { travel.row($0) }
        let legs = (1..<max(1, rows.count)).map { rows[$0 - 1][route.stops[$0]] }
        let free = route.stops.indices.filter { !route.fixed.contains(route.stops[$0]) }
        var best: (site: Int, index: Int, worth: Double, score: Double)?
        for (position, most) in ranked {
            // What a site adds to this route is at most what it adds to none; the list falls.
            let highest =
                exponent == .infinity ? most : (exponent == 1 ? most : most * most) / (problem.dwell + 0.01)
            guard most > least, highest > (best?.score ?? 0) else { break }
            let site = depot.sites[position]
            guard free.allSatisfy({ rows[$0][site] >= problem.spacing }), !route.stops.contains(site) else { continue }
            var index = 0
            var price = Double.infinity
            for place in 1...route.stops.count {
                let more = rows[place - 1][site] + (place < rows.count ? rows[place][site] - legs[place - 1] : 0)
                if more < price { (index, price) = (place, more) }
            }
            guard price <= left else { continue }
            let worth = depot.gain(position, over: have)
            guard worth > least else { continue }
            let score =
                exponent == .infinity
                ? worth : (exponent == 1 ? worth : worth * worth) / (max(0, price) + problem.dwell + 0.01)
            if score > (best?.score ?? 0) { best = (site, index, worth, score) }
        }
        return best.map { ($0.site, $0.index, $0.worth) }
    }

    /// Exchanges one stop for a better one; false where no exchange is better.
    private mutating func exchange(_ route: inout RouteStops, over covered: [Double]) -> Bool {
        let depot = problem.depots[route.depot]
        for index in route.stops.indices.dropFirst() where !route.fixed.contains(route.stops[index]) {
            var without = route
            let old = without.stops.remove(at: index)
            let have = cover(without, over: covered)
            guard let position = depot.position(of: old) else { continue }
            let loss = depot.gain(position, over: have)
            if let new = bestInsertion(
                without, have: have, exponent: .infinity, above: loss + RouteBuilder.grain * (1 + loss))
            {
                without.stops.insert(new.site, at: new.index)
                route = without
                return true
            }
        }
        return false
    }

    /// Betters the order of the stops, the first staying, until neither turning a stretch round nor moving a stop
    /// saves time.
    private mutating func shorten(_ stops: inout [Int]) {
        guard stops.count > 2 else { return }
        let rows = stops.map { travel.row($0) }
        let sites = stops
        /// The way through stops named by their places in `sites`.
        func way(_ order: [Int]) -> Double {
            var sum = 0.0
            for index in 1..<order.count { sum += rows[order[index - 1]][sites[order[index]]] }
            return sum
        }
        var order = Array(stops.indices)
        var best = way(order)
        var isBetter = true
        while isBetter {
            isBetter = false
            for i in 1..<order.count {
                for j in 1..<order.count where i != j {
                    var other = order
                    if i < j { other[i...j].reverse() } else { other.insert(other.remove(at: i), at: j) }
                    for turn in [true, false] {
                        if !turn {
                            other = order
                            other.insert(other.remove(at: i), at: j)
                        }
                        let time = way(other)
                        if time < best - RouteBuilder.grain { (best, order, isBetter) = (time, other, true) }
                    }
                }
            }
        }
        stops = order.map { sites[$0] }
    }
}
