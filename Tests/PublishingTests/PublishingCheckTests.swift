import Foundation
import HomewardCore
import HomewardPublishing
import Testing

@Suite("A place to publish to is tried before any work is done")
struct PublishingCheckTests {
    private func folder() -> String { NSTemporaryDirectory() + "/homeward-staging-\(UUID().uuidString)" }

    @Test("A target that cannot be made is an error that says what to do, and a probe leaves nothing behind")
    func probes() throws {
        let target = folder()
        try Publisher(directory: target).check()
        #expect(!FileManager.default.fileExists(atPath: target))
        let file = folder()
        try Data().write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: FileError.self) { try Publisher(directory: file + "/out").check() }
    }
}
