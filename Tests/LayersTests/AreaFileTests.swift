import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct AreaFileTests {
    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    /// A GeoJSON file with one square for each feature, `step` squares to the east of the first.
    private func file(_ features: [(properties: String, ring: String)]) throws -> String {
        let body = features.map {
            "{\"type\":\"Feature\",\"properties\":{\($0.properties)},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\($0.ring)]]}}"
        }
        let path = folder.path("areas.geojson")
        try AtomicFile.write("{\"type\":\"FeatureCollection\",\"features\":[\(body.joined(separator: ","))]}", to: path)
        return path
    }

    private let square = "[-1.5,52.4],[-1.49,52.4],[-1.49,52.41],[-1.5,52.41],[-1.5,52.4]"
    private let next = "[-1.49,52.4],[-1.48,52.4],[-1.48,52.41],[-1.49,52.41],[-1.49,52.4]"
    private let bow = "[-1.5,52.4],[-1.49,52.41],[-1.49,52.4],[-1.5,52.41],[-1.5,52.4]"

    @Test func readsNamesFlagsAndNotesInTheOrderOfTheFile() throws {
        let path = try file([
            ("\"name\":\"Hillfields\",\"official\":false,\"note\":\"drawn by hand\"", square),
            ("\"name\":\"St Michael's\",\"official\":true", next), ("\"name\":\"Radford\"", next),
        ])
        let areas = try AreaFile.read(path: path, in: grid)
        #expect(areas.map(\.name) == ["Hillfields", "St Michael's", "Radford"])
        // Nothing is said of the third: it is not called unofficial.
        #expect(areas.map(\.isOfficial) == [false, true, nil])
        #expect(areas.map(\.note) == ["drawn by hand", nil, nil])
        let area = try areas[0].shape.area()
        #expect(abs(area - 756_500) < 1000, "\(area) m²")
    }

    @Test func givesTheWantedAreasInTheirOwnOrder() throws {
        let path = try file([("\"name\":\"A\"", square), ("\"name\":\"B\"", next)])
        #expect(try AreaFile.read(path: path, names: ["B", "A"], in: grid).map(\.name) == ["B", "A"])
    }

    @Test func joinsFeaturesOfTheSameName() throws {
        let path = try file([("\"name\":\"A\"", square), ("\"name\":\"A\"", next)])
        let areas = try AreaFile.read(path: path, in: grid)
        #expect(areas.count == 1)
        #expect(try areas[0].shape.validity().isValid)
        #expect(abs(try areas[0].shape.area() - 1_513_000) < 2000)
    }

    @Test func mendsAnOutlineOnRequestAndSaysSo() throws {
        let path = try file([("\"name\":\"A\"", square), ("\"name\":\"Hillfields\"", bow)])
        let areas = try AreaFile.read(path: path, mending: true, in: grid)
        #expect(areas.map { $0.mending != nil } == [false, true])
        let mending = try #require(areas[1].mending)
        #expect(mending.fault == "Self-intersection" && mending.parts == 1)
        #expect(mending.place.map { abs($0.x + 1.495) < 1e-9 && abs($0.y - 52.405) < 1e-9 } == true)
        // The two wings are alike and drawn round opposite ways: together they had no ground.
        #expect(abs(mending.squareMetresBefore) < 200, "\(mending)")
        #expect(abs(mending.squareMetresAfter - 378_250) < 1000, "\(mending)")
        for area in areas { #expect(try area.shape.validity().isValid) }
        // The two triangles of the bow tie, and nothing more.
        let ground = try areas[1].shape.area()
        let hull = try areas[1].shape.convexHull().area()
        #expect(ground > 0.3 * hull && ground < 0.7 * hull)
        #expect(try AreaFile.read(path: path, names: ["A"], in: grid).map(\.outline) == [areas[0].outline])
    }

    /// Mending a tangle of some thousand vertices takes minutes and gigabytes; it is told from an outline beforehand.
    @Test(arguments: [true, false]) func aTangleIsRefused(mending: Bool) throws {
        var place = 1
        let ring = (0..<2000).map { _ in
            place = place * 48_271 % 2_147_483_647
            return "[\(-1.5 + Double(place % 9973) / 1e6),\(52.4 + Double(place / 9973 % 9973) / 1e6)]"
        }
        let path = try file([("\"name\":\"A\"", (ring + [ring[0]]).joined(separator: ","))])
        #expect(throws: LayersError.tangledAreas(file: path, layer: "areas")) {
            try AreaFile.read(path: path, mending: mending, in: grid)
        }
    }

    @Test func aLongNameAndAPlaceBeyondTheEarthAreRefused() throws {
        let long = try file([("\"name\":\"\(String(repeating: "n", count: 5000))\"", square)])
        let tooLong = #expect(throws: LayersError.self) { try AreaFile.read(path: long, in: grid) }
        #expect(tooLong?.description.hasSuffix("the name is 5000 bytes long, more than 1000; shorten it") == true)
        let far = folder.path("far.geojson")
        try AtomicFile.write(
            """
            {"type":"FeatureCollection","name":"far","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},
            "features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon",
            "coordinates":[[[433000,279000],[1e308,279000],[1e308,1e308],[433000,279000]]]}}]}
            """, to: far)
        let error = #expect(throws: LayersError.self) { try AreaFile.read(path: far, in: grid) }
        #expect(error?.description.contains("feature \"A\": 1e+308, 279000.0 is no place on Earth") == true)
    }

    @Test func saysWhichOutlineCrossesItselfAndWhere() throws {
        let path = try file([("\"name\":\"A\"", square), ("\"name\":\"Hillfields\"", bow)])
        let error = #expect(throws: LayersError.self) { try AreaFile.read(path: path, in: grid) }
        let text = try #require(error?.description)
        #expect(
            text.hasPrefix(
                "\(path): layer \"areas\": the outline of \"Hillfields\" is invalid: Self-intersection near -1.495 52.4"
            ))
        #expect(text.contains("Fix geometries"))
        #expect(error?.trouble == .badData)
        // The fault harms nobody who does not ask for that area.
        #expect(try AreaFile.read(path: path, names: ["A"], in: grid).count == 1)
    }

    @Test func suggestsTheNearestName() throws {
        let path = try file([("\"name\":\"Hillfields\"", square), ("\"name\":\"Foleshill\"", next)])
        let error = #expect(throws: LayersError.self) { try AreaFile.read(path: path, names: ["Hilfields"], in: grid) }
        #expect(
            error?.description
                == "\(path): there is no area \"Hilfields\"; did you mean \"Hillfields\"? Its areas are: Hillfields, Foleshill"
        )
    }

    @Test(arguments: ["precinct", "WD24NM", "ward_name", "Label"])
    func findsTheFieldOfNames(field: String) throws {
        let path = try file([("\"code\":\"E05\",\"\(field)\":\"A\"", square)])
        #expect(try AreaFile.read(path: path, in: grid).map(\.name) == ["A"])
    }

    @Test func suggestsTheNearestField() throws {
        let path = try file([("\"ward\":\"A\"", square)])
        let error = #expect(throws: LayersError.self) { try AreaFile.read(path: path, nameField: "wards", in: grid) }
        #expect(
            error?.description.contains("has no field \"wards\"; did you mean \"ward\"? Its fields are: ward") == true)
    }

    @Test func saysThatAPointIsNoArea() throws {
        let path = folder.path("points.geojson")
        try LayerWriter(path: path).write([Sample.layer("points", in: grid)])
        let error = #expect(throws: LayersError.self) { try AreaFile.read(path: path, in: grid) }
        #expect(error?.description.contains("feature 1 (\"Wood End / Moat House\"): it is no polygon;") == true)
    }

    // MARK: Names

    /// A precinct in each of whose outlines another beat stands: sixty beats became three areas without a word.
    private func beats(_ more: (Int) -> String) throws -> String {
        try file(
            (0..<60).map { index in
                let (west, south) = (-1.5 + Double(index % 10) / 100, 52.4 + Double(index / 10) / 100)
                let (east, north) = (west + 0.01, south + 0.01)
                return (
                    "\"PRECINCT\":\"P\(index % 3)\"\(more(index))",
                    "[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]"
                )
            })
    }

    @Test func namesThatRepeatAreSaid() throws {
        let path = try beats { ",\"GRID_REF\":\"G\($0)\",\"shift\":\"late\"" }
        let reading = try AreaFile.reading(path: path, in: grid)
        #expect(reading.areas.map(\.name) == ["P0", "P1", "P2"] && reading.nameField == "PRECINCT")
        let note = try #require(reading.notes.first)
        #expect(reading.notes.count == 1)
        for part in ["\"PRECINCT\" has 3 names for 60 outlines", "P0 has 20", "\"GRID_REF\"", "areas-name-field"] {
            #expect(note.contains(part), "\(note)")
        }
        #expect(!note.contains("shift"))
        let named = try AreaFile.reading(path: path, nameField: "GRID_REF", in: grid)
        #expect(named.areas.count == 60 && named.notes.isEmpty && named.nameField == "GRID_REF")
    }

    @Test func ofTheUsualFieldsTheOneThatTellsTheOutlinesApartIsTaken() throws {
        let path = try beats { ",\"District\":\"D\($0)\"" }
        let reading = try AreaFile.reading(path: path, in: grid)
        #expect(reading.areas.count == 60 && reading.nameField == "District" && reading.notes.isEmpty)
        // Who asks for the other one has it.
        #expect(try AreaFile.read(path: path, nameField: "PRECINCT", in: grid).count == 3)
    }

    @Test func outlinesWithoutANameAreSaid() throws {
        let path = try file([("\"name\":\"A\"", square), ("\"name\":\"\"", next), ("\"name\":null", next)])
        let reading = try AreaFile.reading(path: path, in: grid)
        #expect(reading.areas.map(\.name) == ["A"])
        #expect(reading.notes.contains { $0.contains("2 outlines have no name in the field \"name\"") })
        #expect(try AreaFile.reading(path: path, names: ["A"], in: grid).notes.isEmpty)
    }

    /// In New York the National Grid is no system to work in.
    @Test func areasElsewhereThanTheSystemServesAreRefused() throws {
        let path = try file([("\"name\":\"A\"", "[-74,40.7],[-73.9,40.7],[-73.9,40.8],[-74,40.8],[-74,40.7]")])
        let error = #expect(throws: GeometryError.self) { try AreaFile.read(path: path, in: grid) }
        let text = try #require(error?.description)
        for part in ["EPSG:27700", "40.8 N 74.0 W", "EPSG:32618", path] { #expect(text.contains(part), "\(text)") }
        #expect(try AreaFile.read(path: path, in: CoordinateSystem("EPSG:32618")).count == 1)
    }
}
