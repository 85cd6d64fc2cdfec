import HomewardCore
import HomewardStreets

/// The places on the streets at which incidents lie, and the pieces and stretches around each.
///
/// Incidents at one place share what lies around it, so that memory grows with the places and not with the incidents.
struct RiskReaches: Sendable {
    /// A piece or stretch and how far its middle is from the place, m along the streets.
    struct Reach: Sendable {
        var part: Int32
        var distance: Float
    }

    /// How far pieces are looked for, m.
    let widest: Double
    private let batches: [Batch]

    /// How many places a worker looks around at a time.
    private static let batch = 4096

    /// Some of the places, one after the other.
    private struct Batch: Sendable {
        var narrow = CompressedRows<Reach>()
        var wide = CompressedRows<Reach>()
    }

    /// Where a place is, which is all of it that matters here.
    private struct Key: Hashable {
        var edge: Int
        var offset: Double
    }

    /// What lies around places, of which the same may come more than once, and the number of each.
    /// O(places × search of the neighbourhood).
    static func of(
        _ all: [Snap], pieces: StreetPieces, network: StreetNetwork, widest: Double
    ) -> (placeOf: [Int32], reaches: RiskReaches) {
        var numbers: [Key: Int32] = [:]
        var places: [Snap] = []
        let placeOf = all.map { place in
            let key = Key(edge: place.edge, offset: place.offset)
            if let number = numbers[key] { return number }
            numbers[key] = Int32(places.count)
            places.append(place)
            return Int32(places.count - 1)
        }
        numbers = [:]
        let found = places
        let batches = Parallel.map((found.count + batch - 1) / batch) { number in
            around(
                found[number * batch..<min(found.count, (number + 1) * batch)], pieces: pieces, network: network,
                widest: widest)
        }
        return (placeOf, RiskReaches(widest: widest, batches: batches))
    }

    private static func around(
        _ places: ArraySlice<Snap>, pieces: StreetPieces, network: StreetNetwork, widest: Double
    ) -> Batch {
        var batch = Batch()
        var search = StreetSearch(network: network)
        var row: [Reach] = []
        var edges: [Int] = []
        for place in places {
            search.run(from: place, limit: RiskSpread.neighbourhood)
            pieces.findEdges(of: search, origin: place, into: &edges)
            row.removeAll(keepingCapacity: true)
            pieces.forEach(within: widest, on: edges, of: search, origin: place) {
                row.append(Reach(part: Int32($0), distance: Float($1)))
            }
            batch.narrow.append(row)
            row.removeAll(keepingCapacity: true)
            pieces.forEachStretch(within: RiskSpread.neighbourhood, on: edges, of: search, origin: place) {
                row.append(Reach(part: Int32($0), distance: Float($1)))
            }
            batch.wide.append(row)
        }
        return batch
    }

    /// The pieces around a place, up to ``widest``.
    func pieces(around place: Int) -> ArraySlice<Reach> {
        batches[place / Self.batch].narrow[place % Self.batch]
    }

    /// The stretches of its neighbourhood. The neighbourhood's rate is smooth: it needs no pieces.
    func stretches(around place: Int) -> ArraySlice<Reach> {
        batches[place / Self.batch].wide[place % Self.batch]
    }
}
