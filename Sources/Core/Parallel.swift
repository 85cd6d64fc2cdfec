import Dispatch

/// Work that is shared among the processor's cores without the result depending on how many there are.
public enum Parallel {
    /// `[body(0), body(1), …]`, each computed on whichever thread is free.
    public static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        guard count > 1 else { return (0..<max(0, count)).map(body) }
        return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress {
                nonisolated(unsafe) let slots = base
                // Who watches here watches there too: other threads know nothing of this one's task.
                let watcher = WorkProgress.watcher
                DispatchQueue.concurrentPerform(iterations: count) { index in
                    guard let watcher else { return (slots + index).initialize(to: body(index)) }
                    WorkProgress.watching(watcher) { (slots + index).initialize(to: body(index)) }
                }
                initialized = count
            }
        }
    }
}
