public import HomewardCore

/// Two plans side by side: what they meet, how good they are by their models, and in which settings they differ.
public struct PlanComparison: Codable, Sendable, Equatable {
    /// A row of the table; an empty cell where a plan has no such figure.
    public struct Row: Codable, Sendable, Equatable {
        /// What it is.
        public var name: String
        /// In the first plan.
        public var first: String
        /// In the second.
        public var second: String
    }

    /// Rows about one thing.
    public struct Group: Codable, Sendable, Equatable {
        /// What they are about.
        public var title: String
        /// The rows.
        public var rows: [Row]
    }

    /// Figures, in groups by what they are about.
    public var groups: [Group]
    /// Settings that differ, and inputs of the same name with other bytes.
    public var differences: [Row]

    /// Compares two records.
    public init(_ first: RunRecord, _ second: RunRecord) {
        func rows(_ figures: (RunRecord) -> [(String, String?)]) -> [Row] {
            let left = figures(first)
            let right = figures(second)
            return left.indices.compactMap { index in
                let row = Row(name: left[index].0, first: left[index].1 ?? "", second: right[index].1 ?? "")
                return row.first.isEmpty && row.second.isEmpty ? nil : row
            }
        }
        groups = [
            Group(title: "Chaperone routes", rows: rows(PlanComparison.routes)),
            Group(title: "Guardian patrols", rows: rows(PlanComparison.patrols)),
            Group(title: "What they rest on", rows: rows(PlanComparison.basis)),
        ]
        let keys =
            first.parameters.map(\.key)
            + second.parameters.map(\.key).filter { key in
                !first.parameters.contains { $0.key == key }
            }
        func value(_ record: RunRecord, _ key: String) -> String {
            record.parameters.first { $0.key == key }?.value ?? ""
        }
        differences = keys.map { Row(name: $0, first: value(first, $0), second: value(second, $0)) }
            .filter { $0.first != $0.second }
        let files = Dictionary(second.inputs.map { ($0.path, $0.sha256) }) { first, _ in first }
        for file in first.inputs {
            guard let other = files[file.path], other != file.sha256 else { continue }
            differences.append(
                Row(name: file.path, first: String(file.sha256.prefix(12)), second: String(other.prefix(12))))
        }
    }

    private static func routes(_ record: RunRecord) -> [(String, String?)] {
        let it = record.routes
        return [
            ("routes", it.map { "\($0.quality.served)" }), ("posts", it.map { "\($0.quality.stays)" }),
            ("person-hours a day", it?.teams.last.map { Shown.fixed($0.personHours, 1) }),
            (
                "met of incidents not seen",
                it?.unseen.map { $0.tooFew ? "too few to say" : "\($0.met) of \($0.incidents)" }
            ),
            ("standing still", it?.unseen.flatMap { $0.tooFew ? nil : "\($0.standing) of \($0.incidents)" }),
            ("met a year, by the model", it.map { "\(Shown.fixed($0.quality.value, 2)) \($0.unit)" }),
            ("upper bound", it.map { Shown.fixed($0.quality.upperBound, 2) }),
            ("one more team would add", it.map { Shown.fixed($0.oneMorePerYear, 2) }),
            ("not served", it.map { "\($0.quality.unserved.count)" }),
        ]
    }

    private static func patrols(_ record: RunRecord) -> [(String, String?)] {
        let it = record.patrols
        let unseen = it.unseen.flatMap { $0.tooFew ? nil : $0 }
        return [
            ("areas", "\(it.quality.served)"), ("visits", "\(it.quality.stays)"),
            ("PAI of areas on incidents not seen", unseen?.pai.map { Shown.fixed($0, 1) }),
            ("PEI, at least", unseen?.pei.map { Shown.fixed($0, 2) }),
            ("PAI of last year's count", unseen?.countLastYear?.pai.map { Shown.fixed($0, 1) }),
            (
                "met by visits of incidents not seen",
                it.unseen.map { $0.tooFew ? "too few to say" : "\($0.met) of \($0.inAreas)" }
            ),
            ("times their share of time", unseen?.ratio.map { Shown.fixed($0, 2) }),
            ("to expect in the areas a year", "\(Shown.fixed(it.quality.value, 1)) \(it.unit)"),
            ("upper bound", Shown.fixed(it.quality.upperBound, 1)),
            ("met by the visits, by the model", Shown.fixed(it.timetable.met, 2)),
            ("not served", "\(it.quality.unserved.count)"),
        ]
    }

    private static func basis(_ record: RunRecord) -> [(String, String?)] {
        [
            ("incidents used", Shown.grouped(record.rows.used)),
            ("period", "\(record.period.from) to \(record.period.to)"),
            ("made up", record.synthetic.isEmpty ? nil : record.synthetic.map(\.rawValue).joined(separator: ", ")),
        ]
    }

    /// The comparison for programs.
    public func json() throws(JSONTextError) -> String { try JSONText.text(of: self) }

    /// The table in lines, its columns aligned.
    public var lines: [String] {
        var lines: [String] = []
        func add(_ title: String, _ rows: [Row]) {
            guard !rows.isEmpty else { return }
            if !lines.isEmpty { lines.append("") }
            let name = max(title.count, rows.map(\.name.count).max() ?? 0) + 2
            let first = max(1, rows.map(\.first.count).max() ?? 0) + 2
            func padded(_ text: String, _ width: Int) -> String {
                text + String(repeating: " ", count: max(0, width - text.count))
            }
            lines.append(padded(title, name) + padded("A", first) + "B")
            lines += rows.map { row in
                padded(row.name, name) + padded(row.first.isEmpty ? "–" : row.first, first)
                    + (row.second.isEmpty ? "–" : row.second)
            }
        }
        for group in groups { add(group.title, group.rows) }
        add("Settings and inputs that differ", differences)
        if differences.isEmpty { lines += ["", "No setting and no input differs."] }
        return lines
    }
}
