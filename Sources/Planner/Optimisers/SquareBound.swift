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

    /// The leaders of the first `count` groups among `list`.
    private func leaders(_ list: [Int32], _ count: Int) -> (sum: Double, first: [Int32]) {
        var left = list
        var sum = 0.0
        var group: [Int32] = []
        for round in 0..<count {
            guard let lead = left.first else { break }
            let leader = squares[Int(lead)]
            sum += leader.most
            var rest: [Int32] = []
            rest.reserveCapacity(left.count)
            for index in left {
                let square = squares[Int(index)]
                if index == lead || square.middle.distance(to: leader.middle) + square.reach <= groupRadius {
                    if round == 0 { group.append(index) }
                } else {
                    rest.append(index)
                }
            }
            left = rest
        }
        return (sum, group)
    }

    /// What the leaders of the first groups hold. O(areas × squares).
    var rootBound: Double { leaders(squares.indices.map(Int32.init), areas).sum }

    /// The squares that can take part in a choice that holds more than `least`.
    ///
    /// With a centre in a square of group g, the others lie in other groups. O(areas × squares).
    func pruned(below least: Double) -> [PatrolSquare] {
        var left = squares.indices.map(Int32.init)
        var group = [Int](repeating: areas, count: squares.count)
        var lead: [Double] = []
        for number in 0..<areas {
            guard let first = left.first else { break }
            let leader = squares[Int(first)]
            lead.append(leader.most)
            var rest: [Int32] = []
            for index in left {
                let square = squares[Int(index)]
                if index == first || square.middle.distance(to: leader.middle) + square.reach <= groupRadius {
                    group[Int(index)] = number
                } else {
                    rest.append(index)
                }
            }
            left = rest
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
        let nodeLimit = min(nodeLimit, 4_000_000 / max(1, squares.count * areas))
        var best = enough
        var nodes = 0
        var isOver = false
        func visit(_ list: [Int32], _ left: Int, _ sum: Double) {
            guard left > 0, !list.isEmpty else {
                best = max(best, sum)
                return
            }
            let (most, group) = leaders(list, left)
            guard sum + most > best else { return }
            nodes += 1
            // What a node has not looked at holds no more than the node's own bound.
            func giveUp() { best = max(best, sum + most) }
            guard nodes <= nodeLimit else {
                isOver = true
                return giveUp()
            }
            let inGroup = Set(group)
            let outside = list.filter { !inGroup.contains($0) }
            for index in group {
                let chosen = squares[Int(index)]
                // The group's squares come most first: no later one can do better than this sum.
                let cheap = outside.prefix(left - 1).reduce(sum + chosen.most) { $0 + squares[Int($1)].most }
                if cheap <= best { break }
                let rest = outside.filter {
                    let square = squares[Int($0)]
                    return square.middle.distance(to: chosen.middle) + square.reach + chosen.reach >= spacing
                }
                visit(rest, left - 1, sum + chosen.most)
                if isOver { return giveUp() }
            }
            visit(outside, left, sum)
        }
        visit(squares.indices.map(Int32.init), areas, 0)
        return best
    }
}
