import Foundation
import HomewardFixtures
import Testing

@testable import HomewardReport

@Suite("The report in a browser")
struct BrowserTests {
    static let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(
        "The map is drawn and the console stays empty",
        .enabled(if: chromium != nil, "chromium is not installed"),
        .enabled(if: Leaflet.isAvailable, "Leaflet is not installed: apt install libjs-leaflet"))
    func drawsMap() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "homeward-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("report.html")
        try Data(try ReportPage(material: ReportFixture.material(), leaflet: Leaflet()).text.utf8).write(to: page)

        let (document, messages) = try run(page, in: folder)
        #expect(holds(document, "data-map=\"drawn\""))
        #expect(holds(document, "data-drawn-hotspots=\"27\""))
        #expect(holds(document, "data-drawn-routes=\"1\""))
        #expect(holds(document, "data-drawn-patrol-areas=\"2\""))
        #expect(holds(document, "<canvas class=\"leaflet-zoom-animated\""))
        #expect(holds(document, "leaflet-control-layers-overlays"))
        #expect(!holds(document, "<title>owned"))
        let complaints = messages.split(separator: "\n").filter { $0.contains("CONSOLE") }
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }

    /// Whether the document holds a text; apart, so that a failure does not print all of it.
    private func holds(_ document: String, _ text: String) -> Bool { document.contains(text) }

    private func run(_ page: URL, in folder: URL) throws -> (document: String, messages: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.chromium))
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--user-data-dir=\(folder.path)/profile", "--window-size=1280,1600", "--virtual-time-budget=5000",
            "--enable-logging=stderr", "--v=0", "--dump-dom", page.absoluteString,
        ]
        // Files and not pipes: a browser says more than a pipe holds before anyone reads it.
        let output = folder.appendingPathComponent("dom.html")
        let errors = folder.appendingPathComponent("errors.txt")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return (
            String(decoding: try Data(contentsOf: output), as: UTF8.self),
            String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }
}
