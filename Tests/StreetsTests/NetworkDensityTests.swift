import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardStreets

@Suite struct NetworkDensityTests {
    private static func scatter(_ count: Int, over side: Double, seed: UInt64) -> [Point] {
        var dice = Dice(seed)
        return (0..<count).map { _ in Point(x: dice.unit() * side, y: dice.unit() * side) }
    }

    private static let ways: [(KernelForm, NetworkDensity.Split)] = KernelForm.allCases.flatMap { form in
        NetworkDensity.Split.allCases.map { (form, $0) }
    }

    private static func method(
        _ form: KernelForm, _ split: NetworkDensity.Split, bandwidth: Double = 260,
        border: NetworkDensity.Border = .kept
    ) -> NetworkDensity {
        NetworkDensity {
            $0.kernel = form
            $0.split = split
            $0.bandwidth = form == .gaussian ? bandwidth / 4 : bandwidth
            $0.border = border
            $0.reach = 10_000
        }
    }

    @Test(arguments: ways)
    func weightStaysOnTheStreetsAndOrderDoesNotMatter(form: KernelForm, split: NetworkDensity.Split) throws {
        let network = try randomNetwork(nodes: 40, edges: 70, seed: 3)
        let points = Self.scatter(50, over: 1000, seed: 5)
        let weights = points.indices.map { Double($0 % 4) }
        let method = Self.method(form, split)
        let density = try method.density(of: points, weights: weights, on: network)
        #expect(density.used == 50 && density.offStreet == 0)
        #expect(abs(density.total - weights.reduce(0, +)) < 1e-9)
        #expect(abs(density.integral - density.total) < 1e-9 * density.total)
        #expect(abs(density.pieces.reduce(0) { $0 + $1.weight } - density.total) < 1e-9 * density.total)
        #expect(try method.density(of: points.reversed(), weights: weights.reversed(), on: network) == density)
        // The pieces are the streets.
        #expect(abs(density.pieces.reduce(0) { $0 + $1.length } - network.length) < 1e-6)
        #expect(density.pieces.allSatisfy { $0.length <= 50.000001 && $0.perKilometre.isFinite })
    }

    /// The kernel on one long street is the kernel on a line.
    @Test(arguments: ways) func onOneStreetItIsTheKernel(form: KernelForm, split: NetworkDensity.Split) throws {
        let nodes = [Point(x: 0, y: 0), Point(x: 700, y: 0), Point(x: 2000, y: 0)]
        let network = try StreetNetwork(
            nodes: nodes,
            edges: [(0, 1), (1, 2)].map { from, to in
                StreetNetwork.Edge(
                    from: from, to: to, length: 0, line: LineString([nodes[from], nodes[to]]), name: nil, kind: nil)
            })
        let method = Self.method(form, split, bandwidth: 300).with(\.piece, 1)
        for place in [760.0, 700] {
            let density = try method.density(of: [Point(x: place, y: 4)], on: network)
            for piece in density.pieces {
                let (from, to) = (piece.from + (piece.edge == 1 ? 700 : 0), piece.to + (piece.edge == 1 ? 700 : 0))
                func share(_ x: Double) -> Double {
                    let share = form.lineShare(upTo: abs(x - place) / method.bandwidth)
                    return x < place ? -share : share
                }
                let exact = (share(to) - share(from)) / (to - from) * 1000
                #expect(abs(piece.perKilometre - exact) < 1e-9 * 1000 / method.bandwidth)
            }
        }
    }

    /// A crossing of four streets: a third goes on along each of the others, or a half along each and a half back less.
    @Test func atACrossingTheKernelDivides() throws {
        let middle = Point(x: 0, y: 0)
        let ends = [Point(x: 1000, y: 0), Point(x: 0, y: 1000), Point(x: -1000, y: 0), Point(x: 0, y: -1000)]
        let network = try StreetNetwork(
            nodes: [middle] + ends,
            edges: ends.indices.map {
                StreetNetwork.Edge(
                    from: 0, to: $0 + 1, length: 0, line: LineString([middle, ends[$0]]), name: nil, kind: nil)
            })
        func share(_ metres: Double) -> Double { KernelForm.quartic.lineShare(upTo: metres / 300) }
        for (split, across, back) in [(NetworkDensity.Split.discontinuous, 1.0 / 3, 0.0), (.continuous, 0.5, -0.5)] {
            let density = try Self.method(.quartic, split, bandwidth: 300).with(\.piece, 50)
                .density(of: [Point(x: 100, y: 0)], on: network)
            func weight(_ edge: Int, _ from: Double) -> Double {
                density.pieces.first { $0.edge == edge && abs($0.from - from) < 1e-9 }?.weight ?? .nan
            }
            for edge in 1...3 {
                #expect(abs(weight(edge, 50) - across * (share(200) - share(150))) < 1e-12)
            }
            #expect(abs(weight(0, 0) - (share(100) - share(50) + back * (share(150) - share(100)))) < 1e-12)
            #expect(abs(weight(0, 150) - (share(100) - share(50) + back * (share(300) - share(250)))) < 1e-12)
            // On the crossing itself each street has a quarter.
            let onIt = try Self.method(.quartic, split, bandwidth: 300).density(of: [middle], on: network)
            for edge in 0...3 {
                let own = onIt.pieces.filter { $0.edge == edge }.reduce(0) { $0 + $1.weight }
                #expect(abs(own - 0.25) < 1e-12)
            }
        }
    }

    /// A cul-de-sac swallows what would go on, unless it is kept; the continuous kernel turns round.
    @Test func deadEndsAreAsTheBorderSays() throws {
        let nodes = [Point(x: 0, y: 0), Point(x: 500, y: 0)]
        let network = try StreetNetwork(
            nodes: nodes,
            edges: [
                StreetNetwork.Edge(from: 0, to: 1, length: 0, line: LineString(nodes), name: nil, kind: nil)
            ])
        let half = KernelForm.quartic.lineShare(upTo: 100 / 260.0)
        func integral(_ split: NetworkDensity.Split, _ border: NetworkDensity.Border) throws -> Double {
            try Self.method(.quartic, split, border: border).density(of: [Point(x: 100, y: 0)], on: network).integral
        }
        #expect(abs(try integral(.discontinuous, .lost) - (half + 0.5)) < 1e-12)
        #expect(abs(try integral(.discontinuous, .kept) - 1) < 1e-12)
        #expect(abs(try integral(.continuous, .lost) - 1) < 1e-12)
    }

    /// Where ways are joined because there are too many, the result is the same but for little.
    @Test(arguments: ways) func joinedWaysTellTheSame(form: KernelForm, split: NetworkDensity.Split) throws {
        let network = try randomNetwork(nodes: 30, edges: 60, seed: 8)
        let method = Self.method(form, split, bandwidth: 900)
        let pieces = StreetPieces(network, atMost: 40)
        for edge in [0, 17, 41] {
            let place = StreetPlace(edge: edge, offset: network.edges[edge].length * 0.3, weight: 1)
            var exact = NetworkSpread(method, on: network, pieces, mostWalks: 5_000_000)
            var joined = NetworkSpread(method, on: network, pieces, mostWalks: 3)
            exact.add(place)
            joined.add(place)
            #expect(exact.joined == 0 && joined.joined == 1)
            let peak = exact.weights.map(abs).max() ?? 0
            for (a, b) in zip(exact.weights, joined.weights) { #expect(abs(a - b) < 2e-3 * peak) }
            #expect(abs(joined.weights.reduce(0, +) - 1) < 1e-9)
        }
    }

    /// A kernel of many ways through short streets ends, and keeps its weight.
    @Test func manyShortStreetsAreNoTrap() throws {
        let network = try gridNetwork(columns: 40, rows: 40, block: 5)
        let density = try Self.method(.quartic, .discontinuous, bandwidth: 150).density(
            of: [Point(x: 101, y: 100)], on: network)
        #expect(density.joinedPlaces == 1 && abs(density.integral - 1) < 1e-9)
        #expect(density.pieces.allSatisfy { $0.perKilometre >= 0 })
    }

    @Test func whoIsFarFromStreetsIsCounted() throws {
        let network = try gridNetwork(columns: 3, rows: 3)
        let method = NetworkDensity { $0.reach = 20 }
        let points = [Point(x: 50, y: 5), Point(x: 50, y: 45), Point(x: .nan, y: 0), Point(x: 5000, y: 0)]
        let density = try method.density(of: points, on: network)
        #expect(density.used == 1 && density.offStreet == 3 && density.total == 1)
        #expect(density.peak.map { network.edges[density.pieces[$0].edge].from } == 0)
        let none = try method.density(of: [], on: network)
        #expect(none.pieces.allSatisfy { $0.perKilometre == 0 } && none.total == 0 && none.integral == 0)
    }

    @Test func badInputIsRefusedByName() throws {
        let network = try gridNetwork(columns: 2, rows: 2)
        let points = [Point(x: 0, y: 0), Point(x: 10, y: 0)]
        #expect(throws: StreetsError.badIncidentWeight(index: 1, weight: -2)) {
            try NetworkDensity().density(of: points, weights: [1, -2], on: network)
        }
        #expect(throws: StreetsError.self) { try NetworkDensity().density(of: points, weights: [1], on: network) }
        #expect(throws: SettingError.self) {
            try NetworkDensity { $0.bandwidth = 0 }.density(of: points, on: network)
        }
        #expect(StreetsError.badIncidentWeight(index: 1, weight: -2).description.hasPrefix("incident 2: its weight -2"))
    }

    /// What spatstat.linnet says of the same incidents on the same streets; `network_density.R` stands beside its figures.
    @Test(arguments: ways) func spatstatAgrees(form: KernelForm, split: NetworkDensity.Split) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: folder.appending(path: "Oracles/Streets/network_density.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: ",").map(String.init)
        }
        func numbers(_ kind: String) -> [[Double]] {
            lines.filter { $0[0] == kind }.map { $0.dropFirst().map { Double($0) ?? .nan } }
        }
        let nodes = numbers("node").map { Point(x: $0[0], y: $0[1]) }
        let network = try StreetNetwork(
            nodes: nodes,
            edges: numbers("edge").map { ends in
                let (from, to) = (Int(ends[0]), Int(ends[1]))
                return StreetNetwork.Edge(
                    from: from, to: to, length: 0, line: LineString([nodes[from], nodes[to]]), name: nil, kind: nil)
            })
        let places = numbers("point").map { StreetPlace(edge: Int($0[0]), offset: $0[1], weight: 1) }
        let wanted = lines.filter { $0[0] == "value" && $0[1] == form.rawValue && $0[3] == split.rawValue }
        #expect(places.count == 24 && wanted.count == 48)
        for bandwidth in Set(wanted.compactMap { Double($0[2]) }).sorted() {
            let method = NetworkDensity {
                $0.kernel = form
                $0.split = split
                $0.bandwidth = bandwidth
            }
            var spread = NetworkSpread(method, on: network, StreetPieces(network, atMost: 50))
            // The height of the kernel on a line, at a place on an edge, over all ways that pass it.
            let top = { (h: Double) in
                switch form {
                case .quartic: 15 / (16 * h)
                case .epanechnikov: 3 / (4 * h)
                case .gaussian: 1 / (h * (2 * Double.pi).squareRoot() * erf(4 / 2.0.squareRoot()))
                }
            }(bandwidth)
            var values = [Double](repeating: 0, count: places.count)
            for place in places {
                spread.findWalks(from: place)
                for walk in spread.found {
                    let edge = Int(walk.half >> 1)
                    for (index, other) in places.enumerated() where other.edge == edge {
                        let length = network.edges[edge].length
                        let met = walk.half & 1 == 0 ? other.offset : length - other.offset
                        // An incident itself is met once, by the way along its line.
                        guard met > walk.skipped || met == walk.skipped && walk.half & 1 == 0 else { continue }
                        let away = (walk.start + met - walk.skipped) / bandwidth
                        values[index] += walk.share * top * form.height(away * away)
                    }
                }
            }
            let peak = values.max() ?? 0
            for (index, line) in wanted.filter({ Double($0[2]) == bandwidth }).enumerated() {
                let theirs = Double(line[5]) ?? .nan
                #expect(
                    abs(values[index] - theirs) < (form == .gaussian ? 2e-3 : 1e-6) * peak,
                    "\(bandwidth), \(index): \(values[index]) \(theirs)")
            }
        }
    }
}
