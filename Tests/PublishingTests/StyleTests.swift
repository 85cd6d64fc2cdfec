import Foundation
import HomewardAnalysis
import HomewardFixtures
import HomewardGeometry
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
        guard case .graduated(let measure, let classes) = style.renderer else {
            Issue.record("hotspots are not graduated")
            return
        }
        #expect(measure.expression.contains("\"hot\""))
        #expect(classes.count == 5)
        for (lower, upper) in zip(classes.dropFirst(), classes.dropFirst(2)) { #expect(lower.upper == upper.lower) }
        let scores = layer.rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
            .compactMap { $0[HotspotLayer.z] }
        for score in scores {
            #expect(classes.contains { $0.lower <= score && score <= $0.upper })
        }
        #expect(style.xml.contains("type=\"graduatedSymbol\""))
    }

    @Test("Cells of local Moran's I say what they are, are coloured by it, and those that were not tested say why")
    func spots() throws {
        let grid = try Grid(origin: Point(x: 430_000, y: 280_000), cellSize: 100, columns: 20, rows: 20)
        // Quiet cells with a busy quarter, an empty one, a busy cell in the empty one and an empty cell in the busy one.
        let count = grid.cells.map { cell -> Int in
            switch (cell.column, cell.row) {
            case (5, 5): 0
            case (14, 14): 30
            case (2..<8, 2..<8): 15 + (cell.column * 7 + cell.row * 3) % 5
            case (11..<18, 11..<18): (cell.column * 5 + cell.row) % 3
            default: 4 + (cell.column * 11 + cell.row * 5) % 7
            }
        }
        let hotspots = try LocalMoran().scores(of: grid, CellValues(count: count, outside: 0))
        let system = try CoordinateSystem.epsg(27700)
        let layer = HotspotLayer.make(hotspots, system: system)
        let rows = layer.rows(of: HotspotLayer.self)
        func row(_ column: Int, _ line: Int) -> LayerRow<HotspotLayer> { rows[line * 20 + column] }
        #expect(row(4, 4)[HotspotLayer.spot] == "hot" && row(4, 4)[HotspotLayer.isHot] == true)
        #expect(row(12, 13)[HotspotLayer.spot] == "cold" && row(12, 13)[HotspotLayer.isHot] == false)
        #expect(row(14, 14)[HotspotLayer.spot] == "high among low" && row(14, 14)[HotspotLayer.quadrant] == "HL")
        let outlier = try #require(row(5, 5)[HotspotLayer.localI])
        #expect(row(5, 5)[HotspotLayer.spot] == "low among high" && outlier < 0)
        #expect(rows.contains { $0[HotspotLayer.spot] == nil && $0[HotspotLayer.quadrant] != nil })
        #expect(!layer.holds(HotspotLayer.notTested) && !layer.holds(HotspotLayer.harm))
        let style = try #require(HotspotLayer.style(of: layer))
        guard case .categorised(let field, let classes) = style.renderer else {
            Issue.record("spots are not categorised")
            return
        }
        #expect(field == "spot" && classes.map(\.value) == ["hot", "cold", "high among low", "low among high"])
        let sheet = try #require(HotspotLayer.sheet(in: RunLayers(layers: [layer])))
        #expect(
            sheet.looks.compactMap(\.name).suffix(3) == ["Cold cell", "Cell high among low", "Cell low among high"])
        #expect(sheet.items.allSatisfy { sheet.looks.indices.contains($0.look) })
        #expect(sheet.items.count == rows.count { $0[HotspotLayer.spot] != nil })
        // Counts alone have nothing of the test.
        let counted = HotspotLayer.make(hotspots, significance: false, system: system)
        #expect(
            !counted.holds(HotspotLayer.spot) && !counted.holds(HotspotLayer.z) && !counted.holds(HotspotLayer.localI))

        let people = grid.cells.map { $0.column == 0 ? 0 : 250.0 }
        let rates = try GetisOrd().scores(of: grid, CellValues(count: count, denominator: people, outside: 0))
        let made = HotspotLayer.make(rates, system: system)
        let first = try #require(made.rows(of: HotspotLayer.self).first)
        #expect(first[HotspotLayer.notTested] == "the denominator is 0" && first[HotspotLayer.p] == nil)
        #expect(first[HotspotLayer.z] == nil && first[HotspotLayer.rate] == nil && first[HotspotLayer.denominator] == 0)
        let second = made.rows(of: HotspotLayer.self)[1]
        #expect(second[HotspotLayer.rate] == Double(count[1]) * 4 && second[HotspotLayer.notTested] == nil)
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
        guard case .graduated(let measure, let classes) = style.renderer else {
            Issue.record("counts are not graduated")
            return
        }
        #expect(measure.expression == "\"count\"")
        #expect(classes.count == 5)
    }
}
