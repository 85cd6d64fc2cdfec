import HomewardCore
import HomewardGeometry

/// Fills the blocks: cul-de-sacs that reach into them, and footpaths that lead on where the cul-de-sac ends.
struct Closes {
    /// The share of blocks with a cul-de-sac.
    let share: Double

    /// A place on an edge from which something shall branch off.
    private struct Branch {
        var edge: Int
        var share: Double
        var node = -1
    }

    /// Adds at most one cul-de-sac or path to each block, so that none crosses another.
    func add(to draft: inout StreetDraft, lattice: StreetLattice, outline: Outline, generator: inout SeededGenerator) {
        var edgeAt: [Int: Int] = [:]
        for (index, edge) in draft.edges.enumerated() {
            edgeAt[edge.from * 2 + (edge.to == edge.from + 1 ? 0 : 1)] = index
        }
        var number = (close: 0, path: 0)
        var cuts: [Branch] = []
        var plans: [(from: Int, far: Int?, end: Point, bend: Point)] = []
        for row in 0..<(lattice.size - 1) {
            for column in 0..<(lattice.size - 1) {
                let corner = lattice.node(row, column)
                let sides = [corner * 2, corner * 2 + 1, (corner + lattice.size) * 2, (corner + 1) * 2 + 1].map {
                    edgeAt[$0]
                }
                guard generator.chance(share) else { continue }
                let start = generator.below(4)
                guard let near = sides[start] else { continue }
                let far = sides[(start + 2) % 4]
                let share = generator.between(0.35, 0.65)
                let opposite = opposite(corner, start, lattice, draft)
                let from = Segment(draft.nodes[draft.edges[near].from], draft.nodes[draft.edges[near].to]).point(
                    at: share)
                let axis = Segment(from, opposite)
                let end = axis.point(at: generator.between(0.4, 0.62))
                var bend = axis.point(at: 0.25)
                let slant = generator.between(-0.06, 0.06)
                bend = Point(x: bend.x - (opposite.y - from.y) * slant, y: bend.y + (opposite.x - from.x) * slant)
                guard outline.contains(from: from, to: bend), outline.contains(from: bend, to: end) else { continue }
                cuts.append(Branch(edge: near, share: share))
                var leadsOn: Int?
                if let far, generator.chance(0.35), outline.contains(from: end, to: opposite) {
                    cuts.append(Branch(edge: far, share: 0.5))
                    leadsOn = cuts.count - 1
                }
                plans.append((leadsOn == nil ? cuts.count - 1 : cuts.count - 2, leadsOn, end, bend))
            }
        }
        cut(&draft, &cuts)
        for plan in plans {
            number.close += 1
            let street = draft.addStreet("Synthetic Close \(number.close)")
            let end = draft.addNode(plan.end)
            draft.edges.append(
                .init(from: cuts[plan.from].node, to: end, via: [plan.bend], highway: "residential", street: street))
            guard let far = plan.far else { continue }
            number.path += 1
            let path = draft.addStreet("Synthetic Path \(number.path)")
            draft.edges.append(.init(from: end, to: cuts[far].node, highway: "footway", street: path))
        }
    }

    /// The middle of the side of the block that lies across from its side `start`.
    private func opposite(_ corner: Int, _ start: Int, _ lattice: StreetLattice, _ draft: StreetDraft) -> Point {
        let size = lattice.size
        let ends =
            switch start {
            case 0: (corner + size, corner + size + 1)
            case 1: (corner + 1, corner + size + 1)
            case 2: (corner, corner + 1)
            default: (corner, corner + size)
            }
        return Segment(draft.nodes[ends.0], draft.nodes[ends.1]).point(at: 0.5)
    }

    /// Cuts each edge at its branches, from its far end to its near one, so that the shares stay true.
    private func cut(_ draft: inout StreetDraft, _ cuts: inout [Branch]) {
        let order = cuts.indices.sorted { (cuts[$0].edge, -cuts[$0].share) < (cuts[$1].edge, -cuts[$1].share) }
        var before = (edge: -1, share: 1.0, node: -1)
        for index in order {
            let branch = cuts[index]
            if branch.edge == before.edge, before.share - branch.share < 0.04 {
                cuts[index].node = before.node
                continue
            }
            let whole = branch.edge == before.edge ? before.share : 1
            cuts[index].node = draft.cut(branch.edge, part: 0, share: branch.share / whole)
            before = (branch.edge, branch.share, cuts[index].node)
        }
    }
}
