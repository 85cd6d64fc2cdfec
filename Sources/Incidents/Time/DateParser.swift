import HomewardCalendar

/// Reads dates and times from bytes, without a formatter.
///
/// Dates: `2024-03-01`, `2024/3/1`, `20240301`, `01/03/2024`, `1-3-24`, `1.3.2024`, `01-Mar-2024`, `01MAR2024`, `1 March 2024`,
/// `Mar 1, 2024`, each also after a weekday's name; `2024-03` as a month. Years of two digits are 1970 to 2069;
/// others lie between 1900 and 2200, and a date outside is none: 0000 and 9999 stand for a date that is not known.
/// Times: `15:20`, `3:20 pm`, `15:20:30.5`, `15h20`, `1520`, `24:00` as the end of the day. After a date and time an offset may
/// stand: `Z`, `+01:00`. O(length).
struct DateParser {
    /// How 03/04/2024 is read.
    var setting: DateOrderSetting
    /// What was seen of the order of day and month.
    var evidence = DateOrderEvidence()

    init(setting: DateOrderSetting) {
        self.setting = setting
    }

    /// Reads a cell that begins with a date.
    @inline(__always)
    mutating func date(_ bytes: UnsafeBufferPointer<UInt8>) -> DateReading {
        if let compact = CompactDate(bytes) { return date(compact) }
        return anyDate(bytes)
    }

    /// What a date and a time of day in the most usual spellings mean.
    @inline(__always)
    private mutating func date(_ compact: CompactDate) -> DateReading {
        var reading = DateReading()
        var (year, month, day) = (compact.first, compact.second, compact.third)
        if !compact.isYearFirst {
            guard let monthFirst = isMonthFirst(compact.first, compact.second) else {
                reading.status = .ambiguous
                return reading
            }
            year = compact.third
            (month, day) = monthFirst ? (compact.first, compact.second) : (compact.second, compact.first)
        }
        reading.status = .badDate
        guard let number = CompactDate.number(year: year, month: month, day: day) else { return reading }
        reading.day = number
        reading.status = .badTime
        let (hour, minute) = (compact.hour, compact.minute)
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return reading }
        reading.second = Int32(truncatingIfNeeded: hour * 3600 + minute * 60)
        reading.status = .ok
        return reading
    }

    private mutating func anyDate(_ bytes: UnsafeBufferPointer<UInt8>) -> DateReading {
        var cursor = ByteCursor(bytes)
        var reading = DateReading()
        cursor.skipSpaces()
        if cursor.atEnd { return reading }
        reading.status = .badDate
        if cursor.isLetter, cursor.skipWeekday() { cursor.skipSpacesAndCommas() }
        guard date(&cursor, into: &reading) else { return reading }
        if reading.status == .ambiguous { return reading }
        cursor.skipSpaces()
        if cursor.atEnd {
            reading.status = .ok
            return reading
        }
        if reading.isMonth { return reading }
        reading.status = .badTime
        if cursor.peek == UInt8(ascii: "T") || cursor.peek == UInt8(ascii: ",") { cursor.advance() }
        cursor.skipSpaces()
        guard let second = DateParser.time(&cursor, compact: true) else { return reading }
        if let offset = DateParser.offset(&cursor) { reading.offset = offset }
        cursor.skipSpaces()
        guard cursor.atEnd else { return reading }
        reading.second = second
        reading.status = .ok
        return reading
    }

    /// Reads a cell that begins with a date, in the way in which its column is written.
    @inline(__always)
    mutating func date(_ bytes: UnsafeBufferPointer<UInt8>, as style: DateStyle) -> DateReading {
        switch style {
        case .text: date(bytes)
        case .dayNumber(let point, let hasTime): DayNumber.date(bytes, point: point, hasTime: hasTime)
        }
    }

    /// Reads a cell that holds a time of day, in the way in which its column is written.
    static func time(_ bytes: UnsafeBufferPointer<UInt8>, as style: TimeStyle) -> DateReading {
        switch style {
        case .clock: return time(bytes)
        case .digits: return DatePart.number(bytes).map { reading(hour: $0 / 100, minute: $0 % 100) } ?? time(bytes)
        case .hours:
            // The first rows held hours alone; a number that is none tells its minutes too.
            guard let number = DatePart.number(bytes) else { return time(bytes) }
            var hour = reading(hour: number > 24 ? number / 100 : number, minute: number > 24 ? number % 100 : 0)
            hour.isHour = number <= 24
            return hour
        case .dayFraction(let point): return DayNumber.time(bytes, point: point)
        }
    }

    private static func reading(hour: Int, minute: Int) -> DateReading {
        var reading = DateReading()
        reading.status = .badTime
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return reading }
        reading.second = Int32(hour * 3600 + minute * 60)
        reading.status = .ok
        return reading
    }

    /// Reads a cell that holds a time of day; a date before it, as spreadsheets write one, is passed over.
    static func time(_ bytes: UnsafeBufferPointer<UInt8>) -> DateReading {
        var reading = DateReading()
        var cursor = ByteCursor(bytes)
        cursor.skipSpaces()
        if cursor.atEnd { return reading }
        reading.status = .badTime
        if bytes.count > 12 {
            var copy = DateParser(setting: .dayFirst)
            let whole = copy.date(bytes)
            if whole.status == .ok, whole.second >= 0, whole.offset == nil {
                reading.second = whole.second
                reading.status = .ok
                return reading
            }
        }
        guard let second = DateParser.time(&cursor, compact: true) else { return reading }
        cursor.skipSpaces()
        guard cursor.atEnd else { return reading }
        reading.second = second
        reading.status = .ok
        return reading
    }

    private mutating func date(_ cursor: inout ByteCursor, into reading: inout DateReading) -> Bool {
        if cursor.isLetter {
            guard let month = cursor.month() else { return false }
            cursor.skipSpacesAndCommas()
            guard let (day, digits) = cursor.number(), digits <= 2 else { return false }
            cursor.skipSpacesAndCommas()
            return year(&cursor, month: month, day: day, into: &reading)
        }
        guard let (first, digits) = cursor.number() else { return false }
        if digits == 8 {
            return DateParser.set(&reading, first / 10_000, first / 100 % 100, first % 100)
        }
        // Between a day and a month's name there may be nothing: 01MAR2024.
        guard let separator = cursor.dateSeparator() ?? (digits <= 2 && cursor.isLetter ? 0 : nil) else { return false }
        if digits == 4 {
            guard let (month, monthDigits) = cursor.number(), monthDigits <= 2 else { return false }
            guard cursor.peek == separator else {
                reading.isMonth = true
                return DateParser.set(&reading, first, month, 1)
            }
            cursor.advance()
            guard let (day, dayDigits) = cursor.number(), dayDigits <= 2 else { return false }
            return DateParser.set(&reading, first, month, day)
        }
        guard digits <= 2 else { return false }
        if cursor.isLetter {
            guard let month = cursor.month() else { return false }
            _ = cursor.dateSeparator()
            cursor.skipSpacesAndCommas()
            return year(&cursor, month: month, day: first, into: &reading)
        }
        guard let (second, secondDigits) = cursor.number(), secondDigits <= 2, cursor.peek == separator else {
            return false
        }
        cursor.advance()
        return ordered(&cursor, first, second, into: &reading)
    }

    private mutating func ordered(
        _ cursor: inout ByteCursor, _ first: Int, _ second: Int, into reading: inout DateReading
    )
        -> Bool
    {
        guard let monthFirst = isMonthFirst(first, second) else {
            reading.status = .ambiguous
            return true
        }
        return year(&cursor, month: monthFirst ? first : second, day: monthFirst ? second : first, into: &reading)
    }

    /// Whether of the numbers before a year the first is the month, with the evidence counted; nil where that is not settled.
    @inline(__always)
    private mutating func isMonthFirst(_ first: Int, _ second: Int) -> Bool? {
        if first > 12 && second <= 12 {
            evidence.dayFirst += 1
            return setting == .monthFirst
        }
        if second > 12 && first <= 12 {
            evidence.monthFirst += 1
            return setting != .dayFirst
        }
        if first != second {
            evidence.either += 1
            if setting == .unsettled { return nil }
        }
        return setting == .monthFirst
    }

    private func year(_ cursor: inout ByteCursor, month: Int, day: Int, into reading: inout DateReading) -> Bool {
        guard let (year, digits) = cursor.number(), digits == 4 || digits == 2 else { return false }
        let full = digits == 4 ? year : year < 70 ? 2000 + year : 1900 + year
        return DateParser.set(&reading, full, month, day)
    }

    private static func set(_ reading: inout DateReading, _ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard let number = CompactDate.number(year: year, month: month, day: day) else { return false }
        reading.day = number
        return true
    }

    /// The second of the day, 0 ... 86 400.
    private static func time(_ cursor: inout ByteCursor, compact: Bool) -> Int32? {
        guard let (number, digits) = cursor.number() else { return nil }
        var hour = number
        var minute = 0
        var second = 0
        if cursor.peek == UInt8(ascii: ":") || cursor.peek == UInt8(ascii: ".") && digits <= 2
            || cursor.peek | 0x20 == UInt8(ascii: "h") && digits <= 2 && cursor.digitFollows
        {
            guard digits <= 2 else { return nil }
            cursor.advance()
            guard let (minutes, minuteDigits) = cursor.number(), minuteDigits == 2 else { return nil }
            minute = minutes
            if cursor.peek == UInt8(ascii: ":") {
                cursor.advance()
                guard let (seconds, secondDigits) = cursor.number(), secondDigits == 2 else { return nil }
                second = seconds
                if cursor.peek == UInt8(ascii: ".") {
                    cursor.advance()
                    guard cursor.number() != nil else { return nil }
                }
            }
        } else if compact, digits == 3 || digits == 4 {
            (hour, minute) = (hour / 100, hour % 100)
        } else if compact, digits == 6 {
            (hour, minute, second) = (hour / 10_000, hour / 100 % 100, hour % 100)
        } else if digits > 2 || !cursor.meridiemFollows {
            return nil
        }
        guard minute < 60, second < 60 || second == 60 else { return nil }
        if let isAfternoon = cursor.meridiem() {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24 || hour == 24 && minute == 0 && second == 0 else { return nil }
        return Int32(hour * 3600 + minute * 60 + min(second, 59))
    }

    private static func offset(_ cursor: inout ByteCursor) -> Int32? {
        switch cursor.peek {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            cursor.advance()
            return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let sign: Int32 = cursor.peek == UInt8(ascii: "-") ? -1 : 1
            var ahead = cursor
            ahead.advance()
            guard let (number, digits) = ahead.number(), digits == 2 || digits == 4 else { return nil }
            var hours = number
            var minutes = 0
            if digits == 4 {
                (hours, minutes) = (hours / 100, hours % 100)
            } else if ahead.peek == UInt8(ascii: ":") {
                ahead.advance()
                guard let (value, minuteDigits) = ahead.number(), minuteDigits == 2 else { return nil }
                minutes = value
            }
            guard hours <= 15, minutes < 60 else { return nil }
            cursor = ahead
            return sign * Int32(hours * 3600 + minutes * 60)
        default:
            return nil
        }
    }
}

/// What a cell with a date, a time or both turned out to hold.
struct DateReading {
    /// Whether the cell could be read.
    enum Status {
        case ok
        case missing
        case badDate
        case badTime
        case ambiguous
    }

    /// A date as ``CivilDay/number``.
    var day: Int32 = 0
    /// The second of the day, 0 ... 86 400, or −1 where the cell holds no time.
    var second: Int32 = -1
    /// Seconds east of UTC, where the cell says so.
    var offset: Int32?
    /// Whether the cell holds a year and a month alone.
    var isMonth = false
    /// Whether the time is an hour alone.
    var isHour = false
    /// Whether the cell could be read.
    var status = Status.missing
}
