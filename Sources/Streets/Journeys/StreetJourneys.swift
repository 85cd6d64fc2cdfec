/// Where a school's children walk when they go home.
///
/// The model, until a school's own survey replaces it:
///
/// 1. A share of the children, ``stopShare``, walks to a bus stop within ``stopDistance`` of the gate, to each such stop
///    equally many; where no stop is that near, nobody does.
/// 2. The others walk home, to homes within ``homeDistance`` of the gate. Homes are spread evenly over the length of
///    the streets, footpaths, steps and the like left out (``kindsWithoutHomes``), unless the caller knows better.
/// 3. Everybody takes the easiest way along the streets, by the weights of the walking profile, which is the shortest unless
///    that says otherwise; distances count metres by those weights, too.
public struct StreetJourneys: Sendable, Equatable {
    /// How far children walk home, m along the streets.
    public var homeDistance: Double
    /// How far children walk to a stop, m along the streets.
    public var stopDistance: Double
    /// The share of the children who take a bus where there is a stop, 0 ... 1.
    public var stopShare: Double
    /// Classes of street on which nobody lives.
    public var kindsWithoutHomes: Set<String> = [
        "footway", "path", "steps", "cycleway", "track", "bridleway", "pedestrian", "corridor", "trunk", "trunk_link",
        "primary_link", "secondary_link",
    ]

    /// Somewhere that children walk to, and how many compared with other such places.
    public struct Destination: Sendable, Hashable {
        /// Where.
        public var place: Snap
        /// How many children, in any unit that is the same for all.
        public var weight: Double

        /// A destination from its parts.
        public init(place: Snap, weight: Double) {
            self.place = place
            self.weight = weight
        }
    }

    /// The model. The defaults are assumptions: 1,600 m home, 800 m to a stop, three children in ten by bus.
    public init(homeDistance: Double = 1600, stopDistance: Double = 800, stopShare: Double = 0.3) {
        self.homeDistance = homeDistance
        self.stopDistance = stopDistance
        self.stopShare = stopShare
    }

    /// The journeys from one gate.
    ///
    /// Mass is conserved: the shares of all destinations sum to 1 unless nothing is within reach, when they sum to 0.
    /// O(nodes + (n + m) log n) for what lies within the longer distance.
    ///
    /// - Parameters:
    ///   - gate: The gate, on the network.
    ///   - stops: The stops, on the network; stops beyond ``stopDistance`` do not count.
    ///   - homes: The homes and their weights where they are known; those beyond ``homeDistance`` do not count.
    ///   - network: The streets.
    public func journeys(
        from gate: Snap, stops: [Snap], homes: [Destination]? = nil, on network: StreetNetwork
    ) -> SchoolJourneys {
        let paths = network.shortestPaths(from: gate, limit: max(homeDistance, stopDistance, 0), by: .effort)
        let stopsInReach = stops.map { Destination(place: $0, weight: 1) }
            .filter { (paths.distance(to: $0.place) ?? .infinity) <= stopDistance }
        let homesInReach = homes?.filter {
            $0.weight > 0 && (paths.distance(to: $0.place) ?? .infinity) <= homeDistance
        }
        var legs = JourneyLegs(paths: paths)
        let street = homesInReach == nil ? legs.streetWithHomes(within: homeDistance, without: kindsWithoutHomes) : 0
        let hasHomes = homesInReach?.isEmpty == false || street > 0
        let stopping = stopsInReach.isEmpty ? 0 : hasHomes ? min(1, max(0, stopShare)) : 1
        legs.walk(to: stopsInReach, share: stopping)
        if let homesInReach {
            legs.walk(to: homesInReach, share: 1 - stopping)
        } else if street > 0 {
            legs.spread(share: 1 - stopping)
        }
        return legs.journeys(stopShare: stopping, homeShare: hasHomes ? 1 - stopping : 0)
    }
}
