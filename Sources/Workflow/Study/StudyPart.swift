import HomewardGeometry
import HomewardIncidents

/// A column by whose values incidents are looked at part by part.
public enum PartColumn: String, Sendable, Hashable, CaseIterable {
    /// The kind of offence.
    case category
    /// The weapon.
    case weapon
    /// The source that tells of an incident: a file, or the files of one name.
    case source
}

/// The incidents of a study that have one value of a column, with all else as in the study.
public struct StudyPart: Sendable {
    /// The value; empty where the column says nothing.
    public let value: String
    /// The study with these incidents alone.
    public let study: Study
}

extension Study {
    /// The study part by part: the most incidents first, then by value. Every incident is in exactly one part. O(rows × log values).
    public func parts(by column: PartColumn) -> [StudyPart] {
        let sources = column == .source ? reading.namedSources : []
        var sourceOfFile: [Int: Int] = [:]
        for (index, source) in sources.enumerated() { for file in source.files { sourceOfFile[file] = index } }
        let codes: [Int] =
            switch column {
            case .category: table.category.map(Int.init)
            case .weapon: table.weapon.map(Int.init)
            case .source: table.source.map { sourceOfFile[Int($0)] ?? -1 }
            }
        var rows: [Int: [Int]] = [:]
        for (row, code) in codes.enumerated() { rows[code, default: []].append(row) }
        func value(_ code: Int) -> String {
            switch column {
            case .category: table.categories[code]
            case .weapon: table.weapons[code]
            case .source: sources.indices.contains(code) ? sources[code].name : ""
            }
        }
        return rows.map { code, rows in (value(code), code, rows) }
            .sorted { ($1.2.count, $0.0, $0.1) < ($0.2.count, $1.0, $1.1) }
            .map { StudyPart(value: $0.0, study: selecting(rows: $0.2)) }
    }

    /// The study with some rows of the table alone; a source has as many used rows as are left of it.
    private func selecting(rows: [Int]) -> Study {
        var part = self
        part.reading.table = table.selecting(rows)
        for source in part.reading.sources.indices {
            part.reading.sources[source].counts.used = part.table.source.count { $0 == source }
        }
        let area = rows.map { assignment.area[$0] }
        var counts = [Int](repeating: 0, count: assignment.counts.count)
        for area in area where area >= 0 { counts[Int(area)] += 1 }
        part.assignment = AreaAssignment(area: area, counts: counts, outside: area.count { $0 < 0 })
        part.areaDays = AreaDays(own: areaDays.own, areas: areaDays.areas.isEmpty ? [] : area)
        return part
    }
}
