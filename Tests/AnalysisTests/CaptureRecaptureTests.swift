import Foundation
import Testing

@testable import HomewardAnalysis

/// How many there were in all.
@Suite struct CaptureRecaptureTests {
    /// Cottontail rabbits in Wyoming: 87 marked, 14 caught, 7 of them marked; Krebs tells 164.
    ///
    /// Source: J. R. Skalski, D. S. Robson, M. A. Simmons (1983), as in C. J. Krebs, "Ecological Methodology", chapter 2.
    @Test func theRabbitsOfWyoming() throws {
        let rabbits = try #require(CaptureRecapture(first: 87, second: 14, both: 7))
        #expect(rabbits.total == 164 && rabbits.seen == 94 && rabbits.missed == 70)
        // (88 × 15 × 80 × 7) / (8² × 9) is 1,283.3, and its root 35.8.
        let factor = exp(1.959963984540054 * log(1 + 1283.3333333333333 / 4900).squareRoot())
        #expect(abs(rabbits.lower - (94 + 70 / factor)) < 1e-9 && abs(rabbits.upper - (94 + 70 * factor)) < 1e-9)
    }

    /// Chapman's estimator has no bias where both sources together could hold all.
    @Test(arguments: [(30, 20, 15), (25, 25, 10), (12, 8, 6), (40, 30, 20)])
    func chapmanIsRightInTheMean(_ all: Int, _ first: Int, _ second: Int) {
        func choose(_ n: Int, _ k: Int) -> Double {
            exp(lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1))
        }
        var mean = 0.0
        for both in max(0, first + second - all)...min(first, second) {
            let chance = choose(first, both) * choose(all - first, second - both) / choose(all, second)
            // Where none is in both the formula stands, though nothing is told.
            let total =
                CaptureRecapture(first: first, second: second, both: both)?.total
                ?? Double((first + 1) * (second + 1)) - 1
            mean += chance * total
        }
        if first + second >= all { #expect(abs(mean - Double(all)) < 1e-9 * Double(all)) }
        #expect(mean <= Double(all) * (1 + 1e-12))
    }

    @Test func theIntervalNeverLiesBelowWhatWasSeen() throws {
        for first in [1, 5, 40] {
            for second in [1, 7, 60] {
                for both in 1...min(first, second) {
                    let all = try #require(CaptureRecapture(first: first, second: second, both: both))
                    #expect(all.lower >= Double(all.seen) && all.lower <= all.upper && all.upper.isFinite)
                    #expect(all.total >= all.lower - 1e-9 && all.total <= all.upper + 1e-9 && all.missed >= 0)
                }
            }
        }
    }

    @Test func withoutACommonIncidentNothingCanBeSaid() {
        #expect(CaptureRecapture(first: 10, second: 10, both: 0) == nil)
        #expect(CaptureRecapture(first: 10, second: 3, both: 4) == nil)
        #expect(CaptureRecapture(first: 3, second: 3, both: 3)?.missed == 0)
    }
}
