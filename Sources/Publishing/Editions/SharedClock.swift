import HomewardCore
import HomewardWorkflow

/// The clock of an edition for others, as `clock.csv`: a record for each block of hours, empty where withheld.
enum SharedClock {
    static let columns =
        [
            TableColumn("block", "What the hours are for."),
            TableColumn("days", "The days of the block."),
            TableColumn("from", "When it begins, local time; empty where no time of day is known."),
            TableColumn("to", "When it ends."),
            TableColumn("incidents", "Its incidents, number of incidents, rounded; empty where withheld.", .integer),
        ] + TableColumn.provenance

    static func csv(_ release: Release, provenance: Provenance) -> String {
        var table = CSVTable(header: columns.map(\.name))
        for (index, block) in release.blocks.enumerated() {
            let cells: [CSVTable.Cell] = [
                .text(block.kind.rawValue), .text(block.days), block.from.map { .text(Shown.clock($0)) } ?? .empty,
                block.to.map { .text(Shown.clock($0)) } ?? .empty, block.incidents.map { .integer($0) } ?? .empty,
            ]
            table.append(cells + provenance.cells(isFirst: index == 0, basis: [.incidents]))
        }
        return table.text
    }
}
