import HomewardGeometry

/// A square of the plane, and the most that an area with its centre there can hold.
struct PatrolSquare: Sendable, Comparable {
    struct Key: Hashable {
        var column: Double
        var row: Double
    }

    var middle: Point
    /// Half a side, m.
    var half: Double
    var most: Double

    /// The farthest that a point of the square is from its middle, m.
    var reach: Double { half * 2.0.squareRoot() }

    /// The four squares that it is made of.
    var quarters: [PatrolSquare] {
        [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)].map { dx, dy in
            PatrolSquare(
                middle: Point(x: middle.x + dx * half / 2, y: middle.y + dy * half / 2), half: half / 2, most: most)
        }
    }

    /// The most first, then from west to east and south to north.
    static func < (lhs: PatrolSquare, rhs: PatrolSquare) -> Bool {
        if lhs.most != rhs.most { return lhs.most > rhs.most }
        return (lhs.middle.x, lhs.middle.y) < (rhs.middle.x, rhs.middle.y)
    }
}

/// Bounds what areas with centres in given squares, a spacing apart, can hold.
///
/// A *group* is the squares that lie in a circle whose diameter is just under the spacing: no two centres fit into it. Groups are
/// formed around the squares that hold most, so that any choice of k centres holds at most the first k groups' leaders.
/// Branch and bound takes a group at a time: one of its squares has a centre, or none has.
struct SquareBound {
    /// The squares, the most first.
    let squares: [PatrolSquare]
    let areas: Int
    let spacing: Double

    init(squares: [PatrolSquare], areas: Int, spacing: Double) {
        self.squares = squares
        self.areas = areas
        self.spacing = spacing
    }

    private var groupRadius: Double { spacing / 2 * (1 - 1e-9) }

    /// Whether a square is in the group of another.
    private func isGrouped(_ square: PatrolSquare, with leader: PatrolSquare) -> Bool {
        square.middle.distance(to: leader.middle) + square.reach <= groupRadius
    }

    /// The first groups, each with its leader first.
    private func groups(_ count: Int) -> [[Int]] {
        var left = Array(squares.indices)
        var groups: [[Int]] = []
        while groups.count < count, let lead = left.first {
            let leader = squares[lead]
            var group: [Int] = []
            left.removeAll { index in
                let isInside = index == lead || isGrouped(squares[index], with: leader)
                if isInside { group.append(index) }
                return isInside
            }
            groups.append(group)
        }
        return groups
    }

    /// What the leaders of the first groups hold. O(areas × squares).
    var rootBound: Double { groups(areas).reduce(0) { $0 + squares[$1[0]].most } }

    /// The squares that can take part in a choice that holds more than `least`.
    ///
    /// With a centre in a square of group g, the others lie in other groups. O(areas × squares).
    func pruned(below least: Double) -> [PatrolSquare] {
        var group = [Int](repeating: areas, count: squares.count)
        var lead: [Double] = []
        for (number, members) in groups(areas).enumerated() {
            lead.append(squares[members[0]].most)
            for index in members { group[index] = number }
        }
        let all = lead.reduce(0, +)
        return squares.indices.filter { index in
            // The own group's leader steps aside for the square; a square of a later group displaces the last leader.
            let aside = group[index] < lead.count ? lead[group[index]] : lead.count == areas ? lead[lead.count - 1] : 0
            return all - aside + squares[index].most > least
        }.map { squares[$0] }
    }

    /// The best relaxed choice of squares, or a bound on it where the limit of nodes ends the search.
    ///
    /// - Parameter enough: A choice that holds no more than this is not looked for; the answer is at least this.
    func branchAndBound(nodeLimit: Int, enough: Double = 0) -> Double {
        // A node looks at every square for every area.
        var search = SquareSearch(
            self, nodeLimit: min(nodeLimit, 4_000_000 / max(1, squares.count * areas)), enough: enough)
        search.visit(search.all, areas, 0)
        return search.best
    }

    /// The squares in the group of one, itself among them, as a set.
    fileprivate func group(of lead: Int) -> SquareSet {
        let leader = squares[lead]
        return SquareSet(squares.count) { $0 == lead || isGrouped(squares[$0], with: leader) }
    }

    /// The squares in which a centre may lie while another lies in a square.
    fileprivate func allowed(beside chosen: Int) -> SquareSet {
        let chosen = squares[chosen]
        return SquareSet(squares.count) {
            squares[$0].middle.distance(to: chosen.middle) + squares[$0].reach + chosen.reach >= spacing
        }
    }
}

/// Some of the squares, a bit each in their order.
private struct SquareSet {
    private(set) var words: [UInt64]

    init(_ count: Int, _ isMember: (Int) -> Bool) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for index in 0..<count where isMember(index) { words[index >> 6] |= 1 << UInt64(index & 63) }
    }

    private init(_ words: [UInt64]) { self.words = words }

    func intersection(_ other: SquareSet) -> SquareSet {
        var words = words
        for index in words.indices { words[index] &= other.words[index] }
        return SquareSet(words)
    }

    mutating func subtract(_ other: SquareSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    func subtracting(_ other: SquareSet) -> SquareSet {
        var rest = self
        rest.subtract(other)
        return rest
    }

    /// The first member from an index on; nil where there is none.
    func first(from index: Int = 0) -> Int? {
        var word = index >> 6
        guard word < words.count else { return nil }
        var bits = words[word] & (~0 << UInt64(index & 63))
        while bits == 0 {
            word += 1
            guard word < words.count else { return nil }
            bits = words[word]
        }
        return word << 6 + bits.trailingZeroBitCount
    }
}

/// Branch and bound on squares, the most first.
private struct SquareSearch {
    private let bound: SquareBound
    private let nodeLimit: Int
    /// The group of each square, and the squares that may go with it, as far as they were asked for.
    private var groups: [SquareSet?]
    private var companions: [SquareSet?]
    private var nodes = 0
    private var isOver = false
    private(set) var best: Double

    init(_ bound: SquareBound, nodeLimit: Int, enough: Double) {
        self.bound = bound
        self.nodeLimit = nodeLimit
        best = enough
        groups = [SquareSet?](repeating: nil, count: bound.squares.count)
        companions = groups
    }

    var all: SquareSet { SquareSet(bound.squares.count) { _ in true } }

    private func most(_ index: Int) -> Double { bound.squares[index].most }

    private mutating func group(of lead: Int) -> SquareSet {
        if let known = groups[lead] { return known }
        let group = bound.group(of: lead)
        groups[lead] = group
        return group
    }

    private mutating func allowed(beside chosen: Int) -> SquareSet {
        if let known = companions[chosen] { return known }
        let allowed = bound.allowed(beside: chosen)
        companions[chosen] = allowed
        return allowed
    }

    /// What the leaders of the first `count` groups among some squares hold.
    private mutating func leaders(_ squares: SquareSet, _ count: Int) -> Double {
        var left = squares
        var sum = 0.0
        for round in 0..<count {
            guard let lead = left.first() else { break }
            sum += most(lead)
            if round + 1 < count { left.subtract(group(of: lead)) }
        }
        return sum
    }

    /// What the first so many squares hold, whatever their groups, beside something.
    private func cheap(_ squares: SquareSet, _ count: Int, beside sum: Double) -> Double {
        var sum = sum
        var next = squares.first()
        for _ in 0..<count {
            guard let index = next else { break }
            sum += most(index)
            next = squares.first(from: index + 1)
        }
        return sum
    }

    /// Looks for choices of `left` more squares among some, beside those that hold `sum`.
    mutating func visit(_ squares: SquareSet, _ left: Int, _ sum: Double) {
        var squares = squares
        // A centre lies in a square of the first group, or in none of it.
        while true {
            guard left > 0, let lead = squares.first() else {
                best = max(best, sum)
                return
            }
            let most = leaders(squares, left)
            guard sum + most > best else { return }
            nodes += 1
            guard nodes <= nodeLimit else {
                isOver = true
                return giveUp(sum + most)
            }
            let near = group(of: lead)
            let outside = squares.subtracting(near)
            let group = squares.intersection(near)
            var next = group.first()
            while let index = next {
                // The group's squares come most first: no later one can do better than this sum.
                if cheap(outside, left - 1, beside: sum + self.most(index)) <= best { break }
                visit(outside.intersection(allowed(beside: index)), left - 1, sum + self.most(index))
                if isOver { return giveUp(sum + most) }
                next = group.first(from: index + 1)
            }
            squares = outside
        }
    }

    /// What a node has not looked at holds no more than the node's own bound.
    private mutating func giveUp(_ bound: Double) { best = max(best, bound) }
}
