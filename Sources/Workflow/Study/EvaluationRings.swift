import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardStreets

/// Which incidents lie outside some areas but within a distance of them, along the streets or as the crow flies.
struct EvaluationRings {
    /// How far a ring reaches, m.
    let reach: Double
    /// The streets; nil for distances as the crow flies.
    let streets: StreetNetwork?

    /// How far from a street an incident may lie to be found along it, m.
    static let aside = 100.0

    /// The way in which distances are told, in words.
    var words: String {
        streets.map { $0.isSynthetic ? "along the streets, which are made up" : "along the streets" }
            ?? "as the crow flies, for no streets were given"
    }

    /// Which points lie in the ring around areas. Points in an area itself are in none. O(points + those near × streets within reach).
    ///
    /// Along the streets a point's distance is that of the shortest way from the nearest street to where a street enters the area. A
    /// point farther than ``aside`` from any street is told as the crow flies.
    ///
    /// - Throws: `GeometryError` where an outline cannot be widened.
    func holds(_ points: [Point], around areas: [NamedArea]) throws -> [Bool] {
        guard reach > 0, !areas.isEmpty else { return [Bool](repeating: false, count: points.count) }
        let inside = AreaLocator(areas)
        let wide = AreaLocator(
            try areas.map { area in
                let shape = try area.shape.buffered(by: reach)
                return NamedArea(name: area.name, outline: MultiPolygon(shape.polygons))
            })
        let near = points.map { wide.contains($0) && !inside.contains($0) }
        guard let streets else { return near }
        let doors = entrances(of: inside, on: streets)
        var search = StreetSearch(network: streets)
        return zip(points, near).map { point, isNear in
            guard isNear else { return false }
            guard let snap = streets.snap(point, within: EvaluationRings.aside, component: nil) else { return true }
            if inside.contains(snap.point) { return true }
            search.run(from: snap, limit: reach)
            if let door = doors.ofEdge[snap.edge], door.contains(where: { abs($0 - snap.offset) <= reach }) {
                return true
            }
            return search.reached.contains { node in
                doors.ofNode[node].map { search.distance[node] + $0 <= reach } ?? false
            }
        }
    }

    /// Where streets enter the areas: for each node outside how far it is along one edge to the nearest entrance, for each node inside 0;
    /// and for each edge that enters, how far along it.
    private func entrances(of inside: AreaLocator, on streets: StreetNetwork) -> (
        ofNode: [Int: Double], ofEdge: [Int: [Double]]
    ) {
        var ofNode: [Int: Double] = [:]
        var ofEdge: [Int: [Double]] = [:]
        for (index, node) in streets.nodes.enumerated() where inside.contains(node) { ofNode[index] = 0 }
        for (index, edge) in streets.edges.enumerated() {
            let steps = max(1, Int(nearest: edge.length / 5))
            var last = inside.contains(edge.line.point(at: 0))
            var doors: [Double] = []
            for step in 1...steps {
                let offset = edge.length * Double(step) / Double(steps)
                let now = inside.contains(edge.line.point(at: offset))
                if now != last { doors.append(offset - edge.length / Double(steps) / 2) }
                last = now
            }
            guard let first = doors.first, let end = doors.last else { continue }
            ofEdge[index] = doors
            ofNode[edge.from] = min(ofNode[edge.from] ?? .infinity, first)
            ofNode[edge.to] = min(ofNode[edge.to] ?? .infinity, edge.length - end)
        }
        return (ofNode, ofEdge)
    }
}
