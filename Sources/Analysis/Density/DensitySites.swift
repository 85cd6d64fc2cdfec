import Foundation
import HomewardCore
import HomewardGeometry

/// The rule by which an incident gets its bandwidth.
struct BandwidthLaw: Sendable {
    enum Kind: Sendable {
        /// All have one, m.
        case one(Double)
        /// Each cell has one for the incidents in it, m.
        case byCell([Double])
        /// Each incident's is its distance to the so many-th nearest point of a set, m; never under the least.
        case nearest(NearestReach, least: Double)
    }

    let kind: Kind

    var isAdaptive: Bool { if case .one = kind { false } else { true } }

    /// - Parameters:
    ///   - method: How bandwidths adapt.
    ///   - bandwidth: The one that was given or chosen, m.
    ///   - look: The set by whose density they adapt.
    ///   - grid: The cells.
    ///   - raster: The same.
    init(
        _ method: DensityMethod, bandwidth: Double, look: DensityMethod.Base, on grid: Grid, _ raster: KernelRaster
    ) throws {
        switch method.adaptation {
        case .fixed: kind = .one(bandwidth)
        case .abramson:
            kind = .byCell(BandwidthLaw.abramson(method, bandwidth: bandwidth, look: look, on: grid, raster))
        case .nearest:
            let inside = zip(look.points, grid.cells(of: look.points)).filter { $0.1 >= 0 }.map { $0.0 }
            guard inside.count > method.neighbours else {
                throw AnalysisError.noBandwidth(.tooFewNeighbours(inside.count, wanted: method.neighbours))
            }
            kind = .nearest(NearestReach(inside, count: method.neighbours), least: grid.cellSize / 2)
        }
    }

    /// The bandwidth of the incidents of each cell by Abramson's law.
    private static func abramson(
        _ method: DensityMethod, bandwidth: Double, look: DensityMethod.Base, on grid: Grid, _ raster: KernelRaster
    ) -> [Double] {
        let pilot = KernelDensity {
            $0.kernel = method.kernel
            $0.bandwidth = bandwidth
        }.unchecked(of: look.points, weights: look.weights, on: grid, raster).perSquareKilometre
        let counts =
            look.weights.map { grid.sum(of: $0, at: look.points) } ?? grid.count(look.points).count.map(Double.init)
        var (sum, count) = (0.0, 0.0)
        for cell in counts.indices where counts[cell] > 0 && pilot[cell] > 0 {
            sum += counts[cell] * log(pilot[cell])
            count += counts[cell]
        }
        let mean = count > 0 ? exp(sum / count) : 1
        return pilot.map { density in
            let factor = density > 0 ? (mean / density).squareRoot() : DensityMethod.mostWidening
            return bandwidth * min(DensityMethod.mostWidening, factor)
        }
    }
}

/// How far from a place the so many-th nearest point of a set lies.
struct NearestReach: Sendable {
    /// The square of the distance within which so many others lie, by place of the set.
    private let squares: [PlaceKey: Double]

    /// A place by its coordinates.
    private struct PlaceKey: Hashable {
        let x, y: Double
    }

    /// Finds it for each place of the set, whose own point does not count. About O(n (log n + count)).
    init(_ points: [Point], count: Int) {
        let tree = PlaceTree(points)
        let found = tree.coreSquares(count + 1)
        var squares: [PlaceKey: Double] = [:]
        squares.reserveCapacity(found.count)
        for place in found.indices { squares[PlaceKey(x: tree.xs[place], y: tree.ys[place])] = found[place] }
        self.squares = squares
    }

    /// The distance, m; nil for a place that is none of the set's.
    func reach(from point: Point) -> Double? { squares[PlaceKey(x: point.x, y: point.y)]?.squareRoot() }
}

/// Incidents on their way into the cells, each with its bandwidth: in blocks that threads take one by one, those at one place as one.
///
/// Neither the order of the rows nor the number of threads matters.
struct DensitySites: Sendable {
    struct Entry: Sendable {
        var site: KernelSite
        var bandwidth: Double
        /// How many incidents it stands for.
        var count: Int
    }

    private(set) var blocks: [[Entry]] = []
    /// The incidents in a cell.
    private(set) var count = 0
    /// What their weights come to.
    private(set) var total = 0.0

    /// O(n log n).
    ///
    /// - Throws: ``AnalysisError/foreignBase`` where the law has no bandwidth for a point.
    init(
        _ points: [Point], weights: [Double]?, bandwidths law: BandwidthLaw, on grid: Grid
    ) throws(AnalysisError) {
        var listed: [(cell: Int32, x: Double, y: Double, weight: Double)] = []
        for (index, cell) in grid.cells(of: points).enumerated() where cell >= 0 {
            listed.append((cell, points[index].x, points[index].y, weights?[index] ?? 1))
        }
        listed.sort { $0 < $1 }
        count = listed.count
        var entries: [Entry] = []
        var last: (cell: Int32, x: Double, y: Double)?
        for (cell, x, y, weight) in listed {
            total += weight
            if let last, last == (cell, x, y) {
                entries[entries.count - 1].site.weight += weight
                entries[entries.count - 1].count += 1
                continue
            }
            last = (cell, x, y)
            let middle = grid.cells[Int(cell)].centre
            let bandwidth: Double
            switch law.kind {
            case .one(let one): bandwidth = one
            case .byCell(let bandwidths): bandwidth = bandwidths[Int(cell)]
            case .nearest(let reach, let least):
                guard let own = reach.reach(from: Point(x: x, y: y)) else { throw .foreignBase }
                bandwidth = max(least, own)
            }
            entries.append(
                Entry(
                    site: KernelSite(x: x - middle.x, y: y - middle.y, weight: weight, cell: cell),
                    bandwidth: bandwidth, count: 1))
        }
        // How many blocks there are follows from the incidents alone.
        let parts = min(16, max(1, entries.count / 256))
        blocks = (0..<parts).map {
            Array(entries[entries.count * $0 / parts..<entries.count * ($0 + 1) / parts])
        }
    }

    /// The greatest bandwidth, m; 0 where there is no incident.
    var mostBandwidth: Double { blocks.lazy.flatMap { $0 }.map(\.bandwidth).max() ?? 0 }

    /// How much the bandwidths differ; nil where there is no incident.
    var spread: BandwidthSpread? {
        let all = blocks.flatMap { $0 }.map { (bandwidth: $0.bandwidth, count: $0.count) }.sorted { $0 < $1 }
        guard let first = all.first, let last = all.last else { return nil }
        var (middle, seen) = (first.bandwidth, 0)
        for entry in all where 2 * seen < count {
            middle = entry.bandwidth
            seen += entry.count
        }
        return BandwidthSpread(least: first.bandwidth, middle: middle, most: last.bandwidth)
    }
}
