import HomewardCore

/// A span of local civil time that recurs every day, half-open: 15:00 belongs to 15–18, 18:00 does not.
///
/// A window whose end is not after its start runs over midnight: 22–03. Written `15-18` or `15:10-16:40`; as text one over
/// midnight is twelve hours long at most, because 18-15 is much more often 15-18 with its ends exchanged than 21 hours.
public struct HourWindow: Hashable, Sendable, CustomStringConvertible {
    /// The first minute of the day that belongs to the window, 0 ..< 1440.
    public var start: Int
    /// The first minute that belongs to it no more, 1 ... 1440.
    public var end: Int

    /// A window from minutes of the day: `start` in 0 ..< 1440, `end` in 1 ... 1440; nil otherwise or where both are the
    /// same minute.
    public init?(start: Int, end: Int) {
        guard (0..<1440).contains(start), (1...1440).contains(end), start != end else { return nil }
        self.start = start
        self.end = end
    }

    /// Reads `15-18`, `15:10-16:40`, `22-03` or `0-24`; nil for anything else, and for more than twelve hours over
    /// midnight.
    public init?(_ text: some StringProtocol) {
        guard let window = HourWindow.anyLength(text), !window.isReversed else { return nil }
        self = window
    }

    private static func anyLength(_ text: some StringProtocol) -> HourWindow? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = HourWindow.minute(ends[0]), let end = HourWindow.minute(ends[1]) else {
            return nil
        }
        return HourWindow(start: start, end: end == 0 ? 1440 : end)
    }

    /// Whether the window is so long over midnight that its ends were probably exchanged.
    private var isReversed: Bool { end < start && minutes > 720 }

    /// How the span of hours that `text` probably means is written, in a sentence; nil where nothing can be guessed.
    ///
    /// Known are 15:18 for 15-18, exchanged ends, `15 to 18`, dashes of other kinds, `3pm-6pm`, `3-6pm` and `1500-1800`.
    public static func hint(for text: String) -> String? {
        if let window = anyLength(text), window.isReversed {
            let exchanged = HourWindow(start: window.end, end: window.start)?.shortest ?? ""
            let length =
                window.minutes.isMultiple(of: 60) ? "\(window.minutes / 60) hours" : "\(window.minutes) minutes"
            return
                "\(text.quoted) is \(length) over midnight, and 12 are the most; if \(exchanged) is meant, write \(exchanged)"
        }
        let plain = text.lowercased().replacing(" ", with: "")
        let time = /([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(am|pm|h)?/
        if let both = plain.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/), let start = minute(both.1),
            let end = minute(both.2),
            let window = HourWindow(start: start, end: end), !window.isReversed
        {
            return "\(text.quoted) is a time of day and no span of hours; write \(window.shortest)"
        }
        guard let gap = plain.firstMatch(of: /-|–|—|−|to|until|till|\.\.|\//),
            let first = plain[..<gap.range.lowerBound].wholeMatch(of: time),
            let last = plain[gap.range.upperBound...].wholeMatch(of: time),
            let end = minute(last.1, last.2, last.3)
        else { return nil }
        // 3-6pm: the half of the day is said once, and the span does not run over noon.
        let shared = first.3 == nil && last.3 == "pm" ? minute(first.1, first.2, last.3) : nil
        guard let own = minute(first.1, first.2, first.3) else { return nil }
        let start = shared.flatMap { $0 < end ? $0 : nil } ?? own
        guard let window = HourWindow(start: start, end: end == 0 ? 1440 : end), !window.isReversed else { return nil }
        return "\(text.quoted) is no span of hours as it is written here; write \(window.shortest)"
    }

    /// The minute of the day of a time in parts: hours, minutes and `am` or `pm`.
    private static func minute(_ hours: Substring, _ minutes: Substring?, _ half: Substring?) -> Int? {
        guard var hour = Int(hours), let minute = minutes.map({ Int($0) }) ?? 0, minute < 60 else { return nil }
        if half == "am" || half == "pm" {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        return hour < 24 || hour == 24 && minute == 0 ? hour * 60 + minute : nil
    }

    /// Reads `15`, `15:10` or `24` as a minute of the day, 0 ... 1440.
    public static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2,
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0,
            hour < 24 && minute < 60 || hour == 24 && minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    /// The length in minutes, 1 ... 1440.
    public var minutes: Int { end > start ? end - start : end + 1440 - start }

    /// Whether the minute of the day lies in the window.
    public func contains(minute: Int) -> Bool {
        end > start ? minute >= start && minute < end : minute >= start || minute < end
    }

    /// `15:00-18:00`.
    public var description: String { "\(Shown.clock(start))-\(Shown.clock(end))" }

    private init(from start: Int, to end: Int) {
        self.start = start * 60
        self.end = end * 60
    }

    /// 15:00 to 18:00, where no school's own finish is meant.
    public static let afterSchool = HourWindow(from: 15, to: 18)
    /// 15:00 to 22:00, the hours of the patrols unless told otherwise.
    public static let patrolHours = HourWindow(from: 15, to: 22)

    /// `15-18` where both ends are full hours, else `15:10-16:40`.
    public var shortest: String {
        guard start.isMultiple(of: 60), end.isMultiple(of: 60) else { return description }
        return "\(start / 60)-\(end / 60)"
    }
}
