import Foundation
import HomewardCore
import HomewardGeometry

/// A study area as the window of a pattern of points: which points lie in it, how far its border is, which part of a circle is inside.
struct StudyWindowShape: Sendable {
    /// Its size, m².
    let area: Double
    private let box: BoundingBox
    private let locator: AreaLocator
    /// The stretches of its border, the area to the left of each.
    private let border: [Segment]
    private let index: SpatialIndex
    private let reach: Double

    /// Nil where the area has no size.
    ///
    /// - Parameters:
    ///   - studyArea: The area.
    ///   - reach: How far away the border matters, m.
    init?(_ studyArea: NamedArea, reach: Double) throws {
        area = try studyArea.shape.area()
        guard area > 0, area.isFinite, let box = studyArea.shape.boundingBox, box.width > 0, box.height > 0 else {
            return nil
        }
        self.box = box
        self.reach = reach
        locator = AreaLocator([studyArea])
        var border: [Segment] = []
        for polygon in studyArea.outline.polygons {
            for (number, ring) in ([polygon.exterior] + polygon.holes).enumerated() {
                let isLeft = StudyWindowShape.turns(ring) > 0
                for (a, b) in zip(ring, ring.dropFirst()) where a != b {
                    border.append(isLeft == (number == 0) ? Segment(a, b) : Segment(b, a))
                }
            }
        }
        self.border = border
        index = SpatialIndex(boxes: border.map(\.boundingBox))
    }

    /// Twice the area of a ring, above 0 where it goes round counter-clockwise.
    private static func turns(_ ring: [Point]) -> Double {
        guard let origin = ring.first else { return 0 }
        return zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
            sum + (edge.0.x - origin.x) * (edge.1.y - origin.y) - (edge.1.x - origin.x) * (edge.0.y - origin.y)
        }
    }

    /// The points that lie in the area, in their order.
    func holding(_ points: [Point]) -> [Point] {
        let assignment = locator.assign(points)
        return zip(points, assignment.area).filter { $0.1 >= 0 }.map(\.0)
    }

    /// So many points strewn evenly over the area.
    func strewn(_ count: Int, _ generator: inout SeededGenerator) -> [Point] {
        var points: [Point] = []
        points.reserveCapacity(count)
        // An area that fills a thousand-millionth of its box is found in a while; one that holds no point is not sought for ever.
        var left = 1000 * count + Int(min(1e8, Double(count) * 20 * box.width * box.height / area))
        while points.count < count, left > 0 {
            left -= 1
            let point = Point(x: box.minX + generator.unit() * box.width, y: box.minY + generator.unit() * box.height)
            if locator.contains(point) { points.append(point) }
        }
        return points
    }

    /// How far the border is, or the reach where it is farther.
    func depth(of point: Point) -> Double {
        index.nearest(to: point, within: reach) { border[$0].distance(to: point) }?.distance ?? reach
    }

    /// The stretches of the border within reach of a point.
    func border(near point: Point) -> [Segment] {
        let box = BoundingBox(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y).grown(by: reach)
        return index.query(box).map { border[$0] }
    }

    /// The part of a circle that lies in the area, 0 to 1. The middle lies in the area. O(stretches).
    ///
    /// Where the border leaves the disc, going round counter-clockwise enters the area, and where the border enters the disc it leaves it,
    /// for the area lies to the border's left. The angles of both, each counted by its sign, add up to the part inside, whichever way they are
    /// paired. Whether a stretch crosses follows from which of its ends lie in the disc, so that a corner on the circle counts once.
    ///
    /// - Parameters:
    ///   - middle: The middle.
    ///   - radius: The radius, m.
    ///   - near: The stretches of the border that the circle may meet.
    func part(ofCircleRound middle: Point, radius: Double, near: [Segment]) -> Double {
        var sum = 0.0
        var crossings = 0
        let square = radius * radius
        for stretch in near {
            let (ax, ay) = (stretch.start.x - middle.x, stretch.start.y - middle.y)
            let (dx, dy) = (stretch.end.x - stretch.start.x, stretch.end.y - stretch.start.y)
            let (bx, by) = (stretch.end.x - middle.x, stretch.end.y - middle.y)
            let (startsIn, endsIn) = (ax * ax + ay * ay <= square, bx * bx + by * by <= square)
            if startsIn && endsIn { continue }
            let length = dx * dx + dy * dy
            let half = -(ax * dx + ay * dy) / length
            let root = half * half - (ax * ax + ay * ay - square) / length
            if !startsIn && !endsIn, !(root > 0 && half > 0 && half < 1) { continue }
            let width = max(0, root).squareRoot()
            func angle(_ share: Double) -> Double { atan2(ay + share * dy, ax + share * dx) }
            if !startsIn {
                sum += angle(half - width)
                crossings += 1
            }
            if !endsIn {
                sum -= angle(half + width)
                crossings += 1
            }
        }
        // No crossing: all of the circle is inside, for its middle is, or all of it outside, round the whole of the area or a part of it. A
        // circle may touch a border, but hardly in the direction of one radian.
        if crossings == 0 {
            return locator.contains(Point(x: middle.x + radius * cos(1), y: middle.y + radius * sin(1))) ? 1 : 0
        }
        let turn = 2 * Double.pi
        let part = sum.truncatingRemainder(dividingBy: turn) / turn
        return part < 0 ? part + 1 : part
    }
}
