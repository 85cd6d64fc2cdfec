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
    private var stretchMiddle: [Snap] = []

    init(_ network: StreetNetwork) {
        for (index, edge) in network.edges.enumerated() {
            let count = max(1, Int((edge.length / StreetPieces.longest).rounded(.up)))
            let part = edge.length / Double(count)
            for number in 0..<count {
                length.append(part)
                middle.append(network.position(edge: index, offset: part * (Double(number) + 0.5)))
            }
            first.append(length.count)
            let stretches = (count + StreetPieces.most - 1) / StreetPieces.most
            for number in 0..<stretches {
                let low = (number * count + stretches - 1) / stretches
                let high = ((number + 1) * count + stretches - 1) / stretches
                stretch += [Int32](repeating: Int32(stretchLength.count), count: high - low)
                stretchLength.append(part * Double(high - low))
                stretchMiddle.append(network.position(edge: index, offset: part * Double(low + high) / 2))
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

    /// Calls `body` with each piece whose middle lies within `reach` of the latest search's origin, and how far that is.
    /// The search went at least so far. In the order of the pieces, each once.
    func forEach(within reach: Double, of search: StreetSearch, origin: Snap, _ body: (Int, Double) -> Void) {
        StreetPieces.forEach(of: first, middle, within: reach, of: search, origin: origin, body)
    }

    /// The same with the stretches.
    func forEachStretch(within reach: Double, of search: StreetSearch, origin: Snap, _ body: (Int, Double) -> Void) {
        StreetPieces.forEach(of: firstStretch, stretchMiddle, within: reach, of: search, origin: origin, body)
    }

    private static func forEach(
        of first: [Int], _ middle: [Snap], within reach: Double, of search: StreetSearch, origin: Snap,
        _ body: (Int, Double) -> Void
    ) {
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
