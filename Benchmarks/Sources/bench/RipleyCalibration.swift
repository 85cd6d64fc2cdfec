import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardGeometry

/// How often Ripley's L is called in patterns without clusters, and how often planted ones are found.
struct RipleyCalibration {
    private let towns = 400
    private let mostFlagged = 0.08
    private let side = 4000.0
    private let places = 200

    /// Prints the tables. Returns whether the test keeps to its share. O(towns × simulations × pairs).
    func run() throws -> Bool {
        var holds = true
        for correction in RipleyK.Correction.allCases {
            let count = try found(towns, correction, parents: nil).count { $0 }
            let share = Double(count) / Double(towns)
            let interval = Binomial.interval(count, of: towns)
            holds = holds && share <= mostFlagged
            print(
                "Ripley's L, \(correction.rawValue), even towns".padding(toLength: 48, withPad: " ", startingAt: 0)
                    + String(
                        format: "  %5d  %7d  %5.1f %%   %.1f–%.1f %%", towns, count, 100 * share,
                        100 * interval.lowerBound, 100 * interval.upperBound))
        }
        for share in [0.02, 0.05, 0.1] {
            let count = try found(100, .border, parents: share).count { $0 }
            print(
                "Ripley's L finds \(Shown.fixed(100 * share, 0)) % of incidents followed by another within 100 m in \(count) of 100 towns"
            )
        }
        return holds
    }

    /// Whether each town is called; `parents` is the share of places that have another beside them.
    private func found(_ count: Int, _ correction: RipleyK.Correction, parents: Double?) throws -> [Bool] {
        let area = NamedArea(
            name: "Town", outline: MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: side, maxY: side).polygon]))
        return try Parallel.map(count) { number in
            Swift.Result { () throws -> Bool in
                var generator = SeededGenerator(seed: UInt64(number + 1), stream: 21)
                var points = (0..<places).map { _ in Point(x: generator.unit() * side, y: generator.unit() * side) }
                for point in points where generator.unit() < parents ?? 0 {
                    let (far, angle) = (100 * generator.unit().squareRoot(), 2 * Double.pi * generator.unit())
                    points.append(Point(x: point.x + far * cos(angle), y: point.y + far * sin(angle)))
                }
                let method = RipleyK {
                    $0.correction = correction
                    $0.simulations = 39
                    $0.seed = UInt64(number + 1)
                }
                return try method.result(of: points, in: area).map { $0.p <= 0.05 } ?? false
            }
        }.map { try $0.get() }
    }
}
