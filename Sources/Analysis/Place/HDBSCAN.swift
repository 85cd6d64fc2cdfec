public import HomewardCore
public import HomewardGeometry

/// Density clusters in place without a radius: groups that hold together over a wide span of distances, in the town's dense middle and
/// in its sparse outskirts alike.
///
/// What a radius would find is looked at for all radii at once. As the radius shrinks, incidents fall off and groups part; a group
/// that loses few for long is a cluster.
///
/// Sources: R. J. G. B. Campello, D. Moulavi, J. Sander (2013), "Density-based clustering based on hierarchical density estimates",
/// PAKDD 2013, LNCS 7819, 160–172; R. J. G. B. Campello, D. Moulavi, A. Zimek, J. Sander (2015), "Hierarchical density estimates for
/// data clustering, visualization, and outlier detection", ACM Transactions on Knowledge Discovery from Data 10(1), 5 (HDBSCAN\* and
/// GLOSH); C. Malzer, M. Baum (2020), "A hybrid approach to hierarchical density-based cluster selection", MFI 2020, 223–228 (``merge``).
public struct HDBSCAN: Configurable, Equatable {
    /// Which groups are clusters.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// Those that, added up over their points, hold together longest: large where they are sound, parts where the parts are sounder.
        case excessOfMass = "excess-of-mass"
        /// The smallest groups, of which none parts any further.
        case leaf
    }

    /// How many points make a cluster.
    public var smallest = 12
    /// How many points, itself counted, lie within a point's core distance.
    public var minimum = DBSCAN().minimum
    /// Which groups are clusters.
    public var selection = Selection.excessOfMass
    /// Clusters that would part below this distance stay one, m; 0 for none.
    public var merge = 0.0
    /// Shorter distances count as this one, m: positions say no more. Without it a place with many incidents at one position would be
    /// infinitely dense.
    public var finest = 1.0

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [DBSCAN.minimumSetting(\.minimum)] + ownSettings

    /// The parameters that no other method of clusters has.
    public static let ownSettings: [Setting<Self>] = [
        .whole("clusters.smallest", \.smallest, in: 2...100_000, "incidents that make a cluster, by hdbscan"),
        .choice(
            "clusters.selection", \.selection,
            "groups that are clusters, by hdbscan: those that hold together longest, or the smallest"),
        .number(
            "clusters.merge_m", \.merge, in: 0...10_000, unit: "m",
            "the distance below which clusters do not part, by hdbscan"),
        .number(
            "clusters.finest_m", \.finest, in: 0.001...1000, unit: "m",
            "the shortest distance that positions tell, by hdbscan"),
    ]

    /// The clusters.
    ///
    /// 1. The core distance of a point is that within which ``minimum`` points lie, itself counted, and ``finest`` at least. Two points
    ///    are as far from each other as they are, or as either's core distance where that is greater.
    /// 2. Points hang together at a distance where a chain of such ways leads from one to the other. Of what hangs together, groups
    ///    with fewer than ``smallest`` points are none. Where a group parts into two or more at one distance, they take its
    ///    place; where it does not, it goes on and loses points.
    /// 3. A group's stability is the sum, over its points, of by how much the reciprocal of the distance grows while the point is in it
    ///    (1/m). By ``Selection/excessOfMass`` a group is a cluster where its stability is no less than that of the best choice among its
    ///    parts; all points together never are one.
    /// 4. With ``merge``, a cluster that joins others below that distance gives way to the least group around it that does not.
    ///
    /// All ways of one length are taken at once, so that nothing is left to settle by the order of the points: a point whose
    /// core distance is the very distance at which a group parts belongs to no part. Other software takes ways two by two, and gives such a
    /// point to one part or another by the order of the rows; otherwise the results are the same. `hdbscan` for Python does not
    /// count the point itself: its `min_samples` is one less than ``minimum``.
    ///
    /// Clusters are numbered by size, the largest first, then by their westernmost, then southernmost point. Points without finite
    /// coordinates are noise. About O(n log n) for n points of a town, however many lie at one position; memory O(n).
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func clusters(of points: [Point]) throws(SettingError) -> HDBSCANResult {
        try check()
        let tree = PlaceTree(points)
        let floor = finest * finest
        let cores = tree.coreSquares(minimum).map { max($0, floor) }
        guard let first = cores.first, first.isFinite else { return HDBSCANResult(withoutClusters: points.count) }
        let ways = ReachabilityTree(tree, cores: cores).ways
        let density = DensityTree(tree, cores: cores, ways: ways, smallest: smallest)
        var length = ways.reduce(0) { $0 + $1.square.squareRoot() }
        for (place, weight) in tree.weights.enumerated() { length += Double(weight - 1) * cores[place].squareRoot() }
        return result(density, tree, cores, length, points)
    }

    /// Chooses clusters, and says of each point where it belongs.
    private func result(
        _ density: DensityTree, _ tree: PlaceTree, _ cores: [Double], _ length: Double, _ points: [Point]
    ) -> HDBSCANResult {
        let stability = HDBSCAN.stabilities(density, tree)
        let chosen = chosen(density, stability)
        let groups = density.groups
        // Wholes stand behind their parts.
        var clusterOf = [Int32](repeating: -1, count: groups.count)
        var deepest = groups.map { 1 / $0.formed.squareRoot() }
        for index in groups.indices.reversed() {
            let parent = groups[index].parent
            clusterOf[index] = chosen[index] ? Int32(index) : parent >= 0 ? clusterOf[parent] : -1
        }
        for (index, group) in groups.enumerated() where group.parent >= 0 {
            deepest[group.parent] = max(deepest[group.parent], deepest[index])
        }

        var result = HDBSCANResult(withoutClusters: points.count)
        result.treeLength = length
        result.groups = groups.count
        var strengths: [Int: Double] = [:]
        var corners: [Int: Int32] = [:]
        let byRank = tree.ranks.indices.sorted { tree.ranks[$0] < tree.ranks[$1] }
        for place in byRank {
            let rank = Int(tree.ranks[place])
            let group = Int(density.group[place])
            let core = cores[place].squareRoot()
            let cluster = group < 0 ? -1 : Int(clusterOf[group])
            let lambda = 1 / density.joined[place].squareRoot()
            var strength = 0.0
            if cluster >= 0 {
                let death = 1 / groups[cluster].formed.squareRoot()
                strength = min(lambda, death) / death
                strengths[cluster, default: 0] += Double(tree.weights[place]) * strength
                if corners[cluster] == nil { corners[cluster] = Int32(rank) }
            }
            let outlier = group < 0 ? 0 : (deepest[group] - lambda) / deepest[group]
            for point in tree.members[rank] {
                result.labels[Int(point)] = cluster
                result.strengths[Int(point)] = strength
                result.outlierScores[Int(point)] = outlier
                result.coreDistances[Int(point)] = core
            }
        }
        let greatest = deepest.last ?? 0
        let order = corners.sorted { a, b in
            (-groups[a.key].size, a.value) < (-groups[b.key].size, b.value)
        }.map(\.key)
        var number = [Int](repeating: -1, count: groups.count)
        for (label, cluster) in order.enumerated() {
            number[cluster] = label
            let group = groups[cluster]
            result.clusters.append(
                HDBSCANResult.Cluster(
                    count: group.size, strength: (strengths[cluster] ?? 0) / Double(group.size),
                    stability: stability[cluster],
                    persistence: stability[cluster] / (Double(group.size) * greatest),
                    forms: group.formed.squareRoot(), holds: group.reach.squareRoot(),
                    joins: group.joined.squareRoot()))
        }
        for point in result.labels.indices where result.labels[point] >= 0 {
            result.labels[point] = number[result.labels[point]]
        }
        return result
    }

    /// By how much, added up over its points, the reciprocal of the distance grows while they are in each group.
    private static func stabilities(_ density: DensityTree, _ tree: PlaceTree) -> [Double] {
        let groups = density.groups
        let birth = groups.map { 1 / $0.joined.squareRoot() }
        var stability = [Double](repeating: 0, count: groups.count)
        for place in tree.weights.indices where density.group[place] >= 0 {
            let group = Int(density.group[place])
            let lambda = 1 / density.joined[place].squareRoot()
            stability[group] += Double(tree.weights[place]) * (lambda - birth[group])
        }
        for (index, group) in groups.enumerated() where group.parent >= 0 {
            stability[group.parent] += Double(group.size) * (birth[index] - birth[group.parent])
        }
        return stability
    }

    /// Which groups are clusters.
    private func chosen(_ density: DensityTree, _ stability: [Double]) -> [Bool] {
        let groups = density.groups
        var chosen = [Bool](repeating: false, count: groups.count)
        switch selection {
        case .leaf:
            for (index, group) in groups.enumerated() { chosen[index] = group.parts.isEmpty && group.parent >= 0 }
        case .excessOfMass:
            var best = stability
            for (index, group) in groups.enumerated() where group.parent >= 0 {
                let parts = group.parts.reduce(0) { $0 + best[$1] }
                chosen[index] = group.parts.isEmpty || parts <= stability[index]
                if !chosen[index] { best[index] = parts }
            }
            keepOutermost(&chosen, groups)
        }
        guard merge > 0 else { return chosen }
        let square = merge * merge
        for index in groups.indices where chosen[index] && groups[index].joined < square {
            chosen[index] = false
            var whole = index
            while groups[whole].joined <= square, let parent = Optional(groups[whole].parent),
                groups[parent].parent >= 0
            {
                whole = parent
            }
            chosen[whole] = true
        }
        keepOutermost(&chosen, groups)
        return chosen
    }

    /// Leaves out what is part of another choice.
    private func keepOutermost(_ chosen: inout [Bool], _ groups: [DensityTree.Group]) {
        var isInside = [Bool](repeating: false, count: groups.count)
        for index in groups.indices.reversed() where groups[index].parent >= 0 {
            let parent = groups[index].parent
            isInside[index] = isInside[parent] || chosen[parent]
        }
        for index in groups.indices where isInside[index] { chosen[index] = false }
    }
}

/// What ``HDBSCAN`` found.
public struct HDBSCANResult: Sendable, Equatable {
    /// One cluster.
    public struct Cluster: Sendable, Equatable {
        /// Its points.
        public var count: Int
        /// The mean strength of its points' membership.
        public var strength: Double
        /// Its excess of mass, 1/m.
        public var stability: Double
        /// The same as a share of the most that so many points could have, 0 ... 1; comparable within one result.
        public var persistence: Double
        /// The shortest distance at which it is one group, m: below it parts, or too little of it hangs together.
        public var forms: Double
        /// The distance within which all its points hang together, m.
        public var holds: Double
        /// The distance at which it joins what lies around it, m; the further above ``forms``, the more it stands out.
        public var joins: Double
    }

    /// The clusters, the largest first.
    public var clusters: [Cluster] = []
    /// The cluster of each point, 0 upward; −1 for noise.
    public var labels: [Int]
    /// How firmly each point belongs to its cluster: 1 in its densest part, the ratio of the two distances elsewhere, 0 for noise.
    public var strengths: [Double]
    /// How much sparser each point lies than the densest point of its surroundings (GLOSH): 0 for none, near 1 for an outlier.
    public var outlierScores: [Double]
    /// The core distance of each point, m; infinity where there are too few points.
    public var coreDistances: [Double]
    /// The length of the shortest tree that joins all points, m.
    public var treeLength = 0.0
    /// Groups that were looked at, that of all points among them; 1 where nothing parts.
    public var groups = 0

    /// Points in no cluster.
    public var noise: Int { labels.count { $0 < 0 } }

    init(withoutClusters count: Int) {
        labels = [Int](repeating: -1, count: count)
        strengths = [Double](repeating: 0, count: count)
        outlierScores = [Double](repeating: 0, count: count)
        coreDistances = [Double](repeating: .infinity, count: count)
    }
}
