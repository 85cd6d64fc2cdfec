import Foundation
import Testing

/// A command that is told to stop stops at once and leaves nothing half-done; two do not write to one place.
@Suite struct InterruptionTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        let geoData = BuiltCommand.project.appending(path: "GeoData").path
        // So many permutations that a run does not end by itself before the test does.
        let plan = Extract.plan(geoData: geoData, incidents: incidents).replacing(
            "permutations: 99", with: "permutations: 99999")
        _ = try scratch.write(plan, to: "plan.yml")
        _ = try scratch.write(plan.replacing("permutations: 99999", with: "permutations: 99"), to: "short.yml")
    }

    /// Starts a run into `out` and returns when it has made its hidden folder.
    private func start() throws -> Process {
        let process = Process()
        process.executableURL = try BuiltCommand.executable()
        process.arguments = ["plan", "plan.yml", "--out", "out"]
        process.currentDirectoryURL = scratch.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<6000 where process.isRunning {
            if FileManager.default.fileExists(atPath: scratch.path(".out.homeward/process")) { break }
            usleep(10_000)
        }
        return process
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func aSignalEndsTheRunCleanly(signal: Int32, code: Int32) throws {
        let before = try names()
        let process = try start()
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == code)
        #expect(try names() == before)
    }

    /// `nohup` and a script's background job have a signal ignored on purpose.
    @Test func anIgnoredSignalStaysIgnored() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "trap '' HUP; \"$0\" plan short.yml --out out >/dev/null & sleep 0.2; kill -HUP $!; wait $!",
            try BuiltCommand.executable().path,
        ]
        process.currentDirectoryURL = scratch.url
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(FileManager.default.fileExists(atPath: scratch.path("out/run.json")))
    }

    @Test func aSecondRunIntoTheSameFolderIsRefusedWhileTheFirstLives() throws {
        let first = try start()
        let second = try BuiltCommand.run(["plan", "short.yml", "--out", "out"], in: scratch.url)
        #expect(second.code == 73)
        #expect(second.words.contains("out: another run, process \(first.processIdentifier), is writing there"))
        // A dead process holds nothing, however it died.
        kill(first.processIdentifier, SIGKILL)
        first.waitUntilExit()
        #expect(try names().contains(".out.homeward"))
        let third = try BuiltCommand.run(["plan", "short.yml", "--out", "out"], in: scratch.url)
        #expect(third.code == 0, "\(third.words)")
        #expect(try !names().contains(".out.homeward"))
    }
}
