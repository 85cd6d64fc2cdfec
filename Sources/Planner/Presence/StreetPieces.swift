import HomewardCore
import HomewardStreets

/// The streets cut into pieces of at most ``longest`` metres, each edge into equal ones.
struct StreetPieces: Sendable {
    /// The greatest length of a piece, m.
    static let longest = 25.0

    /// The first piece of each edge; one entry more than edges.
    private(set) var first: [Int] = [0]
    /// The length of each piece, m.
    private(set) var length: [Double] = []
    /// The middle of each piece.
    private(set) var middle: [Snap] = []

    init(_ network: StreetNetwork) {
        for (index, edge) in network.edges.enumerated() {
            let count = max(1, Int((edge.length / StreetPieces.longest).rounded(.up)))
            let part = edge.length / Double(count)
            for number in 0..<count {
                length.append(part)
                middle.append(network.position(edge: index, offset: part * (Double(number) + 0.5)))
            }
            first.append(length.count)
        }
    }

    var count: Int { length.count }

    /// The piece that a place lies on; where two meet the one with the lower number.
    func piece(at place: Snap) -> Int {
        let low = first[place.edge]
        let number = Int((place.offset / length[low]).rounded(.up)) - 1
        return low + min(first[place.edge + 1] - low - 1, max(0, number))
    }

    /// Calls `body` with each piece whose middle lies within `reach` of the latest search's origin, and how far that is.
    /// The search went at least so far. In the order of the pieces, each once.
    func forEach(within reach: Double, of search: StreetSearch, origin: Snap, _ body: (Int, Double) -> Void) {
        var edges = [origin.edge]
        for node in search.reached { edges += search.network.edges(at: node) }
        edges.sort()
        var last = -1
        for edge in edges where edge != last {
            last = edge
            for piece in first[edge]..<first[edge + 1] {
                let distance = search.distance(to: middle[piece], from: origin)
                if distance <= reach { body(piece, distance) }
            }
        }
    }
}
