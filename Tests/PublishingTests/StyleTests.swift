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
    func wellFormed() throws {
        for (definition, layer) in try ReportFixture.catalogued() {
            let style = definition.style(of: layer)
            #expect((style == nil) == (definition.geometry == .none), "\(definition)")
            guard let style else { continue }
            let parser = XMLParser(data: Data(style.xml.utf8))
            #expect(parser.parse(), "\(definition): \(parser.parserError.map { "\($0)" } ?? "")")
        }
    }

    @Test("Hotspots are coloured by score in four steps that meet, and cells that are not hot stay empty")
    func hotspots() throws {
        let layer = ReportFixture.hotspots()
        let style = try #require(HotspotLayer.style(of: layer))
        guard case .graduated(let expression, let classes) = style.renderer else {
            Issue.record("hotspots are not graduated")
            return
        }
        #expect(expression.contains("\"hot\""))
        #expect(classes.count == 5)
        for (lower, upper) in zip(classes.dropFirst(), classes.dropFirst(2)) { #expect(lower.upper == upper.lower) }
        let scores = layer.rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
            .compactMap { $0[HotspotLayer.z] }
        for score in scores {
            #expect(classes.contains { $0.lower <= score && score <= $0.upper })
        }
        #expect(style.xml.contains("type=\"graduatedSymbol\""))
    }

    @Test("Routes and areas are coloured by category")
    func categories() throws {
        for definition: any LayerDefinition.Type in [RouteLayer.self, AreaLayer.self, ClusterLayer.self] {
            let layer = try #require(ReportFixture.layers().first { $0.name == definition.layerName })
            let style = definition.style(of: layer)
            #expect(style?.xml.contains("type=\"categorizedSymbol\"") == true)
        }
    }

    @Test("Cells that were only counted are coloured by count")
    func counted() throws {
        var layer = ReportFixture.hotspots()
        layer.fields.removeAll { ["z", "p", "q", "hot"].contains($0.name) }
        for index in layer.features.indices { layer.features[index].values.removeSubrange(2..<6) }
        let style = try #require(HotspotLayer.style(of: layer))
        guard case .graduated(let expression, let classes) = style.renderer else {
            Issue.record("counts are not graduated")
            return
        }
        #expect(expression == "\"count\"")
        #expect(classes.count == 5)
    }
}
