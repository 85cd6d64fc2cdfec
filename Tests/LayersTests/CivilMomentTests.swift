import Testing

@testable import HomewardLayers

@Suite struct CivilMomentTests {
    @Test(arguments: [
        ("2024-02-29", "2024-02-29T00:00:00"), ("2024-03-01T15:20", "2024-03-01T15:20:00"),
        ("2024-03-01 15:20:07", "2024-03-01T15:20:07"), ("2024-03-01T15:20:07.25Z", "2024-03-01T15:20:07.250Z"),
        ("2024-03-01T15:20:07+01:00", "2024-03-01T15:20:07+01:00"),
        ("2024-03-01T15:20:07-0330", "2024-03-01T15:20:07-03:30"),
    ])
    func reads(text: String, expected: String) {
        #expect(CivilMoment(text)?.text == expected)
    }

    @Test(arguments: [
        "", "2023-02-29", "2024-13-01", "01/03/2024", "2024-03-01T", "2024-03-01T25:00", "2024-03-01T15:20x",
        "+024-03-01",
    ])
    func refuses(text: String) {
        #expect(CivilMoment(text) == nil)
    }
}
