import HomewardCalendar
import HomewardCore
import Testing

@testable import HomewardWorkflow

@Suite("Releases")
struct ReleaseTests {
    @Test("Windows are widened to whole steps, round midnight too")
    func steps() throws {
        let hourly = ClockSteps(hours: 1)
        let school = try #require(HourWindow("15:10-16:40"))
        #expect(hourly.steps(of: school) == [15, 16])
        let span = try #require(hourly.span(of: hourly.steps(of: school)))
        #expect(span == (900, 1_020))
        let coarse = ClockSteps(hours: 4)
        #expect(coarse.steps(of: school) == [3, 4])
        let night = try #require(HourWindow("22:30-02:10"))
        let two = ClockSteps(hours: 2)
        #expect(two.steps(of: night) == [11, 0, 1])
        let nightSpan = try #require(two.span(of: two.steps(of: night)))
        #expect(nightSpan == (1_320, 240))
        let all = try #require(hourly.span(of: Set(0..<24)))
        #expect(all == (0, 1_440))
        #expect(hourly.span(of: [3, 7]) == nil)
        #expect(hourly.span(of: []) == nil)
    }

    @Test("A window that ends at midnight ends with the day")
    func midnight() throws {
        let hourly = ClockSteps(hours: 1)
        let late = try #require(HourWindow("22-24"))
        let span = try #require(hourly.span(of: hourly.steps(of: late)))
        #expect(span == (1_320, 1_440))
    }

    @Test("A plan without its sources names no file and no column, and keeps what a reader must know")
    func withoutSources() throws {
        let plan = try PlanFile(
            yaml: """
                study_area: { file: XQa.geojson }
                areas: { file: XQb.geojson, name_field: XQfield }
                schools: { file: XQc.geojson }
                stops: { file: XQd.geojson }
                streets: { file: XQe.gpkg }
                calendar: { file: XQf.yml }
                harm: { file: XQg.csv }
                incidents:
                  - { file: XQh.csv, layer: XQlayer, columns: { when: XQwhen }, where: { XQcolumn: [XQvalue] }, age_under: 25,
                      note: Made up }
                period: { from: 2024-01-01, to: 2024-12-31 }
                """, file: "plan.yml", folder: "")
        let records = plan.withoutSources.records
        #expect(plan.records.contains { $0.value.contains("XQ") })
        #expect(!records.contains { $0.value.contains("XQ") })
        #expect(records.contains(SettingRecord(key: "incidents[1].age_under", value: "25")))
        #expect(records.contains(SettingRecord(key: "incidents[1].note", value: "Made up")))
    }

    @Test(
        "Every audience but the force's own is one for others, and each says what it is", arguments: Audience.allCases)
    func audiences(audience: Audience) {
        #expect(audience.isShared == (audience != .internal))
        #expect(audience.statement.hasPrefix("\(audience.rawValue): "))
    }
}
