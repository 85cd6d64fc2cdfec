import HomewardCalendar
import HomewardIncidents
import HomewardStreets

/// An incident on a street and on the clock.
struct RiskEvent: Sendable, Equatable {
    /// Where, on a street.
    var place: Snap
    /// The minute of the day at which it happened, or from which and until which it may have; `to` is not less than `from`
    /// and may lie beyond midnight.
    var from: Double
    var to: Double
    /// The day's number.
    var day: Int
    /// Its harm.
    var harm: Double

    /// The incidents of a table that lie within `reach` of a street and whose time of day is known, at least as a range of
    /// less than a day; `clock` reads the ranges that the table places on no minute. By day, place and time, whatever the
    /// order of the rows. O(incidents × search of the neighbourhood), and memory for the events.
    ///
    /// - Parameter window: The minutes of the day near which events are wanted.
    /// - Returns: The events, how many incidents of any time lie too far from any street, and how many have no time of day.
    static func events(
        of table: IncidentTable, within reach: Double, of window: ClosedRange<Double>, network: StreetNetwork,
        clock: LocalClock?
    ) -> (events: [RiskEvent], far: Int, timeless: Int) {
        var events: [RiskEvent] = []
        var far = 0
        var timeless = 0
        for index in 0..<table.count {
            guard let (from, to) = minutes(of: table, index, clock) else {
                timeless += 1
                continue
            }
            guard let place = network.snap(table.point(index), within: reach, component: nil) else {
                far += 1
                continue
            }
            let harm = table.harm[index]
            let event = RiskEvent(
                place: place, from: from, to: to, day: Int(table.day[index]), harm: harm.isFinite ? max(0, harm) : 0)
            if event.meets(window) { events.append(event) }
        }
        events.sort {
            if $0.day != $1.day { return $0.day < $1.day }
            if $0.place.edge != $1.place.edge { return $0.place.edge < $1.place.edge }
            if $0.place.offset != $1.place.offset { return $0.place.offset < $1.place.offset }
            if $0.from != $1.from { return $0.from < $1.from }
            if $0.to != $1.to { return $0.to < $1.to }
            return $0.harm < $1.harm
        }
        return (events, far, timeless)
    }

    /// Whether it may have happened in a window of the clock. A time beyond midnight is one of the next day's early hours.
    func meets(_ window: ClosedRange<Double>) -> Bool {
        func meets(after turn: Double) -> Bool {
            from + turn <= window.upperBound && to + turn >= window.lowerBound
        }
        return meets(after: 0) || meets(after: 1440) || meets(after: -1440)
    }

    private static func minutes(of table: IncidentTable, _ index: Int, _ clock: LocalClock?) -> (Double, Double)? {
        let length = Double(table.end[index] - table.start[index]) / 60
        if table.second[index] >= 0 {
            let middle = Double(table.second[index]) / 60
            guard table.precision[index].isStretch, length > 0 else { return (middle, middle) }
            return (middle - length / 2, middle + length / 2)
        }
        guard table.precision[index].isStretch, length > 0, length < 1440, let clock else { return nil }
        let from = Double(clock.civil(table.start[index]).second) / 60
        return (from, from + length)
    }
}
