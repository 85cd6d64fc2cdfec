import HomewardCore

/// Hashes that come stretch by stretch, the same each time.
protocol HashSource: Sendable {
    /// The number of stretches.
    var stretches: Int { get }
    /// Calls `body` with every hash of one stretch. O(hashes).
    func forEach(in stretch: Int, _ body: (UInt64) -> Void)
}

/// Which of many 64-bit hashes occur twice or more, and how often.
///
/// The hashes are dealt into parts by their highest bits, each so small that its table stays in the processor's own memory,
/// and the parts are counted side by side: an open table of all would wait for the main memory at every hash. Takes eight
/// bytes for each hash. O(hashes); neither their order nor the number of threads changes the answer.
///
/// Source: A. Shatdal et al., "Cache conscious algorithms for relational query processing" (VLDB 1994), for the parts.
struct HashGroups {
    /// A hash that occurs twice or more.
    struct Group: BitwiseCopyable {
        var hash: UInt64
        var count: Int32
    }

    /// The hashes that occur twice or more, by part.
    let groups: [Group]

    /// A part's number of hashes that is aimed at.
    private static let aim = 4096
    /// The most bits that tell a part.
    private static let mostBits = 11

    /// Counts the hashes of `source`, which spread evenly. O(hashes).
    init(_ source: some HashSource) {
        let counted = Parallel.map(source.stretches) { stretch in
            var counts = [Int](repeating: 0, count: 1 << HashGroups.mostBits)
            source.forEach(in: stretch) { counts[Int($0 >> (64 - UInt64(HashGroups.mostBits)))] += 1 }
            return counts
        }
        let total = counted.reduce(0) { $0 + $1.reduce(0, +) }
        let bits = (0..<HashGroups.mostBits).first { total >> $0 <= HashGroups.aim } ?? HashGroups.mostBits
        let parts = 1 << bits
        let fold = HashGroups.mostBits - bits
        // Where each stretch puts its hashes of each part.
        var starts: [[Int]] = counted.map { _ in [Int](repeating: 0, count: parts) }
        var ends = [Int](repeating: 0, count: parts)
        var next = 0
        for part in 0..<parts {
            for stretch in counted.indices {
                starts[stretch][part] = next
                for fine in part << fold..<(part + 1) << fold { next += counted[stretch][fine] }
            }
            ends[part] = next
        }
        let dealt = [UInt64](unsafeUninitializedCapacity: total) { buffer, count in
            // Every stretch has places of its own.
            nonisolated(unsafe) let buffer = buffer
            let starts = starts
            _ = Parallel.map(source.stretches) { stretch in
                var next = starts[stretch]
                source.forEach(in: stretch) { hash in
                    let part = bits == 0 ? 0 : Int(hash >> (64 - UInt64(bits)))
                    buffer[next[part]] = hash
                    next[part] += 1
                }
            }
            count = total
        }
        let bounds = ends
        groups = Parallel.map((parts + 63) / 64) { some in
            var found: [Group] = []
            var table = GroupTable()
            for part in some * 64..<min((some + 1) * 64, parts) {
                table.count(dealt[(part == 0 ? 0 : bounds[part - 1])..<bounds[part]], into: &found)
            }
            return found
        }.flatMap { $0 }
    }
}

/// The table in which one part after the other is counted. It grows with the different hashes, not with all.
private struct GroupTable {
    private var hashes: [UInt64] = []
    private var counts: [Int32] = []

    /// Adds the hashes of `part` that occur twice or more to `found`, in the order of the table. O(part).
    mutating func count(_ part: ArraySlice<UInt64>, into found: inout [HashGroups.Group]) {
        var size = 64
        while size < part.count * 2, size < 1 << 14 { size *= 2 }
        if hashes.count == size {
            for slot in hashes.indices { counts[slot] = 0 }
        } else {
            empty(size)
        }
        var different = 0
        for hash in part {
            let slot = place(of: hash)
            hashes[slot] = hash
            counts[slot] += 1
            if counts[slot] == 1 {
                different += 1
                if different * 2 > hashes.count { grow() }
            }
        }
        guard different < part.count else { return }
        for slot in hashes.indices where counts[slot] > 1 {
            found.append(HashGroups.Group(hash: hashes[slot], count: counts[slot]))
        }
    }

    /// The slot of a hash, or the empty one that it takes.
    @inline(__always)
    private func place(of hash: UInt64) -> Int {
        // The highest bits are the part's own, the lowest may be empty.
        var slot = Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 32) & (hashes.count - 1)
        while counts[slot] > 0, hashes[slot] != hash { slot = (slot + 1) & (hashes.count - 1) }
        return slot
    }

    private mutating func empty(_ size: Int) {
        hashes = [UInt64](repeating: 0, count: size)
        counts = [Int32](repeating: 0, count: size)
    }

    private mutating func grow() {
        let old = zip(hashes, counts)
        empty(hashes.count * 2)
        for (hash, count) in old where count > 0 {
            let slot = place(of: hash)
            (hashes[slot], counts[slot]) = (hash, count)
        }
    }
}

/// Some hashes, to ask whether one is among them.
struct HashTable: Sendable {
    private var slots: [UInt64]
    private var hasZero = false

    /// A table of `hashes`. O(hashes).
    init(_ hashes: some Sequence<UInt64>) {
        let hashes = Array(hashes)
        var size = 64
        while size < hashes.count * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        for hash in hashes {
            // An empty slot holds 0.
            if hash == 0 { hasZero = true }
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & (size - 1) }
            slots[slot] = hash
        }
    }

    /// Whether `hash` is one of them. O(1) on average.
    @inline(__always)
    func contains(_ hash: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == hash { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return hash == 0 && hasZero
    }
}
