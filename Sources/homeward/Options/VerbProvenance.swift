import ArgumentParser
import HomewardCore
import HomewardWorkflow

extension ParsableCommand {
    /// What a reader must know of what the verb found: its own words say how, and of the settings those count that it shows.
    ///
    /// - Parameters:
    ///   - way: The method, where the verb has several.
    ///   - isUsed: Whether a setting that the verb shows has a say in that method.
    static func provenance<Choice: SettingChoice>(
        of study: Study, _ plan: PlanFile, _ choice: Choice.Type, way: String? = nil, madeUp: Set<MadeUp> = [],
        assumptions: [String] = [], versions: [String: String], isUsed: @escaping (String) -> Bool = { _ in true }
    ) -> Provenance {
        let except = choice.except + StudyChoice.except.filter { $0 != "incidents[].file" }
        return Provenance(
            title: title, study: study, plan: plan,
            methods: [configuration.abstract] + (way.map { ["Method: \($0)."] } ?? []), madeUp: madeUp,
            assumptions: assumptions, versions: versions
        ) { key in
            let path = key.replacing(/\[[0-9]+\]/, with: "[]")
            return !except.contains(path) && isUsed(path)
                && (choice.paths + StudyChoice.paths + ["seed", "audience"]).contains {
                    path == $0 || path.hasPrefix($0 + ".")
                }
        }
    }

    /// `homeward routes`.
    static var title: String { "homeward \(configuration.commandName ?? String(describing: Self.self).lowercased())" }
}
