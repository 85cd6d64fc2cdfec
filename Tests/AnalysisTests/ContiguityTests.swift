import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct ContiguityTests {
    /// Who touches whom by comparing every segment with every other.
    private func bruteForce(_ areas: [MultiPolygon], sharingLength: Bool, tolerance: Double) -> [[Int]] {
        let borders = areas.enumerated().map { area, outline in
            outline.polygons.flatMap { [$0.exterior] + $0.holes }.flatMap { ring in
                zip(ring, ring.dropFirst()).map { BorderSegment(area: area, line: Segment($0, $1)) }
            }
        }
        return borders.indices.map { first in
            borders.indices.filter { second in
                let (low, high) = (borders[min(first, second)], borders[max(first, second)])
                return first != second
                    && low.contains { segment in
                        high.contains { segment.touches($0, sharingLength: sharingLength, tolerance: tolerance) }
                    }
            }
        }
    }

    /// Quadrilaterals round the knots of a lattice whose knots were moved about; some are left out, some split in two.
    private func patchwork(_ size: Int, _ generator: inout SeededGenerator) -> [MultiPolygon] {
        let knots = (0...size).map { row in
            (0...size).map { column in
                Point(
                    x: 430_000 + 100 * Double(column) + 60 * generator.unit(),
                    y: 280_000 + 100 * Double(row) + 60 * generator.unit())
            }
        }
        var areas: [MultiPolygon] = []
        for row in 0..<size {
            for column in 0..<size {
                let ring = [
                    knots[row][column], knots[row][column + 1], knots[row + 1][column + 1], knots[row + 1][column],
                ]
                switch generator.below(4) {
                case 0: continue
                case 1:
                    // A corner on the middle of a neighbour's side.
                    let middle = Point(x: (ring[0].x + ring[1].x) / 2, y: (ring[0].y + ring[1].y) / 2)
                    areas.append(MultiPolygon([Polygon(exterior: [ring[0], middle, ring[3]])]))
                    areas.append(MultiPolygon([Polygon(exterior: [middle, ring[1], ring[2], ring[3]])]))
                default: areas.append(MultiPolygon([Polygon(exterior: ring)]))
                }
            }
        }
        return areas
    }

    @Test(arguments: 1...12) func findsWhatLookingAtEverythingFinds(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var areas = patchwork(6, &generator)
        // Areas that lie across others, one inside another, and one without an outline.
        for _ in 0..<6 {
            let middle = Point(x: 430_000 + 600 * generator.unit(), y: 280_000 + 600 * generator.unit())
            let ring = (0..<7).map { corner in
                let reach = 20 + 100 * generator.unit()
                let angle = Double(corner) / 7 * 2 * Double.pi
                return Point(x: middle.x + reach * cos(angle), y: middle.y + reach * sin(angle))
            }
            areas.append(MultiPolygon([Polygon(exterior: ring)]))
        }
        areas.append(MultiPolygon([]))
        generator.shuffle(&areas)
        for tolerance in [0, 1e-7, 15] {
            for rule in [Grid.Neighbourhood.queen, .rook] {
                let found = SpatialWeights(contiguityOf: areas, rule: rule, tolerance: tolerance)
                let wanted = bruteForce(areas, sharingLength: rule == .rook, tolerance: tolerance)
                #expect(found == SpatialWeights(neighbours: wanted))
                #expect(rule == .rook || tolerance == 0 || found.neighbours.elements.count > areas.count)
            }
        }
        let near = SpatialWeights(contiguityOf: areas, rule: .within(metres: 15))
        #expect(near == SpatialWeights(contiguityOf: areas, tolerance: 15))
    }

    /// The work grows with the areas and not with their pairs.
    @Test(arguments: [Grid.Neighbourhood.queen, .rook]) func comparisonsGrowWithTheAreas(rule: Grid.Neighbourhood) {
        func comparisonsPerArea(_ size: Int) -> Double {
            let areas = (0..<size * size).map { index in
                let (x, y) = (Double(index % size) * 100, Double(index / size) * 100)
                return MultiPolygon([BoundingBox(minX: x, minY: y, maxX: x + 100, maxY: y + 100).polygon])
            }
            let contiguity = Contiguity(of: areas, rule: rule, tolerance: 1e-7)
            let touching = contiguity.neighbours.reduce(0) { $0 + $1.count }
            #expect(touching == (rule == .rook ? 4 * size * (size - 1) : 4 * (size - 1) * (2 * size - 1)))
            return Double(contiguity.comparisons) / Double(size * size)
        }
        #expect(comparisonsPerArea(40) < 1.2 * comparisonsPerArea(10))
    }
}
