import Testing

@testable import HomewardGeometry

/// Every point of a partition belongs to exactly one of its areas.
@Suite struct PartitionTests {
    /// Squares that tile a field, and points inside, on their edges and on their corners: each has exactly one square.
    @Test(arguments: 0..<8) func aPartitionOfSquaresIsExact(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let side = [1.0, 0.1, 250, 1.0 / 3][Int(seed) % 4]
        let origin = seed < 4 ? Point(x: 0, y: 0) : Point(x: 433_000.1, y: 279_000.7)
        func corner(_ i: Int, _ j: Int) -> Point {
            Point(x: origin.x + Double(i) * side, y: origin.y + Double(j) * side)
        }
        var areas: [NamedArea] = []
        for j in 0..<12 {
            for i in 0..<12 {
                let ring = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]
                areas.append(area("\(i) \(j)", Polygon(exterior: dice.next() % 2 == 0 ? ring : ring.reversed())))
            }
        }
        var points: [Point] = []
        var wanted: [Int] = []
        for _ in 0..<4000 {
            let (i, j) = (Int.random(in: 0..<12, using: &dice), Int.random(in: 0..<12, using: &dice))
            let (low, high) = (corner(i, j), corner(i + 1, j + 1))
            var point = Point(
                x: .random(in: low.x..<high.x, using: &dice), y: .random(in: low.y..<high.y, using: &dice))
            switch dice.next() % 4 {
            case 0: point.x = low.x
            case 1: point.y = low.y
            case 2: point = low
            default: break
            }
            points.append(point)
            wanted.append(j * 12 + i)
        }
        let result = AreaLocator(areas).assign(points)
        #expect(result.area.map(Int.init) == wanted)
        #expect(result.outside == 0 && result.counts.reduce(0, +) == points.count)
        // The order of the list does not matter where nothing overlaps.
        let reversed = AreaLocator(areas.reversed()).assign(points)
        #expect(reversed.area.map { areas.count - 1 - Int($0) } == wanted)
    }

    /// A field cut into crooked triangles: random points and points computed to lie on edges are in exactly one.
    @Test(arguments: 0..<4) func aPartitionOfTrianglesIsExact(_ seed: UInt64) {
        var dice = Dice(seed)
        let count = 9
        var lattice: [[Point]] = []
        for i in 0...count {
            lattice.append(
                (0...count).map { j in
                    let isEdge = i == 0 || j == 0 || i == count || j == count
                    let jitter = isEdge ? Point(x: 0, y: 0) : dice.point(-0.4...0.4)
                    return Point(x: Double(i) + jitter.x, y: Double(j) + jitter.y)
                })
        }
        var areas: [NamedArea] = []
        var edges: [(Point, Point)] = []
        for i in 0..<count {
            for j in 0..<count {
                let (a, b, c, d) = (lattice[i][j], lattice[i + 1][j], lattice[i + 1][j + 1], lattice[i][j + 1])
                areas.append(area("low \(i) \(j)", Polygon(exterior: [a, b, c])))
                areas.append(area("high \(i) \(j)", Polygon(exterior: [a, c, d])))
                edges += [(a, b), (b, c), (a, c)]
            }
        }
        var points = (0..<500).map { _ in dice.point(0...(Double(count) - 1e-9)) }
        for (start, end) in edges {
            points.append(start)
            for _ in 0..<4 {
                let share = Double.random(in: 0...1, using: &dice)
                points.append(Point(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y)))
            }
        }
        points.removeAll { $0.x >= Double(count) || $0.y >= Double(count) }
        let result = AreaLocator(areas).assign(points)
        #expect(result.outside == 0)
        let outlines = areas.map { $0.outline.polygons[0] }
        let wrong = zip(points, result.area).filter { point, found in
            outlines.indices.filter { outlines[$0].holds(point) } != [Int(found)]
        }
        #expect(wrong.isEmpty)
    }
}
