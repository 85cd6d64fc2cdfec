import HomewardAnalysis
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// The streets as pieces that meet, from which patrol areas of street are made.
///
/// A **patch** is a connected set of pieces (``StreetPieces``) whose middles lie within ``reach`` of a centre, together at most
/// ``longest`` metres long. It is drawn ``width`` metres to either side of its streets, which stays within the radius of a
/// patrol area, so that patches do not overlap where their centres keep their distance.
struct StreetPatches {
    let pieces: StreetPieces
    /// The middles of the pieces, in buckets.
    let buckets: PointBuckets
    let middles: [Point]
    /// How far from the centre the middle of a piece may lie, m.
    let reach: Double
    /// The most metres of street of a patch.
    let longest: Double
    /// How far to either side of its streets a patch goes, m.
    let width: Double
    /// The pieces in which a patch may go.
    private let isFree: [Bool]
    /// The pieces that each piece meets at its ends.
    private let next: [[Int]]
    private let network: StreetNetwork
    private let around: Double

    /// - Parameter isFree: Where a patch may go.
    init(network: StreetNetwork, planner: PatrolPlanner, isFree: (Point) -> Bool) {
        self.network = network
        pieces = StreetPieces(network)
        middles = pieces.middle.map(\.point)
        reach = planner.radius - planner.patchWidth - StreetPieces.longest / 2
        longest = planner.patchLength
        width = planner.patchWidth
        around = planner.radius * AreaWeights.around
        buckets = PointBuckets(middles, reach: around)
        self.isFree = middles.map(isFree)
        var next = [[Int]](repeating: [], count: pieces.count)
        var atNode: [[Int]] = [[Int]](repeating: [], count: network.nodes.count)
        for (index, edge) in network.edges.enumerated() {
            let (first, end) = (pieces.first[index], pieces.first[index + 1])
            for piece in first..<(end - 1) {
                next[piece].append(piece + 1)
                next[piece + 1].append(piece)
            }
            atNode[edge.from].append(first)
            atNode[edge.to].append(end - 1)
        }
        for meeting in atNode {
            for piece in meeting { next[piece] += meeting.filter { $0 != piece } }
        }
        self.next = next.map { Array(Set($0)).sorted() }
    }

    /// A patch: its pieces in their order, and what they are worth.
    struct Patch: Sendable {
        var centre: Point
        var pieces: [Int]
        var worth: Double
    }

    /// The nearest piece in which a patch may go, within reach of a place.
    func piece(near place: Point) -> Int? {
        var best: (piece: Int, distance: Double)?
        buckets.forEach(within: reach, of: place) { piece in
            let distance = middles[piece].distance(to: place)
            guard isFree[piece] else { return }
            if let best, (best.distance, best.piece) <= (distance, piece) { return }
            best = (piece, distance)
        }
        return best?.piece
    }

    /// Where incidents are and what each weighs, in an order that does not depend on that of the rows.
    static func rows(
        _ incidents: IncidentTable, weights: AreaWeights, last: CivilDay, byHarm: Bool
    ) -> [(point: Point, harm: Double)] {
        var rows: [(point: Point, harm: Double)] = []
        for row in 0..<incidents.count {
            let harm = byHarm ? incidents.harm[row] : 1
            guard incidents.point(row).isFinite, harm > 0, harm.isFinite else { continue }
            rows.append((incidents.point(row), harm * weights.recency(incidents.civilDay(row), last)))
        }
        return rows.sorted { ($0.point.x, $0.point.y, $0.harm) < ($1.point.x, $1.point.y, $1.harm) }
    }

    /// What each piece is worth: incidents count for the nearest street within ``width``, and a share of each piece's worth is that
    /// of the streets around it, by its length. O(incidents + pieces × neighbours).
    func worth(of incidents: [(point: Point, harm: Double)], shrink: Double) -> [Double] {
        var own = [Double](repeating: 0, count: pieces.count)
        for incident in incidents {
            guard let place = network.snap(incident.point, within: width, component: nil) else { continue }
            own[pieces.piece(at: place)] += incident.harm
        }
        guard shrink > 0 else { return own }
        return own.indices.map { piece in
            var (sum, length) = (0.0, 0.0)
            buckets.forEach(within: around, of: middles[piece]) {
                sum += own[$0]
                length += pieces.length[$0]
            }
            return (1 - shrink) * own[piece] + (length > 0 ? shrink * sum / length * pieces.length[piece] : 0)
        }
    }

    /// The patch that grows from a piece, always along the way to where most is to be had for its length.
    func grown(from root: Int, centre: Point, worth: [Double]) -> Patch {
        let inside = ground(around: centre)
        guard inside.contains(root), pieces.length[root] <= longest else {
            return Patch(centre: centre, pieces: [], worth: 0)
        }
        return grown([root], inside, worth, centre)
    }

    /// The pieces that a patch around a centre may take, in their order.
    private func ground(around centre: Point) -> [Int] {
        var inside: [Int] = []
        buckets.forEach(within: reach, of: centre) { if isFree[$0] { inside.append($0) } }
        return inside.sorted()
    }

    private func grown(_ start: [Int], _ inside: [Int], _ worth: [Double], _ centre: Point) -> Patch {
        let place = Dictionary(uniqueKeysWithValues: inside.enumerated().map { ($1, $0) })
        var isIn = [Bool](repeating: false, count: inside.count)
        for piece in start { if let at = place[piece] { isIn[at] = true } }
        var left = longest - start.reduce(0) { $0 + pieces.length[$1] }
        while left > 0 {
            // The shortest way from the patch to each piece.
            var far = isIn.map { $0 ? 0 : Double.infinity }
            var gain = [Double](repeating: 0, count: inside.count)
            var before = [Int](repeating: -1, count: inside.count)
            var open = isIn.indices.filter { isIn[$0] }
            var isDone = [Bool](repeating: false, count: inside.count)
            var best: (end: Int, rate: Double)?
            while let now = open.min(by: { (far[$0], $0) < (far[$1], $1) }) {
                open.removeAll { $0 == now }
                isDone[now] = true
                if far[now] > 0, gain[now] / far[now] > (best?.rate ?? 0) * (1 + 1e-12) {
                    best = (now, gain[now] / far[now])
                }
                for piece in next[inside[now]] {
                    guard let other = place[piece], !isDone[other] else { continue }
                    let length = far[now] + pieces.length[piece]
                    guard length <= left + 1e-9, length < far[other] - 1e-9 else { continue }
                    if far[other] == .infinity { open.append(other) }
                    far[other] = length
                    gain[other] = gain[now] + worth[piece]
                    before[other] = now
                }
            }
            guard let best else { break }
            left -= far[best.end]
            var now = best.end
            while now >= 0, !isIn[now] {
                isIn[now] = true
                now = before[now]
            }
        }
        let chosen = inside.indices.filter { isIn[$0] }.map { inside[$0] }
        return Patch(centre: centre, pieces: chosen, worth: chosen.reduce(0) { $0 + worth[$1] })
    }

    /// A patch bettered: one piece out, wherever the others stay connected, and grown again without it, as long as that gains.
    func bettered(_ patch: Patch, root: Int, worth: [Double]) -> Patch {
        var best = patch
        let inside = ground(around: patch.centre)
        var hasGained = true
        for _ in 0..<10 where hasGained {
            hasGained = false
            let order = best.pieces.filter { $0 != root }.sorted {
                (worth[$0] / pieces.length[$0], $0) < (worth[$1] / pieces.length[$1], $1)
            }
            for piece in order where isConnected(best.pieces.filter { $0 != piece }) {
                let other = grown(
                    best.pieces.filter { $0 != piece }, inside.filter { $0 != piece }, worth, patch.centre)
                guard other.worth > best.worth + 1e-9 else { continue }
                best = other
                hasGained = true
                break
            }
        }
        return best
    }

    /// Whether pieces hang together.
    func isConnected(_ chosen: [Int]) -> Bool {
        guard let first = chosen.first else { return true }
        let all = Set(chosen)
        var seen: Set = [first]
        var open = [first]
        while let piece = open.popLast() {
            for other in next[piece] where all.contains(other) && seen.insert(other).inserted { open.append(other) }
        }
        return seen.count == all.count
    }

    /// The metres of street of a patch.
    func length(of patch: Patch) -> Double { patch.pieces.reduce(0) { $0 + pieces.length[$1] } }

    /// What lies within ``width`` of a patch's streets.
    ///
    /// - Throws: `GeometryError` where the outline cannot be drawn.
    func outline(of patch: Patch) throws -> Polygon? {
        let lines = patch.pieces.map { piece -> LineString in
            let place = pieces.middle[piece]
            let half = pieces.length[piece] / 2
            return network.edges[place.edge].line.part(from: place.offset - half, to: place.offset + half)
        }
        return try Shape.multiLineString(lines).buffered(by: width).polygons.first
    }

    /// What no patches can be worth more than that are together as long as so many: the best pieces, wherever they lie.
    func most(inPatches count: Int, worth: [Double]) -> Double {
        var left = Double(count) * longest
        var sum = 0.0
        let order = worth.indices.filter { worth[$0] > 0 && isFree[$0] }.sorted {
            (-worth[$0] / pieces.length[$0], $0) < (-worth[$1] / pieces.length[$1], $1)
        }
        for piece in order where left > 0 {
            sum += worth[piece] * min(1, left / pieces.length[piece])
            left -= pieces.length[piece]
        }
        return sum * (1 + 1e-12)
    }
}
