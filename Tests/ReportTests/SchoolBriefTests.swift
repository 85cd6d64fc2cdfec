import Foundation
import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardPublishing
@testable import HomewardReport
@testable import HomewardWorkflow

@Suite("The brief for a school's panel")
struct SchoolBriefTests {
    private func material(
        _ audience: String = "partner", synthetic: Bool = true, cells: [[ReleasedBlock.Kind: Int]] = []
    ) throws -> SheetMaterial {
        let record = try JSONDecoder().decode(
            SharedRecord.self,
            from: Data(
                """
                {"audience": "\(audience)", "statement": "partner: rounded", "rules": ["Counts below 7 are withheld."],
                "disclosure": {"minimum": 7, "cellM": 250, "base": 5, "windowH": 1}, "title": "<b>Town</b>",
                "studyArea": "Town", "from": "2024-01-01", "to": "2024-12-31", "clock": [
                {"kind": "window", "days": "school", "from": "15:00", "to": "18:00", "incidents": 35},
                {"kind": "other_days", "days": "other", "from": "15:00", "to": "18:00"}],
                "layers": {}, "synthetic": [\(synthetic ? "\"streets\"" : "")], "notes": ["Made up."],
                "assumptions": ["Assumed."], "call": [{"name": "Desk", "number": "101"}]}
                """.utf8))
        // The layers of a run for the force hold more than a sheet for others may show.
        var layers = RunLayers(layers: ReportFixture.layers().filter { !["areas", "hotspots"].contains($0.name) })
        // The first cell holds the gate; the others lie east of it.
        let rows = cells.enumerated().map { index, figures in
            let west = -1.5045 + Double(index) * 0.0037
            return SharedCellLayer.Row(
                id: "c\(index)-r0", outline: ReportFixture.box(west, 52.4120, west + 0.0037, 52.4143), figures: figures)
        }
        layers.layers.append(SharedCellLayer.layer(in: ReportFixture.degrees, rows: rows))
        layers.catalogue = LayerCatalogue.shared
        return SheetMaterial(shared: record, layers: layers, streets: .none)
    }

    private func brief(_ material: SheetMaterial) throws -> (page: String, said: String) {
        let page = try #require(try material.sheets.first { $0.name.hasPrefix("sheets/school-") }).text
        let paper = page.components(separatedBy: "<main>").last?.components(separatedBy: "<aside>").first ?? ""
        let said = paper.replacing(/<[^>]+>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (page, said)
    }

    @Test(
        "An edition for partners has cards and a brief for each school and no tasking page, one for the public no sheet"
    )
    func files() throws {
        let names = try material().sheets.map(\.name)
        #expect(names.count { $0.hasPrefix("sheets/school-") } == 1)
        #expect(names.contains("sheets/R1.html") && names.contains("sheets/cards.html"))
        #expect(!names.contains("tasking.html"))
        #expect(try material("public").sheets.isEmpty)
    }

    @Test("Figures stand as they were released, and what has none is fewer than the limit, perhaps none")
    func figures() throws {
        let shown = try brief(material(cells: [[.window: 25], [.window: 10, .otherDays: 15], [.otherDays: 95]])).said
        #expect(shown.contains("In the square of 250 m that holds the gate: about 25 on school days, 15:00–18:00."))
        #expect(shown.contains("In the same hours of other days: fewer than 7, perhaps none."))
        #expect(shown.contains("round the gate about 25 fewer than 7, perhaps none"))
        #expect(shown.contains("to the east about 10 about 15"))
        #expect(!shown.contains("95"), "a place that is not busy in the window is not in its table")
        let bare = try brief(material()).said
        #expect(bare.contains("that holds the gate: fewer than 7, perhaps none on school days"))
        #expect(bare.contains("No square of 250 m within 800 m of the gate reaches 7 incidents"))
    }

    @Test("It has the gate, the ways home, the route with its posts, and what to do next")
    func parts() throws {
        let said = try brief(material()).said
        for words in [
            "The gate", "The school finishes at 15:10. That is assumed: tell us each weekday.", "Ways home",
            "Who will be there", "Team R1 : 2 people, every school day", "1 15:10–15:22",
            "4 16:10–16:22", "What to do next", "Tell us when school finishes on each weekday",
            "Wait for a plan on real streets", "EXERCISE: made-up streets.", "Partner: rounded.",
        ] {
            #expect(said.contains(words), "\(words)")
        }
        let real = try brief(material(synthetic: false)).said
        #expect(!real.contains("EXERCISE") && real.contains("Walk the route with the team once"))
    }

    @Test("Nothing that is for the force alone, no test and no jargon stands on any sheet of an edition")
    func nothingInternal() throws {
        let sheets = try material(cells: [[.window: 25]]).sheets
        #expect(sheets.count == 5)
        for sheet in sheets {
            for word in [
                "p-value", "Gi*", "cluster", "gather", "hot cell", "risk", "harm", "a year", "SHA-256", "incidents.csv",
                "single incidents", "stands out on",
            ] {
                #expect(!sheet.text.contains(word), "\(sheet.name) says \(word)")
            }
            #expect(!sheet.text.contains("<b>Town"))
        }
        // The areas of the fixture hold 60 and 59 incidents, the clusters 20.
        for sheet in sheets where sheet.name.contains("A1") || sheet.name.contains("school-") {
            #expect(sheet.text.firstMatch(of: /\b(60|59|20) incidents/) == nil, "\(sheet.name)")
        }
    }

    @Test("A school without a known gate has a brief that says so")
    func noGate() throws {
        var material = try material()
        material = SheetMaterial(
            shared: try #require(material.shared),
            layers: {
                var layers = material.layers
                for index in layers.layers.indices where layers.layers[index].name == "schools" {
                    for number in layers.layers[index].features.indices {
                        layers.layers[index].features[number].shape = nil
                    }
                }
                return layers
            }(), streets: .none)
        #expect(try brief(material).said.contains("Where the gate is, is not known."))
    }
}
