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
    func greedyCentres(_ count: Int, spacing: Double, form: PatrolForm) -> [Point] {
        let ranked = points.map { (point: $0, worth: worth(in: form, at: $0)) }.sorted {
            (-$0.worth, $0.point.x, $0.point.y) < (-$1.worth, $1.point.x, $1.point.y)
        }
        var centres: [Point] = []
        for candidate in ranked where centres.count < count {
            if centres.allSatisfy({ $0.distance(to: candidate.point) >= spacing }) { centres.append(candidate.point) }
        }
        return centres
    }
}
