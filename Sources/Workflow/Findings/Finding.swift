public import HomewardCore

/// What was found about one question: the one record behind `--json`, `run.json` and a section of the report.
public protocol Finding: Codable, Sendable, Equatable {
    /// The finding in words, line by line, for a terminal.
    var lines: [String] { get }
}

/// What a verb prints: its finding with the account of what went in.
public struct Answer<Subject: Finding>: Encodable, Sendable {
    /// What was found.
    public var finding: Subject
    /// What went in; nil where the finding is that account or no incidents went in.
    public var account: StudyAccount?
    /// What a reader must know of the answer: `metadata` in JSON.
    public var provenance: Provenance?

    /// Puts an answer together.
    public init(_ finding: Subject, account: StudyAccount? = nil, provenance: Provenance? = nil) {
        self.finding = finding
        self.account = account
        self.provenance = provenance
    }

    private enum Key: CodingKey { case rows, sources, times, nameField, metadata }

    /// The finding's own keys with those of the account and `metadata` among them.
    public func encode(to encoder: any Encoder) throws {
        try finding.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(account?.rows, forKey: .rows)
        try container.encodeIfPresent(account?.sources, forKey: .sources)
        try container.encodeIfPresent(account?.times, forKey: .times)
        try container.encodeIfPresent(account?.nameField, forKey: .nameField)
        try container.encodeIfPresent(provenance, forKey: .metadata)
    }

    /// The answer as text, without a line feed at its end.
    public var text: String {
        let exercise = provenance?.exercise.map { [$0] } ?? []
        let before = exercise + (account?.lines ?? [])
        return (before + (account == nil ? [] : [""]) + finding.lines).joined(separator: "\n")
    }

    /// The answer as JSON: keys in snake_case and sorted, finite numbers only, without a line feed at its end.
    ///
    /// - Throws: `JSONTextError`.
    public func json() throws(JSONTextError) -> String {
        var text = try JSONText.text(of: self)
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}

/// A finding that needs the study and the plan alone.
///
/// By standing in ``PlanFile/findings`` it is a verb of the command, a part of `run.json` and a section of the report.
public protocol StudyFinding: Finding {
    /// What it is about.
    static var about: FindingAbout { get }
    /// Whether a plan asks for it, as every plan does unless the finding says otherwise; a verb always does.
    static func isAsked(by plan: PlanFile) -> Bool
    /// Finds it.
    init(_ study: Study, _ plan: PlanFile) throws
    /// What the report says of it.
    var section: FindingSection { get }
    /// The records of its table, as many cells as ``FindingAbout/table`` has columns; none where it has no table.
    var records: [[FindingCell]] { get }
}

extension StudyFinding {
    /// Most findings have no table.
    public var records: [[FindingCell]] { [] }
    /// Most findings are part of every plan.
    public static func isAsked(by plan: PlanFile) -> Bool { true }
}

/// A table that goes with a finding, as a CSV file named after its key.
public struct FindingTable: Sendable, Equatable {
    /// A column: its name in the header and what stands in it.
    public struct Column: Sendable, Equatable {
        /// The name, in snake_case with its unit.
        public var name: String
        /// What stands in it.
        public var meaning: String

        /// Names a column.
        public init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// What the table holds, in a sentence.
    public var meaning: String
    /// The columns.
    public var columns: [Column]

    /// Describes a table.
    public init(_ meaning: String, _ columns: [Column]) {
        self.meaning = meaning
        self.columns = columns
    }
}

/// One cell of a finding's table.
public enum FindingCell: Sendable, Hashable {
    /// Words.
    case text(String)
    /// A whole number.
    case whole(Int)
    /// Any number.
    case number(Double)
    /// Nothing.
    case empty
}

/// What a finding is about, for help, contents and the report's list of methods.
public struct FindingAbout: Sendable, Equatable {
    /// The key in `run.json`, in snake_case.
    public var key: String
    /// The verb of the command.
    public var verb: String
    /// The heading in the report.
    public var title: String
    /// The verb's help in one sentence.
    public var abstract: String
    /// When to use it, how to read it, and an example.
    public var discussion: String
    /// How it was done, with its source, for the report's list of methods.
    public var method: String
    /// The groups of settings that it depends on beside the study's, `["neighbours"]`.
    public var groups: [String]
    /// The table that goes with it; nil where there is none.
    public var table: FindingTable?
    /// Why no edition for others has it, in a sentence without a full stop.
    public var whyNotShared: String
    /// Whether its verb writes more than a table, so that the command has one of its own for it.
    public var hasOwnVerb: Bool

    /// Describes a finding.
    public init(
        key: String, verb: String, title: String, abstract: String, discussion: String, method: String,
        groups: [String], table: FindingTable? = nil, whyNotShared: String = "It measures single incidents",
        hasOwnVerb: Bool = false
    ) {
        self.key = key
        self.verb = verb
        self.title = title
        self.abstract = abstract
        self.discussion = discussion
        self.method = method
        self.groups = groups
        self.table = table
        self.whyNotShared = whyNotShared
        self.hasOwnVerb = hasOwnVerb
    }
}

/// A section of the report: paragraphs, then tables.
public struct FindingSection: Sendable, Equatable {
    /// A table with its headings; columns of numbers stand to the right.
    public struct Table: Sendable, Equatable {
        /// What the table shows.
        public var caption: String
        /// The headings, and whether the column holds numbers.
        public var headings: [Heading]
        /// The rows, as many cells as headings.
        public var rows: [[String]]

        /// Puts a table together.
        public init(_ caption: String, _ headings: [Heading], rows: [[String]]) {
            self.caption = caption
            self.headings = headings
            self.rows = rows
        }
    }

    /// The heading of a column.
    public enum Heading: Sendable, Equatable {
        /// A column of words.
        case text(String)
        /// A column of numbers.
        case number(String)
    }

    /// The paragraphs.
    public var paragraphs: [String]
    /// The tables.
    public var tables: [Table]

    /// Puts a section together.
    public init(_ paragraphs: [String], tables: [Table] = []) {
        self.paragraphs = paragraphs
        self.tables = tables
    }
}

/// The findings of ``PlanFile/findings`` in a record, each under its key.
public struct StudyFindings: Codable, Sendable, Equatable {
    /// The findings, in the order of the list.
    public var all: [any StudyFinding]

    /// Finds all that a plan asks for.
    public init(_ study: Study, _ plan: PlanFile) throws {
        all = try PlanFile.findings.filter { $0.isAsked(by: plan) }.map { try $0.init(study, plan) }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }

        /// `nearestNeighbours` for `nearest_neighbours`.
        static func camel(_ key: String) -> String {
            let words = key.split(separator: "_")
            return words.prefix(1).joined()
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
    }

    /// Reads those that the record has; a record of an earlier version may lack some.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        all = []
        for kind in PlanFile.findings {
            // The decoder has turned keys into camel case; look the finding up by both spellings.
            let keys = [kind.about.key, Key.camel(kind.about.key)]
            guard let key = keys.map({ Key($0) }).first(where: { container.contains($0) }) else { continue }
            all.append(try container.decode(kind, forKey: key))
        }
    }

    /// Writes each under its key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for finding in all { try container.encode(finding, forKey: Key(type(of: finding).about.key)) }
    }

    /// Equal findings in the same order.
    public static func == (a: StudyFindings, b: StudyFindings) -> Bool {
        a.all.count == b.all.count && zip(a.all, b.all).allSatisfy { $0.equals($1) }
    }
}

extension StudyFinding {
    fileprivate func equals(_ other: any StudyFinding) -> Bool { (other as? Self) == self }
}
