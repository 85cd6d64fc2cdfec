import Foundation
import Testing

/// Other spellings of verbs do the same.
@Suite struct SpellingTests {
    private static let sample = BuiltCommand.project.appending(path: "Samples/incidents.csv").path
    private static let rest = [
        "--age-under", "25", "--cell", "1000", "--from", "2024-01-01", "--to", "2024-12-31", "--json", "--quiet",
    ]

    @Test("hotspots --method emerging is the verb emerging, wherever the option stands")
    func emerging() throws {
        let plain = try BuiltCommand.run(["emerging", Self.sample] + Self.rest)
        try #require(plain.code == 0, "\(plain.words)")
        #expect(plain.output.contains("\"patterns\""))
        for arguments in [
            ["hotspots", "--method", "emerging", Self.sample] + Self.rest,
            ["hotspots", Self.sample] + Self.rest + ["--method=emerging"],
        ] {
            let spelled = try BuiltCommand.run(arguments)
            #expect(spelled.code == 0 && spelled.output == plain.output, "\(spelled.words)")
        }
        let help = try BuiltCommand.run(["hotspots", "--method", "emerging", "--help"])
        #expect(help.code == 0 && help.output.contains("new, last or fade"))
    }

    @Test("What only looks like it stays as it is")
    func others() throws {
        let counts = try BuiltCommand.run(
            ["hotspots", Self.sample, "--method", "count", "--cell", "1000", "--json", "--quiet"])
        #expect(counts.code == 0 && !counts.output.contains("\"patterns\""))
        // An option of the verb emerging is none of the other methods.
        #expect(try BuiltCommand.run(["hotspots", Self.sample, "--step", "month"]).code == 64)
        #expect(try BuiltCommand.run(["hotspots", Self.sample, "--method", "emerge"]).code == 64)
        #expect(try BuiltCommand.run(["peaks", Self.sample, "--method", "emerging"]).code == 64)
    }
}
