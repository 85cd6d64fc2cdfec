import Foundation
import HomewardCore
import HomewardPublishing
import Testing

@Suite("A place to publish to is tried before any work is done")
struct PublishingCheckTests {
    private func folder() -> String { NSTemporaryDirectory() + "/homeward-staging-\(UUID().uuidString)" }

    @Test("A target that cannot be made is an error that says what to do, and a look at it leaves nothing behind")
    func probes() throws {
        let target = folder()
        _ = try Publisher(directory: target).prepare()
        #expect(!FileManager.default.fileExists(atPath: target))
        let file = folder()
        try Data().write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: FileError.self) { _ = try Publisher(directory: file + "/out").prepare() }
    }

    @Test("A run from before the list of files is known by its record")
    func unlisted() throws {
        let target = folder()
        defer { try? FileManager.default.removeItem(atPath: target) }
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        for name in ["areas.geojson", "rejects.csv", "map.qgz"] { try AtomicFile.write("old", to: target + "/" + name) }
        #expect(throws: FileError.foreignFiles(folder: target, names: ["areas.geojson", "map.qgz", "rejects.csv"])) {
            _ = try Publisher(directory: target).prepare()
        }
        try AtomicFile.write(#"{"versions":{"homeward":"0.1.0"}}"#, to: target + "/run.json")
        let delivery = try Publisher(directory: target).prepare()
        try delivery.write("new", to: "run.json")
        try delivery.deliver()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: target).sorted() == [
                ".homeward", "map.qgz", "run.json",
            ])
    }
}
