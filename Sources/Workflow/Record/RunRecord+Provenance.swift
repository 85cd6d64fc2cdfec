package import HomewardCore

extension RunRecord {
    /// What a reader must know of the run, as the files say it that are made from the record.
    package var provenance: Provenance {
        Provenance(
            title: title, audience: audience.rawValue, statement: audience.statement, madeUp: Set(synthetic),
            assumptions: (notes + assumptions).map(told), methods: methods.map { "\($0.title): \($0.text)" },
            parameters: SettingRecord.told(parameters), seed: seed, versions: versions)
    }

    /// A sentence that begins with the path of an incident file, with its name alone.
    private func told(_ sentence: String) -> String {
        guard let path = sources.map(\.file).first(where: { sentence.hasPrefix($0 + ":") }) else { return sentence }
        return Path.name(of: path) + sentence.dropFirst(path.count)
    }
}
