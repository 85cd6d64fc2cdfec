import HomewardCalendar
import HomewardCore

/// Turns the fields of one row after another into a ``RowBatch``. One worker uses one interpreter.
struct RowInterpreter {
    let plan: RowPlan
    private(set) var batch = RowBatch()
    private var dates: DateParser
    private var categories = ByteInterner()
    private var weapons = ByteInterner()
    private var selected: [SelectedValues]
    private let arena = CellArena()

    init(plan: RowPlan) {
        self.plan = plan
        dates = DateParser(setting: plan.dateOrder)
        selected = plan.selections.map(SelectedValues.init)
    }

    /// Reads one row. `place` is the position that its feature brings, where it brings one.
    mutating func read(_ row: RowBytes, place: (x: Double, y: Double)? = nil) {
        batch.read += 1
        if !batch.isSynthetic, let column = plan.synthetic {
            batch.isSynthetic = RowInterpreter.isYes(row.cell(column, arena))
        }
        do throws(RowFault) {
            let when = try moment(of: row)
            let (x, y) = if let place { place } else { try position(of: row) }
            sample(x, y, of: row)
            let age = try age(of: row)
            let filter = filter(row, when, age)
            let category = plan.category.map { categories.code(of: row.cell($0, arena)) } ?? 0
            let weapon = plan.weapon.map { weapons.code(of: MissingValue.blank(row.cell($0, arena))) } ?? 0
            batch.rows.append(
                IncidentTable.Row(
                    source: plan.source, line: Int32(truncatingIfNeeded: row.line), x: x, y: y, start: when.start,
                    end: when.end, precision: when.precision, day: when.day, second: when.second,
                    category: UInt32(category), age: age, weapon: UInt32(weapon)))
            batch.first.append(row.range.lowerBound)
            batch.count.append(Int32(truncatingIfNeeded: row.range.count))
            let (identifier, check) = identifier(of: row)
            batch.identifier.append(identifier)
            if plan.comparesFiles { batch.identifierCheck.append(check) }
            batch.flags.append(when.flags)
            batch.filter.append(filter.map(RowBatch.code) ?? 0)
        } catch {
            reject(row, error)
        }
    }

    /// Whether the cell says `true`, `1` or `yes`, in any case.
    static func isYes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (1...4).contains(cell.count) else { return false }
        return ["true", "1", "yes"].contains(String(decoding: cell, as: UTF8.self).lowercased())
    }

    /// Enters a row that cannot be read into the ledger.
    mutating func reject(_ row: RowBytes, _ fault: RowFault) {
        batch.rejects.append(
            plan.reject(row.own, line: row.line, reason: fault.reason, detail: fault.detail))
    }

    /// Counts and enters a row whose fields cannot even be told apart.
    mutating func refuse(_ row: RowBytes, _ fault: RowFault) {
        batch.read += 1
        reject(row, fault)
    }

    /// Counts a row's encoding.
    mutating func note(_ encoding: TextEncoding.Kind) {
        if encoding == .windows1252 { batch.rows1252 += 1 }
        if encoding == .utf8 { batch.rowsUTF8 += 1 }
    }

    /// The batch with all that was counted.
    consuming func finish() -> RowBatch {
        batch.evidence = dates.evidence
        batch.rows.categories = categories.texts
        batch.rows.weapons = weapons.texts
        batch.seenValues = selected.map(\.seen)
        return batch
    }

    private mutating func moment(of row: RowBytes) throws(RowFault) -> RowMoment {
        let begin = try end(of: row, date: plan.beginDate, time: plan.beginTime, isOptional: false)
        guard let begin else { throw RowFault(reason: .missingDate, detail: "\(plan.name(plan.beginDate)) is empty") }
        guard let endDate = plan.endDate,
            endDate != plan.beginDate || hasCell(row, plan.endTime),
            let last = try end(of: row, date: endDate, time: plan.endTime, isOptional: true)
        else { return RowMoment(begin, clock: plan.clock) }
        return try RowMoment(
            begin, last, clock: plan.clock, columns: "\(plan.name(plan.beginDate)), \(plan.name(endDate))")
    }

    private func hasCell(_ row: RowBytes, _ column: Int?) -> Bool {
        guard let column else { return false }
        return !MissingValue.contains(row.cell(column, arena))
    }

    private mutating func end(of row: RowBytes, date: Int, time: Int?, isOptional: Bool) throws(RowFault) -> MomentEnd?
    {
        let cell = row.cell(date, arena)
        var reading = MissingValue.contains(cell) ? DateReading() : dates.date(cell)
        if reading.status == .missing { return nil }
        if reading.status != .ok { throw fault(reading.status, row, date) }
        if let time {
            let cell = row.cell(time, arena)
            let clockTime = MissingValue.contains(cell) ? DateReading() : dates.time(cell)
            switch clockTime.status {
            case .ok:
                guard !reading.isMonth else { break }
                reading.second = clockTime.second
                reading.offset = nil
            case .missing:
                // A spreadsheet writes 00:00:00 behind every date; without a time beside it that says nothing.
                if reading.second == 0 { reading.second = -1 }
            default:
                throw fault(.badTime, row, time)
            }
        }
        return try MomentEnd(reading, clock: plan.clock, column: plan.name(date))
    }

    private func fault(_ status: DateReading.Status, _ row: RowBytes, _ column: Int) -> RowFault {
        let text = shown(row, column)
        let name = plan.name(column)
        switch status {
        case .badTime: return RowFault(reason: .badTime, detail: "\(name): \(text.quoted) is no time that can be read")
        case .ambiguous:
            return RowFault(reason: .ambiguousDate, detail: "\(name): \(text.quoted) fits two orders of day and month")
        default:
            return RowFault(
                reason: .badDate,
                detail: "\(name): \(text.quoted) is no date of the years 1900 to 2200")
        }
    }

    /// The beginning of a cell, for messages.
    private func shown(_ row: RowBytes, _ column: Int) -> String {
        ShownCell.text(row.cell(column, arena))
    }

    private mutating func position(of row: RowBytes) throws(RowFault) -> (x: Double, y: Double) {
        guard let xColumn = plan.x, let yColumn = plan.y else {
            throw RowFault(reason: .missingCoordinates, detail: "the feature has no point")
        }
        let x = try coordinate(of: row, xColumn)
        let y = try coordinate(of: row, yColumn)
        if x == 0 && y == 0 { throw RowFault(reason: .missingCoordinates, detail: "0, 0 stands for no position") }
        if abs(x) <= 180 && abs(y) <= 180 { batch.degreeLike += 1 } else { batch.notDegreeLike += 1 }
        return (x, y)
    }

    /// Enters the position into the sample of the file's positions, with what the other columns say of it.
    @inline(__always)
    private mutating func sample(_ x: Double, _ y: Double, of row: RowBytes) {
        let hash = PlaceSample.hash(x, y)
        guard batch.places.wants(hash) else { return }
        var place = PlaceSample.Place(hash: hash, x: x, y: y, longitude: .nan, latitude: .nan)
        if let degrees = plan.degrees,
            let longitude = try? coordinate(of: row, degrees.x), let latitude = try? coordinate(of: row, degrees.y)
        {
            (place.longitude, place.latitude) = (longitude, latitude)
        }
        batch.places.add(place)
    }

    @inline(__always)
    private func coordinate(of row: RowBytes, _ column: Int) throws(RowFault) -> Double {
        if let value = DecimalParser.double(row.cell(column, arena)) { return value }
        if !hasCell(row, column) {
            throw RowFault(reason: .missingCoordinates, detail: "\(plan.name(column)) is empty")
        }
        let text = shown(row, column)
        throw RowFault(reason: .badCoordinates, detail: "\(plan.name(column)): \(text.quoted) is no number")
    }

    private func age(of row: RowBytes) throws(RowFault) -> Int16 {
        guard let column = plan.age else { return -1 }
        let cell = row.cell(column, arena)
        if MissingValue.contains(cell) { return -1 }
        guard let value = DecimalParser.double(cell), value >= 0, value <= 120, value == value.rounded(.down) else {
            let text = shown(row, column)
            throw RowFault(reason: .badAge, detail: "\(plan.name(column)): \(text.quoted) is no age from 0 to 120")
        }
        return Int16(value)
    }

    @inline(__always)
    private func identifier(of row: RowBytes) -> (hash: UInt64, check: UInt64) {
        guard let column = plan.identifier else { return (0, 0) }
        let cell = row.cell(column, arena)
        if MissingValue.contains(cell) { return (0, 0) }
        return (ByteHash.hash(cell), plan.comparesFiles ? ByteHash.check(cell) : 0)
    }

    private mutating func filter(_ row: RowBytes, _ when: RowMoment, _ age: Int16) -> FilterReason? {
        for index in plan.selections.indices {
            if !selected[index].contains(row.cell(plan.selections[index].column, arena)) { return .notSelected }
        }
        if let limit = plan.ageUnder {
            if age < 0 { return .ageUnknown }
            if Int(age) >= limit { return .overAge }
        }
        if let period = plan.period, !period.contains(CivilDay(number: Int(when.day))) { return .outsidePeriod }
        return nil
    }
}

/// Which values of a column are asked for, each distinct value compared once.
struct SelectedValues {
    private var interner = ByteInterner()
    private var isWanted: [Int] = []
    private let wanted: [String]
    /// For each value asked for, whether it was seen.
    private(set) var seen: [Bool]

    init(_ selection: RowPlan.Selection) {
        wanted = selection.values.map { $0.trimmingSpaces.lowercased() }
        seen = wanted.map { _ in false }
    }

    /// Whether the cell holds one of the values, case and spaces at its ends left aside.
    mutating func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let code = interner.code(of: cell)
        if code == isWanted.count { isWanted.append(wanted.firstIndex(of: interner.texts[code].lowercased()) ?? -1) }
        guard isWanted[code] >= 0 else { return false }
        seen[isWanted[code]] = true
        return true
    }
}

/// Why one row cannot be read.
struct RowFault: Error {
    var reason: RejectReason
    var detail: String
}
