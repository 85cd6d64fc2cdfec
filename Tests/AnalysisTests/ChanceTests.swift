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
        #expect(one.ratio == nil && one.upper == nil && one.lower > 0 && agree(one.p, 2.0 / 32, within: 1e-12))
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
        #expect(agree(scaled.p, 2 * tail, within: 1e-9))
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

    /// A ratio of 1.17 (0.997–1.38) was called a peak, because half of its p was compared with 0.05.
    @Test func oneTailBesideTwoMadeAPeak() throws {
        let ratio = RateRatio(count: 324, hours: 600, comparisonCount: 276, comparisonHours: 600)
        let upper = try #require(ratio.upper)
        #expect(abs(ratio.lower - 0.997) < 0.001 && abs(upper - 1.38) < 0.01)
        #expect(ratio.p > 0.05 && ratio.p / 2 < 0.05)
    }

    /// `p` is at most what an interval may miss exactly where the interval lies above the ratio that it is held against.
    @Test func intervalsAndProbabilitiesAgree() throws {
        var sides = [0, 0]
        for count in stride(from: 0, through: 60, by: 3) {
            for comparison in [0, 1, 4, 11, 30] {
                for least in [1, 1.25, 2] {
                    for confidence in [0.8, 0.95, 0.99] {
                        let rate = RateRatio(
                            count: count, hours: 570, comparisonCount: comparison, comparisonHours: 525, least: least,
                            confidence: confidence)
                        let town = TownRatio(
                            count: count, comparisonCount: comparison, townCount: 90, townComparisonCount: 70,
                            least: least, confidence: confidence)
                        #expect((rate.p <= 1 - confidence) == (rate.lower >= least))
                        #expect((town.p <= 1 - confidence) == (town.lower >= least))
                        sides[rate.lower >= least ? 1 : 0] += 1
                        sides[town.lower >= least ? 1 : 0] += 1
                    }
                }
            }
        }
        #expect(sides[0] > 100 && sides[1] > 100)
    }

    /// The tails are sums of the mass function, worked out here by the binomial coefficients.
    @Test(arguments: [(5, 7, 6), (1, 1, 1), (12, 3, 9), (4, 40, 30), (0, 5, 3), (6, 0, 4), (3, 3, 0)])
    func drawsWithUnequalOddsAgreeWithTheirDefinition(_ first: Int, _ second: Int, _ drawn: Int) {
        func choose(_ n: Int, _ k: Int) -> Double {
            (0..<max(0, k)).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
        }
        let table = NoncentralHypergeometric(first: first, second: second, drawn: drawn)
        for odds in [0.2, 1, 1.25, 7.5] {
            let mass = table.counts.map { choose(first, $0) * choose(second, drawn - $0) * pow(odds, Double($0)) }
            let total = mass.reduce(0, +)
            for (index, count) in table.counts.enumerated() {
                #expect(agree(table.upperTail(count, odds: odds), mass[index...].reduce(0, +) / total, within: 1e-13))
                #expect(agree(table.lowerTail(count, odds: odds), mass[...index].reduce(0, +) / total, within: 1e-13))
            }
            #expect(table.upperTail(table.counts.upperBound + 1, odds: odds) == 0)
            #expect(table.lowerTail(table.counts.lowerBound - 1, odds: odds) == 0)
        }
    }

    /// The ends of the interval for odds are where a tail of 2.5 % begins, at great numbers too.
    @Test(arguments: [(3, 1, 1, 3), (820, 610, 12_000, 11_800), (90_000, 70_000, 800_000, 700_000)])
    func oddsEndAtTheirTails(_ a: Int, _ b: Int, _ c: Int, _ d: Int) throws {
        let table = NoncentralHypergeometric(first: a + b, second: c + d, drawn: a + c)
        let interval = table.interval(a)
        #expect(agree(table.upperTail(a, odds: interval.lower), 0.025, within: 1e-9))
        #expect(agree(table.lowerTail(a, odds: try #require(interval.upper)), 0.025, within: 1e-9))
        #expect(table.interval(a, confidence: 1) == (0, nil) && table.interval(-1) == (0, nil))
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
