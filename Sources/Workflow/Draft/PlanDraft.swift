import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
public import HomewardLayers

/// A plan for files that nobody has described yet: what was found in them, and what must still be asked.
///
/// Nothing is read otherwise than the plan will read it: the columns, systems and counts are those of `IncidentReader`, the areas
/// those of `AreaFile`. The text is a plan file with comments; what cannot be known stands in it as `# QUESTION`.
public struct PlanDraft {
    /// What was found, for programs.
    public struct Summary: Codable, Sendable, Equatable {
        /// One file, or one layer of it.
        public struct Input: Codable, Sendable, Equatable {
            /// The file.
            public var file: String
            /// The layer, where the file has several.
            public var layer: String?
            /// What it is for: `incidents`, `areas`, `schools`, `stops`, `homes`, `streets`, `keep`, `calendar` or `harm`.
            public var role: String
            /// The columns by role, of incidents.
            public var columns: [String: String]?
            /// The coordinate system of the positions, of incidents.
            public var crs: String?
            /// What became of the rows, of incidents.
            public var rows: RowSummary?
        }

        /// The files and layers by what they are for.
        public var inputs: [Input]
        /// The working system.
        public var crs: String
        /// The first day, where one was found.
        public var from: String?
        /// The last day.
        public var to: String?
        /// What is still open.
        public var questions: [String]
    }

    /// The plan file.
    public let text: String
    /// What it says, for programs.
    public let summary: Summary

    /// Looks at files and drafts a plan that will stand in `folder`.
    ///
    /// - Parameters:
    ///   - files: Incidents, layers and calendars; which is which is told by their shapes and fields.
    ///   - areas: A layer that is taken for the areas.
    ///   - folder: Where the plan's relative paths start.
    /// - Throws: ``WorkflowError/noIncidentFile(files:reasons:)`` where no file holds incidents; the error of the room that cannot read one
    ///   of them.
    /// - Complexity: Each file is read twice.
    public init(files: [String], areas: LayerReference?, folder: String) throws {
        let inputs = try DraftInputs(files, areas: areas)
        guard !inputs.of(.incidents).isEmpty else {
            throw WorkflowError.noIncidentFile(
                files: files, reasons: inputs.unknown.map { "\($0.path): \($0.reason)" })
        }
        let clock = try LocalClock(timeZone: StudyRequest().timeZone)
        let place = inputs.inputs.lazy.compactMap { $0.content?.place }.first
        let (system, incidents) = try DraftReader(clock: clock, place: place).read(inputs.of(.incidents))
        let polygons = try DraftAreas(inputs.of(.areas), in: system)
        let writer = DraftWriter(
            inputs: inputs, incidents: incidents, polygons: polygons, system: system, place: place,
            calendar: try DraftWriter.calendar(of: inputs.of(.calendar).map(\.path), clock: clock), folder: folder)
        let (text, period, questions) = writer.write()
        self.text = text
        summary = Summary(
            inputs: inputs.inputs.map { input in
                let own = incidents.first { $0.input.path == input.path && $0.input.layer == input.layer }
                return Summary.Input(
                    file: input.path, layer: input.layer, role: input.role.rawValue,
                    columns: own?.report.map { report in
                        Dictionary(report.columns.map { ($0.role.rawValue, $0.name) }) { first, _ in first }
                    }, crs: own?.report?.crs, rows: (own?.reading.counts).map(RowSummary.init))
            }, crs: system.definition, from: period?.lowerBound.description, to: period?.upperBound.description,
            questions: questions)
        // The draft is a plan, or this says at once why it is none.
        if writer.isWhole { _ = try PlanFile(yaml: text, file: "the draft", folder: folder) }
    }
}

/// Puts the text of a draft together.
private struct DraftWriter {
    let inputs: DraftInputs
    let incidents: [DraftIncidents]
    let polygons: DraftAreas
    let system: CoordinateSystem
    let place: Point?
    let calendar: SchoolCalendar?
    let folder: String

    /// All calendars as one, as a plan reads them.
    static func calendar(of paths: [String], clock: LocalClock) throws -> SchoolCalendar? {
        paths.isEmpty ? nil : try SchoolCalendar(paths: paths, clock: clock)
    }

    /// Whether every key is there that a plan cannot do without, with a value that it can have.
    var isWhole: Bool {
        guard let period else { return false }
        return period.upperBound.number - period.lowerBound.number < 366 * 60
            && period.lowerBound.isRecorded && period.upperBound.isRecorded
    }

    /// The first and the last day of any incident.
    private let found: ClosedRange<CivilDay>?
    /// The same without the few days that lie more than a year before or after all others, and are slips more often than not.
    private let likely: ClosedRange<CivilDay>?

    init(
        inputs: DraftInputs, incidents: [DraftIncidents], polygons: DraftAreas, system: CoordinateSystem, place: Point?,
        calendar: SchoolCalendar?, folder: String
    ) {
        self.inputs = inputs
        self.incidents = incidents
        self.polygons = polygons
        self.system = system
        self.place = place
        self.calendar = calendar
        self.folder = folder
        let days = incidents.flatMap(\.table.day).sorted()
        found = days.first.flatMap { first in
            days.last.map { CivilDay(number: Int(first))...CivilDay(number: Int($0)) }
        }
        let few = days.count / 100
        let first = days.indices.prefix(few).last { days[$0 + 1] - days[$0] > 365 }.map { $0 + 1 } ?? 0
        let last = days.indices.suffix(few).first { days[$0] - days[$0 - 1] > 365 }.map { $0 - 1 } ?? days.count - 1
        likely =
            days.indices.contains(first) && days.indices.contains(last) && first <= last
            ? CivilDay(number: Int(days[first]))...CivilDay(number: Int(days[last])) : found
    }

    /// The longest run of likely days that the calendar knows.
    private var covered: ClosedRange<CivilDay>? {
        guard let likely, let calendar else { return nil }
        var best: ClosedRange<CivilDay>?
        var start: CivilDay?
        for day in likely {
            guard calendar.kind(of: day) != nil else {
                start = nil
                continue
            }
            let begin = start ?? day
            start = begin
            if best.map({ day.number - begin.number > $0.upperBound.number - $0.lowerBound.number }) ?? true {
                best = begin...day
            }
        }
        return best
    }

    private var period: ClosedRange<CivilDay>? { covered ?? likely }

    func write() -> (text: String, period: ClosedRange<CivilDay>?, questions: [String]) {
        var page = Page()
        page.comment(
            "A plan for Homeward, drafted by homeward init from the files named in it. Read it, answer the questions, then run",
            "", "    homeward check plan.yml", "    homeward plan plan.yml --out output", "",
            "Paths start from the folder of this file. homeward plan --keys lists every key with its standard value.")
        page.gap()
        page.line("title: \(YAMLText.quoted(title))")
        page.line("audience: internal")
        page.gap()
        page.comment(
            "Distances are in metres of this system, \(system.name)"
                + (place == nil ? ", which fits the place of the incidents." : ", which fits the place of the layers."))
        page.line("crs: \(system.definition)")
        page.comment("The time zone in which hours are told.")
        if system.definition != "EPSG:27700" {
            page.question(
                "which time zone? Hours are told in Europe/London unless you change it, and the place is not in Great Britain."
            )
        }
        page.line("time_zone: \(StudyRequest().timeZone)")
        writePlaces(&page)
        writeCalendar(&page)
        writeLayers(&page)
        writeIncidents(&page)
        writePeriod(&page)
        page.gap()
        page.comment("The days and hours of hotspots and routes: school days, from three to six.")
        let timed = incidents.reduce(0) { $0 + $1.timed }
        if timed == 0 {
            page.question("no row has a time of day: nothing by hour can be tested. Is there a column of times?")
            page.line("window: { days: school, hours: all }")
        } else {
            page.line("window: { days: school, hours: 15-18 }")
        }
        for (path, reason) in inputs.unknown { page.question("what is \(path)? It is not used: \(reason).") }
        page.gap()
        page.comment("The same seed, files and plan give the same bytes again.")
        page.line("seed: 1")
        return (page.text, period, page.questions)
    }

    private var title: String {
        let area =
            polygons.studyAreaName ?? (polygons.studyArea?.names.count == 1 ? polygons.studyArea?.names.first : nil)
        let span = period.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
        return "\(area ?? "Incidents")\(span)"
    }

    private func writePlaces(_ page: inout Page) {
        page.gap()
        if let studyArea = polygons.studyArea {
            page.comment("Incidents outside the study area are set aside and counted.")
            page.line("study_area:")
            page.line("  file: \(path(studyArea.reference.file))")
            if let layer = studyArea.reference.layer { page.line("  layer: \(YAMLText.quoted(layer))") }
            if let name = polygons.studyAreaName {
                page.comment("\(name) covers the other areas of the file.", indent: 2)
                page.line("  name: \(YAMLText.quoted(name))")
            }
            if studyArea.needsMending { page.line("  mend: true") }
        } else {
            page.question(
                "no areas: the rectangle around the incidents stands for the study area, so densities and Gi* depend on where they happen to lie. Name a layer of polygons."
            )
            page.comment("study_area: { file: areas.gpkg }")
        }
        if let areas = polygons.areas {
            page.gap()
            page.comment("Where two areas overlap, the first listed has the incident.")
            page.line("areas:")
            page.line("  file: \(path(areas.reference.file))")
            if let layer = areas.reference.layer { page.line("  layer: \(YAMLText.quoted(layer))") }
            page.line(
                "  name_field: \(YAMLText.quoted(areas.nameField))   # \(Words.count(areas.names.count, "area", "areas"))"
            )
            if areas.names.count <= 60 {
                page.line("  names:")
                for name in areas.names { page.line("    - \(YAMLText.quoted(name))") }
            }
            if areas.needsMending {
                page.question(
                    "the outlines of \(Words.list(areas.mended)) cross themselves and are mended. Are they right on the map?",
                    indent: 2)
                page.line("  mend: true")
            }
        }
        for other in polygons.others {
            page.question("what is \(name(of: other))? It has polygons too, and is not used.")
        }
    }

    private func writeCalendar(_ page: inout Page) {
        page.gap()
        let calendars = inputs.of(.calendar)
        if !calendars.isEmpty, let covered, let likely {
            page.comment("Terms, INSET days, bank holidays and finish times.")
            let files = calendars.map { path($0.path) }
            page.line(
                "calendar: { file: \(files.count == 1 ? files[0] : "[\(files.joined(separator: ", "))]") }")
            if covered != likely {
                page.question(
                    "the calendar tells the days from \(covered.lowerBound) to \(covered.upperBound) and the incidents run from \(likely.lowerBound) to \(likely.upperBound): the period below is what it tells. Has it earlier or later terms?"
                )
            }
            return
        }
        let known = calendars.first.map { "\($0.path) tells none of the incidents' days" } ?? "no calendar"
        page.question(
            "\(known): England's usual terms are assumed, not known. Name a file of terms, as GeoData/calendar.yml is one, or a council's .ics."
        )
        page.line("calendar: { assume_terms: true }")
    }

    private func writeLayers(_ page: inout Page) {
        page.gap()
        let wanted: [(role: DraftInput.Role, key: String, missing: String?)] = [
            (
                .schools, "schools",
                "no schools: there are no chaperone routes without them. Name a layer of points with names."
            ),
            (.stops, "stops", nil), (.homes, "homes", nil),
            (
                .streets, "streets",
                "no streets: there are no chaperone routes without them. Name OpenStreetMap's or OS Open Roads."
            ),
            (.keep, "keep", nil), (.harm, "harm", nil),
        ]
        for (role, key, missing) in wanted {
            let found = inputs.of(role)
            if let first = found.first {
                let layer = first.layer.map { ", layer: \(YAMLText.quoted($0))" } ?? ""
                page.line("\(key): { file: \(path(first.path))\(layer) }")
            } else if let missing {
                page.question(missing)
                page.comment("\(key): { file: \(key).gpkg }")
            }
            for other in found.dropFirst() {
                page.question("what is \(name(of: other.reference))? It looks like \(key) too, and is not used.")
            }
        }
    }

    private func writeIncidents(_ page: inout Page) {
        page.gap()
        page.comment(
            "Columns are found by their names. Where one is wrong, say which it is, as columns: { when: Occurred, x: Easting }."
        )
        page.line("incidents:")
        for file in incidents {
            page.line("  - file: \(path(file.input.path))")
            if let layer = file.input.layer { page.line("    layer: \(YAMLText.quoted(layer))") }
            if incidents.count > 1 {
                page.question(
                    "whose incidents are these? Files of one name are one source. Take away the # of the next line:",
                    indent: 4)
                page.comment("name: police", indent: 4)
            }
            describe(file, on: &page)
        }
    }

    private func describe(_ file: DraftIncidents, on page: inout Page) {
        let counts = file.reading.counts
        var facts = [
            "\(Shown.grouped(counts.read)) rows read, \(Shown.grouped(counts.used)) used, \(Shown.grouped(counts.rejectedTotal)) rejected, before any study area, period or age"
                + (counts.rejectedTotal > 0 ? " (\(ReasonCounts.text(ReasonCounts.byCode(counts.rejected))))" : "")
        ]
        if let report = file.report {
            let columns = report.columns.map { "\($0.role.rawValue) = \($0.name)" }
            facts.append("\(report.format), positions in \(report.crs); \(columns.joined(separator: ", "))")
        }
        facts.append(
            "times: "
                + file.precisions.map { "\(Shown.grouped($0.count)) \(Self.words($0.precision))" }.joined(
                    separator: ", "))
        page.comment(facts + file.reading.notes, indent: 4)
        let categories = file.categories
        if categories.count > 1 {
            page.comment("Categories: ", indent: 4)
            page.comment(categories.prefix(20).map { "  \(Shown.grouped($0.count))  \($0.name)" }, indent: 4)
            if categories.count > 20 { page.comment("  and \(categories.count - 20) more", indent: 4) }
            page.question("all categories are counted. To keep some, take away the # of the next line:", indent: 4)
            let few = categories.prefix(2).map { YAMLText.quoted($0.name) }.joined(separator: ", ")
            page.comment("where: { category: [\(few)] }", indent: 4)
        }
        guard let age = file.column(.age) else {
            page.question("no column of ages: incidents of all ages are counted.", indent: 4)
            return
        }
        let ages =
            "\(age) is known for \(Shown.grouped(file.aged)) of \(Shown.grouped(file.table.count)) incidents, under 25 in \(Shown.grouped(file.young))"
        if file.aged * 2 >= file.table.count, file.young > 0 {
            page.comment("\(ages). Those without are set aside; take the line out for all ages.", indent: 4)
            page.line("    age_under: 25")
        } else {
            page.question("\(ages): all ages are counted. Is this what you want?", indent: 4)
            page.comment("age_under: 25", indent: 4)
        }
    }

    private func writePeriod(_ page: inout Page) {
        page.gap()
        guard let found, let period else {
            return page.question("which period? No incident was left to tell.")
        }
        page.comment("The first and the last day found are \(found.lowerBound) and \(found.upperBound).")
        if likely != found {
            page.question(
                "are days far from all others slips? The period leaves them out; their incidents are set aside and counted."
            )
        }
        page.line("period: { from: \(period.lowerBound), to: \(period.upperBound) }")
    }

    private static func words(_ precision: TimePrecision) -> String {
        switch precision {
        case .moment: "to the minute"
        case .hour: "to the hour"
        case .range: "as a range"
        case .day: "by day alone"
        case .month: "by month alone"
        }
    }

    private func name(of reference: LayerReference) -> String {
        reference.file + (reference.layer.map { ", layer \($0)" } ?? "")
    }

    /// A path as the plan in its folder names it.
    private func path(_ file: String) -> String { YAMLText.quoted(Path.relative(file, to: folder)) }
}

/// The lines of a plan with its comments.
private struct Page {
    private var lines: [String] = []
    private(set) var questions: [String] = []

    /// The text with one line feed at its end.
    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func line(_ text: String) { lines.append(text) }

    mutating func gap() { if lines.last != "" { lines.append("") } }

    mutating func comment(_ texts: String..., indent: Int = 0) { comment(texts, indent: indent) }

    mutating func comment(_ texts: [String], indent: Int = 0) {
        let margin = String(repeating: " ", count: indent)
        // A line feed in a name must not end the comment.
        for text in texts { lines.append(margin + ("# " + PlainText.shown(text)).trimmingSuffix(" ")) }
    }

    mutating func question(_ text: String, indent: Int = 0) {
        questions.append(text)
        comment("QUESTION: \(text)", indent: indent)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}

/// Text as a scalar of YAML.
enum YAMLText {
    /// The text as it is where it can be nothing else than text, and in double quotes, which are those of JSON, otherwise.
    static func quoted(_ text: String) -> String {
        let isPlain =
            text.wholeMatch(of: /[A-Za-z_.\/][A-Za-z0-9_.\/-]*/) != nil && text.contains { $0.isLetter }
            && !["true", "false", "yes", "no", "on", "off", "null", "y", "n", ".inf", ".nan"].contains(
                text.lowercased())
        guard !isPlain else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _
            where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFEFF
                || (0x2028...0x2029).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
