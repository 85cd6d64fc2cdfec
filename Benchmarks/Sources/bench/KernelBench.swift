import Foundation
import Kernels

/// Times kernels in this process on files of a made-up town.
struct KernelBench {
    /// Where the files are kept.
    var folder = "Benchmarks/.data"
    var sizes: [Int] = []
    var kernels = Kernel.all
    /// Where the times are written as JSON.
    var json: String?

    /// - Parameter arguments: Sizes and names of kernels in any order, `--data FOLDER`, `--json FILE`, `--large` for five million.
    init?(_ arguments: some Sequence<String>) {
        var words = Array(arguments)[...]
        var chosen: [Kernel] = []
        var isLarge = false
        while let word = words.popFirst() {
            switch word {
            case "--data":
                guard let value = words.popFirst() else { return nil }
                folder = value
            case "--json":
                guard let value = words.popFirst() else { return nil }
                json = value
            case "--large": isLarge = true
            default:
                if let size = Int(word), size > 0 {
                    sizes.append(size)
                } else if let kernel = Kernel.named(word) {
                    chosen.append(kernel)
                } else {
                    return nil
                }
            }
        }
        if sizes.isEmpty { sizes = [10_000, 100_000, 1_000_000] }
        if isLarge { sizes.append(5_000_000) }
        sizes.sort()
        if !chosen.isEmpty { kernels = chosen }
    }

    /// Prints the table.
    func run() throws {
        let title = "kernel".padding(toLength: 50, withPad: " ", startingAt: 0)
        print(title + "       rows  runs       wall  processor  growth     answer")
        var all: [Timing] = []
        for kernel in kernels {
            all += try Timing.measure(kernel, rows: sizes, folder: folder) { timing in
                let growth = timing.exponent.map { String(format: "%7.2f", $0) } ?? "       "
                print(
                    timing.title.padding(toLength: 50, withPad: " ", startingAt: 0)
                        + String(
                            format: "%11ld %5ld %9.4fs %9.4fs %@ %10ld", timing.rows, timing.runs, timing.median.wall,
                            timing.median.processor, growth, timing.answer) + (timing.isFlagged ? "  STEEP" : ""))
                fflush(nil)
            }
        }
        // A kernel is judged by its last step.
        let last = kernels.compactMap { kernel in all.last { $0.kernel == kernel.name } }
        for timing in last {
            if timing.isFlagged {
                print("\(timing.title) grows faster than \(Growth.limit)")
            } else if let reason = timing.reason, (timing.exponent ?? 0) > Growth.limit {
                print("\(timing.title) may grow faster than \(Growth.limit): \(reason)")
            }
        }
        if let json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(all).write(to: URL(filePath: json))
        }
    }

    /// Makes the files and times nothing.
    func makeFiles() throws {
        for rows in sizes { print(try TownFile(rows: rows, in: folder).path) }
    }

    /// Does a kernel once for each line of standard input and answers with a line of JSON, so that it can take turns with others.
    func takeTurns() throws {
        guard let kernel = kernels.first, let rows = sizes.first else { return }
        let work = try kernel.prepare(TownFile(rows: rows, in: folder))
        print("{\"ready\":true}")
        fflush(nil)
        while readLine() != nil {
            let (spent, answer) = try Spent.measuring(work)
            print("{\"wall\":\(spent.wall),\"processor\":\(spent.processor),\"answer\":\(answer)}")
            fflush(nil)
        }
    }
}
