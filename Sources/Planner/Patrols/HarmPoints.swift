import HeapModule
import HomewardCalendar
import HomewardCore
import HomewardGeometry

/// Weighted harm at positions, in rows, so that what lies near a place is found without looking at everything.
struct HarmPoints: Sendable {
    /// Where harm is, each position once.
    let points: [Point]
    private let rows: HarmRows
    /// The radius of an area, m.
    private let radius: Double
    private let shrink: Double
    /// All harm; that of incidents in the order of the rows.
    private let total: Double
    /// Whether what areas are worth comes in whole numbers.
    let isWhole: Bool

    /// The incidents with a position and a harm greater than 0; those at one position become one. O(n log n).
    ///
    /// - Parameters:
    ///   - days: The days whose incidents count.
    ///   - radius: The radius of an area, m.
    ///   - weights: What an incident's age and an area's surroundings count for.
    ///   - last: The last day of the period.
    ///   - byHarm: Whether incidents weigh their harm rather than one each.
    init(
        _ sites: HarmSites, during days: ClosedRange<CivilDay>, radius: Double, weights: AreaWeights,
        last: CivilDay, byHarm: Bool = true
    ) {
        let first = sites.span?.lowerBound ?? 0
        let recency = (sites.span ?? 0...0).map { weights.recency(CivilDay(number: $0), last) }
        let (points, harm) = sites.sums(during: days) { day, harm in
            let value = byHarm ? harm : 1
            return value > 0 && value.isFinite ? value * recency[day - first] : nil
        }
        self.init(points, harm: harm, total: nil, radius: radius, shrink: weights.shrink)
    }

    /// What is known to be worth something at positions.
    init(_ points: [Point], harm: [Double], radius: Double) {
        let worthy = harm.indices.filter { harm[$0] > 0 }
        self.init(
            worthy.map { points[$0] }, harm: worthy.map { harm[$0] }, total: worthy.reduce(0) { $0 + harm[$1] },
            radius: radius, shrink: 0)
    }

    private init(_ points: [Point], harm: [Double], total: Double?, radius: Double, shrink: Double) {
        self.points = points
        self.radius = radius
        self.shrink = shrink
        isWhole = shrink == 0 && harm.allSatisfy { $0 == $0.rounded() && $0 < 1e9 }
        rows = HarmRows(points, weights: harm, reach: radius)
        self.total = total ?? rows.total
    }

    /// Whether there is no harm anywhere.
    var isEmpty: Bool { points.isEmpty }

    /// What the surroundings of a middle, seen from up to `slack` metres away, add to an area's worth at most.
    private func surroundings(of centre: Point, slack: Double) -> Double {
        guard shrink > 0 else { return 0 }
        return shrink / (AreaWeights.around * AreaWeights.around)
            * rows.sum(within: radius * AreaWeights.around + slack, of: centre)
    }

    /// What an area is worth; nothing where nothing lies in it, whatever lies around it.
    func worth(in form: PatrolForm, at centre: Point) -> Double {
        let sum = rows.sum(within: form.radius, of: centre, surely: form.surely) {
            form.contains(dx: $0, dy: $1)
        }
        return sum > 0 ? (1 - shrink) * sum + surroundings(of: centre, slack: 0) : 0
    }

    /// The most that an area with its middle in a square is worth.
    func most(in square: PatrolSquare) -> Double {
        let inside = rows.sum(within: radius + square.reach, of: square.middle)
        return inside > 0 ? (1 - shrink) * inside + surroundings(of: square.middle, slack: square.reach) : 0
    }

    /// No less than ``most(in:)``, which is taken for small squares: a large one's is found from sums of rows and not of positions.
    private func roughMost(in square: PatrolSquare) -> Double {
        guard square.half >= radius / 16, rows.total.isFinite else { return most(in: square) }
        let inside = rows.most(within: radius + square.reach, of: square.middle)
        let around = shrink / (AreaWeights.around * AreaWeights.around)
        return (1 - shrink) * inside + around
            * rows.most(within: radius * AreaWeights.around + square.reach, of: square.middle)
    }

    /// The most that areas which do not overlap are worth: what lies in them is no more than there is.
    func most(inAreas count: Int) -> Double {
        total * (1 - shrink + shrink * Double(count) / (AreaWeights.around * AreaWeights.around))
    }

    /// Middles of areas a spacing apart, each where most is to be had of what the ones before leave: a quick choice among the
    /// positions of harm, of equals the one farther west, then south.
    ///
    /// Squares about as large as an area are taken apart from the one on that promises most, until a position is worth more than any other square can
    /// be: only positions that may be chosen are weighed one by one.
    func greedyCentres(_ count: Int, spacing: Double, form: PatrolForm) -> [Point] {
        guard count > 0, let box = rows.box else { return [] }
        var centres: [Point] = []
        var open = Heap(firstCandidates(in: box))
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

    /// All positions, by squares no smaller than the radius and about as many as positions at most. O(n).
    private func firstCandidates(in box: BoundingBox) -> [Candidates] {
        let longest = max(box.width, box.height)
        let size = max(radius, longest / Double(points.count).squareRoot())
        guard size > 0, size.isFinite else {
            let middle = Point(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
            let whole = PatrolSquare(middle: middle, half: longest / 2, most: .infinity)
            return [Candidates(square: whole, points: points.indices.map { Int32($0) })]
        }
        let columns = Int(box.width / size) + 1
        let rows = Int(box.height / size) + 1
        let squares = CompressedRows<Int32>(count: columns * rows) { enter in
            for (index, point) in points.enumerated() {
                let column = min(columns - 1, Int((point.x - box.minX) / size))
                let row = min(rows - 1, Int((point.y - box.minY) / size))
                enter(row * columns + column, Int32(index))
            }
        }
        return squares.indices.compactMap { number in
            guard !squares[number].isEmpty else { return nil }
            let (row, column) = number.quotientAndRemainder(dividingBy: columns)
            let middle = Point(
                x: box.minX + (Double(column) + 0.5) * size, y: box.minY + (Double(row) + 0.5) * size)
            // A hair larger, for the rounding of where it lies.
            var square = PatrolSquare(middle: middle, half: size / 2 * (1 + 1e-9), most: .infinity)
            square.most = roughMost(in: square) * (1 + 1e-9)
            return Candidates(square: square, points: Array(squares[number]))
        }
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
            quarter.square.most = min(square.most, roughMost(in: quarter.square) * (1 + 1e-9))
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
