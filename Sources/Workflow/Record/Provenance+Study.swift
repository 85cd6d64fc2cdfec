import Foundation
public import HomewardCore
import HomewardIncidents

extension Provenance {
    /// What a reader must know of what was found in a study.
    ///
    /// - Parameters:
    ///   - title: What the file is about.
    ///   - study: The incidents and what is taken for granted of them.
    ///   - plan: The settings.
    ///   - methods: How it was done, in sentences.
    ///   - madeUp: What is made up beside what the incidents say.
    ///   - assumptions: What is taken for granted beside what the study says.
    ///   - versions: Those of Homeward and of the libraries; empty where nobody reads them, for looking loads the libraries.
    ///   - isRelevant: Tells by its key whether a setting had a say, those of `PlanFile.verbSettings` among them; all of the plan's had where nil.
    public init(
        title: String, study: Study, plan: PlanFile, methods: [String], madeUp: Set<MadeUp> = [],
        assumptions: [String] = [], versions: [String: String] = HomewardVersion.all,
        isRelevant: ((String) -> Bool)? = nil
    ) {
        let verb = plan.audience == .internal ? plan.verbRecords : []
        let parameters = isRelevant.map { isRelevant in (plan.toldParameters + verb).filter { isRelevant($0.key) } }
        self.init(
            title: title, audience: plan.audience.rawValue, statement: plan.audience.statement,
            madeUp: madeUp.union(study.madeUp),
            assumptions: plan.told(plan.study.incidents.compactMap(\.note) + study.assumptions + assumptions),
            methods: methods, parameters: parameters ?? plan.toldParameters, seed: plan.seed, versions: versions)
    }

    /// What a reader must know of the files of a run, which was made by `methods`.
    public init(_ results: RunResults, methods: [String]) {
        let plan = results.plan
        self.init(
            title: plan.title, audience: plan.audience.rawValue, statement: plan.audience.statement,
            madeUp: results.madeUp, assumptions: plan.told(results.assumptions), methods: methods,
            parameters: plan.toldParameters, seed: plan.seed, versions: results.versions)
    }
}

extension PlanFile {
    /// Every setting that holds, as a file may tell it: a file by its name without its folder. Others than the force are told
    /// the rules and how it was planned; what an extract is called, how its columns are named and which rows of it count is
    /// the force's own, and whatever comes new is until it is let out here.
    var toldParameters: [SettingRecord] {
        guard audience == .internal else {
            let told = [
                "audience", "disclosure", "crs", "time_zone", "period", "window", "chaperones", "patrols", "seed",
            ]
            return records.filter { record in told.contains { record.key == $0 || record.key.hasPrefix($0 + ".") } }
        }
        return SettingRecord.told(records)
    }

    /// Sentences that begin with the path of an incident file, with its name alone, or without it where others than the
    /// force may see them.
    func told(_ sentences: [String]) -> [String] {
        let paths = study.incidents.map(\.source.title)
        return sentences.map { sentence in
            guard let path = paths.first(where: { sentence.hasPrefix($0 + ":") }) else { return sentence }
            let name = audience == .internal ? Path.name(of: path) : "An incident file"
            return name + sentence.dropFirst(path.count)
        }
    }
}

extension SettingRecord {
    /// Settings as any file of the force's own may tell them: a file by its name without its folder, and without what has no say in any
    /// result: whom the teams call.
    package static func told(_ records: [SettingRecord]) -> [SettingRecord] {
        let domains =
            Dictionary(uniqueKeysWithValues: PlanFile.settings.map { ($0.path, $0.domain) })
            .merging(PlannedSource.settings.map { ($0.path, $0.domain) }) { first, _ in first }
        let silent = Set(SheetSettings.settings.map(\.path))
        return records.filter { !silent.contains($0.key) }.map { record in
            switch domains[record.key.replacing(/\[[0-9]+\]/, with: "[]")] {
            case .file: SettingRecord(key: record.key, value: Path.name(of: record.value))
            // Only a calendar has several files, which its setting writes with commas between.
            case .files:
                SettingRecord(
                    key: record.key,
                    value: record.value.components(separatedBy: ", ").map(Path.name(of:)).joined(separator: ", "))
            default: record
            }
        }
    }
}

extension Study {
    /// What of the input is made up.
    public var madeUp: Set<MadeUp> { hasMadeUpIncidents ? [.incidents] : [] }
}

extension RunResults {
    /// What of the input is made up.
    public var madeUp: Set<MadeUp> { study.madeUp.union(network?.isSynthetic == true ? [.streets] : []) }
}
