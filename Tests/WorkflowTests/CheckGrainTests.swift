import Foundation
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// What `check` says of the grain of the rows, the precision of the times and the publisher of a file.
@Suite struct CheckGrainTests {
    private func finding(_ text: String, _ change: (inout PlannedSource) -> Void = { _ in }) throws -> CheckFinding {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-grain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "incidents.csv").path
        try Data(text.utf8).write(to: URL(filePath: path))
        var request = StudyRequest(incidents: [IncidentSource(path: path)])
        change(&request.incidents[0])
        return CheckFinding(try Study(loading: request))
    }

    private static let persons =
        "id,when,easting,northing\n"
        + (0..<12).map { "C\($0 / 3),2024-01-05 15:2\($0 / 3),43390\($0 / 3),279500\n" }.joined()

    @Test func rowsOfPersonsAreSaidInWordsAndToPrograms() throws {
        let finding = try finding(Self.persons)
        let grain = finding.sources[0].grain
        #expect(grain.unit == "person" && grain.basis == "identifiers" && grain.column == "id")
        #expect(grain.rows == 12 && grain.incidents == 4 && finding.used == 4)
        #expect(finding.filtered == ["same_incident": 8] && finding.rejectedTotal == 0)
        let line = try #require(finding.lines.first { $0.contains("each row is a person or another part") })
        #expect(
            line.hasSuffix("12 rows, 4 incidents: each row is a person or another part of an incident, told by \"id\""))
        #expect(finding.lines.contains { $0.contains("same_incident: a further row, such as another person") })
        let json = String(decoding: try JSONEncoder().encode(finding), as: UTF8.self)
        #expect(json.contains("\"incidents\":4") && json.contains("\"unit\":\"person\""))
    }

    @Test func whatIsAskedForIsSaid() throws {
        let pairs = Self.persons.split(separator: "\n").enumerated().filter { $0.offset % 3 != 0 || $0.offset == 0 }
        let text = pairs.map { $0.element + "\n" }.joined()
        let finding = try finding(text) { $0.source.grain = .incident }
        #expect(finding.sources[0].grain.basis == "asked" && finding.rejected == ["duplicate_id": 4])
        #expect(finding.lines.contains { $0.hasSuffix("8 rows, 4 incidents: each row is an incident, as was said") })
    }

    @Test func precisionAndPublisherAreSaid() throws {
        let header = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,LSOA code,Crime type\n"
        let finding = try finding(header + "a,2024-03,West Midlands,West Midlands,-1.51,52.41,E01,Robbery\n")
        #expect(finding.sources[0].origin == "police.uk" && finding.precision.months == 1)
        #expect(finding.lines.contains("Times: 0 to the minute, 0 to the hour, 0 as ranges, 0 by day, 1 by month"))
    }

    @Test func theGrainIsASettingOfAFile() throws {
        let yaml =
            "study_area: { file: a.geojson }\ncalendar: { file: c.yml }\nperiod: { from: 2024-01-01, to: 2024-06-30 }\n"
            + "incidents: [{ file: a.csv, grain: person }]\n"
        let plan = try PlanFile(yaml: yaml, file: "plan.yml", folder: ".")
        #expect(plan.study.incidents.map(\.source.grain) == [.person])
        #expect(plan.withoutSources.study.incidents.map(\.source.grain) == [.person])
        #expect(plan.records.contains { $0.key.hasSuffix("grain") && $0.value == "person" })
        #expect(throws: (any Error).self) {
            try PlanFile(yaml: yaml.replacing("person", with: "persons"), file: "plan.yml", folder: ".")
        }
    }
}
