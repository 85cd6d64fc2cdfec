import Foundation
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct GeoPackageTests {
    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    private var layers: [Layer] {
        var table = Sample.layer("areas", in: nil)
        table.name = "visits"
        for index in table.features.indices {
            table.features[index].shape = nil
            table.features[index].id = "visit-\(index)"
        }
        let nothing = Layer(name: "nothing", coordinateSystem: grid, fields: Sample.fields, features: [])
        return ["areas", "lines", "points"].map { Sample.layer($0, in: grid) } + [table, nothing]
    }

    private let styles = [
        QGISStyle(layer: "areas", name: "Areas by risk", qml: "<qgis styleCategories=\"Symbology\"><!-- ä --></qgis>"),
        QGISStyle(layer: "areas", name: "Areas in grey", qml: "<qgis/>"),
        QGISStyle(layer: "points", name: "Posts", qml: "<qgis/>"),
    ]

    private func write(_ name: String) throws -> String {
        let path = folder.path(name)
        try LayerWriter(path: path).write(layers, options: WriteOptions(styles: styles))
        return path
    }

    @Test func holdsSeveralLayersAndHidesTheStyles() throws {
        let reader = LayerReader(path: try write("run.gpkg"))
        // GDAL lists layers with shapes before tables without.
        let names = try reader.layerNames()
        #expect(names == ["areas", "lines", "points", "nothing", "visits"])
        #expect(try reader.read(layer: "lines").features.count == 3)
        #expect(try reader.read(layer: "nothing").features.isEmpty)
        #expect(try reader.read(layer: "nothing").coordinateSystem == grid)
    }

    @Test func keepsIdentifiersInAColumn() throws {
        let table = try LayerReader(path: try write("run.gpkg")).read(layer: "visits")
        #expect(table.fields.first == Field("id", .text))
        #expect(table.features.map(\.id) == ["visit-0", "visit-1", "visit-2"])
        #expect(table.features.allSatisfy { $0.shape == nil })
        #expect(table.coordinateSystem == nil)
    }

    @Test func writesTheSameBytesTwice() throws {
        let first = try write("first.gpkg")
        // A clock with seconds in it would show.
        Thread.sleep(forTimeInterval: 1.1)
        let second = try write("second.gpkg")
        #expect(FileManager.default.contentsEqual(atPath: first, andPath: second))
    }

    @Test func keepsStylesAsQGISLooksForThem() throws {
        let table = try LayerReader(path: try write("run.gpkg")).read(layer: "layer_styles")
        #expect(
            table.fields.map(\.name) == [
                "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML",
                "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time",
            ])
        #expect(table.features.map { $0.values[2].asText } == ["areas", "areas", "points"])
        #expect(table.features.map { $0.values[3].asText } == ["geom", "geom", "geom"])
        #expect(table.features.map { $0.values[7] } == [.boolean(true), .boolean(false), .boolean(true)])
        #expect(table.features.first?.values[1] == .text(""))
        #expect(table.features.first?.values[5].asText == styles[0].qml)
    }

    @Test func holdsAProjectAsQGISLooksForIt() throws {
        let project = QGISProject(name: "It's ours", xml: "<qgis><title>ä & 'b'</title></qgis>")
        let paths = try ["first.gpkg", "second.gpkg"].map { name in
            let path = folder.path(name)
            try LayerWriter(path: path).write(layers, options: WriteOptions(styles: styles, projects: [project]))
            // The clock of an archive goes by two seconds.
            Thread.sleep(forTimeInterval: 2.1)
            return path
        }
        #expect(FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]))
        let file = try SQLiteFile(reading: paths[0])
        let definition = try file.rows("SELECT sql FROM sqlite_master WHERE name = 'qgis_projects'")
        #expect(
            definition == [["CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"]])
        let row = try #require(try file.rows("SELECT name, metadata, content FROM qgis_projects").first)
        #expect(row[0] == project.name)
        #expect(row[1] == #"{"last_modified_time": "2000-01-01T00:00:00", "last_modified_user": ""}"#)
        let digits = try #require(row[2])
        #expect(digits.contains(/^([0-9a-f]{2})+$/))
        // The head of an entry: its mark, and no time at its places 10 to 13.
        #expect(digits.hasPrefix("504b0304") && digits.dropFirst(20).prefix(8) == "00000000")
        // It is no layer: no list names it, and whoever reads the file finds what was there.
        #expect(try file.rows("SELECT * FROM gpkg_contents WHERE table_name = 'qgis_projects'").isEmpty)
        #expect(try LayerReader(path: paths[0]).layerNames() == LayerReader(path: try write("plain.gpkg")).layerNames())
    }

    @Test(.enabled(if: Tool.exists("python3"), "python3 is not here"))
    func packsAProjectAsOthersUnpackIt() throws {
        let path = folder.path("run.gpkg")
        let xml = "<qgis><title>ä & 'b'</title>" + String(repeating: "<layer/>", count: 10_000) + "</qgis>"
        try LayerWriter(path: path).write(
            layers,
            options: WriteOptions(projects: [QGISProject(name: "P", xml: xml), QGISProject(name: "Q", xml: "")])
        )
        let program = """
            import io, sqlite3, sys, zipfile
            rows = sqlite3.connect(sys.argv[1]).execute("SELECT content FROM qgis_projects ORDER BY name").fetchall()
            files = [zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) for (content,) in rows]
            print([(file.namelist(), file.testzip()) for file in files])
            sys.stdout.buffer.write(files[0].read("project.qgs"))
            """
        let answer = try Tool.run("python3", ["-c", program, path])
        #expect(answer.code == 0)
        #expect(answer.text.hasPrefix("[(['project.qgs'], None), (['project.qgs'], None)]\n"))
        #expect(answer.text.hasSuffix(xml))
    }

    @Test func refusesAStyleForALayerThatIsNotThere() throws {
        let path = folder.path("run.gpkg")
        let options = WriteOptions(styles: [QGISStyle(layer: "area", name: "x", qml: "<qgis/>")])
        let error = #expect(throws: LayersError.self) { try LayerWriter(path: path).write(layers, options: options) }
        #expect(error?.description.contains("did you mean \"areas\"?") == true)
        #expect(try folder.names() == [])
    }

    @Test(.enabled(if: Tool.exists("ogrinfo"), "GDAL's tools are not here"))
    func opensInGDALsOwnTools() throws {
        let path = try write("run.gpkg")
        let list = try Tool.run("ogrinfo", ["-ro", "-q", path])
        #expect(list.code == 0)
        for line in [
            "areas (Polygon)", "lines (Line String)", "points (Point)", "visits (None)", "layer_styles (None)",
        ] {
            #expect(list.text.contains(line), "\(line) is not in \(list.text)")
        }
        let areas = try Tool.run("ogrinfo", ["-ro", "-so", path, "areas"])
        #expect(areas.text.contains("Feature Count: 3"))
        #expect(areas.text.contains("ID[\"EPSG\",27700]"))
        #expect(areas.text.contains("density_per_km2: Real"))
        #expect(!areas.text.contains("Warning"))
        let first = try Tool.run("ogrinfo", ["-ro", "-q", "-fid", "1", path, "areas"])
        #expect(first.text.contains("count (Integer64) = 9007199254740993"))
    }

    @Test(.enabled(if: Tool.exists("sqlite3"), "sqlite3 is not here"))
    func isASoundDatabase() throws {
        let path = try write("run.gpkg")
        #expect(try Tool.run("sqlite3", [path, "PRAGMA integrity_check"]).text == "ok\n")
        let registered = try Tool.run(
            "sqlite3", [path, "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"])
        #expect(registered.text == "attributes\n")
    }

    @Test func leavesFieldsThatBearTheNamesOfItsOwnColumns() throws {
        let fields = [Field("fid", .text), Field("geom", .text)]
        let feature = Feature(shape: .point(Point(x: 1, y: 2)), values: [.text("a"), .text("b")])
        let path = folder.path("own.gpkg")
        try LayerWriter(path: path).write([
            Layer(name: "own", coordinateSystem: grid, fields: fields, features: [feature])
        ])
        let layer = try LayerReader(path: path).read()
        #expect(layer.fields == fields)
        #expect(layer.features.first?.values == feature.values)
    }
}
