/// A set of 64-bit hashes by open addressing, eight bytes an entry and no more.
struct HashSet64 {
    private var slots = [UInt64](repeating: 0, count: 1024)
    private var count = 0

    /// Makes room for `count` hashes.
    mutating func reserve(_ count: Int) {
        var size = slots.count
        while size * 7 < count * 10 { size *= 2 }
        if size > slots.count { grow(to: size) }
    }

    /// Adds a hash, which must not be 0, and tells whether it was new. O(1) on average.
    mutating func insert(_ hash: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
        while slots[slot] != 0 {
            if slots[slot] == hash { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = hash
        count += 1
        if count * 10 > slots.count * 7 { grow(to: slots.count * 2) }
        return true
    }

    private mutating func grow(to size: Int) {
        let old = slots
        slots = [UInt64](repeating: 0, count: size)
        for hash in old where hash != 0 {
            var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = hash
        }
    }
}
