import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct NeighbourhoodTailTests {
    /// Every set of `size` values, counted one by one.
    private func brute(_ values: [Int], _ size: Int, _ sum: Int) -> Double {
        var hits = 0
        var sets = 0
        for mask in 0..<(1 << values.count) where mask.nonzeroBitCount == size {
            sets += 1
            let total = values.indices.reduce(0) { mask >> $1 & 1 == 1 ? $0 + values[$1] : $0 }
            if total >= sum { hits += 1 }
        }
        return Double(hits) / Double(sets)
    }

    @Test(arguments: [
        [0, 0, 0, 1, 2, 0, 5, 1, 0, 0, 1, 3], [1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 9], [4, 4, 2, 7, 1, 1, 0, 3], [0, 0],
    ])
    func agreesWithCountingEverySet(values: [Int]) throws {
        let most = values.reduce(0, +)
        let tail = try #require(NeighbourhoodTail(values: values, largestSample: values.count, largestSum: most))
        for size in 1...values.count {
            for sum in 0...most {
                #expect(agree(tail.upper(sample: size, sum: sum), brute(values, size, sum), within: 1e-12))
            }
        }
    }

    /// A sample of one cell, and what lies outside what was promised.
    @Test func aSampleMayBeOneCell() throws {
        let tail = try #require(NeighbourhoodTail(values: [0, 1, 2], largestSample: 1, largestSum: 2))
        #expect(tail.upper(sample: 1, sum: 0) == 1 && agree(tail.upper(sample: 1, sum: 1), 2.0 / 3, within: 1e-12))
        #expect(agree(tail.upper(sample: 1, sum: 2), 1.0 / 3, within: 1e-12))
        #expect(tail.upper(sample: 2, sum: 1) == 1 && tail.upper(sample: 1, sum: 3) == 1)
        #expect(tail.upper(sample: -1, sum: 1) == 1)
        #expect(NeighbourhoodTail(values: [], largestSample: 1, largestSum: 2) == nil)
        #expect(NeighbourhoodTail(values: [1, 2], largestSample: 0, largestSum: 2) == nil)
    }

    @Test func capAtTheLargestSumChangesNothing() throws {
        let values = [0, 0, 0, 1, 2, 0, 5, 1, 0, 0, 1, 3, 8]
        let whole = try #require(NeighbourhoodTail(values: values, largestSample: 5, largestSum: 21))
        let capped = try #require(NeighbourhoodTail(values: values, largestSample: 5, largestSum: 6))
        for size in 1...5 {
            for sum in 0...6 {
                #expect(agree(capped.upper(sample: size, sum: sum), whole.upper(sample: size, sum: sum), within: 1e-12))
            }
        }
    }

    /// On data without a pattern a family of tests at a false-discovery rate of 5 % raises an alarm in about 5 % of runs
    /// at most, and a single cell is called at 5 % in at most 5 % of cells, sparse as the counts are.
    @Test(arguments: [200, 1500, 9000])
    func falseAlarmsKeepToTheirRate(points: Int) throws {
        let grid = try Grid(covering: Sample.square(4000), cellSize: 100)
        var alarms = 0
        var small = 0
        let runs = 200
        for run in 0..<runs {
            let scores = try GetisOrd().scores(
                of: grid, points: Sample.scatter(points, side: 4000, seed: UInt64(1000 * points + run)))
            if scores.hot.contains(true) { alarms += 1 }
            small += scores.p.count { $0 <= 0.05 }
        }
        // 200 draws at 5 % give 19 or more once in 300 times.
        #expect(alarms <= 18)
        #expect(Double(small) / Double(runs * grid.cells.count) <= 0.051)
    }

    @Test func tooMuchCountingIsLeftToDealing() throws {
        let grid = try Grid(covering: Sample.square(3000), cellSize: 100)
        var generator = SeededGenerator(seed: 9)
        let count = grid.cells.map { _ in generator.below(2_000_000) }
        let scores = try GetisOrd().scores(of: grid, count: count, outside: 0)
        // So many that one cell alone can pass: 900 / 0.05.
        #expect(
            scores.method.hasPrefix("p = (k + 1) / (n + 1) from 17,999 deals of the values over the cells, one-sided"))
        #expect(scores.method.hasSuffix("too many ways to count them all") && scores.caution == nil)
        #expect(scores.p.allSatisfy { $0 >= 1.0 / 18_000 && $0 <= 1 })
        // Sums of many values are nearly normal, so that the tail of z is not far off.
        let normal = try GetisOrd { $0.chance = .normal }.scores(of: grid, count: count, outside: 0)
        #expect(normal.method.hasPrefix("normal"))
        #expect(zip(scores.p, normal.p).allSatisfy { abs($0 - $1) < 0.02 })
    }
}
