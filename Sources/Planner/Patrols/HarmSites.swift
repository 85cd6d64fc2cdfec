import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// The positions at which incidents lie, each once, and the day and the harm of every incident there: what ``HarmPoints`` of any days and
/// weights are made from without sorting again.
struct HarmSites: Sendable {
    /// The positions, from west to east and south to north.
    let points: [Point]
    /// The incidents at each position: those of position `site` are `start[site] ..< start[site + 1]`.
    private let start: [Int32]
    private let day: [Int32]
    private let harm: [Double]
    /// The days of the incidents without a position.
    private let unplaced: [Int32]

    /// The incidents with a position. O(n log n).
    init(_ incidents: IncidentTable) {
        let rows = (0..<incidents.count).filter { incidents.point($0).isFinite }
        let byRow = RadixOrder.indices(by: rows.map { RadixOrder.key(incidents.y[$0]) })
        let order = RadixOrder.indices(by: rows.map { RadixOrder.key(incidents.x[$0]) }, from: byRow)
            .map { rows[Int($0)] }
        var points: [Point] = []
        var start: [Int32] = []
        for (number, row) in order.enumerated() where points.last != incidents.point(row) {
            points.append(incidents.point(row))
            start.append(Int32(number))
        }
        start.append(Int32(order.count))
        self.points = points
        self.start = start
        day = order.map { incidents.day[$0] }
        harm = order.map { incidents.harm[$0] }
        unplaced = (0..<incidents.count).filter { !incidents.point($0).isFinite }.map { incidents.day[$0] }
    }

    /// The numbers of the first and the last day on which there are any with a position; nil where there are none.
    var span: ClosedRange<Int>? {
        guard let first = day.min(), let last = day.max() else { return nil }
        return Int(first)...Int(last)
    }

    /// Calls `body` with every incident of some days that has a position, position by position. O(n).
    func forEach(during days: ClosedRange<CivilDay>, _ body: (_ site: Int, _ day: Int, _ harm: Double) -> Void) {
        let (first, last) = (days.lowerBound.number, days.upperBound.number)
        for site in points.indices {
            for row in Int(start[site])..<Int(start[site + 1]) {
                let day = Int(day[row])
                if day >= first, day <= last { body(site, day, harm[row]) }
            }
        }
    }

    /// The positions with incidents of some days that count, and what these are worth together. O(n log incidents of a position).
    ///
    /// What lies at one position is summed from the least on, so that the sum is the same whatever the order of the rows.
    ///
    /// - Parameter worth: What an incident is worth, by its day and its harm; nil for one that does not count.
    func sums(
        during days: ClosedRange<CivilDay>, of worth: (_ day: Int, _ harm: Double) -> Double?
    ) -> (points: [Point], sums: [Double]) {
        let (first, last) = (days.lowerBound.number, days.upperBound.number)
        var found: (points: [Point], sums: [Double]) = ([], [])
        found.points.reserveCapacity(points.count)
        found.sums.reserveCapacity(points.count)
        var own: [Double] = []
        for site in points.indices {
            own.removeAll(keepingCapacity: true)
            for row in Int(start[site])..<Int(start[site + 1]) {
                let day = Int(day[row])
                guard day >= first, day <= last, let value = worth(day, harm[row]) else { continue }
                own.append(value)
            }
            guard !own.isEmpty else { continue }
            if own.count > 1 { own.sort() }
            found.points.append(points[site])
            found.sums.append(own.reduce(0, +))
        }
        return found
    }

    /// How many incidents there are on some days, with a position or without. O(n).
    func count(during days: ClosedRange<CivilDay>) -> Int {
        let numbers = Int32(clamping: days.lowerBound.number)...Int32(clamping: days.upperBound.number)
        return day.count { numbers.contains($0) } + unplaced.count { numbers.contains($0) }
    }
}
