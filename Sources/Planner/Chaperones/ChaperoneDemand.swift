import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// Where the schools' risk lies: incidents on streets, and the share of each school's children who pass them.
struct ChaperoneDemand {
    /// A place on a street with incidents.
    struct Item {
        var place: Snap
        /// Incidents (or harm) per year.
        var perYear: Double
    }

    /// A school with a gate on the streets.
    struct Gate {
        /// The school, an index.
        var school: Int
        var place: Snap
        /// For each item the school's risk there, per year.
        var risk: [Double]
        /// The ways out of the gate.
        var paths: ShortestPaths
    }

    private(set) var items: [Item] = []
    private(set) var gates: [Gate] = []
    private(set) var unserved: [Unserved] = []
    private(set) var farFromStreets = 0
    let read: Int

    init(
        planner: ChaperonePlanner, schools: [School], stops: [Stop], incidents: IncidentTable, years: Double,
        network: StreetNetwork
    ) {
        read = incidents.count
        gather(incidents, planner: planner, years: years, network: network)
        let stopPlaces = stops.compactMap { network.snap($0.point, within: planner.gateReach, component: nil) }
        for (index, school) in schools.enumerated() {
            guard let place = ChaperoneDemand.onStreet(school.gate, within: planner.gateReach, network: network) else {
                unserved.append(Unserved(name: school.name, reason: Self.offStreet(school, planner, network)))
                continue
            }
            let journeys = planner.journeys.journeys(from: place, stops: stopPlaces, on: network)
            let limit = max(planner.journeys.homeDistance, planner.journeys.stopDistance)
            gates.append(
                Gate(
                    school: index, place: place, risk: items.map { $0.perYear * journeys.share(at: $0.place) },
                    paths: network.shortestPaths(from: place, limit: limit)))
        }
    }

    /// A place on the main network or, failing that, on a part of at least a kilometre.
    static func onStreet(_ point: Point, within reach: Double, network: StreetNetwork) -> Snap? {
        if let place = network.snap(point, within: reach) { return place }
        guard let place = network.snap(point, within: reach, component: nil) else { return nil }
        let part = network.component[network.edges[place.edge].from]
        return network.componentLength[part] >= 1000 ? place : nil
    }

    private static func offStreet(_ school: School, _ planner: ChaperonePlanner, _ network: StreetNetwork) -> String {
        guard let near = network.snap(school.gate, within: .infinity, component: nil) else {
            return "There are no streets to walk."
        }
        if near.distance <= planner.gateReach {
            return
                "The gate's streets are joined to no others: \(Int(planner.gateReach)) m around it there is only a part of "
                + "less than a kilometre."
        }
        return "The gate lies \(Int(near.distance.rounded())) m from the nearest street, more than the "
            + "\(Int(planner.gateReach)) m allowed: check its position or the streets' extent."
    }

    /// Puts the incidents on the streets; those at one place become one item.
    private mutating func gather(
        _ incidents: IncidentTable, planner: ChaperonePlanner, years: Double, network: StreetNetwork
    ) {
        var found: [(place: Snap, weight: Double)] = []
        found.reserveCapacity(incidents.count)
        for index in 0..<incidents.count {
            let weight = planner.usesHarm ? incidents.harm[index] : 1
            guard let place = network.snap(incidents.point(index), within: planner.nearStreet, component: nil) else {
                farFromStreets += 1
                continue
            }
            if weight > 0, weight.isFinite { found.append((place, weight)) }
        }
        // The weight settles ties so that the sum is the same whatever the order of the rows.
        found.sort {
            if $0.place.edge != $1.place.edge { return $0.place.edge < $1.place.edge }
            if $0.place.offset != $1.place.offset { return $0.place.offset < $1.place.offset }
            return $0.weight < $1.weight
        }
        for (place, weight) in found {
            if let last = items.last, last.place.edge == place.edge, last.place.offset == place.offset {
                items[items.count - 1].perYear += weight / years
            } else {
                items.append(Item(place: place, perYear: weight / years))
            }
        }
    }
}
