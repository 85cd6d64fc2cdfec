import HomewardStreets

/// The times between sites, searched for when first asked and then kept.
struct TravelTimes {
    /// Where the sites are.
    let places: [Snap]
    /// Metres per minute.
    let speed: Double
    /// The longest way of interest, m.
    let limit: Double
    private var search: StreetSearch
    private var rows: [[Double]]

    init(network: StreetNetwork, places: [Snap], speed: Double, limit: Double) {
        self.places = places
        self.speed = speed
        self.limit = limit
        search = StreetSearch(network: network)
        rows = [[Double]](repeating: [], count: places.count)
    }

    /// The minutes from a site to every site; infinite beyond the limit.
    mutating func row(_ site: Int) -> [Double] {
        if rows[site].isEmpty {
            let origin = places[site]
            let network = search.network
            search.run(from: origin, limit: limit)
            rows[site] = places.map { place in
                let edge = network.edges[place.edge]
                let byStart = search.distance[edge.from] + place.offset
                let byEnd = search.distance[edge.to] + (edge.length - place.offset)
                let along = place.edge == origin.edge ? abs(place.offset - origin.offset) : .infinity
                return min(byStart, byEnd, along) / speed
            }
        }
        return rows[site]
    }
}
