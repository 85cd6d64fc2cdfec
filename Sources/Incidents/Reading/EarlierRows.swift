import Foundation

/// An incident's identifier as 128 bits of two hashes, which tell texts apart as far as anybody will ever notice: of a
/// hundred million different ones two agree with a probability of 1 in 10²².
struct FileIdentifier: Hashable {
    /// 0 where the row names no identifier.
    var hash: UInt64
    var check: UInt64
}

/// A row that may stand in an earlier file too, because the identifier does.
struct DoubledRow {
    /// The row in its own file's table.
    var row: Int
    /// The first row with the identifier in the table of the earlier files.
    var earlier: Int
    var flags: RowBatch.Flags
    /// The ledger's entry, should the row be found to be one.
    var reject: Reject
}

/// The incidents of the files read so far, by identifier and by what happened where and when.
///
/// A file is added as a whole once it is read, so that rows of one file are never compared with each other: several of
/// them may share an incident.
struct EarlierRows {
    /// The first row of each identifier.
    private var rows: [FileIdentifier: Int32] = [:]
    /// The file that first had each happening.
    private var files: [Happening: UInt16] = [:]

    /// What happened where and when: the place to the metre, the time to the second, the category by its code.
    struct Happening: Hashable {
        var x: Int32
        var y: Int32
        var start: Int64
        var end: Int64
        var category: UInt32

        init(_ row: Int, of table: IncidentTable) {
            x = Int32(clamping: Int64(table.x[row].rounded()))
            y = Int32(clamping: Int64(table.y[row].rounded()))
            start = table.start[row]
            end = table.end[row]
            category = table.category[row]
        }
    }

    /// The first row with this identifier, in the table of all earlier files. O(1).
    func row(of identifier: FileIdentifier) -> Int? {
        guard identifier.hash != 0 else { return nil }
        return rows[identifier].map { Int($0) }
    }

    /// The earlier file in which the same happened, or nil. O(1).
    func file(of happening: Happening) -> UInt16? { files[happening] }

    /// Adds a file's rows, whose categories have the codes of all files and which stand in the table of all from `first`
    /// on. O(rows).
    mutating func add(_ table: IncidentTable, _ identifiers: [FileIdentifier], from first: Int) {
        rows.reserveCapacity(rows.count + identifiers.count)
        files.reserveCapacity(files.count + table.count)
        for row in 0..<table.count {
            let identifier = identifiers[row]
            if identifier.hash != 0, rows[identifier] == nil {
                rows[identifier] = Int32(truncatingIfNeeded: first + row)
            }
            let happening = Happening(row, of: table)
            if files[happening] == nil { files[happening] = table.source[row] }
        }
    }
}
