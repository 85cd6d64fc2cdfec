import HomewardCore

/// A batch of rows whose identifiers have been entered: which of its rows come into the table, and what becomes of the others.
///
/// All that is known of a batch without those before it; batches can be judged side by side.
struct JudgedBatch: @unchecked Sendable {
    /// The rows, with lines of the file and with codes of the whole file's names.
    let rows: RowColumns
    /// The stretches of rows that come into the table.
    private(set) var kept: [Range<Int>] = []
    /// The number of these rows.
    private(set) var count = 0
    /// For each reason of ``FilterReason``, as ``RowBatch/code(_:)`` has it, how many rows it leaves out.
    private(set) var filtered = [Int](repeating: 0, count: FilterReason.allCases.count + 1)
    /// Rows that cannot be used, by line.
    private(set) var ledger: [Reject]
    /// Of the kept rows, those with a flag.
    private(set) var repeatedHours = 0
    private(set) var withOffset = 0
    private(set) var timed = 0
    private(set) var midnight = 0
    /// The lines of the rows that are asked for and bear the identifier of a row before them that is.
    private(set) var repeatedLines: [Int32] = []
    /// Their entries, should they be rejected, where the ledger keeps of a row what is no longer at hand at the end.
    private(set) var repeatedRows: [Reject] = []
    /// Where and when the rows happened and the flags of those kept, where these may tell which rows belong together. Kept
    /// rows are counted from the batch's first.
    private(set) var happenings = Happenings()
    private(set) var rowFlags: [RowBatch.Flags] = []
    /// The identifiers of the kept rows, where files are compared, and those that may stand in an earlier file too; kept rows
    /// are counted from the batch's first.
    private(set) var rowIdentifiers: [FileIdentifier] = []
    private(set) var doubled: [DoubledRow] = []

    /// What the batches of one file are judged by.
    struct Rule {
        let plan: RowPlan
        /// The bytes in which the rows stand.
        let bytes: UnsafeBufferPointer<UInt8>
        /// Whether the rows' happenings may tell which belong together.
        let keepsHappenings: Bool
        /// What the files before this one hold; nil where there is one file.
        let earlier: EarlierRows?
    }

    /// The ledger's words for a row that bears an earlier row's identifier.
    static let repeated = "the identifier stands on an earlier row"

    /// Judges `batch`, whose line 0 is line `firstLine` of the file. `codes` are the numbers that its names have in the whole
    /// file; nil where they have them already. O(rows).
    init(_ batch: RowBatch, firstLine: Int, codes: RowNames.Codes, by rule: Rule) {
        rows = batch.rows
        ledger = batch.rejects
        for index in ledger.indices { ledger[index].line += firstLine }
        let line = rows.line
        for row in 0..<rows.count { line[row] += Int32(truncatingIfNeeded: firstLine) }
        codes.recode(rows)
        let (filter, flags) = (rows.filter, rows.flags)
        var first = 0
        for row in 0..<rows.count {
            if rule.keepsHappenings, filter[row] != RowBatch.rejectedLater, Happenings.isTimed(flags[row]) {
                happenings.add(row, of: rows, tableRow: filter[row] == 0 ? count + row - first : -1)
            }
            guard filter[row] != 0 else { continue }
            close(first..<row)
            first = row + 1
            switch filter[row] {
            case RowBatch.rejectedLater:
                if let (reason, detail) = batch.laterReject[row] { ledger.append(entry(row, reason, detail, rule)) }
            case RowBatch.repeated:
                if rule.plan.ledger == .reasons {
                    repeatedLines.append(line[row])
                } else {
                    repeatedRows.append(entry(row, .duplicateIdentifier, JudgedBatch.repeated, rule))
                }
            default: filtered[Int(filter[row])] += 1
            }
        }
        close(first..<rows.count)
        ledger.sort { $0.line < $1.line }
        countFlags()
        if rule.keepsHappenings { rowFlags = kept.flatMap { rows.flags[$0] } }
        if let earlier = rule.earlier { compare(with: earlier, batch.identifierCheck, rule) }
        if kept.count * 8 > count { rows.keep(&kept) }
    }

    /// Ends a stretch of kept rows.
    @inline(__always)
    private mutating func close(_ run: Range<Int>) {
        guard !run.isEmpty else { return }
        kept.append(run)
        count += run.count
    }

    private mutating func countFlags() {
        let flags = rows.flags
        for run in kept {
            for row in run {
                if flags[row].contains(.repeatedHour) { repeatedHours += 1 }
                if flags[row].contains(.hasOffset) { withOffset += 1 }
                if flags[row].contains(.hasTime) { timed += 1 }
                if flags[row].contains(.midnight) { midnight += 1 }
            }
        }
    }

    private mutating func compare(with earlier: EarlierRows, _ checks: [UInt64], _ rule: Rule) {
        for run in kept {
            for row in run {
                let own = FileIdentifier(hash: rows.identifier[row], check: checks[row])
                if let other = earlier.row(of: own) {
                    doubled.append(
                        DoubledRow(
                            row: rowIdentifiers.count, earlier: other, flags: rows.flags[row],
                            reject: entry(
                                row, .duplicateAcrossFiles, "the identifier stands in a file listed before", rule)))
                }
                rowIdentifiers.append(own)
            }
        }
    }

    /// The ledger's entry for a row, as long as its bytes are at hand.
    private func entry(_ row: Int, _ reason: RejectReason, _ detail: String, _ rule: Rule) -> Reject {
        let first = Int(rows.first[row])
        return rule.plan.reject(
            UnsafeBufferPointer(rebasing: rule.bytes[first..<first + Int(rows.length[row])]),
            line: Int(rows.line[row]), reason: reason, detail: detail)
    }
}
