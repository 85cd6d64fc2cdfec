/// Where and when the rows of a file happened that tell a time of day, to find those that coincide: persons of one incident
/// in a file without identifiers. ``RowGrain`` has the rules. Sixteen bytes a row.
struct Happenings {
    private struct Entry {
        /// A hash of the position to the last digit.
        var place: UInt64
        /// The minute on the line of local time where the time of day is known, else a hash of the range with the highest
        /// bit set.
        var time: UInt32
        /// The row in the table, or −1 where it is not asked for.
        var row: Int32

        /// The minute of the day, or nil for a long range.
        var minute: UInt32? { time & Happenings.isRange == 0 ? time % 1440 : nil }
    }

    private static let isRange: UInt32 = 1 << 31
    private var entries: [Entry] = []

    /// Makes room for `count` rows.
    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Whether a row with these flags tells a time of day that may be compared: 00:00 often stands for "not known".
    @inline(__always)
    static func isTimed(_ flags: RowBatch.Flags) -> Bool { flags.contains(.hasTime) && !flags.contains(.midnight) }

    /// A hash of place, to the metre, in the upper 29 bits and one of the time in the 30 below them, of row `row`; the lowest
    /// five bits are 0. O(1).
    @inline(__always)
    static func hash(_ row: Int, of rows: RowColumns) -> UInt64 {
        // Adding 0 makes −0 and 0 the same.
        let x = (rows.x[row].rounded() + 0).bitPattern
        let y = (rows.y[row].rounded() + 0).bitPattern
        let start = UInt64(bitPattern: rows.start[row])
        let end = UInt64(bitPattern: rows.end[row])
        let place = ByteHash.mix(x ^ ByteHash.mix(y)) >> 35
        let time = ByteHash.mix(start ^ ByteHash.mix(end)) >> 34
        return place << 35 | time << 5
    }

    /// Adds row `row` of `rows`, whose time is known. `tableRow` is its row among those asked for, or −1. O(1) on average.
    @inline(__always)
    mutating func add(_ row: Int, of rows: RowColumns, tableRow: Int) {
        let place = ByteHash.mix((rows.x[row] + 0).bitPattern ^ ByteHash.mix((rows.y[row] + 0).bitPattern))
        let time: UInt32
        if rows.second[row] >= 0 {
            // Days count from 1970 and are made positive from 1860 on.
            let minute = (Int(rows.day[row]) + 40_000) * 1440 + Int(rows.second[row]) / 60
            time = UInt32(truncatingIfNeeded: minute) & ~Happenings.isRange
        } else {
            let range =
                UInt64(bitPattern: rows.start[row] / 60) ^ ByteHash.mix(UInt64(bitPattern: rows.end[row] / 60))
            time = UInt32(truncatingIfNeeded: ByteHash.mix(range)) | Happenings.isRange
        }
        entries.append(Entry(place: place, time: time, row: Int32(truncatingIfNeeded: tableRow)))
    }

    /// Adds what another part of the file holds, the first of whose rows that are asked for is row `first` of the table.
    /// O(rows).
    mutating func add(_ part: Happenings, from first: Int) {
        let first = Int32(truncatingIfNeeded: first)
        entries += part.entries.lazy.map {
            Entry(place: $0.place, time: $0.time, row: $0.row < 0 ? -1 : $0.row + first)
        }
    }

    /// The rows of the table that tell of the same as a row before them, in order. Without `asked` nil where so few rows
    /// coincide that it may be chance. O(rows) where few coincide, else O(rows log rows).
    mutating func further(asked: Bool) -> [Int]? {
        if !asked && !mayTellOfPersons { return nil }
        entries.sort { ($0.place, $0.time, $0.row) < ($1.place, $1.time, $1.row) }
        var groups: [Range<Int>] = []
        var coinciding = 0
        var placePairs = 0.0
        var usualTimes: [UInt32] = []
        for place in runs(in: entries.indices, by: { $0.place == $1.place }) {
            let times = runs(in: place) { $0.time == $1.time }
            let defaults = defaultMinutes(times)
            var usual = 0
            for time in times {
                if let minute = entries[time.lowerBound].minute, defaults.contains(minute) { continue }
                usual += time.count
                usualTimes += repeatElement(entries[time.lowerBound].time, count: time.count)
                if time.count > 1 {
                    coinciding += time.count
                    groups.append(time)
                }
            }
            placePairs += Happenings.pairs(usual)
        }
        if !asked {
            usualTimes.sort()
            var timePairs = 0.0
            var first = 0
            for index in usualTimes.indices
            where index + 1 == usualTimes.count || usualTimes[index + 1] != usualTimes[index] {
                timePairs += Happenings.pairs(index + 1 - first)
                first = index + 1
            }
            let byChance = placePairs * timePairs / max(Happenings.pairs(usualTimes.count), 1)
            // Each pair brings two rows into coincidence at most.
            guard coinciding >= 10, coinciding * 20 >= entries.count, Double(coinciding) >= 4 * 2 * byChance else {
                return nil
            }
        }
        // Rows that are not asked for stand first in their group, then those of the table in their order.
        return groups.flatMap { group in
            entries[group].lazy.map { Int($0.row) }.filter { $0 >= 0 }.dropFirst()
        }.sorted()
    }

    /// Whether as many as one row in twenty can coincide with another: of c rows that do at least half are no first ones.
    private var mayTellOfPersons: Bool {
        let further = HashGroups(Hashes(entries: entries)).groups.reduce(0) { $0 + Int($1.count) - 1 }
        return further >= 5 && further * 40 >= entries.count
    }

    /// The happenings as hashes.
    private struct Hashes: HashSource {
        let entries: [Entry]
        private static let stretch = 1 << 16
        var stretches: Int { (entries.count + Self.stretch - 1) / Self.stretch }
        func forEach(in stretch: Int, _ body: (UInt64) -> Void) {
            for index in stretch * Self.stretch..<min((stretch + 1) * Self.stretch, entries.count) {
                body(ByteHash.mix(entries[index].place ^ UInt64(entries[index].time) << 32) | 1)
            }
        }
    }

    /// The minutes of the day that a place tells on five days or more, and on more than a third of its times: defaults.
    /// `times` are the entries of one place, by time.
    private func defaultMinutes(_ times: [Range<Int>]) -> [UInt32] {
        guard times.count >= 5 else { return [] }
        let minutes = times.compactMap { entries[$0.lowerBound].minute }.sorted()
        var defaults: [UInt32] = []
        var first = 0
        for index in minutes.indices where index + 1 == minutes.count || minutes[index + 1] != minutes[index] {
            let days = index + 1 - first
            if days >= 5, days * 3 > times.count { defaults.append(minutes[index]) }
            first = index + 1
        }
        return defaults
    }

    /// The longest stretches of `range` whose neighbours are the same.
    private func runs(in range: Range<Int>, by isSame: (Entry, Entry) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var first = range.lowerBound
        for index in range where index + 1 == range.upperBound || !isSame(entries[index], entries[index + 1]) {
            runs.append(first..<index + 1)
            first = index + 1
        }
        return runs
    }

    private static func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
}
