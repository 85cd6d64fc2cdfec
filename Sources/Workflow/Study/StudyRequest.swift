public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents

/// What every job starts from: which incidents, where and when, told in which coordinate system and time zone.
public struct StudyRequest: Configurable, Equatable {
    /// The working coordinate system, projected in metres.
    public var crs = "EPSG:27700"
    /// The time zone in which hours are told.
    public var timeZone = "Europe/London"
    /// The study area's layer; without it the named areas together, and without those the incidents' own extent.
    public var studyArea = LayerChoice()
    /// The polygon of it, nil for all.
    public var studyAreaName: String?
    /// Whether an invalid outline of the study area is mended instead of refused.
    public var mendsStudyArea = false
    /// The layer of named areas.
    public var areas = LayerChoice()
    /// The areas in order of precedence, nil for all.
    public var areaNames: [String]?
    /// The field that holds their names, nil to find it.
    public var areaNameField: String?
    /// Whether an invalid outline of an area is mended instead of refused.
    public var mendsAreas = false
    /// The school calendar's files, which are read as one.
    public var calendars: [String] = []
    /// Whether England's usual terms stand for what the calendar does not tell.
    public var assumesTerms = false
    /// The harm table's file.
    public var harm: String?
    /// The weight of a category that the harm table lacks.
    public var harmDefault = 1.0
    /// The incident files.
    public var incidents: [PlannedSource] = []
    /// The file for the ledger of rejected rows; nil where nobody wants it.
    public var rejects: String?
    /// Whether the ledger repeats rejected rows as they stand, and not their mapped columns only.
    public var rejectsWholeRows = false
    /// The first day, nil for the earliest incident's.
    public var from: CivilDay?
    /// The last day, nil for the latest incident's.
    public var to: CivilDay?

    /// A request without incidents.
    public init() {}

    /// A request for incidents with everything else at its standard.
    public init(incidents: [IncidentSource]) {
        self.incidents = incidents.map { PlannedSource(source: $0) }
    }

    /// The parameters, but those of the incident files (``PlannedSource``).
    public static let settings: [Setting<Self>] = [
        .text("crs", \.crs, kind: "EPSG:n", "the working coordinate system, projected in metres"),
        .text("time_zone", \.timeZone, kind: "zone", "the time zone in which hours are told"),
        .file(
            "study_area.file", \.studyArea.file,
            "a layer of polygons; as an option also the name of one of the areas", flag: "study-area"),
        .text(
            "study_area.layer", \.studyArea.layer, kind: "layer", "the study area's layer, where the file has several",
            flag: "study-area-layer"),
        .text(
            "study_area.name", \.studyAreaName, kind: "name", "the polygon to use; all of them where not given",
            flag: "study-area-name"),
        .yesOrNo(
            "study_area.mend", \.mendsStudyArea,
            "mend an outline that crosses itself, and say so, instead of refusing it", flag: "study-area-mend"),
        .file(
            "areas.file", \.areas.file, "a layer of polygons with names; the study area's file where not given",
            flag: "areas"),
        .text(
            "areas.layer", \.areas.layer, kind: "layer", "the areas' layer, where the file has several",
            flag: "areas-layer"),
        .texts(
            "areas.names", \.areaNames, kind: "name",
            "the areas to report, in order of precedence; all where not given",
            flag: "areas-names"),
        .text(
            "areas.name_field", \.areaNameField, kind: "field",
            "the field that holds the names; found by the usual ones where not given", flag: "areas-name-field",
            otherFlags: ["name-field"]),
        .yesOrNo(
            "areas.mend", \.mendsAreas, "mend outlines of areas that cross themselves, and say so",
            flag: "areas-mend", otherFlags: ["mend-areas"]),
        .files(
            "calendar.file", \.calendars,
            "terms, INSET days, bank holidays and finish times, as YAML or as a council's iCalendar, .ics; of several files what any says holds",
            flag: "calendar"),
        .yesOrNo(
            "calendar.assume_terms", \.assumesTerms,
            "take England's usual terms and bank holidays for days that no calendar tells, and mark them as assumed"),
        .file("harm.file", \.harm, "a table category,harm; every incident weighs 1 without it", flag: "harm"),
        .number(
            "harm.default", \.harmDefault, in: 0...1e9, "the weight of a category that the table lacks",
            flag: "harm-default"),
        .day("period.from", \.from, "the first day"),
        .day("period.to", \.to, "the last day"),
        .file(
            "rejects.file", \.rejects,
            "a file for the rows that could not be read: line, reason and mapped columns, for the user's eyes only",
            flag: "rejects"),
        .yesOrNo(
            "rejects.whole_rows", \.rejectsWholeRows,
            "repeat rejected rows with every column, names and free text among them"),
    ]

    /// England's terms hold in England.
    private func checkAssumption() throws(SettingError) {
        guard !assumesTerms || timeZone == "Europe/London" else {
            throw .together(
                path: "calendar.assume_terms",
                message: "knows England's terms alone, and the time zone is \(timeZone); give a calendar instead")
        }
    }

    /// Whether an incident may weigh more than another: by a table of harm or by its file.
    public var weighsHarm: Bool { harm != nil || incidents.contains { $0.source.weight != 1 } }

    /// Whether school days can be told from others.
    public var hasCalendar: Bool { !calendars.isEmpty || assumesTerms }

    /// What the calendar's files say; nil where the request neither names any nor assumes terms. What they leave open is filled
    /// once the period is known (``schoolCalendar(_:over:)``).
    ///
    /// - Throws: What the calendar's reading throws; `SettingError` where England's terms are to hold elsewhere.
    public func schoolCalendar(in clock: LocalClock) throws -> SchoolCalendar? {
        try checkAssumption()
        guard hasCalendar else { return nil }
        return calendars.isEmpty
            ? .unknown : try SchoolCalendar(paths: calendars, clock: clock, needsTerms: !assumesTerms)
    }

    /// The calendar with England's usual terms for the days around `period` that it does not tell, where they are to be assumed.
    ///
    /// - Throws: `CalendarError`.
    public func schoolCalendar(
        _ calendar: SchoolCalendar, over period: ClosedRange<CivilDay>
    ) throws(CalendarError) -> SchoolCalendar {
        assumesTerms ? try calendar.assumingEnglishTerms(over: period) : calendar
    }

    /// What is kept of rejected rows.
    public var ledger: LedgerDetail { rejects == nil ? .reasons : rejectsWholeRows ? .wholeRows : .mappedColumns }

    /// A period has an order and an end, and whole rows need a file to stand in.
    public func checkTogether() throws(SettingError) {
        guard rejects != nil || !rejectsWholeRows else {
            throw .together(
                path: "rejects.whole_rows", message: "has no effect without a file for rejected rows; name one")
        }
        try checkAssumption()
        guard let from, let to else { return }
        guard from <= to else {
            throw .together(path: "period.to", message: "the last day \(to) lies before the first; exchange them")
        }
        guard to.number - from.number < 366 * 60 else {
            throw .together(path: "period.to", message: "the period is longer than 60 years; check the days")
        }
    }
}

/// One file of incidents with what a reader must know of it.
public struct PlannedSource: Configurable, Equatable {
    /// The file and what to take from it.
    public var source = IncidentSource(path: "")
    /// What a reader must know of the file.
    public var note: String?
    /// Whether the incidents are made up even where the file does not say so.
    public var isMadeUp = false

    /// A source without a file.
    public init() {}

    /// A file, with a note where there is something to know.
    public init(source: IncidentSource, note: String? = nil) {
        self.source = source
        self.note = note
    }

    /// The parameters of one item of the list `incidents`.
    public static let settings: [Setting<Self>] = [
        .value(
            "incidents[].file", \.source.path, domain: .file,
            "CSV, GeoPackage, Excel or another layer of incidents; - for CSV from standard input",
            required: true, wanted: "file", read: { $0 }, write: { $0 }),
        .text(
            "incidents[].layer", \.source.layer, kind: "layer", "the incidents' layer, where the file has several",
            flag: "incidents-layer"),
        .text(
            "incidents[].crs", \.source.crs, kind: "EPSG:n",
            "the coordinate system of its columns, where they do not tell", flag: "incidents-crs"),
        .pairs(
            "incidents[].columns", kind: "role=column,…",
            "column names by role, when=Occurred, x=Easting; found by name where not given; the roles are "
                + "\(ColumnRole.explanation), and dates=day-first or dates=month-first tells the order of day and month",
            read: { (pairs, planned) throws(SettingError) in
                for pair in pairs {
                    do {
                        // One pair at a time, so that a wrong one is named.
                        let one = try ColumnMapping(pair.values.map { (pair.key, $0) })
                        planned.source.columns.overrides.merge(one.overrides) { $1 }
                        planned.source.columns.dateOrder = one.dateOrder ?? planned.source.columns.dateOrder
                    } catch {
                        throw .together(path: "incidents[].columns.\(pair.key)", message: "\(error)")
                    }
                }
            },
            write: { planned in
                let columns = planned.source.columns
                var pairs = columns.overrides.map { "\($0.key.rawValue): \($0.value)" }.sorted()
                if let order = columns.dateOrder { pairs.append("dates: \(order.rawValue)") }
                return pairs.isEmpty ? nil : pairs.joined(separator: "; ")
            }),
        .pairs(
            "incidents[].where", kind: "column=value",
            "values wanted by column, category=Robbery; all where not given",
            read: { (pairs, planned) throws(SettingError) in
                for pair in pairs { planned.source.selecting[pair.key, default: []] += pair.values }
            },
            write: { planned in
                let wanted = planned.source.selecting
                return wanted.isEmpty
                    ? nil
                    : wanted.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
                        .joined(separator: "; ")
            }),
        .value(
            "incidents[].age_under", \.source.ageUnder, domain: .whole(1...121, unit: "years"),
            "keep persons younger than this; all ages where not given", wanted: "whole number from 1 to 121 years",
            read: { text in Int(text).flatMap { (1...121).contains($0) ? .some($0) : .none } },
            write: { $0.map { String($0) } }),
        .choice(
            "incidents[].grain", \.source.grain,
            "what a row is: an incident, a person (or another part) of an incident that several rows share, or what the "
                + "rows themselves tell"),
        .text(
            "incidents[].name", \.source.name, kind: "name",
            "who tells of the incidents, such as police or ambulance; files of one name, whatever its case, are one source, and a file "
                + "without is one by itself. Identifiers are compared among files of one name alone"),
        .value(
            "incidents[].weight", \.source.weight, domain: .number(1e-6...1e6, unit: nil),
            "what an incident of the file weighs beside one of another wherever harm is used; counts stay counts",
            wanted: "number from 0.000001 to 1000000",
            read: { text in Double(text).flatMap { (1e-6...1e6).contains($0) ? $0 : nil } },
            write: { $0 == 1 ? nil : SettingName.plain($0) }),
        .value(
            "incidents[].precision_m", \.source.precision, domain: .number(0...10_000, unit: "m"),
            "how exactly the places are known, m; sources widens its distance by it",
            wanted: "number from 0 to 10000 m",
            read: { text in Double(text).flatMap { (0...10_000).contains($0) ? .some($0) : .none } },
            write: { $0.map { SettingName.plain($0) } }),
        .madeUp("incidents[].synthetic", \.isMadeUp, "the incidents are made up"),
        .text(
            "incidents[].note", \.note, "what a reader must know of the file; printed among the report's assumptions"),
    ]
}
