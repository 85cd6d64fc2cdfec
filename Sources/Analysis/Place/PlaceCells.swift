import HomewardCore
import HomewardGeometry

/// Points in square cells that are smaller than the reach, so that the cells near a place tell most of what lies within it:
/// some lie wholly within the reach of every point of a cell and are counted without a look at their points, some are cut
/// by its circle, and the others are none of its business.
///
/// Only cells that hold points take memory: O(points), whatever the extent.
struct PlaceCells: Sendable {
    /// The points cell by cell, by their index in the list; those of one cell in the order in which they came.
    let order: [Int32]
    /// The eastings in that order.
    let xs: [Double]
    /// The northings in that order.
    let ys: [Double]
    /// Where the points of each cell begin in that order; one more than cells.
    let starts: [Int]
    /// Whether any two points of a cell are within reach of each other.
    let isClique: Bool
    /// What the square of a distance is at most within the reach.
    let square: Double
    /// The number of each cell, row by row from the south-west, ascending.
    private let keys: [Int]
    private let columns: Int
    /// The rows of cells that the reach round a cell touches, from the south.
    private let spans: [Span]

    /// One row of cells as seen from a cell: how far it is, and how many columns to either side count.
    private struct Span: Sendable {
        var row: Int
        /// Cells that hold a point within reach of some point of the cell, if they hold one at all.
        var outer: Int
        /// Cells of which all points are within reach of all points of the cell; −1 for none.
        var inner: Int
    }

    /// Sorts the points. Those without finite coordinates, or so far out that a distance has no number, are left out. O(points).
    ///
    /// - Parameters:
    ///   - points: The points.
    ///   - reach: How far apart neighbours are at most, the limit included, in the units of the coordinates.
    ///   - division: How many cells' widths make up the reach; fewer where there would be more than 2³⁰ rows or columns.
    ///   - first: The points' indices in the order in which they come; as listed where nil.
    init(_ points: [Point], reach: Double, division: Double, first: [Int32]? = nil) {
        let listed = (first ?? (0..<Int32(points.count)).map { $0 }).filter { PointBuckets.isPlace(points[Int($0)]) }
        square = reach * reach * (1 + 1e-12)
        let box = PlaceCells.box(of: listed, in: points)
        var width = max(reach / division, max(box.width, box.height) / 0x1p30)
        if !(width > 0) || !width.isFinite { width = 1 }
        let columns = Int(box.width / width) + 1
        self.columns = columns
        spans = PlaceCells.spans(reach / width)
        isClique = spans.contains { $0.row == 0 && $0.inner >= 0 }

        var cells = [UInt64](repeating: 0, count: points.count)
        for index in listed {
            let point = points[Int(index)]
            let row = Int((point.y - box.minY) / width)
            cells[Int(index)] = UInt64(row * columns + min(columns - 1, Int((point.x - box.minX) / width)))
        }
        let order = RadixOrder.indices(by: cells, from: listed)
        var keys: [Int] = []
        var starts: [Int] = []
        for (place, index) in order.enumerated() {
            let key = Int(cells[Int(index)])
            if keys.last != key {
                keys.append(key)
                starts.append(place)
            }
        }
        starts.append(order.count)
        self.order = order
        self.keys = keys
        self.starts = starts
        xs = order.map { points[Int($0)].x }
        ys = order.map { points[Int($0)].y }
    }

    /// The box round some of the points.
    private static func box(of listed: [Int32], in points: [Point]) -> BoundingBox {
        guard let first = listed.first else { return BoundingBox(minX: 0, minY: 0, maxX: 0, maxY: 0) }
        let corner = points[Int(first)]
        var (minX, minY, maxX, maxY) = (corner.x, corner.y, corner.x, corner.y)
        for index in listed {
            let point = points[Int(index)]
            (minX, maxX) = (min(minX, point.x), max(maxX, point.x))
            (minY, maxY) = (min(minY, point.y), max(maxY, point.y))
        }
        return BoundingBox(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
    }

    /// The cells around one by which the reach is told, where it is `division` cells long. A millionth is left to the rounding
    /// of coordinates.
    private static func spans(_ division: Double) -> [Span] {
        let furthest = Int(division * (1 + 1e-6)) + 1
        return (-furthest...furthest).compactMap { row in
            let near = Double(max(0, abs(row) - 1))
            let far = Double(abs(row) + 1)
            let outer = division * division * (1 + 1e-6) - near * near
            guard outer >= 0 else { return nil }
            let inner = division * division * (1 - 1e-6) - far * far
            return Span(
                row: row, outer: Int(outer.squareRoot()) + 1, inner: inner >= 1 ? Int(inner.squareRoot()) - 1 : -1)
        }
    }

    /// The number of cells that hold points.
    var count: Int { keys.count }

    /// The places of a cell's points in ``order``.
    func places(_ cell: Int) -> Range<Int> { starts[cell]..<starts[cell + 1] }

    /// The places of the points of several cells that follow each other.
    func places(_ cells: Range<Int>) -> Range<Int> { starts[cells.lowerBound]..<starts[cells.upperBound] }

    /// How many rows or columns two cells lie apart, the greater of both.
    func steps(_ a: Int, _ b: Int) -> Int {
        max(abs(keys[a] / columns - keys[b] / columns), abs(keys[a] % columns - keys[b] % columns))
    }

    /// Calls `body` with each cell and the later ones that share an edge or a corner with it; at the ends of a row with some that only
    /// follow it in number. O(cells).
    func forEachTouching(_ body: (_ cell: Int, _ later: Int) -> Void) {
        var first = 0
        for cell in 0..<count {
            let key = keys[cell]
            var next = cell + 1
            if next < count, keys[next] == key + 1 {
                body(cell, next)
                next += 1
            }
            while first < count, keys[first] < key + columns - 1 { first += 1 }
            for later in max(first, next)..<count {
                guard keys[later] <= key + columns + 1 else { break }
                body(cell, later)
            }
        }
    }

    /// The cells near one cell after another, each looked up from where the one before was found.
    struct Walk {
        private let cells: PlaceCells
        private let spans: [Span]
        /// The cells cut by the circle round some point of the cell, in runs.
        private(set) var edge: [Range<Int>] = []
        /// The cells wholly within reach of every point of the cell, in runs.
        private(set) var inside: [Range<Int>] = []
        /// All of these, one run for each row that has any.
        private(set) var all: [Range<Int>] = []
        /// For each row the first cells of the outer and the inner columns and those behind them.
        private var cursors: [Int]

        /// - Parameter isForward: Whether cells in rows farther south are left out.
        init(_ cells: PlaceCells, isForward: Bool = false) {
            self.cells = cells
            spans = isForward ? cells.spans.filter { $0.row >= 0 } : cells.spans
            cursors = [Int](repeating: 0, count: 4 * spans.count)
        }

        /// Goes to a cell and finds those around it. In order of the cells each step is O(rows), amortised; elsewhere it is
        /// O(rows × log cells).
        mutating func move(to cell: Int) {
            edge.removeAll(keepingCapacity: true)
            inside.removeAll(keepingCapacity: true)
            all.removeAll(keepingCapacity: true)
            let (row, column) = cells.keys[cell].quotientAndRemainder(dividingBy: cells.columns)
            for (number, span) in spans.enumerated() {
                let base = (row + span.row) * cells.columns
                let last = cells.columns - 1
                let start = seek(4 * number, base + max(0, column - span.outer))
                let end = seek(4 * number + 3, base + min(last, column + span.outer) + 1)
                guard start < end else { continue }
                all.append(start..<end)
                guard span.inner >= 0 else {
                    edge.append(start..<end)
                    continue
                }
                let from = seek(4 * number + 1, base + max(0, column - span.inner))
                let to = seek(4 * number + 2, base + min(last, column + span.inner) + 1)
                if start < from { edge.append(start..<from) }
                if from < to { inside.append(from..<to) }
                if to < end { edge.append(to..<end) }
            }
        }

        /// The first cell whose number is at least `key`.
        private mutating func seek(_ cursor: Int, _ key: Int) -> Int {
            let keys = cells.keys
            var place = cursors[cursor]
            if place > 0, keys[place - 1] >= key { place = 0 }
            // By steps that double, then by halves: one step where the walk goes from cell to cell.
            var step = 1
            while place + step <= keys.count, keys[place + step - 1] < key {
                place += step
                step *= 2
            }
            while step > 1 {
                step /= 2
                if place + step <= keys.count, keys[place + step - 1] < key { place += step }
            }
            cursors[cursor] = place
            return place
        }
    }

    /// How many of some places lie within reach of a point. O(places).
    func count(in places: Range<Int>, near x: Double, _ y: Double) -> Int {
        xs.withUnsafeBufferPointer { xs in
            ys.withUnsafeBufferPointer { ys in
                // A loop over the range itself ends with a check that keeps the compiler from taking several places at once.
                let (end, square) = (places.upperBound, square)
                var place = places.lowerBound
                var count = 0
                while place < end {
                    let dx = xs[place] - x
                    let dy = ys[place] - y
                    count &+= dx * dx + dy * dy <= square ? 1 : 0
                    place &+= 1
                }
                return count
            }
        }
    }

    /// The cells in blocks of about so many points each, for work that is shared among threads.
    func blocks(of points: Int) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var first = 0
        for cell in 0..<count where starts[cell + 1] - starts[first] >= points || cell == count - 1 {
            blocks.append(first..<cell + 1)
            first = cell + 1
        }
        return blocks
    }
}
