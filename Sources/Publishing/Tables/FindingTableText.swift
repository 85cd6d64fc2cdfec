public import HomewardCore
import HomewardLayers
public import HomewardWorkflow

/// The table of a finding, as CSV.
public enum FindingTableText {
    /// The columns of a finding's table and what every table ends with.
    static func columns(of table: FindingTable) -> [TableColumn] {
        table.columns.map { TableColumn($0.name, $0.meaning) } + TableColumn.provenance
    }

    /// The same with the type of what stands in each.
    static func columns(of table: FindingTable, filledBy records: [[FindingCell]]) -> [TableColumn] {
        table.columns.enumerated().map { index, column in
            let types = records.lazy.compactMap { $0.indices.contains(index) ? $0[index].type : nil }
            return TableColumn(column.name, column.meaning, types.first { $0 == .real } ?? types.first)
        } + TableColumn.provenance
    }

    /// The table as text by RFC 4180; empty where the finding has none. O(its length).
    public static func csv(_ finding: any StudyFinding, provenance: Provenance?) -> String {
        guard let definition = type(of: finding).about.table else { return "" }
        var table = CSVTable(header: columns(of: definition).map(\.name))
        for (index, record) in finding.records.enumerated() {
            let cells = record.map { cell -> CSVTable.Cell in
                switch cell {
                case .text(let text): .text(text)
                case .whole(let number): .integer(number)
                case .number(let number): .real(number)
                case .empty: .empty
                }
            }
            let rest =
                provenance?.cells(isFirst: index == 0, basis: [.incidents])
                ?? [CSVTable.Cell](repeating: .empty, count: TableColumn.provenance.count)
            table.append(cells + rest)
        }
        return table.text
    }
}

extension FindingCell {
    /// What a column that holds it holds; nil for an empty cell.
    fileprivate var type: FieldType? {
        switch self {
        case .text: .text
        case .whole: .integer
        case .number: .real
        case .empty: nil
        }
    }
}
