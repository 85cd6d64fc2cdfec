import Foundation
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

    /// The unit of the exposure does not matter, and a count below none is none.
    @Test(arguments: [0.001, 0.25, 1, 1000]) func ratesOfShortExposures(_ unit: Double) throws {
        let plain = RateRatio(count: 9, hours: 3, comparisonCount: 4, comparisonHours: 6)
        let scaled = RateRatio(count: 9, hours: 3 * unit, comparisonCount: 4, comparisonHours: 6 * unit)
        let (ratio, upper) = (try #require(scaled.ratio), try #require(scaled.upper))
        #expect(agree(ratio, 4.5, within: 1e-12) && agree(scaled.p, plain.p, within: 1e-9))
        #expect(agree(scaled.lower, plain.lower, within: 1e-9))
        #expect(agree(upper, try #require(plain.upper), within: 1e-9))
        // Given 13 incidents, each lies in the window with a chance of a third.
        let ways: [Double] = [715, 286, 78, 13, 1]
        var tail = 0.0
        for (index, ways) in ways.enumerated() { tail += ways * pow(2, Double(4 - index)) / pow(3, 13) }
        #expect(agree(scaled.p, tail, within: 1e-9))
        #expect(
            RateRatio(count: -3, hours: unit, comparisonCount: 2, comparisonHours: unit)
                == RateRatio(count: 0, hours: unit, comparisonCount: 2, comparisonHours: unit))
    }

    /// The ends of the exact interval are where a tail of 2.5 % begins.
    @Test(arguments: [(0, 5), (1, 1), (1, 40), (7, 20), (20, 20), (130, 900)]) func intervalsEndAtTheirTails(
        _ count: Int, _ trials: Int
    ) {
        for confidence in [0.5, 0.95] {
            let interval = Binomial.interval(count, of: trials, confidence: confidence)
            let tail = (1 - confidence) / 2
            if count == 0 {
                #expect(interval.lowerBound == 0)
            } else {
                let above = Binomial.upperTail(count, of: trials, probability: interval.lowerBound)
                #expect(agree(above, tail, within: 1e-9))
            }
            if count == trials {
                #expect(interval.upperBound == 1)
            } else {
                let above = Binomial.upperTail(count + 1, of: trials, probability: interval.upperBound)
                #expect(agree(above, 1 - tail, within: 1e-9))
            }
        }
        #expect(Binomial.interval(count, of: trials, confidence: 1) == 0...1)
        #expect(Binomial.interval(-1, of: trials) == 0...1 && Binomial.interval(trials + 1, of: trials) == 0...1)
        #expect(Binomial.interval(0, of: 0) == 0...1)
    }

    @Test func tailsAtTheirEnds() {
        #expect(
            Binomial.upperTail(0, of: 5, probability: 0.1) == 1 && Binomial.upperTail(6, of: 5, probability: 0.9) == 0)
        #expect(Binomial.upperTail(1, of: 5, probability: 0) == 0 && Binomial.upperTail(5, of: 5, probability: 1) == 1)
        #expect(agree(Binomial.upperTail(5, of: 5, probability: 0.5), 1.0 / 32, within: 1e-12))
        #expect(agree(Binomial.upperTail(1, of: 1, probability: 0.3), 0.3, within: 1e-12))
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
