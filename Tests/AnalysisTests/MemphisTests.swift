import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct MemphisTests {
    /// The published figures rest on all robberies of the file in EPSG:32615, counted in a full rectangle of 71 × 59 cells
    /// whose edges are multiples of 500 m, empty cells included.
    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func robberiesOf2019() throws {
        let transformer = try Transformer(
            from: CoordinateSystem("EPSG:4326"), to: CoordinateSystem("EPSG:32615"))
        let points = try rows("memphis_robberies.csv").map { row in
            try transformer.transform(Point(x: Double(row[3]) ?? .nan, y: Double(row[4]) ?? .nan))
        }
        let box = try #require(BoundingBox(of: points))
        let rectangle = MultiPolygon([
            BoundingBox(
                minX: (box.minX / 500).rounded(.down) * 500, minY: (box.minY / 500).rounded(.down) * 500,
                maxX: (box.maxX / 500).rounded(.up) * 500, maxY: (box.maxY / 500).rounded(.up) * 500
            ).polygon
        ])
        let grid = try Grid(covering: rectangle, cellSize: 500)
        #expect(grid.columns == 71 && grid.rows == 59 && grid.cells.count == 4189)
        let scores = try GetisOrd().scores(of: grid, points: points)
        #expect(scores.outside == 0)
        #expect(scores.z.count { $0 > 1.96 } == 515)
        #expect(agree(scores.z.max() ?? 0, 17.50676, within: 1e-6))
    }
}
