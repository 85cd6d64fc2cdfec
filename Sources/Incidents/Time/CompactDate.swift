/// A date and a time of day in sixteen bytes, the spellings that most files have: `2024-03-01T15:20`, `2024-03-01 15:20`,
/// `01/03/2024 15:20`, and with `-`, `.` or a space for the slash.
///
/// Eight bytes are looked at in one step. What is spelt otherwise is left to ``DateParser``, whose answers are the same.
struct CompactDate {
    /// The number that stands first: the day or the month, or the year where that stands first.
    let first: Int
    let second: Int
    let third: Int
    let hour: Int
    let minute: Int
    /// Whether the year stands first, and then month and day.
    let isYearFirst: Bool

    /// Reads sixteen bytes; nil where they are spelt in another way. O(1).
    @inline(__always)
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let raw = UnsafeRawBufferPointer(bytes)
        let head = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        let tail = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        // The colon is the sixth byte of the second half in both spellings.
        guard tail >> 40 & 0xFF == 0x3A else { return nil }
        if Self.isSeparator(head >> 32) {
            // YYYY-MM-DDTHH:MM
            guard head >> 32 & 0xFF == head >> 56, Self.joins(tail >> 16),
                let date = Self.pairs(head, 0x00FF_FF00_FFFF_FFFF), let time = Self.pairs(tail, 0xFFFF_00FF_FF00_FFFF)
            else { return nil }
            first = Self.pair(date, 0) * 100 + Self.pair(date, 2)
            second = Self.pair(date, 5)
            third = Self.pair(time, 0)
            (hour, minute) = (Self.pair(time, 3), Self.pair(time, 6))
            isYearFirst = true
        } else {
            // DD/MM/YYYY HH:MM
            guard Self.isSeparator(head >> 16), head >> 16 & 0xFF == head >> 40 & 0xFF, Self.joins(tail >> 16),
                let date = Self.pairs(head, 0xFFFF_00FF_FF00_FFFF), let time = Self.pairs(tail, 0xFFFF_00FF_FF00_FFFF)
            else { return nil }
            first = Self.pair(date, 0)
            second = Self.pair(date, 3)
            third = Self.pair(date, 6) * 100 + Self.pair(time, 0)
            (hour, minute) = (Self.pair(time, 3), Self.pair(time, 6))
            isYearFirst = false
        }
    }

    /// Whether the lowest byte stands between the numbers of a date.
    @inline(__always)
    private static func isSeparator(_ word: UInt64) -> Bool {
        let byte = UInt8(truncatingIfNeeded: word)
        return byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x20
    }

    /// Whether the lowest byte stands between a date and a time.
    @inline(__always)
    private static func joins(_ word: UInt64) -> Bool {
        let byte = UInt8(truncatingIfNeeded: word)
        return byte == UInt8(ascii: "T") || byte == 0x20 || byte == UInt8(ascii: ",")
    }

    /// In each byte the number that two digits make, this byte's and the next; nil where a byte of `places` is no digit.
    @inline(__always)
    private static func pairs(_ word: UInt64, _ places: UInt64) -> UInt64? {
        // Digits are 0x30 to 0x39: what is left of them is below ten and stays below sixteen when six is added.
        let digits = (word ^ 0x3030_3030_3030_3030) & places
        guard (digits | digits &+ (0x0606_0606_0606_0606 & places)) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
        return digits &* 10 &+ digits >> 8
    }

    @inline(__always)
    private static func pair(_ pairs: UInt64, _ place: UInt64) -> Int { Int(pairs >> (place * 8) & 0xFF) }

    /// The number of a day as ``/HomewardCalendar/CivilDay`` counts it; nil where there is no such day or its year is not one
    /// that incidents are recorded in, 1900 to 2200. O(1).
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    @inline(__always)
    static func number(year: Int, month: Int, day: Int) -> Int32? {
        guard 1900...2200 ~= year, 1...12 ~= month, day >= 1 else { return nil }
        if day > 28 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            guard day <= (month == 2 ? isLeap ? 29 : 28 : 30 + (month + month >> 3) & 1) else { return nil }
        }
        // The year begins in March, so that the day which is sometimes there comes last.
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let leapDays = shifted / 4 - shifted / 100 + shifted / 400
        return Int32(truncatingIfNeeded: shifted * 365 + leapDays + dayOfYear - 719_468)
    }
}
