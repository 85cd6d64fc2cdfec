import HomewardCore
import HomewardIncidents
import Testing

/// A condition that nothing meets is no finding.
@Suite struct UnmatchedSelectionTests {
    private func text(_ offences: [String], other: String = "x") -> String {
        "id,when,x,y,offence,MO\n"
            + offences.enumerated().map { "\($0),2024-01-05 15:20,433915,279570,\($1),He said \($0)\n" }.joined()
    }

    @Test func theValuesPresentAreListedMostFrequentFirst() throws {
        let offences = ["Robbery", "Assault", "Robbery", "", "Assault", "Robbery", "Arson"]
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text(offences), selecting: ["offence": ["Theft", "Fraud"]])
        }
        #expect(error?.report.code == "incidents.nothing_selected" && error?.trouble == .badData)
        #expect(
            error?.description.hasSuffix(
                "no row has \"Theft\", \"Fraud\" as offence; it holds \"Robbery\" 3, \"Assault\" 2, nothing 1, \"Arson\" 1"
            ) == true,
            "\(String(describing: error))")
        #expect(error?.description.contains("He said") == false)
    }

    @Test func ofManyValuesTwentyAreListed() throws {
        let offences = (0..<33).map { "offence \($0 < 10 ? "0" : "")\($0)" }
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text(offences), selecting: ["category": ["Theft"]])
        }
        #expect(error?.description.hasSuffix("\"offence 19\" 1 and 13 more") == true, "\(String(describing: error))")
    }

    @Test func someOfTheValuesNameTheNearest() throws {
        let reading = try Reading.csv(
            text(["Robbery", "Robbery", "Burglary"]), selecting: ["offence": ["Robery", "burglary "]])
        #expect(reading.counts.used == 1 && reading.counts.filtered == [.notSelected: 2])
        #expect(
            reading.notes.contains {
                $0.hasSuffix("no row has \"Robery\" as offence; the nearest is \"Robbery\" with 2 rows.")
            }, "\(reading.notes)")
        #expect(!reading.notes.contains { $0.contains("burglary") })
    }

    /// Each condition lists what its column holds, whatever the others say of the row.
    @Test func everyConditionCountsItsWholeColumn() throws {
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text(["Robbery", "Arson"]), selecting: ["id": ["0"], "offence": ["Theft"]])
        }
        #expect(error?.description.hasSuffix("\"Arson\" 1, \"Robbery\" 1") == true)
    }

    /// One of several monthly files may well have none.
    @Test func oneFileOfSeveralMayLackIt() throws {
        let (some, none) = (
            text(["Robbery", "Arson"]), text(["Arson", "Arson"]).replacing("2024-01-05", with: "2024-02-05")
        )
        let reading = try Reading.files(["a.csv": some, "b.csv": none]) { source, _ in
            source.selecting = ["offence": ["robbery"]]
        }
        #expect(reading.counts.used == 1)
        #expect(
            reading.notes.contains { $0.contains("b.csv: no row has \"robbery\" as offence; it holds \"Arson\" 2.") })
        #expect(throws: IncidentsError.self) {
            try Reading.files(["a.csv": none, "b.csv": none.replacing("279570", with: "279580")]) { source, _ in
                source.selecting = ["offence": ["robbery"]]
            }
        }
    }
}
