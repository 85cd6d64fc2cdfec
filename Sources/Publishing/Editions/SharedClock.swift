import HomewardCore
import HomewardWorkflow

/// The clock of an edition for others, as `clock.csv`: a record for each block of hours, empty where withheld.
enum SharedClock {
    static func csv(_ release: Release) -> String {
        var table = CSVTable(header: ["block", "days", "from", "to", "incidents"])
        for block in release.blocks {
            table.append([
                .text(block.kind.rawValue), .text(block.days), block.from.map { .text(Shown.clock($0)) } ?? .empty,
                block.to.map { .text(Shown.clock($0)) } ?? .empty, block.incidents.map { .integer($0) } ?? .empty,
            ])
        }
        return table.text
    }
}
