import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct HDBSCANTests {
    /// A case of `Tests/Oracles/Analysis/hdbscan.csv`.
    private struct Case {
        var method = HDBSCAN()
        var length = 0.0
        var hasMovedGroup = false
        var clusters: [(label: Int, stability: Double, persistence: Double)] = []
        var points: [Point] = []
        /// Core distance, strength and outlier score of each point.
        var numbers: [[Double]] = []
        var labels: [Int] = []
        var ownLabels: [Int] = []
        var isMoved: [Bool] = []

        init(_ name: String) throws {
            for line in try golden("hdbscan.csv") where line[1] == name {
                let numbers = line.map { Double($0) ?? .nan }
                switch line[0] {
                case "case":
                    method.minimum = Int(numbers[2])
                    method.smallest = Int(numbers[3])
                    method.selection = line[4] == "leaf" ? .leaf : .excessOfMass
                    method.merge = numbers[5]
                    method.finest = numbers[6]
                    length = numbers[7]
                    hasMovedGroup = numbers[8] > 0
                case "cluster": clusters.append((Int(numbers[2]), numbers[3], numbers[4]))
                default:
                    points.append(Point(x: numbers[2], y: numbers[3]))
                    self.numbers.append([numbers[4], numbers[6], numbers[7]])
                    labels.append(Int(numbers[5]))
                    ownLabels.append(Int(numbers[8]))
                    isMoved.append(numbers[9] > 0)
                }
            }
        }
    }

    @Test(arguments: (0..<11).map(String.init))
    func clustersAgreeWithHdbscanAndScikitLearn(name: String) throws {
        let expected = try Case(name)
        let result = try expected.method.clusters(of: expected.points)
        #expect(agree(result.treeLength, expected.length, within: 1e-8))
        #expect(isSamePartition(result.labels, expected.labels))
        #expect(result.clusters.count == expected.clusters.count && result.clusters.count > 1)
        for (index, numbers) in expected.numbers.enumerated() {
            #expect(agree(result.coreDistances[index], numbers[0], within: 1e-8))
            #expect(abs(result.strengths[index] - numbers[1]) < 1e-8)
            #expect(abs(result.outlierScores[index] - numbers[2]) < 1e-8)
        }
        for (own, theirs) in zip(result.labels, expected.labels) where own >= 0 {
            let cluster = try #require(expected.clusters.first { $0.label == theirs })
            #expect(agree(result.clusters[own].stability, cluster.stability, within: 1e-8))
            #expect(agree(result.clusters[own].persistence, cluster.persistence, within: 1e-8))
        }
        // Where no group parts in three at once, the package's own labels differ in the points between the parts alone.
        guard !expected.hasMovedGroup else { return }
        let still = expected.points.indices.filter { !expected.isMoved[$0] }
        #expect(still.count > expected.points.count * 9 / 10)
        #expect(isSamePartition(still.map { result.labels[$0] }, still.map { expected.ownLabels[$0] }))
    }

    /// Whether two lists of labels make the same parts, and leave out the same.
    private func isSamePartition(_ a: [Int], _ b: [Int]) -> Bool {
        let pairs = Set(zip(a, b).map { [$0, $1] })
        return a.count == b.count && pairs.count == Set(a).count && pairs.count == Set(b).count
            && pairs.allSatisfy { ($0[0] < 0) == ($0[1] < 0) }
    }

    /// Points of a small grid, many of them at one position and many ways of one length, or anywhere.
    private func scatter(_ dice: inout SeededGenerator) -> [Point] {
        let count = 2 + dice.below(28)
        let side = 2 + dice.below(12)
        let isGrid = dice.below(3) > 0
        return (0..<count).map { _ in
            isGrid
                ? Point(x: Double(dice.below(side)), y: Double(dice.below(side)))
                : Point(x: Double(side) * dice.unit(), y: Double(side) * dice.unit())
        }
    }

    /// The method by its definition: what hangs together at each length of a way, looked at from the start each time.
    @Test(arguments: 0..<20)
    func smallCasesAgreeWithTheDefinition(part: Int) throws {
        for number in 0..<20 { try compareWithTheDefinition(UInt64(part * 20 + number)) }
    }

    private func compareWithTheDefinition(_ stream: UInt64) throws {
        var dice = SeededGenerator(seed: 11, stream: stream)
        let points = scatter(&dice)
        var method = HDBSCAN()
        method.minimum = 2 + dice.below(5)
        method.smallest = 2 + dice.below(5)
        method.finest = [0.001, 1, 1.5][dice.below(3)]
        method.selection = dice.below(3) == 0 ? .leaf : .excessOfMass
        method.merge = [0, 0, 1.2, 2, 4][dice.below(5)]
        let result = try method.clusters(of: points)
        let definition = Definition(points, method)
        guard !definition.groups.isEmpty else {
            #expect(result.clusters.isEmpty && result.noise == points.count && result.groups == 0)
            return
        }
        #expect(result.groups == definition.groups.count)
        for index in points.indices {
            #expect(agree(result.coreDistances[index], definition.core[index].squareRoot(), within: 1e-12))
            let own = definition.groups[definition.home[index]]
            let deepest = 1 / own.deepest.squareRoot()
            let score = (deepest - 1 / definition.level[index].squareRoot()) / deepest
            #expect(abs(result.outlierScores[index] - score) < 1e-12)
        }
        // Each cluster is one of the groups, and none is inside another.
        var worth = 0.0
        for (label, cluster) in result.clusters.enumerated() {
            let members = Set(points.indices.filter { result.labels[$0] == label })
            let group = try #require(definition.groups.first { $0.members == members && $0.joined.isFinite })
            #expect(cluster.count == members.count)
            #expect(agree(cluster.stability, group.stability, within: 1e-9))
            #expect(agree(cluster.joins, group.joined.squareRoot(), within: 1e-12))
            #expect(agree(cluster.forms, group.formed.squareRoot(), within: 1e-12))
            let last = members.map { definition.level[$0] }.max() ?? 0
            #expect(agree(cluster.holds, max(group.formed, last).squareRoot(), within: 1e-12))
            worth += group.stability
            for member in members {
                let ratio = min(1, (group.formed / definition.level[member]).squareRoot())
                #expect(abs(result.strengths[member] - ratio) < 1e-12)
            }
        }
        let inner = definition.groups.indices.filter { definition.groups[$0].joined.isFinite }
        switch (method.selection, method.merge > 0) {
        case (.leaf, false):
            let leaves = inner.filter { definition.groups[$0].parts.isEmpty }
            #expect(Set(leaves.map { definition.groups[$0].members }) == members(result))
        case (.excessOfMass, false):
            // No choice of groups of which none holds another comes to more.
            #expect(abs(worth - definition.greatestWorth()) < 1e-9 * max(1, worth))
        case (_, true):
            // What was chosen joins others at that distance or beyond, but for parts of the whole.
            let last = definition.groups.count - 1
            for cluster in result.clusters where cluster.joins < method.merge {
                #expect(
                    inner.contains { agree(definition.groups[$0].joined.squareRoot(), cluster.joins, within: 1e-12) })
                #expect(definition.groups[last].parts.contains { definition.groups[$0].members.count == cluster.count })
            }
        }
    }

    private func members(_ result: HDBSCANResult) -> Set<Set<Int>> {
        Set(result.clusters.indices.map { label in Set(result.labels.indices.filter { result.labels[$0] == label }) })
    }

    @Test(arguments: [1, 2])
    func treeAgreesWithPrimOnAllPairs(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        // Streets and snapped corners: some positions hold hundreds.
        let corners = (0..<40).map { _ in Point(x: Double(dice.below(3000)), y: Double(dice.below(3000))) }
        let points = (0..<700).map { _ -> Point in
            let corner = corners[dice.below(40)]
            switch dice.below(3) {
            case 0: return corner
            case 1: return Point(x: corner.x + Double(dice.below(200)), y: corner.y)
            default: return Point(x: 3000 * dice.unit(), y: 3000 * dice.unit())
            }
        }
        let tree = PlaceTree(points)
        let cores = tree.coreSquares(12)
        let ways = ReachabilityTree(tree, cores: cores).ways
        // The cores, each place by itself.
        for place in cores.indices {
            let squares = points.map { square($0, Point(x: tree.xs[place], y: tree.ys[place])) }.sorted()
            #expect(cores[place] == squares[11])
        }
        // Prim.
        var isIn = [Bool](repeating: false, count: cores.count)
        var best = [Double](repeating: .infinity, count: cores.count)
        best[0] = 0
        var lengths: [Double] = []
        for _ in cores.indices {
            let next = cores.indices.filter { !isIn[$0] }.min { best[$0] < best[$1] } ?? 0
            isIn[next] = true
            lengths.append(best[next])
            let here = Point(x: tree.xs[next], y: tree.ys[next])
            for other in cores.indices where !isIn[other] {
                let way = max(square(here, Point(x: tree.xs[other], y: tree.ys[other])), cores[next], cores[other])
                best[other] = min(best[other], way)
            }
        }
        #expect(ways.map(\.square) == lengths.dropFirst().sorted())
        var sets = DisjointSets(cores.count)
        for way in ways {
            let isNew = sets.join(Int(way.a), Int(way.b))
            #expect(isNew)
        }
    }

    private func square(_ a: Point, _ b: Point) -> Double {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        return dx * dx + dy * dy
    }

    @Test func orderOfRowsDoesNotMatter() throws {
        var dice = SeededGenerator(seed: 5)
        let points = (0..<2000).map { index -> Point in
            let spread = [4, 12, 60, 200][index % 4]
            return Point(x: Double(300 * (index % 7) + dice.below(spread)), y: Double(dice.below(spread)))
        }
        let first = try HDBSCAN().clusters(of: points)
        #expect(first.clusters.count > 5)
        var order = Array(points.indices)
        for index in order.indices { order.swapAt(index, dice.below(order.count)) }
        let second = try HDBSCAN().clusters(of: order.map { points[$0] })
        #expect(second.clusters == first.clusters && second.treeLength == first.treeLength)
        #expect(second.labels == order.map { first.labels[$0] })
        #expect(second.strengths == order.map { first.strengths[$0] })
        #expect(second.outlierScores == order.map { first.outlierScores[$0] })
    }

    @Test func tooFewPointsAndOnePlaceHaveNoClusters() throws {
        let method = HDBSCAN {
            $0.minimum = 3
            $0.smallest = 4
        }
        let here = Point(x: 5, y: 5)
        for count in 0..<3 {
            let result = try method.clusters(of: [Point](repeating: here, count: count))
            #expect(
                result.clusters.isEmpty && result.groups == 0 && result.labels == [Int](repeating: -1, count: count))
        }
        // As many as make a core, but no cluster.
        #expect(try method.clusters(of: [here, here, here]).groups == 0)
        // All at one place are one group, which is never a cluster.
        let heap = try method.clusters(of: [Point](repeating: here, count: 50))
        #expect(heap.clusters.isEmpty && heap.groups == 1 && heap.coreDistances.allSatisfy { $0 == 1 })
        #expect(heap.outlierScores.allSatisfy { $0 == 0 })
        // Two heaps are two clusters, and points that are nowhere belong to neither.
        let two = [Point](repeating: here, count: 5) + [Point](repeating: Point(x: 90, y: 5), count: 6)
        let result = try method.clusters(of: two + [Point(x: .nan, y: 0), Point(x: 1e200, y: 0)])
        #expect(result.clusters.map(\.count) == [6, 5])
        #expect(result.labels == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, -1, -1])
        #expect(result.clusters.allSatisfy { $0.holds == 1 && $0.joins == 85 && $0.strength == 1 })
    }

    @Test func pointsOnALineAreClusteredAlongIt() throws {
        let method = HDBSCAN {
            $0.minimum = 2
            $0.smallest = 3
        }
        let line = [0.0, 10, 20, 100, 110, 120, 130, 400].map { Point(x: $0, y: 7) }
        let result = try method.clusters(of: line)
        #expect(result.labels == [1, 1, 1, 0, 0, 0, 0, -1])
        #expect(result.clusters.map(\.holds) == [10, 10] && result.clusters.map(\.joins) == [80, 80])
    }

    /// Four heaps of five on a line, 2, 4 and 8 m apart; each is a group from 4/3 m on, so that the first two are as stable as both in one.
    @Test func limitsAndEqualsAreSettledAsStated() throws {
        let heaps = [0.0, 2, 6, 14].flatMap { [Point](repeating: Point(x: $0, y: 0), count: 5) }
        func labels(_ selection: HDBSCAN.Selection, merge: Double) throws -> [Int] {
            let method = HDBSCAN {
                $0.minimum = 3
                $0.smallest = 5
                $0.finest = 4.0 / 3
                $0.selection = selection
                $0.merge = merge
            }
            let result = try method.clusters(of: heaps)
            return stride(from: 0, to: 20, by: 5).map { result.labels[$0] }
        }
        // Of equals the whole, not its parts; clusters of one size from the west.
        #expect(try labels(.excessOfMass, merge: 0) == [0, 0, 1, 2])
        #expect(try labels(.leaf, merge: 0) == [0, 1, 2, 3])
        // What joins others at that very distance stays by itself; what joins them before goes on to what joins others beyond it.
        #expect(try labels(.leaf, merge: 2) == [0, 1, 2, 3])
        #expect(try labels(.leaf, merge: 3) == [0, 0, 1, 2])
        #expect(try labels(.leaf, merge: 4) == [0, 0, 0, 1])
        #expect(try labels(.leaf, merge: 100) == [0, 0, 0, 1])
    }

    @Test func valuesOutsideTheirRangeAreRefused() {
        for change in [
            { (method: inout HDBSCAN) in method.smallest = 1 }, { $0.minimum = 1 }, { $0.merge = -1 },
            { $0.finest = 0 },
        ] {
            #expect(throws: SettingError.self) { try HDBSCAN(change).clusters(of: []) }
        }
    }
}

/// HDBSCAN\* by its definition, with a look at all pairs for each length of a way.
private struct Definition {
    struct Group {
        var members: Set<Int>
        var formed: Double
        var joined = Double.infinity
        var parts: [Int] = []
        var stability = 0.0
        var deepest: Double
    }

    var core: [Double] = []
    var groups: [Group] = []
    /// The smallest group of each point, and from which square of a distance on it belongs to it.
    var home: [Int]
    var level: [Double]

    init(_ points: [Point], _ method: HDBSCAN) {
        let all = points.indices
        home = all.map { _ in -1 }
        level = all.map { _ in .infinity }
        func square(_ a: Int, _ b: Int) -> Double {
            let (dx, dy) = (points[a].x - points[b].x, points[a].y - points[b].y)
            return dx * dx + dy * dy
        }
        guard points.count >= method.minimum else { return }
        core = all.map { a in max(all.map { square(a, $0) }.sorted()[method.minimum - 1], method.finest * method.finest)
        }
        func way(_ a: Int, _ b: Int) -> Double { max(square(a, b), core[a], core[b]) }
        let levels = Set(all.flatMap { a in all.filter { $0 > a }.map { way(a, $0) } }).sorted()
        for length in levels {
            var unseen = Set(all)
            while let start = unseen.min() {
                var members: Set<Int> = [start]
                var next = [start]
                while let a = next.popLast() {
                    for b in unseen where !members.contains(b) && way(a, b) <= length {
                        members.insert(b)
                        next.append(b)
                    }
                }
                unseen.subtract(members)
                guard members.count >= method.smallest else { continue }
                let parts = groups.indices.filter {
                    groups[$0].joined == .infinity && groups[$0].members.isSubset(of: members)
                }
                let own: Int
                if parts.count == 1 {
                    own = parts[0]
                    groups[own].members = members
                } else {
                    own = groups.count
                    let deepest = parts.map { groups[$0].deepest }.min() ?? length
                    groups.append(Group(members: members, formed: length, parts: parts, deepest: deepest))
                    for part in parts { groups[part].joined = length }
                }
                for member in members where home[member] < 0 { (home[member], level[member]) = (own, length) }
            }
        }
        for index in groups.indices {
            let birth = 1 / groups[index].joined.squareRoot()
            for member in groups[index].members {
                // How long the member is in this group and not yet in a part of it.
                let leaves =
                    groups[index].parts.contains { groups[$0].members.contains(member) }
                    ? groups[index].formed : level[member]
                groups[index].stability += 1 / leaves.squareRoot() - birth
            }
        }
    }

    /// The most that groups come to of which none holds another; all points together are none.
    func greatestWorth() -> Double {
        let inner = groups.indices.filter { groups[$0].joined.isFinite }
        func worth(_ from: ArraySlice<Int>, _ taken: [Int]) -> Double {
            guard let next = from.first else { return taken.reduce(0) { $0 + groups[$1].stability } }
            let without = worth(from.dropFirst(), taken)
            let isFree = taken.allSatisfy { groups[$0].members.isDisjoint(with: groups[next].members) }
            return isFree ? max(without, worth(from.dropFirst(), taken + [next])) : without
        }
        return worth(inner[...], [])
    }
}
