import HomewardCalendar
import HomewardCore

/// Turns the fields of one row after another into a ``RowBatch``. One worker uses one interpreter.
///
/// What is called for every row is mutating, so that the interpreter is not copied for the call.
struct RowInterpreter {
    let plan: RowPlan
    private let clock: LocalClock
    private(set) var batch: RowBatch
    private var dates: DateParser
    private var categories = ByteInterner()
    private var weapons = ByteInterner()
    private var selected: [SelectedValues]
    private var ages = AgeReader()
    private let arena = CellArena()

    /// An interpreter with room for `capacity` rows. `places` are those of the rows before, which its own sample goes on from.
    init(plan: RowPlan, capacity: Int = 256, places: PlaceSample = PlaceSample()) {
        self.plan = plan
        clock = plan.clock
        batch = RowBatch(capacity: capacity)
        batch.places = places.rest
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
            if x == 0 && y == 0 { throw RowFault(reason: .missingCoordinates, detail: "0, 0 stands for no position") }
            if abs(x) <= 180 && abs(y) <= 180 { batch.degreeLike += 1 } else { batch.notDegreeLike += 1 }
            sample(x, y, of: row)
            let age = try age(of: row)
            let filter = filter(row, when, age)
            let category = plan.category.map { categories.code(of: row.cell($0, arena)) } ?? 0
            let weapon = plan.weapon.map { weapons.code(of: MissingValue.blank(row.cell($0, arena))) } ?? 0
            let (identifier, check) = identifier(of: row)
            if plan.comparesFiles { batch.identifierCheck.append(check) }
            batch.rows.append(
                ReadRow(
                    line: Int32(truncatingIfNeeded: row.line), x: x, y: y, moment: when, category: UInt32(category),
                    weapon: UInt32(weapon), age: age?.ages.upperBound ?? -1, identifier: identifier,
                    first: Int32(truncatingIfNeeded: row.range.lowerBound),
                    length: Int32(truncatingIfNeeded: row.range.count), filter: filter.map(RowBatch.code) ?? 0))
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
        batch.categories = categories.texts
        batch.weapons = weapons.texts
        batch.selected = selected
        return batch
    }

    @inline(__always)
    private mutating func moment(of row: RowBytes) throws(RowFault) -> RowMoment {
        let styles = plan.styles
        let begin = try end(
            of: row, date: plan.beginDate, styles.beginDate, time: plan.beginTime, styles.beginTime,
            parts: plan.dateParts, minute: plan.minute)
        guard let begin else { throw RowFault(reason: .missingDate, detail: "\(plan.name(plan.beginDate)) is empty") }
        guard let endDate = plan.endDate,
            endDate != plan.beginDate || hasCell(row, plan.endTime),
            let last = try end(
                of: row, date: endDate, styles.endDate, time: plan.endTime, styles.endTime,
                parts: endDate == plan.beginDate ? plan.dateParts : nil)
        else { return RowMoment(begin, clock: clock) }
        guard let range = RowMoment(begin, last, clock: clock) else {
            throw RowFault(
                reason: .reversedRange,
                detail: "\(plan.name(plan.beginDate)), \(plan.name(endDate)): the range ends before it starts")
        }
        return range
    }

    @inline(__always)
    private mutating func hasCell(_ row: RowBytes, _ column: Int?) -> Bool {
        guard let column else { return false }
        return !MissingValue.contains(row.cell(column, arena))
    }

    @inline(__always)
    private mutating func end(
        of row: RowBytes, date: Int, _ dateStyle: DateStyle, time: Int?, _ timeStyle: TimeStyle,
        parts: (month: Int, day: Int)? = nil, minute: Int? = nil
    ) throws(RowFault) -> MomentEnd? {
        let cell = row.cell(date, arena)
        var reading = DateReading()
        if !MissingValue.contains(cell) {
            if let parts {
                reading = try composed(row, year: date, parts)
            } else {
                reading = dates.date(cell, as: dateStyle)
            }
        }
        if reading.status == .missing { return nil }
        if reading.status != .ok { throw fault(reading.status, row, date, dateStyle) }
        if let time {
            let cell = row.cell(time, arena)
            let clockTime = MissingValue.contains(cell) ? DateReading() : DateParser.time(cell, as: timeStyle)
            switch clockTime.status {
            case .ok:
                guard !reading.isMonth else { break }
                reading.second = clockTime.second
                reading.offset = nil
                reading.isHour = clockTime.isHour
                if let minute, hasCell(row, minute) {
                    reading.second += try seconds(of: row, minute: minute)
                    reading.isHour = false
                }
            case .missing:
                // A spreadsheet writes 00:00:00 behind every date; without a time beside it that says nothing.
                if reading.second == 0 { reading.second = -1 }
            default:
                throw fault(.badTime, row, time, .text)
            }
        }
        if let end = MomentEnd(reading, clock: clock) { return end }
        let (time, day) = (Shown.clock(Int(reading.second) / 60), CivilDay(number: Int(reading.day)))
        throw RowFault(
            reason: .nonexistentTime,
            detail: "\(plan.name(date)): \(time) on \(day) does not exist in \(clock.timeZone)")
    }

    /// The date of which year, month and day stand apart; missing where one of them is.
    private mutating func composed(
        _ row: RowBytes, year: Int, _ parts: (month: Int, day: Int)
    ) throws(RowFault) -> DateReading {
        guard hasCell(row, parts.month), hasCell(row, parts.day) else { return DateReading() }
        let reading = DatePart.date(
            year: DatePart.number(row.cell(year, arena)), month: DatePart.month(row.cell(parts.month, arena)),
            day: DatePart.number(row.cell(parts.day, arena)))
        guard let reading else {
            let columns = [year, parts.month, parts.day]
            let names = columns.map(plan.name).joined(separator: ", ")
            let cells = columns.map { shown(row, $0).quoted }.joined(separator: ", ")
            throw RowFault(reason: .badDate, detail: "\(names): \(cells) are no date of the years 1900 to 2200")
        }
        return reading
    }

    /// The seconds of the minute that stands beside an hour; none where it is not recorded.
    private mutating func seconds(of row: RowBytes, minute: Int) throws(RowFault) -> Int32 {
        guard let value = DatePart.number(row.cell(minute, arena)), value < 60 else {
            throw fault(.badTime, row, minute, .text)
        }
        return Int32(value * 60)
    }

    private func fault(_ status: DateReading.Status, _ row: RowBytes, _ column: Int, _ style: DateStyle) -> RowFault {
        let text = shown(row, column)
        let name = plan.name(column)
        switch status {
        case .badTime: return RowFault(reason: .badTime, detail: "\(name): \(text.quoted) is no time that can be read")
        case .ambiguous:
            return RowFault(reason: .ambiguousDate, detail: "\(name): \(text.quoted) fits two orders of day and month")
        default:
            let wanted =
                style == .text
                ? "no date of the years 1900 to 2200"
                : "no day of the years 1990 to 2100 as a spreadsheet counts them, which the other rows hold"
            return RowFault(reason: .badDate, detail: "\(name): \(text.quoted) is \(wanted)")
        }
    }

    /// The beginning of a cell, for messages.
    private func shown(_ row: RowBytes, _ column: Int) -> String {
        ShownCell.text(row.cell(column, arena))
    }

    @inline(__always)
    private mutating func position(of row: RowBytes) throws(RowFault) -> (x: Double, y: Double) {
        guard let xColumn = plan.x, let yColumn = plan.y else {
            throw RowFault(reason: .missingCoordinates, detail: "the feature has no point")
        }
        let x = try coordinate(of: row, xColumn)
        let y = try coordinate(of: row, yColumn)
        return (x, y)
    }

    /// Enters the position into the sample of the file's positions, with what the other columns say of it.
    @inline(__always)
    private mutating func sample(_ x: Double, _ y: Double, of row: RowBytes) {
        let hash = PlaceSample.hash(x, y)
        guard batch.places.wants(hash) else { return }
        var place = PlaceSample.Place(hash: hash, x: x, y: y, longitude: .nan, latitude: .nan)
        if let degrees = plan.degrees,
            let longitude = try? coordinate(of: row, degrees.x), let latitude = try? coordinate(of: row, degrees.y),
            longitude != 0 || latitude != 0
        {
            (place.longitude, place.latitude) = (longitude, latitude)
        }
        batch.places.add(place)
    }

    @inline(__always)
    private mutating func coordinate(of row: RowBytes, _ column: Int) throws(RowFault) -> Double {
        if let value = DecimalParser.double(row.cell(column, arena), point: plan.styles.decimalPoint) { return value }
        if !hasCell(row, column) {
            throw RowFault(reason: .missingCoordinates, detail: "\(plan.name(column)) is empty")
        }
        let text = shown(row, column)
        throw RowFault(reason: .badCoordinates, detail: "\(plan.name(column)): \(text.quoted) is no number")
    }

    /// The age or the band of ages, or nil where none is recorded.
    @inline(__always)
    private mutating func age(of row: RowBytes) throws(RowFault) -> AgeBand? {
        guard let column = plan.age else { return nil }
        let cell = row.cell(column, arena)
        // Minus one is how STATS19 and others write that an age is not known.
        if MissingValue.contains(cell)
            || cell.count == 2 && cell[0] == UInt8(ascii: "-") && cell[1] == UInt8(ascii: "1")
        {
            return nil
        }
        guard let band = ages.band(of: cell) else {
            let text = shown(row, column)
            throw RowFault(
                reason: .badAge, detail: "\(plan.name(column)): \(text.quoted) is no age or band of ages from 0 to 120")
        }
        return band
    }

    @inline(__always)
    private mutating func identifier(of row: RowBytes) -> (hash: UInt64, check: UInt64) {
        guard let column = plan.identifier else { return (0, 0) }
        let cell = row.cell(column, arena)
        if MissingValue.contains(cell) { return (0, 0) }
        return (ByteHash.hash(cell), plan.comparesFiles ? ByteHash.check(cell) : 0)
    }

    @inline(__always)
    private mutating func filter(_ row: RowBytes, _ when: RowMoment, _ age: AgeBand?) -> FilterReason? {
        var isSelected = true
        // Every condition counts what its column holds, whatever the others say of the row.
        for index in plan.selections.indices {
            let isWanted = selected[index].contains(row.cell(plan.selections[index].column, arena))
            isSelected = isSelected && isWanted
        }
        guard isSelected else { return .notSelected }
        if let limit = plan.ageUnder {
            switch age?.side(of: limit) {
            case nil: return .ageUnknown
            case .over?: return .overAge
            case .straddling?:
                batch.straddlingAges += 1
                return .ageUnknown
            case .under?: break
            }
        }
        guard let period = plan.period else { return nil }
        return when.reasonOutside(period)
    }
}

/// Why one row cannot be read.
struct RowFault: Error {
    var reason: RejectReason
    var detail: String
}
