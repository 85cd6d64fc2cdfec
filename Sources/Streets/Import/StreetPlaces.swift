import HomewardCore
import HomewardGeometry

/// Which vertices of lines and squares are one place.
///
/// Where the source names the nodes, one name is one place, whatever lies at the same coordinates; only neighbours on a way that
/// lie at the same coordinates are one place, for nothing lies between them. Elsewhere vertices on the same point of a grid are one.
struct StreetPlaces {
    /// Where each place lies: at the first vertex that was there.
    private(set) var position: [Point] = []
    private var byGrid: [GridPoint: Int] = [:]
    private var byNode: [Int64: Int] = [:]
    private var joined: [(Int, Int)] = []
    private let tolerance: Double

    private struct GridPoint: Hashable {
        var x: Double
        var y: Double
    }

    init(tolerance: Double) {
        self.tolerance = tolerance
    }

    /// The place of each vertex.
    mutating func places(_ points: [Point], _ nodes: [Int64]?) -> [Int] {
        guard let nodes else {
            return points.map { point in
                // + 0 turns −0 into 0.
                let here = GridPoint(
                    x: (point.x / tolerance).rounded() + 0, y: (point.y / tolerance).rounded() + 0)
                if let known = byGrid[here] { return known }
                byGrid[here] = position.count
                position.append(point)
                return position.count - 1
            }
        }
        var places: [Int] = []
        places.reserveCapacity(points.count)
        for (point, node) in zip(points, nodes) {
            let place = byNode[node] ?? position.count
            if place == position.count {
                byNode[node] = place
                position.append(point)
            }
            if let last = places.last, last != place, position[last] == position[place] { joined.append((last, place)) }
            places.append(place)
        }
        return places
    }

    /// The place of a node, where any vertex has it.
    func place(ofNode node: Int64) -> Int? { byNode[node] }

    /// For each place the one that stands for all that are joined with it; nil where each stands for itself.
    func representatives() -> [Int]? {
        guard !joined.isEmpty else { return nil }
        var sets = DisjointSets(position.count)
        for (first, second) in joined { sets.join(first, second) }
        return position.indices.map { sets.root($0) }
    }
}
