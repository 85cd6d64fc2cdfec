import HomewardCore
public import HomewardIncidents

/// The ledger of rows that could not be read, as `rejects.csv`.
public struct RejectTable: Sendable {
    /// The rows.
    public let rejects: [Reject]

    /// A table of `rejects`, in their order.
    public init(_ rejects: [Reject]) {
        self.rejects = rejects
    }

    /// The ledger as CSV by RFC 4180: file, line, reason code, what was wrong, the row itself.
    ///
    /// A text field that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe gets one apostrophe in
    /// front, so that a spreadsheet does not run it as a formula; take one away to have the field back. O(its length).
    public var csv: String {
        var table = CSVTable(header: ["file", "line", "reason", "detail", "row"])
        for reject in rejects {
            table.append([
                .text(reject.file), .integer(reject.line), .text(reject.reason.rawValue), .text(reject.detail),
                .text(reject.row),
            ])
        }
        return table.text
    }

    /// Writes the ledger.
    ///
    /// - Throws: `FileError.cannotWrite`.
    public func write(to path: String) throws {
        try AtomicFile.write(csv, to: path)
    }
}
