import HomewardGeometry

/// Leads a drive to each school and stop that lies too far from the streets.
struct Approaches {
    /// How far a place may lie from a street before it gets a drive of its own, m.
    let within: Double

    /// Adds the drives, in the order of `places`. O(places × edges).
    func add(to draft: inout StreetDraft, places: [Point], outline: Outline) {
        var number = 0
        for place in places where outline.contains(place) {
            var best = (edge: -1, part: 0, share: 0.0, distance: Double.infinity)
            for (index, edge) in draft.edges.enumerated() {
                let line = draft.line(edge)
                for part in 0..<(line.count - 1) {
                    let (share, _, distance) = Segment(line[part], line[part + 1]).nearest(to: place)
                    if distance < best.distance { best = (index, part, share, distance) }
                }
            }
            guard best.edge >= 0, best.distance > within else { continue }
            let edge = draft.edges[best.edge]
            let line = draft.line(edge)
            let foot = Segment(line[best.part], line[best.part + 1]).point(at: best.share)
            let end = Segment(foot, place).point(at: 1 - 8 / best.distance)
            guard outline.contains(from: foot, to: end) else { continue }
            let start: Int
            if foot.distance(to: draft.nodes[edge.from]) < 8 {
                start = edge.from
            } else if foot.distance(to: draft.nodes[edge.to]) < 8 {
                start = edge.to
            } else {
                start = draft.cut(best.edge, part: best.part, share: best.share)
            }
            number += 1
            let street = draft.addStreet("Synthetic Drive \(number)")
            draft.edges.append(.init(from: start, to: draft.addNode(end), highway: "service", street: street))
        }
    }
}
