import HomewardCore

/// The first rows of a file, by which columns are told apart whose names alone do not settle what they hold.
struct ColumnSample: Sendable {
    /// The rows, each with a cell for every column.
    private let rows: [[String]]

    /// The rows that are looked at.
    static let rows = 300
    /// The cells that are looked at, so that a file of very many columns costs no more.
    private static let cells = 100_000

    /// The number of rows to look at in a file of so many columns.
    static func rows(of columns: Int) -> Int { max(5, min(rows, cells / max(columns, 1))) }

    /// A sample of `rows`; those with more or fewer cells than `columns` are left out.
    init(rows: [[String]], columns: Int) {
        self.rows = rows.filter { $0.count == columns }
    }

    /// The number of rows.
    var count: Int { rows.count }

    /// What stands in a column where something does, without spaces at its ends.
    func contents(of column: Int) -> ColumnContents {
        ColumnContents(
            cells: rows.compactMap { row in
                let cell = row[column].trimmingSpaces
                return cell.withBytes(MissingValue.contains) ? nil : cell
            })
    }
}

/// What the first cells of a column hold, those left out in which nothing is known.
struct ColumnContents {
    let cells: [String]

    /// How well a column holds what its name promises, best first.
    enum Standing: Int, Comparable {
        /// At least half of its cells can be read.
        case kept
        /// Some can.
        case doubtful
        /// Nothing stands in it.
        case empty
        /// None of several can be read.
        case hopeless

        static func < (lhs: Standing, rhs: Standing) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// How well the column serves `role`. O(cells).
    func standing(as role: ColumnRole, isHour: Bool = false) -> Standing {
        guard !cells.isEmpty else { return .empty }
        let readable = readable(as: role, isHour: isHour)
        if readable * 2 >= cells.count { return .kept }
        return readable > 0 || cells.count < 5 ? .doubtful : .hopeless
    }

    private func readable(as role: ColumnRole, isHour: Bool) -> Int {
        switch role {
        case .identifier, .category, .weapon: return cells.count
        case .age: return cells.count { AgeBand($0) != nil }
        case .year: return cells.count { number($0, point: UInt8(ascii: ".")).map((1900...2200).contains) ?? false }
        case .month: return cells.count { $0.withBytes(DatePart.month) != nil }
        case .day: return cells.count { $0.withBytes(DatePart.number).map((1...31).contains) ?? false }
        case .minute: return cells.count { $0.withBytes(DatePart.number).map((0...59).contains) ?? false }
        case .x, .y:
            let point = decimalPoint
            return cells.count { number($0, point: point) != nil }
        case .time, .fromTime, .toTime:
            let style = timeStyle
            if isHour, style != .hours { return 0 }
            return cells.count { $0.withBytes { DateParser.time($0, as: style).status == .ok } }
        case .when, .date, .from, .to, .fromDate, .toDate:
            if dateStyle != .text { return cells.count }
            return cells.count { reading(of: $0).status == .ok }
        }
    }

    /// The cell as a date in text, whichever order of day and month it fits.
    private func reading(of cell: String) -> DateReading {
        cell.withBytes { bytes in
            var (first, other) = (DateParser(setting: .dayFirst), DateParser(setting: .monthFirst))
            let reading = first.date(bytes)
            return reading.status == .ok ? reading : other.date(bytes)
        }
    }

    /// Whether the column's dates bring a time of day that tells something: more than two different ones, or one that is
    /// not midnight. Midnight in another zone, as a date in UTC has it, is at one of two hours.
    var bringsTime: Bool {
        if case .dayNumber(_, let hasTime) = dateStyle { return hasTime }
        let readings = cells.map(reading).filter { $0.status == .ok && $0.second >= 0 }
        let seconds = Set(readings.map(\.second))
        return seconds.count > 2 || readings.contains { $0.second % 86_400 != 0 && $0.offset == nil }
    }

    /// Whether most cells hold a date with a time, of more than one day: a spreadsheet writes one and the same day before each
    /// time of day.
    var holdsMoments: Bool {
        let readings = cells.map(reading).filter { $0.status == .ok && $0.second >= 0 && !$0.isMonth }
        return readings.count * 2 > cells.count && Set(readings.map(\.day)).count > 1
    }

    /// Whether nearly all cells are hours and minutes with a colon between.
    var looksLikeClock: Bool {
        guard !cells.isEmpty else { return false }
        let clock = cells.count { cell in
            cell.utf8.count <= 12 && cell.contains(":")
                && cell.withBytes { DateParser.time($0, as: .clock).status == .ok }
        }
        return clock * 10 >= cells.count * 9
    }

    // MARK: How the cells are written

    /// How the cells are written where they are dates.
    var dateStyle: DateStyle {
        guard !cells.isEmpty else { return .text }
        let point = decimalPoint
        let days = cells.compactMap { cell -> Double? in
            guard cell.utf8.prefix(while: { $0 &- 48 < 10 }).count == 5, let value = number(cell, point: point) else {
                return nil
            }
            return DayNumber.plausible.contains(value) ? value : nil
        }
        // A few cells of another kind are slips or a line below the table; more, and the column is none of day numbers.
        guard days.count * 10 >= cells.count * 9 else { return .text }
        return .dayNumber(point: point, hasTime: days.contains { $0 != $0.rounded(.down) })
    }

    /// How the cells are written where they are times of day.
    var timeStyle: TimeStyle {
        let point = decimalPoint
        let numbers = cells.compactMap { cell -> (value: Double, decimals: Int)? in
            guard let value = number(cell, point: point), value >= 0 else { return nil }
            let decimals = cell.utf8.firstIndex(of: point).map {
                cell.utf8.distance(from: $0, to: cell.utf8.endIndex) - 1
            }
            return (value, decimals ?? 0)
        }
        guard !numbers.isEmpty else { return .clock }
        // 0.6389 is no hour and minute, 0.30 may be one.
        let isFraction = numbers.allSatisfy { $0.value < 1 } && numbers.contains { $0.decimals > 2 }
        if isFraction, numbers.count * 10 >= cells.count * 9 { return .dayFraction(point: point) }
        // 9.30 and 10.00 are hours and minutes with a point between.
        guard numbers.allSatisfy({ $0.value == $0.value.rounded(.down) }) else { return .clock }
        // 0015 is a quarter past midnight: no hour has three digits.
        let isLong = cells.contains { $0.utf8.prefix(while: { $0 &- 48 < 10 }).count > 2 }
        return isLong || numbers.contains { $0.value > 24 } ? .digits : .hours
    }

    /// The byte before the decimals: a comma where commas stand in the numbers and cannot be meant for thousands, for at
    /// least one of them has other than three digits behind it.
    var decimalPoint: UInt8 {
        let comma = UInt8(ascii: ",")
        let withComma = cells.filter { $0.utf8.contains(comma) && number($0, point: comma) != nil }
        let isCertain = withComma.contains { cell in
            cell.utf8.reversed().prefix(while: { $0 != comma }).count != 3
                || cell.utf8.prefix(while: { $0 != comma }).count { $0 != UInt8(ascii: "-") } > 3
        }
        return isCertain ? comma : UInt8(ascii: ".")
    }

    /// Whether commas stand in numbers that may be decimals or thousands.
    var hasUncertainCommas: Bool {
        let comma = UInt8(ascii: ",")
        return decimalPoint != comma && cells.contains { $0.utf8.contains(comma) && number($0, point: comma) != nil }
    }

    private func number(_ cell: String, point: UInt8) -> Double? {
        cell.withBytes { DecimalParser.double($0, point: point) }
    }
}

extension String {
    /// Calls `body` with the text in UTF-8.
    func withBytes<Answer>(_ body: (UnsafeBufferPointer<UInt8>) -> Answer) -> Answer {
        Array(utf8).withUnsafeBufferPointer(body)
    }
}
