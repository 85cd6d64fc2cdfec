import Foundation
import HomewardFixtures
import HomewardWorkflow
import Testing

@testable import HomewardReport

/// The monthly figures in words, as records and as pages.
@Suite struct MonitorPictureTests {
    @Test("Words, records and pages tell of every group, and a name is never markup")
    func words() throws {
        let finding = try ReportFixture.monitorFinding()
        #expect(finding.groups.map(\.kind) == ["whole", "area", "area", "elsewhere"])
        let lines = finding.lines
        for group in finding.groups {
            #expect(lines.contains { $0.hasPrefix("\(group.name), December 2024: ") }, "\(group.name)")
        }
        #expect(lines.contains { $0.contains("by residents") })
        let months = finding.groups.reduce(0) { $0 + $1.months.count }
        #expect(finding.records.count == months && months == 4 * 36)
        let columns = MonitorFinding.about.table?.columns.count
        #expect(finding.records.allSatisfy { $0.count == columns })
        // The last months have twice as many, and say so.
        #expect(finding.groups[0].months.last?.verdict == "far_above")
        #expect(finding.groups[0].yearOnYear?.ratio.map { $0 > 1 } == true)
        let names = MonitorPicture.names(finding)
        #expect(Set(names).count == 4 && names[1] == "01-west")
        #expect(
            names.allSatisfy { name in name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } })
        for index in finding.groups.indices {
            let text = MonitorPicture(finding, group: index, exercise: index == 0 ? "EXERCISE: made-up incidents" : nil)
                .text
            #expect(!text.contains("<script") && text.contains("EXERCISE") == (index == 0))
            #expect(text.contains("Twelve months: ") && text.contains("<polyline"))
        }
        // A page that leaves by itself says who may see it, and that there is more where there is no room.
        let long = (1...80).map { "assumption \($0)" }
        let noted = MonitorPicture(
            finding, group: 0, exercise: nil, notes: ["internal: may show single incidents"] + long
        ).text
        #expect(noted.contains("internal: may show single incidents. assumption 1. assumption 2."))
        #expect(noted.contains("… (more in the table)") && !noted.contains("assumption 80"))
        let back = try JSONDecoder().decode(MonitorFinding.self, from: JSONEncoder().encode(finding))
        #expect(back == finding)
    }

    @Test("PNG is made of a picture, and what is none is refused by name")
    func png() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-png-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "-page.svg")
        try Data(MonitorPicture(try ReportFixture.monitorFinding(), group: 0, exercise: nil).text.utf8).write(to: file)
        let broken = folder.appending(path: "broken.svg")
        try Data("<svg".utf8).write(to: broken)
        guard PNGPicture.isThere else {
            #expect(throws: PNGPicture.Fault.missing) { try PNGPicture.data(of: file.path) }
            #expect(PNGPicture.Fault.missing.description.contains("librsvg2-bin"))
            return
        }
        #expect(try PNGPicture.data(of: file.path).prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        do {
            _ = try PNGPicture.data(of: broken.path)
            Issue.record("a broken picture became PNG")
        } catch {
            #expect(error.description.contains("broken.svg"), "\(error)")
        }
    }
}
