import Foundation
import HomewardCore
import HomewardGeometry

/// Radial and ring roads, led along the lattice's sides and then smoothed, so that they run as roads do.
struct MainRoads {
    /// One road: the junctions that it passes, its class and its name.
    struct Road {
        var path: [Int]
        var highway: String
        var name: String
    }

    /// The roads, in the order of their importance.
    var roads: [Road] = []

    /// Finds `radials` roads out of the middle and a ring at each of `rings` metres from it.
    init(
        on lattice: inout StreetLattice, sides: [StreetLattice.Side], middle: Point, reach: Double, radials: Int,
        rings: [Double], generator: inout SeededGenerator
    ) {
        var neighbours = [[Int]](repeating: [], count: lattice.nodes.count)
        for side in sides {
            neighbours[side.from].append(side.to)
            neighbours[side.to].append(side.from)
        }
        for (index, radius) in rings.enumerated() {
            let steps = max(24, Int(radius / 40))
            let circle = (0...steps).map { step -> Point in
                let angle = 2 * .pi * Double(step) / Double(steps)
                return Point(x: middle.x + radius * cos(angle), y: middle.y + radius * sin(angle))
            }
            add(circle, "Synthetic Ring \(index + 1)", index == 0 ? "primary" : "secondary", lattice, neighbours)
        }
        for index in 0..<radials {
            let angle = 2 * .pi * (Double(index) + generator.between(-0.25, 0.25)) / Double(max(1, radials))
            let inner = rings.first ?? 0
            let ray = stride(from: inner, through: reach, by: 60).map { distance in
                Point(x: middle.x + distance * cos(angle), y: middle.y + distance * sin(angle))
            }
            add(ray, "Synthetic Radial \(index + 1)", "primary", lattice, neighbours)
        }
        smooth(&lattice)
    }

    /// Follows `line` from junction to junction as far as the sides lead, and keeps what is longer than a few blocks.
    private mutating func add(
        _ line: [Point], _ name: String, _ highway: String, _ lattice: StreetLattice, _ neighbours: [[Int]]
    ) {
        let usable = lattice.nodes.indices.filter { !neighbours[$0].isEmpty }
        var path: [Int] = []
        func close() {
            if path.count > 3 { roads.append(Road(path: path, highway: highway, name: name)) }
            path = []
        }
        for place in line {
            guard
                let nearest = usable.min(by: {
                    lattice.nodes[$0].distance(to: place) < lattice.nodes[$1].distance(to: place)
                }), lattice.nodes[nearest].distance(to: place) < 260
            else {
                close()
                continue
            }
            guard let last = path.last else {
                path = [nearest]
                continue
            }
            if nearest == last { continue }
            if let steps = MainRoads.steps(from: last, to: nearest, neighbours) {
                path += steps
            } else {
                close()
                path = [nearest]
            }
        }
        close()
    }

    /// The fewest sides from one junction to another, at most six; nil where there is no such way.
    private static func steps(from start: Int, to goal: Int, _ neighbours: [[Int]]) -> [Int]? {
        var cameFrom = [start: start]
        var front = [start]
        for _ in 0..<6 {
            var next: [Int] = []
            for node in front {
                for neighbour in neighbours[node] where cameFrom[neighbour] == nil {
                    cameFrom[neighbour] = node
                    next.append(neighbour)
                }
            }
            if cameFrom[goal] != nil { break }
            front = next
        }
        guard cameFrom[goal] != nil else { return nil }
        var path: [Int] = []
        var node = goal
        while node != start, let before = cameFrom[node] {
            path.append(node)
            node = before
        }
        return path.reversed()
    }

    /// Takes the steps out of the roads: each junction moves towards the middle of the two before and after it.
    private func smooth(_ lattice: inout StreetLattice) {
        for _ in 0..<5 {
            var sum = [Int: (x: Double, y: Double, n: Double)]()
            for road in roads {
                for index in road.path.indices.dropFirst().dropLast() {
                    let before = lattice.nodes[road.path[index - 1]]
                    let after = lattice.nodes[road.path[index + 1]]
                    let old = sum[road.path[index]] ?? (0, 0, 0)
                    sum[road.path[index]] = (old.x + before.x + after.x, old.y + before.y + after.y, old.n + 2)
                }
            }
            let before = lattice.nodes
            for node in sum.keys.sorted() {
                guard let (x, y, n) = sum[node] else { continue }
                lattice.nodes[node] = Point(
                    x: before[node].x * 0.5 + x / n * 0.5, y: before[node].y * 0.5 + y / n * 0.5)
            }
        }
    }
}
