import Foundation

/// A value that one thread at a time touches.
///
/// The standard library's `Mutex` waits in the kernel where no tool sees it, so that the thread sanitizer takes whatever goes from
/// one holder to the next for raced over. This lock is one that it knows.
public final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    /// Takes over `value`: nobody else may keep what is in it.
    public init(_ value: Value) {
        self.value = value
    }

    /// What `body` gives, which nobody else runs meanwhile. It must not come here again, and must not keep what is in the value.
    public func withLock<Result, Failure>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
