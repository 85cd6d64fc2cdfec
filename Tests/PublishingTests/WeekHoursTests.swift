import HomewardCore
import HomewardFixtures
import HomewardGeometry
import Testing

@testable import HomewardPublishing

/// Numbers by the hour of the week, as columns and the map have them.
@Suite struct WeekHoursTests {
    @Test func wordsSayTheSameBothWays() {
        var counts = [Int](repeating: 0, count: 168)
        (counts[15], counts[16], counts[24 + 9], counts[167]) = (2, 1, 11, 3)
        let hours = WeekHours(counts: counts)
        #expect(hours.words == "Mon 15: 2, Mon 16: 1, Tue 09: 11, Sun 23: 3")
        #expect(WeekHours(hours.words) == hours)
        #expect(WeekHours("") == WeekHours())
        #expect(hours.runs == [15, 2, 33, 1, 167, 1])
        #expect(hours.busiest(2) == "Tue 09:00 (11), Sun 23:00 (3)")
        #expect(WeekHours(counts: [1, 0, 1]).busiest(3) == "Mon 00:00 (1), Mon 02:00 (1)")
        for wrong in ["Mon", "Mon 15", "Mon 24: 1", "Monday 15: 1", "Mon 15: 0", "Mon 15: x", "Mon 15: 1 2"] {
            #expect(WeekHours(wrong) == nil, "\(wrong)")
        }
    }

    @Test func stretchesOfTheClockTouchTheirHours() {
        #expect(WeekHours(weekdays: [0, 4], from: "15:40", to: "16:05")?.hours == [15, 16, 111, 112])
        // An hour that is only reached at its first moment is not touched.
        #expect(WeekHours(weekdays: [1], from: "15:00", to: "16:00")?.hours == [39])
        // Over midnight, and from Sunday into Monday.
        #expect(WeekHours(weekdays: [6], from: "23:30", to: "00:30")?.hours == [0, 167])
        #expect(WeekHours(weekdays: [0], from: "15:30", minutes: 90)?.hours == [15, 16])
        #expect(WeekHours(weekdays: [0], from: "15:30", to: "15:30")?.hours == [15])
        #expect(WeekHours(weekdays: [0], from: "soon", to: "15:30") == nil)
        #expect(WeekHours(weekdays: [0], from: "15:30", to: "late") == nil)
        // No stretch is longer than a day, whatever a file says.
        #expect(WeekHours(weekdays: [0], from: "00:00", minutes: 1_000_000)?.hours == Array(0..<24))
    }

    /// Each thing of a plan that has a time tells the map when it is there.
    @Test func sheetsKnowTheirHours() throws {
        let run = RunLayers(layers: ReportFixture.layers())
        let sheets = LayerCatalogue.sheets(in: run)
        func items(_ key: String) throws -> [MapSheet.Item] { try #require(sheets.first { $0.key == key }).items }
        // The fixture's posts stand from 15:10 on, every school day.
        let first = try #require(try items("posts").first?.hours)
        #expect(first.hours == (0..<5).map { $0 * 24 + 15 })
        #expect(try items("routes").allSatisfy { ($0.hours?.hours.count ?? 0) >= 5 })
        for row in run.rows(of: PatrolAreaLayer.self) {
            let item = try #require(try items("patrol_areas").first { $0.label == row.id })
            let visits = run.rows(of: VisitLayer.self).filter { $0.text(VisitLayer.patrolArea) == row.id }
            let weekdays = Set(visits.compactMap { $0[VisitLayer.day]?.weekday })
            #expect(Set(item.hours?.hours.map { $0 / 24 } ?? []) == weekdays)
        }
        for row in run.rows(of: ClusterLayer.self) where ClusterLayer.standsOut(row) {
            let item = try #require(try items("clusters").first { $0.title.hasSuffix(row.id) })
            let days = Set(item.hours?.hours.map { $0 / 24 } ?? [])
            #expect(ClusterLayer.isOnSchoolDays(row) ? days.isSubset(of: 0...4) : days == Set(0...6))
        }
        // What has no time is always there.
        #expect(try items("schools").allSatisfy { $0.hours == nil })
    }
}
