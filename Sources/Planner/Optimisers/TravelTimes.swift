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

    /// The minutes from a site to every site; infinite where no end of its edge lies within the limit.
    mutating func row(_ site: Int) -> [Double] {
        if rows[site].isEmpty {
            let origin = places[site]
            search.run(from: origin, limit: limit)
            rows[site] = places.map { search.distance(to: $0, from: origin) / speed }
        }
        return rows[site]
    }
}
