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
    ///   - isRelevant: Tells by its key whether a setting had a say.
    public init(
        title: String, study: Study, plan: PlanFile, methods: [String], madeUp: Set<MadeUp> = [],
        assumptions: [String] = [], isRelevant: (String) -> Bool = { _ in true }
    ) {
        self.init(
            title: title, audience: plan.audience.rawValue, statement: plan.audience.statement,
            madeUp: madeUp.union(study.madeUp),
            assumptions: plan.told(plan.study.incidents.compactMap(\.note) + study.assumptions + assumptions),
            methods: methods, parameters: plan.toldParameters.filter { isRelevant($0.key) }, seed: plan.seed,
            versions: HomewardVersion.all)
    }

    /// What a reader must know of the files of a run.
    public init(_ results: RunResults, _ record: RunRecord) {
        self.init(
            title: record.title, audience: record.audience.rawValue, statement: record.audience.statement,
            madeUp: results.madeUp, assumptions: results.plan.told(record.assumptions),
            methods: record.methods.map { "\($0.title): \($0.text)" }, parameters: results.plan.toldParameters,
            seed: record.seed, versions: record.versions)
    }
}

extension PlanFile {
    /// Every setting that holds, as a file may tell it: a file by its name without its folder, and not at all where
    /// others than the force may see it, because what an extract is called and how its columns are named is the force's own.
    var toldParameters: [SettingRecord] {
        let domains =
            Dictionary(uniqueKeysWithValues: Self.settings.map { ($0.path, $0.domain) })
            .merging(PlannedSource.settings.map { ($0.path, $0.domain) }) { first, _ in first }
        let own = ["incidents[].layer", "incidents[].columns", "incidents[].note"]
        return records.compactMap { record in
            let key = record.key.replacing(/\[[0-9]+\]/, with: "[]")
            guard domains[key] == .file else {
                return audience != .internal && own.contains(key) ? nil : record
            }
            return audience == .internal ? SettingRecord(key: record.key, value: Path.name(of: record.value)) : nil
        }
    }

    /// Sentences that begin with the path of an incident file, with its name alone, or without it where others than the
    /// force may see them.
    func told(_ sentences: [String]) -> [String] {
        let paths = study.incidents.map(\.source.path)
        return sentences.map { sentence in
            guard let path = paths.first(where: { sentence.hasPrefix($0 + ":") }) else { return sentence }
            let name = audience == .internal ? Path.name(of: path) : "An incident file"
            return name + sentence.dropFirst(path.count)
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
