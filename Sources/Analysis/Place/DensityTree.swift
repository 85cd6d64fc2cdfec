import HomewardCore

/// How places hang together as the distance at which they may do so grows: groups of at least so many points, each with the group
/// that it becomes a part of (the condensed tree).
///
/// At each length of a way all ways that are as long are taken at once, as M. Campello and others define it. So a group parts into all
/// its parts at one distance, whichever of several equally short trees was found, and a place whose core distance is that very
/// distance belongs to none of the parts. Two at a time, as other software takes them, such a place falls to one part or another by
/// the order of the rows.
struct DensityTree: Sendable {
    /// Points that hang together, from the distance at which they first do to that at which they become part of a larger group.
    struct Group: Sendable {
        /// The points.
        var size: Int
        /// The group that it becomes a part of; −1 for the last.
        var parent = -1
        /// At which square of a distance it first hangs together as such: there it parts into smaller groups, or falls apart.
        var formed: Double
        /// At which square of a distance it becomes part of another; infinity for the last.
        var joined = Double.infinity
        /// Groups that it is made of.
        var parts: [Int] = []
        /// The greatest square of a distance at which a point of it joins.
        var reach: Double
    }

    /// The groups, parts before the wholes.
    private(set) var groups: [Group] = []
    /// The smallest group that holds each place, by the place's number in the tree of places; −1 where none does.
    private(set) var group: [Int32]
    /// From which square of a distance on it does.
    private(set) var joined: [Double]

    /// O(n α(n)) beside sorting ways of equal length.
    ///
    /// - Parameters:
    ///   - tree: The places.
    ///   - cores: The squares of their core distances.
    ///   - ways: The shortest tree that joins them, the shortest way first.
    ///   - smallest: How many points make a group.
    init(_ tree: PlaceTree, cores: [Double], ways: [ReachabilityTree.Way], smallest: Int) {
        let count = cores.count
        group = [Int32](repeating: -1, count: count)
        joined = [Double](repeating: .infinity, count: count)
        var growth = Growth(tree.weights)
        // Points of one place hang together from its core distance on, which matters where they make a group by themselves.
        let heaps = tree.weights.indices.filter { Int(tree.weights[$0]) >= smallest }
            .sorted { (cores[$0], $0) < (cores[$1], $1) }
        var (way, heap) = (0, 0)
        while way < ways.count || heap < heaps.count {
            let square = min(
                way < ways.count ? ways[way].square : .infinity, heap < heaps.count ? cores[heaps[heap]] : .infinity)
            growth.begin()
            while heap < heaps.count, cores[heaps[heap]] == square {
                growth.touch(heaps[heap])
                heap += 1
            }
            let first = way
            while way < ways.count, ways[way].square == square {
                growth.touch(Int(ways[way].a))
                growth.touch(Int(ways[way].b))
                way += 1
            }
            for way in ways[first..<way] { growth.join(Int(way.a), Int(way.b)) }
            settle(&growth, at: square, smallest: smallest)
        }
    }

    /// Makes groups of what has been joined at one distance.
    private mutating func settle(_ growth: inout Growth, at square: Double, smallest: Int) {
        for (root, former) in growth.unions() {
            let parts = former.filter { growth.group[$0] >= 0 }.map { Int(growth.group[$0]) }
            let size = growth.size[root]
            guard size >= smallest else {
                for other in former { growth.link(other, root) }
                continue
            }
            let own: Int
            if parts.count == 1 {
                own = parts[0]
                groups[own].size = size
            } else {
                own = groups.count
                groups.append(Group(size: size, formed: square, parts: parts, reach: square))
                for part in parts {
                    groups[part].parent = own
                    groups[part].joined = square
                }
            }
            groups[own].reach = square
            for other in former where growth.group[other] < 0 {
                growth.forEachPlace(of: other) { place in
                    group[place] = Int32(own)
                    joined[place] = square
                }
            }
            growth.group[root] = Int32(own)
        }
    }

    /// Sets of places that grow together.
    private struct Growth {
        private var sets: DisjointSets
        /// The points of each set, by its root.
        private(set) var size: [Int]
        /// The group that each set is, by its root; −1 for those too small.
        var group: [Int32]
        /// The next place of the same small set, in a circle.
        private var next: [Int32]
        /// Roots, before anything was joined at this distance, of the sets that will be.
        private var touched: [Int] = []
        private var isTouched: [Bool]

        init(_ weights: [Int32]) {
            sets = DisjointSets(weights.count)
            size = weights.map(Int.init)
            group = [Int32](repeating: -1, count: weights.count)
            next = (0..<Int32(weights.count)).map { $0 }
            isTouched = [Bool](repeating: false, count: weights.count)
        }

        mutating func begin() {
            for root in touched { isTouched[root] = false }
            touched.removeAll(keepingCapacity: true)
        }

        mutating func touch(_ place: Int) {
            let root = sets.root(place)
            guard !isTouched[root] else { return }
            isTouched[root] = true
            touched.append(root)
        }

        mutating func join(_ a: Int, _ b: Int) {
            let (a, b) = (sets.root(a), sets.root(b))
            guard sets.join(a, b) else { return }
            size[min(a, b)] = size[a] + size[b]
        }

        /// The sets that there are now with those that they were made of, in the order of their roots.
        mutating func unions() -> [(root: Int, former: [Int])] {
            if touched.count == 2, sets.root(touched[0]) == sets.root(touched[1]) {
                return [(sets.root(touched[0]), touched)]
            }
            let pairs = touched.map { (root: sets.root($0), former: $0) }
                .sorted { ($0.root, $0.former) < ($1.root, $1.former) }
            var unions: [(root: Int, former: [Int])] = []
            for pair in pairs {
                if unions.last?.root == pair.root {
                    unions[unions.count - 1].former.append(pair.former)
                } else {
                    unions.append((pair.root, [pair.former]))
                }
            }
            return unions
        }

        /// Makes one circle of two.
        mutating func link(_ a: Int, _ b: Int) {
            guard a != b else { return }
            next.swapAt(a, b)
        }

        func forEachPlace(of root: Int, _ body: (Int) -> Void) {
            var place = root
            repeat {
                body(place)
                place = Int(next[place])
            } while place != root
        }
    }
}
