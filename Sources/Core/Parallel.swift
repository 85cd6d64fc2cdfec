import Foundation
import Synchronization

/// Work that is shared among the processor's cores without the result depending on how many there are.
///
/// Calls may be nested: a core that has nothing to do takes part in whatever call is open, the outermost first. Who has called does
/// the work of that call alone while no other core is free, and takes part in others while it waits. So nobody may hold a lock while
/// calling. (`DispatchQueue.concurrentPerform` leaves nested calls to one core however many are idle.)
public enum Parallel {
    /// The number of the machine's cores that this process may use, asked for once: the answer is in several files of the system.
    public static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// `[body(0), body(1), …]`, each computed on whichever thread is free.
    public static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        guard count > 1 else { return (0..<max(0, count)).map(body) }
        return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress {
                nonisolated(unsafe) let slots = base
                // Who watches here watches there too: other threads know nothing of this one's task.
                let watcher = WorkProgress.watcher
                ParallelCrew.shared.perform(count) { index in
                    guard let watcher else { return (slots + index).initialize(to: body(index)) }
                    WorkProgress.watching(watcher) { (slots + index).initialize(to: body(index)) }
                }
                initialized = count
            }
        }
    }

    /// What two pieces of work give that know nothing of each other.
    ///
    /// - Throws: what the first throws, or else the second; both are done by then.
    public static func both<First: Sendable, Second: Sendable>(
        _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
    ) throws -> (First, Second) {
        let one = Locked<Result<First, any Error>?>(nil)
        let other = Locked<Result<Second, any Error>?>(nil)
        _ = map(2) { number in
            if number == 0 {
                let found = Result { try first() }
                one.withLock { $0 = found }
            } else {
                let found = Result { try second() }
                other.withLock { $0 = found }
            }
        }
        guard let one = one.withLock({ $0 }), let other = other.withLock({ $0 }) else {
            return (try first(), try second())
        }
        return (try one.get(), try other.get())
    }
}

/// The threads that take part in open calls, one for each core but the caller's.
private final class ParallelCrew: @unchecked Sendable {
    static let shared = ParallelCrew(helpers: min(Parallel.cores, 64) - 1)

    /// Guards what follows, and wakes who waits for a change of it.
    private let state = NSCondition()
    /// The calls of which not all work is begun, the oldest first.
    private var open: [Loop] = []
    private var started = 0
    private let helpers: Int

    private init(helpers: Int) { self.helpers = max(0, helpers) }

    /// One call: its work in numbers.
    private final class Loop: @unchecked Sendable {
        let body: @Sendable (Int) -> Void
        let count: Int
        let next = Atomic<Int>(0)
        /// How many helpers are at it; guarded by the crew.
        var guests = 0

        init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
            self.count = count
            self.body = body
        }

        /// Does what is not begun yet.
        func run() {
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(index)
            }
        }
    }

    /// Calls `body` with each number below `count`; all are done on return.
    func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
        guard helpers > 0 else {
            for index in 0..<count { body(index) }
            return
        }
        withoutActuallyEscaping(body) { body in
            let loop = Loop(count, body)
            state.lock()
            open.append(loop)
            start()
            state.broadcast()
            state.unlock()
            loop.run()
            state.lock()
            open.removeAll { $0 === loop }
            while loop.guests > 0 { takePart() }
            state.unlock()
        }
    }

    /// Starts the threads when they are first of use. Called with the lock held.
    private func start() {
        while started < helpers {
            started += 1
            let thread = Thread { [self] in help() }
            // As much as the main thread has: the searches recur.
            thread.stackSize = 8 << 20
            thread.name = "homeward"
            thread.start()
        }
    }

    /// Takes part in open calls for ever.
    private func help() {
        state.lock()
        while true { takePart() }
    }

    /// Does what is left of the oldest call, or waits for a change where none is open. Called, and left, with the lock held.
    private func takePart() {
        guard let loop = open.first else { return state.wait() }
        loop.guests += 1
        state.unlock()
        loop.run()
        state.lock()
        // Nothing of it is left to begin.
        open.removeAll { $0 === loop }
        loop.guests -= 1
        if loop.guests == 0 { state.broadcast() }
    }
}
