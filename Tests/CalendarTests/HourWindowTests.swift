import HomewardCalendar
import Testing

@Suite struct HourWindowTests {
    @Test(arguments: [
        ("15-18", 900, 1080), ("15:10-16:40", 910, 1000), ("22-03", 1320, 180), ("0-24", 0, 1440), ("20-0", 1200, 1440),
    ])
    func reads(_ text: String, _ start: Int, _ end: Int) throws {
        let window = try #require(HourWindow(text))
        #expect(window.start == start && window.end == end)
    }

    /// 18-15 is meant to be 15-18, and hardly ever 21 hours over midnight.
    @Test(
        arguments: [("18-15", nil), ("22-11", nil), ("18-6", 720), ("19-07", 720), ("23-0:10", 70)] as [(String, Int?)])
    func overMidnightIsHalfADayAtMost(_ text: String, _ minutes: Int?) {
        #expect(HourWindow(text)?.minutes == minutes)
    }

    @Test(
        arguments: [
            ("15:18", "write 15-18"), ("15:30-18:15pm", nil), ("18-15", "21 hours over midnight"),
            ("18-15", "write 15-18"),
            ("15 to 18", "write 15-18"), ("15–18", "write 15-18"), ("15 - 18", "write 15-18"),
            ("3pm-6pm", "write 15-18"),
            ("3-6pm", "write 15-18"), ("3.30pm-6pm", "write 15:30-18:00"), ("11am-2pm", "write 11-14"),
            ("11-2pm", "write 11-14"), ("1500-1800", "write 15-18"), ("15h-18h", "write 15-18"),
            ("12am-6am", "write 0-6"),
            ("10pm to 2am", "write 22-2"), ("noon", nil), ("15", nil), ("", nil), ("3pm", nil), ("25-26", nil),
            ("15-15", nil),
        ] as [(String, String?)])
    func theRightFormIsShown(_ text: String, _ words: String?) {
        let hint = HourWindow.hint(for: text)
        guard let words else {
            #expect(hint == nil)
            return
        }
        #expect(hint?.contains(words) == true, "\(hint ?? "no hint")")
        // What is proposed is accepted.
        if let proposed = hint?.split(separator: " ").last { #expect(HourWindow(proposed) != nil, "\(proposed)") }
    }

    @Test(arguments: ["", "15", "15-15", "25-26", "15:60-16", "24-3", "15–18", "a-b", "-1-3", "15-18-19"])
    func refuses(_ text: String) {
        #expect(HourWindow(text) == nil)
    }

    @Test func isHalfOpenAndRunsOverMidnight() throws {
        let day = try #require(HourWindow("15-18"))
        #expect(day.contains(minute: 900) && day.contains(minute: 1079) && !day.contains(minute: 1080))
        let night = try #require(HourWindow("22-03"))
        #expect(night.minutes == 300)
        #expect((0..<1440).count { night.contains(minute: $0) } == 300)
    }
}
