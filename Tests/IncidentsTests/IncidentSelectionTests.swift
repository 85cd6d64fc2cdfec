import HomewardCalendar
import HomewardIncidents
import Testing

@Suite struct IncidentSelectionTests {
    @Test func everyRowIsKeptOrCounted() throws {
        let reading = try Reading.csv(
            """
            id,when,x,y
            1,2024-01-10 15:20,433915,279570
            2,2024-01-10 18:00,433915,279570
            3,2024-01-10,433915,279570
            4,2024-01-13 15:20,433915,279570
            5,2024-02-10 15:20,433915,279570
            6,2024-01,433915,279570
            """)
        let first = try #require(CivilDay(iso: "2024-01-01"))
        let days = DayTable(first: first, kinds: (0..<31).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
        let (table, rows, filtered) = IncidentSelection(days: .school, hours: HourWindow("15-18")).apply(
            to: reading.table, days: days)
        #expect(rows == [0] && table.count == 1)
        #expect(filtered == [.otherHour: 1, .timeUnknown: 2, .otherDay: 1, .outsidePeriod: 1])
        #expect(IncidentSelection().apply(to: reading.table, days: days).rows == [0, 1, 2, 3, 5])
    }
}
