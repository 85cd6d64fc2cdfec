import Foundation
import HomewardCore
import Testing

@Suite struct ProvenanceTests {
    private func provenance(_ madeUp: Set<MadeUp>) -> Provenance {
        Provenance(
            title: "=A title", audience: "partner", statement: "partner: aggregated", madeUp: madeUp,
            assumptions: ["First.", "Second\nline."], methods: ["How."],
            parameters: [SettingRecord(key: "b.c_m", value: "1"), SettingRecord(key: "a", value: "x")], seed: .max,
            versions: ["proj": "9", "geos": "3"])
    }

    @Test(
        arguments: [
            ([], nil), ([.streets], "EXERCISE: made-up streets"), ([.incidents], "EXERCISE: made-up incidents"),
            ([.incidents, .streets], "EXERCISE: made-up streets and made-up incidents"),
        ] as [(Set<MadeUp>, String?)])
    func whatIsMadeUpIsNamedInOneOrder(_ parts: Set<MadeUp>, _ words: String?) {
        #expect(provenance(parts).exercise == words)
        #expect(provenance(parts).marked("R1") == (words.map { "\($0) – R1" } ?? "R1"))
        #expect(provenance(parts).label == (words.map { "\($0); " } ?? "") + "partner: aggregated")
    }

    @Test func theTextHoldsEverythingInTheOrderOfTheKeys() {
        #expect(
            provenance([]).text == """
                =A title
                partner: aggregated

                Assumptions:
                - First.
                - Second
                line.

                Method:
                - How.

                Parameters:
                - b.c_m: 1
                - a: x

                Seed:
                - 18446744073709551615

                Versions:
                - geos 3
                - proj 9

                """)
    }

    @Test func aCellIsOneLineThatNoSpreadsheetTakesForAFormula() {
        let line = provenance([.streets]).line
        #expect(!line.contains("\n"))
        #expect(line.hasPrefix("EXERCISE: made-up streets; partner: aggregated | =A title | Assumptions: First."))
        #expect(provenance([]).line.hasPrefix("partner: "))
    }

    @Test func theJSONHasTheMembersThatFilesShow() throws {
        let text = try JSONText.text(of: provenance([.incidents]))
        let members = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            members.keys.sorted() == [
                "assumptions", "audience", "exercise", "method", "parameters", "seed", "statement", "synthetic",
                "title",
                "versions",
            ])
        #expect(members["synthetic"] as? [String] == ["made-up incidents"])
        #expect(members["parameters"] as? [String: String] == ["b.c_m": "1", "a": "x"])
        #expect(text.contains("\"seed\" : 18446744073709551615"))
    }

    @Test func linesAreBrokenBetweenWords() {
        #expect(WrappedText.lines("aa bb  cc\ndd", width: 7, first: "- ") == "- aa bb\n  cc dd\n")
        #expect(WrappedText.lines("overlong a", width: 4) == "overlong\na\n")
        #expect(WrappedText.lines("", first: "a: ", indent: 1) == "a: \n")
    }
}
