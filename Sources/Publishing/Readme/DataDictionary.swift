import HomewardCore
import HomewardLayers
import HomewardWorkflow

/// `dictionary.csv`: every column of every layer and table in a run's folder, from the definitions by which they were written.
struct DataDictionary {
    /// The name in the folder.
    static let name = "dictionary.csv"

    /// One column of one file.
    struct Entry: Equatable {
        let file: String
        /// The layer; empty in a table.
        var layer = ""
        let column: String
        var title = ""
        var type: FieldType?
        var unit: ColumnUnit?
        let meaning: String
        var shortName = ""
        let isForce: Bool
    }

    static let columns =
        [
            TableColumn("file", "The file that has the column."),
            TableColumn("layer", "The layer in it; empty in a table."),
            TableColumn("column", "The name of the column."),
            TableColumn("title", "Its name for people, with its unit of measurement; empty in a table."),
            TableColumn("type", "What it holds: text, integer, real, boolean or date; empty where every field is."),
            TableColumn("unit", "What its numbers are counted or measured in; empty where that stands in the meaning."),
            TableColumn("meaning", "What a value says."),
            TableColumn("short_name", "Its name in a Shapefile, which takes ten characters; empty in a table."),
            TableColumn("seen_by", "Who may see it: `force`, or `force and others`."),
        ] + TableColumn.provenance

    let entries: [Entry]
    private let provenance: Provenance

    /// The columns of what a run has written.
    init(_ edition: Edition, layers: [WrittenLayer], tables: [WrittenTable]) {
        provenance = edition.provenance
        let isInternal = edition.results.release == nil
        let own = layers.flatMap { layer -> [Entry] in
            layer.own.map { own in
                Self.entries(
                    of: layer.definition, columns: layer.ownColumns, file: own.name, hasKey: true,
                    isInternal: isInternal)
            } ?? []
        }
        let package = layers.flatMap { layer in
            Self.entries(
                of: layer.definition, columns: layer.columns, file: "homeward.gpkg",
                hasKey: layer.layer.hasIdentifierColumnInGeoPackage, isInternal: isInternal)
        }
        let itself = WrittenTable(name: Self.name, columns: Self.columns, isForce: false)
        let band = DensityLayer.densityPerKm2.facts
        let raster =
            edition.results.drawn == nil
            ? []
            : [
                Entry(
                    file: Publisher.raster, layer: "band 1", column: band.name, title: band.title, type: band.type,
                    unit: band.unit, meaning: band.meaning, isForce: true)
            ]
        entries =
            own + package + raster
            + (tables + [itself]).flatMap { table in
                table.columns.map { column in
                    Entry(
                        file: table.name, column: column.name, type: column.type, unit: column.unit,
                        meaning: column.meaning.sentence, isForce: table.isForce)
                }
            }
    }

    private static func entries(
        of definition: any LayerDefinition.Type, columns: [ColumnFacts], file: String, hasKey: Bool, isInternal: Bool
    ) -> [Entry] {
        // What is written for others holds nothing else.
        let isForce =
            if case .asItStands = definition.shared { false } else { isInternal }
        let key = Entry(
            file: file, layer: definition.layerName, column: "id", title: "Key", type: .text,
            meaning: "The feature's key, unique in its layer.", shortName: "id", isForce: isForce)
        return (hasKey ? [key] : [])
            + columns.map { column in
                Entry(
                    file: file, layer: definition.layerName, column: column.name, title: column.title,
                    type: column.type, unit: column.unit, meaning: column.meaning, shortName: column.shortName,
                    isForce: isForce || isInternal && column.audience == .force)
            }
    }

    /// The table as text.
    var csv: String {
        var table = CSVTable(header: Self.columns.map(\.name))
        for (index, entry) in entries.enumerated() {
            let cells: [CSVTable.Cell] = [
                .text(entry.file), .text(entry.layer), .text(entry.column), .text(entry.title),
                .text(entry.type?.rawValue ?? ""), .text(entry.unit?.text ?? ""), .text(entry.meaning),
                .text(entry.shortName), .text(entry.isForce ? "force" : "force and others"),
            ]
            table.append(cells + provenance.cells(isFirst: index == 0, basis: []))
        }
        return table.text
    }
}

extension String {
    /// The words as a sentence: some columns say what they hold in a few words.
    fileprivate var sentence: String {
        let text = prefix(1).uppercased() + dropFirst()
        return text.hasSuffix(".") ? text : text + "."
    }
}

extension DataDictionary {
    /// The article of the documentation: every layer and table that Homeward writes, with its columns.
    static var article: String {
        var text = LayerCatalogue.dictionary
        text +=
            "\n## Tables\n\nCSV files by RFC 4180 in UTF-8 with a byte order mark, which Excel opens right. Each ends with the columns "
        text += TableColumn.provenance.map { "`\($0.name)`" }.joined(separator: ", ") + ".\n"
        let findings = PlanFile.findings.map { $0.about }.compactMap { about in
            about.table.map {
                ("\(about.key).csv", $0.meaning, FindingTableText.columns(of: $0), "For the force alone.")
            }
        }
        let fixed = [
            (
                "timetable.csv", "Who is where when, a record for each stay.", Rota.columns,
                "In editions for others too."
            ),
            (
                "clock.csv", "The incidents on the 168 hours of the week.", ClockTable.columns,
                "For the force alone; editions for others have a file of the same name with released figures."
            ),
            (
                "clock.csv, for others", "The incidents by blocks of hours, rounded.", SharedClock.columns,
                "In editions for others."
            ),
            (
                name, "The columns of every layer and table in the folder.", columns, "In editions for others too."
            ),
        ]
        for (file, meaning, columns, sharing) in fixed + findings {
            text += "\n### \(file)\n\n\(meaning) \(sharing)\n\n| column | unit | meaning |\n| --- | --- | --- |\n"
            for column in columns.dropLast(TableColumn.provenance.count) {
                text += "| `\(column.name)` | \(column.unit?.text ?? "") | \(column.meaning.sentence) |\n"
            }
        }
        text += "\n### The columns at the end of each table\n\n| column | unit | meaning |\n| --- | --- | --- |\n"
        for column in TableColumn.provenance { text += "| `\(column.name)` |  | \(column.meaning) |\n" }
        return text
    }
}
