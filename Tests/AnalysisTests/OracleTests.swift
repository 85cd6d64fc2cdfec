import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// Figures that other programs found; the scripts stand beside them in Tests/Oracles/Analysis.
@Suite struct OracleTests {
    private func lines(_ name: String) throws -> [[String]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Oracles/Analysis/" + name)
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: ",").map(String.init) }
    }

    @Test func binomialTailsAgreeWithScipy() throws {
        var seen = [String: Int]()
        for line in try lines("chance.csv") {
            seen[line[0], default: 0] += 1
            let numbers = line.dropFirst().map { Double($0) ?? .nan }
            switch line[0] {
            case "binomial":
                let (count, trials) = (Int(numbers[0]), Int(numbers[1]))
                let tail = Binomial.upperTail(count, of: trials, probability: numbers[2])
                #expect(abs(tail - numbers[3]) <= 1e-9 * numbers[3] + 1e-290)
                let interval = Binomial.interval(count, of: trials)
                #expect(agree(interval.lowerBound, numbers[4], within: 1e-10))
                #expect(agree(interval.upperBound, numbers[5], within: 1e-10))
            default: break
            }
        }
        #expect((seen["binomial"] ?? 0) > 100)
    }

    @Test func ratiosAgreeWithScipy() throws {
        var seen = [String: Int]()
        for line in try lines("peaks.csv") {
            seen[line[0], default: 0] += 1
            let numbers = line.dropFirst().map { Double($0) ?? .nan }
            let (least, confidence, lower, upper, p) = (numbers[4], numbers[5], numbers[6], numbers[7], numbers[8])
            let own: (lower: Double, upper: Double?, p: Double)
            if line[0] == "ratio" {
                let ratio = RateRatio(
                    count: Int(numbers[0]), hours: numbers[1], comparisonCount: Int(numbers[2]),
                    comparisonHours: numbers[3], least: least, confidence: confidence)
                own = (ratio.lower, ratio.upper, ratio.p)
            } else if line[0] == "mid" {
                let table = NoncentralHypergeometric(
                    first: Int(numbers[0] + numbers[1]), second: Int(numbers[2] + numbers[3]),
                    drawn: Int(numbers[0] + numbers[2]))
                let interval = table.midInterval(Int(numbers[0]), confidence: confidence)
                own = (interval.lower, interval.upper, table.midP(Int(numbers[0]), odds: least))
            } else {
                let ratio = TownRatio(
                    count: Int(numbers[0]), comparisonCount: Int(numbers[1]), townCount: Int(numbers[2]),
                    townComparisonCount: Int(numbers[3]), least: least, confidence: confidence)
                own = (ratio.lower, ratio.upper, ratio.p)
            }
            #expect(agree(own.lower, lower, within: 1e-9), "\(line)")
            #expect(own.upper.map { agree($0, upper, within: 1e-8) } ?? upper.isInfinite, "\(line)")
            #expect(abs(own.p - p) <= 1e-9 * p, "\(line)")
        }
        #expect(seen == ["ratio": 28, "town": 24, "mid": 7])
    }

    @Test func falseDiscoveryRatesAgreeWithScipy() throws {
        let tests = try lines("chance.csv").filter { $0[0] == "bh" }
        for size in Set(tests.map { $0[1] }) {
            let family = tests.filter { $0[1] == size }
            let rates = FalseDiscoveryRate.benjaminiHochberg(family.compactMap { Double($0[2]) })
            for (own, theirs) in zip(rates, family.compactMap { Double($0[3]) }) {
                #expect(agree(own, theirs, within: 1e-14))
            }
        }
    }

    @Test(arguments: ["0", "1", "2", "3"])
    func densityClustersAgreeWithScikitLearn(name: String) throws {
        let table = try lines("dbscan.csv").filter { $0[0] == name }.map { $0.compactMap(Double.init) }
        let points = table.map { Point(x: $0[3], y: $0[4]) }
        let method = DBSCAN {
            $0.radius = table[0][1]
            $0.minimum = Int(table[0][2])
        }
        let labels = try method.labels(of: points)
        var theirsOfOurs: [Int: Int] = [:]
        for (index, row) in table.enumerated() {
            #expect((labels[index] < 0) == (row[5] < 0))
            guard row[6] == 1 else { continue }
            #expect(theirsOfOurs[labels[index], default: Int(row[5])] == Int(row[5]))
            theirsOfOurs[labels[index]] = Int(row[5])
        }
        let clusters = Int(table.map { $0[5] }.max() ?? -1) + 1
        #expect(Set(theirsOfOurs.values).count == clusters && theirsOfOurs.count == clusters && clusters > 1)
        // A border point stands within reach of a core point of its cluster.
        for (index, row) in table.enumerated() where row[6] == 0 && labels[index] >= 0 {
            #expect(
                table.indices.contains {
                    table[$0][6] == 1 && labels[$0] == labels[index]
                        && points[$0].distance(to: points[index]) <= method.radius
                })
        }
        let backwards = Array(try method.labels(of: points.reversed()).reversed())
        #expect(backwards == labels)
    }

    @Test func densityClustersOfOddInput() throws {
        let method = DBSCAN {
            $0.radius = 10
            $0.minimum = 2
        }
        #expect(try method.labels(of: []).isEmpty)
        #expect(try method.labels(of: [Point(x: 1, y: 1)]) == [-1])
        #expect(try method.labels(of: [Point](repeating: Point(x: 4e5, y: 3e5), count: 5)) == [0, 0, 0, 0, 0])
        let odd = [Point(x: .nan, y: 1), Point(x: 0, y: 0), Point(x: 0, y: 10), Point(x: 1e15, y: 0)]
        #expect(try method.labels(of: odd) == [-1, 0, 0, -1])
        for (radius, minimum) in [(Double.nan, 2), (0, 2), (10, 1)] {
            let bad = DBSCAN {
                $0.radius = radius
                $0.minimum = minimum
            }
            #expect(throws: SettingError.self) { try bad.labels(of: [Point(x: 1, y: 1)]) }
        }
    }
}
