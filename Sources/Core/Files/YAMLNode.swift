import Yams

/// A part of a YAML file together with the keys that lead to it, so that an error can name the file, line and key.
public struct YAMLNode {
    private let node: Node
    /// The keys from the top, `academic_years.2023-24`; empty at the top.
    public let path: String
    /// What errors call the file.
    public let file: String

    /// Reads the text of a file.
    ///
    /// - Throws: ``YAMLError/syntax(file:line:message:)``; ``YAMLError/manyAliases(file:line:limit:)``;
    ///   ``FileError/emptyFile(file:)`` where there is nothing in it.
    public init(text: String, file: String) throws {
        let aliases = YAMLAliases(in: text)
        if let line = aliases.firstTooMany {
            throw YAMLError.manyAliases(file: file, line: line, limit: YAMLAliases.limit)
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { throw FileError.emptyFile(file: file) }
            self.init(node, path: "", file: file)
        } catch let error as YamlError {
            throw YAMLNode.syntax(error, file: file)
        }
    }

    private init(_ node: Node, path: String, file: String) {
        self.node = node
        self.path = path
        self.file = file
    }

    private static func syntax(_ error: YamlError, file: String) -> YAMLError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .syntax(file: file, line: mark.line, message: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            .syntax(
                file: file, line: context.mark.line,
                message: "a key stands twice: \(duplicates.map { "\($0)" }.joined(separator: ", ")); remove one")
        default: .syntax(file: file, line: 1, message: "\(error)")
        }
    }

    /// The line on which it stands, counted from 1.
    public var line: Int { node.mark?.line ?? 1 }
    /// Whether it says nothing.
    public var isNull: Bool { node.null != nil }
    /// Whether it holds keys.
    public var isMapping: Bool { node.mapping != nil }
    /// Whether it holds a list.
    public var isSequence: Bool { node.sequence != nil }

    /// An error at this place.
    public func error(_ message: String) -> YAMLError {
        .value(file: file, line: line, key: path.isEmpty ? "the whole file" : path, message: message)
    }

    /// The keys and values in the order of the file.
    public func entries() throws(YAMLError) -> [(name: String, node: YAMLNode)] {
        guard let mapping = node.mapping else { throw error("needs keys with values below it") }
        var entries: [(name: String, node: YAMLNode)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw error("has a key that is no plain word") }
            entries.append((name, YAMLNode(value, path: path.isEmpty ? name : "\(path).\(name)", file: file)))
        }
        return entries
    }

    /// The values by key; a key that is not among `known` is an error that suggests the nearest.
    public func mapping(known: [String]) throws(YAMLError) -> [String: YAMLNode] {
        var values: [String: YAMLNode] = [:]
        for (name, value) in try entries() {
            guard known.contains(name) else {
                let nearest = Spelling.nearest(to: name, among: known)
                throw value.error(
                    "this key is not known; "
                        + (nearest.map { "did you mean \($0.quoted)?" }
                            ?? "the keys here are \(known.joined(separator: ", "))"))
            }
            values[name] = value
        }
        return values
    }

    /// The items of a list.
    public func items() throws(YAMLError) -> [YAMLNode] {
        guard let sequence = node.sequence else { throw error("is a list: write it in square brackets") }
        return sequence.enumerated().map { YAMLNode($1, path: "\(path)[\($0 + 1)]", file: file) }
    }

    /// The one value that stands here, as text.
    public func text() throws(YAMLError) -> String {
        guard let scalar = node.scalar else { throw error("is one value, not a list or keys of its own") }
        return scalar.string
    }

    /// One value or a list of them.
    public func texts() throws(YAMLError) -> [String] {
        if let scalar = node.scalar { return [scalar.string] }
        guard let sequence = node.sequence, !sequence.isEmpty else {
            throw error("is a list of one or more values, [A, B]")
        }
        var values: [String] = []
        for item in sequence {
            guard let scalar = item.scalar else { throw error("is a list of plain values") }
            values.append(scalar.string)
        }
        return values
    }
}

/// What can be wrong with a YAML file.
public enum YAMLError: HomewardError, Equatable {
    /// The file is no YAML.
    case syntax(file: String, line: Int, message: String)
    /// A key is unknown, missing, or has a value that it cannot have.
    case value(file: String, line: Int, key: String, message: String)
    /// More values than `limit` stand for others, so that a small file may stand for an endless one.
    case manyAliases(file: String, line: Int, limit: Int)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .syntax(let file, let line, let message):
            ErrorReport("yaml.syntax", .badData, .line(file: file, line), "this is no YAML: \(message)")
        case .value(let file, let line, let key, let message):
            ErrorReport("yaml.value", .badData, .key(file: file, line: line, key), ErrorText(message))
        case .manyAliases(let file, let line, let limit):
            ErrorReport(
                "yaml.aliases", .badData, .line(file: file, line), "more than \(limit) aliases (*name) are used",
                remedy: "write the values out where they are wanted")
        }
    }
}
