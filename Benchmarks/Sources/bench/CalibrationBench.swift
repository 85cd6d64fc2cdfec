import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// How often a test flags something in a town where there is nothing to find.
///
/// Three kinds of town, 400 of each. In an *even* one places and times are strewn evenly. In an *uneven* one each cell has a
/// weight of its own, drawn by itself, so that many are empty and some are busy while no cell tells of its neighbour; and
/// the hours have a rhythm, another at weekends than on weekdays but after school, which is the same at every place and on
/// every weekday of term and holidays alike. Statistics of cells hold such towns against every order of the cells' values, which
/// are all equally likely in both. A *crowded* one has most people in its middle, and everybody is at the same risk: counts have a
/// pattern there, and rates have none. A test at 5 % may flag something in 8 % of the towns, no more: 400 draws at
/// 5 % give more than 32 once in 265 times. Clusters in place and hour stay far below: a town has candidates only where
/// ``PlaceHourClusters/minimum`` incidents lie close in both and are more than chance explains, which without a pattern is rare.
/// A second table says in how many towns near repeats are found where some were planted.
/// Categories are dealt at random; how often the methods of time find what is planted is printed below.
///
/// Scans look at the first quarter of a town's incidents, with 99 deals, because their work grows with the square of the incidents. In how
/// many of 100 towns of each kind they find a burst, or a place with an hour of its own, that was planted is told last.
struct CalibrationBench {
    private let towns = 400
    private let incidents = 6000
    private let scanned = 1500
    private let mostFlagged = 0.08

    /// Which test flagged something in one town.
    private struct Flags: Sendable {
        var peaks = false
        var anyRise = false
        var anyTownRise = false
        var hotspots = false
        /// Gi\* by the tail of z, which is no test at 5 % and is shown for comparison.
        var tail = false
        /// Hot and cold spots; Gi\* with the other cells dealt anew; local Moran's I, counted and dealt.
        var spots = false
        var dealt = false
        var moran = false
        var moranDealt = false
        /// Global Moran's I and the general G.
        var overall = false
        var general = false
        var clusters = false
        var neighbours = false
        var repeats = false
        var anyRepeat = false
        var time: TimeFlags
        var scanByDays = false
        var scanByHours = false
    }

    /// Prints the table. Returns whether every test keeps to its share. O(towns × permutations × incidents).
    func run() throws -> Bool {
        print("method".padded(38) + "  towns  flagged   share   95 % interval")
        var holds = true
        func show(_ method: String, _ kind: String, _ count: Int, isTest: Bool = true) {
            holds = tell("\(method), \(kind) towns", count, isTest: isTest) && holds
        }
        for isEven in [true, false] {
            let outcomes = Parallel.map(towns) { number in
                Swift.Result { try flags(seed: UInt64(number + 1), isEven: isEven) }
            }
            let found = try outcomes.map { try $0.get() }
            let kind = isEven ? "even" : "uneven"
            var counts = [
                ("after-school peaks", found.count { $0.peaks }),
                ("… of any ratio above 1", found.count { $0.anyRise }),
                ("… above the town's rise", found.count { $0.anyTownRise }),
                ("Gi* hotspots", found.count { $0.hotspots }),
                ("… and cold spots", found.count { $0.spots }),
                ("… by conditional permutation", found.count { $0.dealt }),
                ("local Moran's I", found.count { $0.moran }),
                ("… by conditional permutation", found.count { $0.moranDealt }),
                ("global Moran's I", found.count { $0.overall }),
                ("general G", found.count { $0.general }),
                ("place-hour clusters", found.count { $0.clusters }),
                ("near repeats", found.count { $0.repeats }),
                ("… of any ratio above 1", found.count { $0.anyRepeat }),
                ("scan by days", found.count { $0.scanByDays }),
                ("scan by hours", found.count { $0.scanByHours }),
            ]
            // Busy places are close to each other by what an uneven town is, so this test has no null there.
            if isEven { counts.append(("nearest neighbours", found.count { $0.neighbours })) }
            for (index, method) in (found.first?.time.methods ?? []).enumerated() {
                counts.append((method.name, found.count { $0.time.methods[index].isFlagged }))
            }
            for (method, count) in counts { show(method, kind, count) }
            show("Gi* by the tail of z", kind, found.count { $0.tail }, isTest: false)
        }
        let crowded = Parallel.map(towns) { number in Swift.Result { try rateFlags(seed: UInt64(number + 1)) } }
        let rates = try crowded.map { try $0.get() }
        for (index, statistic) in Hotspots.Statistic.allCases.enumerated() {
            show("\(statistic.name) of rates", "crowded", rates.count { $0[index] })
        }
        holds = try sources() && holds
        try planted()
        try TimePower().run()
        try plantedBursts()
        holds = try EmergingCalibration().run() && holds
        holds = try RipleyCalibration().run() && holds
        return holds
    }

    /// Prints a row. Returns whether the test, where it is one, keeps to its share.
    private func tell(_ title: String, _ count: Int, isTest: Bool = true) -> Bool {
        let share = Double(count) / Double(towns)
        let interval = Binomial.interval(count, of: towns)
        let isWithin = !isTest || share <= mostFlagged
        print(
            title.padded(38)
                + String(
                    format: "  %5d  %7d  %5.1f %%   %.1f–%.1f %%", towns, count, 100 * share,
                    100 * interval.lowerBound, 100 * interval.upperBound)
                + (isTest ? "" : "   no test: for comparison")
                + (isWithin ? "" : "   more than \(Int(100 * mostFlagged)) %"))
        fflush(nil)
        return isWithin
    }

    /// Prints in how many towns two sources that share no incident, only places, hours and days' rhythm, are taken to share some.
    /// Returns whether the test keeps to its share. O(towns × deals × incidents).
    func sources() throws -> Bool {
        var holds = true
        for isEven in [true, false] {
            for within in [100.0, 500.0] {
                let outcomes = Parallel.map(towns) { number in
                    Swift.Result { () throws -> Bool in
                        let town = try EmptyTown(seed: UInt64(number + 1), incidents: incidents, isEven: isEven)
                        var table = town.table
                        for row in 0..<table.count { table.source[row] = UInt16(row % 2) }
                        let survey = try SourceComparison {
                            $0.within = within
                            $0.seed = UInt64(number + 1)
                        }.survey(
                            of: table,
                            sources: (0..<2).map { ComparedSource(name: "Source \($0)", files: [$0]) },
                            areas: town.areas, areaCount: town.areaNames.count, clock: town.clock)
                        return (survey.pairings[0].chance?.p ?? 1) <= 0.05
                    }
                }
                let count = try outcomes.map { try $0.get() }.count { $0 }
                holds =
                    tell("shared, \(Int(within)) m, \(isEven ? "even" : "uneven") towns", count) && holds
            }
        }
        return holds
    }

    /// Prints in how many towns near repeats are found where some were planted: each incident of a share is followed by another
    /// within 100 m and one to seven days. O(towns × permutations × pairs).
    private func planted() throws {
        print("near repeats planted".padded(38) + "  towns    found   of any ratio   Knox ratio of the band")
        let towns = 100
        for isEven in [true, false] {
            for share in [0.005, 0.01, 0.02, 0.05] {
                let outcomes = Parallel.map(towns) { number in
                    Swift.Result { () throws -> (found: Bool, anyRatio: Bool, ratio: Double) in
                        let seed = UInt64(number + 1)
                        let town = try EmptyTown(seed: seed, incidents: incidents, isEven: isEven)
                        let (points, days) = town.repeated(share, seed: seed)
                        let method = CalibrationBench.repeats(seed)
                        let cell = try method.repeats(of: points, days: days).cell(1, 1)
                        return (cell.standsOut, cell.familyP <= method.level, cell.ratio ?? 0)
                    }
                }
                let results = try outcomes.map { try $0.get() }
                let ratio = results.reduce(0) { $0 + $1.ratio } / Double(towns)
                print(
                    "\(100 * share) % of incidents, \(isEven ? "even" : "uneven") towns".padded(38)
                        + String(
                            format: "  %5d  %7d  %13d   %.2f", towns, results.count { $0.found },
                            results.count { $0.anyRatio }, ratio))
            }
        }
    }

    /// Prints in how many towns a scan finds what was planted: the likeliest cluster stands out and holds at least half of it.
    /// O(towns × permutations × incidents in the circles).
    private func plantedBursts() throws {
        print("planted, scanned by days or hours".padded(46) + "towns    found")
        let towns = 100
        for (time, title) in [
            (PermutationScan.Time.days, "10 within 100 m and 5 days"),
            (.hours, "20 within 100 m and an hour"),
        ] {
            for isEven in [true, false] {
                let outcomes = Parallel.map(towns) { number in
                    Swift.Result { try finds(time, seed: UInt64(number + 1), isEven: isEven) }
                }
                let found = try outcomes.map { try $0.get() }.count { $0 }
                print(
                    "\(title), \(isEven ? "even" : "uneven") towns".padded(46)
                        + String(format: "%5d  %7d", towns, found))
            }
        }
    }

    private func finds(_ time: PermutationScan.Time, seed: UInt64, isEven: Bool) throws -> Bool {
        let town = try EmptyTown(seed: seed, incidents: scanned, isEven: isEven)
        var table = town.table
        var generator = SeededGenerator(seed: seed, stream: 4)
        let corner = table.point(generator.below(scanned))
        let (day, hour) = (generator.below(700), generator.below(24))
        let planted = table.count..<table.count + (time == .days ? 10 : 20)
        for _ in planted {
            let place = Point(x: corner.x + 100 * generator.unit() - 50, y: corner.y + 100 * generator.unit() - 50)
            let days = time == .days ? day + generator.below(5) : generator.below(730)
            let minute = time == .days ? generator.below(1440) : hour * 60 + generator.below(60)
            table.append(
                Incident(
                    at: place, on: town.days.first.advanced(by: days), second: Int32(minute * 60), clock: town.clock))
        }
        let found = try CalibrationBench.scan(time, seed).clusters(of: table, days: town.days)
        guard let likeliest = found.clusters.first, likeliest.p <= 0.05 else { return false }
        return 2 * likeliest.members.count { planted.contains($0) } >= planted.count
    }

    private static func scan(_ time: PermutationScan.Time, _ seed: UInt64) -> PermutationScan {
        PermutationScan { ($0.time, $0.permutations, $0.seed) = (time, 99, seed) }
    }

    /// The standard method without what looks at every two incidents.
    private static func repeats(_ seed: UInt64) -> NearRepeats {
        NearRepeats {
            $0.seed = seed
            $0.mostForMantel = 0
        }
    }

    private func flags(seed: UInt64, isEven: Bool) throws -> Flags {
        let town = try EmptyTown(seed: seed, incidents: incidents, isEven: isEven)
        let clock = town.clock
        func peaks(_ method: AfterSchoolPeaks) throws -> Bool {
            try method.peaks(of: town.table, areas: town.areas, names: town.areaNames, days: town.days, clock: clock)
                .areas.contains { $0.verdict == .peak }
        }
        // The least ratio that matters leaves room above chance; without it the test itself is seen.
        let anyRise = AfterSchoolPeaks { $0.leastRatio = 1 }
        let survey = HotspotSurvey()
        let grid = try survey.grid(covering: town.studyArea.outline)
        let values = grid.values(of: town.table.points)
        func flagged(_ statistic: Hotspots.Statistic, _ change: (inout GetisOrd) -> Void = { _ in }) throws -> Hotspots
        {
            var survey = survey
            survey.method = statistic
            survey.significance.seed = seed
            change(&survey.significance)
            return try survey.scores(of: grid, values)
        }
        let hotspots = try flagged(.gistar)
        let spots = try flagged(.gistar) { $0.sides = .both }
        let tail = try flagged(.gistar) { $0.chance = .normal }
        let dealt = try flagged(.gistar) { $0.chance = .permutation }
        let moran = try flagged(.moran)
        let moranDealt = try flagged(.moran) { $0.chance = .permutation }
        let clusters = try PlaceHourClusters { $0.seed = seed }.clusters(of: town.table, days: town.days)
        let neighbours = try isEven ? NearestNeighbours().index(of: town.table.points, in: town.studyArea) : nil
        let repeats = try CalibrationBench.repeats(seed).repeats(of: town.table).cells
        let few = town.table.selecting(Array(0..<scanned))
        func scans(_ time: PermutationScan.Time) throws -> Bool {
            try CalibrationBench.scan(time, seed).clusters(of: few, days: town.days).clusters.contains { $0.p <= 0.05 }
        }
        return Flags(
            peaks: try peaks(AfterSchoolPeaks()), anyRise: try peaks(anyRise),
            anyTownRise: try peaks(anyRise.with(\.against, .town)), hotspots: hotspots.hot.contains(true),
            tail: tail.isAnything, spots: spots.isAnything, dealt: dealt.isAnything, moran: moran.isAnything,
            moranDealt: moranDealt.isAnything,
            overall: hotspots.overall.map { $0.moran.p <= 0.05 } ?? false,
            general: hotspots.overall?.g.map { $0.p <= 0.05 } ?? false,
            clusters: clusters.clusters.contains { $0.p <= 0.05 }, neighbours: neighbours.map { $0.p <= 0.05 } ?? false,
            repeats: repeats.contains { $0.standsOut }, anyRepeat: repeats.contains { $0.familyP <= 0.05 },
            time: try TimeFlags(town.table, days: town.days, clock: clock, seed: seed, isEven: isEven),
            scanByDays: try scans(.days), scanByHours: try scans(.hours))
    }

    /// Whether each statistic flags something in rates of a town where risk is the same for all.
    private func rateFlags(seed: UInt64) throws -> [Bool] {
        let (side, cells) = (4200.0, 42)
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: side / Double(cells), columns: cells, rows: cells)
        // From a thousand people in the middle cell to some twenty at the corners.
        let people = grid.cells.map { cell in
            (1000 * exp(-cell.centre.distance(to: Point(x: side / 2, y: side / 2)) / 750)).rounded()
        }
        var generator = SeededGenerator(seed: seed, stream: 3)
        let places = Weights(people)
        var count = [Int](repeating: 0, count: grid.cells.count)
        for _ in 0..<incidents { count[places.draw(&generator)] += 1 }
        let values = CellValues(count: count, denominator: people, outside: 0)
        return try Hotspots.Statistic.allCases.map { statistic in
            try HotspotSurvey {
                $0.method = statistic
                $0.significance.seed = seed
            }.scores(of: grid, values).isAnything
        }
    }
}

extension Hotspots {
    /// Whether any cell stands out.
    fileprivate var isAnything: Bool { hot.contains(true) || cold.contains(true) || outlying.contains(true) }
}

/// A made-up town in which place and time have nothing to do with each other, nor places or days with their neighbours.
private struct EmptyTown {
    let studyArea: NamedArea
    let days: DayTable
    let table: IncidentTable
    let clock: LocalClock
    /// Nine squares of equal size.
    let areaNames = (1...9).map { "Area \($0)" }
    /// The area of each incident.
    let areas: [Int32]

    private static let side = 4200.0
    private static let corner = Point(x: 430_000, y: 280_000)

    /// Incidents of each hour on a weekday and at a weekend, as shares of the hour that is fullest.
    private static let rhythms = (
        weekday: [15, 10, 8, 6, 5, 6, 10, 25, 45, 40, 42, 45, 60, 50, 52, 80, 78, 74, 70, 62, 60, 55, 45, 30],
        weekend: [70, 65, 50, 35, 20, 12, 8, 10, 15, 22, 30, 40, 50, 55, 60, 80, 78, 74, 70, 68, 70, 75, 80, 78]
    )

    /// - Parameters:
    ///   - seed: Every draw follows from it.
    ///   - isEven: Whether all places and hours are alike.
    init(seed: UInt64, incidents: Int, isEven: Bool) throws {
        let (side, corner) = (EmptyTown.side, EmptyTown.corner)
        studyArea = NamedArea(
            name: "Town",
            outline: MultiPolygon([
                BoundingBox(minX: corner.x, minY: corner.y, maxX: corner.x + side, maxY: corner.y + side).polygon
            ]))
        // Two years from 1 September 2023; every fourth week is a holiday.
        let first = CivilDay(number: 19_601)
        let kinds = (0..<731).map { step -> DayKind in
            if first.advanced(by: step).isWeekend { return .weekend }
            return step / 7 % 4 == 3 ? .holiday : .school
        }
        days = DayTable(first: first, kinds: kinds)
        var generator = SeededGenerator(seed: seed, stream: isEven ? 1 : 2)
        let cell = HotspotSurvey().cell
        let across = Int(side / cell)
        // The square of a normal draw: half of the cells hold less than a tenth of the incidents.
        let cells = Weights(
            (0..<across * across).map { _ in isEven ? 1 : pow(EmptyTown.normal(&generator), 2) })
        let rhythms = EmptyTown.rhythms
        let times = Weights(
            kinds.flatMap { kind -> [Double] in
                if isEven { return [Double](repeating: 1, count: 24) }
                return (kind == .weekend ? rhythms.weekend : rhythms.weekday).map(Double.init)
            })
        let clock = try LocalClock(timeZone: "Europe/London")
        self.clock = clock
        var offences = SeededGenerator(seed: seed, stream: 3)
        table = IncidentTable(
            (0..<incidents).map { _ in
                let place = cells.draw(&generator)
                let x = corner.x + (Double(place % across) + generator.unit()) * cell
                let y = corner.y + (Double(place / across) + generator.unit()) * cell
                let hour = times.draw(&generator)
                return Incident(
                    at: Point(x: x, y: y), on: first.advanced(by: hour / 24),
                    second: Int32(hour % 24 * 3600 + generator.below(60) * 60), clock: clock,
                    category: "Offence \(offences.below(8))")
            })
        areas = table.points.map { point in
            let column = min(2, Int((point.x - corner.x) / (side / 3)))
            return Int32(column + 3 * min(2, Int((point.y - corner.y) / (side / 3))))
        }
    }

    /// The incidents with a share of them followed by another within 100 m and one to seven days.
    func repeated(_ share: Double, seed: UInt64) -> (points: [Point], days: [Int]) {
        var generator = SeededGenerator(seed: seed, stream: 3)
        var points = table.points
        var days = table.day.map { Int($0) }
        for index in 0..<points.count where generator.unit() < share {
            let (far, angle) = (100 * generator.unit().squareRoot(), 2 * Double.pi * generator.unit())
            points.append(Point(x: points[index].x + far * cos(angle), y: points[index].y + far * sin(angle)))
            days.append(days[index] + 1 + generator.below(7))
        }
        return (points, days)
    }

    /// A draw of the standard normal distribution, by Box and Muller.
    private static func normal(_ generator: inout SeededGenerator) -> Double {
        (-2 * log(1 - generator.unit())).squareRoot() * cos(2 * Double.pi * generator.unit())
    }
}

/// Things that are drawn each by its weight.
private struct Weights {
    private let sums: [Double]

    init(_ weights: [Double]) {
        var sum = 0.0
        sums = weights.map {
            sum += $0
            return sum
        }
    }

    /// O(log things).
    func draw(_ generator: inout SeededGenerator) -> Int {
        let target = generator.unit() * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension String {
    /// The text with spaces behind it, to a column's width.
    fileprivate func padded(_ width: Int) -> String { padding(toLength: width, withPad: " ", startingAt: 0) }
}
