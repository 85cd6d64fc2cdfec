import HeapModule
import HomewardAnalysis
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents

/// Weighted harm at positions, in buckets, so that what lies near a place is found without looking at everything.
struct HarmPoints: Sendable {
    /// Where harm is, each position once.
    private(set) var points: [Point] = []
    private var harm: [Double] = []
    private let buckets: PointBuckets
    /// The radius of an area, m.
    private let radius: Double
    private let shrink: Double
    /// All harm. The sum is taken in the order of the buckets, like every other.
    private let total: Double

    /// The incidents with a position and a harm greater than 0; those at one position become one. O(n log n).
    ///
    /// - Parameters:
    ///   - radius: The radius of an area, m.
    ///   - weights: What an incident's age and an area's surroundings count for.
    ///   - last: The last day of the period.
    ///   - byHarm: Whether incidents weigh their harm rather than one each.
    init(incidents: IncidentTable, radius: Double, weights: AreaWeights, last: CivilDay, byHarm: Bool = true) {
        var rows: [(point: Point, harm: Double)] = []
        for row in 0..<incidents.count {
            let harm = byHarm ? incidents.harm[row] : 1
            guard incidents.point(row).isFinite, harm > 0, harm.isFinite else { continue }
            rows.append((incidents.point(row), harm * weights.recency(incidents.civilDay(row), last)))
        }
        // The harm settles ties, so that sums are the same whatever the order of the rows.
        rows.sort { ($0.point.x, $0.point.y, $0.harm) < ($1.point.x, $1.point.y, $1.harm) }
        for row in rows {
            if points.last == row.point {
                harm[harm.count - 1] += row.harm
            } else {
                points.append(row.point)
                harm.append(row.harm)
            }
        }
        self.radius = radius
        shrink = weights.shrink
        buckets = PointBuckets(points, reach: radius * (shrink > 0 ? AreaWeights.around : 1))
        var total = 0.0
        for index in buckets.order { total += harm[index] }
        self.total = total
    }

    /// What is known to be worth something at positions.
    init(_ points: [Point], harm: [Double], radius: Double) {
        let worthy = harm.indices.filter { harm[$0] > 0 }
        self.points = worthy.map { points[$0] }
        self.harm = worthy.map { harm[$0] }
        self.radius = radius
        shrink = 0
        buckets = PointBuckets(self.points, reach: radius)
        total = self.harm.reduce(0, +)
    }

    /// Whether there is no harm anywhere.
    var isEmpty: Bool { points.isEmpty }

    /// Whether what areas are worth comes in whole numbers.
    var isWhole: Bool { shrink == 0 && harm.allSatisfy { $0 == $0.rounded() && $0 < 1e9 } }

    private func harm(within reach: Double, of centre: Point) -> Double {
        var sum = 0.0
        buckets.forEach(within: reach, of: centre) { sum += harm[$0] }
        return sum
    }

    /// What the surroundings of a middle, seen from up to `slack` metres away, add to an area's worth at most.
    private func surroundings(of centre: Point, slack: Double) -> Double {
        guard shrink > 0 else { return 0 }
        return shrink / (AreaWeights.around * AreaWeights.around)
            * harm(within: radius * AreaWeights.around + slack, of: centre)
    }

    /// What an area is worth; nothing where nothing lies in it, whatever lies around it.
    func worth(in form: PatrolForm, at centre: Point) -> Double {
        var sum = 0.0
        buckets.forEach(within: form.radius, of: centre) { index in
            if form.contains(points[index], centre: centre) { sum += harm[index] }
        }
        return sum > 0 ? (1 - shrink) * sum + surroundings(of: centre, slack: 0) : 0
    }

    /// The most that an area with its middle in a square is worth.
    func most(in square: PatrolSquare) -> Double {
        let inside = harm(within: radius + square.reach, of: square.middle)
        return inside > 0 ? (1 - shrink) * inside + surroundings(of: square.middle, slack: square.reach) : 0
    }

    /// The most that areas which do not overlap are worth: what lies in them is no more than there is.
    func most(inAreas count: Int) -> Double {
        total * (1 - shrink + shrink * Double(count) / (AreaWeights.around * AreaWeights.around))
    }

    /// Middles of areas a spacing apart, each where most is to be had of what the ones before leave: a quick choice among the
    /// positions of harm, of equals the one farther west, then south.
    ///
    /// Squares are taken apart from the one on that promises most, until a position is worth more than any other square can
    /// be: only positions that may be chosen are weighed one by one.
    func greedyCentres(_ count: Int, spacing: Double, form: PatrolForm) -> [Point] {
        guard count > 0, let box = BoundingBox(of: points) else { return [] }
        var centres: [Point] = []
        var open = Heap<Candidates>()
        let half = max(box.width, box.height) / 2
        let whole = PatrolSquare(
            middle: Point(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2), half: half, most: .infinity)
        open.insert(Candidates(square: whole, points: points.indices.map { Int32($0) }))
        while centres.count < count, let best = open.popMax() {
            // What lies too near a middle that is chosen falls out unweighed.
            let left = best.points.filter { index in
                centres.allSatisfy { $0.distance(to: points[Int(index)]) >= spacing }
            }
            guard let first = left.first else { continue }
            if best.isWeighed {
                centres.append(points[Int(first)])
            } else if left.count <= 4 || best.square.half < radius / 256 {
                for index in left {
                    var square = PatrolSquare(middle: points[Int(index)], half: 0, most: 0)
                    square.most = worth(in: form, at: square.middle)
                    open.insert(Candidates(square: square, points: [index], isWeighed: true))
                }
            } else {
                for quarter in parted(left, of: best.square) { open.insert(quarter) }
            }
        }
        return centres
    }

    /// Positions by the quarters of the square that they lie in, with the most that an area with its middle there is worth.
    private func parted(_ positions: [Int32], of square: PatrolSquare) -> [Candidates] {
        var quarters = square.quarters.map { Candidates(square: $0, points: []) }
        for index in positions {
            let point = points[Int(index)]
            quarters[(point.x >= square.middle.x ? 1 : 0) + (point.y >= square.middle.y ? 2 : 0)].points.append(index)
        }
        return quarters.filter { !$0.points.isEmpty }.map { quarter in
            var quarter = quarter
            // The sum for the square is taken in another order than those for its positions.
            quarter.square.most = min(square.most, most(in: quarter.square) * (1 + 1e-9))
            return quarter
        }
    }

    /// Positions in a square, of which none is worth more than the square's most; or one position and what it is worth.
    private struct Candidates: Comparable {
        var square: PatrolSquare
        var points: [Int32]
        var isWeighed = false

        static func == (a: Candidates, b: Candidates) -> Bool { !(a < b) && !(b < a) }

        /// Whether the other comes first. A square comes before a position of the same worth: it may hold one farther west.
        static func < (a: Candidates, b: Candidates) -> Bool {
            if a.square.most != b.square.most || a.isWeighed == b.isWeighed { return b.square < a.square }
            return a.isWeighed
        }
    }
}
