import HomewardGeometry
import HomewardLayers

@testable import HomewardStreets

/// A small generator for tests, so that they need no room below them.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

func line(_ points: (Double, Double)...) -> LineString { LineString(points.map { Point(x: $0.0, y: $0.1) }) }

/// A layer of lines with a `highway` and an `other_tags` column.
func layer(_ lines: [(LineString, String, String)], name: String = "lines") -> Layer {
    Layer(
        name: name, coordinateSystem: nil, fields: [Field("highway", .text), Field("other_tags", .text)],
        features: lines.map { Feature(shape: .lineString($0.0), values: [.text($0.1), .text($0.2)]) })
}

/// A grid of streets `columns` × `rows` with blocks of `block` metres; nodes are numbered row by row.
func gridNetwork(columns: Int, rows: Int, block: Double = 100) throws -> StreetNetwork {
    var nodes: [Point] = []
    var edges: [StreetNetwork.Edge] = []
    func add(_ a: Int, _ b: Int) {
        let line = LineString([nodes[a], nodes[b]])
        edges.append(.init(from: a, to: b, length: 0, line: line, name: "Street \(edges.count)", kind: "residential"))
    }
    for row in 0..<rows {
        for column in 0..<columns { nodes.append(Point(x: Double(column) * block, y: Double(row) * block)) }
    }
    for row in 0..<rows {
        for column in 0..<columns {
            if column + 1 < columns { add(row * columns + column, row * columns + column + 1) }
            if row + 1 < rows { add(row * columns + column, (row + 1) * columns + column) }
        }
    }
    return try StreetNetwork(nodes: nodes, edges: edges)
}

/// A random graph with bent, parallel and looping edges, now and then in several parts.
func randomNetwork(nodes count: Int, edges edgeCount: Int, seed: UInt64) throws -> StreetNetwork {
    var dice = Dice(seed)
    let nodes = (0..<count).map { _ in Point(x: dice.unit() * 1000, y: dice.unit() * 1000) }
    let edges = (0..<edgeCount).map { index in
        let (a, b) = (dice.below(count), dice.below(count))
        let bend = Point(x: dice.unit() * 1000, y: dice.unit() * 1000)
        let straight = a != b && dice.below(2) == 0
        let line = LineString(straight ? [nodes[a], nodes[b]] : [nodes[a], bend, nodes[b]])
        return StreetNetwork.Edge(from: a, to: b, length: 0, line: line, name: nil, kind: nil)
    }
    return try StreetNetwork(nodes: nodes, edges: edges)
}

func randomPlace(on network: StreetNetwork, _ dice: inout Dice) -> Snap {
    let edge = dice.below(network.edges.count)
    return network.position(edge: edge, offset: dice.unit() * network.edges[edge].length)
}
