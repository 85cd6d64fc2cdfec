import Foundation
import Testing

@testable import HomewardGeometry

@Suite struct CoordinateSystemTests {
    @Test(arguments: [
        ("EPSG:27700", "EPSG:27700", "OSGB36 / British National Grid"),
        ("epsg:27700", "EPSG:27700", "OSGB36 / British National Grid"),
        (" EPSG:27700\n", "EPSG:27700", "OSGB36 / British National Grid"),
        ("urn:ogc:def:crs:EPSG::27700", "EPSG:27700", "OSGB36 / British National Grid"),
        ("OSGB36 / British National Grid", "EPSG:27700", "OSGB36 / British National Grid"),
        ("+proj=utm +zone=15 +datum=WGS84", "EPSG:32615", "WGS 84 / UTM zone 15N"),
        ("+init=epsg:27700", "EPSG:27700", "OSGB36 / British National Grid"),
        ("EPSG:7405", "EPSG:27700", "OSGB36 / British National Grid"),
    ])
    func projected(_ words: String, _ code: String, _ name: String) throws {
        let system = try CoordinateSystem(words)
        #expect(system.definition == code && system.name == name)
        #expect(system.isProjectedInMetres && !system.isGeographic && system.metresPerUnit == 1)
    }

    @Test(arguments: ["EPSG:4326", "OGC:CRS84", "EPSG:4277", "EPSG:4979", "+proj=longlat +datum=WGS84", "WGS 84"])
    func geographic(_ words: String) throws {
        let system = try CoordinateSystem(words)
        #expect(system.isGeographic && !system.isProjectedInMetres && system.metresPerUnit == 1)
        // What it calls itself leads back to the same system.
        #expect(try CoordinateSystem(system.definition) == system)
    }

    @Test func feetAreNoMetres() throws {
        let system = try CoordinateSystem("EPSG:2277")
        #expect(!system.isProjectedInMetres && !system.isGeographic)
        #expect(agree(system.metresPerUnit, 0.3048006096, relative: 1e-9))
    }

    /// The `.prj` file that Esri's programs write beside a shapefile names no code.
    @Test func wellKnownTextWithoutACode() throws {
        let esri = """
            PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,\
            299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
            PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],\
            PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]
            """
        #expect(try CoordinateSystem(esri).definition == "EPSG:27700")
        let own = try CoordinateSystem("+proj=tmerc +lat_0=52 +lon_0=-1.5 +ellps=airy +units=m")
        #expect(own.definition.hasPrefix("PROJCRS") && own.isProjectedInMetres)
        #expect(try CoordinateSystem(own.definition) == own)
    }

    @Test(arguments: [
        "+proj=longlat +ellps=airy +nadgrids=/etc/passwd", "+proj=longlat +ellps=airy +nadgrids=@null,@./x.gsb",
        "+proj=longlat +ellps=airy +nadgrids=a/../../../x.gsb", "proj=longlat ellps=airy nadgrids=~/x.gsb",
        "+init=/etc/passwd:1", "+proj=longlat +geoidgrids=http://127.0.0.1:9/x.gtx",
        "GEOGCS[\"g\",DATUM[\"d\",SPHEROID[\"a\",6377563,299],EXTENSION[\"PROJ4_GRIDS\",\"/etc/passwd\"]]]",
        "{\"parameters\":[{\"name\":\"Latitude and longitude difference file\",\"value\":\"/etc/passwd\"}]}",
    ])
    func whatNamesAFileByItsPathIsRefused(_ words: String) {
        #expect(CoordinateSystem.namesFile(words))
        let thrown = error { () throws(GeometryError) in _ = try CoordinateSystem(words) }
        #expect(thrown == .coordinateSystem(definition: words, message: "it names a file by its path"))
    }

    /// Web Mercator as GDAL writes it has `nadgrids`, and names of systems have strokes.
    @Test(arguments: [
        "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +units=m +nadgrids=@null +wktext +no_defs",
        "+proj=longlat +ellps=airy +nadgrids=OSTN15_NTv2_OSGBtoETRS.gsb", "OSGB36 / British National Grid",
        "http://www.opengis.net/def/crs/EPSG/0/27700", "urn:ogc:def:crs:EPSG::27700", "/a path/ but no grid",
    ])
    func whatNamesNoFileIsNotSuspected(_ words: String) {
        #expect(!CoordinateSystem.namesFile(words))
    }

    @Test func aMissingDatabaseIsTheMachinesFault() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("homeward-proj-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let thrown = error { () throws(GeometryError) in _ = try ProjContext(dataDirectories: [folder.path]) }
        #expect(thrown == .noDatabase(folders: [folder.path]))
        #expect(thrown?.trouble == .unavailable)
    }

    @Test(arguments: [
        "", "   ", "nonsense", "EPSG:99999999", "EPSG:", "EPSG:4978", "EPSG:5701", "+proj=nothing", "PROJCS[", "\0",
    ])
    func whatIsNoSystemIsRefused(_ words: String) {
        let thrown = error { () throws(GeometryError) in _ = try CoordinateSystem(words) }
        guard case .coordinateSystem(words, let message) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(!message.isEmpty)
    }
}
