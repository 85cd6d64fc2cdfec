import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// What must not be written is not, and what stood there before stays.
@Suite struct WriterFailureTests {
    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    private static let endings = VectorFormat.allCases.filter(\.canWrite).map { $0.endings[0] }

    private func layer(_ shape: Shape?, _ value: FieldValue = .real(1), id: String? = "post-3") -> Layer {
        let whole = Feature(id: "post-1", shape: .point(Point(x: 433000, y: 279000)), values: [.real(1)])
        return Layer(
            name: "posts", coordinateSystem: grid, fields: [Field("length_m", .real)],
            features: [whole, Feature(id: id, shape: shape, values: [value])])
    }

    /// A layer that every format can hold.
    private var sound: Layer { layer(.point(Point(x: 433001, y: 279001))) }

    @Test(arguments: endings)
    func namesTheFeatureWhoseCoordinateIsNoNumber(ending: String) throws {
        let path = folder.path("posts.\(ending)")
        try LayerWriter(path: path).write([sound])
        let before = try folder.names().map { try Data(contentsOf: URL(fileURLWithPath: folder.path($0))) }
        for wrong in [Double.nan, .infinity] {
            let error = #expect(throws: LayersError.self) {
                try LayerWriter(path: path).write([layer(.point(Point(x: 1, y: wrong)))])
            }
            let text = try #require(error?.description)
            #expect(
                text.hasPrefix("\(path): layer \"posts\", feature 2 (\"post-3\"): a coordinate is no finite number"))
        }
        #expect(try folder.names().map { try Data(contentsOf: URL(fileURLWithPath: folder.path($0))) } == before)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func namesTheFieldWhoseNumberIsNone(wrong: Double) throws {
        let path = folder.path("posts.gpkg")
        let error = #expect(throws: LayersError.self) { try LayerWriter(path: path).write([layer(nil, .real(wrong))]) }
        #expect(error?.description.contains("feature 2 (\"post-3\"): field \"length_m\" holds") == true)
        #expect(try folder.names() == [])
    }

    @Test(arguments: [FieldValue.text("12"), .boolean(true)])
    func namesTheFieldWhoseValueDoesNotFit(value: FieldValue) throws {
        let error = #expect(throws: LayersError.self) {
            try LayerWriter(path: folder.path("posts.gpkg")).write([layer(nil, value, id: nil)])
        }
        #expect(error?.description.contains("feature 2: field \"length_m\" is of type real and holds") == true)
    }

    @Test func namesTheFeatureWithTooFewValues() throws {
        var wrong = layer(nil)
        wrong.features[0].values = []
        let error = #expect(throws: LayersError.self) { try LayerWriter(path: folder.path("a.csv")).write([wrong]) }
        #expect(error?.description.contains("feature 1 (\"post-1\"): it has 0 values for 1 fields;") == true)
    }

    @Test(arguments: ["xlsx", "osm", "pbf"])
    func saysThatAFormatIsReadOnly(ending: String) throws {
        let path = folder.path("a.\(ending)")
        let error = #expect(throws: LayersError.self) { try LayerWriter(path: path).write([sound]) }
        #expect(error?.description.contains("but does not write it; write .gpkg or .geojson instead") == true)
        #expect(error?.trouble == .cannotWrite)
    }

    @Test func saysThatAnEndingIsUnknown() throws {
        let error = #expect(throws: LayersError.self) {
            try LayerWriter(path: folder.path("a.dxf")).write([sound])
        }
        #expect(error == .unknownFormat(file: folder.path("a.dxf")))
    }

    @Test(arguments: endings)
    func saysThatTheDirectoryIsMissing(ending: String) throws {
        let path = folder.path("none/posts.\(ending)")
        let error = #expect(throws: FileError.self) { try LayerWriter(path: path).write([sound]) }
        #expect(error?.description.hasSuffix("none does not exist; create it first") == true)
    }

    @Test(arguments: endings)
    func leavesNothingBesideTheFile(ending: String) throws {
        let path = folder.path("posts.\(ending)")
        try LayerWriter(path: path).write([sound])
        try LayerWriter(path: path).write([sound])
        #expect(try folder.names().filter { !$0.hasPrefix("posts.") } == [])
        #expect(try folder.names().contains("posts.\(ending)"))
    }

    @Test(arguments: endings)
    func writesTheSameBytesTwice(ending: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path("a"), withIntermediateDirectories: false)
        try FileManager.default.createDirectory(atPath: folder.path("b"), withIntermediateDirectories: false)
        try LayerWriter(path: folder.path("a/posts.\(ending)")).write([sound])
        try LayerWriter(path: folder.path("b/posts.\(ending)")).write([sound])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("a"))
        for name in names {
            let (a, b) = (folder.path("a/\(name)"), folder.path("b/\(name)"))
            #expect(FileManager.default.contentsEqual(atPath: a, andPath: b), "\(name) differs")
        }
    }

    @Test func removesWhatAnEarlierShapefileLeft() throws {
        try AtomicFile.write("old", to: folder.path("posts.qix"))
        try LayerWriter(path: folder.path("posts.shp")).write([sound])
        #expect(try folder.names() == ["posts.cpg", "posts.dbf", "posts.prj", "posts.shp", "posts.shx"])
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
    func saysThatTheDiskIsFull() {
        let error = #expect(throws: FileError.self) {
            try LayerWriter(path: "/dev/full", format: .geoJSON).write([sound])
        }
        #expect(error == .diskFull("/dev/full"))
    }

    /// A file system of 256 kB, which only root can make.
    @Test(
        .enabled(if: getuid() == 0 && Tool.exists("mount"), "only root can make a small disk"),
        arguments: ["gpkg", "geojson", "shp", "fgb"])
    func saysThatASmallDiskIsFull(ending: String) throws {
        let disk = folder.path("disk-\(ending)")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let mounted = try Tool.run("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk])
        // In a container even root may be forbidden to mount.
        guard mounted.code == 0 else { return }
        defer { _ = try? Tool.run("umount", [disk]) }
        let path = "\(disk)/posts.\(ending)"
        try LayerWriter(path: path).write([sound])
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let row = layer(.point(Point(x: 433001, y: 279001))).features[1]
        var large = layer(nil)
        large.features = Array(repeating: row, count: 20_000)
        let error = #expect(throws: FileError.self) { try LayerWriter(path: path).write([large]) }
        #expect(
            error == .diskFull(path), "\(String(describing: error))")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk).allSatisfy { $0.hasPrefix("posts.") })
    }

    @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
    func saysThatThereIsNoPermission() throws {
        let path = folder.path("posts.gpkg")
        try LayerWriter(path: path).write([sound])
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        let error = #expect(throws: FileError.self) { try LayerWriter(path: path).write([sound]) }
        #expect(error?.description.contains("there is no permission to write there.") == true)
    }

    @Test func saysThatShapesAreMixed() throws {
        var mixed = layer(Sample.shapes["areas"]?.first)
        mixed.name = "mixed"
        let error = #expect(throws: LayersError.self) { try LayerWriter(path: folder.path("a.shp")).write([mixed]) }
        #expect(error?.description.contains("layer \"mixed\" mixes kinds of shapes; write .gpkg instead") == true)
        try LayerWriter(path: folder.path("a.gpkg")).write([mixed])
        #expect(try LayerReader(path: folder.path("a.gpkg")).read().features.count == 2)
    }

    @Test(arguments: ["shp", "tab"])
    func saysThatATextIsTooLong(ending: String) throws {
        let text = String(repeating: "x", count: 300)
        let long = Layer(
            name: "long", coordinateSystem: grid, fields: [Field("note", .text)],
            features: [Feature(shape: .point(Point(x: 433000, y: 279000)), values: [.text(text)])])
        let error = #expect(throws: LayersError.self) {
            try LayerWriter(path: folder.path("a.\(ending)")).write([long])
        }
        #expect(error?.description.contains("feature 1: field \"note\" holds 300 bytes") == true)
    }
}
