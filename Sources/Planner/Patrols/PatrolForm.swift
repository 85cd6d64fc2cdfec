import Foundation
import HomewardGeometry

/// The form of a patrol area: a regular polygon of 64 corners whose corners lie on the circle.
struct PatrolForm: Sendable {
    let radius: Double
    private let corners: [Point]
    /// The square of the distance within which every point is inside.
    let surely: Double

    init(radius: Double) {
        let count = 64
        self.radius = radius
        corners = (0..<count).map { index in
            let angle = Double(index) * 2 * .pi / Double(count)
            return Point(x: radius * cos(angle), y: radius * sin(angle))
        }
        let inner = radius * cos(.pi / Double(count)) * (1 - 1e-12)
        surely = inner * inner
    }

    /// Whether a point lies in the area around `centre`, its edge included.
    func contains(_ point: Point, centre: Point) -> Bool { contains(dx: point.x - centre.x, dy: point.y - centre.y) }

    func contains(dx: Double, dy: Double) -> Bool {
        let square = dx * dx + dy * dy
        if square <= surely { return true }
        guard square <= radius * radius else { return false }
        let turn = atan2(dy, dx) / (2 * .pi)
        let sector = Int(((turn < 0 ? turn + 1 : turn) * Double(corners.count)).rounded(.down)) % corners.count
        return Segment(corners[sector], corners[(sector + 1) % corners.count]).side(of: Point(x: dx, y: dy)) >= 0
    }

    /// The outline around `centre`, counter-clockwise.
    func polygon(at centre: Point) -> Polygon {
        Polygon(exterior: corners.map { Point(x: $0.x + centre.x, y: $0.y + centre.y) })
    }
}
