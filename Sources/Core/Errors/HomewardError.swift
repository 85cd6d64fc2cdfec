/// An error that a person can act on: what kind of trouble, where, what is wrong and what to do.
///
/// Each room has its own list of errors; all of them tell the same things by ``report``, from which the sentence and
/// the exit code of the command follow.
public protocol HomewardError: Error, Sendable, CustomStringConvertible {
    /// What happened, in the parts from which a sentence is made.
    var report: ErrorReport { get }
}

extension HomewardError {
    /// One sentence for a person; settings are named by their keys in a plan file.
    public var description: String { report.sentence }
    /// The kind of trouble, from which a command takes its exit code.
    public var trouble: Trouble { report.trouble }
}

/// The kinds of trouble, told apart because a caller does different things about each.
public enum Trouble: String, Sendable, Hashable, CaseIterable {
    /// What was asked for makes no sense, whatever the data.
    case usage
    /// No such input, or none that may be read.
    case missingInput
    /// The input is not what it should be.
    case badData
    /// The machine lacks what is needed.
    case unavailable
    /// The output cannot be written.
    case cannotWrite
    /// A fault of Homeward's own.
    case bug
}

/// What an error tells: a stable code, the kind of trouble, what it is about, what is wrong, and what to do.
public struct ErrorReport: Sendable, Equatable {
    /// A stable name for programs, `layers.no_such_layer`.
    public var code: String
    /// The kind of trouble.
    public var trouble: Trouble
    /// The file, line, key or feature that offends; nil where it is plain from the problem.
    public var subject: ErrorSubject?
    /// What is wrong.
    public var problem: ErrorText
    /// What to do about it; nil where the problem says it.
    public var remedy: ErrorText?

    /// Puts a report together.
    public init(
        _ code: String, _ trouble: Trouble, _ subject: ErrorSubject? = nil, _ problem: ErrorText,
        remedy: ErrorText? = nil
    ) {
        self.code = code
        self.trouble = trouble
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
    }

    /// `subject: problem; remedy`, with settings by their keys.
    public var sentence: String { sentence { "the key \($0)" } }

    /// The same with settings named as `naming` says: by key for who wrote a plan, by flag for who typed a command.
    public func sentence(naming: (_ path: String) -> String) -> String {
        var text = subject.map { "\($0.text(naming: naming)): " } ?? ""
        text += problem.text(naming: naming)
        if let remedy { text += "; " + remedy.text(naming: naming) }
        return text
    }
}

/// What an error is about.
public enum ErrorSubject: Sendable, Equatable {
    /// A file or a folder.
    case file(String)
    /// A line of a file.
    case line(file: String, Int)
    /// A key of a YAML file.
    case key(file: String, line: Int, String)
    /// A feature of a layer, by id or number.
    case feature(file: String, String)
    /// A setting, by its path in a plan, `clusters.radius_m`.
    case setting(String)
    /// Anything else that has a name.
    case named(String)

    func text(naming: (String) -> String) -> String {
        switch self {
        case .file(let file): file
        case .line(let file, let line): "\(file), line \(line)"
        case .key(let file, let line, let key): "\(file), line \(line): \(key.shortened)"
        case .feature(let file, let feature): "\(file), feature \(feature)"
        case .setting(let path): naming(path)
        case .named(let name): name.shortened
        }
    }
}

/// A sentence in which settings are named by their paths, so that the edge can show them as keys or as flags:
/// `"name the columns with \(setting: "incidents[].columns", "x=NAME,y=NAME")"`.
public struct ErrorText: Sendable, Equatable, ExpressibleByStringInterpolation {
    enum Part: Sendable, Equatable {
        case words(String)
        case setting(path: String, value: String?)
    }

    var parts: [Part]

    /// Plain words.
    public init(_ words: String) { parts = [.words(words)] }
    /// Plain words.
    public init(stringLiteral value: String) { parts = [.words(value)] }
    /// Words with settings among them.
    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// The sentence, each setting named as `naming` says.
    public func text(naming: (_ path: String) -> String) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .setting(let path, let value): naming(path) + (value.map { " \($0)" } ?? "")
            }
        }.joined()
    }

    /// Collects the parts of an interpolated sentence.
    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []
        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) {}
        /// Adds words.
        public mutating func appendLiteral(_ literal: String) { parts.append(.words(literal)) }
        /// Adds a value as it reads.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            parts.append(.words(value.description))
        }
        /// Adds another sentence with its settings.
        public mutating func appendInterpolation(_ text: ErrorText) { parts += text.parts }
        /// Adds a setting by its path in a plan, with an example of its value.
        public mutating func appendInterpolation(setting path: String, _ value: String? = nil) {
            parts.append(.setting(path: path, value: value))
        }
    }
}

extension String {
    /// The text in quotation marks, in the one style that messages have; of a long one the beginning. O(1).
    public var quoted: String { "\"\(shortened)\"" }

    /// At most 200 characters of the text: what a message shows of something that a file may make as long as it likes.
    var shortened: String {
        guard let end = index(startIndex, offsetBy: 200, limitedBy: endIndex), end < endIndex else { return self }
        return self[..<end] + "…"
    }
}

extension Collection<String> {
    /// The first forty with commas, and how many more there are, for messages. O(1).
    public var listed: String {
        let shown = prefix(40).map(\.shortened).joined(separator: ", ")
        return count > 40 ? "\(shown) and \(count - 40) more" : shown
    }
}
