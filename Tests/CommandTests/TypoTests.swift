import Foundation
import Testing

/// A slip in a verb, an option or a value is named with what was probably meant.
@Suite struct TypoTests {
    @Test(arguments: [
        (["plna"], ["plna", "did you mean plan?"]), (["hotspot", "a.csv"], ["hotspot", "did you mean hotspots?"]),
        (["simulate", "steets"], ["steets", "did you mean streets?"]),
        (["zzz"], ["zzz", "there are plan, init, check"]),
        (["hotspots", "a.csv", "--output", "b.geojson"], ["--output", "hotspots", "did you mean --out?"]),
        (["hotspots", "a.csv", "--ou", "b.geojson"], ["--ou", "did you mean --out?"]),
        (["hotspots", "a.csv", "--cel=5"], ["--cel", "did you mean --cell?"]),
        (["hotspots", "a.csv", "--methd", "gistar"], ["--methd", "did you mean --method?"]),
        (["hotspots", "a.csv", "--method", "gistr"], ["--method", "gistr", "did you mean gistar?"]),
        (["hotspots", "a.csv", "--days", "scool"], ["--days", "scool", "did you mean \"school\"?"]),
        (["plan", "a.yml", "--otu", "b"], ["--otu", "did you mean --out?"]),
        (["compare", "a", "b", "--jsn"], ["--jsn", "did you mean --json?"]),
        (["hotspots", "a.csv", "--hours", "15:18"], ["--hours", "write 15-18"]),
        (["hotspots", "a.csv", "--hours", "18-15"], ["--hours", "21 hours", "write 15-18"]),
        (["hotspots", "a.csv", "--hours", "3pm-6pm"], ["--hours", "write 15-18"]),
        (["hotspots", "a.csv", "--from", "01/09/2023"], ["--from", "write 2023-09-01", "1 September 2023"]),
    ])
    func theCulpritAndTheNearestAreNamed(_ arguments: [String], _ words: [String]) throws {
        let answer = try BuiltCommand.run(arguments)
        #expect(answer.code == 64 && answer.output.isEmpty, "\(answer.code): \(answer.words)")
        for word in words { #expect(answer.words.contains(word), "\(word) is not in: \(answer.words)") }
    }

    /// What the parser has to say of calls whose words are all right stays what it is.
    @Test(arguments: [(["plan"], "name a plan file"), (["hotspots"], "Missing expected argument")])
    func whatIsMissingIsStillSaid(_ arguments: [String], _ words: String) throws {
        let answer = try BuiltCommand.run(arguments)
        #expect(answer.code == 64 && answer.words.contains(words), "\(answer.words)")
    }

    /// A value that looks like an option is one, and a number below zero is none.
    @Test func valuesAreNoOptions() throws {
        let answer = try BuiltCommand.run(["hotspots", "a.csv", "--cell", "-5"])
        #expect(answer.code == 64 && !answer.words.contains("-5\": hotspots has no such option"), "\(answer.words)")
    }
}
