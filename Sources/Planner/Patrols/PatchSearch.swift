import HomewardGeometry

/// Chooses patches of street that are worth most together, and bounds what any could be worth.
///
/// A patch is grown around the middle of each of the ``roots`` pieces around which most lies, branch and bound chooses among them
/// (``PointSelection``), and those that are chosen are bettered by exchange. The bound is the less of two: what circles of the
/// patches' reach hold, wherever their centres lie, whether or not the streets in them are short enough (``PatrolSearch``); and
/// what the best pieces of street hold that are together as long as the patches, whether or not they meet.
struct PatchSearch {
    /// From how many pieces patches are grown.
    static let roots = 600

    let planner: PatrolPlanner
    let patches: StreetPatches
    /// What each piece is worth.
    let worth: [Double]
    /// The centres that a person has decided on.
    let kept: [Point]
    let mayLie: (Point) -> Bool

    /// The patches, the kept ones first, and the bound, infinite where none is wanted.
    func solve(isBounded: Bool) -> (patches: [StreetPatches.Patch], bound: Double) {
        let fixed = kept.map { centre in
            patches.piece(near: centre).map { root in
                patches.bettered(
                    patches.grown(from: root, centre: centre, worth: worth), root: root, worth: worth)
            } ?? StreetPatches.Patch(centre: centre, pieces: [], worth: 0)
        }
        var rest = planner
        rest.areas -= kept.count
        let held = (0..<worth.count).map { root -> Double in
            var sum = 0.0
            patches.buckets.forEach(within: patches.reach, of: patches.middles[root]) { sum += worth[$0] }
            return sum
        }
        let roots = held.indices.filter { held[$0] > 0 && mayLie(patches.middles[$0]) }.sorted {
            (-held[$0], $0) < (-held[$1], $1)
        }
        let candidates = thinned(roots).map { root in
            (root: root, patch: patches.grown(from: root, centre: patches.middles[root], worth: worth))
        }
        let choice = PointSelection(count: rest.areas, spacing: planner.spacing, nodeLimit: 500).best(
            of: candidates.map(\.patch.centre), weights: candidates.map(\.patch.worth))
        let found = choice.chosen.map { index in
            patches.bettered(candidates[index].patch, root: candidates[index].root, worth: worth)
        }
        guard isBounded else { return (fixed + found, .infinity) }
        let keptMost = kept.reduce(0) { sum, centre in
            var inside = 0.0
            patches.buckets.forEach(within: patches.reach, of: centre) { inside += worth[$0] }
            return sum + inside
        }
        var circles = rest
        circles.radius = patches.reach
        var search = PatrolSearch(
            planner: circles, points: HarmPoints(patches.middles, harm: worth, radius: patches.reach),
            form: PatrolForm(radius: patches.reach)
        ) { _ in true }
        let bound = min(search.solve().bound, patches.most(inPatches: rest.areas, worth: worth))
        return (fixed + found, bound + keptMost)
    }

    /// The first of the roots, and of the others those that have no better one within half a reach, up to ``roots`` in all.
    private func thinned(_ ranked: [Int]) -> [Int] {
        guard ranked.count > Self.roots else { return ranked }
        var chosen = Array(ranked.prefix(Self.roots / 2))
        for root in ranked.dropFirst(Self.roots / 2) where chosen.count < Self.roots {
            let middle = patches.middles[root]
            if chosen.allSatisfy({ patches.middles[$0].distance(to: middle) >= patches.reach / 2 }) {
                chosen.append(root)
            }
        }
        return chosen
    }
}
