public import HomewardCalendar
public import HomewardGeometry
public import HomewardIncidents
import HomewardLayers

/// Two named areas that share ground.
public struct NamedOverlap: Sendable, Hashable {
    /// The area that stands first in the list and has the points.
    public var first: String
    /// The area that stands later.
    public var second: String
    /// The ground that they share, m².
    public var squareMetres: Double

    /// Names an overlap.
    public init(first: String, second: String, squareMetres: Double) {
        self.first = first
        self.second = second
        self.squareMetres = squareMetres
    }
}

/// Incidents read, placed and dated: what every analysis starts from.
public struct Study: Sendable {
    /// The working coordinate system.
    public var workingSystem: CoordinateSystem
    /// The local clock.
    public var clock: LocalClock
    /// The study area.
    public var studyArea: NamedArea
    /// The named areas in order of precedence; none where the request names none.
    public var areas: [NamedArea]
    /// The field of the areas' layer that their names were taken from; nil without areas.
    public var areaNameField: String?
    /// Named areas that share ground.
    public var overlaps: [NamedOverlap]
    /// The school calendar, where one is given.
    public var calendar: SchoolCalendar?
    /// The kind of every day of the period; nil without a calendar.
    public var days: DayTable?
    /// The days of areas that go by school terms of their own.
    public var areaDays = AreaDays()
    /// The first and the last day.
    public var period: ClosedRange<CivilDay>
    /// The incidents and the account of every row.
    public var reading: IncidentReading
    /// The area of each incident of the table.
    public var assignment: AreaAssignment
    /// Whether the incidents are made up: a file says so in its column `synthetic`, or the request does.
    public var hasMadeUpIncidents = false
    /// What the study takes for granted, in sentences.
    public var assumptions: [String]

    /// The incidents.
    public var table: IncidentTable { reading.table }

    /// The days of the period for analyses that compare school days with others.
    ///
    /// - Throws: ``WorkflowError/noCalendar(purpose:)``.
    public func schoolDays() throws(WorkflowError) -> DayTable {
        guard let days else { throw .noCalendar(purpose: "school days cannot be told from others") }
        return days
    }

    /// The school calendar.
    ///
    /// - Throws: ``WorkflowError/noCalendar(purpose:)``.
    public func schoolCalendar() throws(WorkflowError) -> SchoolCalendar {
        guard let calendar else { throw .noCalendar(purpose: "school times are not known") }
        return calendar
    }

    /// The incidents on the days and in the hours of a window, with the account of those left out.
    ///
    /// - Throws: ``WorkflowError/noCalendar(purpose:)`` where school days are asked for and no calendar was given.
    public func selecting(_ window: StudyWindow) throws(WorkflowError) -> SelectedIncidents {
        IncidentSelection(days: window.days, hours: window.hours, ranges: window.ranges)
            .apply(to: table, days: try kindsOfDays(for: window.days), areaDays: areaDays, clock: clock)
    }

    /// The kind of every day of the period, told by a calendar or, where the selection needs none, by the weekday alone.
    ///
    /// - Throws: ``WorkflowError/noCalendar(purpose:)`` where school days are asked for and no calendar was given.
    func kindsOfDays(for selection: DaySelection) throws(WorkflowError) -> DayTable {
        selection == .all || selection == .weekend ? days ?? plainWeek : try schoolDays()
    }

    /// Weekdays and weekends of the period, for selections that need no school calendar.
    private var plainWeek: DayTable {
        DayTable(first: period.lowerBound, kinds: period.map { $0.isWeekend ? .weekend : .holiday })
    }
}
