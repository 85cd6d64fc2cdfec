import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct GridTests {
    @Test(arguments: Grid.Form.allCases, [73.0, 100, 250, 1111])
    func areasInsideAddUpToTheStudyArea(form: Grid.Form, size: Double) throws {
        let grid = try Grid(covering: Sample.area, cellSize: size, form: form)
        let inside = grid.cells.reduce(0) { $0 + $1.areaInside }
        #expect(agree(inside, Sample.measure(Sample.area), within: 1e-9))
        #expect(grid.cells.allSatisfy { $0.areaInside > 0 && $0.areaInside <= grid.cellArea })
    }

    @Test(arguments: Grid.Form.allCases)
    func everyPointOfTheStudyAreaHasItsCell(form: Grid.Form) throws {
        let grid = try Grid(covering: Sample.area, cellSize: 100, form: form)
        var generator = SeededGenerator(seed: 11)
        var inside = 0
        for _ in 0..<40_000 {
            let point = Point(x: 429_900 + generator.unit() * 8000, y: 277_500 + generator.unit() * 5000)
            guard Sample.holds(Sample.area, point) else { continue }
            inside += 1
            let cell = try #require(grid.cell(at: point))
            #expect(Sample.holds(MultiPolygon([grid.polygon(of: cell)]), point))
        }
        #expect(inside > 10_000)
    }

    @Test func cornersAndEdgesBelongToOneCell() throws {
        let grid = try Grid(covering: Sample.square(400), cellSize: 100)
        #expect(grid.cells.count == 16)
        #expect(grid.cell(at: Point(x: 0, y: 0)) == 0)
        #expect(grid.cell(at: Point(x: 100, y: 0)) == 1)
        #expect(grid.cell(at: Point(x: 99.999, y: 100)) == 4)
        #expect(grid.cell(at: Point(x: 400, y: 10)) == nil)
        #expect(grid.cell(at: Point(x: -0.001, y: 10)) == nil)
        #expect(grid.cell(at: Point(x: .nan, y: 10)) == nil)
        #expect(grid.cell(at: Point(x: .infinity, y: 1e300)) == nil)
    }

    @Test func edgesThatAreNoWholeNumbersStayHalfOpen() throws {
        let grid = try Grid(covering: Sample.square(30), cellSize: 0.3)
        for column in 1..<100 {
            let west = grid.polygon(of: column).exterior[0].x
            #expect(grid.cell(at: Point(x: west, y: 0.1)) == column)
            #expect(grid.cell(at: Point(x: west.nextDown, y: 0.1)) == column - 1)
        }
    }

    @Test func hexagonCornersBelongToOneCell() throws {
        let grid = try Grid(covering: Sample.square(2000), cellSize: 100, form: .hexagonal)
        let middle = try #require(grid.cell(at: Point(x: 1000, y: 1000)))
        let polygon = grid.polygon(of: middle)
        // A quarter metre to either side of each corner and of each edge's middle there is always one cell.
        for (a, b) in zip(polygon.exterior, polygon.exterior.dropFirst()) {
            for place in [a, Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)] {
                let cell = try #require(grid.cell(at: place))
                #expect(cell == middle || grid.neighbours(of: middle, .queen).contains(cell))
            }
        }
        let centre = grid.cells[middle].centre
        #expect(grid.cell(at: Point(x: centre.x - 50, y: centre.y)) == middle)
        #expect(grid.cell(at: Point(x: centre.x + 50, y: centre.y)) != middle)
    }

    @Test func countsAndOutsideAddUp() throws {
        let grid = try Grid(covering: Sample.area, cellSize: 150, form: .hexagonal)
        var points = Sample.scatter(5000, side: 10_000, seed: 3).map { Point(x: $0.x + 429_000, y: $0.y + 275_000) }
        points.append(Point(x: .nan, y: 0))
        let (count, outside) = grid.count(points)
        #expect(count.reduce(0, +) + outside == points.count)
        #expect(outside > 0 && outside < points.count)
    }

    @Test func neighboursAreMutualAndAsManyAsTheFormAllows() throws {
        for (form, rule, most) in [
            (Grid.Form.square, Grid.Neighbourhood.queen, 8), (.square, .rook, 4), (.hexagonal, .queen, 6),
            (.hexagonal, .rook, 6), (.square, .within(metres: 200), 12),
        ] {
            let grid = try Grid(covering: Sample.area, cellSize: 100, form: form)
            let weights = SpatialWeights(of: grid, rule)
            var largest = 0
            for cell in grid.cells.indices {
                let around = grid.neighbours(of: cell, rule)
                #expect(weights.neighbours(of: cell).map(Int.init) == around)
                #expect(around == around.sorted())
                #expect(around.allSatisfy { grid.neighbours(of: $0, rule).contains(cell) })
                largest = max(largest, around.count)
            }
            #expect(largest == most)
        }
    }

    /// Whatever the size of the cells, those whose middles lie within the distance, the distance itself included.
    @Test(arguments: Grid.Form.allCases, [0.5, 100]) func neighboursAreThoseWithinTheDistance(
        form: Grid.Form, size: Double
    ) throws {
        let grid = try Grid(covering: Sample.square(7 * size), cellSize: size, form: form)
        for cells in [0.0, 0.5, 0.9, 1, 1.4, 1.5, 2, 3, 20] {
            for cell in grid.cells.indices {
                let near = grid.cells.indices.filter {
                    let apart = grid.cells[$0].centre.distance(to: grid.cells[cell].centre)
                    return $0 != cell && apart <= cells * size * (1 + 1e-12)
                }
                #expect(grid.neighbours(of: cell, .within(metres: cells * size)) == near, "\(cells) cells")
            }
        }
        for nothing in [-1.0, -250, .nan] {
            #expect(grid.neighbours(of: 0, .within(metres: nothing * size)).isEmpty)
        }
    }

    /// The row of squares from 0 is one of 1 m² each; what is far off is in no cell.
    @Test func aRectangleIsFullAndNumberedFromTheSouthWest() throws {
        let grid = try Grid(origin: Point(x: -2, y: 3), cellSize: 1, columns: 3, rows: 2)
        #expect(grid.cells.map(\.areaInside) == [1, 1, 1, 1, 1, 1])
        #expect(grid.cells.map { [$0.column, $0.row] } == [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]])
        #expect(grid.cell(at: Point(x: -0.5, y: 4.5)) == 4 && grid.cell(at: Point(x: -2, y: 3)) == 0)
        for far in [
            Point(x: 1, y: 3), Point(x: -2, y: 5), Point(x: -2.1, y: 3), Point(x: 0, y: 2.9), Point(x: 1e300, y: 3),
        ] {
            #expect(grid.cell(at: far) == nil)
        }
        let corners = [(-1.0, 4.0), (0, 4), (0, 5), (-1, 5), (-1, 4)].map { Point(x: $0.0, y: $0.1) }
        #expect(grid.polygon(of: 4).exterior == corners)
        let corner = Point(x: 0, y: 0)
        #expect(throws: AnalysisError.emptyStudyArea) { try Grid(origin: corner, cellSize: 1, columns: 0, rows: 1) }
        #expect(throws: AnalysisError.emptyStudyArea) { try Grid(origin: corner, cellSize: 1, columns: 1, rows: 0) }
        #expect(throws: AnalysisError.emptyStudyArea) {
            try Grid(origin: Point(x: .nan, y: 0), cellSize: 1, columns: 1, rows: 1)
        }
        #expect(throws: AnalysisError.cellSize(0)) { try Grid(origin: corner, cellSize: 0, columns: 1, rows: 1) }
        #expect(throws: AnalysisError.tooManyCells(cellSize: 1, cells: 20_000_001, limit: 20_000_000)) {
            try Grid(origin: corner, cellSize: 1, columns: 20_000_001, rows: 1)
        }
    }

    @Test(arguments: Grid.Form.allCases) func outlinesOfCellsHaveTheirArea(form: Grid.Form) throws {
        let grid = try Grid(covering: Sample.area, cellSize: 250, form: form)
        for cell in grid.cells.indices {
            #expect(agree(Sample.measure(MultiPolygon([grid.polygon(of: cell)])), grid.cellArea, within: 1e-6))
        }
    }

    @Test func badSizesAndAreasAreNamed() {
        #expect(throws: AnalysisError.cellSize(0)) { try Grid(covering: Sample.square(10), cellSize: 0) }
        #expect(throws: AnalysisError.self) { try Grid(covering: Sample.square(10), cellSize: .nan) }
        #expect(throws: AnalysisError.emptyStudyArea) { try Grid(covering: MultiPolygon([]), cellSize: 10) }
        #expect(throws: AnalysisError.emptyStudyArea) {
            try Grid(covering: MultiPolygon([Polygon(exterior: [Point(x: 1, y: 1)])]), cellSize: 10)
        }
        #expect(throws: AnalysisError.self) { try Grid(covering: Sample.square(1e7), cellSize: 1) }
        #expect(throws: AnalysisError.self) { try Grid(covering: Sample.square(1e300), cellSize: 1e-300) }
    }

    /// What counts is the rectangle that is searched, however little of it the study area fills.
    @Test func theLargestRectangleIsTheLast() throws {
        func sliver(_ width: Double) -> MultiPolygon {
            MultiPolygon([
                Polygon(exterior: [
                    Point(x: 0, y: 0), Point(x: width, y: 3999), Point(x: width, y: 4000), Point(x: 0, y: 0),
                ])
            ])
        }
        let grid = try Grid(covering: sliver(5000), cellSize: 1)
        #expect(grid.columns * grid.rows == AnalysisError.largestTiling && grid.cells.count < 12_000)
        #expect(throws: AnalysisError.self) { try Grid(covering: sliver(5001), cellSize: 1) }
    }

    /// One stray point makes the extent of the incidents as large as the country.
    @Test(arguments: Grid.Form.allCases) func moreCellsThanAllowedAreRefused(form: Grid.Form) throws {
        #expect(try Grid(covering: Sample.square(1000), cellSize: 100, form: form, atMost: 200).cells.count >= 100)
        #expect(throws: AnalysisError.self) {
            try Grid(covering: Sample.square(1000), cellSize: 100, form: form, atMost: 99)
        }
        let survey = HotspotSurvey()
        let error = #expect(throws: AnalysisError.self) { try survey.grid(covering: Sample.square(500_000)) }
        #expect(error?.description.contains("25,000,000 cells of 100 m, more than 2,000,000") == true)
        #expect(error?.description.contains("the key hotspots.cell_m 400 for 1,562,500 cells") == true)
        #expect(error?.description.contains("the key study_area.file") == true)
        #expect(error?.description.contains("the key limits.cells") == true)
    }

    /// The size that a refusal proposes is accepted, gives the number of cells that it promised, and the next smaller tidy one
    /// does not fit.
    @Test(arguments: Grid.Form.allCases, [99, 37, 12]) func theProposedSizeFits(form: Grid.Form, limit: Int) throws {
        let area = Sample.square(1000)
        let error = #expect(throws: AnalysisError.self) {
            try Grid(covering: area, cellSize: 40, form: form, atMost: limit)
        }
        guard case .tooManyCells(_, _, _, let fitting?) = error else {
            Issue.record("no size is proposed: \(String(describing: error))")
            return
        }
        let cells = try Grid(covering: area, cellSize: fitting.cellSize, form: form, atMost: limit).cells.count
        #expect(cells == fitting.cells && cells <= limit)
        let step = fitting.cellSize > 100 ? 50.0 : 5
        #expect(fitting.cellSize.truncatingRemainder(dividingBy: step) == 0)
        #expect(throws: AnalysisError.self) {
            try Grid(covering: area, cellSize: fitting.cellSize - step, form: form, atMost: limit)
        }
    }
}
