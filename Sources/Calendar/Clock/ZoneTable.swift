/// The offsets of a time zone from UTC, day by day, with the exact moments at which they change.
final class ZoneTable: Sendable {
    /// One change of the offset.
    struct Change: Sendable, Equatable {
        /// The first moment with the new offset, seconds since 1970.
        var at: Int64
        /// The offsets before and from then on, seconds east of UTC.
        var before: Int32
        var after: Int32
    }

    private static let firstDay = -25_567  // 1900-01-01
    private static let dayCount = 73_414  // to 2100-12-31
    private static let mixed = Int32.min

    /// The changes, in order of time.
    let changes: [Change]
    /// The offset of each local day, or `mixed` on a day that a change touches.
    private let localDays: [Int32]
    /// The offset of each UTC day, or `mixed`.
    private let universalDays: [Int32]

    /// Samples `offset` each week and narrows every difference down to the second.
    init(offset: (Int64) -> Int) {
        let start = Int64(ZoneTable.firstDay) * 86_400
        let end = start + Int64(ZoneTable.dayCount) * 86_400
        var changes: [Change] = []
        var known = Int32(offset(start))
        let initial = known
        var low = start
        while low < end {
            let high = low + 7 * 86_400
            while offset(high) != Int(known) {
                var (same, other) = (low, high)
                while other - same > 1 {
                    let middle = same + (other - same) / 2
                    if offset(middle) == Int(known) { same = middle } else { other = middle }
                }
                let next = Int32(offset(other))
                changes.append(Change(at: other, before: known, after: next))
                known = next
                low = other
            }
            low = high
        }
        self.changes = changes

        var local = [Int32](repeating: initial, count: ZoneTable.dayCount)
        var universal = local
        for (index, change) in changes.enumerated() {
            let until = index + 1 < changes.count ? changes[index + 1].at : end + 7 * 86_400
            for day in ZoneTable.index(change.at)...max(ZoneTable.index(change.at), ZoneTable.index(until)) {
                if universal.indices.contains(day) { universal[day] = change.after }
                if local.indices.contains(day) { local[day] = change.after }
            }
        }
        for change in changes {
            let (first, last) = (min(change.before, change.after), max(change.before, change.after))
            for day in ZoneTable.index(change.at + Int64(first))...ZoneTable.index(change.at + Int64(last))
            where local.indices.contains(day) {
                local[day] = ZoneTable.mixed
            }
            let day = ZoneTable.index(change.at)
            if universal.indices.contains(day) { universal[day] = ZoneTable.mixed }
        }
        // A day between a change and the local midnight that belongs to it takes the offset that rules its own noon.
        for day in local.indices where local[day] != ZoneTable.mixed {
            let noon = (Int64(day + ZoneTable.firstDay) * 86_400 + 43_200) - Int64(local[day])
            local[day] = ZoneTable.offset(at: noon, in: changes, initial: initial)
        }
        localDays = local
        universalDays = universal
    }

    private static func index(_ second: Int64) -> Int {
        Int(second >= 0 ? second / 86_400 : (second - 86_399) / 86_400) - firstDay
    }

    private static func offset(at epoch: Int64, in changes: [Change], initial: Int32) -> Int32 {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= epoch { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? initial : changes[low - 1].after
    }

    /// The offset that rules all of a local day, or nil on a day with a change.
    @inline(__always)
    func offset(ofLocalDay day: Int) -> Int32? {
        let index = min(max(day - ZoneTable.firstDay, 0), ZoneTable.dayCount - 1)
        let offset = localDays[index]
        return offset == ZoneTable.mixed ? nil : offset
    }

    /// The offset at a moment.
    @inline(__always)
    func offset(at epoch: Int64) -> Int32 {
        let index = min(max(ZoneTable.index(epoch), 0), ZoneTable.dayCount - 1)
        let offset = universalDays[index]
        guard offset == ZoneTable.mixed else { return offset }
        return ZoneTable.offset(at: epoch, in: changes, initial: changes.first?.before ?? 0)
    }

    /// The moment of a local time on a day with a change.
    func instantNearChange(local: Int64, later: Bool) -> (epoch: Int64, kind: LocalClock.Kind) {
        let nearby = changes.filter { abs($0.at - local) < 3 * 86_400 }
        // The greatest offset gives the earliest moment.
        var candidates: [Int64] = []
        for offset in Set(nearby.flatMap { [$0.before, $0.after] }).sorted(by: >) {
            let epoch = local - Int64(offset)
            if self.offset(at: epoch) == offset { candidates.append(epoch) }
        }
        guard let first = candidates.first, let last = candidates.last else {
            let skipping = nearby.first { local - Int64($0.before) >= $0.at && local - Int64($0.after) < $0.at }
            return (local - Int64(skipping?.before ?? 0), .nonexistent)
        }
        return candidates.count == 1 ? (first, .ordinary) : (later ? last : first, .repeated)
    }

    /// The first change that falls on a local day.
    func change(onLocalDay day: Int) -> Int64? {
        changes.first { ZoneTable.index($0.at + Int64($0.after)) + ZoneTable.firstDay == day }?.at
    }
}
