/// Holds the bytes of one cell that had to be rewritten, until the next one is.
final class CellArena {
    private var storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

    deinit {
        storage.deallocate()
    }

    /// Copies the bytes; the answer is valid until the next call.
    func hold(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        if bytes.count > storage.count {
            storage.deallocate()
            storage = .allocate(capacity: bytes.count * 2)
        }
        _ = storage.initialize(fromContentsOf: bytes)
        return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(storage)[..<bytes.count])
    }
}
