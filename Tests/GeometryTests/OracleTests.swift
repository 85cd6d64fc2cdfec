import Foundation
import Testing

@testable import HomewardGeometry

/// shapely's answers, made by Tests/Oracles/Geometry/overlays.py.
@Suite struct OracleTests {
    struct Row: Sendable {
        let line: Int
        let operation: String
        let argument: Double
        let first: String
        let second: String
        let answer: String
    }

    private static let rows: [Row] = {
        let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Oracles/Geometry/overlays.tsv")
        guard let words = try? String(contentsOf: table, encoding: .utf8) else { return [] }
        return words.split(separator: "\n").enumerated().map { number, line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Row(
                line: number + 1, operation: cells[0], argument: Double(cells[1]) ?? .nan, first: cells[2],
                second: cells[3], answer: cells[4])
        }
    }()

    private func shape(_ hexadecimal: String) throws -> Shape {
        let digits = Array(hexadecimal.utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
        return try Shape(wkb: bytes)
    }

    @Test func theTableIsThere() {
        #expect(Self.rows.count == 180)
    }

    @Test(arguments: ["area", "length", "distance"]) func numbers(_ operation: String) throws {
        for row in Self.rows where row.operation == operation {
            let first = try shape(row.first)
            let number =
                switch operation {
                case "area": try first.area()
                case "length": try first.length()
                default: try first.distance(to: shape(row.second).mapped { Point(x: $0.x + 200, y: $0.y) })
                }
            let wanted = try #require(Double(row.answer))
            #expect(agree(number, wanted, relative: 1e-12), "line \(row.line)")
        }
    }

    @Test(arguments: ["contains", "covers", "intersects", "touches"]) func answers(_ operation: String) throws {
        for row in Self.rows where row.operation == operation {
            let first = try shape(row.first)
            let second = try shape(row.second)
            let answer =
                switch operation {
                case "contains": try first.contains(second)
                case "covers": try first.covers(second)
                case "intersects": try first.intersects(second)
                default: try first.touches(second)
                }
            #expect(answer == (row.answer == "True"), "line \(row.line)")
            if operation == "intersects" { #expect(try PreparedArea(first).intersects(second) == answer) }
        }
    }

    @Test(arguments: [
        "centroid", "point on surface", "intersection", "union", "difference", "buffer", "convex hull", "simplify",
        "concave hull",
    ])
    func shapes(_ operation: String) throws {
        for row in Self.rows where row.operation == operation {
            let first = try shape(row.first)
            let result =
                switch operation {
                case "centroid": try Shape.point(first.centroid())
                case "point on surface": try Shape.point(first.pointOnSurface())
                case "intersection": try first.intersection(shape(row.second))
                case "union": try first.union(shape(row.second))
                case "difference": try first.difference(shape(row.second))
                case "buffer": try first.buffered(by: row.argument)
                case "convex hull": try first.convexHull()
                case "simplify": try first.simplified(tolerance: row.argument)
                default: try first.concaveHull(ratio: row.argument)
                }
            let wanted = try shape(row.answer)
            #expect(agree(try result.area(), try wanted.area(), relative: 1e-9), "line \(row.line)")
            #expect(agree(try result.length(), try wanted.length(), relative: 1e-9), "line \(row.line)")
            let (ours, theirs) = (corners(result), corners(wanted))
            #expect(ours.count == theirs.count, "line \(row.line)")
            #expect(zip(ours, theirs).allSatisfy { $0.distance(to: $1) < 1e-6 }, "line \(row.line)")
        }
    }

    /// The different vertices in order of x and y, to a thousandth of a millimetre.
    private func corners(_ shape: Shape) -> [Point] {
        let rounded = shape.vertices.map { Point(x: ($0.x * 1e6).rounded() / 1e6, y: ($0.y * 1e6).rounded() / 1e6) }
        return Set(rounded).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }

    @Test func reasonsAndPlaces() throws {
        for row in Self.rows where row.operation == "validity" {
            let validity = try shape(row.first).validity()
            let wanted = row.answer.trimmingCharacters(in: ["'"])
            guard let bracket = wanted.firstIndex(of: "[") else {
                #expect(validity.isValid && wanted == "Valid Geometry", "line \(row.line)")
                continue
            }
            #expect(!validity.isValid && validity.reason == wanted[..<bracket], "line \(row.line)")
            let place = wanted[bracket...].trimmingCharacters(in: ["[", "]"]).split(separator: " ").compactMap {
                Double($0)
            }
            #expect(validity.location == Point(x: place[0], y: place[1]), "line \(row.line)")
        }
    }
}
