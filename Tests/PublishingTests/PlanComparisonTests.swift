import Foundation
import HomewardCore
import HomewardFixtures
import HomewardWorkflow
import Testing

@Suite struct PlanComparisonTests {
    @Test func twoRecordsStandSideBySide() throws {
        let first = try ReportFixture.record()
        var second = first
        second.patrols.quality.stays += 3
        second.rows.used += 1000
        if let index = second.parameters.indices.first { second.parameters[index].value = "something else" }
        second.parameters.append(.init(key: "patrols.new", value: "7"))
        let lines = PlanComparison(first, second).lines
        let visits = try #require(lines.first { $0.hasPrefix("visits ") })
        let figures = visits.split(separator: " ").compactMap { Int($0) }
        #expect(figures == [first.patrols.quality.stays, first.patrols.quality.stays + 3])
        #expect(lines.contains { $0.hasPrefix("Settings and inputs that differ") })
        let new = try #require(lines.first { $0.hasPrefix("patrols.new") })
        #expect(new.hasSuffix("7") && new.contains("–"))
        // Columns are aligned.
        let starts = Set(
            lines.filter { $0.hasPrefix("visits ") || $0.hasPrefix("areas ") }.map { line in
                line.firstIndex { $0.isNumber }.map { line.distance(from: line.startIndex, to: $0) }
            })
        #expect(starts.count == 1)
    }

    @Test func programsGetTheSameRows() throws {
        let first = try ReportFixture.record()
        var second = first
        second.patrols.quality.stays += 3
        let comparison = PlanComparison(first, second)
        let read = try JSONText.decode(
            PlanComparison.self, from: Data(try comparison.json().utf8), file: "compare.json")
        #expect(read == comparison)
        #expect(read.groups.contains { $0.rows.contains { $0.name == "visits" && $0.first != $0.second } })
    }

    @Test func equalRecordsDifferInNothing() throws {
        let record = try ReportFixture.record()
        let comparison = PlanComparison(record, record)
        #expect(comparison.differences.isEmpty)
        #expect(comparison.lines.last == "No setting and no input differs.")
    }
}
