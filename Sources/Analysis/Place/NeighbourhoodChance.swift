import Foundation
import HomewardCore

/// How likely chance is to put as much, or as little, round each cell of some.
///
/// Two questions can be asked. *Dealt*: if all values fall on the cells at random, how often does a neighbourhood hold as much?
/// *Held*: if the cell keeps its own value and all others fall at random, how often do its neighbours hold as much? The first
/// is that of Gi\*, whose sum the cell itself is part of; the second that of Gi and of Moran's I, and of every conditional
/// permutation.
struct NeighbourhoodChance {
    /// The values that lie on the cells, no number where a cell has none.
    let values: [Double]
    /// The neighbours that have a value, cell by cell.
    let neighbours: CompressedRows<Int32>
    /// The cells that are tested, ascending.
    let tested: [Int]
    /// Whether a cell keeps its own value.
    let holdsOwn: Bool
    /// Which tails are wanted.
    let sides: CellSides

    /// The chances of the tested cells in their order, and how they were found.
    struct Answer {
        var p: [Double]
        /// Parts of a unit that values were rounded to for the counting of ways; 1 for none.
        var parts = 1
        /// How often values were dealt; nil where the ways were counted.
        var deals: Int?
    }

    /// The most steps that the counting of all tables together may take.
    private static let mostSteps = 2e9

    /// Counts every way; nil where that would take too long, or values are below 0.
    ///
    /// Values that are not whole are rounded to parts of a unit: a sixtieth, or the finest part that the counting can bear.
    func exact() -> Answer? {
        let known = values.filter { $0.isFinite }
        guard !known.contains(where: { $0 < 0 || $0 > 1e12 }) else { return nil }
        let isWhole = !known.contains { $0 != $0.rounded() }
        for parts in isWhole ? [1] : [60, 12, 4, 2] {
            let units = values.map { $0.isFinite ? Int(($0 * Double(parts)).rounded()) : 0 }
            if let p = exact(units) { return Answer(p: p, parts: parts) }
        }
        return nil
    }

    /// Deals the values so many times.
    func dealt(_ deals: Int, seed: UInt64) -> Answer {
        let units = wholeUnits()
        // Cells without a value are not dealt: the others move together.
        let places = values.indices.filter { values[$0].isFinite }
        var number = [Int](repeating: 0, count: values.count)
        for (index, place) in places.enumerated() { number[place] = index }
        let asked = sums(of: units).map {
            NeighbourhoodSum(cell: number[$0.cell], size: $0.size, sum: $0.sum)
        }
        let ranks = NeighbourDeals(count: deals, seed: seed)
            .ranks(of: asked, values: places.map { units[$0] }, holdsOwn: holdsOwn)
        let all = Double(deals + 1)
        return Answer(
            p: ranks.map { p(upper: Double($0.atLeast + 1) / all, lower: Double($0.atMost + 1) / all) }, deals: deals)
    }

    /// The chance that is wanted of the two tails.
    private func p(upper: Double, lower: Double) -> Double {
        switch sides {
        case .hot: min(1, upper)
        case .cold: min(1, lower)
        case .both: min(1, 2 * min(upper, lower))
        }
    }

    /// The sum of each tested cell.
    private func sums(of units: [Int]) -> [NeighbourhoodSum] {
        tested.map { cell in
            let around = neighbours[cell]
            var sum = holdsOwn ? 0 : units[cell]
            for other in around { sum += units[Int(other)] }
            return NeighbourhoodSum(cell: cell, size: around.count + (holdsOwn ? 0 : 1), sum: sum)
        }
    }

    /// The values in whole units, so that sums which are equal tie whatever they are made of: in the coarsest of some parts in which
    /// all are whole, or else in so small parts of the greatest that only sums of the same values are sure to.
    private func wholeUnits() -> [Int] {
        let known = values.filter { $0.isFinite }
        let greatest = known.reduce(0) { max($0, abs($1)) }
        guard greatest > 0 else { return values.map { _ in 0 } }
        let scale =
            [1.0, 60, 100, 6_000, 1e6].first { parts in
                greatest * parts < 1e12
                    && known.allSatisfy { abs($0 * parts - ($0 * parts).rounded()) <= 1e-9 * max(1, abs($0 * parts)) }
            } ?? exp2(36 - ceil(log2(greatest)))
        return values.map { $0.isFinite ? Int(($0 * scale).rounded()) : 0 }
    }

    // MARK: Counting

    private func exact(_ units: [Int]) -> [Double]? {
        let asked = sums(of: units)
        let all = values.indices.filter { values[$0].isFinite }.map { units[$0] }
        let greatest = all.max() ?? 0
        if !holdsOwn { return chances(of: asked, among: all, greatest, affordable: Self.mostSteps) }
        // Cells with the same value have the same others.
        let groups = Dictionary(grouping: asked.indices) { units[asked[$0].cell] }.sorted { $0.key < $1.key }
        let affordable = Self.mostSteps / Double(max(1, groups.count))
        let found = Parallel.map(groups.count) { index in
            var others = all
            if let own = others.firstIndex(of: groups[index].key) { others.remove(at: own) }
            return chances(
                of: groups[index].value.map { asked[$0] }, among: others, greatest, affordable: affordable)
        }
        var p = [Double](repeating: 1, count: asked.count)
        for (group, chances) in zip(groups, found) {
            guard let chances else { return nil }
            for (index, chance) in zip(group.value, chances) { p[index] = chance }
        }
        return p
    }

    /// The chances of sums that are drawn from one set of values; nil where the counting takes more than the steps allowed.
    private func chances(
        of asked: [NeighbourhoodSum], among values: [Int], _ greatest: Int, affordable: Double
    ) -> [Double]? {
        let size = asked.reduce(1) { max($0, $1.size) }
        let classes = Double(Set(values).count)
        func table(_ values: [Int], _ largest: Int) -> NeighbourhoodTail? {
            guard classes * Double(size * size) * Double(largest + 1) < affordable else { return nil }
            return NeighbourhoodTail(values: values, largestSample: size, largestSum: largest)
        }
        var upper: NeighbourhoodTail?
        if sides != .cold {
            upper = table(values, asked.reduce(0) { max($0, $1.sum) })
            guard upper != nil else { return nil }
        }
        // What falls short of the greatest value, added up, is high where the values are low; small chances keep their accuracy.
        func short(_ sum: NeighbourhoodSum) -> Int { sum.size * greatest - sum.sum }
        var lower: NeighbourhoodTail?
        if sides != .hot {
            lower = table(values.map { greatest - $0 }, asked.reduce(0) { max($0, short($1)) })
            guard lower != nil else { return nil }
        }
        return asked.map { sum in
            p(
                upper: upper?.upper(sample: sum.size, sum: sum.sum) ?? 1,
                lower: lower?.upper(sample: sum.size, sum: short(sum)) ?? 1)
        }
    }
}
