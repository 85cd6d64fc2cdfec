import Testing

@testable import HomewardGeometry

@Suite struct MapScaleTests {
    private func scale(_ code: String, at place: Point) throws -> ClosedRange<Double> {
        let system = try CoordinateSystem(code)
        let there = try Transformer(from: .epsg(4326), to: system).transform(place)
        return try system.scale(over: BoundingBox(at: there))
    }

    /// The scale on the central meridian is a parameter of the projection.
    @Test(arguments: [("EPSG:27700", -2.0, 0.999_601_271_7), ("EPSG:32630", -3, 0.9996), ("EPSG:32633", 15, 0.9996)])
    func centralMeridian(_ code: String, _ longitude: Double, _ factor: Double) throws {
        let scale = try scale(code, at: Point(x: longitude, y: 53))
        #expect(abs(scale.lowerBound - factor) < 2e-7 && abs(scale.upperBound - factor) < 2e-7, "\(scale)")
    }

    /// The least and the most as PROJ's own `proj_factors` states them.
    @Test(arguments: [
        ("EPSG:3857", 1.635_507_0, 1.639_610_4), ("EPSG:27700", 0.999_615_5, 0.999_615_5),
        ("EPSG:2154", 1.004_530_3, 1.004_530_3),
    ])
    func coventry(_ code: String, _ least: Double, _ most: Double) throws {
        let scale = try scale(code, at: Point(x: -1.5, y: 52.4))
        #expect(abs(scale.lowerBound - least) < 1e-5 && abs(scale.upperBound - most) < 1e-5, "\(scale)")
    }

    /// Not the middle alone: the scale of a broad area is that of its worst corner.
    @Test func theWholeBoxCounts() throws {
        let britain = BoundingBox(minX: 100_000, minY: 0, maxX: 650_000, maxY: 1_200_000)
        let scale = try CoordinateSystem.epsg(27700).scale(over: britain)
        #expect(scale.lowerBound < 0.99962 && scale.upperBound > 1.0006 && scale.upperBound < 1.0015)
    }

    /// A foot is counted as what it is, and a system that puts north first is no different.
    @Test func unitsAndAxesDoNotMatter() throws {
        let feet = try scale("EPSG:2277", at: Point(x: -97.7, y: 30.3))
        #expect(abs(feet.lowerBound - 1) < 2e-4 && abs(feet.upperBound - 1) < 2e-4, "\(feet)")
        let poland = try scale("EPSG:2180", at: Point(x: 19, y: 52))
        #expect(abs(poland.lowerBound - 0.9993) < 1e-6, "\(poland)")
    }

    @Test func degreesHaveNoScale() {
        #expect(throws: GeometryError.self) {
            try CoordinateSystem.epsg(4326).scale(over: BoundingBox(minX: -2, minY: 52, maxX: -1, maxY: 53))
        }
    }

    @Test(arguments: [
        (-1.5, 52.4, "EPSG:27700"), (-4.2, 57.5, "EPSG:27700"), (-6.3, 49.9, "EPSG:27700"), (1.7, 52.6, "EPSG:27700"),
        (-6.2, 53.3, "EPSG:32629"), (-5.9, 54.6, "EPSG:32630"), (2.3, 48.9, "EPSG:32631"), (-90.05, 35.1, "EPSG:32615"),
        (151.2, -33.9, "EPSG:32756"), (180, 0, "EPSG:32660"),
    ])
    func theUsualSystem(_ longitude: Double, _ latitude: Double, _ code: String) throws {
        let system = try CoordinateSystem.usual(at: Point(x: longitude, y: latitude))
        #expect(system.definition == code && system.isProjectedInMetres)
    }
}
