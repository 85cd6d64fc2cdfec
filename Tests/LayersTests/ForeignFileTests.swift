import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// A file is data: whatever would have GDAL open another file or a connection, or compute without end, is refused before
/// GDAL sees it. (`CommandTests` looks at the system calls.)
@Suite struct ForeignFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func package(_ name: String = "in.gpkg") throws -> String {
        let path = folder.path(name)
        try LayerWriter(path: path).write([Sample.layer("areas", in: CoordinateSystem("EPSG:27700"))])
        return path
    }

    private func refusal(_ path: String) -> LayersError? {
        do {
            _ = try LayerReader(path: path).read()
            return nil
        } catch {
            return error as? LayersError
        }
    }

    struct Definition: CustomTestStringConvertible {
        var name = "v"
        var type = "table"
        var sql: String
        var what: String
        var testDescription: String { sql }
    }

    /// Some are spelt so that a search for words would miss them or find them where they are not.
    static let definitions = [
        Definition(
            sql: "CREATE VIRTUAL TABLE v USING VirtualText('/etc/passwd', 'UTF-8', 0, POINT, NONE, ':')",
            what: "a virtual table of the kind \"VirtualText\""),
        Definition(
            sql: "CREATE VIRTUAL TABLE v USING VirtualDbf('/etc/passwd', 'UTF-8')",
            what: "a virtual table of the kind \"VirtualDbf\""),
        Definition(
            sql: "CREATE VIRTUAL TABLE v USING VirtualShape('/etc/passwd', 'UTF-8', 27700)",
            what: "a virtual table of the kind \"VirtualShape\""),
        Definition(
            sql: "CREATE VIRTUAL TABLE v USING VirtualGeoJSON('/etc/passwd', 4326)",
            what: "a virtual table of the kind \"VirtualGeoJSON\""),
        Definition(
            name: "rtree",
            sql: "create/* using rtree( */virtual\n--using rtree\ntable\t\"rtree\" USING\n[VirtualText]('/etc/passwd')",
            what: "a virtual table of the kind \"VirtualText\""),
        Definition(
            name: "a using rtree(b", sql: "CREATE VIRTUAL TABLE 'a using rtree(b' USING `virtualtext`(\"/etc/passwd\")",
            what: "a virtual table of the kind \"virtualtext\""),
        Definition(
            sql: "CREATE VIRTUAL TABLE v USING rtree_i32(id, a, b)", what: "a virtual table of the kind \"rtree_i32\""),
        Definition(type: "view", sql: "CREATE VIEW v AS SELECT 1 AS a", what: "a view"),
        Definition(type: "view", sql: "cReAtE/**/vIeW v AS SELECT 1 AS a", what: "a view"),
        Definition(
            type: "view",
            sql: "CREATE VIEW v AS WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n",
            what: "a view"),
    ]

    @Test(arguments: definitions) func whatAGeoPackageComputesIsRefused(_ definition: Definition) throws {
        let path = try package()
        #expect(Database(path).define(definition.name, type: definition.type, definition.sql) == nil)
        #expect(refusal(path) == .computed(file: path, table: definition.name, what: definition.what))
    }

    /// SQLite goes by the words of the definition, so a lie about the type must not pass.
    @Test(arguments: ["table", "index", "trigger", "nothing"]) func aViewUnderAnotherNameIsRefused(_ type: String)
        throws
    {
        let path = try package()
        #expect(Database(path).define("v", type: type, "CREATE VIEW v AS SELECT 1 AS a") == nil)
        #expect(refusal(path) != nil)
    }

    @Test func aComputedColumnIsRefused() throws {
        let path = try package()
        #expect(Database(path).run("ALTER TABLE areas ADD COLUMN big AS (hex(zeroblob(100000000)))") == nil)
        #expect(
            refusal(path)
                == .computed(file: path, table: "areas", what: "a table with the computed column \"big\""))
    }

    @Test func plainTablesIndexesAndTriggersStay() throws {
        let path = try package()
        let database = Database(path)
        #expect(database.run("CREATE INDEX by_name ON areas(name)") == nil)
        #expect(
            database.run("CREATE TRIGGER t AFTER INSERT ON areas BEGIN SELECT writefile('/tmp/x', 'y'); END") == nil)
        #expect(database.run("CREATE TABLE \"using VirtualText('/etc/passwd')\" (\"create view\" TEXT)") == nil)
        #expect(try LayerReader(path: path).read(layer: "areas").features.count == 3)
    }

    @Test func theRefusalSaysWhatToDo() {
        let error = LayersError.computed(file: "a.gpkg", table: "v", what: "a view")
        #expect(
            error.description
                == "a.gpkg: \"v\" is a view, which is computed when it is read and may open other files; export the layer anew as a plain table (in QGIS: Export, Save Features As)"
        )
    }

    /// A part of the rows would be neither read nor digested.
    @Test func rowsBesideTheFileAreNotLeftOutInSilence() throws {
        let path = try package()
        var open: Database? = Database(path)
        #expect(open?.run("PRAGMA journal_mode = WAL; DELETE FROM areas WHERE fid = 3") == nil)
        #expect(refusal(path) == .openElsewhere(file: path, beside: "in.gpkg-wal"))
        open = nil
        #expect(try LayerReader(path: path).read().features.count == 2)
    }

    /// Opened as usual, such a file has a log and a lock made beside it and is written to.
    @Test func aFileInLogModeIsLeftAsItIs() throws {
        let path = try package()
        #expect(Database(path).run("PRAGMA journal_mode = WAL") == nil)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        #expect(try LayerReader(path: path).read().features.count == 3)
        #expect(try folder.names() == ["in.gpkg"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test(arguments: ["a b.gpkg", "a%20b.gpkg", "a?b#c.gpkg", "file:x.gpkg", "ä&=.gpkg"])
    func aPathIsAPathWhateverItsCharacters(_ name: String) throws {
        #expect(try LayerReader(path: try package(name)).read().features.count == 3)
    }

    static let point = #""geometry":{"type":"Point","coordinates":[-1.5,52.4]}"#

    @Test(arguments: [
        #""crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/x","type":"proj4"}},"#,
        #""crs" : {"type":"LINK","properties":{"HREF":"http://127.0.0.1:9/x"}},"#,
        #""crs":{"properties":{"url":"http://127.0.0.1:9/x"},"type":"url"},"#,
        #""\u0063r\u0053":{"type":"l\u0069nk","properties":{"href":"http://127.0.0.1:9/x"}},"#,
        "'crs':{'type':'link','properties':{'href':'http://127.0.0.1:9/x'}},",
        #""crs":{"type":"name","properties":{"name":"http://127.0.0.1:9/x"}},"#,
        #""crs":{"type":"name","properties":{"name":"+init=/etc/passwd:1"}},"#,
        #""crs":{"type":"name","properties":{"name":"+proj=longlat +ellps=airy +n\u0061dgrids=@/etc/passwd"}},"#,
        #""a":"\\","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/x"}},"#,
        #""a":"\"","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/x"}},"#,
    ])
    func aLinkInGeoJSONIsRefused(_ member: String) throws {
        let path = folder.path("in.geojson")
        let feature = "{\"type\":\"Feature\",\"properties\":{\"n\":1},\(Self.point)}"
        for text in [
            "{\"type\":\"FeatureCollection\",\(member)\"features\":[\(feature)]}",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\(member)\"type\":\"Point\",\"coordinates\":[1,2]}}]}",
            "{\(member)\"type\":\"Point\",\"coordinates\":[1,2]}",
        ] {
            try AtomicFile.write(text, to: path)
            guard case .reachesOut = refusal(path) else {
                Issue.record("\(text) is read: \(String(describing: refusal(path)))")
                continue
            }
        }
    }

    @Test(arguments: [
        ("\"urn:ogc:def:crs:EPSG::27700\"", "EPSG:27700"), ("\"urn:ogc:def:crs:OGC:1.3:CRS84\"", "EPSG:4326"),
        ("\"EPSG:27700\"", "EPSG:27700"),
        ("\"http:\\/\\/www.opengis.net\\/def\\/crs\\/EPSG\\/0\\/27700\"", "EPSG:27700"),
    ])
    func aNameInGeoJSONIsLookedUp(_ name: String, _ code: String) throws {
        let path = folder.path("in.geojson")
        try AtomicFile.write(
            """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":\(name)}},"features":[
            {"type":"Feature","properties":{"link":"http://127.0.0.1/","n":"a 'b' / c \\" crs"},\(Self.point)}]}
            """, to: path)
        #expect(try LayerReader(path: path).read().coordinateSystem?.definition == code)
    }

    /// GDAL takes the coordinates for degrees then, and says so to nobody.
    @Test func anUnknownNameInGeoJSONIsRefused() throws {
        let path = folder.path("in.geojson")
        try AtomicFile.write(
            """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::99999999"}},
            "features":[{"type":"Feature","properties":{},\(Self.point)}]}
            """, to: path)
        guard case .coordinateSystem = refusal(path) else {
            Issue.record("\(String(describing: refusal(path)))")
            return
        }
    }

    /// The text comes in pieces, which end anywhere.
    @Test func theScanDoesNotDependOnThePieces() {
        let link =
            #"{"a\"":"b\\","geometry":{"c":[{},"x"]},"CR\u0053" : {"type":"name","properties":{"name":"http://e/"}}}"#
        let name = #"{"crs":{"type":"name","properties":{"name":"EPSG:27700"}},"b":{"href":"http://e/"},"c":"link"}"#
        for (text, fault) in [(link, SystemScan.Fault.link("http://e/")), (name, nil)] {
            let bytes = Array(text.utf8)
            for size in 1...bytes.count {
                var scan = SystemScan()
                for start in stride(from: 0, to: bytes.count, by: size) {
                    bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { scan.read($0) }
                }
                #expect(scan.fault == fault, "pieces of \(size)")
            }
        }
    }

    @Test(arguments: [
        "!Table\n!Version 100\nOpen Table \"../other.tab\" Hide\nCreate  View x as\nSelect a From b, c\n",
        "!table\n!version 300\n\ncreate view x as\nSelect name\nFrom a, b\n",
        "!table\n!version 300\nDefinition Table\nType NATIVE\nFields 1\nTable Char (100) ;\nbegin_metadata\n\"\\IsSeamless\" = \"TRUE\"\nend_metadata\n",
    ])
    func aTableMadeOfOthersIsRefused(_ text: String) throws {
        let path = folder.path("in.tab")
        try AtomicFile.write(text, to: path)
        guard case .reachesOut = refusal(path) else {
            Issue.record("\(String(describing: refusal(path)))")
            return
        }
    }

    private static let shifted = """
        PROJCS["x",GEOGCS["g",DATUM["d",SPHEROID["Airy",6377563,299.3],EXTENSION["PROJ4_GRIDS","/etc/passwd"]],\
        PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],UNIT["metre",1]]
        """

    @Test(arguments: ["prj", "PRJ"]) func aGridNamedByItsPathIsRefusedBesideAShapefile(_ ending: String) throws {
        let path = folder.path("in.shp")
        try LayerWriter(path: path).write([Sample.layer("points", in: CoordinateSystem("EPSG:27700"))])
        try FileManager.default.removeItem(atPath: folder.path("in.prj"))
        try AtomicFile.write(Self.shifted, to: folder.path("in.\(ending)"))
        guard case .reachesOut = refusal(path) else {
            Issue.record("\(String(describing: refusal(path)))")
            return
        }
    }

    @Test func aGridNamedByItsPathIsRefusedInAGeoPackage() throws {
        let path = try package()
        let text = Self.shifted.replacingOccurrences(of: "'", with: "''")
        #expect(
            Database(path).run("UPDATE gpkg_spatial_ref_sys SET definition = '\(text)' WHERE srs_id = 27700") == nil)
        #expect(refusal(path) == .reachesOut(file: path, what: "a coordinate system in it names another file"))
    }

    @Test func aGridNamedByItsPathIsRefusedInFlatGeobuf() throws {
        let path = folder.path("in.fgb")
        let text = Array(Self.shifted.utf8)
        let length = withUnsafeBytes(of: UInt32(text.count).littleEndian) { Array($0) }
        try Data([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0] + length + text).write(to: URL(fileURLWithPath: path))
        #expect(refusal(path) == .reachesOut(file: path, what: "its coordinate system names another file"))
    }

    /// A table's pages that all lead to the same one: a hundred thousand million rows in some pages.
    @Test func aTreeThatRepeatsItselfEnds() throws {
        let path = try package()
        let found = try SQLiteFile(reading: path).rows(
            "SELECT CAST(rootpage AS TEXT) FROM sqlite_master WHERE name = 'areas'")
        let root = try #require(found.first?.first.flatMap { $0 }.flatMap { Int($0) })
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        func big(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let size = Int(bytes[16]) << 8 | Int(bytes[17])
        let pages = bytes.count / size
        let leaf = Array(bytes[(root - 1) * size..<root * size])
        #expect(leaf[0] == 13, "the table's first page is its only one")
        /// An inner page of a table with a hundred ways to the page `child`.
        func inner(to child: Int) -> [UInt8] {
            var page = [UInt8](repeating: 0, count: size)
            let cells = 100
            page.replaceSubrange(
                0..<12, with: [5, 0, 0] + big(cells, 2) + big(size - cells * 5, 2) + [0] + big(child, 4))
            for cell in 0..<cells {
                let start = size - (cell + 1) * 5
                page.replaceSubrange(12 + cell * 2..<14 + cell * 2, with: big(start, 2))
                page.replaceSubrange(start..<start + 5, with: big(child, 4) + [UInt8(cell)])
            }
            return page
        }
        for level in 1...5 { bytes += inner(to: pages + level + 1) }
        bytes += leaf
        bytes.replaceSubrange((root - 1) * size..<root * size, with: inner(to: pages + 1))
        bytes.replaceSubrange(28..<32, with: big(bytes.count / size, 4))
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        guard case .readFailed(_, "areas", _, let message) = refusal(path) else {
            Issue.record("\(String(describing: refusal(path)))")
            return
        }
        #expect(message == "it gives more rows than the file can hold")
    }

    /// What a file says of its own size is believed only as far as it is harmless.
    @Test func aBoastedNumberOfRowsDoesNoHarm() throws {
        let path = try package()
        #expect(Database(path).run("UPDATE gpkg_ogr_contents SET feature_count = 9000000000000000000") == nil)
        #expect(try LayerReader(path: path).read().features.count == 3)
    }

    @Test func noOtherDriverIsLeft() {
        #expect(
            Set(GDAL.driverNames).isSubset(of: Set(VectorFormat.allCases.flatMap(\.driverNames) + GDAL.rasterDrivers)))
        #expect(GDAL.driverNames.contains("GPKG"))
    }
}
