import HomewardCore
import HomewardGeometry

/// Places along the streets where the background happens: more of it in long and busy streets and towards the middle.
struct StreetPlaces: Sendable {
    private let segments: [Segment]
    private let table: AliasTable
    private let outline: Outline

    /// Weighs the streets. `middle` is where the city is busiest.
    init(
        streets: [LineString], outline: Outline, middle: Point, generator: inout SeededGenerator
    ) throws(SimulationError) {
        var segments: [Segment] = []
        var weights: [Double] = []
        for street in streets {
            let busy = max(0.15, 1 + 0.5 * generator.bell())
            for (a, b) in zip(street.points, street.points.dropFirst()) {
                let segment = Segment(a, b)
                let away = segment.point(at: 0.5).distance(to: middle) / 2500
                segments.append(segment)
                weights.append(segment.length * busy * (0.3 + 1.5 / (1 + away * away)))
            }
        }
        guard let table = AliasTable(weights: weights) else { throw .noStreetNear("the study area") }
        self.segments = segments
        self.table = table
        self.outline = outline
    }

    /// A place beside a street and inside the study area, in whole metres.
    func draw(_ generator: inout SeededGenerator) -> Point {
        var place = Point(x: 0, y: 0)
        for _ in 0..<64 {
            let segment = segments[table.draw(&generator)]
            let share = generator.unit()
            let aside = generator.between(3, 10) * (generator.chance(0.5) ? 1 : -1)
            let on = segment.point(at: share)
            let length = max(segment.length, 0.001)
            place = Point(
                x: (on.x - (segment.end.y - segment.start.y) / length * aside).rounded(),
                y: (on.y + (segment.end.x - segment.start.x) / length * aside).rounded())
            if outline.contains(place) { return place }
        }
        return place
    }

    /// The place on a street nearest to `point` among those in `area` at least `margin` metres from its edge, if there is one.
    func nearest(to point: Point, in area: Outline, margin: Double) -> Point? {
        var best: (point: Point, distance: Double)?
        for segment in segments {
            let steps = max(1, Int(nearest: min(segment.length / 20, 10_000)))
            let foot = segment.nearest(to: point).share
            for share in [foot] + (0...steps).map({ Double($0) / Double(steps) }) {
                let place = segment.point(at: share)
                let distance = place.distance(to: point)
                guard distance < best?.distance ?? .infinity, area.contains(place), area.distanceToEdge(place) >= margin
                else {
                    continue
                }
                best = (place, distance)
            }
        }
        return best?.point
    }
}
