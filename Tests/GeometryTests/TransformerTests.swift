import CPROJ
import Foundation
import Testing

@testable import HomewardGeometry

@Suite struct TransformerTests {
    /// The Ordnance Survey's worked point, Caister water tower.
    private static let tower = Point(x: 651409.903, y: 313177.270)
    private static let towerDegrees = Point(x: 1.716075, y: 52.658006)

    /// Metres between two places in degrees, near enough over a few metres.
    private func metres(_ a: Point, _ b: Point) -> Double {
        Point(x: (a.x - b.x) * 67_600, y: (a.y - b.y) * 111_300).distance(to: Point(x: 0, y: 0))
    }

    @Test func caisterWaterTower() throws {
        let there = try Transformer(from: .epsg(27700), to: .epsg(4326), around: BoundingBox(of: [Self.tower]))
        let place = try there.transform(Self.tower)
        #expect(metres(place, Self.towerDegrees) < 5)
        let accuracy = try #require(there.accuracy)
        #expect(accuracy > 0 && accuracy <= 5)
        #expect(there.operationName.contains("OSGB36 to WGS 84"))
        if !GeometryLibraries.ostn15IsAvailable {
            #expect(there.missingGrids == ["uk_os_OSTN15_NTv2_OSGBtoETRS.tif"])
        }
    }

    @Test(.enabled(if: GeometryLibraries.ostn15IsAvailable, "PROJ has no OSTN15 grid on this machine"))
    func caisterWaterTowerByTheGrid() throws {
        let there = try Transformer(from: .epsg(27700), to: .epsg(4326))
        // A centimetre, and the rounding of the published degrees to six decimals: up to 6 cm.
        #expect(metres(try there.transform(Self.tower), Self.towerDegrees) < 0.01 + 0.06)
        #expect(there.missingGrids.isEmpty)
        let back = try Transformer(from: .epsg(4326), to: .epsg(27700))
        #expect(try back.transform(Self.towerDegrees).distance(to: Self.tower) < 0.1)
    }

    /// The same point in degrees of OSGB36, where no change of datum comes in.
    @Test func projectionAloneIsExact() throws {
        let there = try Transformer(from: .epsg(27700), to: .epsg(4277))
        #expect(metres(try there.transform(Self.tower), Point(x: 1.71792, y: 52.65757)) < 1)
        #expect(there.accuracy == 0 && there.missingGrids.isEmpty)
    }

    @Test func eastIsAlwaysFirst() throws {
        let there = try Transformer(from: .epsg(4326), to: .epsg(27700))
        let coventry = try there.transform(Point(x: -1.5085, y: 52.4081))
        #expect(coventry.distance(to: Point(x: 433_450, y: 278_960)) < 200)
        let same = try Transformer(from: CoordinateSystem("OGC:CRS84"), to: .epsg(4326))
        #expect(try same.transform(Point(x: -1.5, y: 52.4)) == Point(x: -1.5, y: 52.4))
    }

    @Test(arguments: [27700, 32630, 3857, 2154, 32615]) func thereAndBack(_ code: Int) throws {
        let there = try Transformer(from: .epsg(4326), to: .epsg(code))
        let back = try Transformer(from: .epsg(code), to: .epsg(4326))
        var dice = Dice(UInt64(code))
        let middle = code == 32615 ? Point(x: -90, y: 35) : code == 2154 ? Point(x: 2, y: 47) : Point(x: -1.5, y: 52.4)
        for _ in 0..<50 {
            let shift = dice.point(-0.3...0.3)
            let place = Point(x: middle.x + shift.x, y: middle.y + shift.y)
            #expect(metres(try back.transform(there.transform(place)), place) < 0.001)
        }
    }

    @Test func columnsAgreeWithPoints() throws {
        let there = try Transformer(from: .epsg(4326), to: .epsg(27700))
        var dice = Dice(7)
        let places = (0..<500).map { _ in
            Point(x: .random(in: -5...1, using: &dice), y: .random(in: 50...58, using: &dice))
        }
        var (xs, ys) = (places.map(\.x), places.map(\.y))
        try there.transform(&xs, &ys)
        let single = try places.map { try there.transform($0) }
        #expect(xs == single.map(\.x) && ys == single.map(\.y))
    }

    /// Long columns are shared among threads.
    @Test func columnsAreTheSameWithAnyNumberOfThreads() throws {
        let there = try Transformer(from: .epsg(4326), to: .epsg(27700))
        var dice = Dice(8)
        var places = (0..<70_000).map { _ in
            Point(x: .random(in: -9...3, using: &dice), y: .random(in: 48...62, using: &dice))
        }
        // Places that are none, at both ends of pieces and within them.
        for index in [0, 8191, 8192, 40_000, 69_999] { places[index] = Point(x: -1.5, y: index % 2 == 0 ? 95 : .nan) }
        func carried(_ threads: Int) throws -> [UInt64] {
            var (xs, ys) = (places.map(\.x), places.map(\.y))
            try there.transform(&xs, &ys, threads: threads)
            return (xs + ys).map(\.bitPattern)
        }
        let alone = try carried(1)
        for threads in [2, 3, 8, 2] { #expect(try carried(threads) == alone, "\(threads)") }
        let single = places.map { (try? there.transform($0)) ?? Point(x: .nan, y: .nan) }
        #expect((single.map(\.x) + single.map(\.y)).map(\.bitPattern) == alone)
    }

    @Test func placesOutsideBecomeNaNAndTheOthersStay() throws {
        let there = try Transformer(from: .epsg(4326), to: .epsg(27700))
        var xs = [-1.5, .nan, -1.5, 1e300, -1.5, .infinity, -1.5]
        var ys = [52.4, 52.4, 95, 52.4, .nan, 1, 52.4]
        try there.transform(&xs, &ys)
        #expect(xs.map(\.isFinite) == [true, false, false, false, false, false, true])
        #expect(xs.map(\.isFinite) == ys.map(\.isFinite))
        #expect(xs[0] == xs[6] && ys[0] == ys[6])
        let thrown = error { () throws(GeometryError) in _ = try there.transform(Point(x: -1.5, y: 95)) }
        guard case .transform(_, let message) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(message.contains("95"))
        #expect(throws: GeometryError.self) { try there.transform(Point(x: .nan, y: 0)) }
        #expect(try there.transform(Point(x: -1.5, y: 52.4)).isFinite)
    }

    @Test func columnsOfDifferentLengthAreRefused() throws {
        let there = try Transformer(from: .epsg(4326), to: .epsg(27700))
        var (xs, ys) = ([1.0, 2], [1.0])
        #expect(throws: GeometryError.argument(name: "ys", message: "there are 2 x and 1 y coordinates")) {
            try there.transform(&xs, &ys)
        }
        var nothing: [Double] = []
        var none: [Double] = []
        try there.transform(&nothing, &none)
        #expect(nothing.isEmpty)
    }

    @Test func shapesKeepTheirForm() throws {
        let there = try Transformer(from: .epsg(27700), to: .epsg(4326))
        let back = try Transformer(from: .epsg(4326), to: .epsg(27700))
        let holed = Polygon(
            exterior: square(433_000, 279_000, 900).exterior, holes: [square(433_200, 279_200, 50).exterior])
        let shape = Shape.collection([
            .multiPolygon(MultiPolygon([holed, square(440_000, 270_000, 10)])), .point(Point(x: 430_000, y: 280_000)),
            .multiLineString([LineString([Point(x: 430_000, y: 280_000), Point(x: 431_000, y: 280_000)])]),
        ])
        let degrees = try shape.transformed(by: there)
        #expect(degrees.polygons.count == 2 && degrees.polygons[0].holes.count == 1)
        let again = try degrees.transformed(by: back)
        #expect(zip(again.vertices, shape.vertices).allSatisfy { $0.distance(to: $1) < 0.001 })
        #expect(try again.area().rounded() == shape.area().rounded())
        #expect(throws: GeometryError.self) { try Shape.point(Point(x: 0, y: 91)).transformed(by: back) }
        #expect(try Shape.empty.transformed(by: back) == .empty)
    }

    @Test func theSameSystemChangesNothing() throws {
        let same = try Transformer(from: .epsg(27700), to: .epsg(27700))
        #expect(try same.transform(Self.tower).distance(to: Self.tower) < 1e-6)
        #expect(same.accuracy == 0 && same.missingGrids.isEmpty)
    }

    /// A system without a datum could only be taken for WGS 84, a hundred metres from where it is.
    @Test func anOperationThatLeavesTheDatumOutIsRefused() throws {
        let own = try CoordinateSystem("+proj=tmerc +lat_0=52 +lon_0=-1.5 +ellps=airy +units=m")
        let thrown = error { () throws(GeometryError) in _ = try Transformer(from: own, to: .epsg(4326)) }
        guard case .transform = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
    }

    /// PROJ would count on a grid that it hopes to fetch, and leave the datum out when it does not get it. The tests of the
    /// command say the same with `PROJ_NETWORK=ON`: here other threads read the environment meanwhile.
    @Test func theNetworkIsOff() throws {
        // The context must outlive the question: a temporary one would be gone before it is asked.
        let context = try ProjContext()
        defer { withExtendedLifetime(context) {} }
        #expect(proj_context_is_network_enabled(context.handle) == 0)
        let there = try Transformer(from: .epsg(27700), to: .epsg(4326), around: BoundingBox(of: [Self.tower]))
        #expect(metres(try there.transform(Self.tower), Self.towerDegrees) < 5)
    }

    @Test func accuracyIsSaidInOneWay() {
        #expect(Transformer.words(accuracy: 2) == "to about 2 m")
        #expect(Transformer.words(accuracy: 0.1) == "to about 0.10 m")
        #expect(Transformer.words(accuracy: nil) == "with an accuracy that PROJ does not know")
    }

    @Test func theLibrariesSayWhoTheyAre() {
        #expect(GeometryLibraries.geosVersion.hasPrefix("3."))
        #expect(GeometryLibraries.proj.found.first?.isNumber == true && GeometryLibraries.proj.fault == nil)
        #expect(!GeometryLibraries.projDataDirectories.isEmpty)
    }
}
