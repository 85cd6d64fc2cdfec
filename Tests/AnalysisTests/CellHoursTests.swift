import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// The hours of cells, against looking at every incident for every cell.
@Suite struct CellHoursTests {
    private let clock: LocalClock
    /// Monday, 2 September 2024.
    private let monday = CivilDay(number: 19_968)

    init() throws { clock = try LocalClock(timeZone: "Europe/London") }

    private func incident(_ x: Double, _ y: Double, _ day: Int, _ hour: Double) -> Incident {
        Incident(at: Point(x: x, y: y), on: monday.advanced(by: day), second: Int32(hour * 3600), clock: clock)
    }

    @Test(
        arguments: [Grid.Neighbourhood.queen, .rook, .within(metres: 250), .nearest(5)], [Grid.Form.square, .hexagonal])
    func asLookingAtAll(_ neighbourhood: Grid.Neighbourhood, _ form: Grid.Form) throws {
        let grid = try Grid(covering: Sample.square(1000), cellSize: 100, form: form)
        var generator = SeededGenerator(seed: 3)
        let table = IncidentTable(
            (0..<800).map { _ in
                incident(
                    1100 * generator.unit(), 1100 * generator.unit(), generator.below(90),
                    Double(generator.below(24)) + 0.5)
            })
        let asked = [0, 17, 44, 45, grid.cells.count - 1, 44, -3, grid.cells.count]
        let found = CellHours(of: table, around: asked, of: grid, neighbourhood, clock: clock)
        #expect(found.cells == [0, 17, 44, 45, grid.cells.count - 1])
        for (cell, counts) in zip(found.cells, found.counts) {
            let around = Set(grid.neighbours(of: cell, neighbourhood) + [cell])
            var expected = [Int](repeating: 0, count: 168)
            for row in 0..<table.count {
                guard let own = grid.cell(at: table.point(row)), around.contains(own) else { continue }
                expected[table.civilDay(row).weekday * 24 + (table.minuteOfDay(row) ?? 0) / 60] += 1
            }
            #expect(counts == expected && counts.contains { $0 > 0 })
        }
    }

    @Test func rangesCountInEachHourAndUnknownTimesInNone() throws {
        let grid = try Grid(covering: Sample.square(300), cellSize: 100)
        let middle = Point(x: 150, y: 150)
        let start = clock.instant(day: monday, second: 15 * 3600 + 1800).epoch
        func range(_ seconds: Int64) -> Incident {
            Incident(at: middle, start: start, end: start + seconds, precision: .range, day: monday, second: nil)
        }
        func hours(_ incidents: [Incident]) throws -> [Int: Int] {
            let cell = try #require(grid.cell(at: middle))
            let found = CellHours(of: IncidentTable(incidents), around: [cell], of: grid, .queen, clock: clock)
            return Dictionary(
                uniqueKeysWithValues: found.counts[0].enumerated().filter { $0.element > 0 }.map { ($0, $1) })
        }
        // 15:30 to 17:15 on a Monday.
        #expect(try hours([range(6300)]) == [15: 1, 16: 1, 17: 1])
        // Over midnight into Tuesday.
        #expect(try hours([range(9 * 3600)]).keys.sorted() == Array(15...24))
        // Seven days and more tell no hour, nor does a day alone.
        #expect(try hours([range(604_800)]).isEmpty)
        #expect(try hours([Incident(at: middle, on: monday, clock: clock)]).isEmpty)
        // A range that is longer than a day counts once in an hour that it meets twice.
        #expect(try hours([range(6 * 86_400 + 23 * 3600 + 1800)]).values.allSatisfy { $0 == 1 })
        // Outside every cell.
        #expect(try hours([self.incident(900, 900, 0, 15)]).isEmpty)
    }
}
