import Foundation
import HomewardCore
import HomewardGeometry
import HomewardStreets
import Kernels

/// Times the density along streets, quartic, equal-split discontinuous, pieces of 50 m, and beside it spatstat.linnet.
///
/// Incidents are strewn evenly over a town of 55,000 edges. Times are the best of three, with the snapping of the incidents to the
/// streets. The peer (`peers/network_density.R`, with r-cran-spatstat.linnet) follows the same ways in R, so that it gets a small town and
/// few incidents, once, and we the same.
struct DensityBench {
    private static let sizes = [1_000, 3_000, 10_000, 30_000]

    /// Prints the table.
    func run() throws {
        for (name, wanted) in [
            ("town, 55k edges", PathsBench.Case(name: "", side: 143, kept: 0.82, bent: 0.5)),
            ("grid, 55k edges", PathsBench.Case(name: "", side: 167, kept: 1, bent: 0)),
        ] {
            var dice = Dice(state: 7)
            let network = try PathsBench.town(wanted, &dice)
            for (bandwidth, split) in [
                (300.0, NetworkDensity.Split.discontinuous), (500, .discontinuous), (300, .continuous),
            ] {
                print("\(name) (\(network.edges.count)), \(Int(bandwidth)) m, \(split.rawValue)")
                print("  incidents       wall  processor  growth     weight  joined")
                let method = NetworkDensity {
                    $0.bandwidth = bandwidth
                    $0.split = split
                }
                var times: [(rows: Int, seconds: Double)] = []
                for size in Self.sizes { try measure(method, size, network, wanted.side, &times) }
            }
        }
        try peer()
    }

    private static func incidents(_ count: Int, side: Int) -> [Point] {
        var generator = SeededGenerator(seed: 5)
        return (0..<count).map { _ in
            Point(x: generator.unit() * Double(side) * 100, y: generator.unit() * Double(side) * 100)
        }
    }

    private func measure(
        _ method: NetworkDensity, _ size: Int, _ network: StreetNetwork, _ side: Int,
        _ times: inout [(rows: Int, seconds: Double)]
    ) throws {
        let points = Self.incidents(size, side: side)
        var (wall, processor) = (Double.infinity, Double.infinity)
        var (weight, joined) = (0.0, 0)
        for _ in 0..<3 {
            let (spent, found) = try Spent.measuring { try method.density(of: points, on: network) }
            (wall, processor) = (min(wall, spent.wall), min(processor, spent.processor))
            (weight, joined) = (found.integral, found.joinedPlaces)
        }
        times.append((rows: size, seconds: processor))
        let growth = Growth.exponent(times).map { String(format: "%8.2f", $0) } ?? "        "
        print(
            String(format: "  %9ld %9.3fs %9.3fs", size, wall, processor) + growth
                + String(format: " %10.3f %7ld", weight, joined))
        fflush(nil)
    }

    /// Has the peer do 30 incidents on some 600 edges.
    private func peer() throws {
        var dice = Dice(state: 7)
        let network = try PathsBench.town(PathsBench.Case(name: "", side: 15, kept: 0.82, bent: 0.5), &dice)
        print("town of \(network.edges.count) edges, 300 m, discontinuous")
        var times: [(rows: Int, seconds: Double)] = []
        try measure(NetworkDensity(), 30, network, 15, &times)
        let file = FileManager.default.temporaryDirectory.appending(path: "homeward-density-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        let lines =
            network.nodes.map { "node,\($0.x),\($0.y)" } + network.edges.map { "edge,\($0.from),\($0.to)" }
            + Self.incidents(30, side: 15).map { "point,\($0.x),\($0.y)" }
        try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        let peer = Process()
        peer.executableURL = URL(filePath: "/usr/bin/env")
        peer.arguments = ["Rscript", "Benchmarks/peers/network_density.R", file.path(percentEncoded: false), "300"]
        fflush(nil)
        try peer.run()
        peer.waitUntilExit()
        if peer.terminationStatus == 127 { print("  R is not here") }
    }
}
