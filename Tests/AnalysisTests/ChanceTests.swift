import HomewardCore
import Testing

@testable import HomewardAnalysis

@Suite struct ChanceTests {
    @Test func tooFewForAnInterval() {
        let none = RateRatio(count: 0, hours: 3, comparisonCount: 0, comparisonHours: 9)
        #expect(none.ratio == nil && none.lower == 0 && none.upper == nil && none.p == 1)
        let unexposed = RateRatio(count: 4, hours: 0, comparisonCount: 2, comparisonHours: 9)
        #expect(unexposed.ratio == nil && unexposed.p == 1)
        let one = RateRatio(count: 5, hours: 10, comparisonCount: 0, comparisonHours: 10)
        #expect(one.ratio == nil && one.upper == nil && one.lower > 0 && agree(one.p, 1.0 / 32, within: 1e-12))
    }

    @Test func ratesOddInput() {
        #expect(FalseDiscoveryRate.benjaminiHochberg([]).isEmpty)
        #expect(FalseDiscoveryRate.benjaminiHochberg([.nan, 0.01]) == [1, 0.02])
        #expect(FalseDiscoveryRate.benjaminiHochberg([0.2, 0.2, 0.2]).allSatisfy { agree($0, 0.2, within: 1e-15) })
    }

    @Test func parallelMapKeepsOrder() {
        #expect(Parallel.map(1000) { $0 * $0 } == (0..<1000).map { $0 * $0 })
        #expect(Parallel.map(0) { $0 }.isEmpty && Parallel.map(-1) { $0 }.isEmpty)
    }

    @Test func streamsDiffer() {
        var first = SeededGenerator(seed: 1, stream: 0)
        var second = SeededGenerator(seed: 1, stream: 1)
        var again = SeededGenerator(seed: 1, stream: 0)
        let value = first.next()
        #expect(value != second.next() && value == again.next())
        #expect((0..<1000).allSatisfy { _ in (0..<7).contains(first.below(7)) })
    }
}
