import HomewardCore
import Testing

@Suite struct RadixOrderTests {
    /// As a stable sort by comparison, whatever the keys have in common and in whatever order they come.
    @Test(arguments: [0, 1, 2, 11, 12, 23, 40, 64]) func keysAscendAndEqualOnesStay(bits: Int) {
        var generator = SeededGenerator(seed: UInt64(bits))
        let keys = (0..<3000).map { _ in
            bits == 0 ? 7 : generator.next() >> UInt64(64 - bits) &+ (bits < 60 ? 1 << 60 : 0)
        }
        let stable = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        #expect(RadixOrder.indices(by: keys).map(Int.init) == stable)

        var first = (0..<Int32(2000)).map { $0 }
        generator.shuffle(&first)
        let place = Dictionary(uniqueKeysWithValues: first.enumerated().map { ($1, $0) })
        let expected = first.sorted { (keys[Int($0)], place[$0] ?? 0) < (keys[Int($1)], place[$1] ?? 0) }
        #expect(RadixOrder.indices(by: keys, from: first) == expected)
    }

    /// Digits that all keys share, below, between and above those that differ, are passed over.
    @Test(arguments: [0xFFF0_0000_0000 as UInt64, 0x7FF_0000_07FF, 0x3_0000_0000_0001, 0x3F_F800, 0x7FF])
    func digitsThatAllShareDoNotMatter(mask: UInt64) {
        var generator = SeededGenerator(seed: mask)
        let keys = (0..<2000).map { _ in generator.next() & mask | 1 << 62 }
        let stable = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        #expect(RadixOrder.indices(by: keys).map(Int.init) == stable)
    }

    @Test func littleIsNoTrouble() {
        #expect(RadixOrder.indices(by: []).isEmpty)
        #expect(RadixOrder.indices(by: [5]) == [0])
        #expect(RadixOrder.indices(by: [0, .max, 0, .max - 1]) == [0, 2, 3, 1])
    }

    /// Keys of numbers sort as the numbers do.
    @Test func keysOfNumbers() {
        let numbers = [-Double.infinity, -1e300, -2.5, -1e-300, 0, 1e-300, 1, 1.0.nextUp, 4e5, 1e300, .infinity]
        let keys = numbers.map(RadixOrder.key)
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
        #expect(RadixOrder.key(-0.0) == RadixOrder.key(0))
    }
}
