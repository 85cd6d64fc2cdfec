import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// Incidents looked at part by part.
@Suite struct StudyPartTests {
    private static func study() throws -> Study {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try Study(loading: PlanFile(path: project.appending(path: "Samples/coventry.yml").path).study)
    }

    private struct Count: Finding {
        var count: Int
        var lines: [String] { ["\(count)"] }
    }

    @Test(arguments: PartColumn.allCases)
    func everyIncidentIsInOnePart(_ column: PartColumn) throws {
        let study = try Self.study()
        let parts = study.parts(by: column)
        #expect(parts.reduce(0) { $0 + $1.study.table.count } == study.table.count)
        #expect(parts.count == Set(parts.map(\.value)).count)
        #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.study.table.count >= $1.study.table.count })
        for area in study.areas.indices {
            #expect(
                parts.reduce(0) { $0 + $1.study.assignment.counts[area] } == study.assignment.counts[area])
        }
        #expect(parts.reduce(0) { $0 + $1.study.assignment.outside } == study.assignment.outside)
        for part in parts {
            let table = part.study.table
            #expect(part.study.assignment.area.count == table.count)
            #expect(part.study.reading.sources.reduce(0) { $0 + $1.counts.used } == table.count)
            #expect(
                (0..<table.count).allSatisfy { row in
                    switch column {
                    case .category: table[row].category == part.value
                    case .weapon: table[row].weapon == part.value
                    case .source: study.reading.sources[Int(table.source[row])].file == part.value
                    }
                })
        }
    }

    @Test func aPartThatCannotBearTheQuestionSaysWhy() throws {
        let parts = try Self.study().parts(by: .category)
        let least = try #require(parts.last)
        let finding = try PartedFinding<Count>(by: .category, parts, sentence: \.description) { part in
            guard part.value != least.value else {
                throw WorkflowError.noUsableData(analysis: "the test", reason: "it is small", remedy: "take more")
            }
            return Count(count: part.study.table.count)
        }
        #expect(finding.parts.last?.finding == nil && finding.parts.last?.notDone?.contains("it is small") == true)
        #expect(finding.parts.dropLast().allSatisfy { $0.finding?.count == $0.incidents && $0.notDone == nil })
        #expect(finding.lines.contains { $0.contains("not done: ") && $0.contains("it is small") })
        #expect(finding.lines.contains("\(parts[0].value): \(Shown.grouped(parts[0].study.table.count)) incidents"))
        #expect(throws: WorkflowError.self) {
            try PartedFinding<Count>(by: .category, parts, sentence: \.description) { _ in
                throw WorkflowError.noUsableData(analysis: "the test", reason: "never", remedy: "no")
            }
        }
    }
}
