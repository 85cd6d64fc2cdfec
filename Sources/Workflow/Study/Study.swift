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
    /// Named areas that share ground.
    public var overlaps: [NamedOverlap]
    /// The school calendar, where one is given.
    public var calendar: SchoolCalendar?
    /// The kind of every day of the period; nil without a calendar.
    public var days: DayTable?
    /// The first and the last day.
    public var period: ClosedRange<CivilDay>
    /// The incidents and the account of every row.
    public var reading: IncidentReading
    /// The area of each incident of the table.
    public var assignment: AreaAssignment
    /// What the study takes for granted, in sentences.
    public var assumptions: [String]

    /// The incidents.
    public var table: IncidentTable { reading.table }

    /// Reads and places everything that `request` names.
    ///
    /// - Throws: the error of the room that failed, which names the file and what to do; ``WorkflowError``.
    public init(loading request: StudyRequest) throws {
        let system = try CoordinateSystem(request.crs)
        guard system.isProjectedInMetres else {
            throw WorkflowError.nothingToDo(
                "crs: \(request.crs) (\(system.name)) is not projected in metres; use EPSG:27700 in Great Britain, or the UTM zone's code elsewhere"
            )
        }
        workingSystem = system
        clock = try LocalClock(timeZone: request.timeZone)
        calendar = try request.calendar.map { try SchoolCalendar(path: $0) }
        assumptions = []
        let areas = try Study.areas(request, in: system)
        self.areas = areas

        var given: NamedArea?
        if let reference = request.studyArea {
            given = try Study.studyArea(
                reference, name: request.studyAreaName,
                nameField: reference.file == request.areas?.file ? request.areaNameField : nil,
                mending: request.mendsStudyArea, in: system)
        } else if !areas.isEmpty {
            let outline = try Shape.union(of: areas.map(\.shape))
            given = NamedArea(name: "All areas", outline: MultiPolygon(outline.polygons))
            assumptions.append("No study area is given: the named areas together stand for it.")
        }

        var period: ClosedRange<CivilDay>?
        if request.from != nil || request.to != nil {
            let from = request.from ?? CivilDay(number: -100_000)
            let to = request.to ?? CivilDay(number: 100_000)
            guard from <= to else {
                throw WorkflowError.nothingToDo(
                    "the period's last day \(to) lies before its first \(from); exchange them")
            }
            period = from...to
        }
        let harm = try request.harm.map { try HarmTable(path: $0, defaultWeight: request.harmDefault) }
        reading = try IncidentReader(
            sources: request.incidents, workingSystem: system, clock: clock, studyArea: given?.outline, period: period,
            harm: harm
        ).read()

        let table = reading.table
        guard let first = request.from?.number ?? table.day.min().map({ Int($0) }),
            let last = request.to?.number ?? table.day.max().map({ Int($0) }), first <= last
        else {
            throw WorkflowError.nothingToDo(
                "no incident is left after filtering (\(reading.counts.read) rows read, \(reading.counts.filteredTotal) filtered, \(reading.counts.rejectedTotal) rejected); widen the period, the study area or the selection"
            )
        }
        self.period = CivilDay(number: first)...CivilDay(number: last)
        days = try calendar?.table(from: self.period.lowerBound, to: self.period.upperBound)

        if let given {
            studyArea = given
        } else {
            guard let box = BoundingBox(of: table.points) else {
                throw WorkflowError.nothingToDo(
                    "no incident is left after filtering; widen the selection or name a --study-area")
            }
            studyArea = NamedArea(name: "Extent of the incidents", outline: MultiPolygon([box.grown(by: 1).polygon]))
            assumptions.append(
                "No study area is given: the rectangle around the incidents stands for it, so densities and Gi* depend on where they happen to lie."
            )
        }
        let locator = AreaLocator(areas)
        assignment = locator.assign(xs: table.x, ys: table.y)
        overlaps = try locator.overlaps().map {
            NamedOverlap(first: areas[$0.first].name, second: areas[$0.second].name, squareMetres: $0.area)
        }
        assumptions += Study.assumptions(areas: areas, studyArea: studyArea, overlaps: overlaps)
        if let days { assumptions += calendarAssumptions(days) }
        assumptions += reading.notes
    }

    private static func areas(_ request: StudyRequest, in system: CoordinateSystem) throws -> [NamedArea] {
        guard let reference = request.areas else { return [] }
        let all = try AreaFile.read(
            path: reference.file, layer: reference.layer, names: request.areaNames, nameField: request.areaNameField,
            mending: request.mendsAreas, in: system)
        // A file that holds the study area beside its parts: the whole is not one of its own parts.
        guard request.areaNames == nil, reference == request.studyArea, let whole = request.studyAreaName else {
            return all
        }
        return all.filter { $0.name != whole }
    }

    private static func studyArea(
        _ reference: PlanFile.LayerReference, name: String?, nameField: String?, mending: Bool,
        in system: CoordinateSystem
    ) throws -> NamedArea {
        let parts = try AreaFile.read(
            path: reference.file, layer: reference.layer, names: name.map { [$0] }, nameField: nameField,
            mending: mending, in: system)
        guard parts.count > 1 else {
            guard let only = parts.first else {
                throw WorkflowError.nothingToDo(
                    "\(reference.file): no polygon is in this file; name a layer of polygons as the study area")
            }
            return only
        }
        let union = try Shape.union(of: parts.map(\.shape))
        return NamedArea(
            name: "Study area", outline: MultiPolygon(union.polygons), isOfficial: parts.allSatisfy(\.isOfficial),
            mendedFault: parts.compactMap(\.mendedFault).first)
    }

    private static func assumptions(areas: [NamedArea], studyArea: NamedArea, overlaps: [NamedOverlap]) -> [String] {
        var sentences: [String] = []
        for area in areas + (areas.contains(studyArea) ? [] : [studyArea]) {
            guard let fault = area.mendedFault else { continue }
            sentences.append("The outline of \(area.name) was mended: \(fault). Look at it before relying on its edge.")
        }
        let unofficial = areas.filter { !$0.isOfficial }.map(\.name)
        if !unofficial.isEmpty {
            sentences.append("These outlines are no official boundaries: \(unofficial.joined(separator: ", ")).")
        }
        for overlap in overlaps {
            let hectares = (overlap.squareMetres / 10_000 * 10).rounded() / 10
            sentences.append(
                "\(overlap.first) and \(overlap.second) share \(hectares) ha; an incident there is counted for \(overlap.first) alone, which is listed first."
            )
        }
        return sentences
    }

    private func calendarAssumptions(_ days: DayTable) -> [String] {
        guard let calendar else { return [] }
        let assumed = (0..<days.kinds.count).count { calendar.isAssumed(days.first.advanced(by: $0)) }
        guard assumed > 0 else { return [] }
        return ["School terms are assumed, not known, for \(assumed) of the period's \(days.kinds.count) days."]
    }

    /// The days of the period for analyses that compare school days with others.
    ///
    /// - Throws: ``WorkflowError/nothingToDo(_:)`` where no calendar was given.
    public func schoolDays() throws -> DayTable {
        guard let days else {
            throw WorkflowError.nothingToDo(
                "school days cannot be told from others without a calendar; give --calendar, such as GeoData/calendar.yml"
            )
        }
        return days
    }

    /// The school calendar.
    ///
    /// - Throws: ``WorkflowError/nothingToDo(_:)`` where none was given.
    public func schoolCalendar() throws -> SchoolCalendar {
        guard let calendar else {
            throw WorkflowError.nothingToDo(
                "school times are not known without a calendar; give --calendar, such as GeoData/calendar.yml")
        }
        return calendar
    }

    /// The incidents on some days and in some hours, with the account of those left out.
    public func selecting(
        days selection: DaySelection, hours: HourWindow?
    ) throws -> (table: IncidentTable, rows: [Int], filtered: [FilterReason: Int]) {
        let days = selection == .all || selection == .weekend ? self.days ?? plainWeek : try schoolDays()
        return IncidentSelection(days: selection, hours: hours).apply(to: table, days: days)
    }

    /// Weekdays and weekends of the period, for selections that need no school calendar.
    private var plainWeek: DayTable {
        DayTable(first: period.lowerBound, kinds: period.map { $0.isWeekend ? .weekend : .holiday })
    }
}
