public import HomewardCore

/// What can go wrong between a plan and its findings.
public enum WorkflowError: HomewardError, Equatable {
    /// The working coordinate system is not projected in metres.
    case notInMetres(crs: String, name: String)
    /// A metre on the ground is no metre on the map, where the study area lies; `scale` is the worst, 1 for true.
    case untrueScale(crs: String, name: String, scale: Double, usual: String)
    /// The period ends before it begins.
    case reversedPeriod(first: String, last: String)
    /// The period is longer than anybody's records.
    case longPeriod(years: Int)
    /// A file of areas holds no polygon.
    case noPolygon(file: String)
    /// None of the files that a draft was asked to look at holds incidents.
    case noIncidentFile(files: [String], reasons: [String])
    /// A plan and its files do not go together; the problems were said before.
    case planProblems(file: String, count: Int, isMissingInput: Bool)
    /// No row is left to work on.
    case noIncidents(read: Int, filtered: Int, rejected: Int)
    /// There are incidents, and none of them has what an analysis needs: then it ends with this and not with an empty answer.
    case noUsableData(analysis: String, reason: String, remedy: ErrorText)
    /// School days or finish times are needed and no calendar was given.
    case noCalendar(purpose: String)
    /// The period has no school day.
    case noSchoolDay(file: String, first: String, last: String)
    /// A finish time in a layer of schools is none.
    case badFinishTime(file: String, school: String, text: String)
    /// A field of a layer of places holds something else than the number that it should.
    case badPlaceNumber(file: String, name: String, field: String, text: String, wanted: String)
    /// The layer of what rates refer to, or a feature of it, cannot be used.
    case badDenominator(file: String, feature: String?, problem: String)
    /// A school that the plan names is not in the layer.
    case unknownSchool(file: String, name: String, nearest: String?)
    /// More schools are to be served than the plan allows.
    case manySchools(file: String, count: Int, limit: Int)
    /// A feature of a layer of places has no name.
    case namelessPlace(file: String, feature: String)
    /// A feature of a layer of places is no point.
    case notAPoint(file: String, name: String)
    /// A feature of what a person has decided cannot be understood.
    case badKeep(file: String, feature: String, problem: String)
    /// An input was changed by somebody else while the run was reading it.
    case changedInput(file: String)

    /// An edition for others would tell by its outline or its period where or when single incidents were.
    case openEdition(audience: Audience, lacks: EditionLack)

    /// What an edition for others cannot do without.
    public enum EditionLack: Sendable, Equatable {
        /// The first and the last day.
        case period
        /// An outline that does not follow from the incidents.
        case studyArea
    }

    /// What happened, with the code `workflow.…`.
    public var report: ErrorReport {
        switch self {
        case .notInMetres(let crs, let name):
            ErrorReport(
                "workflow.not_in_metres", .badData, .setting("crs"), "\(crs) (\(name)) is not projected in metres",
                remedy: "use EPSG:27700 in Great Britain, or the UTM zone's code elsewhere")
        case .untrueScale(let crs, let name, let scale, let usual):
            ErrorReport(
                "workflow.untrue_scale", .badData, .setting("crs"),
                "in \(crs) (\(name)) a metre on the ground is \(Shown.fixed(scale, 3)) m on the map there",
                remedy: "use a system that is true to 0.2 %: \(usual)")
        case .reversedPeriod(let first, let last):
            ErrorReport(
                "workflow.reversed_period", .usage, .setting("period.to"),
                "the last day \(last) lies before the first \(first)", remedy: "exchange them")
        case .longPeriod(let years):
            ErrorReport(
                "workflow.long_period", .badData, .setting("period.to"), "the period is \(years) years long",
                remedy: "check the days; 60 years are the most")
        case .noPolygon(let file):
            ErrorReport(
                "workflow.no_polygon", .badData, .file(file), "no polygon is in this file",
                remedy: "name a layer of polygons")
        case .noIncidentFile(let files, let reasons):
            ErrorReport(
                "workflow.no_incident_file", .badData, .file(files.listed),
                reasons.isEmpty ? "no file holds incidents" : "no file holds incidents (\(reasons.listed))",
                remedy: "name a table or a layer with a column that tells when")
        case .planProblems(let file, let count, let isMissingInput):
            ErrorReport(
                "workflow.plan_problems", isMissingInput ? .missingInput : .badData, .file(file),
                count == 1 ? "there is a problem" : "there are \(count) problems",
                remedy: "see the list above")
        case .noIncidents(let read, let filtered, let rejected):
            ErrorReport(
                "workflow.no_incidents", .badData, nil,
                "no incident is left after filtering (\(read) rows read, \(filtered) filtered, \(rejected) rejected)",
                remedy: "widen the period, the study area or the selection")
        case .noUsableData(let analysis, let reason, let remedy):
            ErrorReport(
                "workflow.no_usable_data", .badData, .named(analysis), ErrorText("not tested: \(reason)"),
                remedy: remedy)
        case .badKeep(let file, let feature, let problem):
            ErrorReport(
                "workflow.keep", .badData, .feature(file: file, feature), ErrorText("it \(problem)"),
                remedy:
                    "say in the field keep what it is: post, area or base for a point, forbidden for a polygon, always for either, route for the posts or the line of a route"
            )
        case .noCalendar(let purpose):
            ErrorReport(
                "workflow.no_calendar", .badData, nil, "\(purpose) without a calendar",
                remedy: """
                    give \(setting: "calendar.file", "GeoData/calendar.yml") or your own, a council's .ics file among them, or \
                    take England's usual terms by \(setting: "calendar.assume_terms")
                    """)
        case .noSchoolDay(let file, let first, let last):
            ErrorReport(
                "workflow.no_school_day", .badData, .file(file), "from \(first) to \(last) there is no school day",
                remedy: "take a longer period, or add its terms to the calendar")
        case .badFinishTime(let file, let school, let text):
            ErrorReport(
                "workflow.finish_time", .badData, .feature(file: file, school.quoted),
                "the finish_time \(text.quoted) is no time of day", remedy: "write 15:10")
        case .badPlaceNumber(let file, let name, let field, let text, let wanted):
            ErrorReport(
                "workflow.place_number", .badData, .feature(file: file, name.quoted),
                "its \(field) \(text.quoted) is not \(wanted)", remedy: "write \(wanted), or leave the field out")
        case .badDenominator(let file, let feature, let problem):
            ErrorReport(
                "workflow.denominator", .badData,
                feature.map { .feature(file: file, $0.quoted) } ?? .file(file), ErrorText(problem),
                remedy: """
                    use a layer of points or areas with a number of people, homes or the like, and name its field with \
                    \(setting: "hotspots.denominator_field", "FIELD")
                    """)
        case .unknownSchool(let file, let name, let nearest):
            ErrorReport(
                "workflow.unknown_school", .badData, .file(file), "no school is called \(name.quoted)",
                remedy: nearest.map { "did you mean \($0.quoted)?" })
        case .manySchools(let file, let count, let limit):
            ErrorReport(
                "workflow.many_schools", .badData, .file(file), "\(count) schools are to be served, more than \(limit)",
                remedy: """
                    name those that you serve with \(setting: "schools.names"), or allow more with \
                    \(setting: "limits.schools")
                    """)
        case .namelessPlace(let file, let feature):
            ErrorReport(
                "workflow.nameless_place", .badData, .feature(file: file, feature), "it has no name",
                remedy: "fill its field name")
        case .notAPoint(let file, let name):
            ErrorReport(
                "workflow.not_a_point", .badData, .feature(file: file, name.quoted), "it is no point",
                remedy: "use a layer of points")
        case .openEdition(let audience, .period):
            ErrorReport(
                "workflow.open_edition", .usage, .setting("audience"),
                "the edition for \(audience.rawValue) would begin and end with its first and last incident",
                remedy: "give \(setting: "period.from", "2023-09-01") and \(setting: "period.to", "2025-08-31")")
        case .openEdition(let audience, .studyArea):
            ErrorReport(
                "workflow.open_edition", .usage, .setting("audience"),
                "the edition for \(audience.rawValue) would be as large as its outermost incidents",
                remedy: "give \(setting: "study_area.file") or \(setting: "areas.file")")
        case .changedInput(let file):
            ErrorReport(
                "workflow.changed_input", .badData, .file(file), "the file was changed while the run was reading it",
                remedy: "run again when nobody writes to it")
        }
    }
}
