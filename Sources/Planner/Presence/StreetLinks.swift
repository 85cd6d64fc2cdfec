import HomewardCore
import HomewardStreets

/// The places of a ground and the stretches of street between neighbours among them.
struct StreetLinks: Sendable {
    /// A stretch to a place with no other between.
    struct Link: Sendable, Equatable {
        var to: Int32
        /// Its length, m.
        var metres: Double
        /// How long it feels, m: metres by the weight of the street.
        var effort: Double
    }

    private(set) var rows = CompressedRows<Link>()
    /// Whether any stretch feels longer or shorter than it is.
    let areWeighed: Bool

    /// No places.
    init() { areWeighed = false }

    /// Joins places, each a node or on an edge, along the streets. O(places log places + edges).
    init(places: [Snap], node: [Int?], network: StreetNetwork) {
        // The places on each edge by their offset, the nodes at its ends among them.
        var ofNode = [Int32](repeating: -1, count: network.nodes.count)
        var inner: [Int: [(offset: Double, place: Int32)]] = [:]
        for (index, place) in places.enumerated() {
            if let node = node[index] {
                ofNode[node] = Int32(index)
            } else {
                inner[place.edge, default: []].append((place.offset, Int32(index)))
            }
        }
        var links = [[Link]](repeating: [], count: places.count)
        for (index, edge) in network.edges.enumerated() {
            var chain: [(offset: Double, place: Int32)] = []
            if ofNode[edge.from] >= 0 { chain.append((0, ofNode[edge.from])) }
            chain += (inner[index] ?? []).sorted { ($0.offset, $0.place) < ($1.offset, $1.place) }
            if ofNode[edge.to] >= 0 { chain.append((edge.length, ofNode[edge.to])) }
            for (a, b) in zip(chain, chain.dropFirst()) where a.place != b.place {
                let metres = b.offset - a.offset
                links[Int(a.place)].append(Link(to: b.place, metres: metres, effort: metres * edge.weight))
                links[Int(b.place)].append(Link(to: a.place, metres: metres, effort: metres * edge.weight))
            }
        }
        rows = CompressedRows(links)
        areWeighed = network.edges.contains { $0.weight != 1 }
    }

    /// The way that is as short or as easy as can be from one place to all within a limit.
    struct Search {
        private let links: StreetLinks
        /// The places that the latest search reached, by rising cost, then number.
        private(set) var done: [Int] = []
        /// For each of them the metres from the origin.
        private(set) var metres: [Double]
        /// For each of them the place before it; −1 at the origin.
        private(set) var before: [Int32]
        private var efforts: [Double]
        private var cost: [Double]

        init(_ links: StreetLinks) {
            self.links = links
            metres = [Double](repeating: .infinity, count: links.rows.count)
            before = [Int32](repeating: -1, count: links.rows.count)
            efforts = metres
            cost = metres
        }

        /// How hard the way found to a place is.
        func effort(of place: Int) -> Double { efforts[place] }

        /// Finds the ways from a place; of equally good ones the first found stays.
        ///
        /// So few places wait at a time that a list serves as the queue: O(places within × those that wait).
        ///
        /// - Parameters:
        ///   - limit: How far it goes, in metres or effort as `measure` says.
        ///   - goal: A place at which the search may end.
        ///   - isOpen: Whether a way may lead over a place.
        mutating func run(
            from origin: Int, within limit: Double, by measure: StreetMeasure, to goal: Int? = nil,
            over isOpen: (Int) -> Bool = { _ in true }
        ) {
            for place in done {
                (metres[place], efforts[place], cost[place]) = (.infinity, .infinity, .infinity)
                before[place] = -1
            }
            done.removeAll(keepingCapacity: true)
            var open: [Int] = [origin]
            (metres[origin], efforts[origin], cost[origin]) = (0, 0, 0)
            while let next = open.indices.min(by: { (cost[open[$0]], open[$0]) < (cost[open[$1]], open[$1]) }) {
                let place = open.remove(at: next)
                done.append(place)
                if place == goal { break }
                for link in links.rows[place] where isOpen(Int(link.to)) {
                    let to = Int(link.to)
                    let length = cost[place] + (measure == .length ? link.metres : link.effort)
                    guard length <= limit, length < cost[to] else { continue }
                    if cost[to] == .infinity { open.append(to) }
                    cost[to] = length
                    metres[to] = metres[place] + link.metres
                    efforts[to] = efforts[place] + link.effort
                    before[to] = Int32(place)
                }
            }
            // What was seen from afar is no answer, but must be forgotten by the next search.
            for place in open {
                (metres[place], efforts[place], cost[place]) = (.infinity, .infinity, .infinity)
                before[place] = -1
            }
        }

        /// The places of the way to one that was reached, the origin first, and how far each lies from there, m.
        func way(to place: Int) -> [(place: Int32, metres: Double)] {
            guard metres[place] < .infinity else { return [] }
            var way: [(place: Int32, metres: Double)] = []
            var here = place
            while here >= 0 {
                way.append((Int32(here), metres[here]))
                here = Int(before[here])
            }
            return way.reversed()
        }
    }
}
