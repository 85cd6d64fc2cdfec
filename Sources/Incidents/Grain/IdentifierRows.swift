import HomewardCore

/// The identifiers of a file's rows: which a row that is asked for bears already, and whether the rows of an identifier
/// agree in place and time.
///
/// Open addressing with sixteen bytes an entry, so that an identifier takes some thirty bytes, whatever the number of its
/// rows. The identifiers are dealt into shares by their hash, each with a table of its own, so that several threads can
/// enter rows at once; all rows of an identifier come to one share, in the order in which they are entered. What `count`,
/// `repeating` and the like say does not depend on the order of the rows.
struct IdentifierRows {
    fileprivate static let claimed: UInt64 = 1
    private static let repeated: UInt64 = 2
    private static let differing: UInt64 = 4
    fileprivate static let timed: UInt64 = 8
    private static let strange: UInt64 = 16
    fileprivate static let flags: UInt64 = 31
    /// The bits of a happening that tell its time.
    private static let time: UInt64 = (1 << 35 - 1) & ~flags

    /// The number of shares; the highest bits of a hash tell its share.
    static let shares = 1 << shareBits
    private static let shareBits = 4

    private var parts = [Share](repeating: Share(), count: shares)

    /// The different identifiers.
    var count: Int { parts.reduce(0) { $0 + $1.tally.count } }
    /// The rows whose identifier stands on a row before them.
    var repeating: Int { parts.reduce(0) { $0 + $1.tally.repeating } }
    /// The identifiers that stand on several rows.
    var repeated: Int { parts.reduce(0) { $0 + $1.tally.repeated } }
    /// Those of them whose rows tell different places or times.
    var differing: Int { parts.reduce(0) { $0 + $1.tally.differing } }
    /// Those of them with a row that tells both another place and another time than the first.
    private var strange: Int { parts.reduce(0) { $0 + $1.tally.strange } }

    /// The share of a hash.
    @inline(__always)
    static func share(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> (64 - UInt64(shareBits))) }

    /// Makes room for `count` identifiers, whose hashes spread evenly over the shares.
    mutating func reserve(_ count: Int) {
        let each = Double(count) / Double(IdentifierRows.shares)
        // A share's number varies by the root of its mean.
        for share in parts.indices { parts[share].reserve(Int(each + 4 * each.squareRoot()) + 1) }
    }

    /// Enters a row that can be read. `happening` is a hash of its place and time, `isTimed` says whether it tells a time of
    /// day, `isSelected` whether it is asked for. Returns whether it is the first row of its identifier that is asked for.
    /// O(1) on average.
    mutating func enter(_ hash: UInt64, happening: UInt64, isTimed: Bool, isSelected: Bool) -> Bool {
        let entry = IdentifierEntries.Entry(
            hash: hash, happening: happening, isTimed: isTimed, isSelected: isSelected, row: 0)
        return parts[IdentifierRows.share(of: hash)].enter(entry)
    }

    /// Enters the rows of several batches, in their order, and marks those that are asked for and not the first of their
    /// identifier as ``RowBatch/repeated``. The threads share the work by hash. O(rows) on average.
    mutating func enter(_ batches: [RowBatch]) {
        guard batches.contains(where: { $0.identifiers.count > 0 }) else { return }
        parts.withUnsafeMutableBufferPointer { parts in
            // Each share is one thread's, and each row stands in one share.
            nonisolated(unsafe) let parts = parts
            _ = Parallel.map(parts.count) { share in
                for batch in batches {
                    parts[share].enter(batch.identifiers, share: share, marking: batch.rows.filter)
                }
            }
        }
    }

    /// Whether more rows than a few slips bear the identifier of a row before them.
    var areShared: Bool { repeating > 2 && repeating * 50 > count + repeating }

    /// Whether several rows share an identifier because they are parts of one incident: `RowGrain` has the rule.
    var tellOfPersons: Bool { areShared && (repeated - differing) * 2 >= repeated }

    /// Whether the numbers begin anew, each day or at each station: most of those that stand on several rows tell of another place
    /// and another time there, so that they tell no incidents apart.
    var beginAnew: Bool { areShared && strange * 2 > repeated }

    /// The identifiers with a time of day that share place and time with another, or 0 where they are fewer than ten or
    /// than one in twenty. O(identifiers).
    var coinciding: Int {
        let timed = Parallel.map(parts.count) { share in
            parts[share].slots.count { $0.happening & IdentifierRows.timed != 0 }
        }.reduce(0, +)
        let coinciding = HashGroups(Coincidences(parts: parts)).groups.reduce(0) { $0 + Int($1.count) }
        return coinciding >= 10 && coinciding * 20 >= timed ? coinciding : 0
    }

    /// The happenings of the identifiers with a time of day, share by share.
    private struct Coincidences: HashSource {
        let parts: [Share]
        var stretches: Int { parts.count }
        func forEach(in stretch: Int, _ body: (UInt64) -> Void) {
            for slot in parts[stretch].slots where slot.happening & IdentifierRows.timed != 0 {
                body(slot.happening & ~IdentifierRows.flags)
            }
        }
    }

    private struct Slot {
        /// The identifier's hash; 0 in an empty slot.
        var hash: UInt64 = 0
        /// Where and when the first row happened, and the flags in the lowest bits.
        var happening: UInt64 = 0
    }

    /// The identifiers of one share.
    private struct Share {
        private(set) var slots = [Slot](repeating: Slot(), count: 64)
        private(set) var tally = Tally()

        /// The rows whose places in the table are looked up before the first of them is entered, so that the main memory is
        /// asked for all of them at once.
        private static let stride = 16

        /// Makes room for `count` identifiers.
        mutating func reserve(_ count: Int) {
            guard slots.count * 3 < count * 4 else { return }
            let old = slots
            let size = max(old.count * 2, count * 4 / 3 + 1)
            slots = [Slot](repeating: Slot(), count: size)
            for entry in old where entry.hash != 0 {
                var slot = Share.place(of: entry.hash, among: slots.count)
                while slots[slot].hash != 0 { slot = Share.next(slot, among: slots.count) }
                slots[slot] = entry
            }
        }

        /// Enters one row; returns whether it is the first of its identifier that is asked for.
        mutating func enter(_ row: IdentifierEntries.Entry) -> Bool {
            reserve(tally.count + 1)
            let place = Share.place(of: row.hash, among: slots.count)
            return slots.withUnsafeMutableBufferPointer { tally.enter(row, in: $0, from: place) }
        }

        /// Enters the share's rows of a batch and marks those that are asked for and not the first of their identifier.
        mutating func enter(_ batch: IdentifierEntries, share: Int, marking filter: UnsafeMutableBufferPointer<UInt8>) {
            let range = batch.range(ofShare: share)
            reserve(tally.count + range.count)
            let stride = Share.stride
            var tally = tally
            slots.withUnsafeMutableBufferPointer { slots in
                withUnsafeTemporaryAllocation(of: (place: Int, hash: UInt64).self, capacity: stride) { seen in
                    var first = range.lowerBound
                    while first < range.upperBound {
                        let last = min(first + stride, range.upperBound)
                        for index in first..<last {
                            let place = Share.place(of: batch[index].hash, among: slots.count)
                            seen[index - first] = (place, slots[place].hash)
                        }
                        for index in first..<last {
                            let (row, (place, hash)) = (batch[index], seen[index - first])
                            let isFirst =
                                hash == row.hash
                                ? tally.enterAgain(row, &slots[place]) : tally.enter(row, in: slots, from: place)
                            if !isFirst, row.isSelected { filter[Int(row.row)] = RowBatch.repeated }
                        }
                        first = last
                    }
                }
            }
            self.tally = tally
        }

        /// Where a hash is sought first: its bits behind those of the share, as a part of the table's length.
        @inline(__always)
        private static func place(of hash: UInt64, among slots: Int) -> Int {
            Int(
                truncatingIfNeeded: (hash << UInt64(IdentifierRows.shareBits)).multipliedFullWidth(by: UInt64(slots))
                    .high)
        }

        @inline(__always)
        fileprivate static func next(_ slot: Int, among slots: Int) -> Int { slot + 1 == slots ? 0 : slot + 1 }
    }

    /// What is counted of a share's identifiers.
    private struct Tally {
        var count = 0
        var repeating = 0
        var repeated = 0
        var differing = 0
        var strange = 0

        /// Enters a row for which there is room, sought from `place` on; returns whether it is the first of its identifier
        /// that is asked for.
        @inline(__always)
        mutating func enter(
            _ row: IdentifierEntries.Entry, in slots: UnsafeMutableBufferPointer<Slot>, from place: Int
        ) -> Bool {
            var slot = place
            while slots[slot].hash != 0 {
                if slots[slot].hash == row.hash { return enterAgain(row, &slots[slot]) }
                slot = Share.next(slot, among: slots.count)
            }
            slots[slot] = Slot(hash: row.hash, happening: row.happening)
            count += 1
            return row.isSelected
        }

        mutating func enterAgain(_ row: IdentifierEntries.Entry, _ slot: inout Slot) -> Bool {
            let happening = row.happening & ~IdentifierRows.flags
            var entry = slot.happening
            repeating += 1
            if entry & IdentifierRows.repeated == 0 { repeated += 1 }
            entry |= IdentifierRows.repeated
            if entry & ~IdentifierRows.flags != happening, entry & IdentifierRows.differing == 0 {
                entry |= IdentifierRows.differing
                differing += 1
            }
            let change = entry ^ happening
            if change & IdentifierRows.time != 0, change & ~(IdentifierRows.time | IdentifierRows.flags) != 0,
                entry & IdentifierRows.strange == 0
            {
                entry |= IdentifierRows.strange
                strange += 1
            }
            let isFirst = row.isSelected && entry & IdentifierRows.claimed == 0
            if row.isSelected { entry |= IdentifierRows.claimed }
            slot.happening = entry
            return isFirst
        }
    }
}

/// The rows of a batch that have an identifier, by the share of ``IdentifierRows`` that they belong to and in their order.
struct IdentifierEntries: Sendable {
    /// One row.
    struct Entry: BitwiseCopyable {
        /// The identifier's hash, never 0.
        let hash: UInt64
        /// A hash of place and time, and in the lowest bits whether a time of day is told and the row is asked for.
        let happening: UInt64
        /// The row in its batch.
        let row: Int32

        @inline(__always)
        init(hash: UInt64, happening: UInt64, isTimed: Bool, isSelected: Bool, row: Int32) {
            self.hash = hash
            self.happening =
                happening & ~IdentifierRows.flags | (isSelected ? IdentifierRows.claimed : 0)
                | (isTimed ? IdentifierRows.timed : 0)
            self.row = row
        }

        var isSelected: Bool { happening & IdentifierRows.claimed != 0 }
    }

    private var entries: [Entry] = []
    /// Where each share begins, and the end.
    private var starts = [Int](repeating: 0, count: IdentifierRows.shares + 1)

    /// No rows.
    init() {}

    /// The rows of `rows` that are not rejected and name an identifier. O(rows).
    init(_ rows: RowColumns) {
        let (identifiers, filter) = (rows.identifier, rows.filter)
        for row in 0..<rows.count where identifiers[row] != 0 && filter[row] != RowBatch.rejectedLater {
            starts[IdentifierRows.share(of: identifiers[row]) + 1] += 1
        }
        for share in 0..<IdentifierRows.shares { starts[share + 1] += starts[share] }
        var next = starts
        entries = [Entry](unsafeUninitializedCapacity: starts[IdentifierRows.shares]) { buffer, count in
            for row in 0..<rows.count where identifiers[row] != 0 && filter[row] != RowBatch.rejectedLater {
                let share = IdentifierRows.share(of: identifiers[row])
                buffer[next[share]] = Entry(
                    hash: identifiers[row], happening: Happenings.hash(row, of: rows),
                    isTimed: Happenings.isTimed(rows.flags[row]), isSelected: filter[row] == 0,
                    row: Int32(truncatingIfNeeded: row))
                next[share] += 1
            }
            count = starts[IdentifierRows.shares]
        }
    }

    /// The number of rows.
    var count: Int { entries.count }

    /// The places of a share's rows.
    func range(ofShare share: Int) -> Range<Int> { starts[share]..<starts[share + 1] }

    @inline(__always)
    subscript(index: Int) -> Entry { entries[index] }
}
