import Testing

@testable import HomewardKernels

@Suite struct GrowthTests {
    @Test(arguments: [(1.0, 10.0, 1.0), (2, 200, 2), (3, 3, 0), (4, 2, -0.301_03)])
    func theExponentIsTheSlopeOnLogarithmicAxes(_ first: Double, _ second: Double, _ slope: Double) throws {
        let found = try #require(Growth.exponent([(rows: 1_000, seconds: first), (rows: 10_000, seconds: second)]))
        #expect(abs(found - slope) < 1e-6)
    }

    @Test func onlyTheLastTwoSizesCount() throws {
        let times = [(rows: 10, seconds: 50.0), (rows: 1_000, seconds: 1.0), (rows: 4_000, seconds: 8.0)]
        #expect(abs(try #require(Growth.exponent(times)) - 1.5) < 1e-12)
    }

    @Test func thereIsNoSlopeWithoutTwoSizes() {
        #expect(Growth.exponent([]) == nil)
        #expect(Growth.exponent([(rows: 10, seconds: 1)]) == nil)
        #expect(Growth.exponent([(rows: 10, seconds: 1), (rows: 10, seconds: 2)]) == nil)
        #expect(Growth.exponent([(rows: 10, seconds: 0), (rows: 20, seconds: 2)]) == nil)
    }

    @Test(arguments: [([3.0], 3.0), ([9, 1, 5], 5), ([4, 1, 2, 9], 3)] as [([Double], Double)])
    func theMedianIsTheMiddle(_ numbers: [Double], _ middle: Double) {
        #expect(Growth.median(numbers) == middle)
        #expect(Growth.median([]) == nil)
    }

    @Test func aSteepSlopeIsFlaggedUnlessItsReasonIsKnown() {
        var timing = Timing(
            kernel: "read", title: "", rows: 1, runs: 5, median: Spent(wall: 1, processor: 1), answer: 0, exponent: 1.2,
            reason: nil)
        #expect(timing.isFlagged)
        timing.reason = "pairs"
        #expect(!timing.isFlagged)
        timing.reason = nil
        timing.exponent = Growth.limit
        #expect(!timing.isFlagged)
        timing.exponent = nil
        #expect(!timing.isFlagged)
    }
}
