import Foundation
import HomewardAnalysis
import HomewardGeometry
import HomewardIncidents

/// One piece of work whose cost is watched.
public struct Kernel: Sendable {
    /// What calls for it: `dbscan`.
    public let name: String
    /// What it does, with its settings.
    public let title: String
    /// Why it may grow faster than ``Growth/limit``; nil where it must not.
    public var reason: String?
    /// Makes everything ready that is not to be timed, and returns the work. What the work returns is a number that other software
    /// must find too, so that it shows whether both did the same.
    public let prepare: @Sendable (TownFile) throws -> () throws -> Int
}

extension Kernel {
    /// All, in the order in which they are shown.
    public static let all = [
        read, clusters(deals: 999), dbscan, hdbscan, spaceTime, density, areas, counts, getis, scores, chances, deals,
        emerging, nearest, ripley, projection,
    ]

    /// The kernel of that name.
    public static func named(_ name: String) -> Kernel? { all.first { $0.name == name } }

    /// A CSV file to a checked table. The answer is the number of rows used.
    static let read = Kernel(name: "read", title: "CSV to a checked table") { file in
        let reader = try file.reader()
        return { try reader.read().table.count }
    }

    /// Clusters in place and hour with so many deals of the test. The answer is the number of clusters.
    public static func clusters(deals: Int) -> Kernel {
        Kernel(name: "clusters", title: "place-hour clusters, \(deals) deals") { file in
            let table = try file.read().table
            let days = DenseTown.days
            var method = PlaceHourClusters()
            method.permutations = deals
            return { try method.clusters(of: table, days: days).clusters.count }
        }
    }

    /// The answer is the number of points in a cluster.
    static let dbscan = Kernel(
        name: "dbscan", title: "DBSCAN, 100 m, 20"
    ) { file in
        let points = try file.read().table.points
        var method = DBSCAN()
        method.radius = 100
        method.minimum = 20
        return { try method.labels(of: points).count { $0 >= 0 } }
    }

    /// The answer is the length of the shortest tree that joins the points, m, which does not depend on how ties are settled.
    static let hdbscan = Kernel(name: "hdbscan", title: "HDBSCAN*, core of 21, clusters of 20") { file in
        let points = try file.read().table.points
        var method = HDBSCAN()
        method.minimum = 21
        method.smallest = 20
        return { Int(try method.clusters(of: points).treeLength.rounded()) }
    }

    /// The answer is the number of incidents in a cluster.
    static let spaceTime = Kernel(name: "st-dbscan", title: "ST-DBSCAN, 100 m, a week, 5") { file in
        let table = try file.read().table
        let (points, seconds) = (table.points, table.start)
        var method = SpaceTimeDBSCAN()
        method.radius = 100
        method.lag = 168
        method.minimum = 5
        return { try method.labels(of: points, at: seconds).count { $0 >= 0 } }
    }

    /// The answer is what the surface integrates to.
    static let density = Kernel(name: "density", title: "kernel density, 50 m cells, quartic 300 m") { file in
        let points = try file.read().table.points
        let grid = try Grid(covering: DenseTown.outline, cellSize: 50)
        let method = KernelDensity()
        return {
            let surface = try method.density(of: points, on: grid).perSquareKilometre
            return Int(zip(surface, grid.cells).reduce(0) { $0 + $1.0 * $1.1.areaInside / 1e6 }.rounded())
        }
    }

    /// The answer is the sum of the numbers of the areas, from 1, over the points.
    static let areas = Kernel(name: "areas", title: "points to 50 polygons, prepared anew") { file in
        let table = try file.read().table
        let areas = DenseTown.areas
        return {
            let counts = AreaLocator(areas).assign(xs: table.x, ys: table.y).counts
            return counts.indices.reduce(0) { $0 + ($1 + 1) * counts[$1] }
        }
    }

    /// The answer is the sum of the squares of the counts.
    static let counts = Kernel(name: "counts", title: "counts in 100 m cells") { file in
        let points = try file.read().table.points
        let grid = try cells()
        return { grid.count(points).count.reduce(0) { $0 + $1 * $1 } }
    }

    /// Counts, neighbours and Gi\* in one. The answer is the number of cells with a score over 1.96.
    static let getis = Kernel(name: "getis", title: "Gi* scores of 100 m cells, neighbours found anew") { file in
        let points = try file.read().table.points
        let grid = try cells()
        return {
            let count = grid.count(points).count.map(Double.init)
            return GetisOrd.z(of: count, weights: SpatialWeights(of: grid, .queen)).count { $0 > 1.96 }
        }
    }

    /// Neighbours and Gi\* in one. The answer is the number of cells with a score over 1.96.
    static let scores = Kernel(name: "scores", title: "Gi* scores of 28,800 counts, neighbours found anew") { file in
        let grid = try wideCells()
        let count = grid.count(try file.read().table.points).count.map(Double.init)
        return { GetisOrd.z(of: count, weights: SpatialWeights(of: grid, .queen)).count { $0 > 1.96 } }
    }

    /// The answer is the number of cells whose chance is at most one in twenty.
    static let chances = Kernel(name: "chances", title: "Gi* of 28,800 counts with exact chances") { file in
        let grid = try wideCells()
        let (count, outside) = grid.count(try file.read().table.points)
        return { try GetisOrd().scores(of: grid, count: count, outside: outside).p.count { $0 <= 0.05 } }
    }

    /// Gi\* with conditional permutation and neighbours found anew; a cell for some 35 rows, 160 × 180 cells for a million. The
    /// answer is the number of cells with a score over 1.96: the draws are others than those of other software.
    static let deals = Kernel(
        name: "deals", title: "Gi*, 999 conditional permutations, 28,800 cells for 1,000,000 rows"
    ) { file in
        let share = (Double(file.rows) / 1e6).squareRoot()
        let (columns, rows) = (max(3, Int((160 * share).rounded())), max(3, Int((180 * share).rounded())))
        let size = 11_520 / Double(columns)
        let corner = Point(x: DenseTown.centre.x - 5_760, y: DenseTown.centre.y - Double(rows) * size / 2)
        let grid = try Grid(origin: corner, cellSize: size, columns: columns, rows: rows)
        let (count, outside) = grid.count(try file.read().table.points)
        let method = GetisOrd {
            $0.chance = .permutation
            $0.permutations = 999
        }
        return { try method.scores(of: grid, count: count, outside: outside).z.count { $0 > 1.96 } }
    }

    /// Counts by cell and month, scores, chances, trends and labels in one. The answer is the number of cells with a label.
    static let emerging = Kernel(
        name: "emerging", title: "emerging hotspots, 10,000 cells, 60 months"
    ) { file in
        let table = try file.read().table
        let points = table.points
        let corner = Point(x: DenseTown.centre.x - 6_000, y: DenseTown.centre.y - 6_000)
        let grid = try Grid(origin: corner, cellSize: 120, columns: 100, rows: 100)
        let steps = SpaceTimeCube.months(from: 2019, count: 60)
        // The days of the file are stretched over five years.
        let first = table.day.min() ?? 0
        let span = max(1, Int(table.day.max() ?? 0) - Int(first) + 1)
        let stepOfRow = table.day.map { Int($0 - first) * 60 / span }
        return {
            var counts = [Int32](repeating: 0, count: grid.cells.count * steps.count)
            for (row, point) in points.enumerated() {
                guard let cell = grid.cell(at: point) else { continue }
                counts[stepOfRow[row] * grid.cells.count + cell] += 1
            }
            let cube = try SpaceTimeCube(grid: grid, unit: .month, steps: steps, counts: counts)
            return try EmergingHotspots().histories(of: cube).cells.count { $0.pattern != nil }
        }
    }

    /// The answer is the mean distance from a place to the next, thousandths of a metre.
    static let nearest = Kernel(name: "nearest", title: "distance to the nearest other incident") { file in
        let points = try file.read().table.points
        let town = NamedArea(name: "Town", outline: DenseTown.outline)
        return {
            let index = try NearestNeighbours().index(of: points, in: town)
            return Int(((index?.meanDistance ?? 0) * 1_000).rounded())
        }
    }

    /// The answer is L at 500 m, millimetres.
    static let ripley = Kernel(name: "ripley", title: "Ripley's L up to 500 m, 199 patterns of 2,000") { file in
        let points = try file.read().table.points
        let town = NamedArea(name: "Town", outline: DenseTown.outline)
        return {
            let result = try RipleyK().result(of: points, in: town)
            return Int(((result?.distances.last?.l ?? 0) * 1_000).rounded())
        }
    }

    /// The answer is the sum of the mean easting and northing, m.
    static let projection = Kernel(name: "projection", title: "longitude and latitude to grid") { file in
        let table = try file.read().table
        let (world, grid) = (try CoordinateSystem.epsg(4326), try CoordinateSystem.epsg(27700))
        let around = BoundingBox(minX: -1.6, minY: 52.35, maxX: -1.42, maxY: 52.46)
        var (longitudes, latitudes) = (table.x, table.y)
        try Transformer(from: grid, to: world).transform(&longitudes, &latitudes)
        let (xs, ys) = (longitudes, latitudes)
        let transformer = try Transformer(from: world, to: grid, around: around)
        return {
            var (east, north) = (xs, ys)
            try transformer.transform(&east, &north)
            let count = Double(max(1, east.count))
            return Int((east.reduce(0, +) / count + north.reduce(0, +) / count).rounded())
        }
    }

    /// The town in cells of 100 m, a full rectangle, as others count.
    private static func cells() throws -> Grid {
        let corner = Point(x: DenseTown.centre.x - 5_700, y: DenseTown.centre.y - 5_700)
        return try Grid(origin: corner, cellSize: 100, columns: 114, rows: 114)
    }

    /// The town and ground around it in 160 by 180 cells of 80 m.
    private static func wideCells() throws -> Grid {
        let corner = Point(x: DenseTown.centre.x - 6_400, y: DenseTown.centre.y - 7_200)
        return try Grid(origin: corner, cellSize: 80, columns: 160, rows: 180)
    }
}
