import HomewardCore
import HomewardGeometry

/// Chooses which sides of the lattice become streets: the main roads, a tree that joins everything, and some of the rest.
struct StreetChoice {
    /// Open spaces that only main roads cross: parks, fields, railway land.
    let openSpaces: [(middle: Point, radius: Double)]

    /// Scatters open spaces over the box.
    init(over box: BoundingBox, generator: inout SeededGenerator) {
        let number = Int((box.width * box.height / 4.5e6).rounded())
        openSpaces = (0..<number).map { _ in
            let middle = Point(x: generator.between(box.minX, box.maxX), y: generator.between(box.minY, box.maxY))
            return (middle, generator.between(140, 420))
        }
    }

    /// Draws the streets along the chosen sides.
    func draft(
        of lattice: StreetLattice, sides: [StreetLattice.Side], roads: [MainRoads.Road], density: Double,
        generator: inout SeededGenerator
    ) -> StreetDraft {
        var draft = StreetDraft()
        draft.nodes = lattice.nodes
        var main: [Pair: (highway: String, street: Int)] = [:]
        for road in roads {
            let street = draft.addStreet(road.name)
            for (a, b) in zip(road.path, road.path.dropFirst()) where main[Pair(a, b)] == nil {
                main[Pair(a, b)] = (road.highway, street)
            }
        }
        var sets = DisjointSets(lattice.nodes.count)
        var isChosen = [Bool](repeating: false, count: sides.count)
        for (index, side) in sides.enumerated() where main[Pair(side.from, side.to)] != nil {
            isChosen[index] = true
            sets.join(side.from, side.to)
        }
        var order = Array(sides.indices)
        generator.shuffle(&order)
        for index in order where !isChosen[index] && !isOpen(sides[index], lattice) {
            let joins = sets.join(sides[index].from, sides[index].to)
            if joins || generator.chance(isCollector(sides[index], lattice) ? 0.9 : density) { isChosen[index] = true }
        }
        var road = 0
        var last: (to: Int, highway: String, street: Int)?
        for (index, side) in sides.enumerated() where isChosen[index] {
            if let (highway, street) = main[Pair(side.from, side.to)] {
                draft.edges.append(.init(from: side.from, to: side.to, highway: highway, street: street))
                continue
            }
            let highway = isCollector(side, lattice) ? "tertiary" : "residential"
            let street: Int
            if let last, last.to == side.from, last.highway == highway, !generator.chance(0.2) {
                street = last.street
            } else {
                road += 1
                street = draft.addStreet("Synthetic Road \(road)")
            }
            draft.edges.append(.init(from: side.from, to: side.to, highway: highway, street: street))
            last = (side.to, highway, street)
        }
        return draft
    }

    private func isOpen(_ side: StreetLattice.Side, _ lattice: StreetLattice) -> Bool {
        let middle = Segment(lattice.nodes[side.from], lattice.nodes[side.to]).point(at: 0.5)
        return openSpaces.contains { $0.middle.distance(to: middle) < $0.radius }
    }

    /// Every fifth row and column carries the traffic of the streets between.
    private func isCollector(_ side: StreetLattice.Side, _ lattice: StreetLattice) -> Bool {
        let line = side.along == 0 ? side.from / lattice.size : side.from % lattice.size
        return line % 5 == 0
    }

    /// Two junctions, in either order.
    private struct Pair: Hashable {
        let low: Int
        let high: Int

        init(_ a: Int, _ b: Int) {
            low = min(a, b)
            high = max(a, b)
        }
    }
}
