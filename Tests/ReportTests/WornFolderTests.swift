import Foundation
import HomewardCore
import HomewardFixtures
import HomewardLayers
import HomewardPublishing
import Testing

@testable import HomewardReport

/// A folder that has been through hands: files missing, or another version's record. The page still answers, and says what is missing.
@Suite("A worn folder")
struct WornFolderTests {
    private func holds(_ page: String, _ text: String) -> Bool { Data(page.utf8).range(of: Data(text.utf8)) != nil }

    private func section(_ id: String, of page: String) throws -> String {
        let start = try #require(page.range(of: "<section id=\"\(id)\">"))
        let end = try #require(page[start.lowerBound...].range(of: "</section>"))
        return String(page[start.lowerBound..<end.upperBound])
    }

    @Test("The page of such a folder answers, and says what it cannot tell")
    func answers() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("homeward-worn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let folder = place.appendingPathComponent("out").path
        try Publisher(directory: folder).publish(RunFixture.results(in: place))
        try otherVersion(folder)
        try brokenFile(folder)
        try missingFiles(folder)
    }

    /// Each file that is missing is named, and nothing is said of what stood in it.
    private func missingFiles(_ folder: String) throws {
        let names = ["hotspots.geojson", "clusters.geojson", "posts.geojson", "patrol_areas.geojson", "homeward.gpkg"]
        for name in names { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        let page = try Report.html(directory: folder)
        for name in names.dropLast() {
            #expect(holds(page, "\(name) is not in this folder any more."), "\(name)")
        }
        #expect(holds(page, "Not in this folder any more: homeward.gpkg, hotspots.geojson"))
        #expect(!holds(try section("hotspots", of: page), "No cell is hot"))
        #expect(!holds(try section("clusters", of: page), "None was found"))
    }

    /// The record of another version leaves the layers, and says what is not told.
    private func otherVersion(_ folder: String) throws {
        let path = URL(fileURLWithPath: "\(folder)/run.json")
        let whole = try Data(contentsOf: path)
        let record = try #require(try JSONSerialization.jsonObject(with: whole) as? [String: Any])
        var older = record
        older["patrols"] = ["areas": []]
        older["versions"] = ["homeward": "0.0.9"]
        try JSONSerialization.data(withJSONObject: older).write(to: path)
        let page = try Report.html(directory: folder)
        #expect(holds(page, "Homeward 0.0.9 wrote this folder"))
        #expect(holds(page, "Coventry, a test") && holds(page, "internal: may show single incidents"))
        #expect(holds(page, "Posts of route R1") && holds(page, "Guardian patrol areas"))
        #expect(holds(page, "no evidence for the plan") && !holds(page, "How sure are we?"))
        for sentence in try #require(record["assumptions"] as? [String]) {
            #expect(holds(page, ("\(sentence)" as HTML).text), "\(sentence)")
        }
        // Whatever else it lacks, its audience holds: nothing for others goes over it, nor the force's own over theirs.
        #expect(throws: PublishingError.self) { try Publisher(directory: folder).check(for: .partner) }
        older["audience"] = "partner"
        try JSONSerialization.data(withJSONObject: older).write(to: path)
        #expect(throws: PublishingError.self) { try Publisher(directory: folder).check(for: .internal) }
        try Publisher(directory: folder).check(for: .partner)
        // What is no record at all stays an error.
        for text in ["", "[]", "{}", "{\"versions\": {\"qgis\": \"3\"}}", "no JSON"] {
            try Data(text.utf8).write(to: path)
            #expect(throws: JSONTextError.self, "\(text)") { try Report.html(directory: folder) }
        }
        try whole.write(to: path)
    }

    /// A file that is there and broken is an error that names it.
    private func brokenFile(_ folder: String) throws {
        let path = URL(fileURLWithPath: "\(folder)/posts.geojson")
        let whole = try Data(contentsOf: path)
        try Data("{\"type\": \"Feat".utf8).write(to: path)
        let error = #expect(throws: LayersError.self) { try Report.html(directory: folder) }
        #expect(error.map { "\($0)" }?.contains("posts.geojson") == true)
        try whole.write(to: path)
    }
}
