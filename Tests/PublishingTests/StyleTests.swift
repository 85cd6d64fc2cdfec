import Foundation
import HomewardFixtures
import HomewardLayers
import Testing

@testable import HomewardPublishing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("QGIS styles")
struct StyleTests {
    @Test("Each layer with shapes has a style that is well-formed XML")
    func wellFormed() {
        let layers = ReportFixture.layers()
        let styles = HouseStyles.styles(for: layers)
        #expect(styles.map(\.layer).sorted() == layers.map(\.name).filter { $0 != "visits" }.sorted())
        for style in styles {
            let parser = XMLParser(data: Data(style.qml.utf8))
            #expect(parser.parse(), "\(style.layer): \(parser.parserError.map { "\($0)" } ?? "")")
        }
    }

    @Test("Hotspots are coloured by score in four steps that meet, and cells that are not hot stay empty")
    func hotspots() throws {
        let layer = ReportFixture.hotspots()
        let style = try #require(HouseStyles.style(for: layer))
        guard case .graduated(let expression, let classes) = style.renderer else {
            Issue.record("hotspots are not graduated")
            return
        }
        #expect(expression.contains("\"hot\""))
        #expect(classes.count == 5)
        for (lower, upper) in zip(classes.dropFirst(), classes.dropFirst(2)) { #expect(lower.upper == upper.lower) }
        let scores = layer.rows.filter { $0.flag("hot") }.compactMap { $0.number("z") }
        for score in scores {
            #expect(classes.contains { $0.lower <= score && score <= $0.upper })
        }
        #expect(style.xml.contains("type=\"graduatedSymbol\""))
    }

    @Test("Routes and areas are coloured by category")
    func categories() throws {
        for name in ["routes", "areas", "clusters"] {
            let layer = try #require(ReportFixture.layers().first { $0.name == name })
            let style = try #require(HouseStyles.style(for: layer))
            #expect(style.xml.contains("type=\"categorizedSymbol\""))
        }
    }

    @Test("Layers that Homeward does not make have no style")
    func unknown() {
        #expect(HouseStyles.style(for: Layer(name: "other", coordinateSystem: nil, fields: [], features: [])) == nil)
    }
}
