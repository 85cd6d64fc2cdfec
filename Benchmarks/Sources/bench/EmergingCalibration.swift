import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardGeometry

/// How often emerging hotspots are called in towns without any, and how often planted ones are found.
///
/// In an *even* town all cells are alike, and so is what stands out: nothing should. In an *uneven* one each cell has a weight of its own,
/// which stays the same, and each month has one for the whole town, with a season and growth. Busy neighbourhoods stand out there, as they
/// should; what must not be called is a change.
struct EmergingCalibration {
    private let towns = 400
    private let mostFlagged = 0.08
    private let across = 21
    private let steps = 24
    private let mean = 0.6

    /// What is planted in nine cells of an uneven town.
    private enum Pattern: String, CaseIterable {
        case nothing
        case oneMonth = "the last month"
        case threeMonths = "the last three months"
        case gone = "all months but the last three"
        case growing = "more from month to month"

        /// What it adds to each cell, times `strength`.
        func excess(_ step: Int, of steps: Int) -> Double {
            switch self {
            case .nothing: 0
            case .oneMonth: step == steps - 1 ? 1 : 0
            case .threeMonths: step >= steps - 3 ? 1 : 0
            case .gone: step < steps - 3 ? 1 : 0
            case .growing: 0.5 + Double(step) / Double(steps)
            }
        }

        /// The labels that say so.
        var labels: Set<EmergingPattern> {
            switch self {
            case .nothing: []
            case .oneMonth: [.new, .consecutive]
            case .threeMonths: [.consecutive, .new]
            case .gone: [.historical]
            case .growing: [.intensifying, .persistent]
            }
        }
    }

    /// Prints the tables. Returns whether every claim keeps to its share. O(towns × cells × months²).
    func run() throws -> Bool {
        var holds = true
        func show(_ name: String, _ count: Int) {
            let share = Double(count) / Double(towns)
            let interval = Binomial.interval(count, of: towns)
            holds = holds && share <= mostFlagged
            print(
                name.padding(toLength: 48, withPad: " ", startingAt: 0)
                    + String(
                        format: "  %5d  %7d  %5.1f %%   %.1f–%.1f %%", towns, count, 100 * share,
                        100 * interval.lowerBound, 100 * interval.upperBound))
        }
        let even = try results(towns, isEven: true, .nothing, strength: 0)
        show("emerging: a cell stands out, even towns", even.count { $0.cells.contains { $0.pattern != nil } })
        let uneven = try results(towns, isEven: false, .nothing, strength: 0)
        show(
            "emerging: a change is called, uneven towns",
            uneven.count { $0.cells.contains { $0.pattern?.isChange == true } })
        let standing = uneven.reduce(0) { $0 + $1.cells.count { $0.pattern != nil } }
        print(
            "cells of an uneven town that stand out, as busy ones should: \(Shown.fixed(Double(standing) / Double(towns), 1)) of \(across * across)"
        )
        let sets = 100
        print("planted in nine cells, found at their middle or beside it in \(sets) uneven towns")
        for pattern in Pattern.allCases where pattern != .nothing {
            let found = try [1.0, 2, 4].map { strength -> String in
                let results = try results(sets, isEven: false, pattern, strength: strength)
                let middle = across / 2 * (across + 1)
                let count = results.count { result in
                    [middle, middle - 1, middle + 1, middle - across, middle + across].contains { cell in
                        result.cells[cell].kind > 0
                            && result.cells[cell].pattern.map { pattern.labels.contains($0) } ?? false
                    }
                }
                return "+\(Shown.fixed(strength, 0)) a cell \(count)"
            }
            print("\(pattern.rawValue): \(found.joined(separator: ", "))")
        }
        return holds
    }

    private func results(_ count: Int, isEven: Bool, _ pattern: Pattern, strength: Double) throws -> [EmergingResult] {
        try Parallel.map(count) { number in
            Swift.Result { () throws -> EmergingResult in
                var generator = SeededGenerator(seed: UInt64(number + 1), stream: isEven ? 11 : 12)
                let weights = (0..<across * across).map { _ -> Double in
                    guard !isEven else { return 1 }
                    let normal =
                        (-2 * log(1 - generator.unit())).squareRoot() * cos(2 * Double.pi * generator.unit())
                    return normal * normal
                }
                var counts: [Int32] = []
                let middle = across / 2
                for step in 0..<steps {
                    let season = isEven ? 1 : 1 + 0.4 * sin(Double(step) * Double.pi / 6) + Double(step) / Double(steps)
                    for (cell, weight) in weights.enumerated() {
                        let isNear = abs(cell % across - middle) <= 1 && abs(cell / across - middle) <= 1
                        let planted = isNear ? strength * pattern.excess(step, of: steps) : 0
                        counts.append(Int32(EmergingCalibration.poisson(mean * weight * season + planted, &generator)))
                    }
                }
                let grid = try Grid(
                    origin: Point(x: 430_000, y: 280_000), cellSize: 200, columns: across, rows: across)
                return try EmergingHotspots().histories(
                    of: SpaceTimeCube(
                        grid: grid, unit: .month, steps: SpaceTimeCube.months(from: 2023, count: steps), counts: counts)
                )
            }
        }.map { try $0.get() }
    }

    /// A Poisson draw by Knuth's product of uniform numbers. O(mean).
    private static func poisson(_ mean: Double, _ generator: inout SeededGenerator) -> Int {
        let limit = exp(-mean)
        var (count, product) = (0, generator.unit())
        while product > limit {
            product *= generator.unit()
            count += 1
        }
        return count
    }
}
