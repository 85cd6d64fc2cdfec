import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// What is counted by cells, held against every pair of points.
@Suite struct PlaceCellsTests {
    /// Points strewn, piled up and on the lines of the cells, with some that are nowhere.
    static func points(_ seed: UInt64, count: Int, side: Double) -> [Point] {
        var generator = SeededGenerator(seed: seed)
        let corner = Point(x: 430_000, y: -270_000)
        var points = (0..<count).map { number -> Point in
            let (x, y) = (generator.unit() * side, generator.unit() * side)
            switch number % 4 {
            case 0: return Point(x: corner.x + x, y: corner.y + y)
            case 1: return Point(x: corner.x + x * x / side / 9, y: corner.y + y * y / side / 9)
            case 2: return Point(x: corner.x + (x / 50).rounded() * 50, y: corner.y + (y / 50).rounded() * 50)
            default: return Point(x: corner.x + side / 3, y: corner.y + side / 3 + Double(generator.below(2)))
            }
        }
        points[count / 2] = Point(x: .nan, y: 0)
        points[count / 3] = Point(x: 1e200, y: -1e200)
        return points
    }

    private static func areNear(_ a: Point, _ b: Point, _ reach: Double) -> Bool {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        return dx * dx + dy * dy <= reach * reach * (1 + 1e-12)
    }

    @Test(arguments: [1.0, 1.41422, 2, 3, 7.5, 16]) func cellsTellWhatIsNear(division: Double) {
        for (seed, reach) in [(1, 50.0), (2, 100), (3, 2500), (4, 3)] as [(UInt64, Double)] {
            let points = Self.points(seed, count: 300, side: 1200)
            let cells = PlaceCells(points, reach: reach, division: division)
            let places = points.indices.filter { points[$0].x.magnitude < 1e150 }
            #expect(cells.order.map(Int.init).sorted() == places)
            #expect(cells.isClique == (division > 1.4142136))
            var walk = PlaceCells.Walk(cells)
            var generator = SeededGenerator(seed: seed)
            // In order, as threads go, and in none.
            for cell in Array(0..<cells.count) + (0..<20).map({ _ in generator.below(cells.count) }) {
                walk.move(to: cell)
                let inside = Set(walk.inside.flatMap { cells.places($0) }.map { Int(cells.order[$0]) })
                let edge = Set(walk.edge.flatMap { cells.places($0) }.map { Int(cells.order[$0]) })
                #expect(inside.isDisjoint(with: edge))
                for place in cells.places(cell) {
                    let here = points[Int(cells.order[place])]
                    #expect(here.x == cells.xs[place] && here.y == cells.ys[place])
                    let near = Set(places.filter { Self.areNear(here, points[$0], reach) })
                    #expect(inside.isSubset(of: near) && near.isSubset(of: inside.union(edge)))
                    let count = walk.edge.reduce(0) { $0 + cells.count(in: cells.places($1), near: here.x, here.y) }
                    #expect(inside.count + count == near.count)
                }
            }
            #expect(cells.blocks(of: 30).flatMap { Array($0) } == Array(0..<cells.count))
        }
    }

    /// Cells that share an edge or a corner are visited together, each pair once, and few others.
    @Test(arguments: [1, 2, 3, 40]) func cellsThatTouchAreVisited(columns: Int) {
        var generator = SeededGenerator(seed: UInt64(columns))
        let places = (0..<columns * 30).filter { _ in generator.below(3) > 0 }.map { ($0 % columns, $0 / columns) }
        let points = places.map { Point(x: Double($0.0), y: Double($0.1)) } + [Point(x: 0, y: 0)]
        let cells = PlaceCells(points, reach: 2, division: 2)
        func place(_ cell: Int) -> Point { points[Int(cells.order[cells.places(cell).lowerBound])] }
        var visited: [[Int]] = []
        cells.forEachTouching { visited.append([$0, $1]) }
        #expect(Set(visited).count == visited.count && visited.allSatisfy { $0[0] < $0[1] })
        #expect(visited.count <= 4 * cells.count)
        for a in 0..<cells.count {
            for b in a + 1..<max(a + 1, cells.count) {
                let (dx, dy) = (abs(place(a).x - place(b).x), abs(place(a).y - place(b).y))
                if max(dx, dy) <= 1 { #expect(visited.contains([a, b])) }
            }
        }
    }

    /// Labels by the definition alone: neighbours of neighbours, from pair to pair.
    private static func labels(_ points: [Point], radius: Double, minimum: Int) -> [Int] {
        let places = points.indices.filter { points[$0].x.magnitude < 1e150 }
        let near = points.indices.map { a in
            places.contains(a) ? places.filter { areNear(points[a], points[$0], radius) } : []
        }
        let isCore = near.map { $0.count >= minimum }
        var label = [Int](repeating: -1, count: points.count)
        var clusters = 0
        for start in places where isCore[start] && label[start] < 0 {
            var open = [start]
            label[start] = clusters
            while let core = open.popLast() {
                for other in near[core] where isCore[other] && label[other] < 0 {
                    label[other] = clusters
                    open.append(other)
                }
            }
            clusters += 1
        }
        for place in places where !isCore[place] {
            let cores = near[place].filter { isCore[$0] }.map {
                (points[place].distance(to: points[$0]), points[$0].x, points[$0].y, label[$0])
            }
            if let nearest = cores.min(by: { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }) { label[place] = nearest.3 }
        }
        let first = (0..<clusters).map { cluster in
            let own = points.indices.filter { label[$0] == cluster }
            let corner = own.filter { isCore[$0] }.map { (points[$0].x, points[$0].y) }.min { $0 < $1 } ?? (0, 0)
            return (size: -own.count, x: corner.0, y: corner.1)
        }
        let order = (0..<clusters).sorted { first[$0] < first[$1] }
        return label.map { label in order.firstIndex(of: label) ?? -1 }
    }

    @Test(
        arguments: [(1, 40.0, 4), (2, 100, 12), (3, 25, 2), (4, 300, 40), (5, 5, 3), (6, 300, 120)]
            as [(UInt64, Double, Int)])
    func clustersAreThoseOfTheDefinition(_ seed: UInt64, _ radius: Double, _ minimum: Int) throws {
        let points = Self.points(seed, count: 400, side: 1500)
        let method = DBSCAN {
            $0.radius = radius
            $0.minimum = minimum
        }
        let labels = try method.labels(of: points)
        #expect(labels == Self.labels(points, radius: radius, minimum: minimum))
        #expect(labels.contains(0))
    }

    /// Where a far-off point makes the cells wider than the reach, none is taken for near that is not.
    @Test func aPointFarOffMakesNobodyNear() throws {
        let points = [Point(x: 0, y: 0), Point(x: 3, y: 0), Point(x: 10, y: 0), Point(x: 1e12, y: 0)]
        let method = DBSCAN {
            $0.radius = 4
            $0.minimum = 2
        }
        #expect(try method.labels(of: points) == [0, 0, -1, -1])
    }
}
