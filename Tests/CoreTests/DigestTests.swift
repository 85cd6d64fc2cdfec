import Foundation
import Testing

@testable import HomewardCore

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

    @Test func whatLibcryptoRefusesIsAnError() throws {
        let unknown = #expect(throws: DigestError.self) { _ = try RunningDigest(algorithm: "SHA-0.5") }
        #expect(unknown?.trouble == .unavailable)
        let digest = try RunningDigest()
        try digest.add([UInt8]("abc".utf8))
        #expect(try digest.finish().count == 32)
        #expect(throws: DigestError.self) { _ = try digest.finish() }
        #expect(throws: DigestError.self) { try digest.add([UInt8]("d".utf8)) }
    }
}
