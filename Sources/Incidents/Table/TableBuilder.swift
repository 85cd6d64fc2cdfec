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
    private(set) var selected: [SelectionCount] = []
    private(set) var straddlingAges = 0
    /// What a row of the source stands for; known after ``finish()``.
    private(set) var grain = RowGrain()

    /// Whether the identifiers tell no incidents apart, so that the file must be read without them; known after ``finish()``.
    private(set) var numbersBeginAnew = false

    /// The identifiers of the table's rows, where files are compared.
    private(set) var rowIdentifiers: [FileIdentifier] = []
    /// The rows of the table that may stand in an earlier file too, in order.
    private(set) var doubled: [DoubledRow] = []

    private let file: String
    private let asked: IncidentGrain
    /// What the files before this one hold; nil where there is one file.
    private var earlier: EarlierRows?
    /// The number of the source.
    private var source: UInt16 = 0
    private var filtered = [Int](repeating: 0, count: FilterReason.allCases.count + 1)
    private var names = RowNames()

    private var identifiers = IdentifierRows()
    private var identifierColumn: String?
    /// The lines of the rows that are asked for and bear the identifier of a row before them that is.
    private var repeatedLines: [Int32] = []
    /// Their entries, should they be rejected, where the ledger keeps of a row what is no longer at hand at the end.
    private var repeatedRows: [Reject] = []
    /// Where and when the rows happened and what else is known of those in the table; empty where identifiers tell which
    /// rows belong together.
    private var happenings = Happenings()
    private var rowFlags: [RowBatch.Flags] = []

    init(file: String, grain: IncidentGrain = .auto, earlier: EarlierRows? = nil) {
        self.file = file
        asked = grain
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
        try accept([(batch, firstLine)], bytes: bytes, plan: plan)
    }

    /// Takes batches in, in the order of the file, each with the line on which its line 0 stands. What can be done without
    /// knowing the batches before is done side by side. O(rows).
    ///
    /// - Throws: ``IncidentsError/tooManyValues(file:column:limit:)``.
    mutating func accept(
        _ batches: [(batch: RowBatch, firstLine: Int)], bytes: UnsafeBufferPointer<UInt8>, plan: RowPlan
    ) throws(IncidentsError) {
        identifierColumn = plan.identifier.map { plan.name($0) }
        if selected.isEmpty { selected = plan.selections.map(SelectionCount.init) }
        var codes: [RowNames.Codes] = []
        for (batch, _) in batches {
            count(batch)
            codes.append(names.codes(of: batch))
            for (values, column) in [(names.categories, plan.category), (names.weapons, plan.weapon)]
            where values.count > NameCodes.limit {
                throw .tooManyValues(file: file, column: plan.name(column), limit: NameCodes.limit)
            }
            reserve(batch)
        }
        identifiers.enter(batches.map(\.batch))
        let rule = JudgedBatch.Rule(
            plan: plan, bytes: bytes, keepsHappenings: asked == .person || asked == .auto && plan.identifier == nil,
            earlier: earlier)
        // Each batch is judged by one thread, before the bytes go.
        nonisolated(unsafe) let work = (batches, codes, rule)
        let judged = Parallel.map(batches.count) { index in
            let (batches, codes, rule) = work
            return JudgedBatch(
                batches[index].batch, firstLine: batches[index].firstLine, codes: codes[index], by: rule)
        }
        var first = table.count
        for batch in judged {
            add(batch, from: first)
            first += batch.count
        }
        table.append(judged)
        source = plan.source
    }

    /// Adds what was counted of a batch.
    private mutating func count(_ batch: RowBatch) {
        counts.read += batch.read
        evidence.add(batch.evidence)
        degreeLike += batch.degreeLike
        notDegreeLike += batch.notDegreeLike
        places.add(batch.places)
        rows1252 += batch.rows1252
        rowsUTF8 += batch.rowsUTF8
        isSynthetic = isSynthetic || batch.isSynthetic
        straddlingAges += batch.straddlingAges
        for (index, part) in batch.selected.enumerated() { selected[index].add(part) }
    }

    /// Adds what was judged of a batch whose kept rows stand in the table from row `first` on.
    private mutating func add(_ batch: JudgedBatch, from first: Int) {
        for code in filtered.indices { filtered[code] += batch.filtered[code] }
        repeatedHours += batch.repeatedHours
        withOffset += batch.withOffset
        spikes.timed += batch.timed
        spikes.midnight += batch.midnight
        repeatedLines += batch.repeatedLines
        repeatedRows += batch.repeatedRows
        happenings.add(batch.happenings, from: first)
        rowFlags += batch.rowFlags
        rowIdentifiers += batch.rowIdentifiers
        for row in batch.doubled {
            var row = row
            row.row += first
            doubled.append(row)
        }
        for reject in batch.ledger { counts.rejected[reject.reason, default: 0] += 1 }
        rejects += batch.ledger
    }

    /// Closes the account.
    mutating func finish() {
        // Nothing more is compared, and what holds the other files may grow without being copied.
        earlier = nil
        table.categories = names.categories
        table.weapons = names.weapons
        settleGrain()
        table.complete(source: source)
        counts.used = table.count
        counts.filtered = [:]
        for (index, reason) in FilterReason.allCases.enumerated() where filtered[index + 1] > 0 {
            counts.filtered[reason] = filtered[index + 1]
        }
    }

    /// Tells what a row stands for and leaves one row of each incident.
    private mutating func settleGrain() {
        let rows = table.count + repeatedLines.count + repeatedRows.count
        grain = RowGrain(basis: asked == .auto ? .nothingElse : .asked, column: identifierColumn)
        numbersBeginAnew = asked == .auto && identifiers.beginAnew
        if asked == .person || asked == .auto && identifiers.tellOfPersons {
            grain.unit = .person
            if asked == .auto { grain.basis = .identifiers }
            filtered[Int(RowBatch.code(.sameIncident))] += rows - table.count
            if !identifiers.areShared { settleByPlaceAndTime() }
        } else {
            rejects += repeatedRows
            rejects += repeatedLines.map {
                Reject(file: file, line: Int($0), reason: .duplicateIdentifier, detail: JudgedBatch.repeated)
            }
            if rows > table.count {
                counts.rejected[.duplicateIdentifier, default: 0] += rows - table.count
                rejects.sort { $0.line < $1.line }
            }
            if asked != .incident { settleByPlaceAndTime() }
        }
        grain.rows = rows
        grain.incidents = table.count
        (repeatedLines, repeatedRows, rowFlags) = ([], [], [])
        (identifiers, happenings) = (IdentifierRows(), Happenings())
    }

    private mutating func settleByPlaceAndTime() {
        if asked == .auto, identifierColumn != nil {
            grain.coinciding = identifiers.coinciding
            return
        }
        guard let further = happenings.further(asked: asked == .person) else { return }
        grain.unit = .person
        grain.column = nil
        if asked == .auto { grain.basis = .placeAndTime }
        guard !further.isEmpty else { return }
        filtered[Int(RowBatch.code(.sameIncident))] += further.count
        var isKept = [Bool](repeating: true, count: table.count)
        for row in further {
            isKept[row] = false
            count(rowFlags[row], -1)
        }
        let kept = isKept.indices.filter { isKept[$0] }
        if !rowIdentifiers.isEmpty {
            var position = [Int](repeating: 0, count: table.count)
            for (new, old) in kept.enumerated() { position[old] = new }
            rowIdentifiers = kept.map { rowIdentifiers[$0] }
            doubled = doubled.filter { isKept[$0.row] }
            for index in doubled.indices { doubled[index].row = position[doubled[index].row] }
        }
        table.complete(source: source)
        table = table.selecting(kept)
    }

    /// Counts what is known of a row of the table, or takes it back.
    @inline(__always)
    private mutating func count(_ flags: RowBatch.Flags, _ number: Int) {
        if flags.contains(.repeatedHour) { repeatedHours += number }
        if flags.contains(.hasOffset) { withOffset += number }
        if flags.contains(.hasTime) { spikes.timed += number }
        if flags.contains(.midnight) { spikes.midnight += number }
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
        guard expectedBytes > 0, let first = batch.rows.first.first, let last = batch.rows.first.last, last > first
        else { return }
        let share = Double(batch.rows.count) * Double(expectedBytes) / Double(last - first)
        let rows = Int(min(share * 1.02, 4e8)) + 16
        expectedBytes = 0
        if batch.identifiers.count > 0 { identifiers.reserve(rows) }
        if asked == .auto && identifierColumn == nil { happenings.reserve(rows) }
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

    /// The numbers of `others` among these names, which take up those that are new; nil where they are the same. O(others).
    mutating func codes(of others: [String]) -> [UInt32]? {
        let new = others.map { name in
            if let code = codes[name] { return code }
            let code = UInt32(names.count)
            codes[name] = code
            names.append(name)
            return code
        }
        return new.enumerated().allSatisfy { $0 == Int($1) } ? nil : new
    }

    /// Puts the numbers of `others`, to which the codes of `column` refer, into the column. O(others + rows).
    mutating func recode(_ column: inout [UInt32], of others: [String]) {
        guard let new = codes(of: others) else { return }
        for row in column.indices { column[row] = new[Int(column[row])] }
    }
}

/// The categories and weapons of a table that grows from parts, each of which has numbered its own.
struct RowNames {
    private var categoryCodes = NameCodes()
    private var weaponCodes = NameCodes()

    var categories: [String] { categoryCodes.names }
    var weapons: [String] { weaponCodes.names }

    /// The numbers that a part's names have in the whole; nil where they have them already.
    struct Codes {
        var categories: [UInt32]?
        var weapons: [UInt32]?

        /// Makes the codes of a batch's rows refer to the names of the whole. O(rows).
        func recode(_ rows: RowColumns) {
            for (codes, column) in [(categories, rows.category), (weapons, rows.weapon)] {
                guard let codes else { continue }
                for row in column.indices { column[row] = codes[Int(column[row])] }
            }
        }
    }

    /// The numbers that a batch's names have in the whole, which takes up those that are new; rows without names get the empty
    /// one. O(names).
    mutating func codes(of batch: RowBatch) -> Codes {
        Codes(
            categories: categoryCodes.codes(of: batch.categories.isEmpty ? [""] : batch.categories),
            weapons: weaponCodes.codes(of: batch.weapons.isEmpty ? [""] : batch.weapons))
    }

    /// Makes the codes of `rows` refer to the names of the whole; rows without names get the empty one. O(names + rows).
    mutating func recode(_ rows: inout IncidentTable) {
        categoryCodes.recode(&rows.category, of: rows.categories.isEmpty ? [""] : rows.categories)
        weaponCodes.recode(&rows.weapon, of: rows.weapons.isEmpty ? [""] : rows.weapons)
    }
}
