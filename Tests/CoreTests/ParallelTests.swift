import HomewardCore
import Testing

@Suite struct ParallelTests {
    private struct Fault: Error, Equatable {
        var number: Int
    }

    /// A number that takes a while to find, the longer the greater `steps` is.
    private func slow(_ seed: Int, steps: Int) -> UInt64 {
        var generator = SeededGenerator(seed: UInt64(seed))
        var last: UInt64 = 0
        for _ in 0..<steps { last = generator.next() }
        return last
    }

    @Test(arguments: [0, 1, 2, 3, 17, 1000]) func everyNumberHasItsOwnResult(_ count: Int) {
        #expect(Parallel.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
        #expect(Parallel.map(-count) { $0 } == [])
    }

    /// Calls within calls, of very different lengths, end with every result in its place.
    @Test func callsWithinCallsLoseNothing() {
        let found = Parallel.map(6) { outer in
            Parallel.map(outer == 3 ? 40 : 3) { middle in
                Parallel.map(middle % 4) { inner in slow(outer + middle + inner, steps: outer == 3 ? 2000 : 20) }
            }
        }
        let expected = (0..<6).map { outer in
            (0..<(outer == 3 ? 40 : 3)).map { middle in
                (0..<middle % 4).map { inner in slow(outer + middle + inner, steps: outer == 3 ? 2000 : 20) }
            }
        }
        #expect(found == expected)
    }

    @Test func manyCallersAtOnceDoNotWaitForEachOtherForEver() async {
        let sums = await withTaskGroup(of: Int.self) { group in
            for caller in 0..<24 {
                group.addTask {
                    Parallel.map(30) { outer in Parallel.map(5) { caller + outer * $0 }.reduce(0, +) }.reduce(0, +)
                }
            }
            var sums: [Int] = []
            for await sum in group { sums.append(sum) }
            return sums.sorted()
        }
        #expect(sums == (0..<24).map { $0 * 150 + 435 * 10 })
    }

    @Test func bothAreDoneAndTheFirstFaultIsTold() throws {
        let (number, word) = try Parallel.both {
            7
        } _: {
            "seven"
        }
        #expect(number == 7 && word == "seven")
        let done = Locked(0)
        @Sendable func work(_ number: Int, fails: Bool) throws -> Int {
            done.withLock { $0 += 1 }
            if fails { throw Fault(number: number) }
            return number
        }
        for (first, second, told) in [(true, true, 1), (true, false, 1), (false, true, 2)] {
            #expect(throws: Fault(number: told)) {
                try Parallel.both {
                    try work(1, fails: first)
                } _: {
                    try work(2, fails: second)
                }
            }
        }
        #expect(done.withLock { $0 } == 6)
    }
}
