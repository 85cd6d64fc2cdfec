import HomewardCalendar

/// Years, months, days and minutes that stand in columns of their own.
enum DatePart {
    /// A whole number of at most four digits, perhaps with noughts behind a point, as software writes it that keeps no whole
    /// numbers. O(length).
    static func number(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
        var cursor = ByteCursor(cell)
        guard let (number, digits) = cursor.number(), digits <= 4 else { return nil }
        if cursor.atEnd { return number }
        guard cursor.peek == UInt8(ascii: ".") else { return nil }
        cursor.advance()
        guard let (decimals, _) = cursor.number(), decimals == 0, cursor.atEnd else { return nil }
        return number
    }

    /// A month by its number or by its name. O(length).
    static func month(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
        if let number = number(cell) { return (1...12).contains(number) ? number : nil }
        var cursor = ByteCursor(cell)
        guard let month = cursor.month(), cursor.atEnd else { return nil }
        return month
    }

    /// The date of the three parts, or nil where they are none of the years of records.
    static func date(year: Int?, month: Int?, day: Int?) -> DateReading? {
        guard let year, let month, let day, let civil = CivilDay(year: year, month: month, day: day), civil.isRecorded
        else { return nil }
        var reading = DateReading()
        reading.day = Int32(civil.number)
        reading.status = .ok
        return reading
    }
}
