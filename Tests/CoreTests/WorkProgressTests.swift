import HomewardCore
import Testing

@Suite struct ProgressTests {
    @Test func nobodyIsToldWhereNobodyWatches() {
        #expect(WorkProgress.counting("work", to: 10) == nil)
    }

    /// Threads that share the work know who watches, and no step is lost.
    @Test func everyStepOfEveryThreadIsTold() throws {
        let told = Locked<[WorkProgress]>([])
        let results = WorkProgress.watching({ step in told.withLock { $0.append(step) } }) {
            Parallel.map(100) { index -> Int in
                let own = WorkProgress.counting("part", to: 1)
                own?.advance()
                return index
            }
        }
        #expect(results == Array(0..<100))
        #expect(told.withLock { $0 } == Array(repeating: WorkProgress("part", done: 1, total: 1), count: 100))
    }

    @Test func stepsAddUp() throws {
        let told = Locked<[Int]>([])
        WorkProgress.watching({ step in told.withLock { $0.append(step.done) } }) {
            let counter = WorkProgress.counting("work", to: 60)
            _ = Parallel.map(20) { _ in counter?.advance(by: 3) }
        }
        #expect(told.withLock { $0.sorted() } == (1...20).map { 3 * $0 })
    }

    @Test(arguments: [(0, 0, 0), (1, 4, 0.25), (5, 4, 1), (-1, 4, 0)])
    func theShareLiesBetweenNoneAndAll(_ done: Int, _ total: Int, _ share: Double) {
        #expect(WorkProgress("work", done: done, total: total).share == share)
    }
}
