import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// What esda and libpysal found; see Tests/Oracles/Analysis/gistar.py.
@Suite struct EsdaTests {
    /// Gi, Gi* and the neighbours of cells, points and outlines.
    @Test func localStatisticsAgreeWithEsda() throws {
        var cases = 0
        var places: [[String]] = []
        for line in try golden("gistar.csv").reversed() {
            guard line[0] != "place" else {
                places.append(line)
                continue
            }
            places.reverse()
            try check(line, places)
            places = []
            cases += 1
        }
        #expect(cases == 6 && places.isEmpty)
    }

    private func check(_ header: [String], _ places: [[String]]) throws {
        let coordinates = places.map { $0.dropFirst(5).compactMap(Double.init) }
        let points = coordinates.map { numbers in
            stride(from: 0, to: numbers.count, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
        }
        let rule: Grid.Neighbourhood = header[1] == "rook" ? .rook : .queen
        let weights: SpatialWeights
        switch header[0] {
        case "grid":
            let (columns, rows) = (try #require(Int(header[2])), try #require(Int(header[3])))
            let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: columns, rows: rows)
            weights = SpatialWeights(of: grid, rule)
        case "points":
            weights = SpatialWeights(of: points.map { $0[0] }, within: try #require(Double(header[1])))
        default:
            weights = SpatialWeights(
                contiguityOf: points.map { MultiPolygon([Polygon(exterior: $0)]) }, rule: rule)
        }
        #expect(weights.count == places.count)
        let values = places.compactMap { Double($0[1]) }
        let plain = GetisOrd.z(of: values, weights: weights, includingSelf: false)
        let star = GetisOrd.z(of: values, weights: weights)
        for (place, line) in places.enumerated() {
            #expect(weights.neighbours(of: place).map { String($0) }.joined(separator: "+") == line[4])
            #expect(agree(plain[place], try #require(Double(line[2])), within: 1e-9))
            #expect(agree(star[place], try #require(Double(line[3])), within: 1e-9))
        }
    }

    @Test func standardisedRowsAddUpToOne() {
        let weights = SpatialWeights(neighbours: [[1, 2, 9, -1, 0], [2], [], [0, 1, 2, 2]])
        let rows: [[Int32]] = [[1, 2], [2], [], [0, 1, 2]]
        #expect(weights.neighbours == CompressedRows(rows))
        let standardised = weights.rowStandardised
        #expect(standardised.neighbours == weights.neighbours)
        let third: Double = 1 / 3
        let wanted: [Double] = [0.5, 0.5, 1, third, third, third]
        #expect(standardised.values == wanted)
        #expect(standardised.rowStandardised == standardised)
    }
}
