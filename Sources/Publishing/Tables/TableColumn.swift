import HomewardCore
import HomewardLayers

/// A column of a table that is written as CSV: its name in the header and what stands in it.
struct TableColumn: Sendable {
    let name: String
    let meaning: String
    /// What it holds; nil where nothing tells, because every field is empty.
    let type: FieldType?

    init(_ name: String, _ meaning: String, _ type: FieldType? = .text) {
        self.name = name
        self.meaning = meaning
        self.type = type
    }

    /// Its unit of measurement, which stands at the end of its name; nil where it has none.
    var unit: ColumnUnit? {
        switch name {
        case "longitude", "latitude": .degrees
        case let name where name.hasSuffix("_per_km2"): .perSquareKilometre
        case let name where name.hasSuffix("_m2"): .squareMetres
        case let name where name.hasSuffix("_m"): .metres
        case let name where name.hasSuffix("_min"): .minutes
        case let name where name.hasSuffix("_h"): .hours
        case let name where name.hasSuffix("_percent"): .measured("%")
        case "incidents": .incidents
        default: nil
        }
    }
}

extension TableColumn {
    /// The columns at the end of every table: as in a layer, whether a row rests on something made up and what of it is
    /// assumed; then what a format without room for metadata must say in cells.
    static let provenance = [
        TableColumn(LayerMarks.synthetic.name, LayerMarks.synthetic.meaning, .boolean),
        TableColumn(LayerMarks.assumed.name, LayerMarks.assumed.meaning),
        TableColumn("exercise", "That it is an exercise, and what is made up; empty where nothing is."),
        TableColumn("audience", "Who may see the table."),
        TableColumn(
            "about", "In the first row: what the table rests on, how it was made and with which seed and versions."),
    ]
}

extension Provenance {
    /// The cells of ``TableColumn/provenance`` for one row.
    ///
    /// - Parameters:
    ///   - isFirst: Whether it is the first, which alone tells everything: the same long text in each would bury the rest.
    ///   - basis: What of the input the row rests on.
    func cells(isFirst: Bool, basis: Set<MadeUp>, assumed: String? = nil) -> [CSVTable.Cell] {
        [
            .text(basis.isDisjoint(with: madeUp) ? "false" : "true"), assumed.map { .text($0) } ?? .empty,
            exercise.map { .text($0) } ?? .empty, .text(statement), isFirst ? .text(line) : .empty,
        ]
    }
}
