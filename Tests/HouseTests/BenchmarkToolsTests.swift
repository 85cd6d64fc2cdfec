import Foundation
import Testing

/// The tools that time, count and write the page of results have tests of their own, in Python as they are.
@Suite struct BenchmarkToolsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func theToolsPassTheirTests() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-m", "unittest", "discover", "-s", "tests", "-p", "test_*.py"]
        process.currentDirectoryURL = Self.root.appending(path: "Benchmarks/tools")
        let environment = ["PYTHONPATH": ".", "PYTHONDONTWRITEBYTECODE": "1"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let words = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = words
        try process.run()
        let text = String(decoding: words.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
        let count = try #require(text.firstMatch(of: /Ran (\d+) tests/), "\(text)")
        #expect(Int(count.1) ?? 0 >= 20)
    }

    /// A release that is not pinned would make two pages of results of different software.
    @Test func everyPeerIsPinned() throws {
        let list = Self.root.appending(path: "Benchmarks/peers/requirements.txt")
        let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count > 10)
        for line in lines { #expect(line.contains("=="), "\(line)") }
    }
}
