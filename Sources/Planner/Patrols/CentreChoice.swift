import HomewardGeometry

/// Centres of areas and the harm that each holds.
struct CentreChoice: Sendable {
    var centres: [Point]
    var harm: [Double]

    /// The harm of all.
    var total: Double { harm.reduce(0, +) }

    /// Whether a centre keeps its distance from the others.
    func allows(_ point: Point, spacing: Double, besides: Int? = nil) -> Bool {
        for (index, centre) in centres.enumerated() where index != besides {
            if centre.distance(to: point) < spacing { return false }
        }
        return true
    }

    /// Adds the best candidates that keep their distance. `ranked` falls.
    mutating func fill(from ranked: some Sequence<(point: Point, harm: Double)>, areas: Int, spacing: Double) {
        for candidate in ranked {
            if centres.count >= areas { return }
            if allows(candidate.point, spacing: spacing) {
                centres.append(candidate.point)
                harm.append(candidate.harm)
            }
        }
    }

    /// Puts candidates in for the one or two centres that they are too near to or, where they are near none, for the poorest,
    /// and fills up again, wherever that is better.
    mutating func interchange(with ranked: [(point: Point, harm: Double)], areas: Int, spacing: Double) {
        let highest = ranked.first?.harm ?? 0
        for candidate in ranked.prefix(1000) {
            var near = centres.indices.filter { centres[$0].distance(to: candidate.point) < spacing }
            if near.isEmpty, centres.count >= areas {
                guard let poorest = harm.indices.min(by: { harm[$0] < harm[$1] }) else { continue }
                near = [poorest]
            }
            // One that steps in for two leaves room for one more at best.
            let lost = near.reduce(0) { $0 + harm[$1] }
            guard near.count <= 2, candidate.harm + (near.count == 2 ? highest : 0) > lost + 1e-9 else { continue }
            var other = self
            for index in near.reversed() {
                other.centres.remove(at: index)
                other.harm.remove(at: index)
            }
            other.centres.append(candidate.point)
            other.harm.append(candidate.harm)
            if near.count == 2 { other.fill(from: ranked.prefix(1000), areas: areas, spacing: spacing) }
            if other.total > total + 1e-9 { self = other }
        }
    }

    /// Orders by falling harm, then from west to east and south to north.
    mutating func sort() {
        let order = centres.indices.sorted { a, b in
            if harm[a] != harm[b] { return harm[a] > harm[b] }
            return (centres[a].x, centres[a].y) < (centres[b].x, centres[b].y)
        }
        (centres, harm) = (order.map { centres[$0] }, order.map { harm[$0] })
    }
}
