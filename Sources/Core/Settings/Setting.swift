/// One parameter of a method, stated once: its key in a plan file, its flag, its unit and range, its meaning, and where
/// in the method its value stands. The standard value is the method's own.
///
/// The plan's reading and `--keys`, the command's options with help and completion, the provenance in `run.json` and
/// the method's own checks all follow from it.
public struct Setting<Root>: Sendable {
    /// The key with the keys above it, `clusters.radius_m`. The keys of a list's items follow `[]`: `incidents[].file`.
    public let path: String
    /// The option on the command, without its hyphens: `radius`.
    public let flag: String
    /// Other names that the option has.
    public let otherFlags: [String]
    /// Names that the key had in earlier versions; they are still read.
    public let formerPaths: [String]
    /// What it means, without unit and range.
    public let meaning: String
    /// What values there are.
    public let domain: SettingDomain
    /// Whether a plan without it is refused.
    public let isRequired: Bool
    let reading: @Sendable (SettingInput, inout Root) throws(SettingError) -> Void
    let writing: @Sendable (Root) -> String?
    let checking: @Sendable (Root) throws(SettingError) -> Void

    init(
        _ path: String, flag: String?, otherFlags: [String], formerly: [String], _ meaning: String,
        domain: SettingDomain, required: Bool,
        reading: @escaping @Sendable (SettingInput, inout Root) throws(SettingError) -> Void,
        writing: @escaping @Sendable (Root) -> String?,
        checking: @escaping @Sendable (Root) throws(SettingError) -> Void = { (_) throws(SettingError) in }
    ) {
        self.path = path
        self.flag = flag ?? SettingName.flag(of: path)
        self.otherFlags = otherFlags
        formerPaths = formerly
        self.meaning = meaning
        self.domain = domain
        isRequired = required
        self.reading = reading
        self.writing = writing
        self.checking = checking
    }

    /// Sets the value in `root`.
    ///
    /// - Throws: ``SettingError`` where it is no value of this setting; `root` stays as it was.
    public func read(_ input: SettingInput, into root: inout Root) throws(SettingError) {
        if let text = input.texts.first(where: { $0.utf8.count > SettingInput.longestText }) {
            throw .together(
                path: path,
                message:
                    "\(text.quoted) is \(text.utf8.count) bytes long, more than \(SettingInput.longestText); shorten it"
            )
        }
        try reading(input, &root)
    }

    /// The value in `root` as it would be written in a plan; nil where there is none.
    public func text(in root: Root) -> String? { writing(root) }

    /// Refuses a value in `root` that lies outside the range.
    public func check(_ root: Root) throws(SettingError) { try checking(root) }

    /// What it means, with its range and unit.
    public var fullMeaning: String { domain.sentence.map { "\(meaning) (\($0))" } ?? meaning }

    /// The same setting of a whole that holds `Root` at `place`.
    public func lifted<Whole>(_ place: any WritableKeyPath<Whole, Root> & Sendable) -> Setting<Whole> {
        Setting<Whole>(
            path, flag: flag, otherFlags: otherFlags, formerly: formerPaths, meaning, domain: domain,
            required: isRequired,
            reading: { [reading] (input, whole) throws(SettingError) in try reading(input, &whole[keyPath: place]) },
            writing: { [writing] in writing($0[keyPath: place]) },
            checking: { [checking] (whole) throws(SettingError) in try checking(whole[keyPath: place]) })
    }
}

/// What a plan or a command gives for a setting.
public enum SettingInput: Sendable, Equatable {
    /// One value.
    case text(String)
    /// Several values.
    case list([String])
    /// Keys with values of the analyst's own.
    case pairs([Pair])

    /// The most bytes of one text: titles and notes are repeated in many of the files that a run writes.
    static let longestText = 4000

    /// Every text in it.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let texts): texts
        case .pairs(let pairs): pairs.flatMap { [$0.key] + $0.values }
        }
    }

    /// A key with its values.
    public struct Pair: Sendable, Equatable {
        /// The key.
        public var key: String
        /// Its values.
        public var values: [String]

        /// Pairs a key with values.
        public init(_ key: String, _ values: [String]) {
            self.key = key
            self.values = values
        }
    }
}

/// What values a setting has.
public enum SettingDomain: Sendable, Equatable {
    /// A number of a unit, with its range.
    case number(ClosedRange<Double>, unit: String?)
    /// A whole number of a unit, with its range.
    case whole(ClosedRange<Int>, unit: String?)
    /// One of some words.
    case choice([String])
    /// `true` or `false`.
    case yesOrNo
    /// A file.
    case file
    /// One or more files.
    case files
    /// Text; the word says what kind, `EPSG:n`.
    case text(String)
    /// Several texts.
    case texts(String)
    /// Keys with values, `role=column`.
    case pairs(String)

    /// The unit, if any.
    public var unit: String? {
        switch self {
        case .number(_, let unit), .whole(_, let unit): unit
        default: nil
        }
    }

    /// The word for a value in help.
    public var valueName: String {
        switch self {
        case .number(_, let unit): unit ?? "number"
        case .whole(_, let unit): unit ?? "count"
        case .choice: "choice"
        case .yesOrNo: "true|false"
        case .file, .files: "file"
        case .text(let word), .texts(let word), .pairs(let word): word
        }
    }

    /// The range or the choice in words, `10 to 10000 m`; nil where there is nothing to say.
    public var sentence: String? {
        switch self {
        case .number(let range, let unit):
            "\(SettingName.plain(range.lowerBound)) to \(SettingName.plain(range.upperBound))"
                + (unit.map { " \($0)" } ?? "")
        case .whole(let range, let unit): "\(range.lowerBound) to \(range.upperBound)" + (unit.map { " \($0)" } ?? "")
        case .choice(let words):
            words.count < 2
                ? words.first : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        case .yesOrNo: "true or false"
        case .file, .files, .text, .texts, .pairs: nil
        }
    }
}

/// How the names of settings hang together.
public enum SettingName {
    /// The flag of the same words as a key: `walking-distance` for `chaperones.walking_distance_m`. The last word of a
    /// key goes where it is a unit, and the group above it, which the verb stands for.
    public static func flag(of path: String) -> String {
        let key = path.split(separator: ".").last.map(String.init) ?? path
        var words = key.split(separator: "_").map(String.init)
        if words.suffix(3) == ["m", "per", "s"] {
            words.removeLast(3)
        } else if words.count > 1, let last = words.last, ["m", "min", "h", "s"].contains(last) {
            words.removeLast()
        }
        return words.joined(separator: "-")
    }

    /// A number without a decimal point where it is whole.
    public static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }
}

/// A value that a setting cannot have.
public enum SettingError: HomewardError, Equatable {
    /// The value lies outside the range or is no such value.
    case value(path: String, given: String, wanted: String)
    /// Two settings contradict each other.
    case together(path: String, message: String)

    /// The setting.
    public var path: String {
        switch self {
        case .value(let path, _, _), .together(let path, _): path
        }
    }

    /// What is wrong, without the setting's name.
    public var message: String {
        switch self {
        case .value(_, let given, let wanted): "\(given.quoted) is no \(wanted)"
        case .together(_, let message): message
        }
    }

    /// A value is the user's to change, so its trouble is usage.
    public var report: ErrorReport {
        ErrorReport("settings.value", .usage, .setting(path), ErrorText(message))
    }
}
