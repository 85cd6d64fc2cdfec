public import HomewardCore

/// What was found in each part of the incidents, one part for each value of a column.
public struct PartedFinding<Subject: Finding>: Finding {
    /// What was found in one part.
    public struct Part: Codable, Sendable, Equatable {
        /// The value of the column.
        public var value: String
        /// Incidents that have it.
        public var incidents: Int
        /// What was found in them; absent where they cannot bear it.
        public var finding: Subject?
        /// Why nothing could be found; absent where it was.
        public var notDone: String?
    }

    /// The column.
    public var by: String
    /// The parts, the most incidents first.
    public var parts: [Part]

    /// Finds in each part. One that cannot bear it says why.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - parts: The incidents of each of its values.
    ///   - sentence: An error in a sentence.
    ///   - find: Finds in the incidents of a part.
    /// - Throws: The first part's error where no part can bear it; what is no `HomewardError` at once.
    public init(
        by column: PartColumn, _ parts: [StudyPart], sentence: (any HomewardError) -> String,
        find: (StudyPart) throws -> Subject
    ) throws {
        by = column.rawValue
        var refusal: (any HomewardError)?
        self.parts = try parts.map { part in
            var found = Part(value: part.value, incidents: part.study.table.count, finding: nil, notDone: nil)
            do {
                found.finding = try find(part)
            } catch let error as any HomewardError {
                refusal = refusal ?? error
                found.notDone = sentence(error)
            }
            return found
        }
        if !self.parts.contains(where: { $0.finding != nil }), let refusal { throw refusal }
    }

    /// Each part under its value.
    public var lines: [String] {
        let values = Words.count(parts.count, "value", "values")
        let total = Words.count(parts.reduce(0) { $0 + $1.incidents }, "incident", "incidents")
        return [
            "\(total) by \(by), \(values). Each part is tested by itself: of twenty parts without a pattern one may still show something at 5 %"
        ]
            + parts.flatMap { part -> [String] in
                let name = part.value.isEmpty ? "(no \(by))" : part.value
                let found = part.finding?.lines ?? ["not done: \(part.notDone ?? "nothing found")"]
                return ["", "\(name): \(Words.count(part.incidents, "incident", "incidents"))"]
                    + found.map { "  \($0)" }
            }
    }
}
