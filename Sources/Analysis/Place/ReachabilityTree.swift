import HomewardCore

/// The shortest tree that joins all places, where a way is as long as the mutual reachability of its ends: the distance, or the core
/// distance of either end where that is longer.
///
/// Each part of the tree takes its shortest way to another part, until one part is left (Borůvka). A place keeps what it found, and
/// what it did not: where the way that it found still leads to another part, it is the shortest, and where none was shorter than a
/// bound, none is. So it looks again only where its part has no way that is as short. Boxes of places that are all of the same part are
/// passed by.
///
/// Of ways that are equally long any may be taken: at each length the same places hang together in every shortest tree.
///
/// Sources: O. Borůvka (1926), "O jistém problému minimálním", Práce Moravské přírodovědecké společnosti 3, 37–58; W. B. March,
/// P. Ram, A. G. Gray (2010), "Fast Euclidean minimum spanning tree", KDD 2010, 603–612 (the bounds).
struct ReachabilityTree: Sendable {
    /// A way between two places.
    struct Way: Sendable {
        /// The square of its length.
        var square: Double
        /// Its ends, by their number in the tree of places.
        var a, b: Int32
    }

    /// One way less than places, the shortest first.
    let ways: [Way]

    /// About O(n log n) for n places of a town; memory O(n).
    ///
    /// - Parameters:
    ///   - tree: The places.
    ///   - cores: The squares of their core distances, all finite.
    init(_ tree: PlaceTree, cores: [Double]) {
        var growth = Growth(tree, cores: cores)
        while growth.ways.count < tree.xs.count - 1 {
            growth.search()
            growth.join()
        }
        let found = growth.ways
        ways = RadixOrder.indices(by: found.map { RadixOrder.key($0.square) }).map { found[Int($0)] }
    }

    /// The parts of the tree while it grows.
    private struct Growth {
        let tree: PlaceTree
        let cores: [Double]
        /// The least square of a core distance in each box.
        let coreOfNode: [Double]
        var ways: [Way] = []
        private var sets: DisjointSets
        /// The part of each place, numbered without gaps.
        private var partOfPlace: [Int32]
        private var parts: Int
        /// The part of all places of a box; −1 where they are of several.
        private var partOfNode: [Int32]
        /// The square of the shortest way known from each part to another.
        private var shortest: [Double] = []
        /// No way from a place to another part is shorter.
        private var lower: [Double]
        /// Where that way leads to, where there is one as short; −1 where it is a bound alone.
        private var goal: [Int32]

        init(_ tree: PlaceTree, cores: [Double]) {
            self.tree = tree
            self.cores = cores
            let count = cores.count
            sets = DisjointSets(count)
            partOfPlace = (0..<Int32(count)).map { $0 }
            parts = count
            lower = cores
            goal = [Int32](repeating: -1, count: count)
            partOfNode = [Int32](repeating: -1, count: tree.nodes.count)
            var least = [Double](repeating: .infinity, count: tree.nodes.count)
            for node in tree.nodes.indices.reversed() {
                if 2 * node + 2 < tree.nodes.count {
                    least[node] = min(least[2 * node + 1], least[2 * node + 2])
                } else {
                    let box = tree.nodes[node]
                    for place in Int(box.first)..<Int(box.end) { least[node] = min(least[node], cores[place]) }
                }
            }
            coreOfNode = least
        }

        /// Which boxes are of one part, and what is known of the parts' shortest ways.
        private mutating func prepare() {
            shortest = [Double](repeating: .infinity, count: parts)
            for place in cores.indices where goal[place] >= 0 {
                let part = partOfPlace[place]
                if partOfPlace[Int(goal[place])] == part {
                    goal[place] = -1
                } else {
                    shortest[Int(part)] = min(shortest[Int(part)], lower[place])
                }
            }
            for node in tree.nodes.indices.reversed() {
                if 2 * node + 2 < tree.nodes.count {
                    let (a, b) = (partOfNode[2 * node + 1], partOfNode[2 * node + 2])
                    partOfNode[node] = a == b ? a : -1
                } else {
                    let box = tree.nodes[node]
                    let part = partOfPlace[Int(box.first)]
                    var isOne = true
                    for place in Int(box.first)..<Int(box.end) { isOne = isOne && partOfPlace[place] == part }
                    partOfNode[node] = isOne ? part : -1
                }
            }
        }

        /// Looks for each part's shortest way.
        mutating func search() {
            prepare()
            let leaves = tree.leaves
            // Blocks know of shorter ways that they found themselves; their number does not depend on the machine.
            let isFirst = parts == cores.count
            let blocks = isFirst ? 64 : 8
            let (cores, coreOfNode, partOfPlace, partOfNode) = (cores, coreOfNode, partOfPlace, partOfNode)
            let (shortest, tree) = (shortest, tree)
            lower.withUnsafeMutableBufferPointer { lower in
                goal.withUnsafeMutableBufferPointer { goal in
                    guard let lowerBase = lower.baseAddress, let goalBase = goal.baseAddress else { return }
                    nonisolated(unsafe) let (lower, goal) = (lowerBase, goalBase)
                    _ = Parallel.map(blocks) { number in
                        let own = number * leaves / blocks..<(number + 1) * leaves / blocks
                        tree.withPointers { pointers in
                            cores.withUnsafeBufferPointer { cores in
                                coreOfNode.withUnsafeBufferPointer { coreOfNode in
                                    partOfPlace.withUnsafeBufferPointer { partOfPlace in
                                        partOfNode.withUnsafeBufferPointer { partOfNode in
                                            var search = WaySearch(
                                                tree: pointers, cores: cores, coreOfNode: coreOfNode,
                                                partOfPlace: partOfPlace, partOfNode: partOfNode, lower: lower,
                                                goal: goal, shortest: isFirst ? nil : shortest)
                                            for leaf in own { search.look(from: leaves - 1 + leaf) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }

        /// Takes each part's shortest way, and numbers the parts anew.
        mutating func join() {
            var best = [Int32](repeating: -1, count: parts)
            for place in cores.indices where goal[place] >= 0 {
                let part = Int(partOfPlace[place])
                if best[part] < 0 || lower[place] < lower[Int(best[part])] { best[part] = Int32(place) }
            }
            for place in best where place >= 0 {
                let (a, b) = (Int(place), Int(goal[Int(place)]))
                if sets.join(a, b) { ways.append(Way(square: lower[a], a: Int32(a), b: Int32(b))) }
            }
            // A set's root is its first place.
            parts = 0
            for place in cores.indices {
                let root = sets.root(place)
                if root == place {
                    partOfPlace[place] = Int32(parts)
                    parts += 1
                } else {
                    partOfPlace[place] = partOfPlace[root]
                }
            }
        }
    }
}

/// The search for the shortest ways of some places, leaf by leaf.
private struct WaySearch {
    let tree: PlaceTree.Pointers
    let cores: UnsafeBufferPointer<Double>
    let coreOfNode: UnsafeBufferPointer<Double>
    let partOfPlace: UnsafeBufferPointer<Int32>
    let partOfNode: UnsafeBufferPointer<Int32>
    let lower: UnsafeMutablePointer<Double>
    let goal: UnsafeMutablePointer<Int32>
    /// The shortest way known from each part; nil where each place is a part by itself.
    var shortest: [Double]?
    private var seekers: [Seeker] = []
    private var stack: [(square: Double, node: Int)] = []

    /// A place that looks for a way.
    private struct Seeker {
        var place: Int
        var part: Int32
        var x, y, core: Double
        /// No way from it is shorter.
        var least: Double
        /// The square of what a way must be shorter than.
        var bound: Double
        /// The square of what it found itself.
        var found: Double
        var goal: Int32
    }

    init(
        tree: PlaceTree.Pointers, cores: UnsafeBufferPointer<Double>, coreOfNode: UnsafeBufferPointer<Double>,
        partOfPlace: UnsafeBufferPointer<Int32>, partOfNode: UnsafeBufferPointer<Int32>,
        lower: UnsafeMutablePointer<Double>, goal: UnsafeMutablePointer<Int32>, shortest: [Double]?
    ) {
        self.tree = tree
        self.cores = cores
        self.coreOfNode = coreOfNode
        self.partOfPlace = partOfPlace
        self.partOfNode = partOfNode
        self.lower = lower
        self.goal = goal
        self.shortest = shortest
    }

    /// Looks for ways from the places of a leaf.
    mutating func look(from leaf: Int) {
        let own = tree.nodes[leaf]
        seekers.removeAll(keepingCapacity: true)
        var leastCore = Double.infinity
        for place in Int(own.first)..<Int(own.end) {
            let part = partOfPlace[place]
            let bound = shortest?[Int(part)] ?? .infinity
            guard lower[place] < bound else { continue }
            leastCore = min(leastCore, cores[place])
            seekers.append(
                Seeker(
                    place: place, part: part, x: tree.xs[place], y: tree.ys[place], core: cores[place],
                    least: lower[place], bound: bound, found: .infinity, goal: -1))
        }
        guard !seekers.isEmpty else { return }
        let common = partOfNode[leaf]
        var bound = furthest()
        stack.removeAll(keepingCapacity: true)
        stack.append((0, 0))
        while let (square, node) = stack.popLast() {
            guard max(square, leastCore) < bound else { continue }
            guard node >= tree.firstLeaf else {
                push(2 * node + 1, 2 * node + 2, own, common, leastCore, bound)
                continue
            }
            look(at: node)
            bound = furthest()
        }
        for seeker in seekers {
            if seeker.goal >= 0, seeker.found <= seeker.bound {
                lower[seeker.place] = seeker.found
                goal[seeker.place] = seeker.goal
            } else {
                lower[seeker.place] = max(lower[seeker.place], seeker.bound)
            }
        }
    }

    /// What a way must be shorter than for any of the places.
    private func furthest() -> Double {
        var bound = 0.0
        for seeker in seekers where seeker.bound > seeker.least { bound = max(bound, seeker.bound) }
        return bound
    }

    /// Puts two boxes on the stack, the nearer on top, where a way to them may count.
    private mutating func push(
        _ first: Int, _ second: Int, _ own: PlaceTree.Node, _ common: Int32, _ leastCore: Double, _ bound: Double
    ) {
        let a = max(own.square(to: tree.nodes[first]), coreOfNode[first])
        let b = max(own.square(to: tree.nodes[second]), coreOfNode[second])
        let hasFirst = a < bound && (common < 0 || partOfNode[first] != common)
        let hasSecond = b < bound && (common < 0 || partOfNode[second] != common)
        if a <= b {
            if hasSecond { stack.append((b, second)) }
            if hasFirst { stack.append((a, first)) }
        } else {
            if hasFirst { stack.append((a, first)) }
            if hasSecond { stack.append((b, second)) }
        }
    }

    /// Looks for ways to the places of another leaf, or among those of the own.
    private mutating func look(at leaf: Int) {
        let other = tree.nodes[leaf]
        for index in seekers.indices {
            var seeker = seekers[index]
            for place in Int(other.first)..<Int(other.end) where partOfPlace[place] != seeker.part {
                let (dx, dy) = (tree.xs[place] - seeker.x, tree.ys[place] - seeker.y)
                let square = max(dx * dx + dy * dy, max(seeker.core, cores[place]))
                guard square < seeker.bound else { continue }
                seeker.bound = square
                seeker.found = square
                seeker.goal = Int32(place)
            }
            guard seeker.goal >= 0, seeker.found == seeker.bound else {
                seekers[index].bound = seeker.bound
                continue
            }
            seekers[index] = seeker
            // What one found holds for the others of its part.
            shortest?[Int(seeker.part)] = seeker.bound
            for other in seekers.indices where seekers[other].part == seeker.part {
                seekers[other].bound = min(seekers[other].bound, seeker.bound)
            }
        }
    }
}
