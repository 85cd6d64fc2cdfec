import HomewardCore

/// How much harm an incident of each category does, as a weight.
///
/// A file has the columns `category,harm`; a row whose category is `*` gives the weight of every category that is not
/// listed. Categories compare without regard to case and to spaces at their ends.
public struct HarmTable: Sendable, Equatable {
    /// The weights by category, the category in lower case.
    public let weights: [String: Double]
    /// The weight of a category that is not listed.
    public let defaultWeight: Double

    /// A table of weights by category. A category that differs from another in case alone replaces it.
    public init(weights: [String: Double], defaultWeight: Double = 1) {
        self.weights = Dictionary(
            weights.sorted { $0.key < $1.key }.map { (HarmTable.key($0.key), $0.value) }, uniquingKeysWith: { $1 })
        self.defaultWeight = defaultWeight
    }

    /// Reads a table from a file. `defaultWeight` holds where the file has no row for `*`.
    ///
    /// - Throws: `FileError`, or ``IncidentsError/harm(file:line:message:)``.
    public init(path: String, defaultWeight: Double = 1) throws {
        try self.init(csv: TextFile.contents(of: path), file: path, defaultWeight: defaultWeight)
    }

    /// Reads a table from the text of a file; `file` is what errors call it. O(length).
    ///
    /// - Throws: `FileError` where the text is empty; ``IncidentsError/harm(file:line:message:)``.
    public init(csv: String, file: String = "harm table", defaultWeight: Double = 1) throws {
        let rows = CSVRecords.rows(of: csv)
        guard let header = rows.first else { throw FileError.emptyFile(file: file) }
        let names = header.fields.map { $0.trimmingSpaces.lowercased() }
        guard let category = names.firstIndex(of: "category"), let harm = names.firstIndex(of: "harm") else {
            throw IncidentsError.harm(
                file: file, line: 1, message: "the header must name the columns category and harm")
        }
        var weights: [String: Double] = [:]
        var rest = defaultWeight
        for row in rows.dropFirst() {
            guard row.fields.indices.contains(max(category, harm)) else {
                throw IncidentsError.harm(file: file, line: row.line, message: "the row has too few fields")
            }
            let name = row.fields[category].trimmingSpaces
            let text = row.fields[harm].trimmingSpaces
            guard let weight = Double(text), weight.isFinite, weight >= 0 else {
                throw IncidentsError.harm(
                    file: file, line: row.line,
                    message: "\(text.quoted) is no weight; write a number that is not negative")
            }
            if name == "*" {
                rest = weight
            } else if weights.updateValue(weight, forKey: HarmTable.key(name)) != nil {
                throw IncidentsError.harm(
                    file: file, line: row.line, message: "the category \(name.quoted) stands twice; leave one row")
            }
        }
        self.init(weights: weights, defaultWeight: rest)
    }

    /// The weight of a category. O(length).
    public func weight(of category: String) -> Double { weights[HarmTable.key(category)] ?? defaultWeight }

    /// Which of `categories` have no weight of their own, sorted.
    public func unlisted(of categories: [String]) -> [String] {
        categories.filter { weights[HarmTable.key($0)] == nil }.sorted()
    }

    private static func key(_ category: String) -> String { category.trimmingSpaces.lowercased() }
}
