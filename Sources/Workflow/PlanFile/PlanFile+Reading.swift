import Foundation
import HomewardCalendar
import HomewardIncidents
import Yams

extension PlanFile {
    /// Reads a plan file. Relative paths in it start from the folder that holds it.
    ///
    /// - Throws: ``WorkflowError`` that names the file, the line and the key.
    public init(path: String) throws(WorkflowError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadable(
                file: path, message: "there is no such file; give the path of a plan such as Samples/coventry.yml")
        }
        guard !isDirectory.boolValue else {
            throw .unreadable(file: path, message: "this is a folder; give the path of a plan file in it")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(file: path, message: "the file cannot be read; check its permissions")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable(file: path, message: "the text is not UTF-8; save the file as UTF-8")
        }
        let folder = (path as NSString).deletingLastPathComponent
        try self.init(yaml: text, file: path, folder: folder)
    }

    /// Reads a plan from its text. `folder` is where its relative paths start; the empty string is the working directory.
    public init(yaml text: String, file: String, folder: String) throws(WorkflowError) {
        let document = try PlanDocument(text: text, file: file)

        func resolve(_ path: String) -> String {
            if path.hasPrefix("/") || folder.isEmpty { return path }
            return tidy(folder + "/" + path)
        }
        func reference(_ group: String) throws(WorkflowError) -> LayerReference? {
            guard let path = try document.text("\(group).file") else { return nil }
            return LayerReference(file: resolve(path), layer: try document.text("\(group).layer"))
        }
        func day(_ key: String) throws(WorkflowError) -> CivilDay? {
            guard let text = try document.text(key) else { return nil }
            guard let day = CivilDay(iso: text) else {
                throw document.error(document.node(key), key, "`\(text)` is no day; write YYYY-MM-DD")
            }
            return day
        }
        func hours(_ key: String) throws(WorkflowError) -> HourWindow {
            let text = try document.required(key)
            guard let window = HourWindow(text) else {
                throw document.error(
                    document.node(key), key, "`\(text)` is no span of hours; write 15-18 or 15:10-16:40")
            }
            return window
        }

        guard let studyArea = try reference("study_area") else {
            throw document.error(nil, "study_area.file", "is missing; it holds a layer of polygons")
        }
        let calendar = resolve(try document.required("calendar.file"))
        guard let from = try day("period.from"), let to = try day("period.to") else {
            throw document.error(nil, "period", "needs `from` and `to`")
        }
        guard from <= to else {
            throw document.error(document.node("period.to"), "period.to", "lies before period.from; exchange them")
        }
        guard to.number - from.number < 366 * 60 else {
            throw document.error(document.node("period.to"), "period", "is longer than 60 years; check the days")
        }
        let sources = try Self.sources(of: document, resolve: resolve)

        self.init(
            studyArea: studyArea, areas: try reference("areas") ?? studyArea, calendar: calendar, incidents: sources,
            period: from...to, windowHours: try hours("window.hours"),
            patrols: PatrolSettings(hours: try hours("patrols.hours")))

        for item in document.items {
            if let note = try document.text("incidents[].note", in: item) { notes.append(note) }
        }
        title = try document.required("title")
        crs = try document.required("crs")
        timeZone = try document.required("time_zone")
        studyAreaName = try document.text("study_area.name")
        mendsStudyArea = try document.choice("study_area.mend", of: ["true", "false"]) == "true"
        mendsAreas = try document.choice("areas.mend", of: ["true", "false"]) == "true"
        areaNames = try document.texts("areas.names")
        areaNameField = try document.text("areas.name_field")
        schools = try reference("schools")
        schoolNames = try document.texts("schools.names")
        stops = try reference("stops")
        streets = try reference("streets")
        harm = try document.text("harm.file").map(resolve)
        harmDefault = try document.number("harm.default", in: 0...1e9)
        windowDays =
            DaySelection(
                rawValue: try document.choice("window.days", of: DaySelection.allCases.map(\.rawValue))) ?? .school
        timetableFirstDay = try day("timetable.first_day")
        guard let seed = UInt64(try document.required("seed")) else {
            throw document.error(document.node("seed"), "seed", "is a whole number, 0 or more")
        }
        self.seed = seed
        try readMethods(document)
        settings = Self.settings(of: document)
    }

    private mutating func readMethods(_ document: PlanDocument) throws(WorkflowError) {
        _ = try document.choice("hotspots.method", of: ["gistar"])
        hotspots.cell = try document.number("hotspots.cell_m", in: 10...10_000)
        hotspots.isHexagonal = try document.choice("hotspots.form", of: ["square", "hexagonal"]) == "hexagonal"
        hotspots.falseDiscoveryRate = try document.number("hotspots.fdr", in: 0.0001...0.5)
        hotspots.bandwidth = try document.number("hotspots.bandwidth_m", in: 10...10_000)
        _ = try document.choice("clusters.method", of: ["place-hour"])
        clusters.radius = try document.number("clusters.radius_m", in: 1...10_000)
        clusters.hours = try document.number("clusters.hours", in: 0.1...12)
        clusters.minimum = try document.count("clusters.minimum", in: 2...1000)
        clusters.permutations = try document.count("clusters.permutations", in: 99...99_999)
        chaperones.teams = try document.count("chaperones.teams", in: 1...200)
        chaperones.peoplePerTeam = try document.count("chaperones.people_per_team", in: 1...10)
        chaperones.minutes = try document.number("chaperones.minutes", in: 15...300)
        chaperones.walkSpeed = try document.number("chaperones.walk_m_per_s", in: 0.3...3)
        chaperones.dwell = try document.number("chaperones.dwell_min", in: 1...60)
        chaperones.reach = try document.number("chaperones.reach_m", in: 10...500)
        chaperones.walkingDistance = try document.number("chaperones.walking_distance_m", in: 100...5000)
        patrols.areas = try document.count("patrols.areas", in: 1...50)
        patrols.radius = try document.number("patrols.radius_m", in: 25...2000)
        patrols.spacing = try document.number("patrols.spacing_m", in: 50...20_000)
        guard patrols.spacing >= 2 * patrols.radius else {
            throw document.error(
                document.node("patrols.spacing_m"), "patrols.spacing_m",
                "is less than twice patrols.radius_m, so that areas would overlap; make it larger")
        }
        patrols.visitMinutes = try document.count("patrols.visit_min", in: 5...120)
        patrols.visitsPerDay = try document.count("patrols.visits_per_day", in: 1...24)
        patrols.weeks = try document.count("patrols.weeks", in: 1...52)
        patrols.teams = try document.count("patrols.teams", in: 1...50)
    }

    private static func sources(
        of document: PlanDocument, resolve: (String) -> String
    ) throws(WorkflowError) -> [IncidentSource] {
        guard !document.items.isEmpty else {
            throw document.error(nil, "incidents", "is missing; list one or more files, `- { file: incidents.csv }`")
        }
        var sources: [IncidentSource] = []
        for item in document.items {
            var columns = ColumnMapping()
            for (name, values, node) in try document.mapping("incidents[].columns", in: item) {
                do {
                    // One pair at a time, so that the line of a wrong one is known.
                    let one = try ColumnMapping(values.map { (name, $0) })
                    columns.overrides.merge(one.overrides) { $1 }
                    columns.dateOrder = one.dateOrder ?? columns.dateOrder
                } catch {
                    throw document.error(node, "incidents.columns.\(name)", "\(error)")
                }
            }
            var selecting: [String: [String]] = [:]
            for (name, values, _) in try document.mapping("incidents[].where", in: item) { selecting[name] = values }
            sources.append(
                IncidentSource(
                    path: resolve(try document.required("incidents[].file", in: item)),
                    layer: try document.text("incidents[].layer", in: item),
                    columns: columns,
                    crs: try document.text("incidents[].crs", in: item),
                    selecting: selecting,
                    ageUnder: try document.whole("incidents[].age_under", in: 1...121, item: item)))
        }
        return sources
    }

    private static func settings(of document: PlanDocument) -> [PlanSetting] {
        PlanKey.all.flatMap { key -> [PlanSetting] in
            if key.path == "incidents" { return incidentSettings(of: document) }
            guard !key.path.hasPrefix("incidents[]") else { return [] }
            guard let value = document.node(key.path).map(text(of:)) ?? key.defaultValue else { return [] }
            return [PlanSetting(key: key.path, value: value)]
        }
    }

    /// What the plan says of each incident file, `incidents[1].age_under`: the choice of rows decides every number.
    private static func incidentSettings(of document: PlanDocument) -> [PlanSetting] {
        document.items.enumerated().flatMap { index, item in
            PlanKey.all.filter { $0.path.hasPrefix("incidents[].") }.compactMap { key in
                guard let node = document.node(key.path, in: item) else { return nil }
                let value = text(of: node)
                guard !value.isEmpty else { return nil }
                return PlanSetting(key: key.path.replacing("[]", with: "[\(index + 1)]"), value: value)
            }
        }
    }

    /// A value as a person would write it: `a, b` for a list, `key: value; key: value` for keys of the analyst's own.
    private static func text(of node: Node) -> String {
        if let mapping = node.mapping {
            return mapping.map { "\(text(of: $0.key)): \(text(of: $0.value))" }.joined(separator: "; ")
        }
        if let sequence = node.sequence { return sequence.map(text(of:)).joined(separator: ", ") }
        return node.scalar?.string ?? ""
    }
}

/// Folds `a/../b` into `b`, so that messages and provenance show a path as a person would write it.
private func tidy(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
        switch part {
        case ".": continue
        case ".." where !parts.isEmpty && parts.last != "..": parts.removeLast()
        default: parts.append(part)
        }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}
