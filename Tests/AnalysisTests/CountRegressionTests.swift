import Foundation
import Testing

@testable import HomewardAnalysis

/// Regressions, quantiles and mixtures as R finds them; the script stands beside the figures in Tests/Oracles/Analysis.
@Suite struct CountRegressionTests {
    struct Case {
        var name = ""
        var rows: [[Double]] = []
        var offsets: [Double] = []
        var clusters: [Int] = []
        var counts: [Int] = []
        var lag = 0
        var numbers: [String: [Double]] = [:]
    }

    static func lines() throws -> [[String]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Oracles/Analysis/evaluation.csv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: ",").map(String.init) }
    }

    static func cases() throws -> [Case] {
        var all: [Case] = []
        var columns = 0
        for line in try lines() {
            let numbers = line.dropFirst().compactMap { Double($0) }
            switch line[0] {
            case "case":
                all.append(Case(name: line[1]))
                columns = Int(line[2]) ?? 0
            case "row":
                guard !all.isEmpty else { continue }
                all[all.count - 1].rows.append(Array(numbers.prefix(columns)))
                all[all.count - 1].offsets.append(numbers[columns])
                all[all.count - 1].clusters.append(Int(numbers[columns + 1]))
                all[all.count - 1].counts.append(Int(numbers[columns + 2]))
            case "lagged":
                all[all.count - 1].lag = Int(numbers[0])
                all[all.count - 1].numbers["lagged"] = Array(numbers.dropFirst())
            case "t", "simplex", "target", "donor", "weights": continue
            default: if !all.isEmpty { all[all.count - 1].numbers[line[0]] = numbers }
            }
        }
        return all
    }

    func agree(_ own: [Double], _ other: [Double]?, _ tolerance: Double = 1e-6) -> Bool {
        guard let other, own.count == other.count else { return false }
        return !zip(own, other).contains { abs($0 - $1) > tolerance * max(1e-3, abs($1)) + 1e-9 }
    }

    @Test func regressionsAreThoseOfR() throws {
        var negative = 0
        let cases = try Self.cases()
        #expect(cases.count == 4)
        for one in cases {
            let x = Regressors((0..<one.rows[0].count).map { "x\($0)" }, rows: one.rows)
            let fit = try CountRegression(.poisson).fit(one.counts, on: x, offset: one.offsets)
            #expect(agree(fit.coefficients, one.numbers["coefficients"]), "\(one.name)")
            #expect(agree([fit.deviance, fit.dispersion], one.numbers["poisson"]), "\(one.name)")
            #expect(agree(fit.errors(.family), one.numbers["errors"]), "\(one.name)")
            #expect(agree(fit.errors(.dispersed), one.numbers["quasi"]), "\(one.name)")
            #expect(agree(fit.errors(.autocorrelated(lag: one.lag)), one.numbers["lagged"]), "\(one.name)")
            // A cluster's own effect has no error of its own but rounding's root.
            let clustered = try #require(one.numbers["clustered"])
            let differ = zip(fit.errors(.clustered(one.clusters)), clustered).contains {
                abs($0 - $1) > 1e-6 * max(1, abs($1))
            }
            #expect(!differ, "\(one.name)")
            let second = try CountRegression(.negativeBinomial).fit(one.counts, on: x, offset: one.offsets)
            if let coefficients = one.numbers["nbcoefficients"], let numbers = one.numbers["nb"] {
                negative += 1
                #expect(agree(second.coefficients, coefficients), "\(one.name)")
                #expect(agree(second.errors(.family), one.numbers["nberrors"]), "\(one.name)")
                #expect(
                    agree([second.theta, second.thetaError ?? 0, second.deviance], Array(numbers.prefix(3))),
                    "\(one.name)")
            } else {
                #expect(second.theta == .infinity || second.theta > 1e4, "\(one.name) \(second.theta)")
            }
        }
        #expect(negative == 3)
    }

    @Test func quantilesAreThoseOfR() throws {
        var seen = 0
        for line in try Self.lines() where line[0] == "t" {
            let numbers = line.dropFirst().compactMap { Double($0) }
            let law = StudentT(degrees: numbers[0])
            let value = law.value(upperTail: numbers[1])
            let tail = law.upperTail(1.7)
            #expect(agree([value], [numbers[2]], 1e-9))
            #expect(agree([tail], [numbers[3]], 1e-9))
            seen += 1
        }
        #expect(seen == 24)
        let usual = StudentT.normal.value(upperTail: 0.025)
        #expect(agree([usual], [1.959963984540054], 1e-12))
        #expect(StudentT(degrees: 3).value(upperTail: 0.9) == -StudentT(degrees: 3).value(upperTail: 0.1))
    }

    @Test func mixturesAreThoseOfQuadprog() throws {
        var (target, donors, seen) = ([Double](), [[Double]](), 0)
        for line in try Self.lines() {
            let numbers = line.dropFirst().compactMap { Double($0) }
            switch line[0] {
            case "target": (target, donors) = (numbers, [])
            case "donor": donors.append(numbers)
            case "weights":
                let own = SimplexWeights.nearest(to: target, of: donors)
                let far = zip(own, numbers).map { abs($0 - $1) }.max() ?? 9
                #expect(far < 1e-6)
                #expect(!own.contains { $0 < 0 })
                let sum = own.reduce(0, +)
                #expect(agree([sum], [1], 1e-12))
                seen += 1
            default: continue
            }
        }
        #expect(seen == 3)
    }

    /// Like columns, more columns than rows, and a target outside all of them: still weights, and no worse than any single column.
    @Test(arguments: 1...20)
    func mixturesOfAwkwardColumnsAreStillTheBest(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        let rows = 3 + seed % 5
        var columns = (0..<(4 + seed)).map { _ in (0..<rows).map { _ in draw() } }
        columns.append(columns[0])
        columns.append(columns[1])
        let target = (0..<rows).map { _ in draw() * (seed.isMultiple(of: 3) ? 5 : 1) }
        let weights = SimplexWeights.nearest(to: target, of: columns)
        func distance(_ weights: [Double]) -> Double {
            (0..<rows).reduce(0) { sum, row in
                let mixed = zip(columns, weights).reduce(0) { $0 + $1.0[row] * $1.1 }
                return sum + (target[row] - mixed) * (target[row] - mixed)
            }
        }
        #expect(!weights.contains { $0 < 0 || $0.isNaN })
        let own = distance(weights)
        // No step towards any single column makes it shorter.
        for index in columns.indices {
            for share in [0.001, 0.1, 1] {
                var other = weights.map { $0 * (1 - share) }
                other[index] += share
                let there = distance(other) + 1e-9
                #expect(there >= own)
            }
        }
    }

    @Test func whatHasNoBestFitIsRefused() {
        func trouble(_ rows: [[Double]], _ counts: [Int]) -> RegressionTrouble? {
            do {
                _ = try CountRegression().fit(counts, on: Regressors(["one", "two"], rows: rows))
                return nil
            } catch .regression(let trouble) {
                return trouble
            } catch {
                return nil
            }
        }
        #expect(trouble([[1, 2], [1, 2], [1, 2]], [1, 2, 3]) == .dependent(column: "two"))
        #expect(trouble([[1, 0], [1, 1]], [1, 2]) == .fewRows(rows: 2, columns: 2))
        #expect(trouble([[1, 0], [1, 1], [1, 1]], [0, 0, 0]) == .noCount)
        #expect(trouble([[1, 0], [1, 1], [1, 1]], [4, 0, 0]) == .noBest(column: "two"))
        #expect(trouble([[1, 0], [1, 1], [1, 1]], [4, 1, 0]) == nil)
    }

    @Test func evenCountsHaveNoShape() throws {
        let rows = (0..<30).map { [1, Double($0) / 10] }
        let counts = (0..<30).map { 5 + $0 / 10 }
        let fit = try CountRegression(.negativeBinomial).fit(counts, on: Regressors(["one", "x"], rows: rows))
        #expect(fit.theta == .infinity)
        #expect(fit.thetaError == nil)
        let plain = try CountRegression(.poisson).fit(counts, on: Regressors(["one", "x"], rows: rows))
        #expect(agree(fit.coefficients, plain.coefficients, 1e-10))
    }
}
