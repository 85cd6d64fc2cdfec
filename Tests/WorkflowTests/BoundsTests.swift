import Foundation
import HomewardCore
import Testing

@testable import HomewardWorkflow

/// What files ask for is bounded, and what a damaged record holds ends nothing.
@Suite struct BoundsTests {
    @Test(arguments: [(23, 7, 24), (24, 6, 24), (24, 7, 23), (0, 0, 0)])
    func aClockThatLacksHoursIsNoRecord(hours: Int, days: Int, each: Int) throws {
        func decode(_ hours: Int, _ days: Int, _ each: Int) throws -> ClockSummary {
            let day = Array(repeating: 1.0, count: each)
            let record = ClockSummary(
                hours: Array(repeating: 1, count: hours), clock: Array(repeating: day, count: days), placed: 1,
                unplaced: 0)
            return try JSONText.decode(
                ClockSummary.self, from: Data(try JSONText.text(of: record).utf8), file: "run.json")
        }
        #expect(try decode(24, 7, 24).placed == 1)
        #expect(throws: JSONTextError.notReadable(file: "run.json", message: "it is no record of a run")) {
            try decode(hours, days, each)
        }
    }

    @Test func theMostCellsAndSchoolsAreSettings() throws {
        let plan = try PlanFile(
            yaml: PlanFileTests.minimal + "limits: { cells: 250000, schools: 3 }", file: "plan.yml", folder: "")
        #expect(plan.hotspots.mostCells == 250_000 && plan.mostSchools == 3)
    }
}
