import HomewardCore

/// A plan file, or one item of its list of incident files, as nodes by path: checked against the settings that there are,
/// and read setting by setting with the line at hand.
struct SettingsDocument {
    /// Keys without which a plan is refused.
    static let required: Set<String> = [
        "calendar.file", "incidents", "incidents[].file", "period.from", "period.to",
    ]

    private let root: YAMLNode
    private let folder: String
    /// The nodes that say something, by path.
    private var nodes: [String: YAMLNode] = [:]
    /// The items of the list of incident files.
    private(set) var items: [SettingsDocument] = []
    /// What is wrong with keys and values, in the order in which it was found.
    private(set) var faults: [YAMLError] = []

    /// Reads a plan's text.
    init(text: String, file: String, folder: String) throws {
        root = try YAMLNode(text: text, file: file)
        self.folder = folder
        guard root.isMapping else {
            throw YAMLError.syntax(
                file: file, line: 1, message: "a plan is a list of key: value lines; see homeward plan --keys")
        }
        gather(root, under: "")
    }

    private init(item: YAMLNode, folder: String) {
        root = item
        self.folder = folder
        gather(item, under: "incidents[]")
    }

    private static let paths: Set<String> = Set(
        (PlanFile.settings.flatMap { [$0.path] + $0.formerPaths }) + PlannedSource.settings.map(\.path))
    /// What stands above a key: `hotspots` above `hotspots.cell_m`.
    private static let groups: Set<String> = Set(
        paths.flatMap { path -> [String] in
            let parts = path.split(separator: ".").map(String.init)
            return (1..<max(1, parts.count)).map { parts[0..<$0].joined(separator: ".") }
        })

    /// Notes an error that one key has, and lets the others be looked at.
    private mutating func noting(_ body: (inout Self) throws -> Void) {
        do { try body(&self) } catch let fault as YAMLError { faults.append(fault) } catch {
            faults.append(.syntax(file: root.file, line: root.line, message: "\(error)"))
        }
    }

    private mutating func gather(_ node: YAMLNode, under prefix: String) {
        noting { document in
            guard node.isMapping else {
                throw document.error(node, prefix, "needs keys of its own below it; see homeward plan --keys")
            }
            for (name, value) in try node.entries() {
                document.noting { try $0.gather(name, value, under: prefix) }
            }
        }
    }

    private mutating func gather(_ name: String, _ value: YAMLNode, under prefix: String) throws {
        let path = prefix.isEmpty ? name : "\(prefix).\(name)"
        if path == "incidents" {
            guard value.isSequence else {
                throw error(value, path, "is a list: write each file behind a dash, - { file: incidents.csv }")
            }
            items = try value.items().map { SettingsDocument(item: $0, folder: folder) }
            faults += items.flatMap(\.faults)
        } else if Self.paths.contains(path) {
            if !value.isNull { nodes[path] = value }
        } else if Self.groups.contains(path) {
            // A group with nothing below it says nothing.
            if !value.isNull { gather(value, under: path) }
        } else {
            throw error(value, path, "is no key of a plan" + suggestion(for: name, under: prefix))
        }
    }

    private func suggestion(for name: String, under prefix: String) -> String {
        let siblings = Self.paths.union(Self.groups).compactMap { path -> String? in
            if prefix.isEmpty { return path.contains(".") || path.contains("[") ? nil : path }
            guard path.hasPrefix(prefix + ".") else { return nil }
            return String(path.dropFirst(prefix.count + 1))
        }
        .sorted()
        if let nearest = Spelling.nearest(to: name, among: siblings) { return "; did you mean \(nearest.quoted)?" }
        return "; it can be one of \(siblings.joined(separator: ", "))"
    }

    /// Reads every setting that the document gives, and notes what is wrong with any of them.
    mutating func read<Root>(_ settings: [Setting<Root>], into root: inout Root) {
        for setting in settings { noting { try $0.read(setting, into: &root) } }
    }

    /// The same for an item of the list of incident files; what is wrong with it is noted here.
    mutating func read<Root>(_ item: SettingsDocument, _ settings: [Setting<Root>], into root: inout Root) {
        var item = item
        let known = item.faults.count
        item.read(settings, into: &root)
        faults += item.faults.dropFirst(known)
    }

    private func read<Root>(_ setting: Setting<Root>, into root: inout Root) throws {
        let given = ([setting.path] + setting.formerPaths).filter { nodes[$0] != nil }
        guard let path = given.first, let node = nodes[path] else {
            if setting.isRequired { throw missing(setting.path, setting.meaning) }
            return
        }
        guard given.count == 1 else {
            throw error(node, path, "stands twice, as \(given.joined(separator: " and ")); remove one")
        }
        do {
            try setting.read(try input(node, setting), into: &root)
        } catch let fault as SettingError {
            throw error(node, fault.path, fault.message)
        }
    }

    private func input<Root>(_ node: YAMLNode, _ setting: Setting<Root>) throws -> SettingInput {
        switch setting.domain {
        case .texts: return .list(try node.texts())
        case .pairs:
            guard node.isMapping else { throw error(node, setting.path, "holds keys and values, { a: b }") }
            return .pairs(try node.entries().map { SettingInput.Pair($0.name, try $0.node.texts()) })
        case .file: return .text(resolve(try node.text()))
        case .files: return .list(try node.texts().map(resolve))
        default: return .text(try node.text())
        }
    }

    /// Notes what a plan lacks that it cannot do without, and whether its parts contradict each other.
    mutating func require(_ plan: PlanFile) {
        // What stands in the plan and is wrong has been noted as that.
        let wrong = Set(faults.compactMap(\.key))
        for setting in PlanFile.settings where Self.required.contains(setting.path) {
            if setting.path == "calendar.file", plan.study.hasCalendar { continue }
            if setting.text(in: plan) == nil, !wrong.contains(setting.path) {
                faults.append(missing(setting.path, setting.meaning))
            }
        }
        if plan.study.incidents.isEmpty, !wrong.contains("incidents") {
            faults.append(
                .value(
                    file: root.file, line: 1, key: "incidents",
                    message: "is missing; list one or more files, - { file: incidents.csv }"))
        }
        for check in [plan.checkTogether, plan.checkWithStudy] {
            do { try check() } catch {
                if !wrong.contains(error.path) { faults.append(self.error(error)) }
            }
        }
    }

    /// A fault of a setting, at its line where the document gives it.
    func error(_ fault: SettingError) -> YAMLError {
        error(nodes[fault.path], fault.path, fault.message)
    }

    private func missing(_ path: String, _ meaning: String) -> YAMLError {
        .value(file: root.file, line: root.line, key: path, message: "is missing; it holds \(meaning)")
    }

    private func error(_ node: YAMLNode?, _ path: String, _ message: String) -> YAMLError {
        .value(file: root.file, line: node?.line ?? root.line, key: path, message: message)
    }

    /// A path as seen from the working directory, with `a/../b` folded into `b`, so that messages and provenance show it
    /// as a person would write it.
    private func resolve(_ path: String) -> String {
        if path == StandardInput.argument { return path }
        if path.hasPrefix("/") || folder.isEmpty { return path }
        let whole = folder + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/", omittingEmptySubsequences: true) {
            switch part {
            case ".": continue
            case ".." where !parts.isEmpty && parts.last != "..": parts.removeLast()
            default: parts.append(part)
            }
        }
        return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}

extension YAMLError {
    /// The key that it is about; nil where it is about the file.
    fileprivate var key: String? {
        if case .value(_, _, let key, _) = self { return key }
        return nil
    }
}
