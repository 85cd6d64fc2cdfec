import HomewardCore

/// Collects the rows of one source into a table, and the account of where each row went.
struct TableBuilder {
    /// What was accepted so far; its names are set by ``finish()``, in the order in which they came.
    private(set) var table = IncidentTable()
    private(set) var rejects: [Reject] = []
    private(set) var counts = RowCounts()
    private(set) var evidence = DateOrderEvidence()
    private(set) var degreeLike = 0
    private(set) var notDegreeLike = 0
    /// Where the rows lie in the file's own coordinates.
    private(set) var places = PlaceSample()
    private(set) var rows1252 = 0
    private(set) var rowsUTF8 = 0
    private(set) var isSynthetic = false
    private(set) var repeatedHours = 0
    private(set) var withOffset = 0
    private(set) var spikes = Spikes()
    private(set) var seenValues: [[Bool]] = []

    /// The identifiers of the table's rows, where files are compared.
    private(set) var rowIdentifiers: [FileIdentifier] = []
    /// The rows of the table that may stand in an earlier file too, in order.
    private(set) var doubled: [DoubledRow] = []

    private let file: String
    /// What the files before this one hold; nil where there is one file.
    private var earlier: EarlierRows?
    private var identifiers = HashSet64()
    private var filtered = [Int](repeating: 0, count: FilterReason.allCases.count + 1)
    private var names = RowNames()

    init(file: String, earlier: EarlierRows? = nil) {
        self.file = file
        self.earlier = earlier
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
        places.add(batch.places)
        rows1252 += batch.rows1252
        rowsUTF8 += batch.rowsUTF8
        isSynthetic = isSynthetic || batch.isSynthetic
        if seenValues.isEmpty { seenValues = batch.seenValues }
        for (index, seen) in batch.seenValues.enumerated() {
            for (value, isSeen) in seen.enumerated() where isSeen { seenValues[index][value] = true }
        }
        var rows = batch.rows
        names.recode(&rows)
        for (values, column) in [(names.categories, plan.category), (names.weapons, plan.weapon)]
        where values.count > NameCodes.limit {
            throw .tooManyValues(file: file, column: plan.name(column), limit: NameCodes.limit)
        }
        var ledger = batch.rejects
        for index in ledger.indices { ledger[index].line += firstLine }
        reserve(batch)
        var kept: [Int] = []
        kept.reserveCapacity(rows.count)
        for row in 0..<rows.count {
            rows.line[row] += Int32(truncatingIfNeeded: firstLine)
            var fault = batch.laterReject.isEmpty ? nil : batch.laterReject[row]
            let identifier = batch.identifier[row]
            if fault == nil, identifier != 0, !identifiers.insert(identifier) {
                fault = (.duplicateIdentifier, "the identifier stands on an earlier row")
            }
            /// The ledger's entry for the row, as long as its bytes are at hand.
            func reject(_ reason: RejectReason, _ detail: String) -> Reject {
                let first = batch.first[row]
                return plan.reject(
                    UnsafeBufferPointer(rebasing: bytes[first..<first + Int(batch.count[row])]),
                    line: Int(rows.line[row]), reason: reason, detail: detail)
            }
            if let (reason, detail) = fault {
                ledger.append(reject(reason, detail))
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
            if let earlier {
                let own = FileIdentifier(hash: identifier, check: batch.identifierCheck[row])
                if let other = earlier.row(of: own) {
                    doubled.append(
                        DoubledRow(
                            row: table.count + kept.count, earlier: other, flags: flags,
                            reject: reject(.duplicateAcrossFiles, "the identifier stands in a file listed before")))
                }
                rowIdentifiers.append(own)
            }
            kept.append(row)
        }
        table.append(contentsOf: kept.count == rows.count ? rows : rows.selecting(kept))
        for reject in ledger { counts.rejected[reject.reason, default: 0] += 1 }
        ledger.sort { $0.line < $1.line }
        rejects += ledger
    }

    /// Closes the account.
    mutating func finish() {
        // Nothing more is compared, and what holds the other files may grow without being copied.
        earlier = nil
        table.categories = names.categories
        table.weapons = names.weapons
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
        let share = Double(batch.rows.count) * Double(expectedBytes) / Double(last - first)
        let rows = Int(min(share * 1.02, 4e8)) + 16
        expectedBytes = 0
        if batch.identifier.contains(where: { $0 != 0 }) { identifiers.reserve(rows) }
        table.reserveCapacity(rows)
    }
}

/// Numbers for names in the order in which they first come, for rows that come in parts.
struct NameCodes {
    /// The names by their number.
    private(set) var names: [String] = []
    private var codes: [String: UInt32] = [:]

    /// The number of different values of one file's column from which on it is free text and no category or weapon.
    static let limit = 65_535

    /// Puts the numbers of `others`, to which the codes of `column` refer, into the column. O(others + rows).
    mutating func recode(_ column: inout [UInt32], of others: [String]) {
        let new = others.map { name in
            if let code = codes[name] { return code }
            let code = UInt32(names.count)
            codes[name] = code
            names.append(name)
            return code
        }
        if new.enumerated().allSatisfy({ $0 == Int($1) }) { return }
        for row in column.indices { column[row] = new[Int(column[row])] }
    }
}

/// The categories and weapons of a table that grows from parts, each of which has numbered its own.
struct RowNames {
    private var categoryCodes = NameCodes()
    private var weaponCodes = NameCodes()

    var categories: [String] { categoryCodes.names }
    var weapons: [String] { weaponCodes.names }

    /// Makes the codes of `rows` refer to the names of the whole; rows without names get the empty one. O(names + rows).
    mutating func recode(_ rows: inout IncidentTable) {
        categoryCodes.recode(&rows.category, of: rows.categories.isEmpty ? [""] : rows.categories)
        weaponCodes.recode(&rows.weapon, of: rows.weapons.isEmpty ? [""] : rows.weapons)
    }
}
