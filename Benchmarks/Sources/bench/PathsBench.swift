import Foundation
import HomewardGeometry
import HomewardStreets

/// Times many distances at once beside pandana and scipy, in one run and on the same networks.
///
/// For a town of 55,000 edges, a plain grid of as many, and a town of 200,000: the time to prepare the network and to find the
/// distances between 200 and 200 nodes, the best of five, by the clock and by the processor (which tells more on a machine that others
/// use). The peers (`peers/paths.py`, with `pip install pandana scipy`) read
/// the same edges and the same nodes from a file, and their distances are compared with ours, one by one.
struct PathsBench {
    struct Case {
        var name: String
        var side: Int
        var kept: Double
        var bent: Double
    }

    private static let cases = [
        Case(name: "town, 55k edges", side: 143, kept: 0.82, bent: 0.5),
        Case(name: "grid, 55k edges", side: 167, kept: 1, bent: 0),
        Case(name: "town, 200k edges", side: 272, kept: 0.82, bent: 0.5),
    ]

    /// Prints the table.
    func run() throws {
        let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-paths-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for wanted in Self.cases {
            var dice = Dice(state: 7)
            let network = try Self.town(wanted, &dice)
            // A corner whose four streets are all gaps is no place on a street.
            let joined = network.nodes.indices.filter { network.position(node: $0) != nil }
            let from = (0..<200).map { _ in joined[dice.below(joined.count)] }
            let to = (0..<200).map { _ in joined[dice.below(joined.count)] }
            print("\(wanted.name): \(network.nodes.count) nodes, \(network.edges.count) edges")
            let (build, hierarchy) = Self.best { StreetHierarchy(network) }
            let origins = from.compactMap { network.position(node: $0) }
            let destinations = to.compactMap { network.position(node: $0) }
            let (query, table) = Self.best { hierarchy.distances(from: origins, to: destinations) }
            let (plain, sum) = Self.best(of: 1) {
                var search = StreetSearch(network: network)
                return origins.reduce(0) { sum, origin in
                    search.run(from: origin, limit: .infinity)
                    return sum + search.reached.count
                }
            }
            let file = folder.appending(path: "edges.txt")
            try Self.write(network, from, to, table, to: file)
            print("  homeward      build \(build)  200 × 200 \(query)")
            print("  200 searches  (\(sum) nodes)  \(plain)")
            let peers = Process()
            peers.executableURL = URL(filePath: "/usr/bin/env")
            peers.arguments = [python, "Benchmarks/peers/paths.py", file.path(percentEncoded: false)]
            fflush(nil)
            try peers.run()
            peers.waitUntilExit()
        }
    }

    /// Streets like a town's: a grid with crooked corners, gaps, bends and dead ends.
    static func town(_ wanted: Case, _ dice: inout Dice) throws -> StreetNetwork {
        var nodes: [Point] = []
        var edges: [StreetNetwork.Edge] = []
        func join(_ a: Int, _ b: Int) {
            let line = LineString([nodes[a], nodes[b]])
            edges.append(.init(from: a, to: b, length: line.length, line: line, name: nil, kind: nil))
        }
        func add(_ x: Double, _ y: Double, _ spread: Double) -> Int {
            nodes.append(
                Point(x: x + spread * (2 * dice.unit() - 1), y: y + spread * (2 * dice.unit() - 1)))
            return nodes.count - 1
        }
        let side = wanted.side
        for row in 0..<side {
            for column in 0..<side { _ = add(Double(column) * 100, Double(row) * 100, 35) }
        }
        func street(_ a: Int, _ b: Int) {
            guard dice.unit() < wanted.kept else { return }
            guard dice.unit() < wanted.bent else { return join(a, b) }
            let bend = add((nodes[a].x + nodes[b].x) / 2, (nodes[a].y + nodes[b].y) / 2, 15)
            join(a, bend)
            join(bend, b)
            if dice.unit() < 0.3 { join(bend, add(nodes[bend].x, nodes[bend].y, 40)) }
        }
        for row in 0..<side {
            for column in 0..<side {
                let here = row * side + column
                if column + 1 < side { street(here, here + 1) }
                if row + 1 < side { street(here, here + side) }
            }
        }
        return try StreetNetwork(nodes: nodes, edges: edges)
    }

    /// How long something took.
    private struct Time: CustomStringConvertible {
        var wall = Duration.seconds(1e9)
        /// Of all threads together, seconds.
        var processor = Double.infinity

        var description: String {
            String(format: "%.3f s (processor %.3f s)", wall / .seconds(1), processor)
        }
    }

    private static func best<Result>(of tries: Int = 5, _ body: () -> Result) -> (Time, Result) {
        let clock = ContinuousClock()
        var result = body()
        var best = Time()
        for _ in 0..<tries {
            let before = processorSeconds()
            let wall = clock.measure { result = body() }
            best.wall = min(best.wall, wall)
            best.processor = min(best.processor, processorSeconds() - before)
        }
        return (best, result)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Counts, nodes, edges, then the places and the distances that were found; −1 for none.
    private static func write(
        _ network: StreetNetwork, _ from: [Int], _ to: [Int], _ table: DistanceTable, to file: URL
    ) throws {
        var text = "\(network.nodes.count) \(network.edges.count) \(from.count) \(to.count)\n"
        for node in network.nodes { text += "\(node.x) \(node.y)\n" }
        for edge in network.edges { text += "\(edge.from) \(edge.to) \(edge.length)\n" }
        text += from.map(String.init).joined(separator: " ") + "\n" + to.map(String.init).joined(separator: " ") + "\n"
        for row in from.indices {
            text += to.indices.map { "\(table[row, $0] ?? -1)" }.joined(separator: " ") + "\n"
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}

/// A small generator, so that the networks are the same everywhere.
struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 11
    }

    mutating func unit() -> Double { Double(next()) * 0x1p-53 }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
