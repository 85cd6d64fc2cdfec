import HomewardCore
import HomewardGeometry

/// Points in a balanced tree of boxes (k-d tree), each position once with the number of points at it, so that thousands of
/// incidents snapped to one junction cost no more than one.
///
/// Half of a box's places lie on either side of a line across its longer side. All leaves are equally deep: the children of node
/// `i` are `2i + 1` and `2i + 2`. The tree follows from the places alone, not from the order of the points: places come from
/// west to east, then from south to north, into the splits.
///
/// Source: J. L. Bentley (1975), "Multidimensional binary search trees used for associative searching", Communications of the ACM
/// 18(9), 509–517.
struct PlaceTree: Sendable {
    /// A box with the places in it.
    struct Node: Sendable {
        var minX, minY, maxX, maxY: Double
        /// The first of its places, and the one behind its last.
        var first, end: Int32

        /// The square of the least distance from any place of this box to any of another; never more than the square computed from two
        /// places themselves.
        @inline(__always)
        func square(to other: Node) -> Double {
            let dx = max(0, max(minX - other.maxX, other.minX - maxX))
            let dy = max(0, max(minY - other.maxY, other.minY - maxY))
            return dx * dx + dy * dy
        }
    }

    /// A position, as it is moved about while the tree is made.
    private struct Entry {
        var x, y: Double
        var rank: Int32
        var weight: Int32
    }

    /// The places' eastings in the order of the tree.
    let xs: [Double]
    /// Their northings.
    let ys: [Double]
    /// How many points lie at each.
    let weights: [Int32]
    /// The number of each place from west to east, then from south to north.
    let ranks: [Int32]
    /// The boxes; the last half of them are leaves.
    let nodes: [Node]
    /// The points by rank of their place: the row of a rank holds indices into the list of points, in no particular order.
    let members: CompressedRows<Int32>

    /// How many places a leaf has at most.
    static let leaf = 8

    /// The number of leaves; they are the last nodes.
    var leaves: Int { (nodes.count + 1) / 2 }

    /// Builds the tree. Points without finite coordinates, or so far out that a distance has no number, are left out. O(n log n).
    init(_ points: [Point]) {
        let listed = points.indices.filter { PointBuckets.isPlace(points[$0]) }.map { Int32($0) }
        let northward = RadixOrder.indices(by: PlaceTree.keys(points, \.y), from: listed)
        let order = RadixOrder.indices(by: PlaceTree.keys(points, \.x), from: northward)
        var entries: [Entry] = []
        var starts: [Int] = []
        for (place, index) in order.enumerated() {
            let point = points[Int(index)]
            if let last = entries.last, last.x == point.x, last.y == point.y {
                entries[entries.count - 1].weight += 1
            } else {
                entries.append(Entry(x: point.x, y: point.y, rank: Int32(entries.count), weight: 1))
                starts.append(place)
            }
        }
        starts.append(order.count)
        members = CompressedRows(zip(starts, starts.dropFirst()).map { order[$0..<$1] })
        nodes = PlaceTree.split(&entries)
        xs = entries.map(\.x)
        ys = entries.map(\.y)
        weights = entries.map(\.weight)
        ranks = entries.map(\.rank)
    }

    private static func keys(_ points: [Point], _ coordinate: KeyPath<Point, Double> & Sendable) -> [UInt64] {
        points.map { PointBuckets.isPlace($0) ? RadixOrder.key($0[keyPath: coordinate]) : RadixOrder.key(0) }
    }

    /// Sorts places into the leaves, and returns the boxes.
    private static func split(_ entries: inout [Entry]) -> [Node] {
        guard !entries.isEmpty else { return [] }
        var depth = 0
        while entries.count > leaf << depth { depth += 1 }
        let count = entries.count
        let blank = Node(minX: 0, minY: 0, maxX: 0, maxY: 0, first: 0, end: 0)
        var nodes = [Node](repeating: blank, count: 2 << depth - 1)
        entries.withUnsafeMutableBufferPointer { entries in
            nodes.withUnsafeMutableBufferPointer { nodes in
                guard let places = entries.baseAddress, let boxes = nodes.baseAddress else { return }
                let builder = Builder(places: places, boxes: boxes, depth: depth)
                // The first splits one after the other, the parts below on whichever thread is free.
                let shared = min(depth, 3)
                builder.split(0, 0..<count, level: 0, until: shared)
                _ = Parallel.map(1 << shared) { part in
                    let node = (1 << shared) - 1 + part
                    let own = Int(builder.boxes[node].first)..<Int(builder.boxes[node].end)
                    builder.split(node, own, level: shared, until: builder.depth)
                }
            }
        }
        return nodes
    }

    /// The places and boxes while they are sorted; parts of the tree touch places and boxes of their own alone.
    private struct Builder: @unchecked Sendable {
        let places: UnsafeMutablePointer<Entry>
        let boxes: UnsafeMutablePointer<Node>
        let depth: Int

        /// Makes the boxes of a node and of those below it, down to a level.
        func split(_ node: Int, _ range: Range<Int>, level: Int, until last: Int) {
            var box = Node(
                minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity,
                first: Int32(range.lowerBound), end: Int32(range.upperBound))
            for place in range {
                box.minX = min(box.minX, places[place].x)
                box.maxX = max(box.maxX, places[place].x)
                box.minY = min(box.minY, places[place].y)
                box.maxY = max(box.maxY, places[place].y)
            }
            boxes[node] = box
            guard level < last else { return }
            let middle = (range.lowerBound + range.upperBound) / 2
            if box.maxX - box.minX >= box.maxY - box.minY {
                select(middle, range) { $0.x }
            } else {
                select(middle, range) { $0.y }
            }
            split(2 * node + 1, range.lowerBound..<middle, level: level + 1, until: last)
            split(2 * node + 2, middle..<range.upperBound, level: level + 1, until: last)
        }

        /// Moves places so that those before the middle are no further along than it, and those behind it no less far (Hoare's
        /// selection, with the median of three as the pivot).
        @inline(__always)
        private func select(_ middle: Int, _ range: Range<Int>, _ coordinate: (Entry) -> Double) {
            var low = range.lowerBound
            var high = range.upperBound - 1
            while low < high {
                let (a, b) = (coordinate(places[low]), coordinate(places[high]))
                let c = coordinate(places[(low + high) / 2])
                let pivot = max(min(a, b), min(max(a, b), c))
                var (i, j) = (low, high)
                while i <= j {
                    while coordinate(places[i]) < pivot { i += 1 }
                    while coordinate(places[j]) > pivot { j -= 1 }
                    guard i <= j else { break }
                    let entry = places[i]
                    places[i] = places[j]
                    places[j] = entry
                    i += 1
                    j -= 1
                }
                if middle <= j { high = j } else if middle >= i { low = i } else { return }
            }
        }
    }
}
