import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct NearestWeightsTests {
    @Test(arguments: [Grid.Form.square, .hexagonal], [1, 4, 5, 8, 30]) func nearestCells(form: Grid.Form, count: Int)
        throws
    {
        let grid = try Grid(covering: Sample.area, cellSize: 400, form: form)
        let weights = SpatialWeights(of: grid, .nearest(count))
        for cell in grid.cells.indices {
            let here = grid.cells[cell]
            // Distances that differ by rounding alone are equal.
            let order = grid.cells.indices.filter { $0 != cell }.map { other -> (Double, Int, Int, Int) in
                let there = grid.cells[other]
                let distance = (here.centre.distance(to: there.centre) / grid.cellSize * 1e6).rounded()
                return (distance, there.row, there.column, other)
            }
            let wanted = order.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.prefix(count).map(\.3).sorted()
            #expect(weights.neighbours(of: cell).map(Int.init) == wanted)
            #expect(grid.neighbours(of: cell, .nearest(count)) == wanted)
        }
    }

    @Test func eightNearestSquaresAreTheQueens() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 50, columns: 9, rows: 7)
        let (nearest, queen) = (SpatialWeights(of: grid, .nearest(8)), SpatialWeights(of: grid, .queen))
        let inner = grid.cells.indices.filter {
            (1..<8).contains(grid.cells[$0].column) && (1..<6).contains(grid.cells[$0].row)
        }
        #expect(inner.allSatisfy { nearest.neighbours(of: $0).elementsEqual(queen.neighbours(of: $0)) })
        #expect(nearest.neighbours.indices.allSatisfy { nearest.neighbours(of: $0).count == 8 })
    }

    @Test func fewerCellsThanAskedFor() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 50, columns: 1, rows: 3)
        #expect(SpatialWeights(of: grid, .nearest(10)).neighbours == CompressedRows([[1, 2], [0, 2], [0, 1]]))
        let one = try Grid(origin: Point(x: 0, y: 0), cellSize: 50, columns: 1, rows: 1)
        #expect(SpatialWeights(of: one, .nearest(3)).neighbours.elements.isEmpty)
    }

    @Test(arguments: [1, 3, 12]) func nearestPoints(count: Int) {
        var points = Sample.scatter(200, side: 900, seed: 4)
        // One at the same place as others, one far out, some that are nowhere.
        points += [points[3], points[3], Point(x: 50_000, y: 4), Point(x: .nan, y: 0), Point(x: 1, y: .infinity)]
        let weights = SpatialWeights(of: points, nearest: count)
        for place in points.indices {
            guard points[place].isFinite else {
                #expect(weights.neighbours(of: place).isEmpty)
                continue
            }
            let order = points.indices.filter { $0 != place && points[$0].isFinite }.map { other in
                let (dx, dy) = (points[other].x - points[place].x, points[other].y - points[place].y)
                return (dx * dx + dy * dy, other)
            }
            #expect(weights.neighbours(of: place).map(Int.init) == order.sorted(by: <).prefix(count).map(\.1).sorted())
        }
        let together = [Point](repeating: Point(x: 4, y: 4), count: 5)
        #expect(SpatialWeights(of: together, nearest: 2).neighbours[4].elementsEqual([0, 1]))
        #expect(SpatialWeights(of: [Point(x: 1, y: 1)], nearest: 2).neighbours.elements.isEmpty)
        #expect(SpatialWeights(of: together, nearest: 0).neighbours.elements.isEmpty)
    }

    @Test func neighbourhoodsAreReadAsTheyAreWritten() {
        for text in ["queen", "rook", "250", "nearest-8", "nearest-1000"] {
            #expect(Grid.Neighbourhood(text)?.text == text)
        }
        for text in ["", "nearest", "nearest-0", "nearest-1001", "0", "10001", "nearest-x", "king"] {
            #expect(Grid.Neighbourhood(text) == nil)
        }
    }
}
