import HomewardCore

extension CivilDay {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// How the day that `text` probably means is written, in a sentence; nil where nothing can be guessed.
    ///
    /// Known are `01/09/2023` with any separator (the day first, as in Britain, unless only the month can be), `2023/9/1`,
    /// `20230901` and `1 Sep 2023`. The month is spelt out in the sentence, so that a wrong guess shows.
    public static func hint(for text: String) -> String? {
        guard let day = guess(text), day.isRecorded else { return nil }
        let (year, month, number) = day.parts
        return
            "\(text.quoted) is no day as it is written here; write \(day), if \(number) \(monthNames[month - 1]) \(year) is meant"
    }

    private static func guess(_ text: String) -> CivilDay? {
        let plain = text.trimmingPrefix(while: \.isWhitespace)
        if let whole = plain.wholeMatch(of: /([0-9]{4})([0-9]{2})([0-9]{2})/) {
            return day(whole.1, whole.2, whole.3)
        }
        if let yearFirst = plain.wholeMatch(of: /([0-9]{4})[-\/. ]([0-9]{1,2})[-\/. ]([0-9]{1,2})/) {
            return day(yearFirst.1, yearFirst.2, yearFirst.3)
        }
        if let yearLast = plain.wholeMatch(of: /([0-9]{1,2})[-\/. ]([0-9]{1,2})[-\/. ]([0-9]{4})/) {
            return day(yearLast.3, yearLast.2, yearLast.1) ?? day(yearLast.3, yearLast.1, yearLast.2)
        }
        if let named = plain.wholeMatch(of: /([0-9]{1,2})(?:st|nd|rd|th)?[- ]?([A-Za-z]{3,9})[-, ]*([0-9]{4})/),
            let month = months.firstIndex(of: named.2.lowercased().prefix(3).description)
        {
            return day(named.3, "\(month + 1)", named.1)
        }
        return nil
    }

    private static func day(_ year: Substring, _ month: Substring, _ day: Substring) -> CivilDay? {
        guard let year = Int(year), let month = Int(month), let day = Int(day) else { return nil }
        return CivilDay(year: year, month: month, day: day)
    }
}
