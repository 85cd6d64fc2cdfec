import HomewardCore
public import HomewardIncidents

/// The ledger of rows that could not be read, as CSV by RFC 4180.
///
/// Its columns are `file`, `line`, `reason` and `detail`, then one for each role that a column of any file serves (`when`,
/// `x`, `category`, …) and, where whole rows are kept, `row`. A row whose fields cannot be told apart has nothing under the
/// roles.
public struct RejectTable: Sendable {
    private let rejects: [Reject]
    private let roles: [ColumnRole]
    private let hasRows: Bool

    /// The ledger of a reading, its rows in the order of the files and their lines.
    public init(_ reading: IncidentReading) {
        rejects = reading.rejects
        let used = Set(reading.sources.flatMap { $0.columns.map(\.role) })
        let isKept = reading.ledger != .reasons
        roles = isKept ? ColumnRole.allCases.filter(used.contains) : []
        hasRows = reading.ledger == .wholeRows
    }

    /// The ledger as text.
    ///
    /// A text field that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe gets one apostrophe in
    /// front, so that a spreadsheet does not run it as a formula; take one away to have the field back. O(its length).
    public var csv: String {
        var table = CSVTable(
            header: ["file", "line", "reason", "detail"] + roles.map(\.rawValue) + (hasRows ? ["row"] : []))
        for reject in rejects {
            var cells: [CSVTable.Cell] = [
                .text(reject.file), .integer(reject.line), .text(reject.reason.rawValue), .text(reject.detail),
            ]
            cells += roles.map { role in
                reject.cells.first { $0.role == role }.map { .text($0.text) } ?? .empty
            }
            if hasRows { cells.append(reject.row.map { .text($0) } ?? .empty) }
            table.append(cells)
        }
        return table.text
    }

    /// Writes the ledger to a file that its owner alone may read, mode 0600.
    ///
    /// - Throws: `FileError.cannotWrite`.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(csv, to: path, readers: .owner)
    }
}
