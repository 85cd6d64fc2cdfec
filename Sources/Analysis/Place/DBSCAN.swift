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
        var sets = DisjointSets(cells.order.count)
        join(&sets, cells, isCore)
        let roots = (0..<cells.order.count).map { isCore[$0] ? Int32(sets.root($0)) : -1 }
        return DBSCAN.numbered(anchors(cells, isCore, roots), cells, isCore, points.count)
    }

    /// Which points are core points, in the order of the cells.
    private func coreFlags(_ cells: PlaceCells) -> [Bool] {
        let blocks = cells.blocks(of: 4096)
        return Parallel.map(blocks.count) { number in
            var walk = PlaceCells.Walk(cells)
            var flags = [Bool](repeating: false, count: cells.places(blocks[number]).count)
            let offset = cells.places(blocks[number]).lowerBound
            for cell in blocks[number] {
                let own = cells.places(cell)
                let isFull = cells.isClique && own.count >= minimum
                if !isFull { walk.move(to: cell) }
                for place in own {
                    flags[place - offset] = isFull || has(minimum, near: place, cells, walk)
                }
            }
            return flags
        }.flatMap { $0 }
    }

    /// Whether at least `minimum` points, itself counted, lie within reach of one.
    private func has(_ minimum: Int, near place: Int, _ cells: PlaceCells, _ walk: PlaceCells.Walk) -> Bool {
        var around = walk.inside.reduce(0) { $0 + cells.places($1).count }
        var unseen = walk.edge.reduce(0) { $0 + cells.places($1).count }
        for run in walk.edge where around < minimum && around + unseen >= minimum {
            let places = cells.places(run)
            around += cells.count(in: places, near: cells.xs[place], cells.ys[place])
            unseen -= places.count
        }
        return around >= minimum
    }

    /// Joins core points within reach of each other: all of a cell first, then cells side by side, then those further apart, which
    /// are mostly joined by then.
    private func join(_ sets: inout DisjointSets, _ cells: PlaceCells, _ isCore: [Bool]) {
        let cores = CompressedRows<Int32>(count: cells.count) { enter in
            for cell in 0..<cells.count {
                for place in cells.places(cell) where isCore[place] { enter(cell, Int32(place)) }
            }
        }
        for cell in 0..<cells.count where cells.isClique {
            for (a, b) in zip(cores[cell], cores[cell].dropFirst()) { sets.join(Int(a), Int(b)) }
        }
        for isNear in [true, false] {
            var walk = PlaceCells.Walk(cells)
            for cell in 0..<cells.count where !cores[cell].isEmpty {
                walk.move(to: cell)
                for run in walk.edge + walk.inside where run.upperBound > cell {
                    for other in max(run.lowerBound, cell)..<run.upperBound
                    where (cells.steps(cell, other) <= 1) == isNear {
                        join(cores[cell], cores[other], &sets, cells)
                    }
                }
            }
        }
    }

    /// Joins the core points of two cells that lie within reach of each other: one pair joins all where each cell is one set.
    private func join(
        _ first: ArraySlice<Int32>, _ second: ArraySlice<Int32>, _ sets: inout DisjointSets, _ cells: PlaceCells
    ) {
        guard let a = first.first, let b = second.first else { return }
        if cells.isClique, sets.root(Int(a)) == sets.root(Int(b)) { return }
        for a in first {
            let (x, y) = (cells.xs[Int(a)], cells.ys[Int(a)])
            for b in second {
                let (dx, dy) = (cells.xs[Int(b)] - x, cells.ys[Int(b)] - y)
                guard dx * dx + dy * dy <= cells.square else { continue }
                sets.join(Int(a), Int(b))
                if cells.isClique { return }
            }
        }
    }

    /// For each point the root of the core point that it belongs to, its own or the nearest one's; −1 for noise.
    private func anchors(_ cells: PlaceCells, _ isCore: [Bool], _ roots: [Int32]) -> [Int32] {
        let blocks = cells.blocks(of: 4096)
        return Parallel.map(blocks.count) { number in
            var walk = PlaceCells.Walk(cells)
            var anchors: [Int32] = []
            for cell in blocks[number] {
                var isAround = false
                for place in cells.places(cell) {
                    if isCore[place] {
                        anchors.append(roots[place])
                        continue
                    }
                    if !isAround { walk.move(to: cell) }
                    isAround = true
                    let here = Point(x: cells.xs[place], y: cells.ys[place])
                    var nearest = (distance: Double.infinity, x: 0.0, y: 0.0)
                    var anchor: Int32 = -1
                    for other in (walk.edge + walk.inside).lazy.flatMap({ cells.places($0) }) where isCore[other] {
                        let there = Point(x: cells.xs[other], y: cells.ys[other])
                        let (dx, dy) = (there.x - here.x, there.y - here.y)
                        guard dx * dx + dy * dy <= cells.square else { continue }
                        let candidate = (here.distance(to: there), there.x, there.y)
                        if candidate < nearest {
                            nearest = candidate
                            anchor = roots[other]
                        }
                    }
                    anchors.append(anchor)
                }
            }
            return anchors
        }.flatMap { $0 }
    }

    /// Numbers clusters by size and place, for all points as they were listed.
    private static func numbered(
        _ roots: [Int32], _ cells: PlaceCells, _ isCore: [Bool], _ count: Int
    ) -> [Int] {
        var size = [Int](repeating: 0, count: roots.count)
        var corner: [Int32: Point] = [:]
        for (place, root) in roots.enumerated() where root >= 0 {
            size[Int(root)] += 1
            guard isCore[place] else { continue }
            let (x, y) = (cells.xs[place], cells.ys[place])
            // The root is its set's first core point: the corner is known whenever another comes.
            if let first = corner[root], (first.x, first.y) <= (x, y) { continue }
            corner[root] = Point(x: x, y: y)
        }
        let clusters = corner.sorted { a, b in
            (-size[Int(a.key)], a.value.x, a.value.y) < (-size[Int(b.key)], b.value.x, b.value.y)
        }
        var number = [Int](repeating: -1, count: roots.count)
        for (label, cluster) in clusters.enumerated() { number[Int(cluster.key)] = label }
        var labels = [Int](repeating: -1, count: count)
        for (place, root) in roots.enumerated() where root >= 0 { labels[Int(cells.order[place])] = number[Int(root)] }
        return labels
    }
}
