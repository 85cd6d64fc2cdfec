import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardPlanner

@Suite struct PointSelectionTests {
    /// The best sum by trying every subset.
    private func everySubset(_ points: [Point], _ weights: [Double], count: Int, spacing: Double) -> Double {
        var best = 0.0
        func extend(_ from: Int, _ chosen: [Int], _ weight: Double) {
            best = max(best, weight)
            guard chosen.count < count else { return }
            for next in from..<points.count
            where chosen.allSatisfy({ points[$0].distance(to: points[next]) >= spacing }) {
                extend(next + 1, chosen + [next], weight + weights[next])
            }
        }
        extend(0, [], 0)
        return best
    }

    @Test(arguments: 0..<60)
    func isTheBestOfEverySubset(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let points = (0..<14).map { _ in Point(x: random.unit() * 1000, y: random.unit() * 1000) }
        let weights = points.map { _ in Double(random.below(20)) }
        let count = 1 + random.below(4)
        let spacing = 100 + random.unit() * 500
        let choice = PointSelection(count: count, spacing: spacing).best(of: points, weights: weights)
        let best = everySubset(points, weights, count: count, spacing: spacing)
        #expect(abs(choice.weight - best) < 1e-9)
        #expect(abs(choice.bound - best) < 1e-9)
        #expect(choice.chosen.count <= count)
        for (index, one) in choice.chosen.enumerated() {
            for other in choice.chosen.dropFirst(index + 1) {
                #expect(points[one].distance(to: points[other]) >= spacing)
            }
        }
    }

    @Test(arguments: 0..<40)
    func lightPointsChangeNothing(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(500 + seed))
        func drawn(_ count: Int, upTo most: Double) -> [(Point, Double)] {
            (0..<count).map { _ in (Point(x: random.unit() * 3000, y: random.unit() * 3000), random.unit() * most) }
        }
        let heavy = drawn(60, upTo: 20)
        let selection = PointSelection(count: 3, spacing: 400, nodeLimit: seed % 2 == 0 ? 500 : 3)
        let choice = selection.best(of: heavy.map(\.0), weights: heavy.map(\.1))
        #expect(choice.least > 0)
        let all = heavy + drawn(200, upTo: choice.least * (1 - 1e-9))
        #expect(selection.best(of: all.map(\.0), weights: all.map(\.1)) == choice)
        // Two points do not fill three places, so that every further one may count.
        #expect(selection.best(of: Array(heavy.prefix(2).map(\.0)), weights: [2, 1]).least == -.infinity)
    }

    @Test(arguments: 0..<20)
    func cutShortTheBoundStillHolds(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(1000 + seed))
        let points = (0..<14).map { _ in Point(x: random.unit() * 1000, y: random.unit() * 1000) }
        let weights = points.map { _ in 1 + random.unit() }
        let choice = PointSelection(count: 3, spacing: 350, nodeLimit: 2).best(of: points, weights: weights)
        let best = everySubset(points, weights, count: 3, spacing: 350)
        #expect(choice.weight <= best + 1e-9 && best <= choice.bound + 1e-9)
    }

    /// Three points on a line, of which the heaviest keeps the other two out: greed takes 3, the best choice holds 4.
    @Test func theSearchEndsAtItsLimit() {
        let points = [-6.0, 0, 6].map { Point(x: $0, y: 0) }
        func choice(_ limit: Int) -> PointSelection.Choice {
            PointSelection(count: 2, spacing: 10, nodeLimit: limit).best(of: points, weights: [2, 3, 2])
        }
        #expect(choice(1) == PointSelection.Choice(chosen: [1], weight: 3, bound: 5))
        #expect(choice(100) == PointSelection.Choice(chosen: [0, 2], weight: 4, bound: 4))
    }

    @Test func nothingWeighsNothing() {
        let choice = PointSelection(count: 3, spacing: 10).best(of: [Point(x: 0, y: 0)], weights: [0])
        #expect(choice == PointSelection.Choice(chosen: [], weight: 0, bound: 0))
        #expect(PointSelection(count: 3, spacing: 10).best(of: [], weights: []).chosen.isEmpty)
    }
}
