/// What a reader must know of a file before it is used: who may see it, what of it is made up or assumed, and how it can
/// be made again.
///
/// It travels inside every file that leaves, or beside it where a format has no room. It holds no time of day and no path,
/// so that two runs on the same input write the same bytes wherever they are made.
public struct Provenance: Sendable, Hashable {
    /// What the file is about, for people.
    public var title: String
    /// The audience's name, `internal`.
    public var audience: String
    /// Who may see the file, `internal: may show single incidents`.
    public var statement: String
    /// What of the input is made up.
    public var madeUp: Set<MadeUp>
    /// What is taken for granted, in sentences.
    public var assumptions: [String]
    /// What does not stand in the file though it was found or asked for, in sentences that say why.
    public var leftOut: [String]
    /// How it was done, in sentences.
    public var methods: [String]
    /// The settings that hold, in the order of the keys.
    public var parameters: [SettingRecord]
    /// The seed of every random test; nil where chance plays no part.
    public var seed: UInt64?
    /// The versions of Homeward and of the libraries, by name.
    public var versions: [String: String]

    /// Puts a provenance together.
    public init(
        title: String, audience: String, statement: String, madeUp: Set<MadeUp> = [], assumptions: [String] = [],
        leftOut: [String] = [], methods: [String] = [], parameters: [SettingRecord] = [], seed: UInt64? = nil,
        versions: [String: String] = [:]
    ) {
        self.title = title
        self.audience = audience
        self.statement = statement
        self.madeUp = madeUp
        self.assumptions = assumptions
        self.leftOut = leftOut
        self.methods = methods
        self.parameters = parameters
        self.seed = seed
        self.versions = versions
    }

    /// What is made up, `["made-up streets"]`.
    public var synthetic: [String] { MadeUp.ordered(madeUp).map(\.words) }

    /// `EXERCISE: made-up streets`; nil where nothing is made up.
    public var exercise: String? { MadeUp.exercise(madeUp) }

    /// What fits into a heading: that it is an exercise, where it is one, and who may see it.
    public var label: String { [exercise, statement].compactMap { $0 }.joined(separator: "; ") }

    /// `name` behind the word that this is an exercise, where it is one, so that no list of names looks real.
    public func marked(_ name: String) -> String { exercise.map { "\($0) – \(name)" } ?? name }
}

extension Provenance {
    /// A heading with what stands below it.
    public struct Part: Sendable, Hashable {
        /// The heading, `Assumptions`.
        public var heading: String
        /// What stands below it, at least one item.
        public var items: [String]
    }

    /// Everything but title and ``label``, part by part; parts without an item are left out.
    public var parts: [Part] {
        [
            Part(heading: "Assumptions", items: assumptions), Part(heading: "Left out", items: leftOut),
            Part(heading: "Method", items: methods),
            Part(heading: "Parameters", items: parameters.map { "\($0.key): \($0.value)" }),
            Part(heading: "Seed", items: seed.map { [String($0)] } ?? []),
            Part(heading: "Versions", items: versionList),
        ].filter { !$0.items.isEmpty }
    }

    /// `gdal 3.6.2`, in the order of the names.
    public var versionList: [String] { versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" } }

    /// Everything as plain text, an item a line, with a line feed at its end.
    public var text: String {
        let lines = [title, label] + parts.flatMap { ["", "\($0.heading):"] + $0.items.map { "- \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Everything in one line, for a cell of a table. It begins with ``label`` and not with the user's title, so that no
    /// spreadsheet takes it for a formula.
    public var line: String {
        ([label, title] + parts.map { "\($0.heading): \($0.items.joined(separator: " "))" }).joined(separator: " | ")
            .split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension Provenance: Encodable {
    private enum Key: CodingKey {
        case title, audience, statement, exercise, synthetic, assumptions, leftOut, method, parameters, seed, versions
    }

    /// The members of the object `metadata`: `exercise` and `synthetic` say what is made up, `parameters` are by key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(title, forKey: .title)
        try container.encode(audience, forKey: .audience)
        try container.encode(statement, forKey: .statement)
        try container.encode(exercise, forKey: .exercise)
        try container.encode(synthetic, forKey: .synthetic)
        try container.encode(assumptions, forKey: .assumptions)
        if !leftOut.isEmpty { try container.encode(leftOut, forKey: .leftOut) }
        try container.encode(methods, forKey: .method)
        try container.encode(
            Dictionary(parameters.map { ($0.key, $0.value) }) { first, _ in first }, forKey: .parameters)
        try container.encode(seed, forKey: .seed)
        try container.encode(versions, forKey: .versions)
    }
}
