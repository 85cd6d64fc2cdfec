import Foundation
import HomewardCore

/// The kernel of incidents as it runs along the streets: ways from each place, and what they leave on each piece.
struct NetworkSpread {
    /// A stretch of a way: along which edge and which way round, how far it is to its start, and which share of the kernel goes there.
    struct Walk: Equatable {
        /// 2 × edge + (1 where it is walked from the line's end).
        var half: Int32
        /// Where the stretch starts, m along the edge in the direction of the walk; above 0 on the incident's own edge alone.
        var skipped: Double
        /// How far it is from the incident to there, m.
        var start: Double
        /// The share of the kernel; 1 on the incident's own edge.
        var share: Double
    }

    private let method: NetworkDensity
    private let network: StreetNetwork
    private let pieces: StreetPieces
    private let reach: Double
    /// The most ways that are followed one by one.
    private let mostWalks: Int
    /// What lies on each piece.
    private(set) var weights: [Double]
    /// Places whose ways had to be joined.
    private(set) var joined = 0
    private var walks: [Walk] = []

    /// A kernel on a network's pieces that nothing lies on yet.
    init(
        _ method: NetworkDensity, on network: StreetNetwork, _ pieces: StreetPieces,
        mostWalks: Int = NetworkDensity.mostWalks
    ) {
        self.method = method
        self.network = network
        self.pieces = pieces
        self.mostWalks = mostWalks
        reach = method.kernel.reach * method.bandwidth
        weights = [Double](repeating: 0, count: pieces.count)
    }

    /// Adds what an incident leaves.
    mutating func add(_ place: StreetPlace) {
        findWalks(from: place)
        var mass = 1.0
        if method.border == .kept {
            mass = walks.reduce(0) { sum, walk in
                let length = pieces.lengths[Int(walk.half >> 1)] - walk.skipped
                return sum + walk.share * (share(upTo: walk.start + length) - share(upTo: walk.start))
            }
        }
        guard mass > 0 else { return }
        let weight = place.weight / mass
        for walk in walks { add(walk, weight: weight) }
    }

    /// The ways from a place, each stretch by itself.
    mutating func findWalks(from place: StreetPlace) {
        // Taken out while it grows, so that its memory is used again.
        var found: [Walk] = []
        swap(&found, &walks)
        found.removeAll(keepingCapacity: true)
        found += firstWalks(from: place)
        // Stretches are followed in the order in which they were found; each adds those behind its end.
        var next = 0
        while next < found.count, found.count <= mostWalks {
            follow(found[next]) { found.append($0) }
            next += 1
        }
        if next < found.count {
            joined += 1
            found = joinedWalks(from: place)
        }
        walks = found
    }

    /// What ``findWalks(from:)`` found.
    var found: [Walk] { walks }

    private func firstWalks(from place: StreetPlace) -> [Walk] {
        let length = pieces.lengths[place.edge]
        // At a node all its streets are alike, whichever of them the incident was taken to.
        if place.offset <= 0 || place.offset >= length {
            let edge = network.edges[place.edge]
            let halves = network.halfEdges[place.offset <= 0 ? edge.from : edge.to]
            let share = 2 / Double(halves.count)
            return halves.map { Walk(half: $0, skipped: 0, start: 0, share: share) }
        }
        let half = Int32(2 * place.edge)
        return [
            Walk(half: half, skipped: place.offset, start: 0, share: 1),
            Walk(half: half + 1, skipped: length - place.offset, start: 0, share: 1),
        ]
    }

    /// Calls `body` with the stretches behind a walk's end, where the kernel reaches that far.
    @inline(__always)
    private func follow(_ walk: Walk, _ body: (Walk) -> Void) {
        let edge = network.edges[Int(walk.half >> 1)]
        let start = walk.start + pieces.lengths[Int(walk.half >> 1)] - walk.skipped
        guard start < reach else { return }
        let node = walk.half & 1 == 0 ? edge.to : edge.from
        let halves = network.halfEdges[node]
        let (back, count) = (walk.half ^ 1, Double(halves.count))
        switch method.split {
        case .discontinuous:
            let share = walk.share / (count - 1)
            for half in halves where half != back { body(Walk(half: half, skipped: 0, start: start, share: share)) }
        case .continuous:
            for half in halves {
                let share = walk.share * (half == back ? 2 / count - 1 : 2 / count)
                if share != 0 { body(Walk(half: half, skipped: 0, start: start, share: share)) }
            }
        }
    }

    /// The same with ways joined that come to one street at about the same distance.
    private func joinedWalks(from place: StreetPlace) -> [Walk] {
        let steps = 1000
        let scale = Double(steps) / reach
        var waiting = [[Walk]](repeating: [], count: steps)
        // Where in its step a stretch waits that has not been followed yet, by step and half-edge.
        var places: [Int: Int] = [:]
        let halves = 2 * network.edges.count
        func key(_ step: Int, _ half: Int32) -> Int { step * halves + Int(half) }
        var walks: [Walk] = []
        waiting[0] = firstWalks(from: place)
        for step in 0..<steps {
            var next = 0
            while next < waiting[step].count {
                let walk = waiting[step][next]
                places[key(step, walk.half)] = nil
                next += 1
                walks.append(walk)
                follow(walk) { new in
                    // A thousand-millionth of an incident is nothing.
                    guard abs(new.share) > 1e-9 else { return }
                    let to = min(steps - 1, Int(new.start * scale))
                    if let place = places[key(to, new.half)] {
                        let before = waiting[to][place]
                        let (old, more) = (abs(before.share), abs(new.share))
                        waiting[to][place].start += (new.start - before.start) * more / (old + more)
                        waiting[to][place].share += new.share
                    } else {
                        places[key(to, new.half)] = waiting[to].count
                        waiting[to].append(new)
                    }
                }
            }
            waiting[step] = []
        }
        return walks
    }

    @inline(__always)
    private func share(upTo distance: Double) -> Double {
        method.kernel.lineShare(upTo: distance / method.bandwidth)
    }

    /// Adds what a stretch leaves on each piece that it passes.
    private mutating func add(_ walk: Walk, weight: Double) {
        let edge = Int(walk.half >> 1)
        let (first, end) = (Int(pieces.starts[edge]), Int(pieces.starts[edge + 1]))
        let length = pieces.lengths[edge]
        let each = length / Double(end - first)
        let weight = weight * walk.share
        // Pieces as they are met: the first may be met within it.
        var met = min(end - first - 1, Int(walk.skipped / each))
        var before = share(upTo: walk.start)
        while met < end - first {
            let out = met + 1 == end - first ? length : Double(met + 1) * each
            let distance = walk.start + max(0, out - walk.skipped)
            let after = share(upTo: distance)
            let piece = walk.half & 1 == 0 ? first + met : end - 1 - met
            weights[piece] += weight * (after - before)
            if distance >= reach { return }
            before = after
            met += 1
        }
    }
}
