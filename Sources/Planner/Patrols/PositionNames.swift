import HomewardGeometry
import HomewardStreets

/// Names that people know for positions.
struct PositionNames {
    private let locator: AreaLocator
    private let named: [NamedArea]
    private let stops: [Stop]
    private let network: StreetNetwork?
    private let reach: Double

    init(named: [NamedArea], stops: [Stop], network: StreetNetwork?, reach: Double) {
        locator = AreaLocator(named)
        self.named = named
        self.stops = stops
        self.network = network
        self.reach = reach
    }

    /// The named area that holds a position and the nearest street or stop within reach; its coordinates where there is none.
    func name(of point: Point) -> String {
        let area = locator.area(at: point).map { named[$0].name }
        var near: (name: String, distance: Double)?
        for stop in stops {
            let distance = stop.point.distance(to: point)
            guard distance <= reach else { continue }
            if let best = near, (best.distance, best.name) <= (distance, stop.name) { continue }
            near = (stop.name, distance)
        }
        let street = network.flatMap { network in
            network.snap(point, within: reach, component: nil).flatMap { network.edges[$0.edge].name }
        }
        let parts = [area, street ?? near.map { "near \($0.name)" }].compactMap(\.self)
        return parts.isEmpty ? "E \(Int(point.x.rounded())) N \(Int(point.y.rounded()))" : parts.joined(separator: ", ")
    }
}
