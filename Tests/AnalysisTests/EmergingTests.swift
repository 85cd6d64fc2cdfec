import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// Hotspots by place and month: counts, scores, chances and labels.
@Suite struct EmergingTests {
    private static let start = CivilDay(number: 19_601)  // 1 September 2023, a Friday
    private let clock: LocalClock

    init() throws { clock = try LocalClock(timeZone: "Europe/London") }

    private static func months(_ count: Int) -> [SpaceTimeCube.Step] {
        (0..<count).map { index in
            let month = CalendarMonth(of: start).advanced(by: index)
            return SpaceTimeCube.Step(
                first: month.first, last: month.last, days: month.first.distance(to: month.last) + 1)
        }
    }

    private func cube(columns: Int, rows: Int, steps: Int, counts: [Int32]) throws -> SpaceTimeCube {
        try SpaceTimeCube(
            grid: Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: columns, rows: rows), unit: .month,
            steps: Self.months(steps), counts: counts)
    }

    private func incident(_ x: Double, _ y: Double, day: Int, second: Int32 = 54_000) -> Incident {
        Incident(at: Point(x: x, y: y), on: Self.start.advanced(by: day), second: second, clock: clock)
    }

    private func days(_ count: Int, kind: (Int) -> DayKind = { _ in .school }) -> DayTable {
        DayTable(first: Self.start, kinds: (0..<count).map(kind))
    }

    // MARK: The trend

    @Test func mannKendallIsThatOfPymannkendall() throws {
        let goldens = try golden("emerging.csv").filter { $0[0] == "mk" }
        #expect(goldens.count == 5)
        for row in goldens {
            let test = MannKendall(of: row[2].split(separator: " ").compactMap { Double($0) })
            #expect(test.s == Int(row[3]), "\(row[1])")
            #expect(agree(test.variance, try #require(Double(row[4])), within: 1e-12), "\(row[1])")
            #expect(agree(test.z, try #require(Double(row[5])), within: 1e-12), "\(row[1])")
            #expect(abs(test.p - (try #require(Double(row[6])))) < 1e-12, "\(row[1])")
        }
    }

    @Test func aSeriesThatDoesNotVaryHasNoTrend() {
        for values in [[], [1], [3, 3, 3, 3], [2, 2]] as [[Double]] {
            let test = MannKendall(of: values)
            #expect(test.s == 0 && test.z == 0 && test.p == 1)
        }
    }

    @Test(
        "Sums of two neighbours each have a trend by chance in about one of twenty series, and in three of twenty without the overlap"
    )
    func overlap() {
        var generator = SeededGenerator(seed: 4)
        var (with, without) = (0, 0)
        for _ in 0..<1000 {
            let steps = (0..<41).map { _ in (0..<12).reduce(0) { sum, _ in sum + generator.unit() } }
            let sums = zip(steps, steps.dropFirst()).map { $0 + $1 }
            if MannKendall(of: sums, overlap: 0.5).p <= 0.05 { with += 1 }
            if MannKendall(of: sums).p <= 0.05 { without += 1 }
        }
        #expect((25...70).contains(with), "\(with)")
        #expect(without > 110, "\(without)")
    }

    // MARK: The cube

    @Test("Only whole months with days in force are steps, and each incident is told exactly once")
    func wholeMonths() throws {
        // From 10 September to 5 December: October and November are whole.
        let first = Self.start.advanced(by: 9)
        let table = IncidentTable([
            incident(50, 50, day: 10), incident(50, 50, day: 30), incident(150, 50, day: 90),
            incident(950, 50, day: 40),
            incident(50, 50, day: 91), incident(50, 50, day: 400),
        ])
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 3, rows: 3)
        let cube = try SpaceTimeCube(
            of: table, on: grid, days: DayTable(first: first, kinds: [DayKind](repeating: .school, count: 87)))
        #expect(cube.steps.map(\.first.description) == ["2023-10-01", "2023-11-01"])
        #expect(cube.steps.map(\.days) == [31, 30])
        #expect(cube.counts(of: 0) == [1, 0] && cube.counts(of: 1) == [0, 1])
        #expect(cube.counted == 2 && cube.outside == 1 && cube.cut == 2 && cube.filtered == 0)
        #expect(cube.setAside == [.unknownDay: 1])
        let told = cube.counted + cube.outside + cube.cut + cube.filtered + cube.setAside.values.reduce(0, +)
        #expect(told == cube.incidents && cube.incidents == 6)
        #expect(cube.rates(of: 0) == [1.0 / 31, 0])
    }

    @Test("A month without a day in force is no step, and weeks begin on Monday")
    func daysInForce() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 1, rows: 1)
        // October has no school day.
        let days = days(91) { (30..<61).contains($0) ? .holiday : .school }
        let table = IncidentTable([incident(1, 1, day: 35), incident(1, 1, day: 70)])
        let school = try SpaceTimeCube(of: table, on: grid, days: days, selection: .school)
        #expect(school.steps.map(\.first.description) == ["2023-09-01", "2023-11-01"])
        #expect(school.counted == 1 && school.filtered == 1)
        let weeks = try SpaceTimeCube(of: table, on: grid, days: days, by: .week)
        #expect(weeks.steps.allSatisfy { $0.first.weekday == 0 && $0.days == 7 && $0.last.weekday == 6 })
        #expect(weeks.steps.first?.first.description == "2023-09-04")
        #expect(weeks.steps.count == 12)
    }

    @Test("The month alone serves months, not weeks nor hours")
    func monthsAlone() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 1, rows: 1)
        let month = Incident(
            at: Point(x: 5, y: 5), start: clock.start(of: Self.start),
            end: clock.start(of: Self.start.advanced(by: 30)) - 1, precision: .month, day: Self.start, second: nil)
        let table = IncidentTable([month])
        #expect(try SpaceTimeCube(of: table, on: grid, days: days(61)).counted == 1)
        #expect(try SpaceTimeCube(of: table, on: grid, days: days(61), by: .week).setAside == [.noDay: 1])
        #expect(
            try SpaceTimeCube(of: table, on: grid, days: days(61), hours: .afterSchool).setAside == [.noDay: 1])
    }

    @Test("Rounded positions on edges and borders are counted once each", arguments: [1.0, 10, 100])
    func exactlyOnce(rounding: Double) throws {
        var generator = SeededGenerator(seed: 3)
        let grid = try Grid(covering: Sample.area, cellSize: 100)
        let table = IncidentTable(
            (0..<5000).map { _ in
                incident(
                    ((430_000 + generator.unit() * 8000) / rounding).rounded() * rounding,
                    ((277_500 + generator.unit() * 5000) / rounding).rounded() * rounding, day: generator.below(430))
            })
        let cube = try SpaceTimeCube(of: table, on: grid, days: days(430))
        #expect(cube.counted + cube.outside + cube.cut == 5000)
        #expect(cube.counts.reduce(0) { $0 + Int($1) } == cube.counted)
        let whole = table.selecting(
            (0..<table.count).filter { row in
                cube.steps.contains { ($0.first...$0.last).contains(table.civilDay(row)) }
            })
        let (count, outside) = grid.count(whole.points)
        #expect(outside == cube.outside)
        #expect(grid.cells.indices.allSatisfy { cube.counts(of: $0).reduce(0, +) == count[$0] })
    }

    // MARK: Scores and chances

    private func goldenCube() throws -> SpaceTimeCube {
        let row = try #require(try golden("emerging.csv").first { $0[0] == "cube" })
        let size = row[1...3].compactMap { Int($0) }
        return try cube(
            columns: size[0], rows: size[1], steps: size[2],
            counts: row[4].split(separator: " ").compactMap { Int32($0) })
    }

    @Test func scoresAreThoseOfEsdaTakenTogether() throws {
        let sums = CubeSums(try goldenCube(), SpatialWeights(of: try goldenCube().grid, .queen))
        let goldens = try golden("emerging.csv").filter { $0[0] == "z" }
        #expect(goldens.count > 60)
        for row in goldens {
            let (step, cell) = (try #require(Int(row[1])), try #require(Int(row[2])))
            #expect(agree(sums.scores(of: step)[cell], try #require(Double(row[3])), within: 1e-9), "\(step) \(cell)")
        }
    }

    @Test func chancesAreThoseOfEverySample() throws {
        let cube = try goldenCube()
        let sums = CubeSums(cube, SpatialWeights(of: cube.grid, .queen))
        let chances = sums.chances((1..<cube.steps.count).map { sums.scores(of: $0) })
        #expect(chances.words.hasPrefix("exact"))
        let goldens = try golden("emerging.csv").filter { $0[0] == "p" }
        #expect(goldens.count == 4)
        for row in goldens {
            let (step, cell) = (try #require(Int(row[1])), try #require(Int(row[2])))
            let (upper, lower) = (try #require(Double(row[4])), try #require(Double(row[5])))
            let p = chances.p[step - 1][cell]
            #expect(agree(abs(p), min(1, 2 * min(upper, lower)), within: 1e-9), "\(step) \(cell)")
            #expect((p.sign == .minus) == (lower < upper))
        }
    }

    // MARK: Brute force

    /// Everything anew from the definition, by other ways: sums by coordinates, chances by sums over all samples, ranks one by one.
    private struct Naive {
        let columns: Int, rows: Int
        let counts: [[Int]]

        func around(_ cell: Int) -> [Int] {
            let (x, y) = (cell % columns, cell / columns)
            return (0..<columns * rows).filter { abs($0 % columns - x) <= 1 && abs($0 / columns - y) <= 1 }
        }

        /// The distribution of the sum of `size` cells drawn without replacement, by dynamic counting with whole numbers of ways.
        func distribution(_ values: [Int], _ size: Int) -> [Double] {
            let most = values.sorted().suffix(size).reduce(0, +)
            var ways = [[Double]](repeating: [Double](repeating: 0, count: most + 1), count: size + 1)
            ways[0][0] = 1
            for value in values {
                for taken in stride(from: size, to: 0, by: -1) {
                    for sum in stride(from: most, through: value, by: -1) {
                        ways[taken][sum] += ways[taken - 1][sum - value]
                    }
                }
            }
            let all = ways[size].reduce(0, +)
            return ways[size].map { $0 / all }
        }

        /// The sign of each cell in each scored step.
        func kinds(fdr: Double) -> [[Int8]] {
            var tests: [(step: Int, cell: Int, p: Double, sign: Int8)] = []
            for step in 1..<counts.count {
                for cell in 0..<columns * rows {
                    let near = around(cell)
                    let found = near.reduce(0) { $0 + counts[step - 1][$1] + counts[step][$1] }
                    let (a, b) = (distribution(counts[step - 1], near.count), distribution(counts[step], near.count))
                    var (upper, lower) = (0.0, 0.0)
                    for (i, x) in a.enumerated() {
                        for (j, y) in b.enumerated() {
                            if i + j >= found { upper += x * y }
                            if i + j <= found { lower += x * y }
                        }
                    }
                    tests.append((step, cell, min(1, 2 * min(upper, lower)), upper <= lower ? 1 : -1))
                }
            }
            let q = FalseDiscoveryRate.benjaminiHochberg(tests.map(\.p))
            var kinds = [[Int8]](
                repeating: [Int8](repeating: 0, count: counts.count - 1), count: columns * rows)
            for (test, q) in zip(tests, q) where q <= fdr { kinds[test.cell][test.step - 1] = test.sign }
            return kinds
        }
    }

    @Test("Histories of small cubes are those of a second, naive way", arguments: 1...8)
    func naive(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (columns, rows, steps) = (6, 5, 12)
        var counts = (0..<steps).map { _ in
            (0..<columns * rows).map { _ in poisson(seed % 2 == 0 ? 3 : 0.6, &generator) }
        }
        // A hot corner in some steps, a hole in others.
        for step in 0..<steps where step >= Int(seed) {
            for cell in [0, 1, 6, 7] { counts[step][cell] += 8 }
            if seed % 2 == 0 { for cell in [16, 17, 22, 23, 28, 29] { counts[step][cell] = 0 } }
        }
        let cube = try cube(
            columns: columns, rows: rows, steps: steps, counts: counts.flatMap { $0.map { Int32($0) } })
        let result = try EmergingHotspots().histories(of: cube)
        let naive = Naive(columns: columns, rows: rows, counts: counts).kinds(fdr: 0.05)
        #expect(result.cells.map(\.history) == naive)
        #expect(naive.contains { $0.contains(1) })
        for cell in result.cells {
            let own = EmergingPattern.label(
                history: cell.history, trend: (cell.trendQ ?? 1) <= 0.05 ? cell.trend?.s.signum() ?? 0 : 0,
                change: (cell.changeQ ?? 1) <= 0.05 ? (cell.change?.isRise == true ? 1 : -1) : 0)
            #expect(cell.pattern == own?.pattern && cell.kind == own?.kind ?? 0)
        }
    }

    // MARK: Labels

    @Test(
        "Labels follow from the history by their rules",
        arguments: [
            ("...................+", 0, 1, "new hot"), ("...................+", 0, 0, "sporadic hot"),
            ("................++++", 0, 1, "consecutive hot"), ("................++++", 0, 0, "sporadic hot"),
            ("..+.............++++", 0, 1, "sporadic hot"), ("++++++++++++++++++++", 1, 0, "intensifying hot"),
            ("++++++++++++++++++++", -1, 0, "diminishing hot"), ("++++++++++++++++++++", 0, 1, "persistent hot"),
            ("+.++++++++++++++++++", 0, 0, "persistent hot"), ("++++++++++++++++++..", 0, -1, "historical hot"),
            ("++++++++++++++++++..", 0, 0, "persistent hot"), ("+++++++++++++++++...", 0, -1, "sporadic hot"),
            ("-------------------+", 0, 1, "oscillating hot"), ("++++-...............", 0, -1, "oscillating cold"),
            ("-...................", 0, 0, "sporadic cold"), ("...................-", 0, -1, "new cold"),
            ("--------------------", -1, -1, "intensifying cold"), ("--------------------", 1, 0, "diminishing cold"),
            ("------------------..", 0, 1, "historical cold"), ("....................", 1, 1, ""),
        ] as [(String, Int, Int, String)])
    func labels(_ history: String, _ trend: Int, _ change: Int, _ expected: String) {
        let label = EmergingPattern.label(
            history: history.map { $0 == "+" ? 1 : $0 == "-" ? -1 : 0 }, trend: trend, change: change)
        #expect(label.map { "\($0.pattern.rawValue) \($0.kind > 0 ? "hot" : "cold")" } ?? "" == expected)
    }

    /// A town of 20 by 20 cells and 24 months with a planted place whose mean follows from the month.
    private func planted(seed: UInt64, mean: Double = 0.5, place: (Int) -> Double) throws -> EmergingResult {
        var generator = SeededGenerator(seed: seed)
        var counts: [Int32] = []
        for step in 0..<24 {
            for cell in 0..<400 {
                let isPlace = (8...10).contains(cell % 20) && (8...10).contains(cell / 20)
                counts.append(Int32(poisson(mean + (isPlace ? place(step) : 0), &generator)))
            }
        }
        return try EmergingHotspots().histories(of: cube(columns: 20, rows: 20, steps: 24, counts: counts))
    }

    @Test func plantedPatternsAreFoundWhereTheyArePlanted() throws {
        let middle = 9 + 9 * 20
        #expect(try planted(seed: 1) { $0 >= 22 ? 4 : 0 }.cells[middle].label == "consecutive hot")
        #expect(try planted(seed: 2) { $0 == 23 ? 6 : 0 }.cells[middle].label == "new hot")
        #expect(try planted(seed: 3) { _ in 3 }.cells[middle].label == "persistent hot")
        #expect(try planted(seed: 4) { 2 + Double($0) / 2 }.cells[middle].label == "intensifying hot")
        #expect(try planted(seed: 5) { 14 - Double($0) / 2 }.cells[middle].label == "diminishing hot")
        #expect(try planted(seed: 6) { $0 < 22 ? 4 : 0 }.cells[middle].label == "historical hot")
        #expect(try planted(seed: 7) { $0 % 8 < 2 ? 4 : 0 }.cells[middle].label == "sporadic hot")
        let cold = try planted(seed: 8, mean: 6) { $0 < 12 ? -5.9 : 0 }.cells[middle]
        #expect(cold.kind == -1 && cold.cold >= 11 && cold.hot == 0)
        #expect(try planted(seed: 9, mean: 4) { $0 < 12 ? -3.9 : 6 }.cells[middle].label == "oscillating hot")
    }

    @Test("A town that is busier in some months has no hot cell by that, and order of threads and rows does not matter")
    func busyMonths() throws {
        var generator = SeededGenerator(seed: 11)
        let counts = (0..<24).flatMap { step in
            (0..<400).map { _ in Int32(poisson(step % 12 == 11 ? 5 : 0.5, &generator)) }
        }
        let cube = try cube(columns: 20, rows: 20, steps: 24, counts: counts)
        let result = try EmergingHotspots().histories(of: cube)
        #expect(result.cells.allSatisfy { $0.pattern == nil })
        #expect(try EmergingHotspots().histories(of: cube) == result)
    }

    // MARK: Bad input

    @Test func tooLittleIsRefusedWithAName() throws {
        let method = EmergingHotspots()
        #expect(throws: AnalysisError.fewSteps(steps: 9, fewest: 10)) {
            try method.histories(of: cube(columns: 5, rows: 5, steps: 9, counts: []))
        }
        #expect(throws: AnalysisError.fewCells(cells: 16, fewest: 20)) {
            try method.histories(of: cube(columns: 4, rows: 4, steps: 10, counts: []))
        }
        #expect(throws: AnalysisError.largeCube(cells: 1_000_000, steps: 101, limit: 100_000_000)) {
            try cube(columns: 1000, rows: 1000, steps: 101, counts: [])
        }
        #expect(throws: SettingError.self) {
            try method.with(\.fdr, 0.9).histories(of: cube(columns: 5, rows: 5, steps: 10, counts: []))
        }
        for error in [
            AnalysisError.fewSteps(steps: 9, fewest: 10), .fewCells(cells: 16, fewest: 20),
            .largeCube(cells: 5, steps: nil, limit: 4),
        ] {
            #expect(error.report.subject != nil && error.report.remedy != nil)
        }
    }

    @Test("Nothing, one place and one month have answers in which every number is one")
    func extremes() throws {
        let size = 25 * 12
        var one = [Int32](repeating: 0, count: size)
        for step in 0..<12 { one[step * 25 + 12] = 40 }
        var month = [Int32](repeating: 0, count: size)
        for cell in 0..<25 { month[5 * 25 + cell] = 3 }
        for counts in [[], one, month] {
            let result = try EmergingHotspots().histories(of: cube(columns: 5, rows: 5, steps: 12, counts: counts))
            for cell in result.cells {
                let areFinite = cell.z.allSatisfy { $0.isFinite }
                #expect(areFinite)
                let isSound = cell.trend.map { $0.z.isFinite && (0...1).contains($0.p) } ?? true
                #expect(isSound)
                #expect(cell.change.map { (0...1).contains($0.p) && $0.expected.isFinite } ?? true)
            }
            if counts != one { #expect(result.cells.allSatisfy { $0.pattern == nil }) }
        }
    }
}
