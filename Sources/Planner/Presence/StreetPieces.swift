import HomewardCore
import HomewardStreets

/// The streets cut into pieces of at most ``longest`` metres, each edge into equal ones, and up to four neighbours on an edge
/// taken together as stretches.
struct StreetPieces: Sendable {
    /// The greatest length of a piece, m.
    static let longest = 25.0
    /// The most pieces of a stretch.
    static let most = 4

    /// The first piece of each edge; one entry more than edges.
    private(set) var first: [Int] = [0]
    /// The length of each piece, m.
    private(set) var length: [Double] = []
    /// The middle of each piece.
    private(set) var middle: [Snap] = []
    /// The first stretch of each edge; one entry more than edges.
    private var firstStretch: [Int] = [0]
    /// The stretch of each piece.
    private(set) var stretch: [Int32] = []
    /// The length of each stretch, m.
    private(set) var stretchLength: [Double] = []
    /// Where the middle of each stretch lies on its edge, m, and likewise of each piece.
    private var stretchMiddle: [Double] = []
    private var middleOffset: [Double] = []
    /// The nodes and the length of each edge.
    private let ends: [(from: Int32, to: Int32, length: Double)]
    /// The edges at each node.
    private let edgesAt: CompressedRows<Int32>

    init(_ network: StreetNetwork) {
        ends = network.edges.map { (Int32($0.from), Int32($0.to), $0.length) }
        edgesAt = CompressedRows(count: network.nodes.count) { enter in
            for (index, edge) in network.edges.enumerated() {
                enter(edge.from, Int32(index))
                enter(edge.to, Int32(index))
            }
        }
        for (index, edge) in network.edges.enumerated() {
            let count = max(1, Int((edge.length / StreetPieces.longest).rounded(.up)))
            let part = edge.length / Double(count)
            for number in 0..<count {
                length.append(part)
                middle.append(network.position(edge: index, offset: part * (Double(number) + 0.5)))
                middleOffset.append(middle[middle.count - 1].offset)
            }
            first.append(length.count)
            let stretches = (count + StreetPieces.most - 1) / StreetPieces.most
            for number in 0..<stretches {
                let low = (number * count + stretches - 1) / stretches
                let high = ((number + 1) * count + stretches - 1) / stretches
                stretch += [Int32](repeating: Int32(stretchLength.count), count: high - low)
                stretchLength.append(part * Double(high - low))
                stretchMiddle.append(min(edge.length, part * Double(low + high) / 2))
            }
            firstStretch.append(stretchLength.count)
        }
    }

    var count: Int { length.count }

    /// The piece that a place lies on; where two meet the one with the lower number.
    func piece(at place: Snap) -> Int {
        let low = first[place.edge]
        let number = Int((place.offset / length[low]).rounded(.up)) - 1
        return low + min(first[place.edge + 1] - low - 1, max(0, number))
    }

    /// Finds the edges that the latest search reached, ascending. O(their number, sorted).
    ///
    /// - Parameter edges: What is found, in place of what it held.
    func findEdges(of search: StreetSearch, origin: Snap, into edges: inout [Int]) {
        edges.removeAll(keepingCapacity: true)
        edges.append(origin.edge)
        for node in search.reached { edges.append(contentsOf: edgesAt[node].lazy.map { Int($0) }) }
        edges.sort()
        var kept = 1
        for index in edges.indices.dropFirst() where edges[index] != edges[kept - 1] {
            edges[kept] = edges[index]
            kept += 1
        }
        edges.removeLast(edges.count - kept)
    }

    /// Calls `body` with each piece whose middle lies within `reach` of the latest search's origin, and how far that is.
    /// The search, by length, went at least so far. In the order of the pieces, each once.
    ///
    /// - Parameter edges: What ``findEdges(of:origin:into:)`` says of the search.
    func forEach(
        within reach: Double, on edges: [Int], of search: StreetSearch, origin: Snap, _ body: (Int, Double) -> Void
    ) {
        forEach(of: first, middleOffset, within: reach, on: edges, search, origin, body)
    }

    /// The same with the stretches.
    func forEachStretch(
        within reach: Double, on edges: [Int], of search: StreetSearch, origin: Snap, _ body: (Int, Double) -> Void
    ) {
        forEach(of: firstStretch, stretchMiddle, within: reach, on: edges, search, origin, body)
    }

    /// The way of the latest search, by length, from its origin to a place, as `StreetSearch.distance(to:from:)` reckons it. O(1).
    func distance(to place: Snap, of search: StreetSearch, origin: Snap) -> Double {
        let end = ends[place.edge]
        let way = min(
            search.distance[Int(end.from)] + place.offset, search.distance[Int(end.to)] + (end.length - place.offset))
        return place.edge == origin.edge ? min(way, abs(place.offset - origin.offset)) : way
    }

    /// The way to each middle, as `StreetSearch.distance(to:from:)` reckons it.
    private func forEach(
        of first: [Int], _ offsets: [Double], within reach: Double, on edges: [Int], _ search: StreetSearch,
        _ origin: Snap, _ body: (Int, Double) -> Void
    ) {
        for edge in edges {
            let end = ends[edge]
            let (fromStart, fromEnd) = (search.distance[Int(end.from)], search.distance[Int(end.to)])
            guard min(fromStart, fromEnd) <= reach || edge == origin.edge else { continue }
            for part in first[edge]..<first[edge + 1] {
                let offset = offsets[part]
                var distance = min(fromStart + offset, fromEnd + (end.length - offset))
                if edge == origin.edge { distance = min(distance, abs(offset - origin.offset)) }
                if distance <= reach { body(part, distance) }
            }
        }
    }
}
