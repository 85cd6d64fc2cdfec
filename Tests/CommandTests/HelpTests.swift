import Foundation
import Testing

/// What the help says can be done as it stands there.
@Suite struct HelpTests {
    static let commands = [
        ["plan"], ["init"], ["check"], ["peaks"], ["hotspots"], ["emerging"], ["density"], ["clusters"], ["scan"],
        ["score"],
        ["repeats"],
        ["routes"], ["patrols"], ["trends"], ["monitor"], ["concentration"], ["ripley"], ["sources"],
        ["evaluate"], ["measures"], ["design"],
        ["simulate", "streets"],
        ["simulate", "incidents"],
    ]

    /// The first example of a help text, the words of one call.
    private func example(in help: String) throws -> [String] {
        let lines = help.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let start = try #require(lines.firstIndex { $0.hasPrefix("homeward ") })
        var call = ""
        for line in lines[start...] {
            call += line.hasSuffix("\\") ? String(line.dropLast()) + " " : line
            if !line.hasSuffix("\\") { break }
        }
        return call.split(separator: " ").map(String.init)
    }

    @Test(arguments: commands)
    func theExampleRuns(_ command: [String]) throws {
        let scratch = try Scratch()
        for folder in ["Samples", "GeoData"] {
            try FileManager.default.createSymbolicLink(
                at: scratch.url.appending(path: folder),
                withDestinationURL: BuiltCommand.project.appending(path: folder))
        }
        let help = try BuiltCommand.run(command + ["--help"])
        #expect(help.code == 0)
        let words = try example(in: help.output)
        #expect(words.starts(with: ["homeward"] + command))
        let answer = try BuiltCommand.run(Array(words.dropFirst()), in: scratch.url)
        #expect(answer.code == 0, "\(words.joined(separator: " ")): \(answer.words)")
        if let out = words.firstIndex(of: "--out") {
            #expect(FileManager.default.fileExists(atPath: scratch.path(words[out + 1])))
        }
    }

    @Test("No two options of a verb share a name", arguments: try CommandTree.verbs())
    func optionsAreApart(_ verb: CommandTree.Verb) {
        #expect(Set(verb.flags).count == verb.flags.count, "\(verb.flags.sorted())")
    }

    @Test func everyKeyOfAPlanIsListed() throws {
        let answer = try BuiltCommand.run(["plan", "--keys"])
        #expect(answer.code == 0)
        for key in ["hotspots.cell_m", "chaperones.teams", "patrols.visits_per_day", "incidents[].age_under", "seed"] {
            #expect(answer.output.contains(key))
        }
    }

    @Test(arguments: [[], ["plan"], ["plan", "a.yml"], ["peaks"], ["hotspots", "a.csv", "--cell", "0"], ["nonsense"]])
    func wrongUsageEndsWith64(_ arguments: [String]) throws {
        let answer = try BuiltCommand.run(arguments)
        // Without arguments the help is shown, as one would wish.
        #expect(answer.code == (arguments.isEmpty ? 0 : 64), "\(answer.words)")
    }

    @Test func doctorTellsWhatIsHere() throws {
        let answer = try BuiltCommand.run(["doctor"])
        #expect([0, 69].contains(answer.code))
        for part in ["geos", "proj", "gdal", "OSTN15", "Leaflet"] { #expect(answer.output.contains(part)) }
    }
}
