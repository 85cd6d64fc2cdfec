import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct GetisOrdTests {
    /// The example of esda's documentation.
    private let points = [(10.0, 10.0), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)].map {
        Point(x: $0.0, y: $0.1)
    }
    private let values = [2.0, 3, 3.2, 5, 8, 7]

    @Test func sixPoints() {
        let weights = SpatialWeights(of: points, within: 15)
        let gi = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
        let star = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
        for (own, published) in zip(GetisOrd.z(of: values, weights: weights, includingSelf: false), gi) {
            #expect(agree(own, published))
        }
        for (own, published) in zip(GetisOrd.z(of: values, weights: weights), star) {
            #expect(agree(own, published))
        }
    }

    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func sixteenBySixteen() throws {
        let table = try rows("getis_ord_16x16.csv").map { $0.compactMap(Double.init) }
        let places = table.map { Point(x: $0[0], y: $0[1]) }
        let values = table.map { $0[2] }
        let published = [
            (30.0, 1.22198, 1.45078), (60, 1.74810, 1.90056), (90, 1.98614, 2.09694), (120, 1.89337, 1.98191),
            (150, 1.23745, 1.30670),
        ]
        for (metres, gi, star) in published {
            let weights = SpatialWeights(of: places, within: metres)
            #expect(abs(GetisOrd.z(of: values, weights: weights, includingSelf: false)[119] - gi) < 6e-6)
            #expect(abs(GetisOrd.z(of: values, weights: weights)[119] - star) < 6e-6)
        }
    }

    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func columbus() throws {
        let (areas, crime) = try Columbus.areasAndCrime()
        let queen = SpatialWeights(contiguityOf: areas)
        #expect(queen.neighbours.elements.count == 236)
        let z = GetisOrd.z(of: crime, weights: queen)
        let highest = try #require(z.indices.max { z[$0] < z[$1] })
        #expect(abs(z[highest] - 3.4751) < 6e-5)
        #expect(highest + 1 == 16)
        #expect(z.count { $0 > 1.96 } == 11)
        #expect(SpatialWeights(contiguityOf: areas, rule: .rook).neighbours.elements.count == 200)
    }

    /// Equations 5 and 6 of Ord and Getis, written out, with weights that are not all 1 and a value that is missing.
    @Test(arguments: [false, true]) func anyWeightsAreScoredByTheEquations(includingSelf: Bool) {
        var generator = SeededGenerator(seed: 4)
        let count = 12
        let lists = (0..<count).map { place in
            (0..<count).filter { $0 != place && generator.below(3) == 0 }
        }
        var values = (0..<count).map { _ in Double(generator.below(40)) }
        values[5] = .nan
        let known = (0..<count).filter { $0 != 5 }
        let z = GetisOrd.z(
            of: values, weights: SpatialWeights(neighbours: lists).rowStandardised, includingSelf: includingSelf)
        #expect(z.count == count && z[5] == 0)
        for place in known {
            let sample = known.filter { includingSelf || $0 != place }
            let n = Double(sample.count)
            let mean = sample.reduce(0) { $0 + values[$1] } / n
            let spread = (sample.reduce(0) { $0 + values[$1] * values[$1] } / n - mean * mean).squareRoot()
            // The whole row has the weight 1 in equal parts; the missing place takes its part away.
            let part = 1 / Double(max(1, lists[place].count))
            let weights = sample.map { $0 == place ? 1 : lists[place].contains($0) ? part : 0 }
            let sum = zip(weights, sample).reduce(0) { $0 + $1.0 * values[$1.1] }
            let (first, second) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
            let error = spread * ((n * second - first * first) / (n - 1)).squareRoot()
            #expect(agree(z[place], error > 0 ? (sum - first * mean) / error : 0, within: 1e-9), "place \(place)")
        }
    }

    @Test func nothingToTellGivesNought() throws {
        let weights = SpatialWeights(of: points, within: 15)
        #expect(GetisOrd.z(of: [3, 3, 3, 3, 3, 3], weights: weights) == [0, 0, 0, 0, 0, 0])
        #expect(GetisOrd.z(of: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], weights: weights) == [0, 0, 0, 0, 0, 0])
        #expect(GetisOrd.z(of: [], weights: SpatialWeights(neighbours: [])).isEmpty)
        #expect(GetisOrd.z(of: [4], weights: SpatialWeights(neighbours: [[]])) == [0])
        let everybody = SpatialWeights(of: points, within: 1000)
        #expect(GetisOrd.z(of: values, weights: everybody) == [0, 0, 0, 0, 0, 0])
        let missing = GetisOrd.z(of: [2, .nan, 3.2, 5, 8, 7], weights: weights)
        #expect(missing[1] == 0 && missing.allSatisfy(\.isFinite))

        let grid = try Grid(covering: Sample.square(500), cellSize: 100)
        let flat = try GetisOrd().scores(of: grid, count: [Int](repeating: 2, count: 25), outside: 0)
        #expect(flat.z.allSatisfy { $0 == 0 } && flat.p.allSatisfy { $0 == 1 } && !flat.hot.contains(true))
        let empty = try GetisOrd().scores(of: grid, points: [])
        #expect(empty.p.allSatisfy { $0 == 1 } && empty.outside == 0)
        let one = try GetisOrd().scores(
            of: try Grid(covering: Sample.square(50), cellSize: 100), count: [7], outside: 0)
        #expect(one.z == [0] && one.p == [1])
    }

    @Test func whatCannotBeTestedSaysWhy() throws {
        let grid = try Grid(covering: Sample.square(500), cellSize: 100)
        let flat = try GetisOrd().scores(of: grid, count: [Int](repeating: 2, count: 25), outside: 0)
        #expect(flat.untested == [UntestedCell?](repeating: .noSpread, count: 25))
        #expect(flat.method == "not tested: all values are equal" && flat.overall == nil)
        let pair = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 2, rows: 1)
        #expect(try GetisOrd().scores(of: pair, count: [7, 1], outside: 0).untested == [.tooFewCells, .tooFewCells])
        var wide = GetisOrd()
        wide.neighbours = .within(metres: 900)
        var count = [Int](repeating: 0, count: 25)
        count[3] = 9
        #expect(try wide.scores(of: grid, count: count, outside: 0).untested.allSatisfy { $0 == .everyNeighbour })
        // Only the cell that holds something has others that are all equal.
        let lone = try GetisOrd { $0.includingSelf = false }.scores(of: grid, count: count, outside: 0)
        #expect(lone.untested.indices.filter { lone.untested[$0] != nil } == [3] && lone.untested[3] == .noSpread)
        #expect(lone.z[3] == 0 && lone.p[3] == 1 && lone.q[3] == 1 && lone.p.allSatisfy { $0 > 0 && $0 <= 1 })

        // An exclave of one cell, 600 m away.
        let apart = MultiPolygon([
            BoundingBox(minX: 0, minY: 0, maxX: 300, maxY: 300).polygon,
            BoundingBox(minX: 900, minY: 0, maxX: 1000, maxY: 100).polygon,
        ])
        let island = try Grid(covering: apart, cellSize: 100)
        let alone = try #require(island.cell(at: Point(x: 950, y: 50)))
        count = [Int](repeating: 1, count: 10)
        count[alone] = 50
        for statistic in Hotspots.Statistic.allCases {
            let found = try HotspotSurvey { $0.method = statistic }
                .scores(of: island, CellValues(count: count, outside: 0))
            #expect(found.untested[alone] == .noNeighbours && found.z[alone] == 0 && found.q[alone] == 1)
        }
        // It counts as a cell all the same, and every cell has a nearest one.
        let nearest = try GetisOrd { $0.neighbours = .nearest(4) }.scores(of: island, count: count, outside: 0)
        #expect(nearest.untested.allSatisfy { $0 == nil } && nearest.z[alone] != 0)
    }

    @Test func coldSpotsAreTheMirrorOfHotOnes() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 20, rows: 20)
        var generator = SeededGenerator(seed: 12)
        var count = grid.cells.map { _ in 6 + generator.below(9) }
        for column in 3..<7 { for row in 3..<7 { count[row * 20 + column] = generator.below(3) } }
        for column in 12..<16 { for row in 12..<16 { count[row * 20 + column] = 18 + generator.below(3) } }
        let mirrored = count.map { 20 - $0 }
        for includingSelf in [true, false] {
            func scores(_ count: [Int], _ sides: CellSides, _ chance: CellChance = .exact) throws -> Hotspots {
                try GetisOrd {
                    $0.includingSelf = includingSelf
                    $0.sides = sides
                    $0.chance = chance
                }.scores(of: grid, count: count, outside: 0)
            }
            let (hot, cold, both) = (try scores(count, .hot), try scores(count, .cold), try scores(count, .both))
            let turned = try scores(mirrored, .hot)
            #expect(zip(cold.p, turned.p).allSatisfy { agree($0, $1, within: 1e-12) } && cold.cold == turned.hot)
            #expect(cold.cold.contains(true) && hot.hot.contains(true))
            #expect(!hot.cold.contains(true) && !cold.hot.contains(true))
            #expect(
                zip(both.p, zip(hot.p, cold.p)).allSatisfy { agree($0, min(1, 2 * min($1.0, $1.1)), within: 1e-12) })
            #expect(both.cold[5 * 20 + 5] && both.hot[14 * 20 + 14])
            #expect(zip(both.hot, both.cold).allSatisfy { !($0 && $1) })
            #expect(both.method.contains("two-sided") && hot.method.contains("one-sided"))
            let normal = try scores(count, .both, .normal)
            #expect(zip(normal.p, normal.z).allSatisfy { agree($0, erfc(abs($1) / 2.0.squareRoot()), within: 1e-12) })
        }
    }

    @Test func cellsWithoutACountHaveNone() throws {
        let grid = try Grid(covering: Sample.square(400), cellSize: 100)
        let whole = try GetisOrd().scores(of: grid, count: [3, 0, 5] + [Int](repeating: 0, count: 13), outside: 2)
        #expect(whole.count[..<3] == [3, 0, 5] && whole.outside == 2 && whole.z[0] > 0)
        #expect(try GetisOrd().scores(of: grid, count: [3, -4, 5], outside: 2) == whole)
        #expect(
            try GetisOrd().scores(of: grid, count: [3, 0, 5] + [Int](repeating: 0, count: 30), outside: 2) == whole)
    }

    @Test func hotspotIsFoundAndRowOrderIsIrrelevant() throws {
        let grid = try Grid(covering: Sample.square(5000), cellSize: 100)
        var points = Sample.scatter(1500, side: 5000, seed: 5)
        points += Sample.scatter(60, side: 150, seed: 6).map { Point(x: $0.x + 2050, y: $0.y + 3050) }
        let scores = try GetisOrd().scores(of: grid, points: points)
        let centre = try #require(grid.cell(at: Point(x: 2150, y: 3150)))
        #expect(scores.hot[centre] && scores.q[centre] < 0.001)
        #expect(scores.hot.count { $0 } < 30)
        #expect(try GetisOrd().scores(of: grid, points: points.reversed()) == scores)
    }
}

/// Incidents of which only a share counts.
@Suite struct SharedHotspotTests {
    private let grid: Grid
    private let points: [Point]
    private let shares: [Double]

    init() throws {
        grid = try Grid(covering: Sample.square(2000), cellSize: 100)
        var generator = SeededGenerator(seed: 9)
        func place(_ reach: Int) -> Double { Double(generator.below(reach)) + 0.5 }
        points =
            (0..<300).map { _ in Point(x: place(2000), y: place(2000)) }
            + (0..<40).map { _ in Point(x: 900 + place(150), y: 900 + place(150)) }
        shares = points.indices.map { $0 % 3 == 0 ? 1 : Double(generator.below(60) + 1) / 60 }
    }

    @Test func wholeSharesAreCounts() throws {
        let counted = try GetisOrd().scores(of: grid, points: points)
        let shared = try GetisOrd().scores(of: grid, points: points, shares: points.map { _ in 1 })
        #expect(shared == counted && shared.values.shared == nil)
        let halves = try GetisOrd().scores(of: grid, points: points, shares: points.map { _ in 0.5 })
        #expect(halves.p == counted.p && halves.count == counted.count)
        #expect(zip(halves.z, counted.z).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test func sharesAddUpAndAreTested() throws {
        let scores = try GetisOrd().scores(of: grid, points: points, shares: shares)
        let weight = try #require(scores.values.shared)
        #expect(abs(weight.reduce(0, +) - shares.reduce(0, +)) < 1e-9)
        #expect(scores.count.reduce(0, +) + scores.outside == points.count)
        #expect(scores.hot.contains(true) && scores.method.contains("rounded to 1/"))
        let order = points.indices.reversed()
        let turned = try GetisOrd().scores(of: grid, points: order.map { points[$0] }, shares: order.map { shares[$0] })
        #expect(turned == scores)
    }

    /// Against every way of drawing neighbourhoods' values without replacement, by simulation.
    @Test func chanceIsThatOfDealingTheSharesAnew() throws {
        let scores = try GetisOrd().scores(of: grid, points: points, shares: shares)
        let weight = try #require(scores.values.shared).map { ($0 * 60).rounded() }
        let weights = SpatialWeights(of: grid, .queen)
        let cell = try #require(scores.hot.indices.first { scores.p[$0] > 0.02 && scores.p[$0] < 0.3 })
        let around = weights.neighbours(of: cell).map(Int.init) + [cell]
        let sum = around.reduce(0) { $0 + weight[$1] }
        var generator = SeededGenerator(seed: 3)
        let deals = 20_000
        var atLeast = 0
        for _ in 0..<deals {
            var deck = Array(weight.indices)
            var drawn = 0.0
            for place in around.indices {
                deck.swapAt(place, place + generator.below(deck.count - place))
                drawn += weight[deck[place]]
            }
            if drawn >= sum { atLeast += 1 }
        }
        let share = Double(atLeast) / Double(deals)
        let error = (scores.p[cell] * (1 - scores.p[cell]) / Double(deals)).squareRoot()
        #expect(abs(share - scores.p[cell]) < 4 * error)
    }
}
