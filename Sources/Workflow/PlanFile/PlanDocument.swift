import Foundation
import HomewardCore
import HomewardLayers
import Yams

/// A plan file as a tree of keys, checked against ``PlanKey/all`` and read value by value with its line at hand.
struct PlanDocument {
    let file: String
    private let root: Node

    init(text: String, file: String) throws(WorkflowError) {
        self.file = file
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw PlanDocument.syntax(error, file: file)
        } catch {
            throw .syntax(file: file, line: 1, message: "\(error)")
        }
        guard let node, node.mapping != nil else {
            throw .syntax(
                file: file, line: 1, message: "a plan is a list of `key: value` lines; see `homeward plan --keys`")
        }
        root = node
        try check(node, under: "")
    }

    private static func syntax(_ error: YamlError, file: String) -> WorkflowError {
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

    // MARK: The keys

    /// The parts of `path` that stand above a known key: groups such as `hotspots`.
    private static let groups: Set<String> = Set(
        PlanKey.all.flatMap { key -> [String] in
            let parts = key.path.split(separator: ".").map(String.init)
            return (1..<max(1, parts.count)).map { parts[0..<$0].joined(separator: ".") }
        })
    private static let paths: Set<String> = Set(PlanKey.all.map(\.path))
    /// Keys whose values are the analyst's own mappings, not looked into here.
    private static let free: Set<String> = ["incidents[].columns", "incidents[].where"]

    private func check(_ node: Node, under prefix: String) throws(WorkflowError) {
        guard let mapping = node.mapping else {
            throw error(node, prefix, "needs keys of its own below it; see `homeward plan --keys`")
        }
        for (keyNode, value) in mapping {
            let name = keyNode.string ?? ""
            let path = prefix.isEmpty ? name : "\(prefix).\(name)"
            if Self.groups.contains(path) {
                // A group with nothing below it says nothing.
                if value.null == nil { try check(value, under: path) }
            } else if path == "incidents" {
                guard let items = value.sequence else {
                    throw error(value, path, "is a list: write each file behind a dash, `- { file: incidents.csv }`")
                }
                for item in items { try check(item, under: "incidents[]") }
            } else if !Self.paths.contains(path) {
                throw error(keyNode, path, "is no key of a plan" + suggestion(for: name, under: prefix))
            }
        }
    }

    private func suggestion(for name: String, under prefix: String) -> String {
        let siblings = (Self.paths.union(Self.groups)).compactMap { path -> String? in
            if prefix.isEmpty { return path.contains(".") || path.contains("[") ? nil : path }
            guard path.hasPrefix(prefix + ".") else { return nil }
            return String(path.dropFirst(prefix.count + 1))
        }
        .sorted()
        if let nearest = Spelling.nearest(to: name, among: siblings) { return "; did you mean `\(nearest)`?" }
        return "; it can be one of \(siblings.joined(separator: ", "))"
    }

    // MARK: The values

    func error(_ node: Node?, _ key: String, _ message: String) -> WorkflowError {
        .plan(file: file, line: node?.mark?.line ?? 1, key: key, message: message)
    }

    /// The node at `path`, nil where absent or null.
    func node(_ path: String, in item: Node? = nil) -> Node? {
        var node = item ?? root
        let keys = item == nil ? path : String(path.drop { $0 != "]" }.dropFirst(2))
        for key in keys.split(separator: ".") {
            guard let next = node.mapping?[Node(String(key))] else { return nil }
            node = next
        }
        return node.null == nil ? node : nil
    }

    private func key(_ path: String) -> PlanKey? { PlanKey.all.first { $0.path == path } }

    func text(_ path: String, in item: Node? = nil) throws(WorkflowError) -> String? {
        guard let node = node(path, in: item) else {
            if let value = key(path)?.defaultValue { return value }
            if key(path)?.isRequired == true {
                throw error(item, path, "is missing; it holds \(key(path)?.meaning ?? "a value")")
            }
            return nil
        }
        guard let scalar = node.scalar else { throw error(node, path, "is one value, not a list or keys of its own") }
        guard !scalar.string.isEmpty else { throw error(node, path, "is empty; leave the key out or give it a value") }
        return scalar.string
    }

    func required(_ path: String, in item: Node? = nil) throws(WorkflowError) -> String {
        guard let text = try text(path, in: item) else { throw error(item, path, "is missing") }
        return text
    }

    func texts(_ path: String, in item: Node? = nil) throws(WorkflowError) -> [String]? {
        guard let node = node(path, in: item) else { return nil }
        return try strings(node, path)
    }

    private func strings(_ node: Node, _ path: String) throws(WorkflowError) -> [String] {
        if let scalar = node.scalar { return [scalar.string] }
        guard let sequence = node.sequence, !sequence.isEmpty else {
            throw error(node, path, "is a list of one or more values, `[A, B]`")
        }
        var values: [String] = []
        for item in sequence {
            guard let scalar = item.scalar else { throw error(item, path, "is a list of plain values") }
            values.append(scalar.string)
        }
        return values
    }

    func number(_ path: String, in range: ClosedRange<Double>) throws(WorkflowError) -> Double {
        let text = try required(path)
        guard let value = Double(text), range.contains(value) else {
            throw error(
                node(path), path, "`\(text)` is no number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
            )
        }
        return value
    }

    func whole(_ path: String, in range: ClosedRange<Int>, item: Node? = nil) throws(WorkflowError) -> Int? {
        guard let text = try text(path, in: item) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw error(
                node(path, in: item), path,
                "`\(text)` is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func count(_ path: String, in range: ClosedRange<Int>) throws(WorkflowError) -> Int {
        guard let value = try whole(path, in: range) else { throw error(nil, path, "is missing") }
        return value
    }

    func choice(_ path: String, of values: [String]) throws(WorkflowError) -> String {
        let text = try required(path)
        guard values.contains(text) else {
            let nearest = Spelling.nearest(to: text, among: values).map { "; did you mean `\($0)`?" } ?? ""
            throw error(node(path), path, "`\(text)` is none of \(values.joined(separator: ", "))\(nearest)")
        }
        return text
    }

    /// A mapping of the analyst's own: each key with one value or a list.
    func mapping(_ path: String, in item: Node) throws(WorkflowError) -> [(key: String, values: [String], node: Node)] {
        guard let node = node(path, in: item) else { return [] }
        guard let mapping = node.mapping else { throw error(node, path, "holds keys and values, `{ a: b }`") }
        var pairs: [(key: String, values: [String], node: Node)] = []
        for (keyNode, value) in mapping {
            guard let name = keyNode.scalar?.string else {
                throw error(keyNode, path, "has a key that is no plain word")
            }
            pairs.append((name, try strings(value, "\(path).\(name)"), keyNode))
        }
        return pairs
    }

    var items: [Node] { (node("incidents")?.sequence).map(Array.init) ?? [] }

    private func plain(_ value: Double) -> String { FieldValue.real(value).asText ?? "" }
}
