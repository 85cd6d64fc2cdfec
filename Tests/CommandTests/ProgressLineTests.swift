import Foundation
import HomewardCore
import Testing

@testable import homeward

/// What stands on the line of progress, and when.
@Suite struct ProgressLineTests {
    @Test(
        arguments: [
            (0.5, 43, nil), (1, 0, nil), (1, 43, "Reading a.csv: 43 %, 2 s left"),
            (60, 10, "Reading a.csv: 10 %, 9 min left"),
            (30, 100, nil), (10, 99, "Reading a.csv: 99 %, 1 s left"),
        ] as [(Double, Int, String?)])
    func aShareAndTheTimeLeftAfterASecond(_ seconds: Double, _ done: Int, _ words: String?) {
        let progress = WorkProgress("Reading a.csv", done: done, total: 100)
        #expect(TerminalProgress.words(progress, after: .seconds(seconds)) == words)
    }

    /// On a terminal the step is shown and wiped; on a pipe nothing is.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/script"), "script is not here"))
    func onATerminalOnly() throws {
        let scratch = try Scratch()
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write(
            Extract.plan(geoData: BuiltCommand.project.appending(path: "GeoData").path, incidents: incidents),
            to: "plan.yml")
        let plan = ["plan", "plan.yml", "--out", "out"]
        let piped = try BuiltCommand.run(plan, in: scratch.url)
        #expect(piped.code == 0 && piped.words.isEmpty, "\(piped.words)")
        let command = "'\(try BuiltCommand.executable().path)' " + plan.joined(separator: " ")
        for (call, isShown) in [(command, true), (command + " --quiet", false)] {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/script")
            process.arguments = ["-qec", call, "/dev/null"]
            process.currentDirectoryURL = scratch.url
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = pipe
            try process.run()
            let shown = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(shown.contains("Finding peaks and hotspots, reading streets …") == isShown, "\(shown)")
        }
    }
}
