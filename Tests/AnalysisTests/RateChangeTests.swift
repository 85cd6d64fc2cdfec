import Foundation
import HomewardCore
import Testing

@testable import HomewardAnalysis

/// Rates and their changes against other software, sums over every pair of counts and closed forms.
@Suite struct RateChangeTests {
    private func lines(_ kind: String) throws -> [[Double]] {
        try golden("rates.csv").filter { $0[0] == kind }.map { $0.dropFirst().map { Double($0) ?? .nan } }
    }

    @Test func intervalsOfRatesAgreeWithScipy() throws {
        let rows = try lines("rate")
        #expect(rows.count == 24)
        for row in rows {
            let rate = PoissonRate(count: Int(row[0]), exposure: 4, confidence: row[1])
            #expect(agree(rate.lower, row[2] / 4, within: 1e-9) && rate.rate == row[0] / 4, "\(row)")
            #expect(agree(try #require(rate.upper), row[3] / 4, within: 1e-9), "\(row)")
        }
        // Of no incident the upper end is −ln(tail).
        #expect(agree(try #require(PoissonRate(count: 0, exposure: 2).upper), -log(0.025) / 2, within: 1e-12))
        let unexposed = PoissonRate(count: 3, exposure: 0)
        #expect(unexposed.rate == nil && unexposed.lower == 0 && unexposed.upper == nil)
        #expect(PoissonRate(count: -2, exposure: 5) == PoissonRate(count: 0, exposure: 5))
    }

    @Test func chiSquareTailsAgreeWithScipy() throws {
        let rows = try lines("chi")
        #expect(rows.count == 30)
        for row in rows {
            let tail = ChiSquare.upperTail(row[1], degrees: Int(row[0]))
            #expect(abs(tail - row[2]) <= 1e-9 * row[2], "\(row)")
        }
        #expect(ChiSquare.upperTail(0, degrees: 3) == 1 && ChiSquare.upperTail(-1, degrees: 0) == 1)
    }

    /// The sums over every pair are told in whole numbers; scipy loses pairs that lie equally far apart and small tails.
    @Test func eTestsAgreeWithEveryPairAddedUp() throws {
        let rows = try lines("etest")
        #expect(rows.count == 13)
        for row in rows {
            func p(_ alternative: PoissonETest.Alternative) -> Double {
                PoissonETest.p(
                    count: Int(row[0]), exposure: row[1], comparisonCount: Int(row[2]), comparisonExposure: row[3],
                    alternative: alternative)
            }
            #expect(abs(p(.different) - row[4]) <= 1e-9 * row[4], "\(row)")
            #expect(agree(p(.greater), row[5], within: 1e-9) && agree(p(.less), row[6], within: 1e-9), "\(row)")
            let other = PoissonETest.p(
                count: Int(row[2]), exposure: row[3], comparisonCount: Int(row[0]), comparisonExposure: row[1])
            #expect(abs(other - row[4]) <= 1e-9 * row[4], "the two periods changed places: \(row)")
            // Scipy leaves out what lies far from the mean.
            if row[7] > 1e-8, row[0] != 12, row[0] != 5 { #expect(agree(p(.different), row[7], within: 1e-8)) }
        }
    }

    /// Published: R's ptools, and scipy's documentation of Krishnamoorthy and Thomson's test.
    @Test func publishedETests() {
        func p(_ a: Int, _ b: Int) -> Double {
            PoissonETest.p(count: a, exposure: 1, comparisonCount: b, comparisonExposure: 1)
        }
        #expect(agree(p(6, 2), 0.1748748, within: 1e-7) && agree(p(3, 0), 0.0883790, within: 1e-7))
        #expect(p(0, 0) == 1 && p(5, 5) == 1 && p(-3, 0) == 1)
        #expect(PoissonETest.p(count: 4, exposure: 0, comparisonCount: 1, comparisonExposure: 1) == 1)
        #expect(PoissonETest.p(count: 4, exposure: .nan, comparisonCount: 1, comparisonExposure: 1) == 1)
    }

    /// Where both counts are great the test is that of normal draws.
    @Test func greatCountsAreNormal() {
        for (a, b) in [(500_400, 499_000), (1_000_000, 998_000)] {
            let z = Double(a - b) / Double(a + b).squareRoot()
            let p = PoissonETest.p(count: a, exposure: 1, comparisonCount: b, comparisonExposure: 1)
            #expect(abs(p / erfc(z / 2.0.squareRoot()) - 1) < 0.01)
        }
    }

    /// The interval leaves 1 out exactly where p is small enough, and its ends are where the one-sided tests begin to tell.
    @Test func intervalsAndTestsAgree() throws {
        var sides = [0, 0]
        for count in [0, 1, 3, 8, 20, 55] {
            for comparison in [0, 1, 2, 9, 30, 61] where count + comparison > 0 {
                for (days, comparisonDays) in [(1.0, 1.0), (28, 31), (30, 365)] {
                    for confidence in [0.8, 0.95, 0.99] {
                        let change = RateChange(
                            count: count, exposure: days, comparisonCount: comparison,
                            comparisonExposure: comparisonDays, confidence: confidence)
                        let leavesOut = change.lower > 1 || (change.upper ?? .infinity) < 1
                        #expect((change.p <= 1 - confidence) == leavesOut, "\(change)")
                        sides[leavesOut ? 1 : 0] += 1
                        if let ratio = change.ratio {
                            #expect(change.lower <= ratio && ratio <= change.upper ?? .infinity, "\(change)")
                        }
                        guard change.lower > 0 else { continue }
                        func above(_ ratio: Double) -> Double {
                            PoissonETest.p(
                                count: count, exposure: days, comparisonCount: comparison,
                                comparisonExposure: comparisonDays, ratio: ratio, alternative: .greater)
                        }
                        let tail = (1 - confidence) / 2
                        #expect(above(change.lower * (1 - 1e-9)) <= tail + 1e-9, "\(change)")
                        #expect(above(change.lower * (1 + 1e-9)) >= tail - 1e-9, "\(change)")
                        let turned = RateChange(
                            count: comparison, exposure: comparisonDays, comparisonCount: count,
                            comparisonExposure: days, confidence: confidence)
                        #expect(agree(try #require(turned.upper), 1 / change.lower, within: 1e-9))
                    }
                }
            }
        }
        #expect(sides[0] > 100 && sides[1] > 100)
    }

    /// Two-sided by distance, five incidents in one day against 500 in 1,000 had p = 0.6 for a ratio of ten.
    @Test func aShortPeriodIsToldFromALongOne() {
        let change = RateChange(count: 5, exposure: 1, comparisonCount: 500, comparisonExposure: 1000)
        #expect(change.p < 0.05 && change.lower > 1)
        #expect(PoissonETest.p(count: 5, exposure: 1, comparisonCount: 500, comparisonExposure: 1000) > 0.5)
    }

    /// The interval holds the truth about as often as it says, whatever the lengths of the periods.
    @Test(arguments: [(6.0, 1.0, 1.0), (3, 1, 4), (40, 1, 0.9)]) func intervalsHoldTheTruth(
        _ mean: Double, _ days: Double, _ comparisonDays: Double
    ) {
        var generator = SeededGenerator(seed: 3)
        var missed = 0
        for _ in 0..<600 {
            let change = RateChange(
                count: poisson(1.5 * mean * days, &generator), exposure: days,
                comparisonCount: poisson(mean * comparisonDays, &generator), comparisonExposure: comparisonDays)
            if change.lower > 1.5 || (change.upper ?? .infinity) < 1.5 { missed += 1 }
        }
        #expect(missed <= 45, "more than 7.5 % missed")
    }

    @Test func changesOfNothing() {
        for change in [
            RateChange(count: 0, exposure: 5, comparisonCount: 0, comparisonExposure: 5),
            RateChange(count: 4, exposure: 0, comparisonCount: 2, comparisonExposure: 5),
            RateChange(count: 4, exposure: 5, comparisonCount: 2, comparisonExposure: -1),
        ] {
            #expect(change.ratio == nil && change.lower == 0 && change.upper == nil && change.p == 1)
        }
        let new = RateChange(count: 9, exposure: 1, comparisonCount: 0, comparisonExposure: 1)
        #expect(new.ratio == nil && new.lower > 1 && new.upper == nil)
        let gone = RateChange(count: 0, exposure: 1, comparisonCount: 9, comparisonExposure: 1)
        #expect(gone.ratio == 0 && gone.lower == 0 && (gone.upper ?? 1) < 1)
    }

    /// ptools prints 0.03902. For 261 windows it prints 0.48681, because its loop leaves out the last term of Naus's fourth sum;
    /// thrown incidents agree with the whole sum.
    @Test func fullestWindows() throws {
        #expect(abs(WindowScan.atLeast(6, mean: 0.6, windows: 208) - 0.03902) < 5e-6)
        #expect(abs(WindowScan.atLeast(6, mean: 1, windows: 261) - 0.48681) < 1.5e-4)
        let rows = try lines("scan")
        #expect(rows.count == 4)
        for row in rows {
            let p = WindowScan.atLeast(Int(row[0]), mean: row[1], windows: row[2])
            #expect(abs(p - row[3]) < 4 * row[4], "\(row)")
        }
        #expect(WindowScan.atLeast(0, mean: 1, windows: 9) == 1 && WindowScan.atLeast(3, mean: 0, windows: 9) == 0)
        #expect(agree(WindowScan.atLeast(1, mean: 0.1, windows: 4), 1 - exp(-0.4), within: 1e-12))
        #expect(WindowScan.atLeast(60, mean: 1, windows: 100) > 0 && WindowScan.atLeast(2, mean: 9, windows: 5) == 1)
        for mean in [0.2, 2, 7.5, 300] {
            let p = (1..<60).map { WindowScan.atLeast(Int(mean) + 5 * $0, mean: mean, windows: 50) }
            #expect(p.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 1 } && zip(p, p.dropFirst()).allSatisfy { $0 >= $1 })
        }
    }
}

/// A Poisson draw by the times between incidents.
func poisson(_ mean: Double, _ generator: inout SeededGenerator) -> Int {
    var (count, time) = (0, -log(1 - generator.unit()))
    while time < mean {
        count += 1
        time -= log(1 - generator.unit())
    }
    return count
}
