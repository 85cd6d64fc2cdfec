public import HomewardCalendar
public import HomewardIncidents

/// The times of day of a set of incidents, each a moment or a range in which it happened.
///
/// Incidents whose day or month alone is known have none and are counted in ``unplaced``. A range is what the clock on the wall
/// showed from its start to its end, as on the ``DataClock``; one of a week or more is spread evenly over the day.
public struct DayTimes: Sendable, Equatable {
    /// Incidents at one moment.
    struct Moment: Sendable, Equatable {
        /// The second of the day, 0 ..< 86 400.
        var second: Int
        /// How many there are.
        var count: Int
    }

    /// Time on the clock without a break.
    struct Stretch: Sendable, Equatable, Comparable {
        /// The second of the day at which it begins.
        var second: Int
        /// Its length, s; it may go round more than once.
        var length: Int

        static func < (a: Stretch, b: Stretch) -> Bool { (a.second, a.length) < (b.second, b.length) }
    }

    /// The moments, ascending.
    let moments: [Moment]
    /// The ranges in a fixed order, each of one stretch unless the clock was put forward or back on the way.
    let ranges: [[Stretch]]
    /// Incidents with a time of day.
    public let placed: Int
    /// Incidents whose time of day is not recorded.
    public let unplaced: Int

    /// Takes the times of incidents. O(incidents + hours of all ranges).
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - clock: The local clock, the one with which the incidents were read.
    public init(of table: IncidentTable, clock: LocalClock) {
        var counts = [Int](repeating: 0, count: 86_400)
        var ranges: [[Stretch]] = []
        var unplaced = 0
        for row in 0..<table.count {
            guard table.precision[row].hasTime else {
                unplaced += 1
                continue
            }
            let (start, end) = (table.start[row], table.end[row])
            guard end > start else {
                counts[Int(clock.civil(start).second)] += 1
                continue
            }
            ranges.append(DayTimes.stretches(from: start, to: end, clock: clock))
        }
        moments = counts.indices.filter { counts[$0] > 0 }.map { Moment(second: $0, count: counts[$0]) }
        // The sums that follow must not hang on the order of the rows.
        self.ranges = ranges.sorted { $0.lexicographicallyPrecedes($1) }
        placed = table.count - unplaced
        self.unplaced = unplaced
    }

    private static func stretches(from start: Int64, to end: Int64, clock: LocalClock) -> [Stretch] {
        guard end - start < 604_800 else { return [Stretch(second: 0, length: 86_400)] }
        var stretches: [Stretch] = []
        AoristicSpread.stretches(from: start, to: end) {
            clock.civil($0)
        } each: { wall, length in
            let second = Int(wall.second)
            if let last = stretches.last, (last.second + last.length) % 86_400 == second {
                stretches[stretches.count - 1].length += Int(length)
            } else {
                stretches.append(Stretch(second: second, length: Int(length)))
            }
        }
        return stretches
    }
}
