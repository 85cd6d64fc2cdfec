import HomewardCore

/// A pair of one thing on the left and one on the right that may be the same.
struct PossiblePair: Sendable, Equatable {
    /// The number on the left.
    var left: Int32
    /// The number on the right.
    var right: Int32
    /// How far the two are from being alike, 0 or more, in millionths.
    var cost: Int64
}

/// Which possible pairs hold, so that nobody is in two: as many as there can be, and of all ways to have so many one of the least cost.
///
/// Pairs that hang together by a shared member are a component. A component whose members times pairs are at most ``bound`` is solved
/// exactly by shortest augmenting paths (Edmonds and Karp 1972; costs are whole numbers, so that nothing is rounded). A larger one takes
/// the cheapest pairs first, ties by number, and is then brought to the greatest number of pairs by augmenting paths: that number
/// is exact too, the cost only near the least.
///
/// Sources: J. Edmonds, R. M. Karp (1972), "Theoretical improvements in algorithmic efficiency for network flow problems", Journal
/// of the ACM 19(2); J. E. Hopcroft, R. M. Karp (1973), "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM Journal
/// on Computing 2(4).
struct PairMatching: Sendable {
    /// Up to how many members times pairs a component is solved for the least cost.
    static let bound = 1_000_000

    /// The pairs that hold, as indices of the possible ones, ascending.
    private(set) var chosen: [Int] = []
    /// Components that were beyond the bound.
    private(set) var approximate = 0

    /// Chooses. O(pairs log pairs) where components are small; `bound` members × pairs for each at the worst.
    ///
    /// - Parameters:
    ///   - pairs: The possible pairs, each once.
    ///   - left: How many there are on the left.
    ///   - right: How many there are on the right.
    ///   - bound: Up to how many members times pairs a component is solved for the least cost.
    init(_ pairs: [PossiblePair], left: Int, right: Int, bound: Int = PairMatching.bound) {
        for component in PairMatching.components(pairs, left: left, right: right) {
            if component.count == 1 {
                chosen.append(component[0])
                continue
            }
            let part = LocalPairs(component.map { pairs[$0] })
            let taken: [Int]
            if (part.lefts + part.rights) * component.count <= bound {
                taken = part.cheapest()
            } else {
                approximate += 1
                taken = part.greedyThenMost()
            }
            chosen += taken.map { component[$0] }
        }
        chosen.sort()
    }

    /// The greatest number of pairs that can hold at once. O(pairs √members).
    static func most(_ pairs: [PossiblePair], left: Int, right: Int) -> Int {
        guard !pairs.isEmpty else { return 0 }
        var matching = MostPairs(pairs, left: left, right: right)
        for (index, pair) in pairs.enumerated() { matching.takeIfFree(index, pair) }
        matching.augment()
        return matching.size
    }

    /// The possible pairs that hang together, by index, each component and all of them ascending.
    private static func components(_ pairs: [PossiblePair], left: Int, right: Int) -> [[Int]] {
        var sets = DisjointSets(left + right)
        for pair in pairs { sets.join(Int(pair.left), left + Int(pair.right)) }
        var number = [Int32](repeating: -1, count: left + right)
        var components: [[Int]] = []
        for (index, pair) in pairs.enumerated() {
            let root = sets.root(Int(pair.left))
            if number[root] < 0 {
                number[root] = Int32(components.count)
                components.append([])
            }
            components[Int(number[root])].append(index)
        }
        return components
    }
}

/// The pairs of one component with its members numbered from 0, each side in the order of its numbers.
private struct LocalPairs {
    let pairs: [PossiblePair]
    let lefts: Int
    let rights: Int

    init(_ given: [PossiblePair]) {
        let left = Set(given.map(\.left)).sorted()
        let right = Set(given.map(\.right)).sorted()
        let leftNumber = Dictionary(uniqueKeysWithValues: left.enumerated().map { ($1, Int32($0)) })
        let rightNumber = Dictionary(uniqueKeysWithValues: right.enumerated().map { ($1, Int32($0)) })
        pairs = given.map {
            PossiblePair(left: leftNumber[$0.left] ?? 0, right: rightNumber[$0.right] ?? 0, cost: $0.cost)
        }
        lefts = left.count
        rights = right.count
    }

    /// As many as can be at the least cost: one shortest augmenting path after another.
    func cheapest() -> [Int] {
        var ofLeft = [Int](repeating: -1, count: lefts)
        var ofRight = [Int](repeating: -1, count: rights)
        let rows = CompressedRows<Int>(count: lefts) { enter in
            for (index, pair) in pairs.enumerated() { enter(Int(pair.left), index) }
        }
        while true {
            var reach = [Int64](repeating: .max, count: lefts)
            var reachRight = [Int64](repeating: .max, count: rights)
            var by = [Int](repeating: -1, count: rights)
            var queue = (0..<lefts).filter { ofLeft[$0] < 0 }
            var isQueued = [Bool](repeating: false, count: lefts)
            for left in queue {
                reach[left] = 0
                isQueued[left] = true
            }
            var next = 0
            while next < queue.count {
                let left = queue[next]
                next += 1
                isQueued[left] = false
                for index in rows[left] where index != ofLeft[left] {
                    let right = Int(pairs[index].right)
                    let far = reach[left] + pairs[index].cost
                    guard far < reachRight[right] else { continue }
                    reachRight[right] = far
                    by[right] = index
                    guard ofRight[right] >= 0 else { continue }
                    let back = Int(pairs[ofRight[right]].left)
                    let less = far - pairs[ofRight[right]].cost
                    guard less < reach[back] else { continue }
                    reach[back] = less
                    if !isQueued[back] {
                        isQueued[back] = true
                        queue.append(back)
                    }
                }
            }
            let free = (0..<rights).filter { ofRight[$0] < 0 && by[$0] >= 0 }
            guard let end = free.min(by: { (reachRight[$0], $0) < (reachRight[$1], $1) }) else { break }
            var right = end
            while true {
                let index = by[right]
                let left = Int(pairs[index].left)
                let before = ofLeft[left]
                ofLeft[left] = index
                ofRight[right] = index
                guard before >= 0 else { break }
                right = Int(pairs[before].right)
            }
        }
        return ofLeft.filter { $0 >= 0 }.sorted()
    }

    /// The cheapest first, then as many as can be.
    func greedyThenMost() -> [Int] {
        var matching = MostPairs(pairs, left: lefts, right: rights)
        let order = pairs.indices.sorted { (pairs[$0].cost, $0) < (pairs[$1].cost, $1) }
        for index in order { matching.takeIfFree(index, pairs[index]) }
        matching.augment()
        return matching.chosen
    }
}

/// The greatest matching by augmenting paths, all of the shortest length at once.
private struct MostPairs {
    private let pairs: [PossiblePair]
    private let rows: CompressedRows<Int32>
    private var ofLeft: [Int32]
    private var ofRight: [Int32]
    private(set) var size = 0

    init(_ pairs: [PossiblePair], left: Int, right: Int) {
        self.pairs = pairs
        rows = CompressedRows<Int32>(count: left) { enter in
            for (index, pair) in pairs.enumerated() { enter(Int(pair.left), Int32(truncatingIfNeeded: index)) }
        }
        ofLeft = [Int32](repeating: -1, count: left)
        ofRight = [Int32](repeating: -1, count: right)
    }

    var chosen: [Int] { ofLeft.filter { $0 >= 0 }.map { Int($0) }.sorted() }

    mutating func takeIfFree(_ index: Int, _ pair: PossiblePair) {
        guard ofLeft[Int(pair.left)] < 0, ofRight[Int(pair.right)] < 0 else { return }
        ofLeft[Int(pair.left)] = Int32(truncatingIfNeeded: index)
        ofRight[Int(pair.right)] = Int32(truncatingIfNeeded: index)
        size += 1
    }

    mutating func augment() {
        // Only who has a possible pair can be matched.
        let lefts = rows.indices.filter { !rows.range($0).isEmpty }
        var layer = [Int32](repeating: -1, count: ofLeft.count)
        var next = [Int](repeating: 0, count: ofLeft.count)
        while true {
            var queue = lefts.filter { ofLeft[$0] < 0 }
            guard !queue.isEmpty else { return }
            for left in lefts {
                layer[left] = -1
                next[left] = 0
            }
            for left in queue { layer[left] = 0 }
            let free = queue
            var isEnd = false
            var at = 0
            while at < queue.count {
                let left = queue[at]
                at += 1
                for index in rows[left] {
                    let taken = ofRight[Int(pairs[Int(index)].right)]
                    if taken < 0 {
                        isEnd = true
                    } else {
                        let other = Int(pairs[Int(taken)].left)
                        if layer[other] < 0 {
                            layer[other] = layer[left] + 1
                            queue.append(other)
                        }
                    }
                }
            }
            guard isEnd else { return }
            let before = size
            for left in free where follow(from: left, &layer, &next) { size += 1 }
            guard size > before else { return }
        }
    }

    /// Looks for a free one on the right along the layers and, where there is one, takes the path to it.
    private mutating func follow(from start: Int, _ layer: inout [Int32], _ next: inout [Int]) -> Bool {
        var path: [(left: Int, index: Int32)] = []
        var left = start
        while true {
            let own = rows[left]
            var isDeeper = false
            while next[left] < own.count {
                let index = own[own.startIndex + next[left]]
                next[left] += 1
                let taken = ofRight[Int(pairs[Int(index)].right)]
                if taken < 0 {
                    path.append((left, index))
                    for (left, index) in path {
                        ofLeft[left] = index
                        ofRight[Int(pairs[Int(index)].right)] = index
                    }
                    return true
                }
                let other = Int(pairs[Int(taken)].left)
                if layer[other] == layer[left] + 1 {
                    path.append((left, index))
                    left = other
                    isDeeper = true
                    break
                }
            }
            if isDeeper { continue }
            layer[left] = -1
            guard let back = path.popLast() else { return false }
            left = back.left
        }
    }
}
