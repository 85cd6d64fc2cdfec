import HomewardAnalysis
import HomewardGeometry
import HomewardIncidents

/// Harm at positions, in buckets, so that what lies near a place is found without looking at everything.
struct HarmPoints: Sendable {
    /// Where harm is, each position once.
    private(set) var points: [Point] = []
    private var harm: [Double] = []
    private let buckets: PointBuckets
    /// All harm. The sum is taken in the order of the buckets, like every other.
    let total: Double

    /// The incidents with a position and a harm greater than 0; those at one position become one. O(n log n).
    init(incidents: IncidentTable, reach: Double) {
        var rows = (0..<incidents.count).filter {
            incidents.point($0).isFinite && incidents.harm[$0] > 0 && incidents.harm[$0].isFinite
        }
        // The harm settles ties, so that sums are the same whatever the order of the rows.
        rows.sort { a, b in
            (incidents.x[a], incidents.y[a], incidents.harm[a]) < (incidents.x[b], incidents.y[b], incidents.harm[b])
        }
        for row in rows {
            if points.last == incidents.point(row) {
                harm[harm.count - 1] += incidents.harm[row]
            } else {
                points.append(incidents.point(row))
                harm.append(incidents.harm[row])
            }
        }
        buckets = PointBuckets(points, reach: reach)
        var total = 0.0
        for index in buckets.order { total += harm[index] }
        self.total = total
    }

    /// Whether there is no harm anywhere.
    var isEmpty: Bool { points.isEmpty }

    /// Whether all harm comes in whole numbers, so that every sum of it does.
    var isWhole: Bool { harm.allSatisfy { $0 == $0.rounded() && $0 < 1e9 } }

    /// The harm within `reach` metres of a place, its edge included.
    func harm(within reach: Double, of centre: Point) -> Double {
        var sum = 0.0
        buckets.forEach(within: reach, of: centre) { sum += harm[$0] }
        return sum
    }

    /// The harm in an area.
    func harm(in form: PatrolForm, at centre: Point) -> Double {
        var sum = 0.0
        buckets.forEach(within: form.radius, of: centre) { index in
            if form.contains(points[index], centre: centre) { sum += harm[index] }
        }
        return sum
    }
}
