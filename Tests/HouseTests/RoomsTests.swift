import Foundation
import Testing

/// What the build cannot see: `Package.swift` states the arrows between rooms and the build refuses any other import.
@Suite struct RoomsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func everyFolderOfSourcesIsARoomOfThePackage() throws {
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        for folder in folders {
            #expect(manifest.contains("name: \"\(folder)\""), "\(folder) is no target of the package")
        }
        #expect(folders.count > 12)
    }

    /// A re-exported C module would let a room below name its symbols without an import of its own.
    @Test func noRoomHandsOnACLibrary() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var read = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for library in ["CGEOS", "CPROJ", "CGDAL", "CSQLITE", "CCRYPTO", "CICAL", "COSMIUM", "CLOADER"] {
                #expect(!text.contains("public import \(library)"), "\(file.lastPathComponent) hands on \(library)")
                #expect(!text.contains("@_exported import"), "\(file.lastPathComponent)")
            }
            read += 1
        }
        #expect(read > 50)
    }

    /// A function without a trampoline does not link; a trampoline that nobody calls would be carried along, and a library that
    /// lacks it be refused for nothing.
    @Test(arguments: [("CGDAL", "Layers"), ("CPROJ", "Geometry")])
    func everyTrampolineIsCalled(library: String, room: String) throws {
        let list = try String(
            contentsOf: Self.root.appending(path: "Sources/\(library)/\(library).cpp"), encoding: .utf8)
        let names = list.matches(of: /X\([0-9]+, (\w+)\)/).map { String($0.1) }
        #expect(names.count > 40 && names == names.sorted())
        var code = ""
        for folder in ["Sources", "Tests"] {
            let place = Self.root.appending(path: folder).appending(path: folder == "Tests" ? room + "Tests" : room)
            let files = try #require(FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" {
                code += try String(contentsOf: file, encoding: .utf8)
            }
        }
        for name in names { #expect(code.contains("\(name)(") || code.contains("(\(name))"), "nobody calls \(name)") }
    }
}
