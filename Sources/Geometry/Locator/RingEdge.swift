/// An edge of a ring, from its lower to its higher end, so that both of its neighbours compute with the same numbers:
/// the one test of a point against an outline, which the locator and ``Polygon/holds(_:)`` share.
struct RingEdge: Sendable {
    var lowX: Double
    var lowY: Double
    var highX: Double
    var highY: Double

    /// Nil for a level edge, which decides nothing.
    @inline(__always)
    init?(_ first: Point, _ second: Point) {
        guard first.y != second.y else { return nil }
        let (low, high) = first.y < second.y ? (first, second) : (second, first)
        (lowX, lowY, highX, highY) = (low.x, low.y, high.x, high.y)
    }

    /// Whether the edge crosses the ray that runs due east from the point, its lower end included and its upper not.
    /// A point is inside a ring where the number of such edges is odd. O(1).
    @inline(__always)
    func liesEast(ofX x: Double, y: Double) -> Bool {
        guard y >= lowY, y < highY else { return false }
        if x < lowX && x < highX { return true }
        guard x < lowX || x < highX else { return false }
        return Orientation.isLeft(x, y, ofLineFrom: lowX, lowY, to: highX, highY)
    }
}

/// On which side of a line a point lies, decided exactly.
///
/// A quick product decides almost always; where its rounding error could change the sign, the determinant is summed
/// without rounding as an expansion (Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric
/// predicates", 1997). Coordinates beyond about 1e150 overflow and count as on the line.
enum Orientation {
    /// Whether `p` lies strictly to the left of the line from `a` to `b`. O(1).
    @inline(__always)
    static func isLeft(
        _ px: Double, _ py: Double, ofLineFrom ax: Double, _ ay: Double, to bx: Double, _ by: Double
    ) -> Bool {
        let left = (bx - ax) * (py - ay)
        let right = (by - ay) * (px - ax)
        let determinant = left - right
        if abs(determinant) > 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right)) { return determinant > 0 }
        return exactSign(ax, ay, bx, by, px, py) > 0
    }

    /// The sign of the area of the triangle a, b, c: 1 where c lies to the left of a → b, −1 right, 0 on the line.
    static func exactSign(
        _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double
    ) -> Int {
        var sum: [Double] = []
        sum.reserveCapacity(12)
        for (first, second) in [(ax, by), (-ax, cy), (-cx, by), (-ay, bx), (ay, cx), (cy, bx)] {
            let product = first * second
            grow(&sum, by: (-product).addingProduct(first, second))
            grow(&sum, by: product)
        }
        guard let largest = sum.last(where: { $0 != 0 }) else { return 0 }
        return largest > 0 ? 1 : largest < 0 ? -1 : 0
    }

    /// Adds a number to a sum of parts that do not overlap, smallest first, without rounding.
    private static func grow(_ sum: inout [Double], by number: Double) {
        var carried = number
        for index in sum.indices {
            let total = carried + sum[index]
            let part = total - carried
            sum[index] = (carried - (total - part)) + (sum[index] - part)
            carried = total
        }
        sum.append(carried)
    }
}
