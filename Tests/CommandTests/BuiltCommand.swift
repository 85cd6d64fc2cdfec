import Foundation
import Testing

/// The built command, run as its user would.
struct BuiltCommand {
    struct Answer {
        let code: Int32
        let output: String
        let words: String
    }

    /// The project's folder.
    static let project = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The command that HOMEWARD_COMMAND names, or else the one that was built beside the tests.
    static func executable() throws -> URL {
        if let named = ProcessInfo.processInfo.environment["HOMEWARD_COMMAND"] { return URL(filePath: named) }
        let beside = Bundle.allBundles.map(\.bundleURL) + CommandLine.arguments.map { URL(filePath: $0) }
        let folders = beside.map { $0.deletingLastPathComponent() } + beside
        let found = folders.map { $0.appending(path: "homeward") }.first {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0.path, isDirectory: &isFolder) && !isFolder.boolValue
        }
        return try #require(found, "the command is not built")
    }

    /// Runs `homeward` with `arguments` in `folder`, with no standard input; `watcher` is a program that runs another, with
    /// its own arguments.
    static func run(
        _ arguments: [String], in folder: URL = project, environment extra: [String: String] = [:],
        under watcher: [String] = []
    ) throws -> Answer {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let outFile = scratch.appending(path: "out")
        let wordFile = scratch.appending(path: "words")
        _ = FileManager.default.createFile(atPath: outFile.path, contents: nil)
        _ = FileManager.default.createFile(atPath: wordFile.path, contents: nil)

        let process = Process()
        let command = try watcher + [executable().path] + arguments
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(extra) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: wordFile)
        try process.run()
        process.waitUntilExit()
        return Answer(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: try Data(contentsOf: outFile), as: UTF8.self),
            words: String(decoding: try Data(contentsOf: wordFile), as: UTF8.self))
    }
}

/// A folder that lives as long as a test.
final class Scratch: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    func write(_ data: Data, to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file.path
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Every file below the folder with its bytes.
    func contents(of name: String) throws -> [String: Data] {
        let folder = url.appending(path: name)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            var isFolder: ObjCBool = false
            let file = folder.appending(path: path)
            if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue {
                files[path] = try Data(contentsOf: file)
            }
        }
        return files
    }
}
