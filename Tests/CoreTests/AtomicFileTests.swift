import Foundation
import Testing

@testable import HomewardCore

@Suite struct AtomicFileTests {
    struct Stop: Error {}

    @Test func writesAndReplaces() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.txt")
        try AtomicFile.write("first\n", to: path)
        try AtomicFile.write(Array("second\n".utf8), to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "second\n")
        #expect(try folder.names() == ["a.txt"])
    }

    @Test func leavesTheEarlierFileWholeWhenTheWriterFails() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.txt")
        try AtomicFile.write("first\n", to: path)
        #expect(throws: Stop.self) {
            try AtomicFile.withTemporary(beside: path) { temporary in
                try "half".write(toFile: temporary, atomically: false, encoding: .utf8)
                throw Stop()
            }
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "first\n")
        #expect(try folder.names() == ["a.txt"])
    }

    @Test func saysThatTheDirectoryIsMissing() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("none/a.txt")
        let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: path) }
        let text = try #require(error?.description)
        #expect(text.hasPrefix(path))
        #expect(text.contains("\(folder.path("none")) does not exist; create it first"))
        #expect(error?.trouble == .cannotWrite)
    }

    @Test func saysThatADirectoryStandsThere() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: folder.path) }
        #expect(error?.description.contains("a folder stands at that path") == true)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
    func saysThatTheDiskIsFull() {
        let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: "/dev/full") }
        #expect(error == .diskFull("/dev/full"))
    }

    @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
    func saysThatThereIsNoPermission() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: folder.path("a.txt")) }
        #expect(error?.description.contains("there is no permission") == true)
    }

    @Test func theDiskFullSentenceSaysWhatToDo() {
        #expect(
            FileError.diskFull("a.txt").description
                == "a.txt: cannot be written: the disk is full; free some space or choose another place")
    }

    @Test func keepsASymbolicLinkAndReplacesWhatItLeadsTo() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write("first", to: folder.path("real.txt"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.txt"), withDestinationPath: folder.path("real.txt"))
        try AtomicFile.write("second", to: folder.path("link.txt"))
        #expect(try String(contentsOfFile: folder.path("real.txt"), encoding: .utf8) == "second")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.txt")).hasSuffix("real.txt"))
    }
}
