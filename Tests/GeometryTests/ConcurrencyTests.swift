import Testing

@testable import HomewardGeometry

/// Many tasks at once get the answers that one task gets alone.
@Suite struct ConcurrencyTests {
    private static func work(_ seed: UInt64) throws -> [Double] {
        var dice = Dice(seed)
        let a = Shape.polygon(dice.star(at: Point(x: 0, y: 0), radius: 10, corners: 30))
        let b = Shape.polygon(dice.star(at: dice.point(-5...5), radius: 10, corners: 30))
        let prepared = try PreparedArea(a)
        let inside = try (0..<200).filter { _ in try prepared.contains(dice.point(-10...10)) }.count
        // An error now and then, so that messages would get mixed up if contexts were shared.
        let bowTie = try Shape(wkt: "POLYGON ((0 0, \(seed + 2) 2, \(seed + 2) 0, 0 2, 0 0))")
        let place = Double(seed + 2) / 2
        do throws(GeometryError) {
            _ = try bowTie.intersection(a)
        } catch {
            guard error.description.contains("\(place == place.rounded() ? "\(Int(place))" : "\(place)") 1") else {
                throw error
            }
        }
        var degrees = Point(x: 0, y: 0)
        if seed % 8 == 0 {
            let grid = try Transformer(from: .epsg(27700), to: .epsg(4326))
            degrees = try grid.transform(Point(x: 433_000 + Double(seed), y: 279_000))
        }
        return try [
            a.intersection(b).area(), a.union(b).area(), a.buffered(by: 1).area(), a.convexHull().area(),
            Double(inside),
            degrees.x, degrees.y,
        ]
    }

    @Test func contextsAreNeverShared() async throws {
        let alone = try (0..<64).map { try Self.work($0) }
        let together = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
            for seed in 0..<64 { group.addTask { (seed, try Self.work(UInt64(seed))) } }
            var results = [[Double]](repeating: [], count: 64)
            for try await (seed, result) in group { results[seed] = result }
            return results
        }
        #expect(alone == together)
    }

    @Test func oneLocatorAndOneIndexServeAllTasks() async {
        let areas = (0..<100).map { area("\($0)", square(Double($0 % 10), Double($0 / 10), 1)) }
        let locator = AreaLocator(areas)
        let index = SpatialIndex(shapes: areas.map(\.shape))
        let totals = await withTaskGroup(of: Int.self) { group in
            for seed in 0..<16 {
                group.addTask {
                    var dice = Dice(UInt64(seed))
                    return (0..<500).filter { _ in
                        let point = dice.point(0...9.999)
                        return locator.area(at: point)
                            == index.nearest(to: point) { areas[$0].shape.distance(toPoint: point) }?.index
                    }.count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(totals == 16 * 500)
    }
}
