import HomewardCore
import Testing

/// The draws are promised to be the same for ever, so they are held to the published ones.
@Suite struct SeededGeneratorTests {
    /// The first numbers of SplitMix64 as its authors' program prints them for this seed.
    @Test func theSequenceIsThatOfSplitMix64() {
        var generator = SeededGenerator(seed: 1_234_567)
        let published: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ]
        #expect(published.map { _ in generator.next() } == published)
        var again = SeededGenerator(seed: 1_234_567)
        #expect(again.unit() == Double(6_457_827_717_110_365_317 >> 11) / 9_007_199_254_740_992)
    }

    @Test func streamsOfASeedAreSequencesOfTheirOwn() {
        let firsts = (0..<1000).map { stream in
            var generator = SeededGenerator(seed: 1, stream: UInt64(stream))
            return generator.next()
        }
        #expect(Set(firsts).count == 1000)
        var other = SeededGenerator(seed: 2, stream: 0)
        #expect(!firsts.contains(other.next()))
        #expect((0..<64).allSatisfy { bit in (400...600).contains(firsts.count { $0 >> bit & 1 == 1 }) })
    }

    /// Of the 2⁶⁴ draws three do not share out: 0 is thrown away, and no other.
    @Test func aDrawThatWouldFavourANumberIsThrownAway() {
        // The seeds whose first draw is 0, and the first draws that give 1 and 2.
        var thrown = SeededGenerator(seed: 0x61C8_8646_80B5_83EB)
        #expect(thrown.below(3) == 2 && thrown.next() == second(0x61C8_8646_80B5_83EB, 2))
        var one = SeededGenerator(seed: 0x16C0_3C80_0B36_0140)
        #expect(one.below(3) == 1 && one.next() == second(0x16C0_3C80_0B36_0140, 1))
        var two = SeededGenerator(seed: 0x7F83_AB8D_A2E7_1DD1)
        #expect(two.below(3) == 2 && two.next() == second(0x7F83_AB8D_A2E7_1DD1, 1))
    }

    /// What a sequence goes on with after some draws.
    private func second(_ seed: UInt64, _ drawn: Int) -> UInt64 {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<drawn { _ = generator.next() }
        return generator.next()
    }

    /// With a bound of 3 × 2⁶¹ a quarter of all draws is thrown away; were it kept, 2 would come less often.
    @Test func largeBoundsAreEvenToo() {
        var generator = SeededGenerator(seed: 7)
        var counts = [0, 0, 0]
        for _ in 0..<3000 { counts[generator.below(3 << 61) % 3] += 1 }
        #expect(counts.allSatisfy { (900...1100).contains($0) }, "\(counts)")
    }

    @Test func everyOrderIsAsLikely() {
        var generator = SeededGenerator(seed: 3)
        var orders: [[Int]: Int] = [:]
        for _ in 0..<6000 {
            var three = [0, 1, 2]
            generator.shuffle(&three)
            orders[three, default: 0] += 1
        }
        #expect(orders.count == 6 && orders.values.allSatisfy { (900...1100).contains($0) })
        var none: [Int] = []
        generator.shuffle(&none)
        #expect(none.isEmpty)
    }
}
