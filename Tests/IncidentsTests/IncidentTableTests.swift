import HomewardCalendar
import HomewardGeometry
import Testing

@testable import HomewardIncidents

@Suite struct IncidentTableTests {
    private let clock: LocalClock
    private let day: CivilDay

    init() throws {
        clock = try LocalClock(timeZone: "Europe/London")
        day = try #require(CivilDay(iso: "2024-06-12"))
    }

    @Test func aTableIsBuiltInOneLine() {
        let places = [Point(x: 433_915, y: 279_570), Point(x: 433_000, y: 279_000)]
        let table = IncidentTable(places.map { Incident(at: $0, on: day, second: 15 * 3600, clock: clock) })
        #expect(table.count == 2 && table.points == places)
        #expect(table.civilDay(1) == day && table.minuteOfDay(1) == 15 * 60)
        // Summer time: three in the afternoon on the wall is two in UTC.
        #expect(table.start[0] == Int64(day.number) * 86_400 + 14 * 3600)
    }

    @Test func aDayAloneLastsFromMidnightToMidnight() throws {
        let short = try #require(CivilDay(iso: "2024-03-31"))
        let incident = Incident(at: Point(x: 0, y: 0), on: short, clock: clock)
        #expect(incident.precision == .day && incident.second == nil)
        #expect(incident.end - incident.start == 23 * 3600 - 1)
    }

    private var mixed: [Incident] {
        ["Robbery", "Affray", "", "Robbery", "Assault"].enumerated().map { index, category in
            Incident(
                at: Point(x: Double(index), y: 0), start: Int64(index), end: 100, precision: .range, day: day,
                second: index == 2 ? nil : Int32(index), category: category, age: index == 1 ? nil : 15,
                weapon: index.isMultiple(of: 2) ? "Knife" : "", harm: Double(index), source: UInt16(index),
                line: Int32(index + 2))
        }
    }

    @Test func rowsComeBackAsTheyWentIn() {
        let table = IncidentTable(mixed)
        #expect(table.categories == ["", "Affray", "Assault", "Robbery"] && table.weapons == ["", "Knife"])
        #expect((0..<table.count).map { table[$0] } == mixed)
    }

    @Test func namesStaySortedWhileRowsAreAppended() {
        var table = IncidentTable()
        for incident in mixed { table.append(incident) }
        #expect(table == IncidentTable(mixed))
    }

    @Test func selectingAndJoiningTakeEveryColumn() {
        let table = IncidentTable(mixed)
        var halves = table.selecting([3, 0])
        #expect((0..<2).map { halves[$0] } == [mixed[3], mixed[0]])
        halves = table.selecting([0, 1])
        halves.append(contentsOf: table.selecting(2..<5))
        #expect(halves == table)
    }

    @Test func moreCategoriesThanSixteenBitsHoldStayThemselves() throws {
        // Each file alone has fewer than 65,535 categories; both together have more.
        func rows(_ letter: String) -> String {
            "id,when,x,y,offence\n"
                + (0..<40_000).map { "\(letter)\($0),2024-01-05 15:20,433915,279570,\(letter)\($0)\n" }.joined()
        }
        let table = try Reading.file(rows("a").utf8) { first in
            try Reading.file(rows("b").utf8) { second in
                try IncidentReader(
                    sources: [IncidentSource(path: first), IncidentSource(path: second)],
                    workingSystem: CoordinateSystem("EPSG:27700"), clock: clock
                ).read().table
            }
        }
        try #require(table.count == 80_000 && table.categories.count == 80_000)
        for row in [0, 1, 39_999, 40_000, 70_000, 79_999] {
            #expect(table[row].category == (row < 40_000 ? "a\(row)" : "b\(row - 40_000)"))
            #expect(table[row].source == (row < 40_000 ? 0 : 1))
        }
    }
}
