import HomewardCore
import Testing

@testable import HomewardAnalysis

/// Which possible pairs hold.
@Suite struct PairMatchingTests {
    private func drawn(_ seed: UInt64, left: Int, right: Int, share: Double, costs: Int) -> [PossiblePair] {
        var generator = SeededGenerator(seed: seed)
        var pairs: [PossiblePair] = []
        for one in 0..<left {
            for other in 0..<right where generator.unit() < share {
                pairs.append(
                    PossiblePair(left: Int32(one), right: Int32(other), cost: Int64(generator.below(costs))))
            }
        }
        return pairs
    }

    /// The most pairs and the least cost of so many, by trying everything.
    private func best(_ pairs: ArraySlice<PossiblePair>, left: UInt64 = 0, right: UInt64 = 0) -> (
        size: Int, cost: Int64
    ) {
        guard let pair = pairs.first else { return (0, 0) }
        let without = best(pairs.dropFirst(), left: left, right: right)
        let (one, other) = (UInt64(1) << UInt64(pair.left), UInt64(1) << UInt64(pair.right))
        guard left & one == 0, right & other == 0 else { return without }
        let rest = best(pairs.dropFirst(), left: left | one, right: right | other)
        let with = (size: rest.size + 1, cost: rest.cost + pair.cost)
        return (with.size, -with.cost) > (without.size, -without.cost) ? with : without
    }

    @Test(arguments: 1...300) func asManyAsCanBeAtTheLeastCost(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed), stream: 9)
        let (left, right) = (1 + generator.below(4), 1 + generator.below(4))
        let pairs = drawn(
            UInt64(seed), left: left, right: right, share: 0.2 + 0.6 * generator.unit(), costs: 1 + generator.below(20))
        let wanted = best(pairs[...])
        let found = PairMatching(pairs, left: left, right: right)
        #expect(found.chosen.count == wanted.size && found.approximate == 0)
        #expect(found.chosen.reduce(0) { $0 + pairs[$1].cost } == wanted.cost)
        #expect(Set(found.chosen.map { pairs[$0].left }).count == found.chosen.count)
        #expect(Set(found.chosen.map { pairs[$0].right }).count == found.chosen.count)
        #expect(PairMatching.most(pairs, left: left, right: right) == wanted.size)
    }

    @Test(arguments: 1...60) func beyondTheBoundTheNumberIsStillTheMost(_ seed: Int) {
        let pairs = drawn(UInt64(seed), left: 6, right: 5, share: 0.5, costs: 9)
        let wanted = best(pairs[...])
        let found = PairMatching(pairs, left: 6, right: 5, bound: 0)
        #expect(found.chosen.count == wanted.size)
        #expect(found.chosen.reduce(0) { $0 + pairs[$1].cost } >= wanted.cost)
        #expect(Set(found.chosen.map { pairs[$0].right }).count == found.chosen.count)
    }

    @Test func largeGroupsAreSaidToBeApproximate() {
        let pairs = drawn(3, left: 40, right: 40, share: 0.9, costs: 1000)
        #expect(PairMatching(pairs, left: 40, right: 40, bound: 1000).approximate == 1)
        let exact = PairMatching(pairs, left: 40, right: 40)
        let near = PairMatching(pairs, left: 40, right: 40, bound: 1000)
        #expect(exact.approximate == 0 && exact.chosen.count == 40 && near.chosen.count == 40)
        func cost(_ matching: PairMatching) -> Int64 { matching.chosen.reduce(0) { $0 + pairs[$1].cost } }
        #expect(cost(exact) < cost(near))
    }

    /// A chain in which the first choice of each but the last is taken by who comes before.
    @Test func aLongChainOfAlternativesIsFollowed() {
        let count = 20_000
        var pairs: [PossiblePair] = []
        for number in 0..<count {
            if number > 0 { pairs.append(PossiblePair(left: Int32(number), right: Int32(number - 1), cost: 0)) }
            pairs.append(PossiblePair(left: Int32(number), right: Int32(number), cost: 1))
        }
        #expect(PairMatching.most(pairs, left: count, right: count) == count)
        let found = PairMatching(pairs, left: count, right: count)
        #expect(found.chosen.count == count && found.approximate == 1)
    }

    @Test func nothingIsNothing() {
        #expect(PairMatching([], left: 0, right: 0).chosen.isEmpty)
        #expect(PairMatching.most([], left: 3, right: 2) == 0)
    }
}
