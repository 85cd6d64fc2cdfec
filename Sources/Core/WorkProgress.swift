import Foundation
import Synchronization

/// How far a long piece of work is, for whoever is watching.
///
/// Who watches is no parameter of a method and changes nothing that it finds: a command wraps all that it does in
/// ``watching(_:_:)``, and whatever takes long says now and then how much of it is done. Where nobody watches, that costs nothing.
public struct WorkProgress: Sendable, Equatable {
    /// What is being done, such as `Reading incidents.csv`.
    public var work: String
    /// How much of it is done, in units of its own.
    public var done: Int
    /// How much there is.
    public var total: Int

    /// So much of some work.
    public init(_ work: String, done: Int, total: Int) {
        self.work = work
        self.done = done
        self.total = total
    }

    /// The share that is done, 0 … 1.
    public var share: Double { total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0 }

    /// Runs `body`; what takes long in it, on this thread and on those that it shares its work with (`Parallel`), tells `watcher`,
    /// from any of these threads.
    public static func watching<Result>(
        _ watcher: @escaping @Sendable (WorkProgress) -> Void, _ body: () throws -> Result
    ) rethrows -> Result {
        let values = Thread.current.threadDictionary
        let before = values[key]
        values[key] = Watcher(tell: watcher)
        defer { values[key] = before }
        return try body()
    }

    /// Who is told of this thread's work; nil for nobody.
    static var watcher: (@Sendable (WorkProgress) -> Void)? {
        (Thread.current.threadDictionary[key] as? Watcher)?.tell
    }

    private static let key = "homeward.progress"
    private final class Watcher {
        let tell: @Sendable (WorkProgress) -> Void
        init(tell: @escaping @Sendable (WorkProgress) -> Void) { self.tell = tell }
    }

    /// A counter of `total` steps of some work; nil where nobody watches.
    public static func counting(_ work: @autoclosure () -> String, to total: Int) -> ProgressCounter? {
        watcher.map { ProgressCounter(work(), total: total, watcher: $0) }
    }
}

/// Counts the steps of a piece of work from as many threads as there are, and tells who watches.
public final class ProgressCounter: Sendable {
    private let work: String
    private let total: Int
    private let watcher: @Sendable (WorkProgress) -> Void
    private let done = Atomic<Int>(0)

    init(_ work: String, total: Int, watcher: @escaping @Sendable (WorkProgress) -> Void) {
        self.work = work
        self.total = total
        self.watcher = watcher
    }

    /// Says that so many more steps are done. O(1).
    public func advance(by steps: Int = 1) {
        watcher(WorkProgress(work, done: done.add(steps, ordering: .relaxed).newValue, total: total))
    }
}
