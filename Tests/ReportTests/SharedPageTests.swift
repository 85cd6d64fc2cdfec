import Foundation
import HomewardFixtures
import HomewardLayers
import HomewardWorkflow
import Testing

@testable import HomewardPublishing
@testable import HomewardReport

@Suite("The page of an edition for others")
struct SharedPageTests {
    private func page(synthetic: Bool = true) throws -> String {
        let record = try JSONDecoder().decode(
            SharedRecord.self,
            from: Data(
                """
                {"audience": "partner", "statement": "partner: rounded", "rules": ["Counts below 7 are withheld."],
                "disclosure": {"minimum": 7, "cellM": 250, "base": 5, "windowH": 1}, "title": "<b>Town</b>",
                "studyArea": "Town", "from": "2024-01-01", "to": "2024-12-31", "clock": [
                {"kind": "window", "days": "school", "from": "15:00", "to": "18:00", "incidents": 35},
                {"kind": "step", "days": "other", "from": "01:00", "to": "02:00"},
                {"kind": "patrol_hours", "days": "all"}, {"kind": "unknown", "days": "all"}],
                "layers": {}, "synthetic": [\(synthetic ? "\"streets\"" : "")], "notes": ["Made up."], "assumptions": ["Assumed."]}
                """.utf8))
        // The layers of a run for the force hold more than a page for others may show.
        var layers = RunLayers(layers: ReportFixture.layers().filter { !["areas", "hotspots"].contains($0.name) })
        layers.catalogue = LayerCatalogue.shared
        return try ReportPage(
            shared: SharedMaterial(record: record, layers: layers, streets: StreetPicture()), leaflet: nil
        ).text
    }

    @Test("It says who may see it, how its figures were made, and what is withheld")
    func words() throws {
        let page = try page()
        for words in [
            "partner: rounded", "Counts below 7 are withheld.", "School days, 15:00–18:00", "about 35",
            "Other days, 01:00–02:00", "All days, hours of the patrols", "Time not known", "withheld",
            "EXERCISE: made-up streets.", "The streets on this map are made up.",
            "Some school finish times are assumed.",
            "No cell reaches the limit of 7 incidents.", "Assumed.",
            "&lt;b&gt;Town&lt;/b&gt;",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        let real = try self.page(synthetic: false)
        #expect(!real.contains("The streets on this map are made up.") && !real.contains("EXERCISE"))
    }

    @Test("Risks, harm, counts and clusters of the layers have no place in its tables")
    func nothingInternal() throws {
        let page = try page()
        let tables = page.components(separatedBy: "<section id=\"clock\">").last ?? ""
        for words in ["Risk", "risk", "Harm", "harm", "cluster", "Expected", "SHA-256", "rejects"] {
            #expect(!tables.contains(words), "\(words)")
        }
        #expect(tables.contains("R1-P1") && tables.contains("Broadgate; city, centre"))
    }
}
