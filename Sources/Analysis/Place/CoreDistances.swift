import HomewardCore

extension PlaceTree {
    /// For each place the square of the distance within which at least so many points lie, those at the place counted; infinity where
    /// there are fewer points.
    ///
    /// The places of one leaf are looked at together. The first is given a circle that holds enough for certain, that of the least
    /// box around it with enough; for the others the answer of the one before cannot be further off than the way between the two. Among
    /// the points in the circle the wanted one is selected. About O(n (log n + minimum)).
    func coreSquares(_ minimum: Int) -> [Double] {
        let leaves = self.leaves
        guard !nodes.isEmpty, members.elements.count >= minimum else {
            return [Double](repeating: .infinity, count: xs.count)
        }
        let block = 64
        return Parallel.map((leaves + block - 1) / block) { number in
            var search = CoreSearch(minimum: minimum)
            var squares: [Double] = []
            withPointers { tree in
                for leaf in number * block..<min(leaves, (number + 1) * block) {
                    search.append(leaves - 1 + leaf, of: tree, to: &squares)
                }
            }
            return squares
        }.flatMap { $0 }
    }

    /// The tree's columns as the kernels read them.
    struct Pointers {
        let xs, ys: UnsafePointer<Double>
        let weights: UnsafePointer<Int32>
        let nodes: UnsafePointer<Node>
        /// The first leaf.
        let firstLeaf: Int
    }

    /// Calls `body` with the tree's columns; nothing is called where there is no place.
    func withPointers(_ body: (Pointers) -> Void) {
        xs.withUnsafeBufferPointer { xs in
            ys.withUnsafeBufferPointer { ys in
                weights.withUnsafeBufferPointer { weights in
                    nodes.withUnsafeBufferPointer { nodes in
                        guard let x = xs.baseAddress, let y = ys.baseAddress, let weight = weights.baseAddress,
                            let node = nodes.baseAddress
                        else { return }
                        body(Pointers(xs: x, ys: y, weights: weight, nodes: node, firstLeaf: leaves - 1))
                    }
                }
            }
        }
    }
}

/// The search for core distances, leaf by leaf, with its scratch memory.
private struct CoreSearch {
    /// A place in the circle: the square of its distance, and how many points lie there.
    private struct Found {
        var square: Double
        var weight: Int32
    }

    let minimum: Int
    private var found: [Found] = []
    /// Places side by side that are looked at, from leaf to leaf.
    private var runs: [Range<Int>] = []
    private var stack: [Int] = []

    init(minimum: Int) { self.minimum = minimum }

    /// Adds the squares of one leaf's places.
    mutating func append(_ leaf: Int, of tree: PlaceTree.Pointers, to squares: inout [Double]) {
        let own = tree.nodes[leaf]
        var bound = Double.infinity
        for place in Int(own.first)..<Int(own.end) {
            let (x, y) = (tree.xs[place], tree.ys[place])
            if place == Int(own.first) {
                let around = enough(around: leaf, tree)
                bound = kth(near: x, y, [Int(around.first)..<Int(around.end)], within: .infinity, tree)
                let circle = box(x, y)
                collect(around: circle, within: bound, tree)
                bound = kth(near: x, y, runs, within: bound, tree)
                squares.append(bound)
                // One list of places does for the whole leaf.
                let reach = bound.squareRoot() + corner(of: own, from: x, y)
                collect(around: own, within: reach * reach * (1 + 1e-9), tree)
            } else {
                let (dx, dy) = (x - tree.xs[place - 1], y - tree.ys[place - 1])
                let reach = bound.squareRoot() + (dx * dx + dy * dy).squareRoot()
                bound = kth(near: x, y, runs, within: reach * reach * (1 + 1e-9), tree)
                squares.append(bound)
            }
        }
    }

    private func box(_ x: Double, _ y: Double) -> PlaceTree.Node {
        PlaceTree.Node(minX: x, minY: y, maxX: x, maxY: y, first: 0, end: 0)
    }

    /// How far the furthest corner of a box is.
    private func corner(of box: PlaceTree.Node, from x: Double, _ y: Double) -> Double {
        let dx = max(x - box.minX, box.maxX - x)
        let dy = max(y - box.minY, box.maxY - y)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The least box round a leaf that holds enough points.
    private func enough(around leaf: Int, _ tree: PlaceTree.Pointers) -> PlaceTree.Node {
        var node = leaf
        while node > 0 {
            let box = tree.nodes[node]
            var sum = 0
            for place in Int(box.first)..<Int(box.end) where sum < minimum { sum += Int(tree.weights[place]) }
            if sum >= minimum { break }
            node = (node - 1) / 2
        }
        return tree.nodes[node]
    }

    /// Lists the leaves that come as near to a box, in runs.
    private mutating func collect(around box: PlaceTree.Node, within square: Double, _ tree: PlaceTree.Pointers) {
        runs.removeAll(keepingCapacity: true)
        stack.removeAll(keepingCapacity: true)
        stack.append(0)
        while let node = stack.popLast() {
            let other = tree.nodes[node]
            guard other.square(to: box) <= square else { continue }
            guard node >= tree.firstLeaf else {
                stack.append(2 * node + 2)
                stack.append(2 * node + 1)
                continue
            }
            if let last = runs.last, last.upperBound == Int(other.first) {
                runs[runs.count - 1] = last.lowerBound..<Int(other.end)
            } else {
                runs.append(Int(other.first)..<Int(other.end))
            }
        }
    }

    /// The square of the distance within which enough points lie, where they are among some places and within a square.
    private mutating func kth(
        near x: Double, _ y: Double, _ runs: [Range<Int>], within square: Double, _ tree: PlaceTree.Pointers
    ) -> Double {
        let room = runs.reduce(0) { $0 + $1.count }
        if found.count < room {
            found += [Found](repeating: Found(square: 0, weight: 0), count: room - found.count)
        }
        let minimum = self.minimum
        return found.withUnsafeMutableBufferPointer { found in
            guard let found = found.baseAddress else { return .infinity }
            var count = 0
            for run in runs {
                for place in run {
                    let (dx, dy) = (tree.xs[place] - x, tree.ys[place] - y)
                    let other = dx * dx + dy * dy
                    found[count] = Found(square: other, weight: tree.weights[place])
                    count &+= other <= square ? 1 : 0
                }
            }
            // Hoare's selection by weight: the least square up to which the weights come to the minimum.
            var (low, high) = (0, count - 1)
            var wanted = minimum
            while low < high {
                let (a, b, c) = (found[low].square, found[high].square, found[(low + high) / 2].square)
                let pivot = max(min(a, b), min(max(a, b), c))
                var (i, j) = (low, high)
                var left = 0
                while i <= j {
                    while found[i].square < pivot {
                        left &+= Int(found[i].weight)
                        i &+= 1
                    }
                    while found[j].square > pivot { j &-= 1 }
                    guard i <= j else { break }
                    let entry = found[i]
                    found[i] = found[j]
                    found[j] = entry
                    left &+= Int(found[i].weight)
                    i &+= 1
                    j &-= 1
                }
                // What lies before i is counted in `left`; between j and i at most one, which is the pivot.
                let before = j + 1 < i ? left &- Int(found[i - 1].weight) : left
                if before >= wanted {
                    high = j
                } else if left >= wanted {
                    return pivot
                } else {
                    wanted &-= left
                    low = i
                }
            }
            return low < count ? found[low].square : .infinity
        }
    }
}
