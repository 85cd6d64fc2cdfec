import HomewardCalendar
import Testing

@Suite struct LocalClockTests {
    let london: LocalClock

    init() throws {
        london = try LocalClock(timeZone: "Europe/London")
    }

    @Test func theHourThatNeverWasIsNamed() throws {
        let day = try #require(CivilDay(iso: "2024-03-31"))
        #expect(london.instant(day: day, second: 3599).kind == .ordinary)
        #expect(london.instant(day: day, second: 3600).kind == .nonexistent)
        #expect(london.instant(day: day, second: 7199).kind == .nonexistent)
        #expect(london.instant(day: day, second: 7200) == (1_711_846_800, .ordinary))
        #expect(london.length(of: day) == 82_800)
    }

    /// Where 02:00 becomes 03:00, 02:30 is what 03:30 is: 07:30 UTC in New York, 01:30 UTC in Berlin.
    @Test(arguments: [
        ("America/New_York", "2024-03-10", 1_710_055_800), ("Europe/Berlin", "2024-03-31", 1_711_848_600),
    ])
    func theClockIsReadAsIfItHadNotBeenPutForward(_ zone: String, _ date: String, _ epoch: Int64) throws {
        let clock = try LocalClock(timeZone: zone)
        let day = try #require(CivilDay(iso: date))
        #expect(clock.instant(day: day, second: 9000) == (epoch, .nonexistent))
        #expect(clock.instant(day: day, second: 12_600) == (epoch, .ordinary))
    }

    @Test func theHourThatCameTwiceTakesTheFirst() throws {
        let day = try #require(CivilDay(iso: "2024-10-27"))
        #expect(london.instant(day: day, second: 5400) == (1_729_989_000, .repeated))
        #expect(london.instant(day: day, second: 5400, later: true) == (1_729_992_600, .repeated))
        #expect(london.instant(day: day, second: 3599).kind == .ordinary)
        #expect(london.instant(day: day, second: 7200).kind == .ordinary)
        #expect(london.length(of: day) == 90_000)
    }

    @Test(arguments: ["Europe/London", "America/Chicago", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "UTC"])
    func everyMomentGoesThereAndBack(_ zone: String) throws {
        let clock = try LocalClock(timeZone: zone)
        for epoch in stride(from: Int64(-2_000_000_000), to: 4_000_000_000, by: 777_777) {
            let (day, second) = clock.civil(epoch)
            #expect((0..<86_400).contains(second))
            let day0 = CivilDay(number: Int(day))
            let (first, kind) = clock.instant(day: day0, second: Int(second))
            let later = clock.instant(day: day0, second: Int(second), later: true).epoch
            #expect(kind != .nonexistent && (first == epoch || later == epoch))
        }
    }

    @Test func daysWithoutMidnightBeginLater() throws {
        let clock = try LocalClock(timeZone: "America/Sao_Paulo")
        let day = try #require(CivilDay(iso: "2017-10-15"))
        #expect(clock.instant(day: day, second: 0).kind == .nonexistent)
        #expect(clock.civil(clock.start(of: day)) == (Int32(day.number), 3600))
    }

    @Test func anUnknownZoneIsAnError() {
        #expect(throws: CalendarError.unknownTimeZone(name: "Europe/Coventry")) {
            try LocalClock(timeZone: "Europe/Coventry")
        }
    }
}
