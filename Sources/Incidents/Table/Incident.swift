public import HomewardCalendar
public import HomewardGeometry

/// One incident: a row of an ``IncidentTable``.
///
/// ```swift
/// let clock = try LocalClock(timeZone: "Europe/London")
/// let day = CivilDay(number: 19_732)  // 10 January 2024
/// let table = IncidentTable([
///     Incident(at: Point(x: 433_915, y: 279_570), on: day, second: 15 * 3600, clock: clock, category: "Robbery")
/// ])
/// ```
public struct Incident: Sendable, Hashable {
    /// Which source it came from, counted from 0.
    public var source: UInt16
    /// The line of that source on which the record starts, counted from 1; 0 where it comes from no file.
    public var line: Int32
    /// Where, in the working coordinate system, metres.
    public var position: Point
    /// The earliest moment, seconds since 1970-01-01T00:00:00Z.
    public var start: Int64
    /// The latest moment, seconds since 1970-01-01T00:00:00Z; the same as ``start`` where one moment is known.
    public var end: Int64
    /// How exactly the time is known.
    public var precision: TimePrecision
    /// The local civil day of the representative moment.
    public var day: CivilDay
    /// The second of that day as the clock on the wall shows it, 0 ..< 86 400; nil where the time of day is not known
    /// well enough to be placed on the clock.
    public var second: Int32?
    /// The category; empty where there is none.
    public var category: String
    /// The age in years of the person who was harmed or, where the source is about suspects, suspected; nil where not
    /// known.
    public var age: Int16?
    /// The weapon; empty for "not recorded".
    public var weapon: String
    /// The harm weight, 1 where no harm table is given.
    public var harm: Double

    /// An incident whose moment, or range from `start` to `end`, is given in seconds since 1970-01-01T00:00:00Z together
    /// with the local day and second that stand for it.
    public init(
        at position: Point, start: Int64, end: Int64? = nil, precision: TimePrecision = .moment, day: CivilDay,
        second: Int32?, category: String = "", age: Int16? = nil, weapon: String = "", harm: Double = 1,
        source: UInt16 = 0, line: Int32 = 0
    ) {
        self.source = source
        self.line = line
        self.position = position
        self.start = start
        self.end = end ?? start
        self.precision = precision
        self.day = day
        self.second = second
        self.category = category
        self.age = age
        self.weapon = weapon
        self.harm = harm
    }

    /// An incident on a local day: at `second` of it, as the clock on the wall shows it, or at a time that is not known.
    public init(
        at position: Point, on day: CivilDay, second: Int32? = nil, clock: LocalClock, category: String = "",
        age: Int16? = nil, weapon: String = "", harm: Double = 1, source: UInt16 = 0, line: Int32 = 0
    ) {
        let start = second.map { clock.instant(day: day, second: Int($0)).epoch } ?? clock.start(of: day)
        self.init(
            at: position, start: start, end: second == nil ? clock.start(of: day.advanced(by: 1)) - 1 : start,
            precision: second == nil ? .day : .moment, day: day, second: second, category: category, age: age,
            weapon: weapon, harm: harm, source: source, line: line)
    }
}
