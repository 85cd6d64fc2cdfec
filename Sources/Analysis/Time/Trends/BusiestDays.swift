public import HomewardCalendar

/// The days in a row that hold most, and whether any would by chance.
///
/// Days that are not asked for are left out, so that five school days in a row may run over a weekend. The expected number is that
/// of the whole period; where weekends or summers are fuller than other days, the fullest stretch is less of a wonder than p says.
/// See ``WindowScan``.
public struct BusiestDays: Sendable, Equatable {
    /// How many days in a row.
    public var length: Int
    /// The first day; nil where the period is too short or holds no incident.
    public var first: CivilDay?
    /// The last day.
    public var last: CivilDay?
    /// Incidents on them.
    public var count: Int
    /// Incidents to be expected on as many days.
    public var expected: Double
    /// The probability that the fullest so many days hold as much by chance; nil where nothing was looked for.
    public var p: Double?

    /// Finds the fullest days; of equals the earliest. O(days).
    init(_ length: Int, of incidents: DatedIncidents) {
        self.length = length
        let counts = incidents.perDay(.day)
        let days = incidents.inForce.enumerated().filter(\.element).map(\.offset)
        let total = days.reduce(0) { $0 + counts[$1] }
        expected = days.isEmpty ? 0 : Double(total) * Double(length) / Double(days.count)
        count = 0
        guard total > 0, days.count >= 2 * length else { return }
        var held = days[..<length].reduce(0) { $0 + counts[$1] }
        var best = (count: held, start: 0)
        for start in 1...(days.count - length) {
            held += counts[days[start + length - 1]] - counts[days[start - 1]]
            if held > best.count { best = (held, start) }
        }
        count = best.count
        first = incidents.places.days.first.advanced(by: days[best.start])
        last = incidents.places.days.first.advanced(by: days[best.start + length - 1])
        p = WindowScan.atLeast(
            best.count, mean: expected, windows: Double(days.count) / Double(length))
    }
}
