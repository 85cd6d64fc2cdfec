import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardFixtures
import HomewardLayers
import Testing

@testable import HomewardPublishing

@Suite("Layer definitions")
struct LayerDefinitionTests {
    /// `columns.tsv`: layer, column, type, unit and short name of every column.
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Oracles/Publishing/columns.tsv")

    @Test("The columns are those that were published before: a changed name or unit breaks whoever reads the files")
    func columns() throws {
        let known = try String(contentsOf: Self.golden, encoding: .utf8).split(separator: "\n").map(String.init)
        let now = LayerCatalogue.all.flatMap { definition in
            definition.columnFacts.map { column in
                [
                    definition.layerName, column.name, column.type.rawValue, column.unit?.text ?? "", column.shortName,
                ].joined(separator: "\t")
            }
        }
        #expect(now.filter { !known.contains($0) } == [])
        #expect(known.filter { !now.contains($0) } == [])
        #expect(now == known)
    }

    @Test("Names are snake_case and unique, short names fit ten characters and are unique", arguments: layers)
    func names(name: String) throws {
        let columns = try definition(name).columnFacts
        for column in columns {
            #expect(column.name.range(of: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", options: .regularExpression) != nil)
            #expect(
                column.shortName.range(of: "^[a-z][a-z0-9_]{0,9}$", options: .regularExpression) != nil,
                "\(column.name): \(column.shortName)")
        }
        #expect(Set(columns.map(\.name)).count == columns.count)
        #expect(Set(columns.map(\.shortName)).count == columns.count)
        #expect(Set(columns.map(\.alias)).count == columns.count)
        // Whoever turns a GeoPackage into Shapefiles with other programs has names cut to ten characters.
        let cut = columns.map { $0.name.prefix(10) }
        #expect(
            Set(cut).count == columns.count, "\(Dictionary(grouping: cut) { $0 }.filter { $0.value.count > 1 }.keys)")
    }

    @Test(
        "Every column has a meaning; numbers, and only numbers, have a unit or the reason for none", arguments: layers)
    func meanings(name: String) throws {
        for column in try definition(name).columnFacts {
            #expect(column.meaning.count > 10 && column.meaning.hasSuffix("."), "\(column.name)")
            let isNumber = column.type == .integer || column.type == .real
            #expect((column.unit != nil) == isNumber, "\(column.name)")
            if column.name.hasSuffix("_m") { #expect(column.unit == .metres) }
            if column.name.hasSuffix("_m2") { #expect(column.unit == .squareMetres) }
            if column.name.hasSuffix("_min") { #expect(column.unit == .minutes) }
            if column.name.hasSuffix("_per_km2") { #expect(column.unit == .perSquareKilometre) }
        }
    }

    @Test("The data dictionary has a line for every column of every layer, and no cell breaks its table")
    func dictionary() {
        let text = LayerCatalogue.dictionary
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let both = LayerCatalogue.all + [SharedAreaLayer.self, SharedCellLayer.self]
        #expect(lines.count == both.reduce(0) { $0 + $1.columnFacts.count })
        #expect(lines.allSatisfy { $0.count { $0 == "|" } == 7 })
        for definition in both {
            #expect(text.contains("\n## \(definition.title)\n"))
            #expect(text.contains("`\(definition.layerName)`: \(definition.summary)\n"))
        }
        #expect(
            text.contains(
                "| `length_m` | Length | real | m | The length of the walk from the first post to the last. | `length_m` |\n"
            ))
        #expect(
            text.contains("`visits`: The timed stays in the patrol areas: a table without shapes.\n\nShapes: none."))
    }

    @Test("The fixture has rows for every definition, and their shapes are of the kind that the definition says")
    func geometry() throws {
        let catalogued = try ReportFixture.catalogued()
        #expect(catalogued.count == LayerCatalogue.all.count)
        for (definition, layer) in catalogued {
            #expect(layer.name == definition.layerName)
            #expect(!layer.features.isEmpty, "\(layer.name)")
            for feature in layer.features {
                let kind: LayerGeometry =
                    switch feature.shape {
                    case .point, .multiPoint: .points
                    case .lineString, .multiLineString: .lines
                    case .polygon, .multiPolygon: .areas
                    case .collection, nil: .none
                    }
                #expect(kind == definition.geometry, "\(layer.name)")
            }
        }
    }

    @Test(
        "What a file holds reads back, typed, as it was written", arguments: layers, ["geojson", "gpkg"])
    func roundTrip(name: String, ending: String) throws {
        let (definition, layer) = try #require(try ReportFixture.catalogued().first { "\($0.definition)" == name })
        let path = NSTemporaryDirectory() + "/homeward-layer-\(UUID().uuidString).\(ending)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try LayerWriter(path: path).write([layer])
        try compare(definition, written: layer, read: try LayerReader(path: path).read())
    }

    @Test("A Shapefile's fields have the short names of the dictionary")
    func shortNamesInAShapefile() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-short-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (definition, layer) in try ReportFixture.catalogued() where definition.geometry != .none {
            let path = folder.appending(path: "\(definition.layerName).shp").path
            try LayerWriter(path: path).write([layer])
            let names = try LayerReader(path: path).outline().fields.map(\.name)
            let present = definition.columnFacts.filter { facts in layer.fields.contains { $0.name == facts.name } }
            #expect(Array(names.suffix(present.count)) == present.map(\.shortName), "\(definition.layerName)")
        }
    }

    private func compare<Definition: LayerDefinition>(
        _ definition: Definition.Type, written: Layer, read: Layer
    ) throws {
        #expect(read.features.count == written.features.count)
        let rows = zip(written.rows(of: definition), read.rows(of: definition))
        for (before, after) in rows {
            #expect(after.id == before.id)
            #expect((after.shape == nil) == (before.shape == nil))
        }
        for column in Definition.columns {
            let filled = written.features.count { written.value(column.facts.name, of: $0) ?? .null != .null }
            // Only these are empty in the whole fixture: no area has a note or went untested, cells have Gi* alone, no street a trait, the
            // routes know neither bases, breaks nor days of their own, and the scan is one by days.
            let isEmpty =
                [
                    "note", "peak_not_tested", "kernel_per_km2", "count_by_share", "traits", "denominator",
                    "rate_per_thousand", "local_i", "quadrant", "spot", "not_tested",
                ].contains(column.facts.name)
                && Definition.layerName != "study_area"
                || Definition.layerName == "study_area" && column.facts.name == "official"
                || Definition.layerName == "hotspots" && column.facts.name == "harm"
                || Definition.layerName == "routes" && ["base", "breaks", "days"].contains(column.facts.name)
                || Definition.layerName == "scan" && column.facts.name.hasPrefix("window")
            #expect((filled == 0) == isEmpty, "\(column.facts.name)")
            for (before, after) in zip(written.features, read.features) {
                let expected = written.value(column.facts.name, of: before) ?? .null
                let found = read.value(column.facts.name, of: after) ?? .null
                #expect(typed(column, found) == expected, "\(column.facts.name)")
            }
        }
    }

    private func typed<Column: ColumnOf>(_ column: Column, _ value: FieldValue) -> FieldValue {
        Column.Value.read(value)?.fieldValue ?? .null
    }

    @Test("A value of another type than its column is no value, and a missing column is null")
    func wrongTypes() throws {
        let layer = Layer(
            name: "areas", coordinateSystem: nil,
            fields: [
                Field("name", .integer), Field("incidents", .real), Field("peak_significant", .integer),
                Field("density_per_km2", .text),
            ],
            features: [
                Feature(id: "a", shape: nil, values: [.integer(7), .real(2.5), .integer(1), .text("many")]),
                Feature(id: nil, shape: nil, values: [.null, .real(3), .integer(4), .text("2.5")]),
            ])
        let rows = layer.rows(of: AreaLayer.self)
        #expect(rows.map { $0[AreaLayer.name] } == ["7", nil])
        #expect(rows.map { $0[AreaLayer.incidents] } == [nil, 3])
        #expect(rows.map { $0[AreaLayer.hasPeak] } == [true, nil])
        #expect(rows.map { $0[AreaLayer.densityPerKm2] } == [nil, 2.5])
        #expect(rows.map { $0[AreaLayer.q] } == [nil, nil])
        #expect(rows.map { $0.text(AreaLayer.q) } == ["", ""])
        #expect(rows.map(\.id) == ["a", ""])
        #expect(layer.holds(AreaLayer.name) && !layer.holds(AreaLayer.q))
        #expect(CivilDay.read(.text("2024-02-30")) == nil)
        #expect(CivilDay.read(.text("2024-02-29")) == CivilDay(iso: "2024-02-29"))
        #expect(Double.read(.real(.infinity)) == nil)
    }

    @Test("Clusters say whether they are significant, and the map shows those that are")
    func significance() throws {
        let clusters = ReportFixture.clusters()
        let rows = clusters.rows(of: ClusterLayer.self)
        #expect(rows.map { $0[ClusterLayer.significant] } == [true, false])
        #expect(rows.map { $0[ClusterLayer.significant] } == rows.map { ChanceLevel.isReached(by: $0[ClusterLayer.p]) })
        #expect(ClusterLayer.sheet(in: RunLayers(layers: [clusters]))?.items.count == 1)
        // A file of an earlier version has no such column: p tells.
        var early = clusters
        let column = try #require(early.index(of: "significant"))
        early.fields.remove(at: column)
        for index in early.features.indices { early.features[index].values.remove(at: column) }
        #expect(early.rows(of: ClusterLayer.self).map(ClusterLayer.standsOut) == [true, false])
        let scan = ReportFixture.scan()
        let shown = try #require(ScanLayer.sheet(in: RunLayers(layers: [scan]))).items.count
        #expect(scan.rows(of: ScanLayer.self).count { $0[ScanLayer.significant] == true } == shown)
        #expect(
            !ChanceLevel.isReached(by: nil) && ChanceLevel.isReached(by: 0.05) && !ChanceLevel.isReached(by: 0.0501))
        #expect(ChanceLevel.text == "0.05" && ClusterLayer.significant.facts.meaning.contains("at most 0.05:"))
    }

    @Test("Cells that were only counted have no columns of significance, and no density where none was computed")
    func leftOut() throws {
        let all = HotspotLayer.layer(in: nil, rows: [])
        let some = HotspotLayer.layer(in: nil, rows: []) { $0.name == "z" }
        #expect(all.fields.map(\.name) == HotspotLayer.columnFacts.map(\.name))
        #expect(some.fields.map(\.name) == all.fields.map(\.name).filter { $0 != "z" })
    }

    @Test("The map's sheets stand by level, then in the catalogue's order, and every item has a look")
    func sheets() {
        let sheets = LayerCatalogue.sheets(in: RunLayers(layers: ReportFixture.layers()))
        #expect(
            sheets.map(\.key) == [
                "areas", "hotspots", "clusters", "patrol_areas", "repeats", "stops", "schools", "routes", "posts",
            ])
        for sheet in sheets {
            #expect(!sheet.items.isEmpty, "\(sheet.key)")
            #expect(sheet.items.allSatisfy { sheet.looks.indices.contains($0.look) && !$0.parts.isEmpty })
        }
        #expect(sheets[0].items[0].title == "Coventry")
        #expect(sheets[2].items.count == 1, "a cluster within chance is not on the map")
        let empty = LayerCatalogue.sheets(in: RunLayers(layers: []))
        #expect(empty.map(\.key) == sheets.map(\.key))
        #expect(empty.allSatisfy { $0.items.isEmpty })
    }

    private static let layers = LayerCatalogue.all.map { "\($0)" }

    private func definition(_ name: String) throws -> any LayerDefinition.Type {
        try #require(LayerCatalogue.all.first { "\($0)" == name })
    }
}
