import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct LocalMoranTests {
    private let grid: Grid
    /// Quiet but for a busy quarter, an empty one in a middling half, a busy cell in the empty quarter and an empty one in the busy.
    private let count: [Int]

    init() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 20, rows: 20)
        var generator = SeededGenerator(seed: 21)
        var count = grid.cells.map { _ in 4 + generator.below(7) }
        for row in 2..<8 { for column in 2..<8 { count[row * 20 + column] = 15 + generator.below(5) } }
        for row in 11..<18 { for column in 11..<18 { count[row * 20 + column] = generator.below(3) } }
        count[5 * 20 + 5] = 0
        count[14 * 20 + 14] = 30
        (self.grid, self.count) = (grid, count)
    }

    @Test func clustersAndOutliersAreToldApart() throws {
        let found = try LocalMoran().scores(of: grid, CellValues(count: count, outside: 3))
        let moran = try #require(found.moran)
        #expect(found.outside == 3 && found.statistic == .moran)
        #expect(found.method == "exact randomisation of the other cells' counts, two-sided")
        #expect(found.hot[4 * 20 + 4] && moran[4 * 20 + 4].quadrant == .highHigh)
        #expect(found.cold[13 * 20 + 12] && moran[13 * 20 + 12].quadrant == .lowLow)
        #expect(found.outlying[5 * 20 + 5] && moran[5 * 20 + 5].quadrant == .lowHigh)
        #expect(found.outlying[14 * 20 + 14] && moran[14 * 20 + 14].quadrant == .highLow)
        #expect(!found.hot[14 * 20 + 14] && !found.cold[5 * 20 + 5] && !found.outlying[4 * 20 + 4])
        // Gi* of the same cells cannot tell: the neighbours outweigh the cell.
        let star = try GetisOrd { $0.sides = .both }.scores(of: grid, count: count, outside: 3)
        #expect(star.hot[5 * 20 + 5])
        for cell in grid.cells.indices where found.q[cell] <= 0.05 {
            #expect([found.hot[cell], found.cold[cell], found.outlying[cell]].count { $0 } == 1)
            #expect((found.z[cell] > 0) == !found.outlying[cell])
        }
    }

    @Test func theMeanOfAllIsTheGlobalStatistic() throws {
        let weights = SpatialWeights(of: grid, .queen).rowStandardised
        let values = count.map(Double.init)
        let places = LocalMoran.i(of: values, weights: weights)
        let moran = try #require(GlobalMoran(of: values, weights: weights))
        #expect(agree(places.reduce(0) { $0 + $1.i } / 400, moran.i, within: 1e-12))
        let overall = try #require(try LocalMoran().scores(of: grid, CellValues(count: count, outside: 0)).overall)
        #expect(overall.moran == moran && overall.cells == 400 && overall.moran.p < 1e-12 && overall.moran.z > 0)
        #expect(try #require(overall.g).z > 0)
    }

    /// The chance is that of the neighbours' sum, on the same two sides for Gi.
    @Test(arguments: CellChance.allCases) func chanceIsThatOfGi(_ chance: CellChance) throws {
        let values = CellValues(count: count, outside: 0)
        let moran = try LocalMoran {
            $0.chance = chance
            $0.seed = 6
            $0.permutations = 4_999
        }.scores(of: grid, values)
        let gi = try GetisOrd {
            $0.includingSelf = false
            $0.sides = .both
            $0.chance = chance
            $0.seed = 6
            $0.permutations = 4_999
        }.scores(of: grid, values)
        for cell in grid.cells.indices where moran.untested[cell] == nil {
            #expect(agree(moran.p[cell], gi.p[cell], within: 1e-12) && agree(abs(moran.z[cell]), abs(gi.z[cell])))
        }
    }

    @Test func aCellAtTheMeanIsNotTested() throws {
        let small = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 3, rows: 3)
        let found = try LocalMoran().scores(
            of: small, CellValues(count: [0, 2, 4, 2, 2, 2, 0, 4, 2], outside: 0))
        for cell in [1, 3, 5, 8] { #expect(found.untested[cell] == .atTheMean && found.p[cell] == 1) }
        #expect(found.untested[4] == .everyNeighbour && found.moran?[1].i == 0 && found.moran?[1].quadrant == nil)
        #expect(found.untested[0] == nil && found.z[0] != 0)
        let nothing = try LocalMoran().scores(of: small, CellValues(count: [], outside: 4))
        #expect(nothing.untested.allSatisfy { $0 == .noSpread } && nothing.moran?.allSatisfy { $0.i == 0 } == true)
        #expect(nothing.method == "not tested: all values are equal" && nothing.z.allSatisfy { $0 == 0 })
    }

    @Test func settingsAreChecked() throws {
        let values = CellValues(count: count, outside: 0)
        for bad in [{ $0.fdr = 0 }, { $0.permutations = 5 }, { $0.neighbours = .nearest(0) }]
            as [(inout LocalMoran) -> Void]
        {
            #expect(throws: SettingError.self) { try LocalMoran(bad).scores(of: grid, values) }
        }
        let cold = HotspotSurvey {
            $0.method = .moran
            $0.significance.sides = .cold
        }
        #expect(throws: SettingError.self) { try cold.check() }
        #expect(throws: Never.self) { try cold.with(\.significance.sides, .both).check() }
    }

    /// More neighbours than memory should hold are refused before they are looked for.
    @Test func neighbourhoodsMayNotFillTheMemory() throws {
        let wide = try Grid(origin: Point(x: 0, y: 0), cellSize: 10, columns: 400, rows: 400)
        let none = CellValues(count: [], outside: 0)
        let error = #expect(throws: SettingError.self) {
            try LocalMoran { $0.neighbours = .within(metres: 10_000) }.scores(of: wide, none)
        }
        #expect(
            error?.path == "hotspots.neighbours" && error?.message.hasPrefix("10000 would give 160,000 cells") == true)
        #expect(throws: SettingError.self) {
            try GetisOrd { $0.neighbours = .nearest(1000) }.scores(of: wide, none)
        }
        // A reach shorter than a cell leaves every cell by itself; one across the whole area makes all neighbours of all.
        let short = try LocalMoran { $0.neighbours = .within(metres: 50) }
            .scores(of: grid, CellValues(count: count, outside: 0))
        #expect(short.untested.allSatisfy { $0 == .noNeighbours } && short.overall == nil)
        let long = try LocalMoran { $0.neighbours = .within(metres: 10_000) }
            .scores(of: grid, CellValues(count: count, outside: 0))
        #expect(long.untested.allSatisfy { $0 == .everyNeighbour } && long.p.allSatisfy { $0 == 1 })
    }

    /// A deal more shows a smaller p; too few are said to be so.
    @Test func fewDealsAreSaidToBeFew() throws {
        func scores(_ permutations: Int?) throws -> Hotspots {
            try GetisOrd {
                $0.chance = .permutation
                $0.permutations = permutations
            }.scores(of: grid, count: count, outside: 0)
        }
        let few = try scores(99)
        #expect(
            few.caution
                == "99 deals show no p below 1 in 100, so that no fewer than 80 of 400 cells can pass a false-discovery rate of 5.0 % together"
        )
        #expect(!few.hot.contains(true))
        let enough = try scores(nil)
        #expect(enough.caution == nil && enough.hot.contains(true) && enough.method.contains("7,999 deals"))
        #expect(try scores(nil) == enough)
        // As many as a single cell needs, within what takes seconds; 999 at least, and what was asked for in any case.
        let method = LocalMoran()
        #expect(method.deals(tests: 10_000, sides: 2, largest: 8) == 399_999)
        #expect(method.deals(tests: 10_000, sides: 1, largest: 5_000) == 100_000)
        #expect(method.deals(tests: 3, sides: 1, largest: 2) == 999)
        #expect(method.deals(tests: 1_000_000, sides: 2, largest: 8) == 999_999)
        #expect(LocalMoran { $0.permutations = 499_999 }.deals(tests: 3, sides: 1, largest: 90_000) == 499_999)
    }
}

/// Rates and harm.
@Suite struct CellValueTests {
    @Test func harmIsAddedUp() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 8, rows: 8)
        let points = Sample.scatter(300, side: 800, seed: 3)
        let harm = points.indices.map { $0 % 10 == 0 ? 40.0 : 1 }
        let shares = points.indices.map { $0 % 3 == 0 ? 0.5 : 1 }
        let values = grid.values(of: points, shares: shares, harm: harm)
        let weight = try #require(values.harm)
        #expect(values.count.reduce(0, +) == 300 && values.sum(9) == weight[9])
        #expect(agree(values.shared?.reduce(0, +) ?? 0, shares.reduce(0, +), within: 1e-12))
        #expect(agree(weight.reduce(0, +), zip(shares, harm).reduce(0) { $0 + $1.0 * $1.1 }, within: 1e-12))
        let order = points.indices.reversed()
        let turned = grid.values(
            of: order.map { points[$0] }, shares: order.map { shares[$0] }, harm: order.map { harm[$0] })
        #expect(turned == values)
        // Weights move every statistic, and the cells that stand out.
        for statistic in Hotspots.Statistic.allCases {
            let survey = HotspotSurvey { $0.method = statistic }
            let (weighed, plain) = (
                try survey.scores(of: grid, grid.values(of: points, harm: harm)),
                try survey.scores(of: grid, grid.values(of: points))
            )
            let moved = grid.cells.indices.count { abs(weighed.z[$0] - plain.z[$0]) > 0.01 }
            #expect(
                moved > 50 && weighed.overall?.moran != plain.overall?.moran && weighed.p != plain.p, "\(statistic)")
        }
        // One incident more in each of nine cells side by side is nothing, unless they are grave.
        let corner = (0..<9).map { Point(x: 550 + Double($0 % 3) * 100, y: 550 + Double($0 / 3) * 100) }
        let grave = try GetisOrd().scores(
            of: grid, grid.values(of: points + corner, harm: points.map { _ in 1 } + corner.map { _ in 400 }))
        let slight = try GetisOrd().scores(of: grid, points: points + corner)
        #expect(grave.hot[6 * 8 + 6] && !slight.hot[6 * 8 + 6])
        // Where each weighs the same, the chance is that of the counts.
        let even = try GetisOrd().scores(of: grid, grid.values(of: points, harm: points.map { _ in 7 }))
        let counted = try GetisOrd().scores(of: grid, points: points)
        #expect(zip(even.p, counted.p).allSatisfy { agree($0, $1, within: 1e-12) } && even.values.harm != nil)
        #expect(zip(even.z, counted.z).allSatisfy { agree($0, $1, within: 1e-9) })
    }

    @Test func ratesAreHeldAgainstEachOther() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 12, rows: 12)
        var generator = SeededGenerator(seed: 8)
        // Twice as many people in the west; a corner where everybody is at twice the risk; nobody in the last row.
        let people = grid.cells.map { $0.row == 11 ? 0 : $0.column < 6 ? 400.0 : 200 }
        let count = grid.cells.map { cell -> Int in
            let risk = cell.column > 8 && cell.row < 3 ? 0.10 : 0.02
            return cell.row == 11 ? 0 : (0..<(cell.column < 6 ? 400 : 200)).count { _ in generator.unit() < risk }
        }
        let values = CellValues(count: count, denominator: people, outside: 0)
        for statistic in Hotspots.Statistic.allCases {
            let found = try HotspotSurvey { $0.method = statistic }.scores(of: grid, values)
            #expect(found.hot[1 * 12 + 10], "\(statistic)")
            #expect(!found.hot[5 * 12 + 2] && abs(found.z[5 * 12 + 2]) < 1.96, "\(statistic)")
            #expect(found.untested[11 * 12 + 3] == .noValue && values.rate(11 * 12 + 3) == nil)
            #expect(agree(values.rate(0) ?? -1, Double(count[0]) / 400))
            #expect(found.method.contains("deals"))
        }
        // By counts the west stands above the east, because more people live there.
        let counted = try GetisOrd().scores(of: grid, count: count, outside: 0).z
        let rows = (5..<10).map { $0 * 12 }
        let west = rows.flatMap { row in (1..<5).map { counted[row + $0] } }.reduce(0, +) / 20
        let east = rows.flatMap { row in (7..<11).map { counted[row + $0] } }.reduce(0, +) / 20
        #expect(west - east > 1)
        let nobody = try GetisOrd().scores(of: grid, CellValues(count: count, denominator: [], outside: 0))
        #expect(nobody.untested.allSatisfy { $0 == .noValue } && nobody.p.allSatisfy { $0 == 1 })
        #expect(EmpiricalBayes.standardised(events: [0, 0], populations: [5, 9]) == [0, 0])
    }
}
