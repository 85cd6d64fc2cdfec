import Foundation
import HomewardCore
import HomewardGeometry

/// How the distance between two places is measured.
public enum DistanceMeasure: String, Sendable, Hashable, CaseIterable {
    /// As the crow flies.
    case euclidean
    /// East–west and north–south together, as along streets that cross at right angles.
    case manhattan

    /// The distance between two points, in the units of their coordinates.
    public func distance(_ a: Point, _ b: Point) -> Double {
        switch self {
        case .euclidean: a.distance(to: b)
        case .manhattan: abs(a.x - b.x) + abs(a.y - b.y)
        }
    }
}

/// The pairs of points within the largest of some distances, found anew each time that somebody goes through them.
///
/// No list of pairs is kept, whose length nobody can bound: points stand in cells, and each is held against those in the cells
/// around. Memory is O(points).
struct NearPairs: Sendable {
    let cells: PlaceCells
    let measure: DistanceMeasure
    /// What is compared with the limit of each band: for distances as the crow flies their squares.
    private let limits: [Double]

    /// - Parameters:
    ///   - points: The points; all are places.
    ///   - distances: The upper limits of the bands, ascending, each included.
    init(_ points: [Point], distances: [Double], measure: DistanceMeasure) {
        self.measure = measure
        // A millionth of a millionth for rounding, as for every other reach.
        limits = distances.map { measure == .euclidean ? $0 * $0 * (1 + 1e-12) : $0 * (1 + 1e-12) }
        let reach = distances.last ?? 0
        // Cells are the smaller the more points lie within reach of one, about, so that most that is looked at is near.
        let coarse = PlaceCells(points, reach: reach, division: 1)
        let squares = (0..<coarse.count).reduce(0.0) { $0 + pow(Double(coarse.places($1).count), 2) }
        let around = Double.pi * squares / Double(max(1, points.count))
        cells = PlaceCells(points, reach: reach, division: max(1, min(8, pow(around, 1.0 / 3).rounded() / 2)))
    }

    /// How many bands there are.
    var bands: Int { limits.count }

    /// The points in stretches of about so many, for work that is shared among threads.
    func stretches(of length: Int) -> [Range<Int>] {
        let count = cells.order.count
        return (0..<(count + length - 1) / length).map { $0 * length..<min(count, ($0 + 1) * length) }
    }

    /// Calls `body` with places of ``PlaceCells/order`` that are near each other, and the band of their distance.
    ///
    /// - Parameters:
    ///   - places: The first of each pair.
    ///   - twice: Whether a pair is told by each of its places, or only by the one that stands first.
    @inline(__always)
    func forEach(of places: Range<Int>, twice: Bool, _ body: (_ place: Int, _ other: Int, _ band: Int) -> Void) {
        guard let first = places.first else { return }
        var walk = PlaceCells.Walk(cells)
        var cell = self.cell(of: first)
        walk.move(to: cell)
        cells.xs.withUnsafeBufferPointer { xs in
            cells.ys.withUnsafeBufferPointer { ys in
                limits.withUnsafeBufferPointer { limits in
                    for place in places {
                        while place >= cells.starts[cell + 1] {
                            cell += 1
                            walk.move(to: cell)
                        }
                        for runs in [walk.edge, walk.inside] {
                            for run in runs {
                                let others = cells.places(run)
                                let from = twice ? others.lowerBound : max(others.lowerBound, place + 1)
                                guard from < others.upperBound else { continue }
                                look(place, from..<others.upperBound, xs, ys, limits, body)
                            }
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func look(
        _ place: Int, _ others: Range<Int>, _ xs: UnsafeBufferPointer<Double>, _ ys: UnsafeBufferPointer<Double>,
        _ limits: UnsafeBufferPointer<Double>, _ body: (Int, Int, Int) -> Void
    ) {
        let (x, y, last) = (xs[place], ys[place], limits[limits.count - 1])
        let isEuclidean = measure == .euclidean
        for other in others where other != place {
            let (dx, dy) = (xs[other] - x, ys[other] - y)
            let far = isEuclidean ? dx * dx + dy * dy : abs(dx) + abs(dy)
            guard far <= last else { continue }
            var band = 0
            for limit in limits { band &+= far > limit ? 1 : 0 }
            body(place, other, band)
        }
    }

    /// The cell that holds a place.
    private func cell(of place: Int) -> Int {
        var (low, high) = (0, cells.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if cells.starts[middle] <= place { low = middle } else { high = middle }
        }
        return low
    }
}
