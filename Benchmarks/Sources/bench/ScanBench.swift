import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Kernels

/// How long a scan takes where each position is a place of its own, by days and by hours, and how that grows.
///
/// Circles of one radius hold more incidents the more there are, so that the work grows with their square.
struct ScanBench {
    private let sizes = [1_000, 3_000, 10_000]
    private let folder = "Benchmarks/.data"

    /// Prints the table.
    func run() throws {
        print("scan by     incidents   places       wall  processor  growth  LLR at 5 %  clusters")
        for time in PermutationScan.Time.allCases {
            var times: [(rows: Int, seconds: Double)] = []
            for rows in sizes {
                let table = try TownFile(rows: rows, in: folder).read().table
                let method = PermutationScan { $0.time = time }
                let (spent, result) = try Spent.measuring { try method.clusters(of: table, days: DenseTown.days) }
                times.append((rows, spent.processor))
                print(
                    time.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
                        + String(
                            format: "%13ld %8ld %9.2fs %9.2fs %@ %11.1f %9ld", rows, result.places, spent.wall,
                            spent.processor, Growth.exponent(times).map { String(format: "%7.2f", $0) } ?? "       ",
                            result.limit ?? 0, result.clusters.count { $0.p <= 0.05 }))
                fflush(nil)
            }
        }
    }
}
