import HomewardCore

/// Collects the rows of one source into a table, and the account of where each row went.
struct TableBuilder {
    /// What was accepted so far; categories and weapons are numbered in the order in which they came.
    private(set) var table = IncidentTable()
    private(set) var rejects: [Reject] = []
    private(set) var counts = RowCounts()
    private(set) var evidence = DateOrderEvidence()
    private(set) var degreeLike = 0
    private(set) var notDegreeLike = 0
    private(set) var rows1252 = 0
    private(set) var rowsUTF8 = 0
    private(set) var repeatedHours = 0
    private(set) var withOffset = 0
    private(set) var spikes = Spikes()
    private(set) var seenValues: [[Bool]] = []

    private let source: UInt16
    private let file: String
    private var identifiers = HashSet64()
    private var filtered = [Int](repeating: 0, count: FilterReason.allCases.count + 1)
    private var categoryCodes: [String: UInt16] = [:]
    private var weaponCodes: [String: UInt16] = [:]

    init(source: Int, file: String) {
        self.source = UInt16(truncatingIfNeeded: source)
        self.file = file
    }

    /// Makes room for about as many rows as a file of `bytes` bytes holds once the first stretch shows how long a row is.
    mutating func expect(bytes: Int) { expectedBytes = bytes }
    private var expectedBytes = 0

    /// Takes a batch in, in the order of the file. `firstLine` is the line on which its line 0 stands. O(rows).
    ///
    /// - Throws: ``IncidentsError/tooManyValues(file:column:limit:)``.
    mutating func accept(_ batch: RowBatch, bytes: UnsafeBufferPointer<UInt8>, firstLine: Int, plan: RowPlan)
        throws(IncidentsError)
    {
        counts.read += batch.read
        evidence.add(batch.evidence)
        degreeLike += batch.degreeLike
        notDegreeLike += batch.notDegreeLike
        rows1252 += batch.rows1252
        rowsUTF8 += batch.rowsUTF8
        if seenValues.isEmpty { seenValues = batch.seenValues }
        for (index, seen) in batch.seenValues.enumerated() {
            for (value, isSeen) in seen.enumerated() where isSeen { seenValues[index][value] = true }
        }
        let categories = TableBuilder.codes(of: batch.categories, &categoryCodes, &table.categories)
        let weapons = TableBuilder.codes(of: batch.weapons, &weaponCodes, &table.weapons)
        for (values, column) in [(table.categories, plan.category), (table.weapons, plan.weapon)]
        where values.count > ByteInterner.limit {
            throw .tooManyValues(file: file, column: plan.name(column), limit: ByteInterner.limit)
        }
        var ledger = batch.rejects
        for index in ledger.indices { ledger[index].line += firstLine }
        reserve(batch)
        for row in batch.line.indices {
            var fault = batch.laterReject.isEmpty ? nil : batch.laterReject[row]
            let identifier = batch.identifier[row]
            if fault == nil, identifier != 0, !identifiers.insert(identifier) {
                fault = (.duplicateIdentifier, "the identifier stands on an earlier row")
            }
            let line = Int(batch.line[row]) + firstLine
            if let (reason, detail) = fault {
                let text = TableBuilder.text(bytes, batch.first[row], Int(batch.count[row]))
                ledger.append(Reject(file: file, line: line, reason: reason, detail: detail, row: text))
                continue
            }
            guard batch.filter[row] == 0 else {
                filtered[Int(batch.filter[row])] += 1
                continue
            }
            let flags = batch.flags[row]
            if flags.contains(.repeatedHour) { repeatedHours += 1 }
            if flags.contains(.hasOffset) { withOffset += 1 }
            if flags.contains(.hasTime) { spikes.timed += 1 }
            if flags.contains(.midnight) { spikes.midnight += 1 }
            table.source.append(source)
            table.line.append(Int32(truncatingIfNeeded: line))
            table.x.append(batch.x[row])
            table.y.append(batch.y[row])
            table.start.append(batch.start[row])
            table.end.append(batch.end[row])
            table.precision.append(batch.precision[row])
            table.day.append(batch.day[row])
            table.second.append(batch.second[row])
            table.category.append(categories.isEmpty ? 0 : categories[Int(batch.category[row])])
            table.age.append(batch.age[row])
            table.weapon.append(weapons.isEmpty ? 0 : weapons[Int(batch.weapon[row])])
        }
        for reject in ledger { counts.rejected[reject.reason, default: 0] += 1 }
        ledger.sort { $0.line < $1.line }
        rejects += ledger
    }

    /// Closes the account.
    mutating func finish() {
        counts.used = table.count
        counts.filtered = [:]
        for (index, reason) in FilterReason.allCases.enumerated() where filtered[index + 1] > 0 {
            counts.filtered[reason] = filtered[index + 1]
        }
    }

    /// The most frequent reasons with the first line of each; ties in the order of the codes.
    func topReasons(_ limit: Int) -> [RejectedShare] {
        counts.rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).compactMap { reason, count in
            rejects.first { $0.reason == reason }.map {
                RejectedShare(reason: reason, count: count, firstLine: $0.line, detail: $0.detail)
            }
        }
    }

    private mutating func reserve(_ batch: RowBatch) {
        guard expectedBytes > 0, let first = batch.first.first, let last = batch.first.last, last > first else {
            return
        }
        let share = Double(batch.line.count) * Double(expectedBytes) / Double(last - first)
        let rows = Int(min(share * 1.02, 4e8)) + 16
        expectedBytes = 0
        if batch.identifier.contains(where: { $0 != 0 }) { identifiers.reserve(rows) }
        table.source.reserveCapacity(rows)
        table.line.reserveCapacity(rows)
        table.x.reserveCapacity(rows)
        table.y.reserveCapacity(rows)
        table.start.reserveCapacity(rows)
        table.end.reserveCapacity(rows)
        table.precision.reserveCapacity(rows)
        table.day.reserveCapacity(rows)
        table.second.reserveCapacity(rows)
        table.category.reserveCapacity(rows)
        table.age.reserveCapacity(rows)
        table.weapon.reserveCapacity(rows)
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ count: Int) -> String {
        let row = UnsafeBufferPointer(rebasing: bytes[first..<first + count])
        return TextEncoding.kind(of: row) == .windows1252
            ? TextEncoding.windows1252(row) : String(decoding: row, as: UTF8.self)
    }

    private static func codes(of names: [String], _ known: inout [String: UInt16], _ list: inout [String]) -> [UInt16] {
        names.map { name in
            if let code = known[name] { return code }
            let code = UInt16(truncatingIfNeeded: list.count)
            known[name] = code
            list.append(name)
            return code
        }
    }
}
