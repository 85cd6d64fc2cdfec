internal import HeapModule

/// Finds what is near a place among many boxes: a sort-tile-recursive tree (Leutenegger, Lopez and Edgington,
/// "STR: a simple and efficient algorithm for R-tree packing", 1997), packed once and never changed.
///
/// Boxes go in and indices into their list come out; the caller, who knows what is in the boxes, measures to it:
///
/// ```swift
/// let index = SpatialIndex(boxes: segments.map(\.boundingBox))
/// let nearest = index.nearest(to: place, within: 50) { segments[$0].distance(to: place) }
/// ```
///
/// Boxes that are not finite, or whose edges stand the wrong way round, are never found. The same list gives the same
/// answers in the same order; any number of tasks may ask at once.
public struct SpatialIndex: Sendable {
    private static let capacity = 16
    /// The items in packed order, then the nodes of each level, the root last: each node's children stand together.
    private var boxes: [BoundingBox]
    /// Where each level starts in `boxes`; one more entry closes the last.
    private var levelStart = [0]
    /// The caller's index of each item, in packed order.
    private let items: [Int]

    /// Packs boxes; nil stands for an item that is nowhere and is never found. O(n log n).
    public init(boxes all: some Collection<BoundingBox?>) {
        let usable = all.enumerated().compactMap { entry -> Entry? in
            guard let box = entry.element, box.minX <= box.maxX, box.minY <= box.maxY, box.minX.isFinite,
                box.minY.isFinite, box.maxX.isFinite, box.maxY.isFinite
            else { return nil }
            return (entry.offset, box)
        }
        let packed = SpatialIndex.tiled(usable)
        items = packed.map(\.index)
        boxes = packed.map(\.box)
        guard !boxes.isEmpty else { return }
        levelStart.append(boxes.count)
        while boxes.count - levelStart[levelStart.count - 2] > 1 {
            let below = levelStart[levelStart.count - 2]..<boxes.count
            for start in stride(from: below.lowerBound, to: below.upperBound, by: SpatialIndex.capacity) {
                let run = start..<min(start + SpatialIndex.capacity, below.upperBound)
                boxes.append(run.dropFirst().reduce(boxes[start]) { $0.union(boxes[$1]) })
            }
            levelStart.append(boxes.count)
        }
    }

    /// Packs the boxes of shapes; empty shapes are never found. O(n log n).
    public init(shapes: [Shape]) {
        self.init(boxes: shapes.map(\.boundingBox))
    }

    private typealias Entry = (index: Int, box: BoundingBox)

    /// Sorted into vertical slices by x and within each by y, ties as listed.
    private static func tiled(_ entries: [Entry]) -> [Entry] {
        let leaves = (entries.count + capacity - 1) / capacity
        let slices = max(1, Int(Double(leaves).squareRoot().rounded(.up)))
        let perSlice = slices * capacity
        var sorted = entries.sorted {
            ($0.box.minX + $0.box.maxX, $0.index) < ($1.box.minX + $1.box.maxX, $1.index)
        }
        for start in stride(from: 0, to: sorted.count, by: perSlice) {
            let slice = start..<min(start + perSlice, sorted.count)
            sorted[slice].sort { ($0.box.minY + $0.box.maxY, $0.index) < ($1.box.minY + $1.box.maxY, $1.index) }
        }
        return sorted
    }

    /// The items whose box meets `box`, edges included, in rising order. O(log n + k log k) in practice.
    public func query(_ box: BoundingBox) -> [Int] {
        var found: [Int] = []
        forEach(meeting: box) { found.append($0) }
        return found.sorted()
    }

    /// Visits the items whose box meets `box`, edges included, in an order that is the same each time but means nothing.
    /// O(log n + k) in practice.
    public func forEach(meeting box: BoundingBox, _ body: (_ index: Int) -> Void) {
        guard !items.isEmpty else { return }
        visit(boxes.count - 1, level: levelStart.count - 2, meeting: box, body)
    }

    private func visit(_ node: Int, level: Int, meeting box: BoundingBox, _ body: (Int) -> Void) {
        guard boxes[node].meets(box) else { return }
        if level == 0 { return body(items[node]) }
        for child in children(of: node, level: level) { visit(child, level: level - 1, meeting: box, body) }
    }

    /// The item nearest to `point` no farther than `limit`, and its distance; of several at the same distance the first
    /// listed. Nil where there is none. O(log n) in practice.
    ///
    /// `distance` tells the distance from `point` to what is in the box of an item, in units of the coordinates: never
    /// below the distance to the box. An infinite one leaves the item out.
    public func nearest(
        to point: Point, within limit: Double = .infinity, distance: (_ index: Int) -> Double
    ) -> (index: Int, distance: Double)? {
        var found: (index: Int, distance: Double)?
        forEachNearest(to: point, within: limit, distance: distance) {
            found = ($0, $1)
            return false
        }
        return found
    }

    /// Visits items from the nearest outwards, ties as listed, for as long as `body` returns true: for a search whose
    /// end depends on what it finds. O(log n) for each item.
    ///
    /// Source: G. R. Hjaltason, H. Samet (1999), "Distance browsing in spatial databases", ACM Transactions on Database
    /// Systems 24(2).
    ///
    /// `distance` is as in ``nearest(to:within:distance:)``.
    public func forEachNearest(
        to point: Point, within limit: Double = .infinity, distance: (_ index: Int) -> Double,
        _ body: (_ index: Int, _ distance: Double) -> Bool
    ) {
        guard point.isFinite, let root = boxes.last else { return }
        // A distance to what is in a box may fall below that to the box by rounding, which grows with the coordinates.
        let rounding =
            0x1p-50 * max(abs(root.minX), abs(root.maxX), abs(root.minY), abs(root.maxY), abs(point.x), abs(point.y))
        var open = Heap<Candidate>()
        func push(_ node: Int, level: Int) {
            let bound = boxes[node].distance(to: point) - rounding
            if bound <= limit { open.insert(Candidate(distance: bound, level: level, index: node)) }
        }
        push(boxes.count - 1, level: levelStart.count - 2)
        while let next = open.popMin() {
            if next.level == Candidate.item {
                guard body(next.index, next.distance) else { return }
            } else if next.level == 0 {
                let item = items[next.index]
                let exact = distance(item)
                guard exact <= limit, exact < .infinity else { continue }
                open.insert(Candidate(distance: exact, level: Candidate.item, index: item))
            } else {
                for child in children(of: next.index, level: next.level) { push(child, level: next.level - 1) }
            }
        }
    }

    private func children(of node: Int, level: Int) -> Range<Int> {
        let first = levelStart[level - 1] + (node - levelStart[level]) * SpatialIndex.capacity
        return first..<min(first + SpatialIndex.capacity, levelStart[level])
    }
}

/// What a nearest search has yet to look at: a node of the tree, or an item whose exact distance is known. Smallest
/// distance first; at one distance nodes before items, so that every item at that distance is known before the first is
/// handed out, and items by index.
private struct Candidate: Comparable {
    static let item = -1

    var distance: Double
    var level: Int
    var index: Int

    static func < (a: Candidate, b: Candidate) -> Bool {
        if a.distance != b.distance { return a.distance < b.distance }
        if (a.level == item) != (b.level == item) { return b.level == item }
        return a.index < b.index
    }
}
