import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// How unevenly incidents are spread over places.
@Suite struct ConcentrationTests {
    @Test func coefficientsAreThoseOfAllPairsAndOfTheCurve() throws {
        let goldens = try golden("concentration.csv")
        #expect(goldens.count == 7)
        for row in goldens {
            let counts = row[1].split(separator: " ").compactMap { Int($0) }
            let found = Concentration(counts: counts)
            #expect(abs((found.plainGini ?? -1) - (try #require(Double(row[2])))) < 1e-12, "\(row[0])")
            #expect(abs((found.gini ?? -1) - (try #require(Double(row[3])))) < 1e-12, "\(row[0])")
            #expect(found.holding.map(\.places) == row[4...].compactMap { Int($0) }, "\(row[0])")
            #expect(found.incidents == counts.reduce(0, +) && found.places == counts.count)
            #expect(found.withAny == counts.count { $0 > 0 } && found.most == counts.max())
            #expect(Concentration(counts: counts.reversed()) == found)
        }
    }

    @Test(
        "What chance gives is the mean of many towns strewn at random", arguments: [(200, 60), (50, 400), (400, 400)])
    func chance(places: Int, incidents: Int) throws {
        var generator = SeededGenerator(seed: 12)
        // Places of two sizes.
        let sizes = (0..<places).map { $0 % 4 == 0 ? 3.0 : 1 }
        let total = sizes.reduce(0, +)
        var (gini, half) = (0.0, 0.0)
        let towns = 400
        var expected: Concentration?
        for _ in 0..<towns {
            var counts = [Int](repeating: 0, count: places)
            for _ in 0..<incidents {
                var left = generator.unit() * total
                var place = 0
                while place < places - 1, left >= sizes[place] {
                    left -= sizes[place]
                    place += 1
                }
                counts[place] += 1
            }
            let found = Concentration(counts: counts, sizes: sizes)
            gini += (found.gini ?? 0) / Double(towns)
            half += Double(found.holding[1].places) / Double(towns)
            expected = found
        }
        let byChance = try #require(expected?.giniByChance)
        #expect(abs(byChance - gini) < 0.02, "\(byChance) \(gini)")
        let fewest = try #require(expected?.holding[1].placesByChance)
        #expect(abs(fewest - half) < 0.03 * Double(places) + 1, "\(fewest) \(half)")
    }

    @Test func nothingHasNoCoefficient() {
        for counts in [[], [0], [0, 0, 0], [-3, 0]] {
            let found = Concentration(counts: counts, sizes: [1, .nan])
            #expect(found.gini == nil && found.plainGini == nil && found.giniByChance == nil && found.holding.isEmpty)
            #expect(found.incidents == 0 && found.withAny == 0 && found.most == 0)
        }
        let odd = Concentration(counts: [3, 0, 1], sizes: [0, -1, .infinity])
        #expect(odd.giniByChance.map { (0...1).contains($0) } == true)
    }

    @Test("A town where all is at one place has the greatest coefficient, one where each place has one has none")
    func ends() {
        #expect(Concentration(counts: [Int](repeating: 1, count: 500)).gini == 0)
        let one = Concentration(counts: [900] + [Int](repeating: 0, count: 99))
        #expect(abs((one.gini ?? 0) - 0.99) < 1e-12)
        #expect(one.holding.map(\.places) == [1, 1, 1])
    }
}
