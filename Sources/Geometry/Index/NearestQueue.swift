/// The open entries of a nearest search, smallest distance first; at one distance nodes before items, so that every
/// item at that distance is known before the first is handed out, and items by index. A binary heap.
struct NearestQueue {
    enum Kind {
        case node(level: Int)
        case item
    }

    struct Entry {
        var distance: Double
        var kind: Kind
        var index: Int

        func comes(before other: Entry) -> Bool {
            if distance != other.distance { return distance < other.distance }
            switch (kind, other.kind) {
            case (.node, .item): return true
            case (.item, .node): return false
            default: return index < other.index
            }
        }
    }

    private var heap: [Entry] = []

    mutating func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0, heap[child].comes(before: heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Entry? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].comes(before: heap[child]) { child += 1 }
            guard heap[child].comes(before: heap[parent]) else { break }
            heap.swapAt(parent, child)
            parent = child
        }
        return first
    }
}
