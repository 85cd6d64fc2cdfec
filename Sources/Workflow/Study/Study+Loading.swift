import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardLayers

extension Study {
    /// Reads and places everything that `request` names.
    ///
    /// - Throws: The error of the room that failed, which names the file and what to do; ``WorkflowError``.
    public init(loading request: StudyRequest) throws {
        try HomewardVersion.requireLibraries()
        let system = try WorkingSystem.named(request.crs)
        workingSystem = system
        clock = try LocalClock(timeZone: request.timeZone)
        let read = try request.schoolCalendar(in: clock)
        assumptions = []
        let named = try Study.areas(request, in: system)
        let areas = named?.areas ?? []
        self.areas = areas
        areaNameField = named?.nameField

        var given: NamedArea?
        if let reference = request.studyArea.reference {
            given = try Study.studyArea(
                reference, name: request.studyAreaName,
                nameField: reference.file == request.areas.file ? request.areaNameField : nil,
                mending: request.mendsStudyArea, in: system)
        } else if !areas.isEmpty {
            let outline = try Shape.union(of: areas.map(\.shape))
            given = NamedArea(
                name: "All areas", outline: MultiPolygon(outline.polygons), isOfficial: NamedArea.areOfficial(areas))
            assumptions.append("No study area is given: the named areas together stand for it.")
        }

        if let box = given.flatMap({ Shape.multiPolygon($0.outline).boundingBox }) {
            try WorkingSystem.check(system, named: request.crs, over: box)
        }

        var period: ClosedRange<CivilDay>?
        if request.from != nil || request.to != nil {
            let from = request.from ?? CivilDay(number: -100_000)
            let to = request.to ?? CivilDay(number: 100_000)
            guard from <= to else {
                throw WorkflowError.reversedPeriod(first: "\(from)", last: "\(to)")
            }
            period = from...to
        }
        let harm = try request.harm.map { try HarmTable(path: $0, defaultWeight: request.harmDefault) }
        reading = try IncidentReader(
            sources: request.incidents.map(\.source), workingSystem: system, clock: clock, studyArea: given?.outline,
            period: period, harm: harm, ledger: request.ledger
        ).read()

        let table = reading.table
        guard let first = request.from?.number ?? table.day.min().map({ Int($0) }),
            let last = request.to?.number ?? Study.lastDay(of: table, clock: clock), first <= last
        else {
            throw WorkflowError.noIncidents(reading.counts)
        }
        self.period = CivilDay(number: first)...CivilDay(number: last)
        let span = self.period
        calendar = try read.map { try request.schoolCalendar($0, over: span) }
        days = try calendar?.table(from: span.lowerBound, to: span.upperBound)

        if let given {
            studyArea = given
        } else {
            guard let box = BoundingBox(of: table.points) else {
                throw WorkflowError.noIncidents(reading.counts)
            }
            try WorkingSystem.check(system, named: request.crs, over: box, of: "the incidents")
            studyArea = NamedArea(
                name: "Extent of the incidents", outline: MultiPolygon([box.grown(by: 1).polygon]), isOfficial: false)
            assumptions.append(
                "No study area is given: the rectangle around the incidents stands for it, so densities and Gi* depend on where they happen to lie."
            )
        }
        let locator = AreaLocator(areas)
        assignment = locator.assign(xs: table.x, ys: table.y)
        areaDays = AreaDays(own: try Study.ownDays(of: areas, by: calendar, over: span), areas: assignment.area)
        overlaps = try locator.overlaps().map {
            NamedOverlap(first: areas[$0.first].name, second: areas[$0.second].name, squareMetres: $0.area)
        }
        if let named {
            assumptions.append(
                "The names of the areas are those in the field \(named.nameField.quoted) of their layer.")
            assumptions += named.notes
        }
        assumptions += Study.assumptions(areas: areas, studyArea: studyArea, overlaps: overlaps)
        if let days { assumptions += calendarAssumptions(days) }
        assumptions += calendar?.remarks ?? []
        hasMadeUpIncidents =
            reading.sources.contains(where: \.isSynthetic) || request.incidents.contains(where: \.isMadeUp)
        if hasMadeUpIncidents {
            assumptions.append(
                "The incidents are made up: what is found in them shows the method and no real place or hour.")
        }
        assumptions += reading.notes
    }

    /// The days of those areas that go by other terms than the whole.
    private static func ownDays(
        of areas: [NamedArea], by calendar: SchoolCalendar?, over span: ClosedRange<CivilDay>
    ) throws(CalendarError) -> [Int32: DayTable] {
        var own: [Int32: DayTable] = [:]
        for (index, area) in areas.enumerated() {
            guard let calendar, calendar.calendarOfArea[area.name] != nil else { continue }
            own[Int32(index)] = try calendar.terms(ofArea: area.name).table(from: span.lowerBound, to: span.upperBound)
        }
        return own
    }

    /// The last day on which anything may have happened: of a month alone its last.
    private static func lastDay(of table: IncidentTable, clock: LocalClock) -> Int? {
        (0..<table.count).lazy.map { row in
            Int(table.precision[row] == .month ? clock.civil(table.end[row]).day : table.day[row])
        }.max()
    }

    static func areas(_ request: StudyRequest, in system: CoordinateSystem) throws -> AreaReading? {
        guard let reference = request.areas.reference else { return nil }
        var reading = try AreaFile.reading(
            path: reference.file, layer: reference.layer, names: request.areaNames, nameField: request.areaNameField,
            mending: request.mendsAreas, in: system)
        // A file that holds the study area beside its parts: the whole is not one of its own parts.
        guard request.areaNames == nil, reference == request.studyArea.reference, let whole = request.studyAreaName
        else {
            return reading
        }
        reading.areas.removeAll { $0.name == whole }
        return reading
    }

    static func studyArea(
        _ reference: LayerReference, name: String?, nameField: String?, mending: Bool,
        in system: CoordinateSystem
    ) throws -> NamedArea {
        let parts = try AreaFile.read(
            path: reference.file, layer: reference.layer, names: name.map { [$0] }, nameField: nameField,
            mending: mending, in: system)
        guard parts.count > 1 else {
            guard let only = parts.first else {
                throw WorkflowError.noPolygon(file: reference.file)
            }
            return only
        }
        let union = try Shape.union(of: parts.map(\.shape))
        return NamedArea(
            name: "Study area", outline: MultiPolygon(union.polygons), isOfficial: NamedArea.areOfficial(parts),
            mending: NamedArea.Mending(of: parts.compactMap(\.mending)))
    }

    static func assumptions(areas: [NamedArea], studyArea: NamedArea, overlaps: [NamedOverlap]) -> [String] {
        var sentences: [String] = []
        for area in areas + (areas.contains(studyArea) ? [] : [studyArea]) {
            guard let mending = area.mending else { continue }
            sentences.append(
                "The outline of \(area.name) was mended: \(mending.words). Look at it before relying on its edge."
            )
        }
        let unofficial = areas.filter { $0.isOfficial == false }.map(\.name)
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

    func calendarAssumptions(_ days: DayTable) -> [String] {
        guard let calendar else { return [] }
        var sentences: [String] = []
        let assumed = (0..<days.kinds.count).map(days.first.advanced(by:)).filter(calendar.isAssumed)
        if !assumed.isEmpty {
            let sources = Set(assumed.compactMap { calendar.academicYear(of: $0)?.source })
            sentences.append(
                "School terms are assumed, not known, for \(Shown.grouped(assumed.count)) of the period's \(Shown.grouped(days.kinds.count)) days"
                    + (sources == [AcademicYear.assumedSource]
                        ? ": \(AcademicYear.assumedSource) stands for them." : "."))
        }
        let apart = areas.map(\.name).filter { calendar.calendarOfArea[$0] != nil }
        if !apart.isEmpty {
            sentences.append(
                areaDays.own.isEmpty
                    ? "These areas go by other school terms, yet their incidents' days are told by the terms of the whole: \(apart.listed)."
                    : "The days of incidents in these areas are told by the areas' own school terms, those of patrol visits by the terms of the whole: \(apart.listed)."
            )
        }
        for area in apart where !areaDays.own.isEmpty {
            let terms = calendar.terms(ofArea: area)
            let guessed = (0..<days.kinds.count).count { terms.isAssumed(days.first.advanced(by: $0)) }
            guard guessed > 0 else { continue }
            sentences.append(
                "The school terms of \(area) are assumed, not known, for \(Shown.grouped(guessed)) of the period's \(Shown.grouped(days.kinds.count)) days."
            )
        }
        return sentences
    }
}

extension WorkflowError {
    /// No row is left, with the account of where they went.
    static func noIncidents(_ counts: RowCounts) -> WorkflowError {
        .noIncidents(read: counts.read, filtered: counts.filteredTotal, rejected: counts.rejectedTotal)
    }
}
