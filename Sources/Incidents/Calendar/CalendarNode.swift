import Layers
import Yams

/// A part of a calendar file together with the path of keys that leads to it, so that an error can name the place.
struct CalendarNode {
    var node: Node
    var path: String
    var file: String

    /// An error at this place.
    func error(_ message: String) -> IncidentsError {
        let line = node.mark.map { ", line \($0.line)" } ?? ""
        return .calendar(file: file, key: (path.isEmpty ? "(top)" : path) + line, message: message)
    }

    private func child(_ name: String, _ node: Node) -> CalendarNode {
        CalendarNode(node: node, path: path.isEmpty ? name : "\(path).\(name)", file: file)
    }

    /// The keys and values in the order of the file.
    func entries() throws(IncidentsError) -> [(String, CalendarNode)] {
        guard case .mapping(let mapping) = node else { throw error("here belong keys with values.") }
        var entries: [(String, CalendarNode)] = []
        for (key, value) in mapping {
            guard let name = key.string else { throw error("a key is no text.") }
            entries.append((name, child(name, value)))
        }
        return entries
    }

    /// The values by key; a key that is not among `known` is an error.
    func mapping(known: [String]) throws(IncidentsError) -> [String: CalendarNode] {
        var values: [String: CalendarNode] = [:]
        for (name, value) in try entries() {
            guard known.contains(name) else {
                let suggestion = Spelling.nearest(to: name, among: known)
                throw value.error(
                    "this key is not known; "
                        + (suggestion.map { "did you mean \($0)?" }
                            ?? "the keys here are \(known.joined(separator: ", "))."))
            }
            values[name] = value
        }
        return values
    }

    /// The items of a list.
    func items() throws(IncidentsError) -> [CalendarNode] {
        guard case .sequence(let sequence) = node else { throw error("here belongs a list in square brackets.") }
        return sequence.enumerated().map { CalendarNode(node: $1, path: "\(path)[\($0 + 1)]", file: file) }
    }

    /// The text that stands here.
    func text() throws(IncidentsError) -> String {
        guard let text = node.string else { throw error("here belongs a text.") }
        return text
    }

    /// The date that stands here.
    func day() throws(IncidentsError) -> CivilDay {
        let text = try text()
        guard let day = CivilDay(iso: text) else { throw error("\"\(text)\" is no date; write it as 2023-09-01.") }
        return day
    }

    /// Whether `status` says `assumed` and not `known`.
    func isAssumed() throws(IncidentsError) -> Bool {
        switch try text() {
        case "known": return false
        case "assumed": return true
        case let other: throw error("\"\(other)\" is no status; write known or assumed.")
        }
    }

    /// The finish time that stands here.
    func finish() throws(IncidentsError) -> SchoolFinish {
        let keys = try mapping(known: ["time", "status", "source", "note"])
        guard let time = keys["time"] else { throw error("the key time is missing.") }
        guard let status = keys["status"] else { throw error("the key status is missing; write known or assumed.") }
        let text = try time.text()
        guard let minute = HourWindow.minute(text), minute < 1440 else {
            throw time.error("\"\(text)\" is no time; write it as \"15:10\".")
        }
        return SchoolFinish(minute: minute, isAssumed: try status.isAssumed(), source: try keys["source"]?.text())
    }

    /// The academic year that stands here.
    func academicYear(name: String) throws(IncidentsError) -> AcademicYear {
        let keys = try mapping(known: ["status", "source", "note", "first", "last", "terms", "inset"])
        func required(_ key: String) throws(IncidentsError) -> CalendarNode {
            guard let value = keys[key] else { throw error("the key \(key) is missing.") }
            return value
        }
        let (first, last) = (try required("first").day(), try required("last").day())
        guard first <= last else { throw error("the year ends on \(last), before it begins on \(first).") }
        var terms: [ClosedRange<CivilDay>] = []
        for term in try required("terms").items() {
            terms.append(try term.term(from: first, to: last, after: terms.last))
        }
        guard !terms.isEmpty else { throw error("the year has no term.") }
        var inset: Set<CivilDay> = []
        for item in try keys["inset"]?.items() ?? [] {
            let day = try item.day()
            guard terms.contains(where: { $0.contains(day) }) else {
                throw item.error("\(day) lies in no term of \(name), so it cannot be an INSET day.")
            }
            inset.insert(day)
        }
        return AcademicYear(
            name: name, first: first, last: last, terms: terms, inset: inset,
            isAssumed: try required("status").isAssumed(), source: try keys["source"]?.text())
    }

    private func term(from first: CivilDay, to last: CivilDay, after earlier: ClosedRange<CivilDay>?)
        throws(IncidentsError) -> ClosedRange<CivilDay>
    {
        let ends = try items()
        guard ends.count == 2 else { throw error("a term has two dates, its first and its last day.") }
        let (begin, end) = (try ends[0].day(), try ends[1].day())
        guard begin <= end else { throw error("the term ends on \(end), before it begins on \(begin).") }
        guard begin >= first, end <= last else {
            throw error("the term from \(begin) to \(end) lies not within the year from \(first) to \(last).")
        }
        if let earlier, begin <= earlier.upperBound {
            throw error("the term begins on \(begin), before the one above it ends on \(earlier.upperBound).")
        }
        return begin...end
    }
}
