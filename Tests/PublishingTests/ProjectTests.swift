import Foundation
import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardPublishing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("QGIS projects")
struct ProjectTests {
    /// A project of one layer for each definition that a run may have.
    private func project(
        title: String = "Coventry, a test", assumptions: [String] = ["Terms are assumed."],
        keeping: (any LayerDefinition.Type, Layer) -> Layer? = { $1 }
    ) throws -> RunProject {
        var provenance = ReportFixture.provenance(madeUp: [.streets])
        provenance.title = title
        provenance.assumptions = assumptions
        let layers = try ReportFixture.catalogued().compactMap { definition, layer -> ProjectLayer? in
            guard definition.delivery != .verbOnly, let layer = keeping(definition, layer) else { return nil }
            return ProjectLayer(
                definition: definition, layer: layer.asInGeoPackage, style: definition.style(of: layer))
        }
        return RunProject(
            provenance: provenance, subject: "Coventry, 2024-09-01 to 2025-08-31", layers: layers,
            system: try CoordinateSystem.epsg(27_700))
    }

    /// What an XML reader finds: elements with their attributes, and the text in them.
    private final class Found: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String])] = []
        var texts: [String: [String]] = [:]
        private var open: [String] = []

        init(_ xml: String) throws {
            super.init()
            let parser = XMLParser(data: Data(xml.utf8))
            parser.delegate = self
            try #require(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append((name, attributes))
            open.append(name)
            texts[name, default: []].append("")
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            guard let name = open.last, let last = texts[name]?.indices.last else { return }
            texts[name]?[last] += text
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) { open.removeLast() }

        func all(_ name: String, _ attribute: String) -> [String] {
            elements.filter { $0.name == name }.compactMap { $0.attributes[attribute] }
        }
    }

    @Test("It has every layer once, in groups, by the file's own name and no path, and is the same each time")
    func layers() throws {
        let project = try project()
        let found = try Found(project.xml)
        #expect(found.all("layer-tree-group", "name") == ["Plan", "Context", "Findings"])
        let nodes = found.all("layer-tree-layer", "source")
        #expect(Set(nodes) == Set(project.layers.map { "./homeward.gpkg|layername=\($0.definition.layerName)" }))
        #expect(nodes.count == project.layers.count && nodes.count > 12)
        #expect(found.texts["datasource"]?.sorted() == nodes.sorted())
        #expect(found.all("qgis", "saveUser") == [""] && found.all("qgis", "saveDateTime") == [""])
        #expect(found.texts["author"] == [""])
        #expect(try self.project().xml == project.xml)
    }

    @Test("What is on is what the report's map shows at first")
    func visibility() throws {
        let run = RunLayers(layers: try ReportFixture.catalogued().map { $0.layer })
        for sheet in LayerCatalogue.sheets(in: run) {
            let definition = try #require(LayerCatalogue.all.first { $0.layerName == sheet.key })
            #expect(definition.isShown == sheet.isShown, "\(sheet.key)")
        }
        let found = try Found(try project().xml)
        let on = found.elements.filter {
            $0.name == "layer-tree-layer" && $0.attributes["checked"] == "Qt::Checked"
        }.compactMap { $0.attributes["id"] }
        #expect(
            Set(on)
                == Set(
                    ["posts", "routes", "patrol_areas", "schools", "streets", "areas", "study_area", "hotspots"]
                        .map { "homeward_\($0)" }))
        // What people do lies over what they do it on.
        let order = found.all("layer-tree-layer", "id")
        for (upper, lower) in [("posts", "routes"), ("routes", "patrol_areas"), ("patrol_areas", "streets")] {
            #expect(
                try #require(order.firstIndex(of: "homeward_\(upper)"))
                    < #require(order.firstIndex(of: "homeward_\(lower)")))
        }
    }

    @Test("Clusters, patrol areas and posts are labelled with the keys that people speak of")
    func labels() throws {
        for definition: any LayerDefinition.Type in [ClusterLayer.self, PatrolAreaLayer.self, PostLayer.self] {
            let layer = try #require(ReportFixture.layers().first { $0.name == definition.layerName })
            let drawn = definition.style(of: layer)
            let style = try #require(drawn)
            #expect(style.label == "id" && style.isKey)
            #expect(style.xml.contains("displayAll=\"1\""))
        }
    }

    @Test("Map tips have every column with its name and unit, escape what stands in it, and name none that is withheld")
    func tips() throws {
        let posts = try #require(ReportFixture.layers().first { $0.name == PostLayer.layerName })
        let whole = MapTip(definition: PostLayer.self, fields: posts.asInGeoPackage.fields, label: "a < b").html
        #expect(whole.contains("Arrive") && whole.contains("risk_per_year") && whole.contains(" min</td>"))
        #expect(whole.contains("'&', '&amp;'") && whole.contains("'<', '&lt;'") && whole.contains("a &lt; b"))
        let shared = PostLayer.withoutForceColumns(posts)
        let tip = MapTip(definition: PostLayer.self, fields: shared.asInGeoPackage.fields, label: "").html
        #expect(tip.contains("Arrive") && !tip.contains("risk_per_year"))
    }

    @Test("An edition for others has a project of its own layers and columns alone")
    func editions() throws {
        let project = try project { definition, layer in
            LayerCatalogue.shared.contains { $0 == definition } ? definition.withoutForceColumns(layer) : nil
        }
        let xml = project.xml
        let withheld = LayerCatalogue.all.filter { definition in
            !LayerCatalogue.shared.contains { $0.layerName == definition.layerName }
        }
        for definition in withheld { #expect(!xml.contains("layername=\(definition.layerName)<")) }
        for definition in LayerCatalogue.shared where definition.delivery != .verbOnly {
            for column in definition.columnFacts where column.audience == .force {
                #expect(!xml.contains("field=\"\(column.name)\""), "\(definition) \(column.name)")
            }
        }
        #expect(xml.contains("layername=posts"))
    }

    @Test("A page for each theme has title, map, legend, arrow, scale and the caveats")
    func layouts() throws {
        let sentences = ["Terms are assumed.", "Finish times: <assumed> & unknown."]
        let found = try Found(try project(assumptions: sentences).xml)
        #expect(found.all("Layout", "name") == ["Plan", "Findings"])
        #expect(found.all("visibility-preset", "name") == ["Plan", "Findings"])
        let kinds = found.all("LayoutItem", "type")
        for kind in ["65638", "65639", "65640", "65642", "65646"] { #expect(kinds.count { $0 == kind } == 2) }
        let texts = found.all("LayoutItem", "labelText")
        #expect(texts.contains("EXERCISE: made-up streets – Coventry, a test"))
        #expect(texts.contains("EXERCISE: made-up streets; internal: may show single incidents"))
        for sentence in sentences { #expect(texts.count { $0.contains(sentence) } == 2) }
        #expect(texts.contains { $0.contains("\n") && $0.contains("British National Grid") })
    }

    @Test("What comes from a run is text: QGIS computes nothing of it, and nothing breaks the XML")
    func hostile() throws {
        let title = "\(ReportFixture.hostile)\u{0}\n[% env('HOME') %]"
        let found = try Found(try project(title: title, assumptions: ["[%file_exists('x')%]"]).xml)
        let texts = found.all("LayoutItem", "labelText")
        #expect(!texts.contains { $0.contains("[% env") || $0.contains("[%file") })
        #expect(texts.contains { $0.contains("<script>") })
        #expect(try project(title: String(repeating: "长", count: 300)).xml.count > 1000)
    }

    @Test("Where a run has neither plan nor findings, it still opens on what there is, and has a page for nothing else")
    func empty() throws {
        let bare = try project { definition, layer in definition == StudyAreaLayer.self ? layer : nil }
        #expect(try Found(bare.xml).all("Layout", "name").isEmpty)
        let box = try #require(bare.layers.first?.box)
        #expect(bare.extent.contains(box.centre) && bare.extent.width > box.width)
        let nothing = try project { _, _ in nil }
        _ = try Found(nothing.xml)
        #expect(nothing.extent.width > 0)
    }

    @Test("It opens on the plan, whose ground it shows whole at a usual scale")
    func extent() throws {
        let project = try project()
        for layer in project.layers where layer.definition.group == .plan {
            guard let box = layer.box else { continue }
            #expect(project.extent.contains(Point(x: box.minX, y: box.minY)))
            #expect(project.extent.contains(Point(x: box.maxX, y: box.maxY)))
        }
        for (needed, usual) in [(9_999, 10_000), (10_000, 10_000), (10_001, 12_500), (41_000, 50_000), (30, 100)] {
            #expect(ProjectLayout.usual(atLeast: Double(needed)) == Double(usual))
        }
        for (length, round) in [(1.0, 1), (19.9, 10), (220.0, 200), (999.0, 500), (5_000.0, 5_000)] {
            #expect(ProjectLayout.round(length) == round)
        }
    }

    @Test("Sentences are set as large as fits; what has no room is counted out and told where it stands")
    func notes() {
        let box = LayoutBox(x: 0, y: 0, width: 275, height: 33)
        let few = LayoutNotes(["One.", "Two\nlines."]).fitted(into: box, leastPoints: 6, rest: "there")
        #expect(few == LayoutNotes.Fitted(text: "One.  •  Two lines.", points: 9, isCut: false))
        let sentence =
            "A sentence of about a hundred letters, which says what is taken for granted of streets and of hours."
        let sizes = [5, 15, 25].map { count in
            LayoutNotes(Array(repeating: sentence, count: count)).fitted(into: box, leastPoints: 5, rest: "there")
                .points
        }
        #expect(sizes == sizes.sorted(by: >) && sizes[0] > sizes[2])
        let many = LayoutNotes(Array(repeating: sentence, count: 200)).fitted(into: box, leastPoints: 6, rest: "there")
        #expect(many.isCut && many.points == 6 && many.text.hasSuffix("there."))
        #expect(many.text.count < 4_000)
        // Letters as wide as high take twice the room.
        let wide = LayoutNotes([String(repeating: "长", count: 1_200)]).fitted(into: box, leastPoints: 5, rest: "there")
        let narrow = LayoutNotes([String(repeating: "a", count: 1_200)]).fitted(
            into: box, leastPoints: 5, rest: "there")
        #expect(wide.points < narrow.points)
        #expect(LayoutNotes([]).fitted(into: box, leastPoints: 6, rest: "there").text.isEmpty)
    }
}
