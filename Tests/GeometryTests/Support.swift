import Foundation

@testable import HomewardGeometry

/// SplitMix64, so that every run of a test draws the same numbers.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func point(_ range: ClosedRange<Double>) -> Point {
        Point(x: .random(in: range, using: &self), y: .random(in: range, using: &self))
    }

    /// A polygon whose outline runs once around its middle, at random distances: valid, rarely convex.
    mutating func star(at centre: Point, radius: Double, corners: Int) -> Polygon {
        Polygon(
            exterior: (0..<corners).map { corner in
                let angle = 2 * Double.pi * (Double(corner) + .random(in: 0...0.8, using: &self)) / Double(corners)
                let reach = radius * Double.random(in: 0.3...1, using: &self)
                return Point(x: centre.x + reach * cos(angle), y: centre.y + reach * sin(angle))
            })
    }
}

/// A square with its south-west corner at x, y.
func square(_ x: Double, _ y: Double, _ side: Double) -> Polygon {
    BoundingBox(minX: x, minY: y, maxX: x + side, maxY: y + side).polygon
}

func area(_ name: String, _ polygons: Polygon...) -> NamedArea {
    NamedArea(name: name, outline: MultiPolygon(polygons))
}

/// Whether two numbers agree to `relative` of their size.
func agree(_ a: Double, _ b: Double, relative: Double = 1e-9) -> Bool {
    abs(a - b) <= relative * max(1, abs(a), abs(b))
}

/// The error that `body` throws, or nil where it throws none.
func error(_ body: () throws(GeometryError) -> Void) -> GeometryError? {
    do throws(GeometryError) {
        try body()
        return nil
    } catch {
        return error
    }
}

extension GeometryError {
    var isInvalid: Bool { if case .invalid = self { true } else { false } }
    var isArgument: Bool { if case .argument = self { true } else { false } }
    var isOperation: Bool { if case .operation = self { true } else { false } }
}
