/// A graph made ready for many distances: nodes are taken out one by one, and what led over them becomes arcs between their
/// neighbours.
///
/// Nodes with few neighbours go first, and of those the ones below which least was taken out (the heuristics of minimum degree and of level).
/// Nobody looks for ways round, so the work is bounded by the degree alone. What is left when every node has more than
/// `mostNeighbours` neighbours is the core, in which Dijkstra's search runs. The distances that leave a node upwards go
/// to its ancestors in the tree of elimination and to the core, and to no other node.
///
/// Sources: J. Dibbelt, B. Strasser, D. Wagner (2016), "Customizable contraction hierarchies", ACM Journal of Experimental
/// Algorithmics 21; R. Bauer, T. Columbus, B. Katz, M. Krug, D. Wagner (2010), "Preprocessing speed-up techniques is hard" and the
/// core of "SHARC".
struct ContractedGraph: Sendable {
    /// For each node its place in the order in which nodes were taken out; `Int32.max` in the core.
    private(set) var rank: [Int32]
    /// For each node the first of its upper neighbours to be taken out; −1 where all are in the core, or there is none.
    private(set) var parent: [Int32]
    /// The nodes of the core, ascending.
    private(set) var core: [Int32] = []
    /// For each node where its arcs stand, upwards, or to others of the core.
    private var arcStart: [Int32] = []
    private var arcTo: [Int32] = []
    private var arcLength: [Double] = []

    /// The arcs that there are after nodes were taken out; a bound on the memory.
    var arcs: Int { arcTo.count }

    /// Takes nodes out until every node that is left has more than `mostNeighbours`. O(nodes × mostNeighbours²).
    ///
    /// - Parameters:
    ///   - count: How many nodes there are.
    ///   - edges: Calls its argument with both ends and the length, 0 or more, of every edge.
    ///   - mostNeighbours: The most neighbours of a node that is taken out.
    init(nodes count: Int, mostNeighbours: Int = 96, edges: (_ enter: (Int, Int, Double) -> Void) -> Void) {
        var lists = Neighbours(count: count, edges)
        rank = [Int32](repeating: .max, count: count)
        parent = [Int32](repeating: -1, count: count)
        var level = [Int32](repeating: 0, count: count)
        /// Nodes by urgency; a node whose urgency changed since is passed over.
        var waiting: [[Int32]] = []
        var urgency = [Int32](repeating: -1, count: count)
        func urgencyOf(_ node: Int, _ degree: Int, _ level: Int32) -> Int32 {
            degree > mostNeighbours ? -1 : Int32(16 * degree) + min(level, 4000)
        }
        func wait(_ node: Int, _ new: Int32) {
            guard new != urgency[node] else { return }
            urgency[node] = new
            guard new >= 0 else { return }
            while waiting.count <= Int(new) { waiting.append([]) }
            waiting[Int(new)].append(Int32(node))
        }
        for node in (0..<count).reversed() { wait(node, urgencyOf(node, lists.degree(node), 0)) }
        var next = 0
        var taken: Int32 = 0
        while next < waiting.count {
            guard let node = waiting[next].popLast().map(Int.init) else {
                next += 1
                continue
            }
            guard urgency[node] == Int32(next), rank[node] == .max else { continue }
            rank[node] = taken
            taken += 1
            lists.takeOut(node)
            let above = level[node] + 1
            lists.forEach(of: node) { other, _ in
                if level[other] < above { level[other] = above }
                let new = urgencyOf(other, lists.degree(other), level[other])
                wait(other, new)
                if new >= 0 { next = min(next, Int(new)) }
            }
        }
        var shortest = [Double](repeating: .infinity, count: count)
        arcStart.reserveCapacity(count + 1)
        arcStart.append(0)
        for node in 0..<count {
            var lowest = Int32.max
            let isCore = rank[node] == .max
            if isCore {
                // An arc that is longer than a way over one node between is never walked.
                lists.forEach(of: node) { other, length in shortest[other] = length }
                lists.forEach(of: node) { between, first in
                    lists.forEach(of: between) { other, second in
                        if first + second < shortest[other], other != node { shortest[other] = first + second }
                    }
                }
            }
            lists.forEach(of: node) { other, length in
                if isCore, shortest[other] < length { return }
                arcTo.append(Int32(other))
                arcLength.append(length)
                if rank[node] < .max, rank[other] < lowest {
                    lowest = rank[other]
                    parent[node] = Int32(other)
                }
            }
            arcStart.append(Int32(arcTo.count))
            if isCore {
                core.append(Int32(node))
                lists.forEach(of: node) { other, _ in
                    shortest[other] = .infinity
                    lists.forEach(of: other) { far, _ in shortest[far] = .infinity }
                }
            }
        }
    }

    /// Where a search begins or ends: two nodes and how far they are.
    struct Ends: Sendable {
        var first: Int
        var toFirst: Double
        var second: Int
        var toSecond: Double
    }

    /// The distances that a search upwards finds: nodes, each with its distance.
    struct Label: Sendable {
        var nodes: [Int32] = []
        var distances: [Double] = []
    }

    /// The working memory of one thread.
    struct Work: Sendable {
        fileprivate var distance: [Double]
        fileprivate var touched: [Int32] = []
        fileprivate var heap: [(distance: Double, node: Int32)] = []

        init(_ graph: ContractedGraph) {
            distance = [Double](repeating: .infinity, count: graph.rank.count)
        }
    }

    /// The distances to all that lies above: to every node of the tree on the way up, and to the nodes of the core at its top.
    func label(_ ends: Ends, _ work: inout Work) -> Label {
        climb(ends, &work)
        var label = Label()
        label.nodes.reserveCapacity(work.touched.count)
        label.distances.reserveCapacity(work.touched.count)
        for node in work.touched where work.distance[Int(node)] < .infinity {
            label.nodes.append(node)
            label.distances.append(work.distance[Int(node)])
        }
        clear(&work)
        return label
    }

    /// The distance to each of the labels; infinite where there is no way. O(what lies above + the labels).
    func distances(from ends: Ends, to labels: [Label], _ work: inout Work) -> [Double] {
        climb(ends, &work)
        searchCore(&work)
        let result = work.distance.withUnsafeBufferPointer { distance in
            labels.map { label in
                var best = Double.infinity
                for (node, rest) in zip(label.nodes, label.distances) {
                    let whole = distance[Int(node)] + rest
                    if whole < best { best = whole }
                }
                return best
            }
        }
        clear(&work)
        return result
    }

    private func clear(_ work: inout Work) {
        for node in work.touched { work.distance[Int(node)] = .infinity }
        work.touched.removeAll(keepingCapacity: true)
    }

    /// Relaxes upwards from both ends, each node after all below it.
    private func climb(_ ends: Ends, _ work: inout Work) {
        func start(_ node: Int, _ length: Double) {
            if work.distance[node] == .infinity { work.touched.append(Int32(node)) }
            work.distance[node] = min(work.distance[node], length)
        }
        start(ends.first, ends.toFirst)
        start(ends.second, ends.toSecond)
        var (a, b) = (Int32(ends.first), Int32(ends.second))
        while true {
            let rankA = a < 0 ? Int32.max : rank[Int(a)]
            let rankB = b < 0 ? Int32.max : rank[Int(b)]
            let lowest = min(rankA, rankB)
            guard lowest < .max else { return }
            let node = Int(rankA <= rankB ? a : b)
            if rankA == lowest { a = parent[node] }
            if rankB == lowest { b = parent[node] }
            let here = work.distance[node]
            guard here < .infinity else { continue }
            for arc in Int(arcStart[node])..<Int(arcStart[node + 1]) {
                let other = Int(arcTo[arc])
                let length = here + arcLength[arc]
                if work.distance[other] == .infinity { work.touched.append(Int32(other)) }
                if length < work.distance[other] { work.distance[other] = length }
            }
        }
    }

    /// Dijkstra's search in the core from all of its nodes that were reached.
    private func searchCore(_ work: inout Work) {
        guard !core.isEmpty else { return }
        for node in work.touched where rank[Int(node)] == .max {
            push((work.distance[Int(node)], node), &work.heap)
        }
        while let (distance, node) = pop(&work.heap) {
            guard distance == work.distance[Int(node)] else { continue }
            for arc in Int(arcStart[Int(node)])..<Int(arcStart[Int(node) + 1]) {
                let other = Int(arcTo[arc])
                let length = distance + arcLength[arc]
                guard length < work.distance[other] else { continue }
                if work.distance[other] == .infinity { work.touched.append(Int32(other)) }
                work.distance[other] = length
                push((length, Int32(other)), &work.heap)
            }
        }
    }
}

/// A heap of distances; distances alone decide, since equal ones lead to the same answer.
private func push(_ entry: (distance: Double, node: Int32), _ heap: inout [(distance: Double, node: Int32)]) {
    var place = heap.count
    heap.append(entry)
    while place > 0 {
        let above = (place - 1) / 4
        guard entry.distance < heap[above].distance else { break }
        heap[place] = heap[above]
        place = above
    }
    heap[place] = entry
}

private func pop(_ heap: inout [(distance: Double, node: Int32)]) -> (distance: Double, node: Int32)? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top }
    var place = 0
    while true {
        let first = 4 * place + 1
        guard first < heap.count else { break }
        var least = first
        for child in (first + 1)..<max(first + 1, min(first + 4, heap.count))
        where heap[child].distance < heap[least].distance {
            least = child
        }
        guard heap[least].distance < last.distance else { break }
        heap[place] = heap[least]
        place = least
    }
    heap[place] = last
    return top
}

/// The neighbours of each node, which change while nodes are taken out: stretches of one pool, each with room to grow.
private struct Neighbours {
    private var start: [Int32]
    private var count: [Int32]
    private var room: [Int32]
    private var to: [Int32]
    private var length: [Double]
    /// How far into the list that is being looked at each node stands; −1 where it does not.
    private var place: [Int32]

    init(count nodes: Int, _ edges: (_ enter: (Int, Int, Double) -> Void) -> Void) {
        start = [Int32](repeating: 0, count: nodes + 1)
        count = [Int32](repeating: 0, count: nodes)
        var start = self.start
        edges { a, b, _ in
            guard a != b else { return }
            start[a + 1] += 1
            start[b + 1] += 1
        }
        // Room for as many neighbours again, for most lists grow.
        for node in 0..<nodes { start[node + 1] = start[node] + 2 * start[node + 1] + 2 }
        room = (0..<nodes).map { start[$0 + 1] - start[$0] }
        to = [Int32](repeating: -1, count: Int(start[nodes]))
        length = [Double](repeating: 0, count: Int(start[nodes]))
        place = [Int32](repeating: -1, count: nodes)
        self.start = start
        var lists = self
        edges { a, b, length in
            guard a != b else { return }
            lists.enter(a, b, length)
            lists.enter(b, a, length)
        }
        self = lists
    }

    func degree(_ node: Int) -> Int { Int(count[node]) }

    func forEach(of node: Int, _ body: (_ other: Int, _ length: Double) -> Void) {
        for slot in Int(start[node])..<Int(start[node] + count[node]) { body(Int(to[slot]), length[slot]) }
    }

    /// Adds an arc, or shortens the one that is there.
    private mutating func enter(_ node: Int, _ other: Int, _ new: Double) {
        for slot in Int(start[node])..<Int(start[node] + count[node]) where to[slot] == Int32(other) {
            length[slot] = min(length[slot], new)
            return
        }
        append(node, other, new)
    }

    private mutating func append(_ node: Int, _ other: Int, _ new: Double) {
        if count[node] == room[node] {
            let old = Int(start[node])
            let size = Int(count[node])
            start[node] = Int32(to.count)
            room[node] = 2 * room[node]
            // Entry by entry: a slice of the pool would have the whole pool copied.
            for slot in 0..<Int(room[node]) {
                to.append(slot < size ? to[old + slot] : -1)
                length.append(slot < size ? length[old + slot] : 0)
            }
        }
        let slot = Int(start[node] + count[node])
        to[slot] = Int32(other)
        length[slot] = new
        count[node] += 1
    }

    /// Joins the neighbours of a node with each other and takes the node out of their lists; its own list stays.
    mutating func takeOut(_ node: Int) {
        let own = Int(start[node])..<Int(start[node] + count[node])
        for slot in own {
            let a = Int(to[slot])
            let toA = length[slot]
            var hole = -1
            for other in Int(start[a])..<Int(start[a] + count[a]) {
                if to[other] == Int32(node) { hole = other } else { place[Int(to[other])] = Int32(other) - start[a] }
            }
            // The node's own entry is the first that a new arc takes.
            for second in own where second != slot {
                let b = Int(to[second])
                let new = toA + length[second]
                let known = Int(place[b])
                if known >= 0 {
                    let there = Int(start[a]) + known
                    if new < length[there] { length[there] = new }
                } else if hole >= 0 {
                    to[hole] = Int32(b)
                    length[hole] = new
                    hole = -1
                } else {
                    append(a, b, new)
                }
            }
            if hole >= 0 {
                let last = Int(start[a] + count[a]) - 1
                to[hole] = to[last]
                length[hole] = length[last]
                count[a] -= 1
            }
            for other in Int(start[a])..<Int(start[a] + count[a]) { place[Int(to[other])] = -1 }
        }
    }
}
