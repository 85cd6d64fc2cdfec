import Foundation
import HomewardCore
import Testing

@Suite struct DigestTests {
    @Test func theDigestOfAFileIsThePublishedOne() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("abc".utf8).write(to: file)
        // FIPS 180-4, the example "abc".
        let input = try InputFile(hashing: file.path)
        #expect(input.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(input.bytes == 3)
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: FileError.self) { try InputFile(hashing: "nowhere.csv") }
    }
}
