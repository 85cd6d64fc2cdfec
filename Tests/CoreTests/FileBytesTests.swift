import Foundation
import HomewardCore
import Testing

@Suite struct FileBytesTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: [0, 1, 1 << 20, 3 << 20 + 17]) func readsWhatStandsThere(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = folder.path("a.bin")
        try FileBytes.write(bytes, to: path)
        #expect(try FileBytes.contents(of: path) == bytes)
        #expect(try FileBytes.beginning(of: path, count: 1000) == Array(bytes.prefix(1000)))
        var pieces: [UInt8] = []
        try FileBytes.forEachPiece(of: path) { pieces.append(contentsOf: $0) }
        #expect(pieces == bytes)
    }

    @Test func whatCannotBeReadIsTold() throws {
        try FileBytes.write([], to: folder.path("empty"))
        #expect(throws: FileError.emptyFile(file: folder.path("empty"))) {
            try FileBytes.checkReadable(folder.path("empty"))
        }
        for none in [folder.path("none"), folder.path("empty/none")] {
            #expect(throws: FileError.noSuchFile(file: none)) { try FileBytes.checkReadable(none) }
            #expect(throws: FileError.noSuchFile(file: none)) { _ = try TextFile.contents(of: none) }
            #expect(throws: FileError.noSuchFile(file: none)) { _ = try InputFile(hashing: none) }
        }
        let error = #expect(throws: FileError.self) { _ = try FileBytes.contents(of: folder.path) }
        #expect(error?.description == "\(folder.path): a folder stands at that path; name a file in it")
        #expect(error?.trouble == .missingInput)
    }

    @Test func aReaderThatThrowsIsHeard() throws {
        struct Stop: Error {}
        try FileBytes.write([1], to: folder.path("a"))
        #expect(throws: Stop.self) { try FileBytes.forEachPiece(of: folder.path("a")) { _ in throw Stop() } }
    }

    @Test(arguments: [
        ("/a/b.csv", "/a", "b.csv", "b"), ("b.csv", ".", "b.csv", "b"), ("/b", "/", "b", "b"),
        ("a/.hidden", "a", ".hidden", ".hidden"), ("x/roads.osm.pbf", "x", "roads.osm.pbf", "roads.osm"),
    ])
    func pathsAreCut(_ path: String, directory: String, name: String, stem: String) {
        #expect(Path.directory(of: path) == directory)
        #expect(Path.name(of: path) == name)
        #expect(Path.stem(of: path) == stem)
    }
}
