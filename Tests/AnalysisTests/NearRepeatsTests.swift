import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// Knox's table, held against published figures, other software, every pair and every deal.
@Suite struct NearRepeatsTests {
    private static func method(_ change: (inout NearRepeats) -> Void = { _ in }) -> NearRepeats {
        NearRepeats {
            $0.mostForMantel = 0
            $0.permutations = 199
            change(&$0)
        }
    }

    /// Events on whole metres with many at one place, at the limits of the bands and on one day; one in three is near another in place,
    /// and in time too where repeats are planted, some to the second.
    private static func events(
        _ count: Int, seed: UInt64, planted: Bool = false
    ) -> (points: [Point], days: [Int], seconds: [Int]) {
        var generator = SeededGenerator(seed: seed)
        var (points, days, seconds): ([Point], [Int], [Int]) = ([], [], [])
        for index in 0..<count {
            let spot = generator.below(12)
            let isNew = index == 0 || generator.below(3) > 0
            let other = generator.below(max(1, index))
            let isRepeat = planted && !isNew
            points.append(
                isNew
                    ? Point(x: Double(10 * generator.below(60)), y: Double(10 * generator.below(60)))
                    : Point(x: points[other].x + Double(50 * (spot % 3)), y: points[other].y + Double(50 * (spot / 4))))
            days.append(isRepeat ? days[other] + spot % 4 : generator.below(90))
            seconds.append(
                isRepeat && spot == 0 ? seconds[other] : generator.below(4) == 0 ? -1 : 3600 * generator.below(24))
        }
        return (points, days, seconds)
    }

    // MARK: Published figures

    /// Knox's data on Burkitt's lymphoma, the figures of pointpats.
    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func burkitt() throws {
        let rows = try rows("burkitt.csv").map { $0.compactMap(Double.init) }
        let method = NearRepeats {
            $0.distances = [20]
            $0.days = [5]
        }
        let result = try method.repeats(
            of: rows.map { Point(x: $0[0], y: $0[1]) }, days: rows.map { Int($0[2]) })
        let cell = result.cell(0, 0)
        #expect(rows.count == 188 && result.margins.pairs == 17_578)
        #expect(cell.observed == 13 && result.later == [3416] && result.farther == [39] && result.beyond == 14_110)
        #expect(abs(cell.expected - 10.1438161) < 1e-7)
        #expect(abs(cell.poissonP - 0.14624558197140414) < 1e-12)
        #expect(abs(cell.modified - 2.81016043) < 1e-8)
        #expect(abs((result.mantel?.correlation ?? 0) - 0.048368) < 5e-7)
        // pointpats gives 0.17, 0.21 and 0.11, 0.01, each from 99 permutations.
        #expect((0.12...0.29).contains(cell.p) && (0.05...0.2).contains(cell.modifiedP))
        #expect((result.mantel?.p ?? 1) < 0.03)
        #expect(result.chains == RepeatChains())
    }

    /// Arsons of Chicago, the table of the Near Repeat Calculator 1.3. Its labels are a day out: what it calls 0 to 1 days are pairs of the
    /// same day. One pair it puts one row higher.
    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func arson() throws {
        let rows = try rows("chicago_arson.csv")
        let method = Self.method {
            $0.distances = [0, 200, 400, 600]
            $0.days = [0, 1, 2]
            $0.measure = .manhattan
            $0.permutations = 999
        }
        let result = try method.repeats(
            of: rows.map { Point(x: Double($0[0]) ?? .nan, y: Double($0[1]) ?? .nan) },
            days: rows.compactMap { CivilDay(iso: $0[2])?.number })
        #expect(
            result.incidents == 522
                && result.distances.map(\.label) == ["same place", "1–200 m", "201–400 m", "401–600 m"])
        #expect(result.days.map(\.label) == ["same day", "1 day", "2 days"])
        let table = (0..<4).map { row in (0..<3).map { result.cell(row, $0).observed } + [result.later[row]] }
        #expect(table == [[0, 2, 0, 8], [9, 1, 1, 45], [4, 0, 0, 141], [6, 0, 0, 233]])
        #expect(result.farther + [result.beyond] == [393, 710, 770, 133_658])
        #expect(result.cell(1, 0).standsOut && !result.cell(1, 1).standsOut)
        // Days alone tell no order within a day.
        #expect(result.chains.chains.isEmpty && result.chains.unordered == 19 && result.chains.pairs == 19)
    }

    // MARK: Other software

    private struct Peer {
        let numbers: [Double]
        var points: [Point] = []
        var days: [Int] = []
    }

    private static func peers() throws -> [Peer] {
        var peers: [Peer] = []
        for line in try golden("knox.csv") {
            let numbers = line.dropFirst().compactMap(Double.init)
            if line[0] == "case" { peers.append(Peer(numbers: numbers)) }
            if line[0] == "event" {
                peers[peers.count - 1].points.append(Point(x: numbers[0], y: numbers[1]))
                peers[peers.count - 1].days.append(Int(numbers[2]))
            }
        }
        return peers
    }

    @Test(arguments: 0..<5) func pointpats(index: Int) throws {
        let peers = try Self.peers()
        #expect(peers.count == 5)
        let peer = peers[index]
        let theirs = peer.numbers
        let method = NearRepeats {
            $0.distances = [theirs[0]]
            $0.days = [Int(theirs[1])]
            $0.permutations = 4999
        }
        let result = try method.repeats(of: peer.points, days: peer.days)
        let cell = result.cell(0, 0)
        #expect(Double(cell.observed) == theirs[2])
        #expect(agree(cell.expected, theirs[3], within: 1e-12))
        #expect(abs(cell.poissonP - theirs[4]) < 1e-12)
        #expect(result.margins.distances == [Int(theirs[5])] && result.margins.days == [Int(theirs[6])])
        #expect(agree(cell.modified, theirs[10], within: 1e-12))
        // Both dealt at random: means and probabilities agree within their standard errors.
        #expect(abs(cell.dealt - theirs[7]) < 4 * theirs[8] * (1 / 4999.0 + 1 / 9999.0).squareRoot())
        #expect(abs(cell.deviation - theirs[8]) < 0.03 * cell.deviation)
        #expect(Self.areAlike(cell.p, 4999, theirs[9], 9999))
        #expect(Self.areAlike(cell.modifiedP, 4999, theirs[11], 9999))
        // One band alone has no family; its excess is its count.
        #expect(cell.familyP == cell.p)
        let mantel = try #require(result.mantel)
        #expect(abs(mantel.correlation - theirs[12]) < 1e-12)
        #expect(Self.areAlike(mantel.p, 4999, theirs[13], 999))
    }

    /// Whether two probabilities from so many deals each differ by less than four standard errors.
    private static func areAlike(_ a: Double, _ deals: Int, _ b: Double, _ others: Int) -> Bool {
        let middle = max((a + b) / 2, 2 / Double(deals + others))
        return abs(a - b) < 4 * (middle * (1 - middle) * (1 / Double(deals) + 1 / Double(others))).squareRoot() + 1e-9
    }

    @Test func poissonTailsAgreeWithScipy() throws {
        var seen = 0
        for line in try golden("knox.csv") where line[0] == "poisson" {
            let numbers = line.dropFirst().compactMap(Double.init)
            let tail = Poisson.upperTail(Int(numbers[0]), mean: numbers[1])
            #expect(abs(tail - numbers[2]) <= 1e-9 * numbers[2], "\(line)")
            seen += 1
        }
        #expect(seen > 30)
        #expect(Poisson.upperTail(0, mean: 3) == 1 && Poisson.upperTail(1, mean: 0) == 0)
        #expect(Poisson.upperTail(-4, mean: 0) == 1 && Poisson.upperTail(7, mean: .infinity) == 1)
    }

    // MARK: Every pair

    @Test(arguments: [1, 2, 3, 4] as [UInt64], DistanceMeasure.allCases)
    func tableIsThatOfEveryPair(seed: UInt64, measure: DistanceMeasure) throws {
        let (points, days, seconds) = Self.events(150, seed: seed)
        let bands: [([Double], [Int])] = [
            ([0, 50, 100, 150], [0, 3, 10]), ([70], [0]), ([0], [5, 6, 40]),
            ((0..<12).map { Double(10 * $0) }, Array(0..<30)), ([2000], [200]),
        ]
        for (distances, limits) in bands {
            let method = Self.method {
                $0.distances = distances
                $0.days = limits
                $0.measure = measure
            }
            let result = try method.repeats(of: points, days: days, seconds: seconds)
            var table = [[Int]](repeating: [Int](repeating: 0, count: limits.count + 1), count: distances.count + 1)
            for one in points.indices {
                for other in 0..<one {
                    let far = measure.distance(points[one], points[other])
                    let apart = abs(days[one] - days[other])
                    table[distances.firstIndex { far <= $0 } ?? distances.count][
                        limits.firstIndex { apart <= $0 } ?? limits.count] += 1
                }
            }
            for row in distances.indices {
                #expect(limits.indices.map { result.cell(row, $0).observed } + [result.later[row]] == table[row])
            }
            #expect(result.farther + [result.beyond] == table[distances.count])
            #expect(result.cells.reduce(0) { $0 + $1.expected } > 0)
        }
    }

    @Test func neitherOrderNorTwinsMatter() throws {
        let (points, days, seconds) = Self.events(120, seed: 9, planted: true)
        let method = Self.method {
            $0.level = 0.5
            $0.leastRatio = 1
            $0.mostForMantel = 1000
        }
        let result = try method.repeats(of: points, days: days, seconds: seconds)
        var order = Array(points.indices)
        var generator = SeededGenerator(seed: 3)
        generator.shuffle(&order)
        let other = try method.repeats(
            of: order.map { points[$0] }, days: order.map { days[$0] }, seconds: order.map { seconds[$0] })
        #expect(other.cells == result.cells && other.mantel == result.mantel && other.margins == result.margins)
        #expect(!result.chains.chains.isEmpty)
        func described(_ chains: RepeatChains, _ order: [Int]) -> [[String]] {
            func event(_ row: Int) -> String { "\(points[order[row]]) \(days[order[row]]) \(seconds[order[row]])" }
            return chains.chains.map { chain in
                [event(chain.first)]
                    + chain.links.map { "\(event($0.earlier)) \(event($0.later)) \($0.distance) \($0.days) \($0.cell)" }
            }
        }
        #expect(described(other.chains, order) == described(result.chains, Array(points.indices)))
        #expect(other.coinciding == result.coinciding && result.coinciding > 0)
        // Another seed deals otherwise.
        #expect(
            try method.with(\.seed, 2).repeats(of: points, days: days).cells.map(\.dealt) != result.cells.map(\.dealt))
    }

    /// More deals than are counted together, with places that share their days, pair by pair.
    @Test func dealsAreCountedAsOneByOne() throws {
        let (points, days, _) = Self.events(40, seed: 5)
        let bands = DayBand.all([0, 4, 20])
        let axis = try #require(DayAxis(days, reach: 20))
        let pairs = NearPairs(points, distances: [0, 60, 130], measure: .euclidean)
        let order = pairs.cells.order.map(Int.init)
        let deals = DealtDays(
            pairs: pairs, days: order.map { axis.numbers[$0] }, limits: [0, 4, 20], seed: 7)
        let weights = DayWeights(
            near: [Int32](repeating: 1, count: 120), timely: [Int32](repeating: 1, count: axis.span * 3), bands: 3,
            limits: 3)
        #expect(deals.together == 1024)
        for range in [0..<1, 5..<140, 990..<1250] {
            let found = deals.counts(range, weighing: weights)
            #expect(found.weights == [Int](repeating: 40, count: 9 * range.count))
            for (index, stream) in range.enumerated() {
                var generator = SeededGenerator(seed: 7, stream: UInt64(stream))
                var dealt = deals.days
                generator.shuffle(&dealt)
                var counts = [Int](repeating: 0, count: 9)
                for one in order.indices {
                    for other in 0..<one {
                        let far = points[order[one]].distance(to: points[order[other]])
                        let apart = abs(Int(dealt[one]) - Int(dealt[other]))
                        guard let row = [0.0, 60, 130].firstIndex(where: { far <= $0 }),
                            let column = bands.firstIndex(where: { apart <= ($0.last ?? 0) })
                        else { continue }
                        counts[row * 3 + column] += 1
                    }
                }
                #expect(Array(found.pairs[index * 9..<index * 9 + 9]) == counts)
            }
        }
    }

    // MARK: Every deal

    /// Calls `body` with every order of 0 ..< count.
    private static func orders(_ count: Int, _ body: ([Int]) -> Void) {
        var order = Array(0..<count)
        func go(_ from: Int) {
            guard from < count else { return body(order) }
            for other in from..<count {
                order.swapAt(from, other)
                go(from + 1)
                order.swapAt(from, other)
            }
        }
        go(0)
    }

    /// Expectation, deviation and all probabilities against each of the 5,040 deals among seven events.
    @Test(arguments: [11, 12, 13] as [UInt64]) func probabilitiesAreThoseOfAllDeals(seed: UInt64) throws {
        let (points, days, _) = Self.events(7, seed: seed)
        let (distances, limits) = ([0.0, 150, 400], [0, 12, 40])
        let method = Self.method {
            $0.distances = distances
            $0.days = limits
            $0.permutations = 9999
        }
        let result = try method.repeats(of: points, days: days)
        func table(_ days: [Int]) -> (counts: [Int], modified: [Int]) {
            var counts = [Int](repeating: 0, count: 9)
            var near = [Int](repeating: 0, count: 21)
            var timely = [Int](repeating: 0, count: 21)
            for one in 0..<7 {
                for other in 0..<7 where other != one {
                    let row = distances.firstIndex { points[one].distance(to: points[other]) <= $0 }
                    let column = limits.firstIndex { abs(days[one] - days[other]) <= $0 }
                    if let row { near[one * 3 + row] += 1 }
                    if let column { timely[one * 3 + column] += 1 }
                    if let row, let column, other < one { counts[row * 3 + column] += 1 }
                }
            }
            var modified = counts.map { 12 * $0 }
            for cell in 0..<9 {
                for one in 0..<7 { modified[cell] -= near[one * 3 + cell / 3] * timely[one * 3 + cell % 3] }
            }
            return (counts, modified)
        }
        let own = table(days)
        var all: [(counts: [Int], modified: [Int])] = []
        Self.orders(7) { order in all.append(table(order.map { days[$0] })) }
        let number = Double(all.count)
        func excess(_ counts: [Int], _ cell: Int) -> Double {
            (Double(counts[cell]) - result.cells[cell].expected)
                / (pow(result.cells[cell].deviation, 2) + 1).squareRoot()
        }
        let greatest = all.map { deal in (0..<9).map { excess(deal.counts, $0) }.max() ?? 0 }
        for cell in 0..<9 {
            let found = result.cells[cell]
            #expect(found.observed == own.counts[cell])
            let mean = all.reduce(0) { $0 + Double($1.counts[cell]) } / number
            let variance = all.reduce(0) { $0 + pow(Double($1.counts[cell]) - mean, 2) } / number
            #expect(abs(found.expected - mean) < 1e-12)
            #expect(abs(found.deviation * found.deviation - variance) < 1e-10)
            #expect(abs(found.modified - Double(own.modified[cell]) / 12) < 1e-12)
            func agrees(_ p: Double, _ count: Int) -> Bool {
                let truth = Double(count) / number
                return abs(p - truth) < 4 * (truth * (1 - truth) / 9999).squareRoot() + 1.5e-4
            }
            #expect(agrees(found.p, all.count { $0.counts[cell] >= own.counts[cell] }))
            #expect(agrees(found.modifiedP, all.count { $0.modified[cell] >= own.modified[cell] }))
            #expect(agrees(found.familyP, greatest.count { $0 >= excess(own.counts, cell) - 1e-9 }))
            #expect(found.familyP >= found.p - 0.03)
        }
    }

    @Test(arguments: [21, 22] as [UInt64]) func mantelsMomentsAreThoseOfAllDeals(seed: UInt64) throws {
        let (points, days, _) = Self.events(6, seed: seed)
        let test = MantelTest { $0.permutations = 9999 }
        let result = try #require(test.result(of: points, days: days))
        func correlation(_ days: [Int]) -> Double {
            var (a, b): ([Double], [Double]) = ([], [])
            for one in 0..<6 {
                for other in 0..<one {
                    a.append(1 / (1 + points[one].distance(to: points[other])))
                    b.append(1 / (1 + Double(abs(days[one] - days[other]))))
                }
            }
            let (m, n) = (a.reduce(0, +) / 15, b.reduce(0, +) / 15)
            let product = zip(a, b).reduce(0) { $0 + ($1.0 - m) * ($1.1 - n) }
            let scale = a.reduce(0) { $0 + ($1 - m) * ($1 - m) } * b.reduce(0) { $0 + ($1 - n) * ($1 - n) }
            return product / scale.squareRoot()
        }
        var all: [Double] = []
        Self.orders(6) { order in all.append(correlation(order.map { days[$0] })) }
        let own = correlation(days)
        let mean = all.reduce(0, +) / 720
        let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 720
        #expect(abs(result.correlation - own) < 1e-12 && abs(result.expected - mean) < 1e-12)
        #expect(abs(result.deviation - variance.squareRoot()) < 1e-9)
        let p = Double(all.count { $0 >= own - 1e-9 }) / 720
        #expect(abs(result.p - p) < 4 * (p * (1 - p) / 9999).squareRoot() + 2e-4)
    }

    // MARK: Who follows whom

    /// An originator with three that hang on it, each on the latest before it; two on one day; others that are near nothing.
    @Test func chainsHangOnTheNearestBefore() throws {
        let places = [(0, 0), (50, 0), (50, 0), (110, 0), (5000, 0), (5040, 0), (9000, 9000), (20000, 0)]
        let days = [10, 12, 12, 15, 10, 10, 11, 12]
        let seconds = [-1, 3600, 7200, 0, 500, 100, 0, 0]
        // A background that is near nothing makes the bands stand out.
        let more = (0..<60).map { index in Point(x: 40_000 + Double(1000 * index), y: 50_000) }
        let method = Self.method {
            $0.distances = [0, 60, 100]
            $0.days = [0, 5]
            $0.level = 0.5
            $0.permutations = 999
        }
        let result = try method.repeats(
            of: places.map { Point(x: Double($0.0), y: Double($0.1)) } + more,
            days: days + (0..<60).map { 30 + 7 * $0 },
            seconds: seconds)
        let standing = result.cells.indices.filter { result.cells[$0].standsOut }
        #expect(standing == [0, 2, 3], "\(result.cells)")
        let chains = result.chains
        #expect(chains.chains.map(\.first) == [0, 5])
        #expect(chains.chains[0].count == 4 && chains.originators == 2 && chains.repeats == 4)
        let links = chains.chains.flatMap(\.links)
        #expect(links.map(\.earlier) == [0, 1, 2, 5], "\(links)")
        #expect(links.map(\.later) == [1, 2, 3, 4])
        #expect(links.map(\.distance) == [50, 0, 60, 40] && links.map(\.days) == [2, 0, 3, 0])
        #expect(links.map(\.seconds) == [nil, 3600, 252_000, 400])
        #expect(chains.unordered == 0)
        #expect(chains.pairs == standing.reduce(0) { $0 + result.cells[$1].observed })
        #expect(agree(chains.expected, standing.reduce(0) { $0 + result.cells[$1].expected }))
    }

    /// The rules of ``RepeatChains`` by looking at all pairs.
    @Test(arguments: [31, 32, 33] as [UInt64]) func chainsAreThoseOfTheRules(seed: UInt64) throws {
        let (points, days, seconds) = Self.events(150, seed: seed, planted: true)
        let method = Self.method {
            $0.distances = [0, 60, 120]
            $0.days = [0, 6, 12]
            $0.level = 0.5
            $0.leastRatio = 1
        }
        let result = try method.repeats(of: points, days: days, seconds: seconds)
        #expect(result.cells.count { $0.standsOut } > 1 && result.chains.repeats > 20 && result.chains.unordered > 0)
        func cell(_ a: Int, _ b: Int) -> Int? {
            guard let row = method.distances.firstIndex(where: { points[a].distance(to: points[b]) <= $0 }),
                let column = method.days.firstIndex(where: { abs(days[a] - days[b]) <= $0 })
            else { return nil }
            return result.cell(row, column).standsOut ? row * 3 + column : nil
        }
        var (pairs, unordered) = (0, 0)
        var follows = [Bool](repeating: false, count: points.count)
        var precedes = follows
        for a in points.indices {
            for b in points.indices where a != b {
                guard cell(a, b) != nil else { continue }
                pairs += 1
                let isTimed = seconds[a] >= 0 && seconds[b] >= 0
                if days[a] < days[b] || days[a] == days[b] && isTimed && seconds[a] < seconds[b] {
                    follows[b] = true
                    precedes[a] = true
                } else if days[a] == days[b], !isTimed || seconds[a] == seconds[b] {
                    unordered += 1
                }
            }
        }
        #expect(result.chains.pairs == pairs / 2 && result.chains.unordered == unordered / 2)
        let links = result.chains.chains.flatMap(\.links)
        #expect(
            Set(links.map(\.later)) == Set(points.indices.filter { follows[$0] })
                && Set(links.map(\.later)).count == links.count)
        #expect(
            Set(result.chains.chains.map(\.first)).isSubset(
                of: Set(points.indices.filter { precedes[$0] && !follows[$0] })))
        for link in links {
            #expect(cell(link.earlier, link.later) == link.cell)
            let before = points.indices.filter { other in
                other != link.later && cell(other, link.later) != nil
                    && (days[other] < days[link.later]
                        || days[other] == days[link.later] && seconds[other] >= 0
                            && seconds[other] < seconds[link.later])
            }
            func key(_ other: Int) -> (Double, Int, Double) {
                let isTimed = seconds[other] >= 0 && seconds[link.later] >= 0
                let apart = 86_400 * (days[link.later] - days[other])
                return (
                    -(cell(other, link.later).flatMap { result.cells[$0].ratio } ?? 0),
                    apart + (isTimed ? seconds[link.later] - seconds[other] : 0),
                    points[other].distance(to: points[link.later])
                )
            }
            #expect(before.map(key).min { $0 < $1 }.map { $0 == key(link.earlier) } == true)
        }
    }

    // MARK: Coarse times, odd input

    @Test func coarseTimesAreToldApart() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        let day = CivilDay(number: 19_732)
        func incident(_ x: Double, _ precision: TimePrecision, hours: Int64 = 0) -> Incident {
            let start = clock.start(of: day) + 20 * 3600
            return Incident(
                at: Point(x: x, y: 0), start: start, end: start + hours * 3600, precision: precision, day: day,
                second: precision.hasTime && hours <= 1 ? 72_000 : nil)
        }
        var incidents = [
            incident(0, .moment), incident(10, .hour, hours: 1), incident(20, .range, hours: 24), incident(30, .day),
            incident(40, .range, hours: 25), incident(50, .month), incident(.nan, .moment),
        ]
        incidents.append(Incident(at: Point(x: 60, y: 0), on: day.advanced(by: 3), clock: clock))
        let result = try Self.method().repeats(of: IncidentTable(incidents))
        #expect(result.incidents == 5 && result.gap == nil)
        #expect(result.leftOut.longRanges == 1 && result.leftOut.months == 1 && result.leftOut.unplaced == 1)
        let longer = try Self.method { $0.longestRange = 25 }.repeats(of: IncidentTable(incidents))
        #expect(longer.incidents == 6 && longer.leftOut.longRanges == 0)
    }

    @Test func whatCannotBeTestedIsSaid() throws {
        let method = Self.method()
        let here = Point(x: 430_000, y: 280_000)
        #expect(try method.repeats(of: IncidentTable()).gap == .tooFew)
        #expect(try method.repeats(of: [here], days: [1]).gap == .tooFew)
        #expect(try method.repeats(of: [here, here, here], days: [1, 2, 3]).gap == .onePlace)
        #expect(try method.repeats(of: [here, Point(x: 0, y: 0)], days: [4, 4], seconds: [5, 5]).gap == .oneDay)
        #expect(
            try method.repeats(of: [here, Point(x: .nan, y: 0), Point(x: 1e200, y: 0)], days: [4, 5, 6]).gap == .tooFew)
        // Two incidents are enough for a table, if for nothing else; so are three.
        let two = try method.repeats(of: [here, Point(x: here.x + 50, y: here.y)], days: [4, 5])
        #expect(two.gap == nil && two.cell(1, 1).observed == 1 && two.cell(1, 1).p == 1 && !two.cell(1, 1).standsOut)
        let three = try method.repeats(
            of: [here, Point(x: here.x + 50, y: here.y), Point(x: 0, y: 0)], days: [4, 5, 400])
        #expect(three.cell(1, 1).observed == 1 && three.cell(1, 1).p > 0.2 && agree(three.cell(1, 1).expected, 1 / 3.0))
        // Nobody is near anybody.
        let far = try method.repeats(of: (0..<5).map { Point(x: Double(1000 * $0), y: 0) }, days: [1, 2, 3, 4, 5])
        #expect(
            far.gap == nil
                && far.cells.allSatisfy { $0.observed == 0 && $0.p == 1 && $0.ratio == nil && $0.poissonP == 0 })
        // Very many at one place, and in one small stretch.
        let heap = (0..<3000).map { Point(x: $0 < 10 ? Double($0) : 0, y: 0) }
        let days = (0..<3000).map { $0 % 50 }
        let few = method.with(\.mostPairs, 100_000)
        #expect(try few.repeats(of: heap, days: days).gap == .tooManyPairs(3000 * 2999 / 2))
        #expect(try few.with(\.distances, [0]).repeats(of: heap, days: days).gap == .tooManyPairs(2991 * 2990 / 2))
        // Too many to look at only where they are counted.
        let ring = (0..<600).map { Point(x: 100 * cos(Double($0)), y: 100 * sin(Double($0))) }
        let wide = method.with(\.distances, [199]).with(\.mostPairs, 100_000)
        guard case .tooManyPairs(let number) = try wide.repeats(of: ring, days: days.prefix(600).map { $0 }).gap else {
            Issue.record("not too many")
            return
        }
        #expect(number > 100_000 && number <= 600 * 599 / 2)
        // Nine in ten days without a gap of more than four weeks, for longer than anybody records.
        let long = (0..<2000).map { 28 * $0 }
        #expect(try method.repeats(of: long.map { Point(x: Double($0), y: 0) }, days: long).gap == .longPeriod)
        // Far-off days are no hindrance, nor are far-off places.
        let odd = try method.repeats(
            of: [here, here, Point(x: 1e12, y: -1e12)], days: [-700_000, 700_000, 0], seconds: [-9, 1 << 40, 0])
        #expect(odd.gap == nil && odd.later == [1, 0, 0, 0, 0])
    }

    @Test(
        arguments: [
            ([100.0, 0], [0, 7]), ([0, 100, 100], [0]), ([-1, 5], [0]), ([], [0]), ([.nan], [0]),
            ([0, .infinity], [0]), ([0], []),
            ([0], [7, 7]), ([0], [7, 3]), ([0], [-1]), ([0], [5000]), ((0...100).map(Double.init), [0]),
        ] as [([Double], [Int])])
    func badBandsAreRefused(_ distances: [Double], _ days: [Int]) throws {
        let method = Self.method {
            $0.distances = distances
            $0.days = days
        }
        #expect(throws: SettingError.self) { try method.repeats(of: [Point(x: 0, y: 0)], days: [0]) }
        #expect(throws: SettingError.self) { try method.repeats(of: IncidentTable()) }
    }

    @Test func bandsSayWhatTheyHold() {
        #expect(
            DistanceBand.all([0, 1, 100, 200]).map(\.label) == ["same place", "1 m", "2–100 m", "101–200 m"])
        #expect(DistanceBand.all([50, 62.5, 80]).map(\.label) == ["0–50 m", "over 50 to 62.5 m", "over 62.5 to 80 m"])
        #expect(DistanceBand.all([0.5])[0].label == "up to 0.5 m")
        #expect(DistanceBand(over: 400, upTo: nil).label == "over 400 m")
        #expect(DayBand.all([0, 1, 7, 8]).map(\.label) == ["same day", "1 day", "2–7 days", "8 days"])
        #expect(DayBand.all([5])[0].label == "0–5 days")
        #expect(DayBand(first: 29, last: nil).label == "over 28 days")
    }

    @Test func daysWithoutIncidentsAreLeftOut() throws {
        let days = [500, -3, 20, 500, 21, 9_000]
        let axis = try #require(DayAxis(days, reach: 10))
        #expect(axis.numbers == [23, 0, 11, 23, 12, 34] && axis.span == 35)
        let (timely, moments) = axis.counts(DayBand.all([0, 1, 10]))
        #expect(timely[23 * 3] == 1 && timely[11 * 3 + 1] == 1 && timely[12 * 3 + 1] == 1)
        #expect(moments.map(\.sum) == [1, 1, 0])
        #expect(DayAxis([], reach: 5)?.span == 0)
    }
}
