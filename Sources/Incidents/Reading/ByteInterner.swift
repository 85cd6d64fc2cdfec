/// Gives equal texts the same small number, in the order in which they first appear.
struct ByteInterner {
    /// The texts by their number.
    private(set) var texts: [String] = []
    private var bytes: [[UInt8]] = []
    private var hashes: [UInt64] = []
    private var slots = [Int32](repeating: -1, count: 64)

    /// The number of the text. O(length).
    mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = ByteHash.hash(text)
        var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
        while slots[slot] >= 0 {
            let code = Int(slots[slot])
            if hashes[code] == hash, bytes[code].elementsEqual(text) { return code }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = texts.count
        texts.append(String(decoding: text, as: UTF8.self))
        bytes.append(Array(text))
        hashes.append(hash)
        slots[slot] = Int32(code)
        if texts.count * 2 > slots.count { grow() }
        return code
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        for (code, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(code)
        }
    }
}
