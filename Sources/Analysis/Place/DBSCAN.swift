public import HomewardCore
public import HomewardGeometry

/// Density clusters: places with at least a minimum of others within a radius, and what hangs together through them.
///
/// Source: M. Ester, H.-P. Kriegel, J. Sander, X. Xu (1996), "A density-based algorithm for discovering clusters in large
/// spatial databases with noise", KDD-96, 226–231.
public struct DBSCAN: Configurable, Equatable {
    /// How far a neighbour may be, m, the limit included.
    public var radius = 150.0
    /// How many points, itself counted, a core point has within the radius.
    public var minimum = 12

    /// The standard method.
    public init() {}

    /// The parameters; the clusters in place and hour, which a plan finds, share them.
    public static let settings: [Setting<Self>] = [radiusSetting(\.radius), minimumSetting(\.minimum)]

    static func radiusSetting<Root>(_ place: any WritableKeyPath<Root, Double> & Sendable) -> Setting<Root> {
        .number("clusters.radius_m", place, in: 1...10_000, unit: "m", "how near in place")
    }

    static func minimumSetting<Root>(_ place: any WritableKeyPath<Root, Int> & Sendable) -> Setting<Root> {
        .whole("clusters.minimum", place, in: 2...1000, "incidents that make a core")
    }

    /// The cluster of each point, 0 upward, or −1 for noise.
    ///
    /// 1. A core point has at least ``minimum`` points within ``radius``.
    /// 2. Core points within reach of each other belong together.
    /// 3. Another point within reach of a core point joins the nearest one's cluster; of equally near ones that of the
    ///    westernmost, then southernmost. The original leaves this to the order of the points.
    ///
    /// Clusters are numbered by size, the largest first, then by their westernmost, then southernmost core point, so that
    /// the result does not depend on the order of the points. Points without finite coordinates are noise.
    ///
    /// Points are sorted into cells so small that all of one are within reach of each other: a cell that holds the minimum
    /// holds core points alone, and two cells are joined by the first two core points found within reach. O(points) where
    /// most cells hold the minimum or few points; what is compared one by one are the points of cells with fewer, with those
    /// of the cells around until the minimum is found, and the core points of cells that nothing else has joined.
    ///
    /// Source of the cells: A. Gunawan (2013), "A faster algorithm for DBSCAN", Master's thesis, Eindhoven.
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func labels(of points: [Point]) throws(SettingError) -> [Int] {
        try check()
        let cells = PlaceCells(points, reach: radius, division: 2.0.squareRoot() * (1 + 1e-5))
        let isCore = coreFlags(cells)
        let hasCore = (0..<cells.count).map { cell in cells.places(cell).contains { isCore[$0] } }
        let roots = DBSCAN.roots(cells, isCore, hasCore)
        return DBSCAN.numbered(DBSCAN.anchors(cells, isCore, hasCore, roots), cells, isCore, points.count)
    }

    /// Which points are core points, in the order of the cells.
    private func coreFlags(_ cells: PlaceCells) -> [Bool] {
        let blocks = cells.blocks(of: 4096)
        return Parallel.map(blocks.count) { number in
            var walk = PlaceCells.Walk(cells)
            var flags: [Bool] = []
            flags.reserveCapacity(cells.places(blocks[number]).count)
            for cell in blocks[number] {
                let own = cells.places(cell)
                if cells.isClique, own.count >= minimum {
                    flags.append(contentsOf: repeatElement(true, count: own.count))
                    continue
                }
                walk.move(to: cell)
                let wanted = minimum - walk.inside.reduce(0) { $0 + cells.places($1).count }
                let edge = walk.edge.map { cells.places($0) }
                let isEnough = edge.reduce(0) { $0 + $1.count } >= wanted
                for place in own { flags.append(isEnough && has(wanted, in: edge, near: place, cells)) }
            }
            return flags
        }.flatMap { $0 }
    }

    /// Whether so many of some points lie within reach of one. Stops where there are enough.
    private func has(_ wanted: Int, in runs: [Range<Int>], near place: Int, _ cells: PlaceCells) -> Bool {
        let (x, y) = (cells.xs[place], cells.ys[place])
        var missing = wanted
        for run in runs where missing > 0 {
            for start in stride(from: run.lowerBound, to: run.upperBound, by: 64) where missing > 0 {
                missing -= cells.count(in: start..<min(start + 64, run.upperBound), near: x, y)
            }
        }
        return missing <= 0
    }

    /// For each core point, in the order of the cells, what all have in common that hang together and no other has; −1 for another
    /// point.
    ///
    /// Core points of a cell hang together where any two of its points are within reach. Cells side by side are joined first and then
    /// those further apart, which mostly hang together by then.
    private static func roots(_ cells: PlaceCells, _ isCore: [Bool], _ hasCore: [Bool]) -> [Int32] {
        var sets = DisjointSets(cells.isClique ? cells.count : cells.order.count)
        cells.forEachTouching { cell, other in
            if hasCore[cell], hasCore[other] { join(cell, other, &sets, cells, isCore) }
        }
        var walk = PlaceCells.Walk(cells, isForward: true)
        for cell in 0..<cells.count where hasCore[cell] {
            walk.move(to: cell)
            for run in walk.all {
                for other in run where hasCore[other] { join(cell, other, &sets, cells, isCore) }
            }
        }
        var roots = [Int32](repeating: -1, count: isCore.count)
        for cell in 0..<cells.count where hasCore[cell] {
            let own = cells.isClique ? sets.root(cell) : 0
            for place in cells.places(cell) where isCore[place] {
                roots[place] = Int32(cells.isClique ? own : sets.root(place))
            }
        }
        return roots
    }

    /// Joins the core points of two cells that lie within reach of each other: one pair joins all where each cell is one set.
    private static func join(
        _ first: Int, _ second: Int, _ sets: inout DisjointSets, _ cells: PlaceCells, _ isCore: [Bool]
    ) {
        if cells.isClique, sets.root(first) == sets.root(second) { return }
        for a in cells.places(first) where isCore[a] {
            let (x, y) = (cells.xs[a], cells.ys[a])
            for b in cells.places(second) where isCore[b] {
                let (dx, dy) = (cells.xs[b] - x, cells.ys[b] - y)
                guard dx * dx + dy * dy <= cells.square else { continue }
                if cells.isClique {
                    sets.join(first, second)
                    return
                }
                sets.join(a, b)
            }
        }
    }

    /// For each point the root of the core point that it belongs to, its own or the nearest one's; −1 for noise.
    private static func anchors(
        _ cells: PlaceCells, _ isCore: [Bool], _ hasCore: [Bool], _ roots: [Int32]
    ) -> [Int32] {
        let blocks = cells.blocks(of: 4096)
        return Parallel.map(blocks.count) { number in
            var walk = PlaceCells.Walk(cells)
            var anchors = Array(roots[cells.places(blocks[number])])
            let offset = cells.places(blocks[number]).lowerBound
            for cell in blocks[number] {
                var isAround = false
                for place in cells.places(cell) where !isCore[place] {
                    if !isAround { walk.move(to: cell) }
                    isAround = true
                    var nearest = Nearest(x: cells.xs[place], y: cells.ys[place], within: cells.square)
                    for other in walk.all.joined() where hasCore[other] {
                        nearest.look(at: cells.places(other), cells, isCore)
                    }
                    if let core = nearest.core { anchors[place - offset] = roots[core] }
                }
            }
            return anchors
        }.flatMap { $0 }
    }

    /// The core point nearest to a place; of equally near ones the westernmost, then the southernmost.
    private struct Nearest {
        private let x: Double
        private let y: Double
        private(set) var core: Int?
        private var distance = Double.infinity
        /// What the square of its distance is at most where another is nearer or as near, but for rounding.
        private var limit: Double

        init(x: Double, y: Double, within square: Double) {
            (self.x, self.y, limit) = (x, y, square)
        }

        mutating func look(at places: Range<Int>, _ cells: PlaceCells, _ isCore: [Bool]) {
            for place in places where isCore[place] {
                let (dx, dy) = (cells.xs[place] - x, cells.ys[place] - y)
                let square = dx * dx + dy * dy
                guard square <= limit else { continue }
                let distance = square.squareRoot()
                if let core,
                    (self.distance, cells.xs[core], cells.ys[core]) <= (distance, cells.xs[place], cells.ys[place])
                {
                    continue
                }
                (core, self.distance, limit) = (place, distance, min(limit, square * (1 + 1e-15)))
            }
        }
    }

    /// Numbers clusters by size and place, for all points as they were listed.
    private static func numbered(
        _ roots: [Int32], _ cells: PlaceCells, _ isCore: [Bool], _ count: Int
    ) -> [Int] {
        var size = [Int](repeating: 0, count: roots.count)
        // The westernmost and then southernmost core point of each cluster.
        var corner = [Int](repeating: -1, count: roots.count)
        for (place, root) in roots.enumerated() where root >= 0 {
            size[Int(root)] += 1
            guard isCore[place] else { continue }
            let first = corner[Int(root)]
            if first < 0 || (cells.xs[place], cells.ys[place]) < (cells.xs[first], cells.ys[first]) {
                corner[Int(root)] = place
            }
        }
        let clusters = size.indices.filter { size[$0] > 0 }.sorted { a, b in
            let (first, second) = (corner[a], corner[b])
            return (-size[a], cells.xs[first], cells.ys[first]) < (-size[b], cells.xs[second], cells.ys[second])
        }
        var number = [Int](repeating: -1, count: roots.count)
        for (label, cluster) in clusters.enumerated() { number[cluster] = label }
        var labels = [Int](repeating: -1, count: count)
        for (place, root) in roots.enumerated() where root >= 0 { labels[Int(cells.order[place])] = number[Int(root)] }
        return labels
    }
}
