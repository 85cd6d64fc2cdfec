/// The tree behind ``SpatialIndex``: boxes in one array, leaves first, each level's nodes over runs of sixteen below.
struct PackedTree: Sendable {
    private static let capacity = 16
    /// The items in packed order, then the nodes of each level, the root last.
    private var boxes: [BoundingBox] = []
    /// Where each level starts in `boxes`; one more entry closes the last.
    private var levelStart = [0]
    /// The caller's index of each item, in packed order.
    private var items: [Int] = []
    /// Where each of the caller's items stands in `boxes`; 0 for those left out, which nobody is told of.
    private var position: [Int]

    /// Packs the boxes of the caller's items, whose indices are below `count`.
    init(_ entries: [(index: Int, box: BoundingBox)], count: Int) {
        position = [Int](repeating: 0, count: count)
        let usable = entries.filter { entry in
            let box = entry.box
            return box.minX <= box.maxX && box.minY <= box.maxY && box.minX.isFinite && box.minY.isFinite
                && box.maxX.isFinite && box.maxY.isFinite
        }
        let packed = PackedTree.tiled(usable)
        items = packed.map(\.index)
        boxes = packed.map(\.box)
        for (offset, item) in items.enumerated() { position[item] = offset }
        guard !boxes.isEmpty else { return }
        levelStart.append(boxes.count)
        while boxes.count - levelStart[levelStart.count - 2] > 1 {
            let below = levelStart[levelStart.count - 2]..<boxes.count
            for start in stride(from: below.lowerBound, to: below.upperBound, by: PackedTree.capacity) {
                let run = start..<min(start + PackedTree.capacity, below.upperBound)
                boxes.append(run.dropFirst().reduce(boxes[start]) { $0.union(boxes[$1]) })
            }
            levelStart.append(boxes.count)
        }
    }

    /// Sorted into vertical slices by x and within each by y, ties as listed.
    private static func tiled(
        _ entries: [(index: Int, box: BoundingBox)]
    ) -> [(index: Int, box: BoundingBox)] {
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

    /// The box of one of the caller's items, which the tree holds.
    func box(ofItem item: Int) -> BoundingBox {
        boxes[position[item]]
    }

    /// Visits the items whose box meets `box`, in no particular order.
    func forEachItem(meeting box: BoundingBox, _ body: (Int) -> Void) {
        guard !items.isEmpty else { return }
        var open = [(level: levelStart.count - 2, node: boxes.count - 1)]
        while let (level, node) = open.popLast() {
            guard boxes[node].meets(box) else { continue }
            if level == 0 {
                body(items[node])
            } else {
                for child in children(of: node, level: level) { open.append((level - 1, child)) }
            }
        }
    }

    /// Visits items by rising distance, ties by their index, until `body` returns false (best-first search: Hjaltason
    /// and Samet, "Distance browsing in spatial databases", 1999). `distance` is never below that to the item's box.
    func forEachNearest(
        to point: Point, within limit: Double, distance: (Int) -> Double, _ body: (Int, Double) -> Bool
    ) {
        guard !items.isEmpty else { return }
        var queue = NearestQueue()
        func push(_ node: Int, level: Int) {
            let bound = boxes[node].distance(to: point)
            if bound <= limit { queue.push(.init(distance: bound, kind: .node(level: level), index: node)) }
        }
        push(boxes.count - 1, level: levelStart.count - 2)
        while let entry = queue.pop() {
            switch entry.kind {
            case .item:
                guard body(entry.index, entry.distance) else { return }
            case .node(let level) where level == 0:
                let item = items[entry.index]
                let exact = distance(item)
                if exact <= limit { queue.push(.init(distance: exact, kind: .item, index: item)) }
            case .node(let level):
                for child in children(of: entry.index, level: level) { push(child, level: level - 1) }
            }
        }
    }

    private func children(of node: Int, level: Int) -> Range<Int> {
        let first = levelStart[level - 1] + (node - levelStart[level]) * PackedTree.capacity
        return first..<min(first + PackedTree.capacity, levelStart[level])
    }
}
