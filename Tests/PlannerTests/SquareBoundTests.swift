import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardPlanner

/// Bounds on what areas a spacing apart can hold, against trying every choice of squares.
@Suite struct SquareBoundTests {
    private func squares(_ seed: Int, count: Int = 12) -> [PatrolSquare] {
        var random = SeededGenerator(seed: UInt64(seed))
        return (0..<count).map { _ in
            PatrolSquare(
                middle: Point(x: random.unit() * 1000, y: random.unit() * 1000), half: 5 + random.unit() * 20,
                most: Double(1 + random.below(30)))
        }.sorted()
    }

    /// Every choice of at most so many squares in which centres may lie a spacing apart, with its sum.
    private func choices(_ squares: [PatrolSquare], areas: Int, spacing: Double) -> [(chosen: [Int], sum: Double)] {
        var all: [(chosen: [Int], sum: Double)] = [([], 0)]
        for index in squares.indices {
            for (chosen, sum) in all where chosen.count < areas {
                let fits = chosen.allSatisfy {
                    squares[$0].middle.distance(to: squares[index].middle) + squares[$0].reach + squares[index].reach
                        >= spacing
                }
                if fits { all.append((chosen + [index], sum + squares[index].most)) }
            }
        }
        return all
    }

    @Test(arguments: 1...40) func noChoiceExceedsTheBounds(_ seed: Int) {
        let squares = squares(seed)
        let areas = 1 + seed % 4
        let spacing = [150.0, 300, 500][seed % 3]
        let all = choices(squares, areas: areas, spacing: spacing)
        let best = all.map(\.sum).max() ?? 0
        let bound = SquareBound(squares: squares, areas: areas, spacing: spacing)
        #expect(bound.rootBound >= best)
        #expect(abs(bound.branchAndBound(nodeLimit: 1_000_000) - best) < 1e-9)
        for limit in 0...3 {
            let cut = bound.branchAndBound(nodeLimit: limit)
            #expect(cut >= best - 1e-9 && cut <= squares.prefix(areas).reduce(0) { $0 + $1.most } + 1e-9)
        }
        // No square of a choice that holds more than the limit is thrown away.
        for least in [best - 1e-9, best * 0.8] {
            let kept = bound.pruned(below: least)
            for choice in all where choice.sum > least {
                #expect(choice.chosen.allSatisfy { index in kept.contains { $0 == squares[index] } })
            }
            let again = SquareBound(squares: kept, areas: areas, spacing: spacing)
            #expect(abs(again.branchAndBound(nodeLimit: 1_000_000) - best) < 1e-9)
        }
    }

    /// Squares without a width on a line, most first: two of a group, one far away, one farther.
    private let line = [(0.0, 10.0), (45, 9), (300, 8), (600, 1)].map {
        PatrolSquare(middle: Point(x: $0.0, y: 0), half: 0, most: $0.1)
    }

    @Test func aGroupIsNotQuiteASpacingWide() {
        func root(_ apart: Double, half: Double = 0) -> Double {
            let pair = [(0.0, 10.0), (apart, 9.0)].map {
                PatrolSquare(middle: Point(x: $0.0, y: 0), half: half, most: $0.1)
            }
            return SquareBound(squares: pair, areas: 2, spacing: 100).rootBound
        }
        #expect(root(49.9) == 10 && root(50) == 19 && root(99) == 19)
        // A square belongs to a group as a whole, its corners included.
        #expect(root(40, half: 7) == 10 && root(40, half: 7.2) == 19)
        #expect(SquareBound(squares: line, areas: 3, spacing: 100).rootBound == 19)
        #expect(SquareBound(squares: line, areas: 2, spacing: 100).rootBound == 18)
        #expect(SquareBound(squares: [], areas: 2, spacing: 100).rootBound == 0)
    }

    @Test func whatCannotReachTheLimitIsThrownAway() {
        let bound = SquareBound(squares: line, areas: 2, spacing: 100)
        func kept(_ least: Double) -> [Double] { bound.pruned(below: least).map(\.most) }
        // 18 with both leaders, 17 with the second of the first group, 11 with the last in place of the second leader.
        #expect(kept(10.9) == [10, 9, 8, 1] && kept(11) == [10, 9, 8] && kept(16.9) == [10, 9, 8])
        #expect(kept(17) == [10, 8] && kept(18).isEmpty)
    }
}
