import HomewardCore

/// A span of local civil time that recurs every day, half-open: 15:00 belongs to 15–18, 18:00 does not.
///
/// A window whose end is not after its start runs over midnight: 22–03. Written `15-18` or `15:10-16:40`.
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

    /// Reads `15-18`, `15:10-16:40`, `22-03` or `0-24`.
    public init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = HourWindow.minute(ends[0]), let end = HourWindow.minute(ends[1]) else {
            return nil
        }
        self.init(start: start, end: end == 0 ? 1440 : end)
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
