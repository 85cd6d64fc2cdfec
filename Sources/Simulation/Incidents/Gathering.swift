import HomewardCore
import HomewardGeometry

/// A handful of spots around a middle, where planted incidents happen: a gate, a stop, a corner, a shop.
struct Gathering: Sendable {
    /// The middle.
    let middle: Point
    private let spots: [Point]
    private let table: AliasTable
    private let area: Outline

    /// Lays six spots on the streets around the place nearest to `point` in `area`.
    ///
    /// - Parameters:
    ///   - name: what a message calls the place.
    ///   - spread: the standard deviation of the spots around the middle, along each axis, m.
    init(
        near point: Point, called name: String, in area: Outline, spread: Double, places: StreetPlaces,
        generator: inout SeededGenerator
    ) throws(SimulationError) {
        var found: Point?
        for margin in [1.6 * spread, spread, 0.5 * spread, 5] where found == nil {
            found = places.nearest(to: point, in: area, margin: margin)
        }
        guard let middle = found else { throw .noStreetNear(name) }
        self.middle = Point(x: middle.x.rounded(), y: middle.y.rounded())
        var spots = [middle]
        for _ in 0..<40 where spots.count < 6 {
            let aim = Point(x: middle.x + spread * generator.bell(), y: middle.y + spread * generator.bell())
            guard aim.distance(to: middle) < 2 * spread, let spot = places.nearest(to: aim, in: area, margin: 5),
                spot.distance(to: middle) < 2 * spread, spots.allSatisfy({ $0.distance(to: spot) > 0.3 * spread })
            else { continue }
            spots.append(spot)
        }
        self.spots = spots
        let weights = (0..<spots.count).map { 1.2 - 0.1 * Double($0) }
        guard let table = AliasTable(weights: weights) else { throw .noStreetNear(name) }
        self.table = table
        self.area = area
    }

    /// A place near one of the spots and inside the area, in whole metres.
    func draw(_ generator: inout SeededGenerator) -> Point {
        let spot = spots[table.draw(&generator)]
        for _ in 0..<32 {
            let place = Point(
                x: (spot.x + 8 * generator.bell()).rounded(), y: (spot.y + 8 * generator.bell()).rounded())
            if area.contains(place) { return place }
        }
        return middle
    }
}
