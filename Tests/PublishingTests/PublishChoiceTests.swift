import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardPublishing
@testable import HomewardWorkflow

@Suite("What a plan chooses to publish")
struct PublishChoiceTests {
    private static func choice(_ cells: PublishChoice.Cells) -> PublishChoice { PublishChoice { $0.cells = cells } }

    @Test(
        "A file of hotspots holds what stands out, what holds an incident too, or every cell, and says what it leaves out"
    )
    func cells() throws {
        let layer = ReportFixture.hotspots()
        let rows = layer.rows(of: HotspotLayer.self)
        let hot = rows.count { $0[HotspotLayer.isHot] == true }
        let empty = rows.filter { $0[HotspotLayer.count] == 0 }
        // Cells without an incident may be hot by their neighbours: they stay.
        let hotAndEmpty = empty.count { $0[HotspotLayer.isHot] == true }
        #expect(hotAndEmpty > 0)
        let all = LayerCatalogue.file(layer, by: Self.choice(.all), at: "a.geojson")
        #expect(all.layer == layer && all.leftOut.isEmpty)
        let nonzero = LayerCatalogue.file(layer, by: Self.choice(.nonzero), at: "a.geojson")
        #expect(nonzero.layer.features.count == 60 - (empty.count - hotAndEmpty))
        let only = LayerCatalogue.file(layer, by: Self.choice(.hot), at: "a.geojson")
        #expect(only.layer.features.count == hot)
        #expect(only.leftOut == ["\(60 - hot) of 60 cells are left out: they do not stand out (publish.cells: hot)."])
        // Other layers stay as they are.
        let clusters = ReportFixture.clusters()
        #expect(LayerCatalogue.file(clusters, by: Self.choice(.hot), at: "c.geojson").layer == clusters)
    }

    @Test("Cells that are cold or outlying stand out; those of a smoothed surface hold their density")
    func otherCells() throws {
        let grid = try Grid(origin: Point(x: 430_000, y: 280_000), cellSize: 100, columns: 4, rows: 1)
        let system = try CoordinateSystem.epsg(27_700)
        let fields = HotspotLayer.columnFacts.filter { ["count", "kernel_per_km2", "hot", "spot"].contains($0.name) }
        func layer(_ names: [String], _ rows: [[FieldValue]]) -> Layer {
            Layer(
                name: "hotspots", coordinateSystem: system,
                fields: names.compactMap { name in fields.first { $0.name == name }?.field },
                features: rows.enumerated().map { index, values in
                    Feature(id: "c\(index)", shape: .polygon(grid.polygon(of: index)), values: values)
                })
        }
        let spots = layer(
            ["count", "hot", "spot"],
            [
                [.integer(0), .boolean(false), .text("cold")], [.integer(0), .boolean(false), .null],
                [.integer(2), .boolean(false), .null], [.integer(3), .boolean(true), .text("hot")],
            ])
        func kept(_ layer: Layer, _ cells: PublishChoice.Cells) -> [String?] {
            HotspotLayer.selection(of: layer, by: Self.choice(cells)).kept.features.map(\.id)
        }
        #expect(kept(spots, .hot) == ["c0", "c3"] && kept(spots, .nonzero) == ["c0", "c2", "c3"])
        let smooth = layer(
            ["count", "kernel_per_km2"],
            [[.integer(0), .real(0.5)], [.integer(0), .real(0)], [.integer(1), .real(2)]])
        #expect(kept(smooth, .nonzero) == ["c0", "c2"] && kept(smooth, .all).count == 3)
        // Released cells are those that reach the limit: there is nothing to choose.
        let shared = SharedCellLayer.layer(in: system, rows: [])
        #expect(LayerCatalogue.definition(of: shared) == SharedCellLayer.self)
        #expect(LayerCatalogue.file(shared, by: Self.choice(.hot), at: "a.geojson").layer == shared)
    }

    @Test(
        "Every layer with shapes gets the colours with which QGIS draws it, as simplestyle", arguments: [true, false])
    func simplestyle(isWanted: Bool) throws {
        let choice = PublishChoice {
            $0.hasSimplestyle = isWanted
            $0.cells = .all
        }
        for (definition, layer) in try ReportFixture.catalogued() {
            let styled = LayerCatalogue.file(layer, by: choice, at: "out.geojson").layer
            let added = styled.fields.dropFirst(layer.fields.count).map(\.name)
            let wanted: [String] =
                switch isWanted ? definition.geometry : .none {
                case .areas: ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width"]
                case .lines: ["stroke", "stroke-opacity", "stroke-width"]
                case .points: ["marker-color", "marker-size"]
                case .none: []
                }
            #expect(added == wanted, "\(layer.name)")
            guard isWanted, definition.geometry != .none else { continue }
            let style = definition.style(of: layer)
            let xml = try #require(style).xml
            for feature in styled.features {
                for column in ["fill", "stroke", "marker-color"] {
                    guard let colour = styled.value(column, of: feature)?.asText else { continue }
                    #expect(colour.wholeMatch(of: /#[0-9a-f]{6}/) != nil)
                    #expect(xml.contains(Palette.qgis(colour).dropLast(3)), "\(layer.name): QGIS has no \(colour)")
                }
                for column in ["fill-opacity", "stroke-opacity"] {
                    guard let share = styled.value(column, of: feature)?.asDouble else { continue }
                    #expect((0...1).contains(share))
                }
            }
            #expect(LayerCatalogue.file(layer, by: choice, at: "out.gpkg").layer == layer)
        }
    }

    @Test("Simplestyle colours a cell by its score as QGIS does, and draws nothing of one that is not hot")
    func simplestyleOfCells() throws {
        let layer = ReportFixture.hotspots()
        let choice = PublishChoice {
            $0.hasSimplestyle = true
            $0.cells = .all
        }
        let styled = LayerCatalogue.file(layer, by: choice, at: "out.geojson").layer
        let rows = styled.rows(of: HotspotLayer.self)
        var seen: Set<String> = []
        var strongest = (score: 0.0, colour: "")
        for (feature, row) in zip(styled.features, rows) {
            let colour = styled.value("fill", of: feature)?.asText
            let opacity = styled.value("fill-opacity", of: feature)?.asDouble
            if row[HotspotLayer.isHot] == true {
                #expect(opacity == 0.75 && Palette.heat.contains(colour ?? ""))
                seen.insert(colour ?? "")
                if let score = row[HotspotLayer.z], score > strongest.score { strongest = (score, colour ?? "") }
            } else {
                #expect(opacity == 0)
            }
        }
        #expect(seen.count == 4 && strongest.colour == Palette.heat[3])
        let routes = try #require(ReportFixture.layers().first { $0.name == "routes" })
        let lines = LayerCatalogue.file(routes, by: choice, at: "-").layer
        #expect(lines.features.map { lines.value("stroke", of: $0)?.asText }.first == Palette.route(0))
        let posts = try #require(ReportFixture.layers().first { $0.name == "posts" })
        let points = LayerCatalogue.file(posts, by: choice, at: "posts.geojsonl").layer
        #expect(points.value("marker-color", of: points.features[0])?.asText == Palette.route(0))
    }
}
