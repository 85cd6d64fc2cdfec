import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// The scan held against its definition, neighbourhood by neighbourhood and window by window.
@Suite struct PlaceHourScanTests {
    /// A group of incidents in a square of 900 m, most of them round midnight or round 16:00.
    private func group(_ seed: UInt64, count: Int) -> PlaceHourGroup {
        var town = Town(seed: seed)
        for _ in 0..<count {
            let minute =
                switch town.generator.below(3) {
                case 0: (1400 + town.generator.below(90)) % 1440
                case 1: 940 + town.generator.below(50)
                default: town.generator.below(1440)
                }
            let (x, y) = (town.generator.unit() * 900, town.generator.unit() * 900)
            town.add(x: x, y: y, day: 0, minute: minute)
        }
        return PlaceHourGroup(town.table, rows: Array(0..<count), days: .school)
    }

    /// Every neighbourhood and window that holds enough incidents and more than its share, with its strength.
    private func strengths(
        _ cells: [[Int]], _ bins: [Int], hours: Double, minimum: Int
    ) -> [(cell: [Int], start: Int, strength: Double)] {
        let length = min(48, max(1, Int(hours * 4)))
        func holds(_ start: Int, _ bin: Int) -> Bool { (bin - start + 48) % 48 < length }
        return Set(cells).flatMap { centre -> [(cell: [Int], start: Int, strength: Double)] in
            let around = cells.indices.filter { other in
                let (dx, dy) = (cells[other][0] - centre[0], cells[other][1] - centre[1])
                return dx * dx + dy * dy <= 9
            }
            guard around.count >= minimum else { return [] }
            return (0..<48).compactMap { start in
                let inside = around.count { holds(start, bins[$0]) }
                let share = Double(bins.count { holds(start, $0) }) / Double(bins.count)
                let expected = Double(around.count) * share
                guard inside >= minimum, Double(inside) > expected else { return nil }
                let count = Double(inside)
                return (centre, start, count * log(count / expected) - (count - expected))
            }
        }
    }

    @Test(
        arguments: [
            (1, 60, 0.5, 5), (2, 60, 1, 6), (3, 90, 2, 12), (4, 40, 0.25, 3), (5, 40, 0.1, 2), (6, 50, 11.9, 4),
            (7, 50, 13, 4),
            (8, 12, 1, 12), (9, 12, 1, 13),
        ] as [(UInt64, Int, Double, Int)])
    func strengthsAreThoseOfTheDefinition(_ seed: UInt64, _ count: Int, _ hours: Double, _ minimum: Int) {
        let radius = seed == 8 ? 3000.0 : 300
        let group = group(seed, count: count)
        let scan = PlaceHourScan(group, radius: radius, hours: hours, minimum: minimum)
        let cells = group.points.map { point in
            [point.x, point.y].map { Int(($0 / (radius / 3)).rounded(.down)) }
        }
        let bins = group.minutes.map { $0 / 30 }
        let length = min(48, max(1, Int(hours * 4)))
        let all = strengths(cells, bins, hours: hours, minimum: minimum)
        func strongest(_ cores: [Int]) -> Double {
            cores.reduce(0) { best, core in
                all.lazy.filter { $0.cell == cells[core] && (bins[core] - $0.start + 48) % 48 < length }
                    .reduce(best) { max($0, $1.strength) }
            }
        }
        let counts = PlaceHourScan.TrueCounts(scan)
        for cores in (0..<count).map({ [$0] }) + [[0, count / 2, count - 1]] {
            #expect(agree(scan.strength(ofCores: cores, in: counts), strongest(cores), within: 1e-9))
        }
        if seed < 7 { #expect(strongest(Array(0..<count)) > 0) }

        // One dealing of the hours: cell by cell, as the scan keeps the incidents, those in no neighbourhood last.
        func isNear(_ a: [Int], _ b: [Int]) -> Bool {
            let (dx, dy) = (a[0] - b[0], a[1] - b[1])
            return dx * dx + dy * dy <= 9
        }
        let centres = cells.filter { cell in cells.count { isNear($0, cell) } >= minimum }
        let isAlone = cells.map { cell in !centres.contains { isNear($0, cell) } }
        func key(_ i: Int) -> (Int, Int, Int, Int) { (isAlone[i] ? 1 : 0, cells[i][0], cells[i][1], i) }
        let order = (0..<count).sorted { key($0) < key($1) }
        let labels = LabelDeal(order.map { UInt8(bins[$0]) }, kinds: 48)
        let streams: [UInt64] = [0, 1, 2]
        let best = streams.map { stream in
            var generator = SeededGenerator(seed: seed, stream: stream)
            var dealt = [UInt8](repeating: 0, count: count)
            labels.deal(into: &dealt, &generator)
            return strengths(order.map { cells[$0] }, dealt.map(Int.init), hours: hours, minimum: minimum)
                .map(\.strength).max() ?? 0
        }
        // As many of the strengths are reached as by the strongest neighbourhood, wherever they lie.
        var levels = [1e-9, 0.5, 2, 3, 9, 40]
        for strength in best where strength > 0 {
            levels += [strength * (1 - 1e-9), strength * (1 + 1e-9), strength / 2]
        }
        var comparisons = [levels]
        for level in levels { comparisons.append([level]) }
        for compared in comparisons {
            let found = PlaceHourComparison(scan, with: compared).greatest(seed: seed, streams: streams)
            for (found, best) in zip(found, best) {
                #expect(found <= best * (1 + 1e-9))
                for level in compared {
                    #expect((found >= level) == (best >= level), "\(found) for \(best) at \(level)")
                }
            }
        }
    }

    /// Towns in which neighbourhoods hold very many are counted with longer numbers, which find the same.
    @Test(arguments: [(1, 0.5), (2, 1), (3, 0.25), (4, 11.9), (5, 13)] as [(UInt64, Double)])
    func shortAndLongNumbersFindTheSame(_ seed: UInt64, _ hours: Double) {
        let scan = PlaceHourScan(group(seed, count: 1500), radius: 150, hours: hours, minimum: 12)
        let levels = [1, 3, 4, 5, 6, 8, 12.0]
        let comparison = PlaceHourComparison(scan, with: levels)
        let totals = Set(scan.totals).sorted()
        var short = PlaceHourDeal(
            comparison, levels.map { PlaceHourComparison.Bounds<UInt16>(scan, totals, reaching: $0) })
        var long = PlaceHourDeal(
            comparison, levels.map { PlaceHourComparison.Bounds<UInt32>(scan, totals, reaching: $0) })
        var found: Set<Double> = []
        for stream in 0..<12 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed, stream: stream)
            short.deal(&generator)
            generator = SeededGenerator(seed: seed, stream: stream)
            long.deal(&generator)
            #expect(short.strongest() == long.strongest())
            found.insert(long.strongest())
            for index in stride(from: Int(stream), to: scan.totals.count, by: 200) {
                #expect(short.inside(index).map(Int.init) == long.inside(index).map(Int.init))
            }
        }
        #expect(hours > 1 || found.count > 3)
    }
}
