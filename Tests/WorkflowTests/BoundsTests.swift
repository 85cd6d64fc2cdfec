import Foundation
import HomewardCore
import Testing

@testable import HomewardWorkflow

/// What files ask for is bounded, and what a damaged record holds ends nothing.
@Suite struct BoundsTests {
    @Test(arguments: [(23, 7, 24), (24, 6, 24), (24, 7, 23), (0, 0, 0)])
    func aClockThatLacksHoursIsNoRecord(hours: Int, days: Int, each: Int) throws {
        func decode(_ hours: Int, _ days: Int, _ each: Int) throws -> ClockSummary {
            try JSONText.decode(
                ClockSummary.self, from: Data(try Self.clock(hours, days, each).utf8), file: "run.json")
        }
        #expect(try decode(24, 7, 24).placed == 1)
        #expect(throws: JSONTextError.notReadable(file: "run.json", message: "it is no record of a run")) {
            try decode(hours, days, each)
        }
    }

    /// The report's table of the clock went by the hours of a week that a damaged record did not have.
    @Test(arguments: [(23, 7, 24), (24, 5, 24), (24, 7, 23)])
    func peaksWhoseClockLacksHoursAreNoRecord(hours: Int, days: Int, each: Int) throws {
        func decode(_ clock: String) throws -> PeaksFinding {
            let week = try Self.clock(24, 7, 24)
            let text = clock.dropLast(2) + #","school_days":\#(week),"areas":[]}"#
            return try JSONText.decode(PeaksFinding.self, from: Data(text.utf8), file: "run.json")
        }
        #expect(try decode(Self.clock(24, 7, 24)).allDays.clock.count == 7)
        #expect(throws: JSONTextError.notReadable(file: "run.json", message: "it is no record of a run")) {
            try decode(Self.clock(hours, days, each))
        }
    }

    /// A clock of that many hours and days as a record has it.
    private static func clock(_ hours: Int, _ days: Int, _ each: Int) throws -> String {
        let day = Array(repeating: 1.0, count: each)
        return try JSONText.text(
            of: ClockSummary(
                hours: Array(repeating: 1, count: hours), clock: Array(repeating: day, count: days), placed: 1,
                unplaced: 0))
    }

    @Test func theMostCellsAndSchoolsAreSettings() throws {
        let plan = try PlanFile(
            yaml: PlanFileTests.minimal + "limits: { cells: 250000, schools: 3 }", file: "plan.yml", folder: "")
        #expect(plan.hotspots.mostCells == 250_000 && plan.mostSchools == 3)
    }
}
