import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// What a GeoPackage says of its layers and columns.
@Suite struct PackageNotesTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("notes.gpkg")
        let system = try CoordinateSystem("EPSG:27700")
        let line = Shape.lineString(LineString([Point(x: 433_000, y: 279_000), Point(x: 433_100, y: 279_000)]))
        let fields = [
            Field("length_m", .real, title: "Length (m)", meaning: "How long the team's walk is; 0 where it isn't."),
            Field("plain", .text),
        ]
        let layers = ["routes", "it's"].map { name in
            Layer(
                name: name, coordinateSystem: system, fields: fields,
                features: [Feature(id: "R1", shape: line, values: [.real(100), .text("x")])])
        }
        try LayerWriter(path: path).write(
            layers,
            options: WriteOptions(provenance: ProvenanceTests.provenance, summaries: ["routes": "Where <teams> walk."]))
    }

    @Test func columnsHaveNamesForPeopleAndMeanings() {
        let file = Database(path)
        let columns = file.rows("SELECT table_name, column_name, name, title, description FROM gpkg_data_columns")
        let meaning = "How long the team's walk is; 0 where it isn't."
        let key = ["id", "Key", "Key", "The feature's key, unique in its layer."]
        let length = ["length_m", "Length (m)", "Length (m)", meaning]
        #expect(columns == [["routes"] + key, ["routes"] + length, ["it's"] + key, ["it's"] + length])
        let extensions = file.rows("SELECT table_name, extension_name FROM gpkg_extensions WHERE column_name IS NULL")
        for table in ["gpkg_data_columns", "gpkg_data_column_constraints"] {
            #expect(extensions.contains([table, "gpkg_schema"]))
        }
        for table in ["gpkg_metadata", "gpkg_metadata_reference"] {
            #expect(extensions.count { $0 == [table, "gpkg_metadata"] } == 1)
        }
    }

    @Test func eachLayerSaysWhatItsReaderMustKnow() throws {
        let file = Database(path)
        for layer in ["routes", "it''s"] {
            let notes = file.rows(
                """
                SELECT m.mime_type, m.md_standard_uri, m.metadata, r.timestamp FROM gpkg_metadata m
                JOIN gpkg_metadata_reference r ON r.md_file_id = m.id
                WHERE r.reference_scope = 'table' AND r.table_name = '\(layer)' AND m.md_scope = 'dataset'
                """)
            #expect(notes.map { $0[0] } == ["application/json", "text/xml"])
            #expect(notes.allSatisfy { $0[3] == "2000-01-01T00:00:00.000Z" })
            let json = try JSONSerialization.jsonObject(with: Data(notes[0][2].utf8)) as? [String: Any]
            let metadata = try #require(json?["metadata"] as? [String: Any])
            #expect(metadata["audience"] as? String == "internal")
            #expect(metadata["assumptions"] as? [String] == ProvenanceTests.provenance.assumptions)
            #expect(metadata["exercise"] as? String == "EXERCISE: made-up streets and made-up incidents")
            #expect(json?["summary"] as? String == (layer == "routes" ? "Where <teams> walk." : nil))
            #expect(notes[1][1] == "http://mrcc.com/qgis.dtd")
            for word in [
                "<title>EXERCISE: made-up streets and made-up incidents – ", "internal: may show single incidents",
                "Some &quot;outlines&quot; &amp; &lt;lines&gt; are assumed.", "hotspots.cell_m: 137",
                "<history>Seed: 4242",
            ] {
                #expect(notes[1][2].contains(word), "\(word)")
            }
        }
        // GDAL's own row for the file as a whole is there once, and reads back.
        #expect(file.rows("SELECT * FROM gpkg_metadata_reference WHERE reference_scope = 'geopackage'").count == 1)
        #expect(try LayerReader(path: path).metadata()["seed"] == "4242")
    }

    @Test(.enabled(if: Tool.exists("ogrinfo"), "ogrinfo is not here"))
    func anotherProgramReadsThem() throws {
        let said = try Tool.run("ogrinfo", ["-ro", "-so", path, "routes"])
        #expect(said.code == 0 && !said.text.contains("Warning"), "\(said.text)")
        // GDAL shows names of columns from version 3.7 on, and what others have said of a layer since long.
        #expect(said.text.contains("GPKG_METADATA_ITEM_1") && said.text.contains("internal: may show single incidents"))
    }

    @Test func withoutAnythingToSayNothingIsMade() throws {
        let bare = folder.path("bare.gpkg")
        try LayerWriter(path: bare).write([Sample.layer("lines", in: CoordinateSystem("EPSG:27700"))])
        let tables = Database(bare).rows("SELECT name FROM sqlite_master WHERE type = 'table'").joined()
        #expect(!tables.contains("gpkg_metadata") && !tables.contains("gpkg_data_columns"))
    }
}
