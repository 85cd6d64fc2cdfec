import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct NeighbourDealsTests {
    private let values = [0, 0, 3, 1, 1, 8, 0, 2, 5]
    private let lists = [
        [1, 2, 5], [0], [3, 4], [0, 1, 2, 4, 5, 6, 7], [5, 7], [4, 6, 3, 2], [5], [0, 2, 4], [1, 2, 3, 5],
    ]

    /// The share of sets of other places that hold at least, and at most, as much as the neighbours: every set, one by one.
    private func brute(_ place: Int, holdsOwn: Bool) -> (upper: Double, lower: Double) {
        let size = lists[place].count + (holdsOwn ? 0 : 1)
        let sum = lists[place].reduce(holdsOwn ? 0 : values[place]) { $0 + values[$1] }
        var (sets, atLeast, atMost) = (0, 0, 0)
        for mask in 0..<(1 << values.count) where mask.nonzeroBitCount == size {
            if holdsOwn, mask >> place & 1 == 1 { continue }
            let total = values.indices.reduce(0) { mask >> $1 & 1 == 1 ? $0 + values[$1] : $0 }
            sets += 1
            if total >= sum { atLeast += 1 }
            if total <= sum { atMost += 1 }
        }
        return (Double(atLeast) / Double(sets), Double(atMost) / Double(sets))
    }

    private func question(_ sides: CellSides, holdsOwn: Bool) -> NeighbourhoodChance {
        NeighbourhoodChance(
            values: values.map(Double.init), neighbours: SpatialWeights(neighbours: lists).neighbours,
            tested: Array(values.indices), holdsOwn: holdsOwn, sides: sides)
    }

    @Test(arguments: [true, false]) func countingIsThatOfEverySet(holdsOwn: Bool) throws {
        let hot = try #require(question(.hot, holdsOwn: holdsOwn).exact()).p
        let cold = try #require(question(.cold, holdsOwn: holdsOwn).exact()).p
        let both = try #require(question(.both, holdsOwn: holdsOwn).exact()).p
        for place in values.indices {
            let (upper, lower) = brute(place, holdsOwn: holdsOwn)
            #expect(agree(hot[place], upper, within: 1e-12) && agree(cold[place], lower, within: 1e-12))
            #expect(agree(both[place], min(1, 2 * min(upper, lower)), within: 1e-12))
        }
    }

    /// Neighbourhoods are as large as half of all, so that many a deal holds the cell itself.
    @Test(arguments: [true, false]) func dealingComesToTheSame(holdsOwn: Bool) {
        let deals = 400_000
        let hot = question(.hot, holdsOwn: holdsOwn).dealt(deals, seed: 2).p
        let cold = question(.cold, holdsOwn: holdsOwn).dealt(deals, seed: 2).p
        for place in values.indices {
            let (upper, lower) = brute(place, holdsOwn: holdsOwn)
            for (own, wanted) in [(hot[place], upper), (cold[place], lower)] {
                let error = (wanted * (1 - wanted) / Double(deals)).squareRoot()
                #expect(abs(own - wanted) <= 4 * error + 3e-6, "place \(place)")
            }
        }
    }

    /// Values that are not whole, sums too far apart for a table, and places without a value, against plain dealing.
    @Test func anyValuesAreDealt() throws {
        var generator = SeededGenerator(seed: 77)
        var values = (0..<60).map { _ in generator.unit() * 1e6 - 3e5 }
        values[7] = .nan
        values[50] = .nan
        let known = values.indices.filter { values[$0].isFinite }
        let lists = (0..<60).map { place in
            (0..<60).filter { $0 != place && values[$0].isFinite && ($0 * 7 + place * 13) % 11 == 0 }
        }
        let tested = known.filter { !lists[$0].isEmpty }
        let question = NeighbourhoodChance(
            values: values, neighbours: CompressedRows(lists.map { $0.map { Int32($0) } }), tested: tested,
            holdsOwn: true, sides: .hot)
        #expect(question.exact() == nil)
        let p = question.dealt(50_000, seed: 1).p
        let plain = 5_000
        for index in [0, 11, 30, tested.count - 1] {
            let place = tested[index]
            let sum = lists[place].reduce(0) { $0 + values[$1] }
            var deck = known.filter { $0 != place }
            var atLeast = 0
            for _ in 0..<plain {
                var dealt = 0.0
                for draw in lists[place].indices {
                    deck.swapAt(draw, draw + generator.below(deck.count - draw))
                    dealt += values[deck[draw]]
                }
                if dealt >= sum { atLeast += 1 }
            }
            let error = (p[index] * (1 - p[index]) / Double(plain)).squareRoot()
            #expect(abs(Double(atLeast) / Double(plain) - p[index]) < 4.5 * error + 2e-4)
        }
    }

    /// Equal sums are equal in whatever order their values are added.
    @Test func sumsOfTheSameValuesTie() {
        let values = [0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.7]
        let question = NeighbourhoodChance(
            values: values, neighbours: CompressedRows([[1, 2, 3].map { Int32($0) }, [2, 3, 4].map { Int32($0) }]),
            tested: [0, 1], holdsOwn: false, sides: .hot)
        // 0.1 + 0.2 + 0.3 + 0.1 and 0.2 + 0.3 + 0.1 + 0.2: every draw of four that comes to as much counts.
        let p = question.dealt(200_000, seed: 5).p
        var (hits, sets) = ([0, 0], 0)
        for mask in 0..<1024 where mask.nonzeroBitCount == 4 {
            let tenths = values.indices.reduce(0) { mask >> $1 & 1 == 1 ? $0 + Int((values[$1] * 10).rounded()) : $0 }
            sets += 1
            if tenths >= 7 { hits[0] += 1 }
            if tenths >= 8 { hits[1] += 1 }
        }
        for index in 0...1 { #expect(abs(p[index] - Double(hits[index]) / Double(sets)) < 0.005) }
    }

    @Test func ranksAreCountedAlikeInWhateverOrder() {
        let asked = [
            NeighbourhoodSum(cell: 4, size: 2, sum: 10), NeighbourhoodSum(cell: 0, size: 3, sum: 11),
            NeighbourhoodSum(cell: 7, size: 2, sum: 1_000_000), NeighbourhoodSum(cell: 5, size: 2, sum: -4),
            NeighbourhoodSum(cell: 1, size: 8, sum: 3), NeighbourhoodSum(cell: 2, size: 9, sum: 3),
            NeighbourhoodSum(cell: 3, size: 0, sum: 0),
        ]
        let deals = NeighbourDeals(count: 3_000, seed: 9)
        let ranks = deals.ranks(of: asked, values: values, holdsOwn: true)
        let turned = deals.ranks(of: asked.reversed(), values: values, holdsOwn: true)
        #expect(ranks.map(\.atLeast) == turned.reversed().map(\.atLeast))
        #expect(ranks.map(\.atMost) == turned.reversed().map(\.atMost))
        #expect(ranks[2].atLeast == 0 && ranks[2].atMost == 3_000 && ranks[3].atLeast == 3_000 && ranks[3].atMost == 0)
        // All others: their sum is always the same.
        #expect(ranks[4].atLeast == 3_000)
        // No such neighbourhood can be dealt.
        #expect(ranks[5] == (3_000, 3_000) && ranks[6] == (3_000, 3_000))
        #expect(NeighbourDeals(count: 99, seed: 1).ranks(of: [], values: [], holdsOwn: true).isEmpty)
    }
}
