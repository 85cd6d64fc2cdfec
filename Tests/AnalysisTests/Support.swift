import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// Shapes and draws that several tests use.
enum Sample {
    /// A study area without a straight edge on the grid, with a hole and an exclave.
    static let area = MultiPolygon([
        Polygon(
            exterior: [
                Point(x: 430_012.3, y: 278_031.7), Point(x: 434_873.1, y: 277_655.2), Point(x: 436_210, y: 281_003.4),
                Point(x: 433_500.5, y: 280_100.25), Point(x: 431_777.7, y: 282_404.9),
            ],
            holes: [
                [
                    Point(x: 432_000, y: 279_000), Point(x: 433_111, y: 279_100), Point(x: 432_500, y: 280_017),
                ]
            ]),
        Polygon(exterior: [
            Point(x: 437_000, y: 278_000), Point(x: 437_777, y: 278_031), Point(x: 437_400, y: 279_000.5),
        ]),
    ])

    /// The area by the shoelace formula, m².
    static func measure(_ area: MultiPolygon) -> Double {
        area.polygons.reduce(0) { sum, polygon in
            sum + abs(shoelace(polygon.exterior)) - polygon.holes.reduce(0) { $0 + abs(shoelace($1)) }
        }
    }

    private static func shoelace(_ ring: [Point]) -> Double {
        let origin = ring[0]
        return zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
            sum + (edge.0.x - origin.x) * (edge.1.y - origin.y) - (edge.1.x - origin.x) * (edge.0.y - origin.y)
        } / 2
    }

    /// Whether a point off the borders lies in the area, by counting crossings.
    static func holds(_ area: MultiPolygon, _ point: Point) -> Bool {
        let rings = area.polygons.flatMap { [$0.exterior] + $0.holes }
        let crossings = rings.reduce(0) { sum, ring in
            sum
                + zip(ring, ring.dropFirst()).count { a, b in
                    (a.y <= point.y) != (b.y <= point.y)
                        && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
                }
        }
        return !crossings.isMultiple(of: 2)
    }

    /// A square study area with its south-west corner at the origin.
    static func square(_ side: Double) -> MultiPolygon {
        MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: side, maxY: side).polygon])
    }

    /// Points drawn evenly from a square.
    static func scatter(_ count: Int, side: Double, seed: UInt64) -> [Point] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Point(x: generator.unit() * side, y: generator.unit() * side) }
    }
}

/// Whether two numbers agree to a relative tolerance.
func agree(_ a: Double, _ b: Double, within tolerance: Double = 1e-6) -> Bool {
    abs(a - b) <= tolerance * max(1, abs(b))
}

/// The folder of published data, or nil.
let dataFolder = ProcessInfo.processInfo.environment["HOMEWARD_DATA"]

/// The rows of a small CSV file without quoted commas, header left out.
func rows(_ file: String) throws -> [[String]] {
    let text = try String(contentsOfFile: (dataFolder ?? "") + "/real/" + file, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
    }
}

/// The lines of a file of Tests/Oracles/Analysis, cut at the commas, comments left out.
func golden(_ name: String) throws -> [[String]] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: tests.appendingPathComponent("Oracles/Analysis/" + name), encoding: .utf8)
        .split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}

/// The neighbourhoods of Columbus, Ohio.
enum Columbus {
    /// The outlines and the crimes per thousand households, in the order of the file.
    static func areasAndCrime() throws -> (areas: [MultiPolygon], crime: [Double]) {
        let data = try Data(contentsOf: URL(fileURLWithPath: (dataFolder ?? "") + "/real/columbus.geojson"))
        let collection = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let features = try #require(collection["features"] as? [[String: Any]])
        var areas: [MultiPolygon] = []
        var crime: [Double] = []
        for feature in features {
            let geometry = try #require(feature["geometry"] as? [String: Any])
            let rings = try #require(geometry["coordinates"] as? [[[Double]]])
            areas.append(MultiPolygon([Polygon(exterior: rings[0].map { Point(x: $0[0], y: $0[1]) })]))
            crime.append(try #require((feature["properties"] as? [String: Any])?["CRIME"] as? Double))
        }
        return (areas, crime)
    }
}
