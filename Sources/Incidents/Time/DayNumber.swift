import HomewardCalendar

/// Days as a spreadsheet counts them: 1 is 1 January 1900, the decimals are the share of the day that has passed.
///
/// Spreadsheets hold 1900 for a leap year, so that the count agrees with the calendar from 1 March 1900 on. Source:
/// ECMA-376, part 1, 18.17.4.1, "1900 date base".
enum DayNumber {
    /// The numbers that are taken for days: 1990-01-01 to 2100-12-31.
    static let plausible: Range<Double> = 32_874..<73_416

    /// 1970-01-01.
    private static let epoch = 25_569

    /// The cell's day, and its time where the column has any. O(length).
    static func date(_ cell: UnsafeBufferPointer<UInt8>, point: UInt8, hasTime: Bool) -> DateReading {
        var reading = DateReading()
        reading.status = .badDate
        guard let value = DecimalParser.double(cell, point: point), plausible.contains(value) else { return reading }
        let day = value.rounded(.down)
        reading.day = Int32(day) - Int32(epoch)
        if hasTime || value != day { reading.second = second(ofShare: value - day) }
        reading.status = .ok
        return reading
    }

    /// The cell's time of day, where it is a share of the day below 1. O(length).
    static func time(_ cell: UnsafeBufferPointer<UInt8>, point: UInt8) -> DateReading {
        var reading = DateReading()
        reading.status = .badTime
        guard let value = DecimalParser.double(cell, point: point), value >= 0, value < 1 else { return reading }
        reading.second = second(ofShare: value)
        reading.status = .ok
        return reading
    }

    /// The second of the day, 0 ... 86 400. A share that was rounded to four decimals, which is nine seconds, is put back on
    /// the minute that it stands for.
    private static func second(ofShare share: Double) -> Int32 {
        let seconds = share * 86_400
        let minute = (seconds / 60).rounded() * 60
        return Int32(abs(seconds - minute) <= 5 ? minute : seconds.rounded())
    }
}
