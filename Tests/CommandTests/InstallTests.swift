import Foundation
import Testing

/// `make install`: the command with its completions and manual pages, and all of it gone again.
@Suite struct InstallTests {
    private func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, words: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let words = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, words)
    }

    @Test func everythingIsInstalledAndTakenAwayAgain() throws {
        let scratch = try Scratch()
        let install = BuiltCommand.project.appending(path: "Documentation/install").path
        let prefix = scratch.path("usr")
        let answer = try run(install, [BuiltCommand.executable().path, prefix])
        #expect(answer.code == 0, "\(answer.words)")
        let files = try scratch.contents(of: "usr")
        let pages = try CommandTree.verbs().map { verb in
            "share/man/man1/" + (verb.path.isEmpty ? "homeward" : "homeward-" + verb.path.joined(separator: "-")) + ".1"
        }
        let wanted =
            [
                "bin/homeward", "share/bash-completion/completions/homeward", "share/zsh/site-functions/_homeward",
                "share/fish/vendor_completions.d/homeward.fish",
            ] + pages
        #expect(Set(files.keys) == Set(wanted))
        #expect(files.values.allSatisfy { !$0.isEmpty })

        // The shell takes the completion, the installed command runs, and the pages are roff without a fault.
        #expect(try run("/bin/bash", ["-n", prefix + "/share/bash-completion/completions/homeward"]) == (0, ""))
        #expect(try run(prefix + "/bin/homeward", ["--version"]).code == 0)
        let plan = try #require(files["share/man/man1/homeward-plan.1"])
        let text = String(decoding: plan, as: UTF8.self)
        for word in [".TH \"HOMEWARD-PLAN\" 1", "\\fB\\-\\-strict\\fR", "Samples/coventry.yml"] {
            #expect(text.contains(word), "\(word)")
        }
        if FileManager.default.fileExists(atPath: "/usr/bin/groff") {
            for page in pages {
                let shown = try run("/usr/bin/groff", ["-man", "-Tutf8", "-ww", "-z", prefix + "/" + page])
                #expect(shown.code == 0 && shown.words.isEmpty, "\(page): \(shown.words)")
            }
        }

        let removed = try run(install, ["--remove", prefix])
        #expect(removed.code == 0, "\(removed.words)")
        #expect(try scratch.contents(of: "usr").isEmpty)
    }

    @Test func helpTellsOfCompletions() throws {
        #expect(try BuiltCommand.run(["--help"]).output.contains("--generate-completion-script bash"))
        for shell in ["bash", "zsh", "fish"] {
            let script = try BuiltCommand.run(["--generate-completion-script", shell])
            #expect(script.code == 0 && script.output.contains("hotspots"), "\(shell)")
        }
    }
}
