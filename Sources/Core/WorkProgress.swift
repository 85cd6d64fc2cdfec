import Foundation
import Synchronization

/// How far a long piece of work is, for whoever is watching.
///
/// Who watches is no parameter of a method and changes nothing that it finds: a command sets ``watcher`` around all that it
/// does, and whatever takes long says now and then how much of it is done. Where nobody watches, that costs nothing.
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

    /// Who is told; nil for nobody. It is called from any thread.
    @TaskLocal public static var watcher: (@Sendable (WorkProgress) -> Void)?

    /// Who is told on this thread: by its task, or because the thread does a part of another's work.
    static var current: (@Sendable (WorkProgress) -> Void)? {
        watcher ?? (Thread.current.threadDictionary[key] as? Lent)?.watcher
    }

    /// Does a part of another thread's work, with who watches there. A thread of Dispatch runs no task, and must not change the
    /// values of whichever task it may be working for.
    static func lend(_ watcher: @escaping @Sendable (WorkProgress) -> Void, _ body: () -> Void) {
        let values = Thread.current.threadDictionary
        let before = values[key]
        values[key] = Lent(watcher: watcher)
        defer { values[key] = before }
        body()
    }

    private static let key = "homeward.progress"
    private final class Lent {
        let watcher: @Sendable (WorkProgress) -> Void
        init(watcher: @escaping @Sendable (WorkProgress) -> Void) { self.watcher = watcher }
    }

    /// A counter of `total` steps of some work; nil where nobody watches.
    public static func counting(_ work: @autoclosure () -> String, to total: Int) -> ProgressCounter? {
        current.map { ProgressCounter(work(), total: total, watcher: $0) }
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
