import Foundation
import Testing

@testable import HomewardGeometry

/// PROJ takes a grid that it finds in its data directories, and the transformer says so. The grid here is ours: one
/// shift, the published one at Caister water tower, over East Anglia, under the name of the Ordnance Survey's OSTN15.
@Suite struct GridShiftTests {
    private static let tower = Point(x: 651409.903, y: 313177.270)
    private static let towerDegrees = Point(x: 1.716075, y: 52.658006)

    /// A file of Canada's NTv2 format with the same shift, in seconds of arc, at each of its 4 × 4 nodes.
    private func grid(north: Double, east: Double) -> Data {
        var data = Data()
        func key(_ name: String) {
            data.append(contentsOf: name.padding(toLength: 8, withPad: " ", startingAt: 0).utf8)
        }
        func bits(_ number: some Any) { withUnsafeBytes(of: number) { data.append(contentsOf: $0) } }
        func count(_ name: String, _ number: Int32) {
            key(name)
            bits(number.littleEndian)
            bits(Int32(0))
        }
        func number(_ name: String, _ value: Double) {
            key(name)
            bits(value.bitPattern.littleEndian)
        }
        func words(_ name: String, _ value: String) {
            key(name)
            key(value)
        }
        count("NUM_OREC", 11)
        count("NUM_SREC", 11)
        count("NUM_FILE", 1)
        words("GS_TYPE", "SECONDS")
        words("VERSION", "TEST")
        words("SYSTEM_F", "OSGB36")
        words("SYSTEM_T", "ETRS89")
        for (name, metres) in [
            ("MAJOR_F", 6_377_563.396), ("MINOR_F", 6_356_256.909), ("MAJOR_T", 6_378_137), ("MINOR_T", 6_356_752.314),
        ] {
            number(name, metres)
        }
        words("SUB_NAME", "TEST")
        words("PARENT", "NONE")
        words("CREATED", "")
        words("UPDATED", "")
        // Longitudes count westwards.
        for (name, degrees) in [
            ("S_LAT", 51.0), ("N_LAT", 54), ("E_LONG", -3), ("W_LONG", 0), ("LAT_INC", 1), ("LONG_INC", 1),
        ] {
            number(name, degrees * 3600)
        }
        count("GS_COUNT", 16)
        for _ in 0..<16 {
            for shift in [north, -east, 0, 0] { bits(Float(shift).bitPattern.littleEndian) }
        }
        words("END", "")
        return data
    }

    /// A folder with a grid under the name of OSTN15, and PROJ's own data.
    private func directories(north: Double, east: Double) throws -> (own: URL, all: [String]) {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "homeward-grid-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try grid(north: north, east: east).write(to: directory.appendingPathComponent(GeometryLibraries.ostn15))
        return (directory, [directory.path] + GeometryLibraries.projDataDirectories)
    }

    /// The shift at the tower, in seconds of arc.
    private func shift() throws -> Point {
        let airy = try Transformer(from: .epsg(27700), to: .epsg(4277)).transform(Self.tower)
        return Point(x: (Self.towerDegrees.x - airy.x) * 3600, y: (Self.towerDegrees.y - airy.y) * 3600)
    }

    /// A grid that is damaged or of another kind moves every place; the known point shows it.
    @Test func aWrongGridStopsTheWork() throws {
        let right = try shift()
        let good = try directories(north: right.y, east: right.x)
        let none = try directories(north: 0, east: 0)
        defer { for folder in [good.own, none.own] { try? FileManager.default.removeItem(at: folder) } }
        try ControlPoint.check(dataDirectories: good.all)
        let thrown = error { () throws(GeometryError) in try ControlPoint.check(dataDirectories: none.all) }
        guard case .inaccurate(_, let message) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(message.contains("Caister water tower") && thrown?.trouble == .unavailable)
    }

    /// The grid ends at Greenwich: west of it another operation is used, and the least accurate is what counts.
    @Test func theLeastAccurateOperationOfTheGroundIsStated() throws {
        let right = try shift()
        let folder = try directories(north: right.y, east: right.x)
        defer { try? FileManager.default.removeItem(at: folder.own) }
        let (british, world) = (try CoordinateSystem.epsg(27700), try CoordinateSystem.epsg(4326))
        func accuracy(_ box: BoundingBox) throws -> Double {
            try #require(
                Transformer(from: british, to: world, around: box, dataDirectories: folder.all).accuracy)
        }
        let anglia = try accuracy(BoundingBox(minX: 600_000, minY: 290_000, maxX: 640_000, maxY: 320_000))
        let across = try accuracy(BoundingBox(minX: 430_000, minY: 280_000, maxX: 640_000, maxY: 320_000))
        let west = try accuracy(BoundingBox(minX: 430_000, minY: 280_000, maxX: 440_000, maxY: 290_000))
        #expect(anglia < across && across == west)
    }

    @Test func aGridInTheDataDirectoryIsUsed() throws {
        let airy = try Transformer(from: .epsg(27700), to: .epsg(4277)).transform(Self.tower)
        let shift = Point(x: (Self.towerDegrees.x - airy.x) * 3600, y: (Self.towerDegrees.y - airy.y) * 3600)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "homeward-grid-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try grid(north: shift.y, east: shift.x).write(to: directory.appendingPathComponent(GeometryLibraries.ostn15))

        let ground = BoundingBox(of: [Self.tower])
        let directories = [directory.path] + GeometryLibraries.projDataDirectories
        let (british, world) = (try CoordinateSystem.epsg(27700), try CoordinateSystem.epsg(4326))
        let by = try Transformer(from: british, to: world, around: ground, dataDirectories: directories)
        let place = try by.transform(Self.tower)
        // A centimetre is a ten-millionth of a degree.
        #expect(abs(place.x - Self.towerDegrees.x) < 1e-8 && abs(place.y - Self.towerDegrees.y) < 1e-8)
        #expect(by.missingGrids.isEmpty)

        let back = try Transformer(
            from: world, to: british, around: BoundingBox(of: [Self.towerDegrees]), dataDirectories: directories)
        #expect(try back.transform(Self.towerDegrees).distance(to: Self.tower) < 0.01)

        // Where the grid ends, the next best operation takes over and the point is not lost.
        #expect(try by.transform(Point(x: 433_450, y: 278_960)).isFinite)
        if !GeometryLibraries.ostn15IsAvailable {
            let without = try Transformer(from: british, to: world, around: ground)
            #expect(without.operationName != by.operationName && !without.missingGrids.isEmpty)
            #expect(try #require(by.accuracy) < #require(without.accuracy))
        }
    }
}
