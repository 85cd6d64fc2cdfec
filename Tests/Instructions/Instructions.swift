import Foundation
import HomewardKernels

/// Does one kernel once on a fixed input, so that `Benchmarks/tools/instructions.py` can count its instructions under callgrind.
///
///     Instructions KERNEL FOLDER
///
/// The folder takes the input. What is made ready first is not counted: counting starts anew where ``countedWork(_:)`` begins.
@main
enum Instructions {
    /// The kernels and their rows: enough that what is done once does not count, few enough that all take a minute.
    private static let inputs: [(kernel: Kernel?, rows: Int)] = [
        (Kernel.named("read"), 60_000), (Kernel.clusters(deals: 99), 6_000), (Kernel.named("dbscan"), 20_000),
        (Kernel.named("density"), 10_000),
    ]

    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        guard words.count == 2, let name = words.first, let folder = words.last,
            let input = inputs.first(where: { $0.kernel?.name == name }), let kernel = input.kernel
        else {
            print(inputs.compactMap { $0.kernel?.name }.joined(separator: "\n"))
            return
        }
        let work = try kernel.prepare(TownFile(rows: input.rows, in: folder))
        print(try countedWork(work))
    }

    /// Counting starts where this is entered: its name stands in the tool.
    @inline(never)
    static func countedWork(_ work: () throws -> Int) rethrows -> Int { try work() }
}
