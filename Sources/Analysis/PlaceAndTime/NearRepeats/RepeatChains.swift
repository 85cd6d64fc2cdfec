import HomewardCore

/// Which incidents follow which, in the bands that stand out.
///
/// 1. Two incidents are linked where their distance and days lie in a band that stands out. The earlier is the one of the earlier day, on
///    one day the one of the earlier second; where a time of day is not known, or both are the same, nobody knows which of two
///    on one day came first: these pairs are counted, and chain nothing.
/// 2. An incident with an earlier one linked to it is a *repeat*, one with later ones alone an *originator*.
/// 3. Each repeat hangs on one earlier incident: that of the band with the highest Knox ratio; of several that with the least time
///    between, then the nearest, then the westernmost, southernmost. So a chain is an originator with all that hangs on it, directly or
///    through other repeats, and has one first incident.
///
/// Of all pairs in a band that stands out, as many as expected are there by chance, and nobody can say which: a chain is a lead and no
/// proof.
public struct RepeatChains: Sendable, Equatable {
    /// One repeat and the incident on which it hangs, as rows of the table that was looked at.
    public struct Link: Sendable, Equatable {
        /// The earlier incident.
        public var earlier: Int
        /// The later one.
        public var later: Int
        /// How far apart, m.
        public var distance: Double
        /// How many civil days apart.
        public var days: Int
        /// How many seconds apart by the clock on the wall, where both times of day are known.
        public var seconds: Int?
        /// The band, an index into the result's cells.
        public var cell: Int

        /// A link from its parts.
        public init(earlier: Int, later: Int, distance: Double, days: Int, seconds: Int?, cell: Int) {
            self.earlier = earlier
            self.later = later
            self.distance = distance
            self.days = days
            self.seconds = seconds
            self.cell = cell
        }
    }

    /// An originator and all that follows from it.
    public struct Chain: Sendable, Equatable {
        /// The first incident, a row of the table that was looked at.
        public var first: Int
        /// The links, by day, second and place of the later incident.
        public var links: [Link]

        /// A chain from its parts.
        public init(first: Int, links: [Link]) {
            self.first = first
            self.links = links
        }

        /// The incidents, the first among them.
        public var count: Int { links.count + 1 }
    }

    /// The chains: the longest first, then the earliest.
    public var chains: [Chain] = []
    /// All pairs in bands that stand out.
    public var pairs = 0
    /// The pairs to be expected there.
    public var expected = 0.0
    /// The pairs among them of which nobody knows which came first.
    public var unordered = 0

    /// No chain.
    public init() {}

    /// Incidents that something follows and that follow nothing.
    public var originators: Int { chains.count }
    /// Incidents that follow another.
    public var repeats: Int { chains.reduce(0) { $0 + $1.links.count } }

    /// Links the incidents of the cells that stand out. O(near pairs).
    init(_ events: RepeatEvents, _ near: NearPairs, _ tally: KnoxTally, _ cells: [NearRepeatResult.Cell]) {
        let standing = cells.indices.filter { cells[$0].standsOut }
        guard !standing.isEmpty else { return }
        pairs = standing.reduce(0) { $0 + cells[$1].observed }
        expected = standing.reduce(0) { $0 + cells[$1].expected }
        // The place of each cell in the order of the ratios, from 0; −1 where it does not stand out.
        var rank = [Int](repeating: -1, count: cells.count)
        let order = standing.sorted { (cells[$1].ratio ?? 0, $0) < (cells[$0].ratio ?? 0, $1) }
        for (place, cell) in order.enumerated() { rank[cell] = place }
        let search = PredecessorSearch(events: events, near: near, days: tally.days, bands: tally.bands, rank: rank)
        let (found, unordered) = search.all()
        self.unordered = unordered
        chains = RepeatChains.chains(of: found, events, cellAt: order)
    }

    /// The chains of incidents each of which hangs on one before, or on none.
    private static func chains(
        of found: [Predecessor?], _ events: RepeatEvents, cellAt order: [Int]
    ) -> [Chain] {
        // Whoever comes later stands later, so that the root of what it hangs on is known.
        let inTime = events.points.indices.sorted {
            (events.days[$0], events.seconds[$0], $0) < (events.days[$1], events.seconds[$1], $1)
        }
        var root = Array(events.points.indices)
        var links: [Int: [Link]] = [:]
        for event in inTime {
            guard let before = found[event] else { continue }
            root[event] = root[before.event]
            links[root[event], default: []].append(
                Link(
                    earlier: events.rows[before.event], later: events.rows[event], distance: before.distance,
                    days: before.days, seconds: before.seconds, cell: order[before.rank]))
        }
        let firsts = links.keys.sorted { a, b in
            (-(links[a]?.count ?? 0), events.days[a], events.seconds[a], a)
                < (-(links[b]?.count ?? 0), events.days[b], events.seconds[b], b)
        }
        return firsts.map { Chain(first: events.rows[$0], links: links[$0] ?? []) }
    }
}

/// The incident on which another hangs.
private struct Predecessor: Sendable {
    var event: Int
    /// The place of its band in the order of the ratios.
    var rank: Int
    var days: Int
    var seconds: Int?
    var distance: Double

    func isBetter(than other: Predecessor) -> Bool {
        let own = (rank, days, seconds ?? days * 86_400)
        let others = (other.rank, other.days, other.seconds ?? other.days * 86_400)
        return own != others ? own < others : (distance, event) < (other.distance, other.event)
    }
}

/// Looks for what each incident hangs on.
private struct PredecessorSearch {
    let events: RepeatEvents
    let near: NearPairs
    /// The day number of each place.
    let days: [Int16]
    let bands: [DayBand]
    let rank: [Int]

    /// For each event the one on which it hangs; and the pairs of which nobody knows which came first.
    func all() -> (found: [Predecessor?], unordered: Int) {
        let lookup = KnoxTally.lookup(bands)
        let stretches = near.stretches(of: 256)
        let answers = Parallel.map(stretches.count) { number -> (found: [Predecessor?], unordered: Int) in
            let stretch = stretches[number]
            var found = [Predecessor?](repeating: nil, count: stretch.count)
            var unordered = 0
            near.forEach(of: stretch, twice: true) { place, other, distance in
                let apart = Int(days[place]) - Int(days[other])
                let band = Int(lookup[min(lookup.count - 1, abs(apart))])
                guard apart >= 0, band < bands.count else { return }
                let rank = rank[distance * bands.count + band]
                guard rank >= 0 else { return }
                let (own, before) = (Int(near.cells.order[place]), Int(near.cells.order[other]))
                let (second, earlier) = (events.seconds[own], events.seconds[before])
                let isTimed = second >= 0 && earlier >= 0
                if apart == 0 {
                    guard isTimed, second != earlier else {
                        if place < other { unordered += 1 }
                        return
                    }
                    guard earlier < second else { return }
                }
                let candidate = Predecessor(
                    event: before, rank: rank, days: apart, seconds: isTimed ? apart * 86_400 + second - earlier : nil,
                    distance: near.measure.distance(events.points[own], events.points[before]))
                if found[place - stretch.lowerBound].map(candidate.isBetter) ?? true {
                    found[place - stretch.lowerBound] = candidate
                }
            }
            return (found, unordered)
        }
        var found = [Predecessor?](repeating: nil, count: events.count)
        for (place, answer) in answers.lazy.flatMap(\.found).enumerated() {
            found[Int(near.cells.order[place])] = answer
        }
        return (found, answers.reduce(0) { $0 + $1.unordered })
    }
}
