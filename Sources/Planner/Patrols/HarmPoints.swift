import HomewardGeometry
import HomewardIncidents

/// Harm at positions, in a grid of buckets, so that what lies near a place is found without looking at everything.
struct HarmPoints: Sendable {
    private(set) var x: [Double] = []
    private(set) var y: [Double] = []
    private(set) var harm: [Double] = []
    private let cell: Double
    private var origin = Point(x: 0, y: 0)
    private var columns = 0
    private var rows = 0
    private var first: [Int32] = [0]

    /// The incidents with a position and a harm greater than 0; those at one position become one. O(n log n).
    init(incidents: IncidentTable, cell wanted: Double) {
        var rowsOfTable = (0..<incidents.count).filter {
            incidents.point($0).isFinite && incidents.harm[$0] > 0 && incidents.harm[$0].isFinite
        }
        guard let box = BoundingBox(of: rowsOfTable.lazy.map { incidents.point($0) }) else {
            cell = wanted
            return
        }
        let cell = max(wanted, max(box.width, box.height) / 2000)
        let columns = Int(box.width / cell) + 1
        func bucket(_ row: Int) -> Int {
            Int((incidents.y[row] - box.minY) / cell) * columns + Int((incidents.x[row] - box.minX) / cell)
        }
        // The harm settles ties, so that sums are the same whatever the order of the rows.
        rowsOfTable.sort { a, b in
            let (p, q) = (bucket(a), bucket(b))
            if p != q { return p < q }
            if incidents.x[a] != incidents.x[b] { return incidents.x[a] < incidents.x[b] }
            if incidents.y[a] != incidents.y[b] { return incidents.y[a] < incidents.y[b] }
            return incidents.harm[a] < incidents.harm[b]
        }
        self.cell = cell
        self.columns = columns
        rows = Int(box.height / cell) + 1
        origin = Point(x: box.minX, y: box.minY)
        first = [Int32](repeating: 0, count: columns * rows + 1)
        for row in rowsOfTable {
            if let lastX = x.last, lastX == incidents.x[row], y[y.count - 1] == incidents.y[row] {
                harm[harm.count - 1] += incidents.harm[row]
                continue
            }
            x.append(incidents.x[row])
            y.append(incidents.y[row])
            harm.append(incidents.harm[row])
            first[bucket(row) + 1] += 1
        }
        for index in 1..<first.count { first[index] += first[index - 1] }
    }

    /// Whether there is no harm anywhere.
    var isEmpty: Bool { x.isEmpty }

    /// Whether all harm comes in whole numbers, so that every sum of it does.
    var isWhole: Bool { harm.allSatisfy { $0 == $0.rounded() && $0 < 1e9 } }

    /// The harm within `reach` metres of a place, its edge included.
    func harm(within reach: Double, of centre: Point) -> Double {
        let square = reach * reach * (1 + 1e-12)
        return sum(near: centre, reach: reach) { dx, dy in dx * dx + dy * dy <= square }
    }

    /// The harm in an area.
    func harm(in outline: PatrolOutline, at centre: Point) -> Double {
        sum(near: centre, reach: outline.radius) { dx, dy in outline.contains(dx: dx, dy: dy) }
    }

    private func sum(near centre: Point, reach: Double, isInside: (Double, Double) -> Bool) -> Double {
        guard columns > 0 else { return 0 }
        let left = max(0, Int(((centre.x - reach - origin.x) / cell).rounded(.down)))
        let right = min(columns - 1, Int(((centre.x + reach - origin.x) / cell).rounded(.down)))
        let bottom = max(0, Int(((centre.y - reach - origin.y) / cell).rounded(.down)))
        let top = min(rows - 1, Int(((centre.y + reach - origin.y) / cell).rounded(.down)))
        guard left <= right, bottom <= top else { return 0 }
        var sum = 0.0
        for row in bottom...top {
            for index in Int(first[row * columns + left])..<Int(first[row * columns + right + 1])
            where isInside(x[index] - centre.x, y[index] - centre.y) {
                sum += harm[index]
            }
        }
        return sum
    }
}
