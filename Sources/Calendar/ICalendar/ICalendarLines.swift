/// The lines of an iCalendar file that tell titles and days, each whole on a line of its own: what libical is given.
///
/// Descriptions, attachments, links and rules of time zones are left out. Limits hold for what remains, because libical's time
/// grows with the square of a line's parameters and its calls with the depth of parts within parts.
struct ICalendarLines {
    /// The most bytes of a file. A council's feed of ten years has some ten thousand.
    static let mostBytes = 2_000_000
    /// The most levels of parts within parts. An alarm of an event of a calendar has three.
    static let mostLevels = 8
    /// The most bytes of a line, and semicolons in it, which part parameters.
    static let (longestLine, mostSemicolons) = (4000, 50)

    /// The lines that are kept.
    let text: String

    private static let kept = Set(
        [
            "begin", "end", "summary", "status", "dtstart", "dtend", "duration", "rrule", "rdate", "exdate",
            "recurrence-id",
        ].map { Array($0.utf8) })

    /// Goes through the lines of `text`; `file` is what errors call it. O(n).
    ///
    /// - Throws: ``CalendarError/largeCalendar(file:bytes:most:)``, ``CalendarError/noICalendar(file:problem:)``.
    init(_ text: String, file: String) throws(CalendarError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.mostBytes else {
            throw .largeCalendar(file: file, bytes: bytes.count, most: Self.mostBytes)
        }
        var (levels, parts) = (0, 0)
        var result: [UInt8] = []
        var line: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            line += bytes[start..<end].filter { $0 != 0x0D }
            start = end + 1
            // A line that begins with a blank continues the one above it.
            if start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 {
                start += 1
                continue
            }
            defer { line.removeAll(keepingCapacity: true) }
            let word = line.prefix(14).prefix { $0 != 0x3A && $0 != 0x3B }.map {
                (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
            }
            guard Self.kept.contains(word) else { continue }
            if word.count == 5, word.first == 0x62 {
                levels += 1
                parts += 1
            } else if word.count == 3 {
                levels -= 1
            }
            if let problem = Self.problem(line, levels: levels) { throw .noICalendar(file: file, problem: problem) }
            result += line
            result += [0x0D, 0x0A]
        }
        guard parts > 0 else { throw .noICalendar(file: file, problem: "no part begins in it") }
        guard levels == 0 else { throw .noICalendar(file: file, problem: "it is cut off: a part does not end") }
        self.text = String(decoding: result, as: UTF8.self)
    }

    private static func problem(_ line: [UInt8], levels: Int) -> String? {
        if levels < 0 { return "a part ends that has not begun" }
        if levels > mostLevels { return "its parts lie more than \(mostLevels) deep" }
        if line.count > longestLine { return "a title or a date has more than \(longestLine) bytes" }
        if line.count(where: { $0 == 0x3B }) > mostSemicolons {
            return "a title or a date has more than \(mostSemicolons) semicolons"
        }
        return line.contains(0) ? "it holds zero bytes" : nil
    }
}
