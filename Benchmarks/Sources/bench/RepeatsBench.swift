import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import Kernels

/// Times near repeats, six bands of distance by six of days and 999 deals, and beside it pointpats on the same incidents.
///
/// Incidents are strewn evenly: over a town of 10 km by 10 km, where the pairs within the largest distance grow with the square of
/// the incidents, and over one that grows with them, where pairs grow as incidents do. Times are the best of five. The peer
/// (`peers/repeats.py`, with `pip install pointpats`) reads the same places and days from a file and counts one band with as many deals,
/// once; `PYTHON` names the interpreter.
struct RepeatsBench {
    private static let sizes = [1_000, 3_000, 10_000, 30_000]
    private static let compared = 10_000
    private static let method = NearRepeats {
        $0.distances = [0, 100, 200, 300, 400, 500]
        $0.days = [0, 7, 14, 21, 28, 35]
        $0.mostForMantel = 0
        $0.mostPairs = 1_000_000_000
    }

    /// Prints the table.
    func run() throws {
        for grows in [false, true] {
            print(grows ? "a town that grows with its incidents" : "a town of 10 km by 10 km")
            print("  incidents  pairs to 500 m       wall  processor  growth")
            var times: [(rows: Int, seconds: Double)] = []
            for size in Self.sizes {
                let side = 10_000 * (grows ? (Double(size) / Double(Self.compared)).squareRoot() : 1)
                let (points, days) = Self.incidents(size, side: side)
                var (wall, processor) = (Double.infinity, Double.infinity)
                var found = NearRepeatResult(distances: [], days: [], incidents: 0)
                for _ in 0..<5 {
                    let (spent, result) = try Spent.measuring { try Self.method.repeats(of: points, days: days) }
                    (wall, processor) = (min(wall, spent.wall), min(processor, spent.processor))
                    found = result
                }
                times.append((rows: size, seconds: processor))
                let growth = Growth.exponent(times).map { String(format: "%8.2f", $0) } ?? ""
                print(
                    String(
                        format: "  %9ld %15ld %9.3fs %9.3fs", size, found.margins.distances.reduce(0, +), wall,
                        processor)
                        + growth)
                fflush(nil)
                if !grows, size == Self.compared { try Self.peer(points, days, found) }
            }
        }
    }

    private static func incidents(_ count: Int, side: Double) -> (points: [Point], days: [Int]) {
        var generator = SeededGenerator(seed: 5)
        return (
            (0..<count).map { _ in
                Point(x: (generator.unit() * side).rounded(), y: (generator.unit() * side).rounded())
            }, (0..<count).map { _ in generator.below(731) }
        )
    }

    /// Has the peer count up to 100 m and 7 days.
    private static func peer(_ points: [Point], _ days: [Int], _ found: NearRepeatResult) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "homeward-repeats-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try zip(points, days).map { "\($0.x),\($0.y),\($1)\n" }.joined()
            .write(to: file, atomically: true, encoding: .utf8)
        let pairs = [0, 1].reduce(0) { $0 + found.cell($1, 0).observed + found.cell($1, 1).observed }
        print("            up to 100 m and 7 days: \(pairs) pairs")
        let peer = Process()
        peer.executableURL = URL(filePath: "/usr/bin/env")
        peer.arguments = [
            ProcessInfo.processInfo.environment["PYTHON"] ?? "python3", "Benchmarks/peers/repeats.py",
            file.path(percentEncoded: false), "100", "7", "\(method.permutations)",
        ]
        fflush(nil)
        try peer.run()
        peer.waitUntilExit()
    }
}
