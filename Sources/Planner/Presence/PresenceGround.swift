import HomewardCore
import HomewardStreets

/// The streets around schools as places, walks and pieces to cover.
///
/// Places are the nodes, and on longer streets inner points no farther apart than the reach nor than three minutes' walk, that
/// lie within the walking distance of a gate, and the gates. A walk between two takes whole minutes, rounded up over the whole of it: hops go as far
/// as ``hopMinutes``, and one that two shorter hops make in the same time is left out. Where the streets have weights, a hop leads along
/// the easiest way and takes the time of its metres.
struct PresenceGround: Sendable {
    /// A gate and what lies around it.
    struct Gate: Sendable, Equatable {
        /// The place at the gate.
        var place: Int32
        /// The places within the walking distance, ascending.
        var near: [Int32]
    }

    /// How long one hop may take, minutes.
    static let hopMinutes = 3

    /// The places on the streets.
    private(set) var places: [Snap] = []
    /// The node of each place, or nil where it lies on an edge.
    private(set) var node: [Int?] = []
    private(set) var hops = CompressedRows<PresenceProblem.Hop>()
    /// The stretches of street between places with no other between them.
    private(set) var links = StreetLinks()
    private(set) var gates: [Gate] = []
    /// The further places that were asked for; nil where they lie too far from every gate.
    private(set) var further: [Int32?] = []
    /// For each place the pieces whose middle lies within the reach, and whether they lie within half of it.
    private(set) var cover = CompressedRows<(piece: Int32, isNear: Bool)>()
    let pieces: StreetPieces
    let network: StreetNetwork
    /// How far from a gate a place may be, m along the streets.
    let distance: Double

    /// Lays out the ground.
    ///
    /// - Parameters:
    ///   - gates: The gates, on the streets.
    ///   - distance: How far from a gate teams may be, m along the streets.
    ///   - reach: How far a team covers, m along the streets.
    ///   - speed: How fast it walks, m a minute.
    ///   - more: Further places where a team may stand.
    ///   - pieces: The pieces of the streets, where they are cut already.
    init(
        gates starts: [Snap], distance: Double, reach: Double, speed: Double, network: StreetNetwork, more: [Snap] = [],
        pieces cut: StreetPieces? = nil
    ) {
        self.network = network
        self.distance = distance
        pieces = cut ?? StreetPieces(network)
        // All places in the order of the edges: which stand on an edge, at which offset.
        var candidates: [Snap] = []
        var nodeOf: [Int?] = []
        for index in network.nodes.indices {
            guard let place = network.position(node: index) else { continue }
            candidates.append(place)
            nodeOf.append(index)
        }
        for (index, edge) in network.edges.enumerated() {
            let parts = min(
                1000, Int((edge.length / min(reach, speed * Double(PresenceGround.hopMinutes))).rounded(.up)))
            for part in 1..<max(1, parts) {
                candidates.append(
                    network.position(edge: index, offset: edge.length * Double(part) / Double(parts)))
                nodeOf.append(nil)
            }
        }
        candidates += starts + more
        nodeOf += [Int?](repeating: nil, count: starts.count + more.count)
        var search = StreetSearch(network: network)
        var near: [[Int]] = []
        var wanted = [Bool](repeating: false, count: candidates.count)
        let firstStart = candidates.count - starts.count - more.count
        for start in starts {
            search.run(from: start, limit: distance)
            let mine = candidates.indices.filter {
                pieces.distance(to: candidates[$0], of: search, origin: start) <= distance
            }
            for place in mine { wanted[place] = true }
            near.append(mine)
        }
        var number = [Int32](repeating: -1, count: candidates.count)
        for index in candidates.indices where wanted[index] {
            number[index] = Int32(places.count)
            places.append(candidates[index])
            node.append(nodeOf[index])
        }
        for (index, mine) in near.enumerated() {
            gates.append(Gate(place: number[firstStart + index], near: mine.map { number[$0] }))
        }
        further = (firstStart + starts.count..<candidates.count).map { number[$0] >= 0 ? number[$0] : nil }
        layHops(speed: speed)
        var edges: [Int] = []
        var row: [(piece: Int32, isNear: Bool)] = []
        for place in places {
            search.run(from: place, limit: reach)
            pieces.findEdges(of: search, origin: place, into: &edges)
            row.removeAll(keepingCapacity: true)
            pieces.forEach(within: reach, on: edges, of: search, origin: place) {
                row.append((Int32($0), $1 <= reach / 2))
            }
            cover.append(row)
        }
    }

    /// Joins the places along the edges and takes the hops from the easiest ways, which are the shortest unless the streets have
    /// weights.
    private mutating func layHops(speed: Double) {
        links = StreetLinks(places: places, node: node, network: network)
        let far = speed * Double(PresenceGround.hopMinutes)
        var search = StreetLinks.Search(links)
        for origin in places.indices {
            search.run(from: origin, within: far, by: .length)
            if links.areWeighed {
                // No easiest way is harder than the shortest.
                let hardest = search.done.map(search.effort(of:)).max() ?? 0
                search.run(from: origin, within: hardest * (1 + 1e-9), by: .effort)
            }
            var row: [PresenceProblem.Hop] = []
            for place in search.done where place != origin && search.metres[place] <= far {
                let whole = PresenceGround.minutes(search.metres[place], speed)
                var middle = Int(search.before[place])
                var isSplit = false
                while middle != origin, !isSplit {
                    isSplit =
                        PresenceGround.minutes(search.metres[middle], speed)
                        + PresenceGround.minutes(search.metres[place] - search.metres[middle], speed) <= whole
                    middle = Int(search.before[middle])
                }
                if !isSplit { row.append(.init(to: Int32(place), minutes: whole)) }
            }
            hops.append(row.sorted { ($0.minutes, $0.to) < ($1.minutes, $1.to) })
        }
    }

    /// The whole minutes of a walk, at least 1.
    static func minutes(_ metres: Double, _ speed: Double) -> Int32 {
        Int32(max(1, (metres / speed - 1e-9).rounded(.up)))
    }

    /// The problem for shifts and rates on this ground.
    ///
    /// A team meets what happens within half its reach in full and what happens beyond by half: each piece is two items of half
    /// its rate, one covered from half the reach and one from the whole. Items that the same places cover are one.
    ///
    /// - Parameters:
    ///   - rates: Incidents a year by piece and slot, `rates[piece × slots + slot]`.
    ///   - shifts: The shifts: the first minute, the minutes and the gates, indices of ``gates``.
    func problem(
        rates: [Double], firstMinute: Int, slots: Int, slotMinutes: Int,
        shifts: [(start: Int, minutes: Int, gates: [Int])], teams: Int, leastStay: Int
    ) -> PresenceProblem {
        let from = CompressedRows<Int32>(count: 2 * pieces.count) { enter in
            for place in places.indices {
                for part in cover[place] {
                    enter(2 * Int(part.piece), Int32(place))
                    if part.isNear { enter(2 * Int(part.piece) + 1, Int32(place)) }
                }
            }
        }
        var items: [ArraySlice<Int32>: Int32] = [:]
        var weight: [Double] = []
        // Room for all, so that it is not copied as it grows; what is not used is never touched.
        weight.reserveCapacity(from.count * slots)
        var members = [[Int32]](repeating: [], count: places.count)
        for index in from.indices where !from[index].isEmpty {
            let places = from[index]
            let row = (index / 2) * slots..<(index / 2 + 1) * slots
            guard rates[row].contains(where: { $0 > 0 }) else { continue }
            let item: Int32
            if let known = items[places] {
                item = known
            } else {
                item = Int32(items.count)
                items[places] = item
                weight += [Double](repeating: 0, count: slots)
                for place in places { members[Int(place)].append(item) }
            }
            for slot in 0..<slots {
                weight[Int(item) * slots + slot] += rates[row.lowerBound + slot] / 2 / Double(slotMinutes)
            }
        }
        let shifts = shifts.map { shift in
            PresenceProblem.Shift(
                start: shift.start, minutes: shift.minutes,
                places: Set(shift.gates.flatMap { gates[$0].near }).sorted(),
                gates: Set(shift.gates.map { gates[$0].place }).sorted())
        }
        return PresenceProblem(
            placeCount: places.count, hops: hops, cover: CompressedRows(members), itemCount: items.count,
            slotMinutes: slotMinutes, firstMinute: firstMinute, slots: slots, weight: weight, shifts: shifts,
            teams: teams,
            leastStay: leastStay)
    }
}
