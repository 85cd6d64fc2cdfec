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
