import HomewardCore
import HomewardGeometry

/// A sample of the positions that a file holds, in its own coordinates: of all different positions those whose hashes are
/// smallest. It is the same whatever the order of the rows and the number of workers.
///
/// Source: Ziv Bar-Yossef et al., Counting distinct elements in a data stream (RANDOM 2002), for the smallest hashes.
struct PlaceSample: Sendable {
    /// One position, and what the file's columns of longitude and latitude say beside it; NaN where they say nothing.
    struct Place: Sendable, Equatable {
        var hash: UInt64
        var x: Double
        var y: Double
        var longitude: Double
        var latitude: Double

        /// Whether both pairs are known.
        var hasDegrees: Bool { longitude.isFinite && latitude.isFinite }
    }

    /// The most positions that are kept.
    static let size = 500

    private var gathered: [Place] = []
    /// The greatest hash that can still be among the smallest.
    private var limit = UInt64.max

    /// The number by which a position is chosen. O(1).
    @inline(__always)
    static func hash(_ x: Double, _ y: Double) -> UInt64 { ByteHash.mix(x.bitPattern ^ ByteHash.mix(y.bitPattern)) }

    /// Whether a position of that hash may belong to the sample.
    @inline(__always)
    func wants(_ hash: UInt64) -> Bool { hash <= limit }

    /// Takes a position in. O(1) on average.
    mutating func add(_ place: Place) {
        guard place.x.isFinite, place.y.isFinite else { return }
        gathered.append(place)
        if gathered.count >= 2 * Self.size { thin() }
    }

    /// An empty sample that wants no position which this one does not want, to be added to it.
    var rest: PlaceSample {
        var rest = PlaceSample()
        rest.limit = limit
        return rest
    }

    /// Takes another sample in. O(size).
    mutating func add(_ other: PlaceSample) {
        for place in other.gathered where wants(place.hash) { add(place) }
    }

    /// The positions, by their hash.
    var places: [Place] {
        var sample = self
        sample.thin()
        return sample.gathered
    }

    /// Leaves each position once, and of them the ``size`` with the smallest hashes.
    private mutating func thin() {
        func number(_ value: Double) -> Double { value.isFinite ? value : .infinity }
        gathered.sort {
            ($0.hash, number($0.longitude), number($0.latitude)) < ($1.hash, number($1.longitude), number($1.latitude))
        }
        var kept: [Place] = []
        kept.reserveCapacity(2 * Self.size)
        for place in gathered where kept.last?.hash != place.hash {
            kept.append(place)
            if kept.count == Self.size {
                limit = place.hash
                break
            }
        }
        gathered = kept
    }
}

/// The transformers to longitude and latitude that one file needs, each made once.
final class WaysToDegrees {
    private var known: [String: Transformer] = [:]

    /// The transformer from `system`; nil where PROJ knows no way.
    func way(from system: CoordinateSystem) -> Transformer? {
        if let way = known[system.definition] { return way }
        guard let way = try? Transformer(from: system, to: .epsg(4326)) else { return nil }
        known[system.definition] = way
        return way
    }
}

/// Positions in one file's own coordinates, looked at as a whole.
extension [PlaceSample.Place] {
    /// The positions with their two coordinates exchanged.
    var exchanged: [PlaceSample.Place] {
        map {
            var other = $0
            (other.x, other.y) = ($0.y, $0.x)
            return other
        }
    }

    /// Longitude and latitude of each position in `system`, NaN where it has none; nil where PROJ knows no way.
    func degrees(in system: CoordinateSystem, by ways: WaysToDegrees) -> [Point]? {
        var xs = map(\.x)
        var ys = map(\.y)
        for index in xs.indices where !PositionFrame.reaches(system, xs[index], ys[index]) {
            (xs[index], ys[index]) = (.nan, .nan)
        }
        if system.definition != "EPSG:4326" {
            guard let transformer = ways.way(from: system), (try? transformer.transform(&xs, &ys)) != nil else {
                return nil
            }
        }
        return zip(xs, ys).map { Point(x: $0, y: $1) }
    }

    /// How far the positions in `system` lie from what the columns of longitude and latitude say, the median in metres; nil
    /// where fewer than half of them have both.
    func metresFromDegrees(in system: CoordinateSystem, by ways: WaysToDegrees) -> Double? {
        let known = filter(\.hasDegrees)
        guard !known.isEmpty, known.count * 2 >= count, let places = known.degrees(in: system, by: ways)
        else { return nil }
        let distances = zip(places, known).map { place, own in
            place.isFinite ? place.metresOverGround(to: Point(x: own.longitude, y: own.latitude)) : .infinity
        }
        return distances.median
    }

    /// To how many metres the columns of longitude and latitude are written: the unit of their last decimal.
    var metresOfLastDecimal: Double {
        let values = filter(\.hasDegrees).flatMap { [$0.longitude, $0.latitude] }
        var unit = 1.0
        for decimals in 0..<5 {
            let scale = [1.0, 10, 100, 1000, 10_000][decimals]
            let rounded = values.count { abs($0 * scale - ($0 * scale).rounded()) < 1e-6 }
            if rounded * 20 >= values.count * 19 { return 111_300 * unit }
            unit /= 10
        }
        return 111_300 * unit
    }

    /// The coordinates between which nearly all lie, in words: `x 913,357–1,067,220, y 121,000–272,000`.
    var extent: String {
        func range(_ values: [Double]) -> String {
            let sorted = values.sorted()
            guard !sorted.isEmpty else { return "–" }
            let cut = sorted.count / 50
            let (low, high) = (sorted[cut], sorted[sorted.count - 1 - cut])
            let decimals = Swift.max(abs(low), abs(high)) < 1000 ? 3 : 0
            return "\(Shown.fixed(low, decimals)) to \(Shown.fixed(high, decimals))"
        }
        return "x \(range(map(\.x))), y \(range(map(\.y)))"
    }
}

extension [Point] {
    /// The median of each coordinate over the points that are finite; nil where fewer than half are.
    var middle: Point? {
        let known = filter(\.isFinite)
        guard !known.isEmpty, known.count * 2 >= count, let x = known.map(\.x).median, let y = known.map(\.y).median
        else { return nil }
        return Point(x: x, y: y)
    }
}

extension [Double] {
    /// The upper median.
    fileprivate var median: Double? {
        isEmpty ? nil : sorted()[count / 2]
    }
}
