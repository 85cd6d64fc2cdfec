import ArgumentParser
import HomewardCore
import HomewardWorkflow

/// Which of a plan's settings are options of a verb.
protocol SettingChoice {
    /// Groups or single paths of settings: `["clusters", "window.hours"]`.
    static var paths: [String] { get }
    /// Settings among them that the verb tells otherwise, such as a method that it has more of.
    static var except: [String] { get }
    /// The plan from which the verb starts, where its standard values are not the plan's.
    static var start: PlanFile { get }
}

extension SettingChoice {
    static var except: [String] { [] }
    static var start: PlanFile { PlanFile() }
}

/// The options of a verb, made from the settings of a plan: their flags, help, completions and standard values are those
/// of the settings.
struct SettingOptions<Choice: SettingChoice>: ParsableArguments, CustomReflectable {
    /// One option.
    private struct Entry {
        let setting: AnySetting
        var key: Key { Key(setting.path) }
        var label: String { "_" + setting.path }
        var takesMany: Bool {
            switch setting.domain {
            case .texts, .pairs, .files: true
            default: false
            }
        }
        var isSwitch: Bool { setting.domain == .yesOrNo }
        var name: NameSpecification {
            NameSpecification(([setting.flag] + setting.otherFlags).map { .customLong($0) })
        }

        func help(_ standard: String?) -> ArgumentHelp {
            let meaning = isSwitch ? setting.meaning : setting.fullMeaning
            let sentence = meaning.prefix(1).uppercased() + meaning.dropFirst() + "."
            let more = isSwitch ? "" : standard.map { " (default: \($0))" } ?? ""
            return ArgumentHelp("\(sentence)\(more)", valueName: setting.domain.valueName)
        }

        var completion: CompletionKind {
            switch setting.domain {
            case .file, .files: .file()
            case .choice(let words): .list(words)
            default: .default
            }
        }
    }

    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ path: String) { stringValue = path }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static var entries: [Entry] {
        AnySetting.all.filter { setting in
            !Choice.except.contains(setting.path)
                && Choice.paths.contains { setting.path == $0 || setting.path.hasPrefix($0 + ".") }
        }
        .map { Entry(setting: $0) }
    }

    /// What was given, by the path of the setting, in the order of the settings.
    private(set) var given: [(path: String, input: SettingInput)] = []

    init() {}

    var customMirror: Mirror {
        let start = Choice.start
        return Mirror(
            self,
            children: Self.entries.map { entry -> Mirror.Child in
                let help = entry.help(entry.setting.text(start))
                if entry.isSwitch { return (entry.label, Flag(wrappedValue: false, name: entry.name, help: help)) }
                if entry.takesMany {
                    return (
                        entry.label,
                        Option<[String]>(
                            wrappedValue: [], name: entry.name, parsing: .singleValue, help: help,
                            completion: entry.completion)
                    )
                }
                return (
                    entry.label,
                    Option<String?>(name: entry.name, help: help, completion: entry.completion)
                )
            }, displayStyle: .struct)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for entry in Self.entries {
            if entry.isSwitch {
                guard try container.decode(Flag<Bool>.self, forKey: entry.key).wrappedValue else { continue }
                given.append((entry.setting.path, .text("true")))
            } else if entry.takesMany {
                let values = try container.decode(Option<[String]>.self, forKey: entry.key).wrappedValue
                guard !values.isEmpty else { continue }
                given.append((entry.setting.path, entry.setting.domain.input(values)))
            } else if let value = try container.decode(Option<String?>.self, forKey: entry.key).wrappedValue {
                given.append((entry.setting.path, .text(value)))
            }
        }
    }

    /// Whether the user gave this setting.
    func isGiven(_ path: String) -> Bool { given.contains { $0.path == path } }

    func validate() throws {
        var plan = Choice.start
        plan.study.incidents = [PlannedSource()]
        do {
            try fill(&plan)
        } catch {
            throw ValidationError(error.report.sentence(naming: Flags.name))
        }
    }

    /// Puts what was given into `plan`, over what it says already.
    func fill(_ plan: inout PlanFile) throws(SettingError) {
        for (path, input) in given { try AnySetting.read(path, input, into: &plan) }
        try plan.checkTogether()
    }
}

/// A setting of a plan or of each of its incident files.
struct AnySetting: Sendable {
    let path: String
    let flag: String
    let otherFlags: [String]
    let meaning: String
    let fullMeaning: String
    let domain: SettingDomain
    /// The value in a plan as text; nil where it has none.
    let text: @Sendable (PlanFile) -> String?

    static let all: [AnySetting] =
        (PlanFile.settings + PlanFile.verbSettings).map { setting in AnySetting(setting) { setting.text(in: $0) } }
        + PlannedSource.settings.map { setting in AnySetting(setting) { _ in nil } }

    private init<Root>(_ setting: Setting<Root>, text: @escaping @Sendable (PlanFile) -> String?) {
        path = setting.path
        flag = setting.flag
        otherFlags = setting.otherFlags
        meaning = setting.meaning
        fullMeaning = setting.fullMeaning
        domain = setting.domain
        self.text = text
    }

    /// Puts a value into a plan; one of an incident file goes to each of them.
    static func read(_ path: String, _ input: SettingInput, into plan: inout PlanFile) throws(SettingError) {
        if let setting = (PlanFile.settings + PlanFile.verbSettings).first(where: { $0.path == path }) {
            return try setting.read(input, into: &plan)
        }
        guard let setting = PlannedSource.settings.first(where: { $0.path == path }) else { return }
        for index in plan.study.incidents.indices { try setting.read(input, into: &plan.study.incidents[index]) }
    }
}

extension SettingDomain {
    /// What several values of one option are.
    fileprivate func input(_ values: [String]) -> SettingInput {
        let inputs = values.map { input($0) }
        if case .pairs = self {
            return .pairs(inputs.flatMap { if case .pairs(let pairs) = $0 { return pairs } else { return [] } })
        }
        return .list(inputs.flatMap { if case .list(let texts) = $0 { return texts } else { return [] } })
    }
}

/// Settings by the flags of the command.
enum Flags {
    /// `--columns` for `incidents[].columns`; what no verb has as an option is set by its key.
    static func name(_ path: String) -> String {
        if let setting = AnySetting.all.first(where: { $0.path == path }) { return "--\(setting.flag)" }
        if let setting = AnySetting.all.first(where: { path.hasPrefix($0.path + ".") }) { return "--\(setting.flag)" }
        return "--set \(path)"
    }
}
