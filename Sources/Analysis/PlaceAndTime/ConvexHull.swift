import Foundation
import HomewardGeometry

/// A convex outline round points, grown on all sides so that it has an area.
///
/// Source: A. M. Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions", Information Processing
/// Letters 9(5), 216–219. Growing adds a circle of 32 corners to each point.
struct ConvexHull {
    /// The corners, counter-clockwise, the first not repeated.
    let corners: [Point]

    /// O(n log n).
    init(of points: [Point], grownBy margin: Double) {
        let hull = ConvexHull.corners(of: points)
        guard margin > 0 else {
            corners = hull
            return
        }
        // The circle's corners lie outside the circle, so that the grown hull holds all that is no further away.
        let circle = (0..<32).map { step -> Point in
            let angle = Double(step) * 2 * Double.pi / 32
            let reach = margin / cos(Double.pi / 32)
            return Point(x: reach * cos(angle), y: reach * sin(angle))
        }
        corners = ConvexHull.corners(
            of: hull.flatMap { corner in circle.map { Point(x: corner.x + $0.x, y: corner.y + $0.y) } })
    }

    /// The outline as a shape.
    var shape: Shape { .polygon(Polygon(exterior: corners)) }

    /// Whether a point lies inside or on the outline. O(corners).
    func contains(_ point: Point) -> Bool {
        guard var previous = corners.last else { return false }
        for corner in corners {
            if Segment(previous, corner).side(of: point) < 0 { return false }
            previous = corner
        }
        return true
    }

    private static func corners(of points: [Point]) -> [Point] {
        let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        guard sorted.count > 2 else { return sorted }
        var chain: [Point] = []
        for pass in [sorted, sorted.reversed()] {
            let start = chain.count
            for point in pass {
                while chain.count >= start + 2,
                    Segment(chain[chain.count - 2], chain[chain.count - 1]).side(of: point) <= 0
                {
                    chain.removeLast()
                }
                chain.append(point)
            }
            chain.removeLast()
        }
        return chain
    }
}
