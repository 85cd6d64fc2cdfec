import Foundation
public import HomewardCore

extension PlanFile {
    /// Reads a plan file. Relative paths in it start from the folder that holds it.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - changes: Settings by path that replace the file's, as a command's `--set` gives them; paths in them start from
    ///     the working directory.
    /// - Throws: `FileError` where it cannot be read; `YAMLError` that names the line and the key; `SettingError`.
    public init(path: String, changes: [(path: String, value: String)] = []) throws {
        try self.init(
            yaml: Self.text(of: path), file: path, folder: (path as NSString).deletingLastPathComponent,
            changes: changes)
    }

    /// Reads a plan from its text. `folder` is where its relative paths start; the empty string is the working directory.
    public init(
        yaml text: String, file: String, folder: String, changes: [(path: String, value: String)] = []
    ) throws {
        let (plan, faults) = try Self.reading(yaml: text, file: file, folder: folder, changes: changes)
        if let first = faults.first { throw first }
        self = plan
    }

    /// Reads a plan as ``init(path:changes:)`` does, but goes on behind a key or a value that is wrong.
    ///
    /// - Returns: The plan with what could be read of it, and everything that is wrong, in the order in which it was found.
    /// - Throws: `FileError` where the file cannot be read; `YAMLError` where it is no YAML; `SettingError` for `changes`.
    static func reading(
        path: String, changes: [(path: String, value: String)]
    ) throws -> (plan: PlanFile, faults: [YAMLError]) {
        try reading(
            yaml: Self.text(of: path), file: path, folder: (path as NSString).deletingLastPathComponent,
            changes: changes)
    }

    private static func reading(
        yaml text: String, file: String, folder: String, changes: [(path: String, value: String)]
    ) throws -> (plan: PlanFile, faults: [YAMLError]) {
        var plan = PlanFile()
        var document = try SettingsDocument(text: text, file: file, folder: folder)
        document.read(Self.settings, into: &plan)
        for item in document.items {
            var planned = PlannedSource()
            document.read(item, PlannedSource.settings, into: &planned)
            plan.study.incidents.append(planned)
        }
        for (path, value) in changes { try plan.set(path, to: value) }
        if plan.study.areas.file == nil { plan.study.areas = plan.study.studyArea }
        document.require(plan)
        return (plan, document.faults)
    }

    private static func text(of path: String) throws -> String {
        let bytes = try TextFile.bytes(of: path)
        try FileKind.checkText(bytes, file: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileError.badEncoding(file: path, found: "something else than UTF-8")
        }
        return text
    }

    /// Sets one value by the path of its setting, `clusters.radius_m`, or of an incident file's, `incidents[1].age_under`.
    ///
    /// - Throws: `SettingError` for a path that is no setting, with the nearest one, or a value that it cannot have.
    public mutating func set(_ path: String, to text: String) throws(SettingError) {
        if let setting = Self.settings.first(where: { $0.path == path || $0.formerPaths.contains(path) }) {
            return try setting.read(setting.domain.input(text), into: &self)
        }
        if let (index, key) = Self.item(path),
            let setting = PlannedSource.settings.first(where: { $0.path == "incidents[].\(key)" })
        {
            guard study.incidents.indices.contains(index) else {
                throw .together(
                    path: path, message: "names file \(index + 1), but the plan has \(study.incidents.count)")
            }
            return try setting.read(setting.domain.input(text), into: &study.incidents[index])
        }
        let known = Self.settings.map(\.path) + PlannedSource.settings.map(\.path)
        let nearest = Spelling.nearest(to: path, among: known).map { "; did you mean \($0.quoted)?" } ?? ""
        throw .together(path: path, message: "is no key of a plan" + nearest)
    }

    /// The index and the key of `incidents[1].age_under`.
    private static func item(_ path: String) -> (index: Int, key: String)? {
        guard path.hasPrefix("incidents["), let close = path.firstIndex(of: "]"),
            let number = Int(path[path.index(path.startIndex, offsetBy: 10)..<close]), number > 0
        else { return nil }
        return (number - 1, String(path[close...].dropFirst(2)))
    }

    /// Every setting of ``verbSettings`` as it holds.
    var verbRecords: [SettingRecord] {
        Self.verbSettings.compactMap { setting in
            setting.text(in: self).map { SettingRecord(key: setting.path, value: $0) }
        }
    }

    /// Every setting as it holds, in the order of the keys: what `run.json` and the report call the parameters.
    public var records: [SettingRecord] {
        Self.settings.compactMap { setting in
            setting.text(in: self).map { SettingRecord(key: setting.path, value: $0) }
        }
            + study.incidents.enumerated().flatMap { index, planned in
                PlannedSource.settings.compactMap { setting in
                    setting.text(in: planned).map {
                        SettingRecord(key: setting.path.replacing("[]", with: "[\(index + 1)]"), value: $0)
                    }
                }
            }
    }

    /// The keys with their standard values and meanings, aligned in columns, for `homeward plan --keys`.
    public static var listing: String {
        let standard = PlanFile()
        let required = SettingsDocument.required
        var lines = settings.map { ($0.path, $0.text(in: standard), $0.fullMeaning) }
        let items =
            [("incidents", nil, "a list of incident files")]
            + PlannedSource.settings.map { ($0.path, nil as String?, $0.fullMeaning) }
        lines.insert(contentsOf: items, at: lines.firstIndex { $0.0 == "period.from" } ?? lines.endIndex)
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { path, standard, meaning in
            let value = standard ?? (required.contains(path) ? "(required)" : "(none)")
            return path.padding(toLength: width + 2, withPad: " ", startingAt: 0)
                + value.padding(toLength: max(16, value.count + 2), withPad: " ", startingAt: 0) + meaning
        }
        .joined(separator: "\n")
    }
}

extension SettingDomain {
    /// What a value written on a command line is for this setting: `a,b` for a list, `key=value,…` for pairs.
    public func input(_ text: String) -> SettingInput {
        switch self {
        case .texts: .list(text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        case .pairs: .pairs(SettingDomain.pairs(text))
        case .files: .list([text])
        default: .text(text)
        }
    }

    /// `a=1,b=2` as pairs; a part without `=` continues the value before it, and a part in double quotes is one.
    static func pairs(_ text: String) -> [SettingInput.Pair] {
        var parts: [String] = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        var pairs: [SettingInput.Pair] = []
        for part in parts {
            if let equals = part.firstIndex(of: "=") {
                pairs.append(.init(String(part[..<equals]), [String(part[part.index(after: equals)...])]))
            } else if let last = pairs.indices.last {
                pairs[last].values.append(part)
            } else {
                pairs.append(.init(part, []))
            }
        }
        return pairs
    }
}
