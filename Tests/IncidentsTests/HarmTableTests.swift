import HomewardCore
import HomewardIncidents
import Testing

@Suite struct HarmTableTests {
    @Test func weighsAndNamesWhatHasNoWeight() throws {
        let harm = try HarmTable(csv: "category,harm\nRobbery,365\n\"Assault, common\",1.5\n*,2\n")
        #expect(
            harm.weight(of: "robbery ") == 365 && harm.weight(of: "Assault, common") == 1.5
                && harm.weight(of: "theft") == 2)
        #expect(harm.unlisted(of: ["theft", "Robbery", "arson"]) == ["arson", "theft"])
        let reading = try Reading.csv(
            "id,when,easting,northing,category\n1,2024-01-05 15:20,433915,279570,Robbery\n2,2024-01-05 15:20,433915,279570,arson\n",
            harm: harm)
        #expect(reading.table.harm == [365, 2])
        #expect(reading.notes == ["The harm table has no weight for \"arson\"; 2.0 is used."])
    }

    @Test(arguments: [
        ("", "empty"), ("name,harm\n", "line 1: the header must name"),
        ("category,harm\nRobbery,much\n", "line 2: \"much\" is no weight"),
        ("category,harm\na,1\nA,2\n", "line 3: the category \"A\" stands twice"),
        ("category,harm\na\n", "line 2: the row has too few"),
        ("category,harm\na,-1\n", "no weight"), ("category,harm\na,nan\n", "no weight"),
    ]) func aFaultNamesItsLine(_ csv: String, _ words: String) {
        let error = #expect(throws: (any Error).self) { try HarmTable(csv: csv, file: "harm.csv") }
        let text = (error as? any HomewardError)?.description ?? ""
        #expect(text.hasPrefix("harm.csv") && text.contains(words), "\(text)")
    }
}
