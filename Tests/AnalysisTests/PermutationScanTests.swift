import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct PermutationScanTests {
    /// A small table with places and times that many share.
    private static func table(_ seed: UInt64, _ count: Int, places: Int, days: Int) -> (IncidentTable, DayTable) {
        var town = Town(seed: seed, days: days)
        for _ in 0..<count {
            let x = Double(town.generator.below(places)) * 50
            let y = Double(town.generator.below(places)) * 50
            // More in the middle of the period, and in the evening.
            let day = (town.generator.below(days) + town.generator.below(days)) / 2
            town.add(
                x: x, y: y, day: day, minute: (1080 + town.generator.below(700) + town.generator.below(700)) % 1440)
        }
        return (town.table, town.days)
    }

    private static let small: [(String, PermutationScan)] = [
        ("days", PermutationScan { $0.longestDays = 7 }),
        ("a large circle", PermutationScan { ($0.longestDays, $0.radius, $0.share) = (5, 20_000, 0.5) }),
        ("a small share", PermutationScan { ($0.longestDays, $0.share, $0.minimum) = (9, 0.1, 2) }),
        ("single places", PermutationScan { ($0.longestDays, $0.radius, $0.minimum) = (30, 10, 2) }),
        ("whole period", PermutationScan { $0.longestDays = 30 }),
        ("grains", PermutationScan { ($0.longestDays, $0.grainDays) = (12, 4) }),
        ("ongoing", PermutationScan { ($0.longestDays, $0.isOngoing, $0.minimum) = (10, true, 2) }),
        ("cells", PermutationScan { ($0.longestDays, $0.cell, $0.radius) = (7, 120, 260) }),
        ("centres", PermutationScan { ($0.longestDays, $0.overlap, $0.radius) = (7, .centres, 120) }),
        ("hours", PermutationScan { ($0.time, $0.radius) = (.hours, 150) }),
        ("long hours", PermutationScan { ($0.time, $0.longestHours, $0.grainMinutes) = (.hours, 12, 60) }),
        ("hours in cells", PermutationScan { ($0.time, $0.cell, $0.grainMinutes) = (.hours, 90, 15) }),
        (
            "a school day's hours",
            PermutationScan { ($0.time, $0.days, $0.overlap, $0.minimum) = (.hours, .school, .centres, 2) }
        ),
    ]

    /// Every circle by every window, one by one.
    @Test(arguments: small.map(\.0), [UInt64(1), 2])
    func smallTablesHaveTheClustersThatTryingEverythingFinds(_ name: String, _ seed: UInt64) throws {
        var method = try #require(PermutationScanTests.small.first { $0.0 == name }?.1)
        (method.permutations, method.most) = (99, 1000)
        let (table, days) = PermutationScanTests.table(seed, 60, places: 6, days: 30)
        let every = EveryCylinder(method, table, days)
        let result = try method.clusters(of: table, days: days)
        #expect(result.incidents == every.incidents.count && result.gap == nil)
        let expected = every.clusters()
        let (search, places) = every.search(table)
        let maxima = search.maxima(permutations: 99, seed: method.seed)
        for deal in [0, 98] {
            let dealt = ScanDeals(of: places.bins, seed: method.seed, streams: deal..<deal + 1).bins
            #expect(agree(maxima[deal], every.with(bins: dealt, of: places.rows).strongest, within: 1e-9))
        }
        let told = expected.enumerated().filter { number, cluster in
            number == 0 || maxima.contains { $0 < cluster.strength - 1e-9 }
        }.map(\.element)
        #expect(!told.isEmpty && told.count == result.clusters.count)
        for (own, cluster) in zip(result.clusters, told) {
            #expect(agree(own.strength, cluster.strength, within: 1e-9))
            #expect(agree(own.expected, cluster.expected, within: 1e-12))
            #expect(own.members == every.members(cluster) && own.around == cluster.around)
            #expect(own.centre == cluster.centre && agree(own.radius, cluster.radius, within: 1e-9))
            #expect(own.window == every.window(cluster.start, cluster.length))
            let asStrong = maxima.count { $0 > cluster.strength - 1e-9 }
            #expect(own.p == Double(asStrong + 1) / 100)
            #expect(agree(own.ratio, Double(own.count) / cluster.expected))
            for place in own.members.map({ table.point($0) }) {
                #expect(try own.outline.buffered(by: 1).covers(.point(place)))
            }
        }
        let limit = try #require(result.limit)
        #expect(agree(limit, maxima.sorted(by: >)[4], within: 1e-9))
    }

    /// The strongest cylinder of each deal, with circles so large that their counts need many levels.
    @Test(arguments: [PermutationScan.Time.days, .hours])
    func theStrongestOfEachDealIsTheStrongestOfAllCylinders(_ time: PermutationScan.Time) throws {
        let method = PermutationScan { ($0.time, $0.longestDays, $0.radius) = (time, 20, 400) }
        let (table, days) = PermutationScanTests.table(7, 150, places: 9, days: 40)
        let every = EveryCylinder(method, table, days)
        let (search, places) = every.search(table)
        let maxima = search.maxima(permutations: 70, seed: 5)
        #expect(Array(search.maxima(permutations: 9, seed: 5)) == Array(maxima.prefix(9)))
        for deal in [8, 69] {
            let dealt = ScanDeals(of: places.bins, seed: 5, streams: deal..<deal + 1).bins
            #expect(agree(maxima[deal], every.with(bins: dealt, of: places.rows).strongest, within: 1e-9))
        }
    }

    /// Kulldorff and others' data of 2005: what SaTScan finds in them is printed in the documentation of R's rsatscan.
    @Test(.enabled(if: dataFolder != nil, "HOMEWARD_DATA is not set"))
    func feverInNewYorkIsAsSaTScanFoundIt() throws {
        let toMetres = try Transformer(from: .epsg(4326), to: .epsg(32618))
        var place: [String: Point] = [:]
        for row in try rows("satscan_NYCfevergeo.csv") {
            let (north, east) = (try #require(Double(row[1])), try #require(Double(row[2])))
            place[row[0]] = try toMetres.transform(Point(x: east, y: north))
        }
        let clock = try LocalClock(timeZone: "America/New_York")
        var incidents: [Incident] = []
        for row in try rows("satscan_NYCfevercas.csv") {
            let parts = row[2].split(separator: "/").compactMap { Int($0) }
            let day = try #require(CivilDay(year: parts[0], month: parts[1], day: parts[2]))
            for _ in 0..<(try #require(Int(row[1]))) {
                incidents.append(Incident(at: try #require(place[row[0]]), on: day, second: 43_200, clock: clock))
            }
        }
        #expect(incidents.count == 194)
        let first = try #require(CivilDay(year: 2001, month: 11, day: 1))
        let days = DayTable(
            first: first, kinds: (0..<24).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
        let method = PermutationScan {
            ($0.radius, $0.longestDays, $0.isOngoing, $0.minimum) = (3000, 7, true, 2)
        }
        let result = try method.clusters(of: IncidentTable(incidents), days: days)
        let likeliest = try #require(result.clusters.first)
        #expect(likeliest.centre == place["11418"])
        #expect(likeliest.window == .days(first.advanced(by: 21)...first.advanced(by: 23)))
        #expect(likeliest.count == 4)
        #expect(abs(likeliest.expected - 0.6701) < 5e-5 && abs(likeliest.strength - 3.8454) < 5e-5)
        // SaTScan tells three. Our next has a p of nearly 1: fewer than one deal in a hundred has nothing as strong.
        let told = result.clusters.filter { $0.p < 0.99 }
        #expect(told.map { ($0.strength * 1e4).rounded() / 1e4 } == [3.8454, 3.1642, 2.1373])
        #expect(told.allSatisfy { $0.p >= 0.05 })
    }

    @Test func theRatioIsThatOfThePaper() {
        let ratio = ScanRatio(total: 194)
        // Four of 194 where 5 in the circle by 26 in the window were.
        let expected = 5.0 * 26 / 194
        let strength = 4 * log(4 / expected) + 190 * log(190 / (194 - expected))
        #expect(agree(ratio.strength(4, product: 130), strength, within: 1e-13))
        #expect(ratio.strength(1, product: 194) == 0 && ratio.strength(3, product: 600) == 0)
        #expect(agree(ratio.strength(194, product: 194), 194 * log(194.0), within: 1e-13))
    }

    /// A product that may reach a strength is never ruled out, and hardly one that cannot is let through.
    @Test(arguments: [2, 50, 194, 100_000])
    func theGreatestProductIsTheLastThatReachesAStrength(_ total: Int) {
        let ratio = ScanRatio(total: total)
        for count in [1, 2, 3, 17, total / 2, total - 1, total] where (1...total).contains(count) {
            for strength in [0.001, 0.5, 3.8454, 12, 80] {
                let product = ratio.greatestProduct(count, reaching: strength)
                #expect(ratio.strength(count, product: product + 1) < strength)
                let less = product - 2 - Int(4e-9 * Double(product))
                #expect(less < 2 || ratio.strength(count, product: less) >= strength - 2e-6)
            }
            #expect(ratio.greatestProduct(count, reaching: 0) == count * total - 1)
        }
    }

    /// Every window lies in a stretch of its level, and what a stretch counts is what lies in it.
    @Test(arguments: [true, false], [1, 3, 11])
    func theNetHoldsEveryWindow(_ isClock: Bool, _ longest: Int) {
        var generator = SeededGenerator(seed: 3)
        let counts = (0..<48).map { _ in generator.below(4) == 0 ? 0 : generator.below(40) }
        let windows = ScanWindows(counts: counts, longest: longest, isClock: isClock)
        let net = ScanNet(windows, largest: 100)
        let levels = net.least.count
        func stretches(_ bin: Int, _ level: Int) -> Range<Int> {
            let slot = net.slots[bin * levels + level]
            return Int(slot >> 8)..<Int(slot >> 8) + Int(slot & 255)
        }
        for start in 0..<48 {
            for end in start..<min(start + longest, windows.laidOut) where windows.total(start, end) > 0 {
                let total = windows.total(start, end)
                let level = net.least.lastIndex { $0 <= total } ?? 0
                let holding = (start...end).map { Set(stretches($0, level)) }
                let common = holding.dropFirst().reduce(holding[0]) { $0.intersection($1) }
                #expect(!common.isEmpty, "\(start)–\(end) of \(total) in level \(level)")
            }
        }
        #expect(net.least[0] <= counts.filter { $0 > 0 }.min() ?? 0)
    }

    @Test func plantedClustersAreFoundAndNothingElse() throws {
        var town = Town(seed: 41, side: 4000)
        town.addBackground(700, centre: 0.2)
        // Two weeks at one corner, and any day's evenings at another.
        for step in 0..<14 { town.add(x: 700 + Double(step * 7), y: 900, day: 300 + step, minute: step * 97 % 1440) }
        for step in 0..<30 { town.add(x: 3100, y: 2700 + Double(step), day: step * 23, minute: (1425 + step) % 1440) }
        let bursts = try PermutationScan { $0.permutations = 99 }.clusters(of: town.table, days: town.days)
        let burst = try #require(bursts.clusters.first)
        #expect(bursts.clusters.count { $0.p <= 0.05 } == 1 && burst.p == 0.01)
        #expect(Set(700..<714).isSubset(of: burst.members))
        guard case .days(let span) = burst.window else { throw CancellationError() }
        #expect(span.lowerBound <= town.days.first.advanced(by: 300) && span.count <= 17)
        #expect(try #require(bursts.limit) < burst.strength)

        let hours = try PermutationScan { ($0.permutations, $0.time) = (99, .hours) }
            .clusters(of: town.table, days: town.days)
        let night = try #require(hours.clusters.first)
        #expect(night.p == 0.01 && Set(714..<744).isSubset(of: night.members))
        #expect(night.window == HourWindow(start: 1410, end: 30).map { .hours($0) })
        #expect(night.ratio > 5 && night.expected < 6)
    }

    @Test func orderOfRowsAndThreadsDoNotMatter() throws {
        for (name, standard) in PermutationScanTests.small {
            let method = standard.with(\.permutations, 99)
            var (table, days) = PermutationScanTests.table(3, 120, places: 9, days: 30)
            let result = try method.clusters(of: table, days: days)
            #expect(try method.clusters(of: table, days: days) == result, "\(name)")
            var order = Array(0..<table.count)
            var generator = SeededGenerator(seed: 9)
            generator.shuffle(&order)
            table = table.selecting(order)
            let shuffled = try method.clusters(of: table, days: days)
            #expect(shuffled.clusters.count == result.clusters.count && !result.clusters.isEmpty, "\(name)")
            #expect(shuffled.limit == result.limit)
            for (own, cluster) in zip(shuffled.clusters, result.clusters) {
                var named = own
                named.members = own.members.map { order[$0] }.sorted()
                #expect(named == cluster, "\(name)")
            }
        }
    }

    /// On data whose times have nothing to do with the place, at most about 5 % of runs report a p of 0.05 or less.
    @Test(arguments: [PermutationScan.Time.days, .hours])
    func falseAlarmsKeepToTheirRate(_ time: PermutationScan.Time) throws {
        var alarms = 0
        for run in 0..<120 {
            var town = Town(seed: UInt64(500 + run), side: 3000, days: 200)
            town.addBackground(150, centre: 0.2)
            let method = PermutationScan {
                ($0.time, $0.permutations, $0.seed, $0.minimum) = (time, 99, UInt64(run), 2)
            }
            if try method.clusters(of: town.table, days: town.days).clusters.contains(where: { $0.p <= 0.05 }) {
                alarms += 1
            }
        }
        // 120 draws at 5 % give 13 or more once in 100 times.
        #expect(alarms <= 12)
    }

    /// Two incidents on one day at one place among eight: dealing the times in every way that can be tells how often as strong a
    /// pair comes about.
    @Test func aWeakClusterHasTheChanceOfAllDeals() throws {
        var town = Town(seed: 0, days: 8)
        let days = [2, 2, 0, 1, 3, 5, 6, 7]
        for (number, day) in days.enumerated() {
            town.add(x: number < 2 ? 0 : Double(number) * 5000, y: 0, day: day, minute: 600)
        }
        let deals = 9999
        let result = try PermutationScan {
            ($0.minimum, $0.longestDays, $0.permutations, $0.radius) = (2, 3, deals, 100)
        }.clusters(of: town.table, days: town.days)
        let cluster = try #require(result.clusters.first)
        #expect(cluster.members == [0, 1])
        // As strong are those of the 28 pairs whose days have two incidents in all, those between counted: the two on one day, and
        // those of days 0 and 1, 3 and 5, 5 and 6, 6 and 7. No other is.
        let chance = 5.0 / 28
        #expect(abs(cluster.p - chance) < 4 * (chance * (1 - chance) / Double(deals)).squareRoot() + 1e-4)
    }

    /// Incidents whose time is not known well enough, and those on other days, are left out and counted.
    @Test func whatCannotServeIsCounted() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        let first = CivilDay(number: 19_601)
        let days = DayTable(
            first: first, kinds: (0..<60).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
        var table = IncidentTable()
        for step in 0..<40 {
            table.append(
                Incident(at: Point(x: Double(step), y: 0), on: first.advanced(by: step), second: 60_000, clock: clock))
        }
        let noon = Int64(first.number) * 86_400 + 43_200
        func add(_ precision: TimePrecision, from start: Int64, hours: Int64, second: Int32? = nil, x: Double = 5) {
            table.append(
                Incident(
                    at: Point(x: x, y: 0), start: start, end: start + hours * 3600, precision: precision,
                    day: CivilDay(number: Int(start / 86_400)), second: second))
        }
        add(.month, from: noon, hours: 700)
        add(.day, from: noon, hours: 23)
        add(.range, from: noon, hours: 20)
        add(.range, from: noon, hours: 30)
        add(.hour, from: noon, hours: 1, second: 45_000)
        add(.moment, from: noon, hours: 0, second: 43_200, x: .nan)
        add(.moment, from: noon + 90 * 86_400, hours: 0, second: 43_200)
        let scan = PermutationScan { ($0.permutations, $0.longestDays) = (99, 7) }
        let byDay = try scan.clusters(of: table, days: days)
        #expect(byDay.unplaced == 1 && byDay.untimed == 2 && byDay.outsideDays == 1 && byDay.otherDays == 0)
        #expect(byDay.incidents == 43)
        let byHour = try scan.with(\.time, .hours).clusters(of: table, days: days)
        #expect(byHour.unplaced == 1 && byHour.untimed == 4 && byHour.outsideDays == 1 && byHour.incidents == 41)
        let school = try scan.with(\.days, .school).clusters(of: table, days: days)
        let weekend = (0..<40).count { first.advanced(by: $0).isWeekend }
        #expect(school.otherDays == weekend && school.incidents == 43 - weekend)
        let weeks = try PermutationScan { ($0.permutations, $0.longestDays, $0.grainDays) = (99, 14, 7) }
            .clusters(of: table, days: days)
        #expect(weeks.untimed == 1 && weeks.incidents == 44)
    }

    /// Areas with terms of their own go by these.
    @Test func areasGoByTheirOwnDays() throws {
        let (table, days) = PermutationScanTests.table(4, 60, places: 5, days: 30)
        let free = DayTable(first: days.first, kinds: [DayKind](repeating: .holiday, count: 30))
        let method = PermutationScan { ($0.time, $0.days, $0.permutations) = (.hours, .school, 99) }
        let whole = try method.clusters(of: table, days: days)
        #expect(whole.incidents > 10)
        let own = try method.clusters(
            of: table, days: days,
            areaDays: AreaDays(own: [0: free], areas: [Int32](repeating: 0, count: table.count)))
        #expect(own.incidents == 0 && own.otherDays == table.count && own.gap == .tooFew)
    }

    @Test func oddInput() throws {
        let method = PermutationScan { ($0.permutations, $0.longestDays) = (99, 10) }
        var town = Town(seed: 1, days: 20)
        func scan() throws -> PermutationScanResult { try method.clusters(of: town.table, days: town.days) }
        #expect(try scan().gap == .tooFew)
        for _ in 0..<2 { town.add(x: 1, y: 1, day: 3, minute: 900) }
        #expect(try scan().gap == .tooFew)
        for _ in 0..<20 { town.add(x: 1, y: 1, day: 4, minute: 900) }
        #expect(try scan().gap == .onePlace)
        town.add(x: 1e6, y: 1, day: 4, minute: 900)
        #expect(try scan().gap == nil)
        #expect(try method.with(\.time, .hours).clusters(of: town.table, days: town.days).gap == .oneTime)
        #expect(try method.with(\.share, 0.05).clusters(of: town.table, days: town.days).gap == .smallShare)
        town.add(x: .infinity, y: 1, day: 4, minute: 900)
        town.add(x: 1e200, y: 1, day: 4, minute: 900)
        let far = try scan()
        #expect(far.unplaced == 2 && far.incidents == 23)
        let empty = DayTable(first: town.days.first, kinds: [])
        #expect(throws: AnalysisError.longWindow(days: 10, period: 0)) {
            try method.clusters(of: town.table, days: empty)
        }
        #expect(throws: AnalysisError.longWindow(days: 21, period: 20)) {
            try method.with(\.longestDays, 21).clusters(of: town.table, days: town.days)
        }
    }

    @Test func settingsOutsideTheirRangeAreRefused() throws {
        let town = Town(seed: 1, days: 60)
        func refused(_ change: (inout PermutationScan) -> Void) {
            let method = PermutationScan(change)
            #expect(throws: SettingError.self) { try method.clusters(of: town.table, days: town.days) }
        }
        for bad in [0, -4, .nan, .infinity, 1e300] {
            refused { $0.radius = bad }
            refused { $0.share = bad }
            refused { $0.longestHours = bad }
            if bad != 0 { refused { $0.cell = bad } }
        }
        refused { $0.minimum = 1 }
        refused { $0.permutations = 0 }
        refused { $0.most = 0 }
        refused { $0.longestDays = 0 }
        refused { ($0.longestDays, $0.grainDays) = (28, 5) }
        refused { $0.grainMinutes = 35 }
        refused { $0.longestHours = 0.75 }
        refused { ($0.time, $0.isOngoing) = (.hours, true) }
    }

    /// What would take too long, or has no counter, is refused before any work is done.
    @Test func crowdedCirclesAreRefused() throws {
        var town = Town(seed: 6, side: 1000, days: 60)
        for _ in 0..<200 { town.add(x: town.generator.unit() * 300, y: 0, day: town.generator.below(60), minute: 600) }
        var method = PermutationScan { ($0.permutations, $0.mostInCircles) = (99, 1000) }
        #expect(throws: AnalysisError.manyInCircles(limit: 1000, radius: 500)) {
            try method.clusters(of: town.table, days: town.days)
        }
        method.cell = 250
        #expect(try method.clusters(of: town.table, days: town.days).places == 2)
        for step in 0..<70_000 { town.add(x: 0, y: 5000, day: step % 60, minute: 600) }
        for step in 0..<10 { town.add(x: Double(step), y: 90_000, day: step % 60, minute: 600) }
        method.mostInCircles = 20_000_000
        #expect(throws: AnalysisError.fullCircle(count: 35_105, radius: 500)) {
            try method.clusters(of: town.table, days: town.days)
        }
        // A place with more than the share of all is in no circle.
        method.share = 0.25
        #expect(try method.clusters(of: town.table, days: town.days).incidents == 70_210)
    }
}

/// Every circle round every place by every window, looked at one by one.
private struct EveryCylinder {
    struct Found {
        var centre: Point
        var radius: Double
        var around: Int
        var start: Int
        var length: Int
        var expected: Double
        var strength: Double
    }

    let method: PermutationScan
    let days: DayTable
    let bins: Int
    let longest: Int
    var incidents: [(row: Int, x: Double, y: Double, bin: Int)] = []

    init(_ method: PermutationScan, _ table: IncidentTable, _ days: DayTable) {
        self.method = method
        self.days = days
        bins = method.time == .days ? (days.kinds.count - 1) / method.grainDays + 1 : 1440 / method.grainMinutes
        longest =
            method.time == .days
            ? method.longestDays / method.grainDays : Int(method.longestHours * 60) / method.grainMinutes
        for row in 0..<table.count {
            guard let kind = days.kind(of: table.civilDay(row)), method.days.contains(kind) else { continue }
            var (x, y) = (table.x[row], table.y[row])
            if method.cell > 0 {
                x = (floor(x / method.cell) + 0.5) * method.cell
                y = (floor(y / method.cell) + 0.5) * method.cell
            }
            let before = days.first.distance(to: table.civilDay(row))
            let bin =
                method.time == .days
                ? (before + (bins * method.grainDays - days.kinds.count)) / method.grainDays
                : Int(table.second[row]) / 60 / method.grainMinutes
            incidents.append((row, x, y, bin))
        }
    }

    /// The same with other times.
    func with(bins: [UInt16], of rows: [Int]) -> EveryCylinder {
        var other = self
        let dealt = Dictionary(uniqueKeysWithValues: zip(rows, bins))
        for index in other.incidents.indices { other.incidents[index].bin = Int(dealt[incidents[index].row] ?? 0) }
        return other
    }

    /// What the method looks for strong cylinders in, and where.
    func search(_ table: IncidentTable) -> (ScanSearch, ScanPlaces) {
        let places = ScanPlaces(
            incidents.map { ($0.row, table.point($0.row), $0.bin) }, radius: method.radius,
            cell: method.cell > 0 ? method.cell : nil)
        var counts = [Int](repeating: 0, count: bins)
        for incident in incidents { counts[incident.bin] += 1 }
        let windows = ScanWindows(
            counts: counts, longest: longest, isClock: method.time == .hours, areOngoing: method.isOngoing)
        let most = Int(method.share * Double(incidents.count))
        let largest = places.sizes(upTo: .max, eachAtMost: most).largest
        return (ScanSearch(places, windows, minimum: method.minimum, atMost: most, largest: largest), places)
    }

    func window(_ start: Int, _ length: Int) -> ScanCluster.Window? {
        guard method.time == .hours else {
            let ahead = bins * method.grainDays - days.kinds.count
            let first = max(0, start * method.grainDays - ahead)
            return .days(
                days.first.advanced(
                    by: first)...days.first.advanced(
                        by: (start + length) * method.grainDays - ahead - 1))
        }
        let end = (start + length) * method.grainMinutes
        return HourWindow(start: start * method.grainMinutes, end: end > 1440 ? end - 1440 : end).map { .hours($0) }
    }

    /// The cylinders of a centre that may count: smaller circles first, then earlier windows, then shorter ones.
    private func each(_ centre: Point, _ body: (Found) -> Void) {
        let far = incidents.map { hypot($0.x - centre.x, $0.y - centre.y) }
        let all = Double(incidents.count)
        var total = [Int](repeating: 0, count: bins)
        for incident in incidents { total[incident.bin] += 1 }
        for radius in Set(far).sorted() where radius <= method.radius + 1e-9 {
            var held = [Int](repeating: 0, count: bins)
            for index in incidents.indices where far[index] <= radius + 1e-9 { held[incidents[index].bin] += 1 }
            let around = held.reduce(0, +)
            guard around <= Int(method.share * all) else { continue }
            for start in 0..<bins where held[start] > 0 {
                var (count, time) = (0, 0)
                for length in 1...longest {
                    let end = start + length - 1
                    if method.time == .days, end >= bins { break }
                    count += held[end % bins]
                    time += total[end % bins]
                    // A window is no longer than its incidents need.
                    guard method.isOngoing ? end == bins - 1 : held[end % bins] > 0 else { continue }
                    let (observed, expected) = (Double(count), Double(around * time) / all)
                    guard count >= method.minimum, observed > expected else { continue }
                    let rest =
                        observed < all ? (all - observed) * log((all - observed) / (all - expected)) : 0
                    body(
                        Found(
                            centre: centre, radius: radius, around: around, start: start, length: length,
                            expected: expected, strength: observed * log(observed / expected) + rest))
                }
            }
        }
    }

    private func circle(_ found: Found) -> [Int] {
        incidents.indices.filter {
            hypot(incidents[$0].x - found.centre.x, incidents[$0].y - found.centre.y) <= found.radius + 1e-9
        }
    }

    /// The rows in a cylinder.
    func members(_ found: Found) -> [Int] {
        circle(found).filter { (incidents[$0].bin - found.start + bins) % bins < found.length }
            .map { incidents[$0].row }.sorted()
    }

    private func places(_ found: Found) -> Set<String> {
        Set(circle(found).map { "\(incidents[$0].x) \(incidents[$0].y)" })
    }

    private var centres: [Point] {
        Set(incidents.map { [$0.x, $0.y] }).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
            .map { Point(x: $0[0], y: $0[1]) }
    }

    var strongest: Double {
        var strongest = 0.0
        for centre in centres { each(centre) { strongest = max(strongest, $0.strength) } }
        return strongest
    }

    func clusters() -> [Found] {
        var candidates: [Found] = []
        for centre in centres {
            var best: Found?
            // Of equals the first stays.
            each(centre) { if $0.strength > (best?.strength ?? 0.001) + 1e-9 { best = $0 } }
            if let best { candidates.append(best) }
        }
        // By strength; of equals the one further west, then south, which came first.
        let order = candidates.enumerated().sorted { a, b in
            abs(a.element.strength - b.element.strength) > 1e-9
                ? a.element.strength > b.element.strength : a.offset < b.offset
        }
        var chosen: [Found] = []
        for (_, candidate) in order {
            let own = places(candidate)
            let isApart = chosen.allSatisfy { earlier in
                let taken = places(earlier)
                return method.overlap == .none
                    ? taken.isDisjoint(with: own)
                    : !taken.contains("\(candidate.centre.x) \(candidate.centre.y)")
            }
            if isApart { chosen.append(candidate) }
        }
        return chosen
    }
}
