import Foundation
import Testing

@testable import HomewardPublishing

@Suite("Files take their places together")
struct StagingTests {
    private func folder() -> String { NSTemporaryDirectory() + "/homeward-staging-\(UUID().uuidString)" }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("A run replaces the former one, removes its stale tracks and leaves other files alone")
    func replaces() throws {
        let target = folder()
        defer { try? FileManager.default.removeItem(atPath: target) }
        try FileManager.default.createDirectory(atPath: target + "/gpx", withIntermediateDirectories: true)
        for name in ["run.json", "gpx/R9.gpx", "gpx/mine.gpx", "notes.txt"] {
            try Data("old".utf8).write(to: URL(fileURLWithPath: target + "/" + name))
        }
        let staging = try Staging(target: target)
        try staging.write("new", to: "run.json")
        try staging.write("new", to: "gpx/R1.gpx")
        #expect(text(target + "/run.json") == "old")
        try staging.deliver(staging.files(), stale: ["gpx/R9.gpx"])
        staging.clear()
        #expect(text(target + "/run.json") == "new")
        #expect(text(target + "/gpx/R1.gpx") == "new")
        #expect(text(target + "/gpx/R9.gpx") == nil)
        #expect(text(target + "/gpx/mine.gpx") == "old")
        #expect(text(target + "/notes.txt") == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: target).allSatisfy { !$0.hasPrefix(".homeward") })
    }

    @Test("If one file cannot take its place, the former run stays whole")
    func rollsBack() throws {
        let target = folder()
        defer { try? FileManager.default.removeItem(atPath: target) }
        try FileManager.default.createDirectory(atPath: target + "/gpx", withIntermediateDirectories: true)
        try Data("old".utf8).write(to: URL(fileURLWithPath: target + "/a.txt"))
        let staging = try Staging(target: target)
        try staging.write("new", to: "a.txt")
        let files = staging.files() + [PublishedFile(name: "missing.txt", bytes: 0)]
        #expect(throws: PublishingError.self) { try staging.deliver(files, stale: []) }
        staging.clear()
        #expect(text(target + "/a.txt") == "old")
        #expect(text(target + "/missing.txt") == nil)
    }

    @Test("A target that cannot be made is an error that says what to do, and a probe leaves nothing behind")
    func probes() throws {
        let target = folder()
        try Publisher(directory: target).check()
        #expect(!FileManager.default.fileExists(atPath: target))
        let file = folder()
        try Data().write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: PublishingError.self) { try Publisher(directory: file + "/out").check() }
    }
}
