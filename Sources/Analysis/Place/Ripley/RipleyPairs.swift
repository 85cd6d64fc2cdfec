import Foundation
import HomewardGeometry

/// The pairs of some places that lie within reach, by steps of distance.
struct RipleyPairs {
    private let places: [Point]
    private let reach: Double
    private let steps: Int
    private let buckets: PointBuckets

    /// O(places). The places are finite.
    init(_ places: [Point], reach: Double, steps: Int) {
        self.places = places
        self.reach = reach
        self.steps = steps
        buckets = PointBuckets(places, reach: reach)
    }

    /// The step of a distance: the first whose distance is at least as long.
    private func step(_ distance: Double) -> Int {
        min(steps - 1, max(0, Int((distance * Double(steps) / reach).rounded(.up)) - 1))
    }

    /// How many steps are shorter than a depth, so that a place at that depth is asked at them.
    private func stepsInside(_ depth: Double) -> Int {
        min(steps, max(0, Int((depth * Double(steps) / reach).rounded(.up)) - 1))
    }

    /// K by the border correction: of the places farther from the border than a distance, the mean number of others within it, by the density
    /// of all. Nil where fewer than ``RipleyK/fewestInside`` are. O(pairs).
    func borderK(in window: StudyWindowShape) -> [Double?] {
        var (starting, ending) = ([Int](repeating: 0, count: steps + 1), [Int](repeating: 0, count: steps + 1))
        var asked = [Int](repeating: 0, count: steps + 1)
        for (place, point) in places.enumerated() {
            let depth = window.depth(of: point)
            // The reach itself is a distance: a border beyond it leaves all steps.
            let inside = depth >= reach ? steps : stepsInside(depth)
            asked[inside] += 1
            guard inside > 0 else { continue }
            buckets.forEachNeighbour(of: place) { other in
                let from = step(point.distance(to: places[other]))
                guard from < inside else { return }
                starting[from] += 1
                ending[inside] += 1
            }
        }
        let density = Double(places.count) / window.area
        var (within, far) = (0, places.count)
        return (0..<steps).map { step in
            within += starting[step] - ending[step]
            far -= asked[step]
            return far >= RipleyK.fewestInside ? Double(within) / Double(far) / density : nil
        }
    }

    /// K by the isotropic correction: each pair counts by one over the part of the circle round the one through the other that lies in the
    /// area, at most ``heaviest``. O(pairs × border within reach).
    func isotropicK(in window: StudyWindowShape) -> [Double] {
        var weights = [Double](repeating: 0, count: steps)
        for (place, point) in places.enumerated() {
            let near = window.border(near: point)
            let depth = near.reduce(Double.infinity) { min($0, $1.distance(to: point)) }
            buckets.forEachNeighbour(of: place) { other in
                let distance = point.distance(to: places[other])
                let part =
                    distance < depth || distance == 0
                    ? 1 : window.part(ofCircleRound: point, radius: distance, near: near)
                weights[step(distance)] += min(RipleyPairs.heaviest, 1 / part)
            }
        }
        let pairs = Double(places.count) * Double(places.count - 1)
        var sum = 0.0
        return weights.map { weight in
            sum += weight
            return sum * window.area / pairs
        }
    }

    /// The most that a pair may count for.
    static let heaviest = 100.0
}
