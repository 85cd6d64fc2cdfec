import Foundation
import Testing

/// What the command writes arrives or is told, and never where it does harm.
@Suite struct OutputTests {
    let scratch: Scratch
    let geoData = BuiltCommand.project.appending(path: "GeoData").path

    init() throws {
        scratch = try Scratch()
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
    }

    /// Runs the command from a shell, whose redirections are what is tested.
    private func shell(_ line: String) throws -> (code: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", line, try BuiltCommand.executable().path]
        process.currentDirectoryURL = scratch.url
        let words = Pipe()
        process.standardError = words
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: words.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: [
            "check incidents.csv --json", "check incidents.csv", "--help", "check --help", "--version", "plan --keys",
            "doctor --json", "hotspots incidents.csv --method count --out -",
        ])
    func wordsThatDoNotArriveAreToldByTheCode(call: String) throws {
        for place in [">/dev/full", ">&-"] {
            let answer = try shell("\"$0\" \(call) \(place)")
            #expect(answer.code == 73, "\(call) \(place): \(answer.words)")
            #expect(answer.words.hasPrefix("homeward: standard output: cannot be written: "), "\(answer.words)")
            #expect(answer.words.split(separator: "\n").count == 1, "\(answer.words)")
        }
    }

    @Test func aReaderThatGoesAwayIsTold() throws {
        let answer = try shell("{ \"$0\" plan --keys; echo code $? >&2; } | true")
        // The reader may end before the first byte or after the last; a signal, 141, is neither.
        #expect(answer.words.contains("code 73") || answer.words == "code 0\n", "\(answer.words)")
    }

    /// With standard output closed the first file that is opened gets its number.
    @Test func aClosedStandardOutputDoesNotReachAFile() throws {
        #expect(try shell("\"$0\" hotspots incidents.csv --method count --out cells.gpkg >&- 2>&-").code == 0)
        #expect(
            try Data(contentsOf: URL(filePath: scratch.path("cells.gpkg"))).starts(with: Data("SQLite format 3".utf8)))
        #expect(try shell("\"$0\" check incidents.csv >&-").code == 73)
        #expect(try String(contentsOfFile: scratch.path("incidents.csv"), encoding: .utf8) == Extract.csv())
    }

    @Test(arguments: [
        "check incidents.csv --rejects incidents.csv", "check incidents.csv --rejects other.csv",
        "hotspots incidents.csv --out incidents.csv",
        "hotspots incidents.csv --areas areas.geojson --out ./areas.geojson",
        "patrols incidents.csv --first-day 2025-09-08 --out p.geojson --visits incidents.csv",
        "check incidents.csv >>incidents.csv",
        "peaks incidents.csv --calendar calendar.yml --areas areas.geojson --out x.geojson --json >>areas.geojson",
        "streets streets.geojson --out streets.geojson",
        "simulate streets --areas areas.geojson --schools a --stops b --out areas.geojson",
    ])
    func noOutputIsAnInput(call: String) throws {
        for name in ["areas.geojson", "calendar.yml"] {
            try FileManager.default.copyItem(atPath: geoData + "/" + name, toPath: scratch.path(name))
        }
        _ = try scratch.write("{}", to: "streets.geojson")
        link(scratch.path("incidents.csv"), scratch.path("other.csv"))
        let before = try scratch.contents(of: ".")
        let answer = try shell("\"$0\" \(call)")
        #expect(answer.code == 73, "\(answer.words)")
        #expect(answer.words.contains("which is to be read") || answer.words.contains("to be read and to be written"))
        #expect(try scratch.contents(of: ".") == before)
    }

    @Test func theFolderOfTheInputsStaysAsItIs() throws {
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: "incidents.csv"), to: "plan.yml")
        let before = try scratch.contents(of: ".")
        let name = scratch.url.lastPathComponent
        for (folder, target) in [(scratch.url, "."), (scratch.url.deletingLastPathComponent(), name)] {
            let answer = try BuiltCommand.run(
                ["plan", name == target ? "\(name)/plan.yml" : "plan.yml", "--out", target], in: folder)
            #expect(answer.code == 73, "\(answer.words)")
            #expect(try scratch.contents(of: ".") == before)
        }
    }

    @Test func anOutputOfTheEarlierRunCannotBeAnInputOfTheNext() throws {
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: "incidents.csv"), to: "plan.yml")
        let first = try BuiltCommand.run(["plan", "plan.yml", "--out", "out"], in: scratch.url)
        try #require(first.code == 0, "\(first.words)")
        let before = try scratch.contents(of: "out")
        let second = try BuiltCommand.run(
            ["plan", "plan.yml", "--out", "out", "--set", "areas.file=out/areas.geojson"], in: scratch.url)
        #expect(second.code == 73)
        #expect(second.words.contains("out/areas.geojson"))
        #expect(try scratch.contents(of: "out") == before)
    }

    @Test(arguments: ["cells.gpkg", "cells.geojson", "cells.csv", "cells.shp"])
    func aLimitOnTheSizeOfFilesIsTold(name: String) throws {
        _ = try scratch.write(Extract.csv(rows: 4000), to: "many.csv")
        let answer = try shell(
            "ulimit -f 16; \"$0\" hotspots many.csv --method count --cells all --out \(name) --study-area Hillfields --areas '\(geoData)/areas.geojson' --cell 20"
        )
        #expect(answer.code == 73, "\(answer.words)")
        #expect(answer.words.contains("ulimit -f"), "\(answer.words)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted() == [
                "incidents.csv", "many.csv",
            ])
    }

    @Test func aPlanThatIsNoUTF8IsBadData() throws {
        _ = try scratch.write(Data("title: caf".utf8) + Data([0xE9, 0x0A]), to: "plan.yml")
        let answer = try BuiltCommand.run(["plan", "plan.yml", "--out", "out"], in: scratch.url)
        #expect(answer.code == 65 && answer.words.contains("save it as UTF-8"))
    }

    @Test func anArchiveByTheNameOfATableIsTold() throws {
        _ = try scratch.write(Data([0x1F, 0x8B, 8, 0, 1, 2, 3, 4]), to: "packed.csv")
        let answer = try BuiltCommand.run(["check", "packed.csv"], in: scratch.url)
        #expect(answer.code == 65)
        #expect(
            answer.words
                == "homeward: packed.csv: this is a gzip archive; unpack it first and name the file that was in it\n")
    }

    @Test(arguments: [
        "check e.csv", "check $(printf 'n\\033[31m.csv')", "check incidents.csv --$(printf 'x\\033[31m') y",
    ])
    func nothingSteersTheTerminal(call: String) throws {
        _ = try scratch.write("date,time,east\u{1B}[31ming,no\u{202E}rth\n2024-01-01,15:00,1,2\n", to: "e.csv")
        let answer = try shell("\"$0\" \(call)")
        #expect(answer.code != 0 && answer.words.contains("\\u{1b}[31m"), "\(answer.words)")
        #expect(answer.words.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(!answer.words.contains("\u{202E}"))
    }

    @Test func yearsThatStandForNoDateAreRejected() throws {
        let rows =
            "crime_ref,date,time,easting,northing\nA,0000-01-01,15:00,433900,279500\nB,9999-12-31,15:00,433900,279500\n"
            + (1...9).map { "C\($0),2024-01-0\($0),15:00,433900,279500\n" }.joined()
        _ = try scratch.write(rows, to: "years.csv")
        let answer = try BuiltCommand.run(["check", "years.csv"], in: scratch.url)
        #expect(answer.output.contains("11 rows read = 9 used + 0 filtered + 2 rejected"), "\(answer.output)")
        #expect(answer.output.contains("2  bad_date"))
        for value in ["0000-01-01", "9999-12-31"] {
            let refused = try BuiltCommand.run(["check", "years.csv", "--from", value], in: scratch.url)
            #expect(refused.code == 64 && refused.words.contains("1900 to 2200"), "\(refused.words)")
        }
    }

    /// Where no browser is, nothing is written anew and the words say what to install.
    @Test func sheetsNeedABrowserToBecomePDF() throws {
        let plan = try scratch.write(
            Extract.plan(geoData: geoData, incidents: scratch.path("incidents.csv")), to: "plan.yml")
        let out = scratch.path("out")
        #expect(try BuiltCommand.run(["plan", plan, "--out", out, "--quiet"]).code == 0)
        try FileManager.default.removeItem(atPath: out + "/tasking.html")
        let answer = try BuiltCommand.run(["report", out, "--pdf"], environment: ["PATH": scratch.path("bin")])
        #expect(answer.code == 69 && answer.output.isEmpty, "\(answer.words)")
        #expect(answer.words.contains("install it (Debian: chromium)"), "\(answer.words)")
        #expect(!FileManager.default.fileExists(atPath: out + "/tasking.html"))

        // A program of that name that prints.
        let browser = try scratch.write(
            "#!/bin/sh\nfor word; do case \"$word\" in --print-to-pdf=*) printf '%%PDF-' > \"${word#*=}\" ;; esac; done\n",
            to: "bin/chromium")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: browser)
        let printed = try BuiltCommand.run(
            ["report", out, "--pdf", "--json"], environment: ["PATH": scratch.path("bin")])
        #expect(printed.code == 0, "\(printed.words)")
        #expect(printed.output.contains("sheets/R1.pdf") && printed.output.contains("tasking.pdf"))
        #expect(FileManager.default.fileExists(atPath: out + "/sheets/R1.pdf"))

        // The next run is another plan: what was printed of the earlier one goes, and that is told.
        let again = try BuiltCommand.run(["plan", plan, "--out", out])
        #expect(again.code == 0 && again.words.contains("tasking.pdf went with the earlier run"), "\(again.words)")
        #expect(!FileManager.default.fileExists(atPath: out + "/sheets/R1.pdf"))
    }
}
