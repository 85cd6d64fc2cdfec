import HomewardCore
import HomewardGeometry

/// Where incidents happened, in an order that does not depend on the table's: places from the west, then the south, and at each
/// its incidents by time.
struct ScanPlaces: Sendable {
    /// The table's row of each incident, place by place.
    let rows: [Int]
    /// The piece of time of each incident, place by place.
    let bins: [UInt16]
    /// The middle of each place; of cells in widths of a cell, so that equal distances are equal numbers.
    let points: [Point]
    /// Where the incidents of each place begin; one more than places.
    let starts: [Int]
    /// The width of the cells that stand for the positions in them, m; nil where each position is a place.
    let cell: Double?
    private let buckets: PointBuckets
    private let reach: Double

    /// Sorts the incidents. O(incidents).
    ///
    /// - Parameters:
    ///   - incidents: Row, position and piece of time of each.
    ///   - radius: The radius of the largest circle, m.
    ///   - cell: The width of cells that stand for the positions in them, m; nil where each position is a place.
    init(_ incidents: [(row: Int, point: Point, bin: Int)], radius: Double, cell: Double?) {
        self.cell = cell
        reach = radius / (cell ?? 1)
        let places = incidents.map { incident in
            guard let cell else { return incident.point }
            return Point(x: (incident.point.x / cell).rounded(.down), y: (incident.point.y / cell).rounded(.down))
        }
        let byTime = RadixOrder.indices(by: incidents.map { UInt64($0.bin) })
        let byNorthing = RadixOrder.indices(by: places.map { RadixOrder.key($0.y) }, from: byTime)
        let order = RadixOrder.indices(by: places.map { RadixOrder.key($0.x) }, from: byNorthing).map { Int($0) }
        rows = order.map { incidents[$0].row }
        bins = order.map { UInt16(incidents[$0].bin) }
        var points: [Point] = []
        var starts: [Int] = []
        for (place, incident) in order.enumerated() where points.last != places[incident] {
            points.append(places[incident])
            starts.append(place)
        }
        starts.append(order.count)
        self.points = points
        self.starts = starts
        buckets = PointBuckets(points, reach: reach)
    }

    /// The number of places.
    var count: Int { points.count }

    /// The middle of a place, m.
    func middle(_ place: Int) -> Point {
        guard let cell else { return points[place] }
        return Point(x: (points[place].x + 0.5) * cell, y: (points[place].y + 0.5) * cell)
    }

    /// How many incidents lie within the largest circle round each place, one place after another until they are more than `limit`
    /// in all; at most `most` count for one place. O(places in the buckets around, of the places that it comes to).
    func sizes(upTo limit: Int, eachAtMost most: Int) -> (largest: Int, all: Int) {
        var (largest, all) = (0, 0)
        for place in 0..<count where all <= limit {
            var size = 0
            buckets.forEach(within: reach, of: points[place]) { size += starts[$0 + 1] - starts[$0] }
            largest = max(largest, min(size, most))
            all += min(size, most)
        }
        return (largest, all)
    }

    /// The places round one whose distance is at most the radius, with the squares of their distances, the nearest first; equals by
    /// their numbers. O(places around × log places around).
    func neighbours(of centre: Int, into near: inout [(square: Double, place: Int)]) {
        near.removeAll(keepingCapacity: true)
        let here = points[centre]
        buckets.forEach(within: reach, of: here) { place in
            let (dx, dy) = (points[place].x - here.x, points[place].y - here.y)
            near.append((dx * dx + dy * dy, place))
        }
        near.sort { $0.square != $1.square ? $0.square < $1.square : $0.place < $1.place }
    }
}

/// The incidents round a place, the nearest first: every circle round it holds the first so many of them.
struct ScanCircle {
    /// The incidents, as indices into the places' list.
    private(set) var incidents: [Int32] = []
    /// For each the number of incidents in the smallest circle that takes it in; those at one distance come in together.
    private(set) var within: [Int32] = []
    /// The places, the nearest first.
    private(set) var places: [Int] = []
    private var near: [(square: Double, place: Int)] = []

    /// Draws the circles round a place. O(incidents within the radius + places × log places).
    ///
    /// - Parameters:
    ///   - centre: The place.
    ///   - places: Where the incidents are.
    ///   - most: How many incidents a circle holds at most; a larger one is none.
    mutating func draw(round centre: Int, in places: ScanPlaces, atMost most: Int) {
        incidents.removeAll(keepingCapacity: true)
        within.removeAll(keepingCapacity: true)
        self.places.removeAll(keepingCapacity: true)
        places.neighbours(of: centre, into: &near)
        var first = 0
        while first < near.count {
            var (next, size) = (first, incidents.count)
            while next < near.count, near[next].square == near[first].square {
                size += places.starts[near[next].place + 1] - places.starts[near[next].place]
                next += 1
            }
            guard size <= most else { return }
            for place in near[first..<next].lazy.map(\.place) {
                self.places.append(place)
                for incident in places.starts[place]..<places.starts[place + 1] {
                    incidents.append(Int32(incident))
                    within.append(Int32(size))
                }
            }
            first = next
        }
    }

    /// The places of the circle that holds so many incidents, and the square of its radius.
    func circle(of size: Int, in places: ScanPlaces) -> (places: [Int], square: Double) {
        var (taken, held) = (0, 0)
        while taken < self.places.count, held < size {
            held += places.starts[self.places[taken] + 1] - places.starts[self.places[taken]]
            taken += 1
        }
        return (Array(self.places[..<taken]), taken > 0 ? near[taken - 1].square : 0)
    }
}
