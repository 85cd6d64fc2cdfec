/// The identifiers of a file's rows: which a row that is asked for bears already, and whether the rows of an identifier
/// agree in place and time.
///
/// Open addressing with sixteen bytes an entry, so that an identifier takes some thirty bytes, whatever the number of its
/// rows. What `count`, `repeating` and the like say does not depend on the order of the rows.
struct IdentifierRows {
    private struct Slot {
        /// The identifier's hash; 0 in an empty slot.
        var hash: UInt64 = 0
        /// Where and when the first row happened, and the flags in the lowest bits.
        var happening: UInt64 = 0
    }

    private static let claimed: UInt64 = 1
    private static let repeated: UInt64 = 2
    private static let differing: UInt64 = 4
    private static let timed: UInt64 = 8
    private static let strange: UInt64 = 16
    private static let flags: UInt64 = 31
    /// The bits of a happening that tell its time.
    private static let time: UInt64 = (1 << 35 - 1) & ~flags

    private var slots = [Slot](repeating: Slot(), count: 1024)
    /// The different identifiers.
    private(set) var count = 0
    /// The rows whose identifier stands on a row before them.
    private(set) var repeating = 0
    /// The identifiers that stand on several rows.
    private(set) var repeated = 0
    /// Those of them whose rows tell different places or times.
    private(set) var differing = 0
    /// Those of them with a row that tells both another place and another time than the first.
    private(set) var strange = 0

    /// Makes room for `count` identifiers.
    mutating func reserve(_ count: Int) {
        var size = slots.count
        while size * 7 < count * 10 { size *= 2 }
        if size > slots.count { grow(to: size) }
    }

    /// Enters a row that can be read. `happening` is a hash of its place and time, `isTimed` says whether it tells a time of
    /// day, `isSelected` whether it is asked for. Returns whether it is the first row of its identifier that is asked for.
    /// O(1) on average.
    mutating func enter(_ hash: UInt64, happening: UInt64, isTimed: Bool, isSelected: Bool) -> Bool {
        let happening = happening & ~IdentifierRows.flags
        var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash { return enterAgain(slot, happening, isSelected) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Slot(
            hash: hash,
            happening: happening | (isSelected ? IdentifierRows.claimed : 0) | (isTimed ? IdentifierRows.timed : 0))
        count += 1
        if count * 10 > slots.count * 7 { grow(to: slots.count * 2) }
        return isSelected
    }

    private mutating func enterAgain(_ slot: Int, _ happening: UInt64, _ isSelected: Bool) -> Bool {
        var entry = slots[slot].happening
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
        let isFirst = isSelected && entry & IdentifierRows.claimed == 0
        if isSelected { entry |= IdentifierRows.claimed }
        slots[slot].happening = entry
        return isFirst
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
        var first = HashSet64()
        var doubles: [UInt64: Int] = [:]
        var timed = 0
        first.reserve(count)
        for slot in slots where slot.hash != 0 && slot.happening & IdentifierRows.timed != 0 {
            timed += 1
            // The lowest bit is never a part of the hash, and 0 stands for an empty slot.
            let happening = slot.happening & ~IdentifierRows.flags | 1
            if !first.insert(happening) { doubles[happening, default: 1] += 1 }
        }
        let coinciding = doubles.values.reduce(0, +)
        return coinciding >= 10 && coinciding * 20 >= timed ? coinciding : 0
    }

    private mutating func grow(to size: Int) {
        let old = slots
        slots = [Slot](repeating: Slot(), count: size)
        for entry in old where entry.hash != 0 {
            var slot = Int(truncatingIfNeeded: entry.hash & UInt64(slots.count - 1))
            while slots[slot].hash != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }
}
