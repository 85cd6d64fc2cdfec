import Foundation
import HomewardCore
import HomewardGeometry

/// The bandwidth with the least mean squared error of the density, if the incidents are drawn from one that is itself random.
///
/// For the uniform kernel of radius r the error is, but for a constant, (1/λ − 2 K(r)) / πr² + J(r) / (πr²)², where λ is the mean
/// density, K Ripley's function with translation correction and J the integral of the overlap of two circles of radius r over dK.
/// Its standard deviation is r/2. K is taken at 512 distances up to a quarter of the study area's shorter side, or to that within
/// which a thousand incidents are to be expected where that is less; as `bw.diggle` of the package spatstat does.
struct DiggleBandwidth: Sendable {
    /// The best standard deviation, m; nil where no two incidents lie within reach.
    let deviation: Double?
    /// Whether it is the first or last that was looked at.
    let isAtEnd: Bool
    /// The error at each, by ascending bandwidth.
    let curve: [BandwidthEvidence.Step]

    /// O(pairs within the longest distance + distances²).
    init(_ places: JoinedPlaces, in raster: KernelRaster) {
        let covariance = SetCovariance(raster)
        let tiling = raster.tiling
        let (area, total) = (covariance.area, Double(places.total))
        let density = total / area
        let shorter = min(Double(tiling.columns) * tiling.cellSize, Double(tiling.rows) * tiling.rowHeight)
        let longest = min((1000 / (.pi * density)).squareRoot(), shorter / 4)
        let count = 512
        let distances = (0..<count).map { longest * Double($0) / Double(count - 1) }
        // The steps of K: what comes in with each distance.
        var steps = Self.steps(places.all, upTo: longest, count: count, covariance)
        for index in steps.indices { steps[index] *= area * area / (total * (total - 1)) }
        var ripley = steps
        for index in ripley.indices.dropFirst() { ripley[index] += ripley[index - 1] }
        guard let all = ripley.last, all > 0 else {
            (deviation, isAtEnd, curve) = (nil, false, [])
            return
        }
        var curve: [BandwidthEvidence.Step] = []
        for index in 1...(count - 1) / 2 {
            let radius = distances[index]
            var overlap = 0.0
            for other in 0..<min(count - 1, 2 * index) {
                let half = distances[other] / (2 * radius)
                overlap += (acos(half) - half * (1 - half * half).squareRoot()) * steps[other + 1]
            }
            // The overlap of two circles is 2 r² (…); the density of pairs in dK is by 2πr dr, so that 2π falls out.
            overlap *= 2 * radius * radius
            let circle = Double.pi * radius * radius
            curve.append(
                BandwidthEvidence.Step(
                    deviation: radius / 2,
                    value: (1 / density - 2 * ripley[index]) / circle + overlap / (circle * circle)))
        }
        let best = curve.indices.min { (curve[$0].value, $0) < (curve[$1].value, $1) } ?? 0
        deviation = curve[best].deviation
        isAtEnd = best == 0 || best == curve.count - 1
        self.curve = curve
    }

    /// For each distance what pairs come in with it, each by the area over which it could be seen; the first holds those at one place.
    private static func steps(
        _ places: [JoinedPlaces.Place], upTo longest: Double, count: Int, _ covariance: SetCovariance
    ) -> [Double] {
        let block = 64
        let scale = Double(count - 1) / longest
        let parts = Parallel.map((places.count + block - 1) / block) { number in
            var sums = [Double](repeating: 0, count: count)
            for own in number * block..<min(places.count, (number + 1) * block) {
                let place = places[own]
                sums[0] += place.count * (place.count - 1) / covariance.area
                // By easting: whoever lies further east than the longest distance is followed by others that do too.
                var other = own + 1
                while other < places.count, places[other].x - place.x <= longest {
                    let (dx, dy) = (places[other].x - place.x, places[other].y - place.y)
                    let distance = (dx * dx + dy * dy).squareRoot()
                    if distance <= longest {
                        let step = min(count - 1, Int((distance * scale).rounded(.up)))
                        sums[step] += 2 * place.count * places[other].count / covariance.overlap(dx, dy)
                    }
                    other += 1
                }
            }
            return sums
        }
        return (0..<count).map { step in parts.reduce(0) { $0 + $1[step] } }
    }
}

/// How much of a study area is left where it is laid over itself, moved: the set covariance, from its cells.
///
/// Exact where the study area is made of whole cells; otherwise cells that it fills in part count by their share. Cells are joined to
/// blocks so that no more than 128 lie side by side.
struct SetCovariance: Sendable {
    /// The area, m².
    let area: Double
    /// The side of a block, m, east and north.
    private let width, height: Double
    /// The greatest lags.
    private let columns, rows: Int
    /// For lags of 0… columns east and −rows…rows north.
    private let values: [Double]

    private static let most = 128

    /// O(blocks × lags), of which a quarter of the shorter side each way is kept.
    init(_ raster: KernelRaster) {
        let tiling = raster.tiling
        let joined = (max(tiling.columns, tiling.rows) + Self.most - 1) / Self.most
        let (across, up) = ((tiling.columns + joined - 1) / joined, (tiling.rows + joined - 1) / joined)
        var shares = [Double](repeating: 0, count: across * up)
        let (width, height) = (Double(joined) * tiling.cellSize, Double(joined) * tiling.rowHeight)
        for row in 0..<tiling.rows {
            for column in 0..<tiling.columns {
                shares[row / joined * across + column / joined] += raster.areas[row * tiling.columns + column]
            }
        }
        area = shares.reduce(0, +)
        for place in shares.indices { shares[place] /= width * height }
        let shorter = min(Double(across) * width, Double(up) * height)
        let (columns, rows) = (
            min(across - 1, Int(shorter / 4 / width) + 2), min(up - 1, Int(shorter / 4 / height) + 2)
        )
        let (shared, lines) = (shares, 2 * rows + 1)
        values = Parallel.map((columns + 1) * lines) { lag in
            let (east, north) = (lag / lines, lag % lines - rows)
            var sum = 0.0
            for row in max(0, -north)..<max(max(0, -north), min(up, up - north)) {
                let (here, there) = (row * across, (row + north) * across + east)
                for column in 0..<max(0, across - east) { sum += shared[here + column] * shared[there + column] }
            }
            return sum * width * height
        }
        (self.width, self.height, self.columns, self.rows) = (width, height, columns, rows)
    }

    /// The area that is left after a move, m²; a thousandth of all at least, so that nothing is divided by nothing. O(1).
    func overlap(_ dx: Double, _ dy: Double) -> Double {
        let (east, north) = dx >= 0 ? (dx / width, dy / height) : (-dx / width, -dy / height)
        let column = min(max(0, columns - 1), Int(east))
        let row = min(max(-rows, Int(north.rounded(.down))), max(-rows, rows - 1))
        let (right, above) = (min(1, east - Double(column)), min(1, max(0, north - Double(row))))
        func value(_ column: Int, _ row: Int) -> Double {
            if column == 0, row == 0 { return area }
            let (column, row) = (min(column, columns), min(row, rows))
            return values[column * (2 * rows + 1) + row + rows]
        }
        let below = value(column, row) * (1 - right) + value(column + 1, row) * right
        let top = value(column, row + 1) * (1 - right) + value(column + 1, row + 1) * right
        return max(area / 1000, below * (1 - above) + top * above)
    }
}
