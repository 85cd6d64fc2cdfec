import Foundation
import HomewardCore

/// The cells of a grid tested by a local statistic: scores, chances, and what could not be tested.
struct CellTest {
    /// What is held against chance, no number where a cell has no value.
    let values: [Double]
    /// The neighbours of each cell that have a value; each counts 1.
    let weights: SpatialWeights
    private(set) var untested: [UntestedCell?]
    private(set) var z: [Double]
    private(set) var p: [Double]
    private(set) var q: [Double]
    private(set) var method = ""
    private(set) var caution: String?
    let overall: OverallAssociation?
    private let isHarm: Bool

    /// Tests every cell.
    ///
    /// - Parameters:
    ///   - settings: Neighbours, chance and rate.
    ///   - grid: The cells.
    ///   - content: What the cells hold, fitted to them.
    ///   - sides: Which tails count.
    ///   - holdsOwn: Whether a cell keeps its own value and its neighbours alone are looked at.
    ///   - isMoran: Whether the score has the sign of Moran's I.
    init(
        _ settings: some LocalStatistic, _ grid: Grid, _ content: CellValues, sides: CellSides, holdsOwn: Bool,
        isMoran: Bool = false
    ) {
        let values = content.tested
        let deviations = Deviations(of: values, count: values.count)
        var weights = SpatialWeights(of: grid, settings.neighbours)
        if deviations.known < values.count {
            weights = SpatialWeights(rows: weights.neighbours.keeping { deviations.isKnown[$0] })
        }
        let neighbours = weights.neighbours
        let untested = CellTest.untested(
            values, deviations, neighbours, holdsOwn: holdsOwn, needsDeviation: isMoran)
        let tested = untested.indices.filter { untested[$0] == nil }
        self.values = values
        isHarm = content.harm != nil
        self.weights = weights
        self.untested = untested
        overall = OverallAssociation(of: values, weights: weights)
        p = [Double](repeating: 1, count: values.count)
        q = p
        var z = GetisOrd.z(of: values, weights: weights, includingSelf: !holdsOwn)
        for cell in z.indices {
            if untested[cell] != nil { z[cell] = 0 }
            if isMoran, deviations.away[cell] < 0 { z[cell] = -z[cell] }
        }
        self.z = z
        guard !tested.isEmpty else {
            let reasons = Set(untested.compactMap { $0 })
            method = "not tested" + (reasons.count == 1 ? ": \(reasons.first?.words ?? "")" : "")
            return
        }
        let chances = chances(
            NeighbourhoodChance(
                values: values, neighbours: neighbours, tested: tested, holdsOwn: holdsOwn, sides: sides), settings)
        let rates = FalseDiscoveryRate.benjaminiHochberg(chances)
        for (index, cell) in tested.enumerated() {
            p[cell] = chances[index]
            q[cell] = rates[index]
        }
    }

    /// The chances of the tested cells; says how they were found.
    private mutating func chances(_ question: NeighbourhoodChance, _ settings: some LocalStatistic) -> [Double] {
        let sided = question.sides == .both ? "two-sided" : "one-sided"
        let tests = question.tested.count
        switch settings.chance {
        case .normal:
            method = "normal approximation, \(sided)"
            return question.tested.map { NormalDistribution.tail(z[$0], question.sides) }
        case .exact:
            if let answer = question.exact() {
                method =
                    (question.holdsOwn
                        ? "exact randomisation of the other cells' counts, \(sided)"
                        : "exact randomisation of counts over cells, \(sided)")
                    + (answer.parts == 1
                        ? ""
                        : ", "
                            + (isHarm
                                ? "harm rounded to 1/\(answer.parts)"
                                : "shares rounded to 1/\(answer.parts) of an incident"))
                return answer.p
            }
            return dealt(question, settings, sided, tests, ", because there are too many ways to count them all")
        case .permutation:
            // The question of a conditional permutation is always that of the others.
            let held = NeighbourhoodChance(
                values: question.values, neighbours: question.neighbours, tested: question.tested, holdsOwn: true,
                sides: question.sides)
            return dealt(held, settings, sided, tests, "")
        }
    }

    private mutating func dealt(
        _ question: NeighbourhoodChance, _ settings: some LocalStatistic, _ sided: String, _ tests: Int, _ why: String
    ) -> [Double] {
        let sides = question.sides == .both ? 2 : 1
        let largest = question.tested.reduce(1) { max($0, question.neighbours.range($1).count) }
        let deals = settings.deals(tests: tests, sides: sides, largest: largest)
        let what = question.holdsOwn ? "the other cells' values (conditional permutation)" : "the values over the cells"
        method = "p = (k + 1) / (n + 1) from \(Shown.grouped(deals)) deals of \(what), \(sided)\(why)"
        let least = Double(sides) / Double(deals + 1)
        let together = (least * Double(tests) / settings.fdr).rounded(.up)
        if together > 1 {
            caution =
                "\(Shown.grouped(deals)) deals show no p below 1 in \(Shown.grouped((deals + 1) / sides)), so that no fewer than \(Shown.fixed(together, 0)) of \(Shown.grouped(tests)) cells can pass a false-discovery rate of \(Shown.percent(settings.fdr)) together"
        }
        return question.dealt(deals, seed: settings.seed).p
    }

    /// Why each cell cannot be tested; nil where it can.
    private static func untested(
        _ values: [Double], _ deviations: Deviations, _ neighbours: CompressedRows<Int32>, holdsOwn: Bool,
        needsDeviation: Bool
    ) -> [UntestedCell?] {
        let sorted = values.filter { $0.isFinite }.sorted()
        return values.indices.map { cell in
            guard deviations.isKnown[cell] else { return .noValue }
            guard sorted.count >= 3 else { return .tooFewCells }
            if deviations.meanSquare == 0 { return .noSpread }
            let size = neighbours.range(cell).count
            if size == 0 { return .noNeighbours }
            if size == sorted.count - 1 { return .everyNeighbour }
            // Without the cell itself where it keeps its value.
            let low = holdsOwn && values[cell] == sorted[0] ? sorted[1] : sorted[0]
            let high =
                holdsOwn && values[cell] == sorted[sorted.count - 1]
                ? sorted[sorted.count - 2] : sorted[sorted.count - 1]
            if low == high { return .noSpread }
            if needsDeviation, deviations.sign(deviations.away[cell]) == 0 { return .atTheMean }
            return nil
        }
    }
}

extension CompressedRows where Element == Int32 {
    /// The rows with those elements alone that are wanted. O(elements).
    fileprivate func keeping(_ isWanted: (Int) -> Bool) -> CompressedRows {
        var rows = CompressedRows()
        for row in indices { rows.append(self[row].filter { isWanted(Int($0)) }) }
        return rows
    }
}

/// The standard normal distribution.
enum NormalDistribution {
    /// The probability of a score of at least `z`; 1 where `z` is no number or its chance is not known. O(1).
    static func upperTail(_ z: Double) -> Double {
        z.isNaN || z == 0 ? 1 : erfc(z / 2.0.squareRoot()) / 2
    }

    /// The probability of a score at least as far out, on one side or on both. O(1).
    static func tail(_ z: Double, _ sides: CellSides) -> Double {
        switch sides {
        case .hot: upperTail(z)
        case .cold: upperTail(-z)
        case .both: z.isNaN ? 1 : min(1, erfc(abs(z) / 2.0.squareRoot()))
        }
    }
}
