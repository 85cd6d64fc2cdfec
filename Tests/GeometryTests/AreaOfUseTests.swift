import HomewardCore
import Testing

@testable import HomewardGeometry

@Suite struct AreaOfUseTests {
    @Test(arguments: [
        (-5.0, 52.0, true), (-9.5, 52, false), (2.5, 52, false), (-2, 61.5, false), (-2, 49, false), (358.5, 52, true),
    ])
    func aPlaceLiesInItOrNot(_ longitude: Double, _ latitude: Double, _ isInside: Bool) throws {
        let area = try #require(try CoordinateSystem.epsg(27700).areaOfUse())
        #expect(area.contains(Point(x: longitude, y: latitude)) == isInside)
        #expect(area.name.contains("United Kingdom") && !area.isWide)
    }

    @Test func anAreaMayCrossTheDateLine() {
        let area = AreaOfUse(west: 177, south: -21, east: -178, north: -12)
        for longitude in [177.0, 180, -180, -179] { #expect(area.contains(Point(x: longitude, y: -18))) }
        #expect(!area.contains(Point(x: -177, y: -18)) && area.contains(Point(x: -177, y: -18), margin: 1))
        #expect(!area.contains(Point(x: 0, y: -18), margin: 1) && !area.contains(Point(x: .nan, y: -18)))
    }

    /// One degree beyond is still served, and so is ground where a metre stays a metre: Norwich by the zone of Wales.
    @Test(arguments: [
        ("EPSG:27700", -1.5, 52.4, true), ("EPSG:27700", -73.9, 40.7, false), ("EPSG:27700", 103.8, 1.37, false),
        ("EPSG:32630", 1.3, 52.6, true), ("EPSG:32630", 13.4, 52.5, false), ("EPSG:32615", -89.9, 35.1, true),
        ("EPSG:3414", 103.8, 1.37, true), ("EPSG:3414", -1.5, 52.4, false), ("EPSG:29902", -5.93, 54.6, true),
        // Along its middle meridian the scale is true at the pole.
        ("EPSG:27700", 35.1, -89.9, false), ("EPSG:32618", -75, -40, false), ("EPSG:32618", -75, -4, true),
        ("EPSG:4326", 13.4, 52.5, true), ("EPSG:27700", -5.93, 54.6, true),
    ])
    func theRuleOfService(_ code: String, _ longitude: Double, _ latitude: Double, _ serves: Bool) throws {
        #expect(try CoordinateSystem(code).serves(Point(x: longitude, y: latitude)) == serves)
    }

    @Test func theErrorNamesTheGroundAndTheUsualSystem() throws {
        let error = #expect(throws: GeometryError.self) {
            try CoordinateSystem.epsg(27700).checkServes(Point(x: -73.95, y: 40.71), of: "the study area")
        }
        let text = try #require(error?.description)
        for part in [
            "EPSG:27700", "United Kingdom", "the study area", "40.7 N 74.0 W", "EPSG:32618", "UTM zone 18N",
        ] {
            #expect(text.contains(part), "\(text)")
        }
        #expect(error?.trouble == .badData)
    }

    @Test func aSystemReachesSomewhatFartherThanItsArea() throws {
        let box = try #require(try CoordinateSystem.epsg(32618).reach())
        #expect(box.contains(Point(x: 583_000, y: 4_507_000)) && box.contains(Point(x: 850_000, y: 4_507_000)))
        #expect(!box.contains(Point(x: 2_000_000, y: 4_507_000)))
        #expect(try CoordinateSystem.epsg(3857).reach() == nil)
    }

    /// The origin of Singapore's plane coordinates, as the definition of SVY21 states it.
    @Test func degreesOfAPlaceThatIsKnown() throws {
        let place = try #require(try CoordinateSystem.epsg(3414).degrees(of: Point(x: 28_001.642, y: 38_744.572)))
        #expect(abs(place.x - 103.833_333) < 1e-5 && abs(place.y - 1.366_667) < 1e-5)
        #expect(place.inDegrees == "1.4 N 103.8 E")
    }

    /// A number of any size may stand where a longitude should.
    @Test(arguments: [1e308, -1e308, 1e9, .infinity, .nan]) func whatIsNoPlaceOnEarthHasNoDegrees(_ x: Double) throws {
        #expect(try CoordinateSystem.epsg(4326).degrees(of: Point(x: x, y: 52)) == nil)
        let usual = try CoordinateSystem.usual(at: Point(x: x, y: 52))
        #expect(usual.definition.hasPrefix("EPSG:"))
    }

    @Test func theWayOverTheGround() {
        // London to New York, 5570 km.
        let way = Point(x: -0.128, y: 51.507).metresOverGround(to: Point(x: -74.006, y: 40.713))
        #expect(abs(way - 5_570_000) < 10_000, "\(way)")
        #expect(Point(x: 179.9, y: 0).metresOverGround(to: Point(x: -179.9, y: 0)) < 22_300)
    }

    /// City Hall, New York, in the feet of its state plane and in metres of its zone.
    @Test(arguments: [(982_000.0, 199_000.0, "New York Long Island (ftUS)"), (583_960, 4_507_350, "UTM zone 18N")])
    func systemsThatPutNumbersWhereTheyShouldBe(_ x: Double, _ y: Double, _ name: String) throws {
        let found = try ProjectedSystems.placing(
            Point(x: x, y: y), near: Point(x: -74.006, y: 40.713), within: 10_000)
        #expect(found.first?.name.contains(name) == true, "\(found.map(\.name))")
        #expect(try ProjectedSystems.placing(Point(x: 1, y: 1), near: Point(x: -74, y: 40.7), within: 10_000).isEmpty)
    }
}
