import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// What forecasts would have caught: measures by hand and by trying everything, and that no forecast knows the future.
@Suite struct ForecastScoreTests {
    private static let start = CivilDay(number: 19_601)  // 1 September 2023, a Friday
    private let clock: LocalClock

    init() throws { clock = try LocalClock(timeZone: "Europe/London") }

    private func incident(_ x: Double, _ y: Double, day: Int, second: Int32? = 54_000) -> Incident {
        Incident(at: Point(x: x, y: y), on: Self.start.advanced(by: day), second: second, clock: clock)
    }

    private func days(_ count: Int, kind: (CivilDay) -> DayKind = { $0.isWeekend ? .weekend : .school }) -> DayTable {
        DayTable(first: Self.start, kinds: (0..<count).map { kind(Self.start.advanced(by: $0)) })
    }

    /// A town of 3 km by 3 km with a few places where incidents gather, and some that follow others.
    private func town(_ count: Int, days: Int, seed: UInt64) -> [Incident] {
        var generator = SeededGenerator(seed: seed)
        var made: [(x: Double, y: Double, day: Int, second: Int32)] = []
        let places = (0..<6).map { _ in (500 + 2000 * generator.unit(), 500 + 2000 * generator.unit()) }
        while made.count < count {
            let second = Int32(generator.below(86_400))
            if generator.unit() < 0.3, let last = made.last, last.day + 3 < days {
                made.append((last.x + 60 * generator.unit(), last.y, last.day + generator.below(3), second))
            } else if generator.unit() < 0.6 {
                let place = places[generator.below(6)]
                made.append(
                    (
                        place.0 + 250 * (generator.unit() - 0.5), place.1 + 250 * (generator.unit() - 0.5),
                        generator.below(days), second
                    ))
            } else {
                made.append((3000 * generator.unit(), 3000 * generator.unit(), generator.below(days), second))
            }
        }
        return made.map { incident(min(2999, max(0, $0.x)), min(2999, max(0, $0.y)), day: $0.day, second: $0.second) }
    }

    private func grid(_ cell: Double = 250) throws -> Grid {
        try Grid(covering: Sample.square(3000), cellSize: cell)
    }

    // MARK: Ranking

    @Test func aLimitThatCutsThroughEqualsCountsEachInPart() {
        let ranking = SurveillanceRanking(scores: [2, 4, 0, 2], areas: [1, 1, 1, 1])
        #expect(ranking.limit(of: 0.25) == SurveillanceLimit(score: 4, fraction: 1))
        #expect(ranking.limit(of: 0.05) == SurveillanceLimit(score: 4, fraction: 0.2))
        #expect(ranking.limit(of: 0.5) == SurveillanceLimit(score: 2, fraction: 0.5))
        #expect(ranking.limit(of: 1) == SurveillanceLimit(score: 0, fraction: 1))
        let positions = [4.0, 2, 0].map { ranking.position(of: $0) }
        #expect(positions == [0.125, 0.5, 0.875])
    }

    @Test("Positions and limits are those of trying every place and hour", arguments: 0..<20)
    func rankingByTryingAll(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let cells = 1 + generator.below(30)
        // Few values, so that many are equal.
        let scores = (0..<cells).map { _ in Double(generator.below(5)) / 3 }
        let areas = (0..<cells).map { _ in 0.5 + generator.unit() }
        let slots = (0..<1 + generator.below(6)).map { _ in
            (factor: Double(1 + generator.below(4)) / 7, hours: 1 + generator.unit())
        }
        let ranking = SurveillanceRanking(scores: scores, areas: areas, slots: slots)
        var places: [(score: Double, size: Double)] = []
        for cell in 0..<cells {
            for slot in slots { places.append((scores[cell] * slot.factor, areas[cell] * slot.hours)) }
        }
        let all = places.reduce(0) { $0 + $1.size }
        #expect(agree(ranking.total, all, within: 1e-12))
        for place in places {
            let more = places.filter { $0.score > place.score }.reduce(0) { $0 + $1.size }
            let same = places.filter { $0.score == place.score }.reduce(0) { $0 + $1.size }
            #expect(agree(ranking.position(of: place.score), (more + same / 2) / all, within: 1e-9))
        }
        for share in [0.01, 0.1, 0.37, 0.5, 0.9, 1] {
            let limit = ranking.limit(of: share)
            let watched = places.reduce(0) { $0 + $1.size * limit.part(of: $1.score) }
            #expect(agree(watched, share * all, within: 1e-9), "\(share)")
            #expect(places.contains { $0.score == limit.score })
        }
    }

    @Test("No other use of the ground holds more incidents than the best places", arguments: 0..<20)
    func bestPlaces(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let counts = (0..<12).map { _ in generator.below(4) }
        let named = Dictionary(
            uniqueKeysWithValues: counts.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) })
        func held(_ best: BestPlaces) -> Double {
            best.parts.reduce(0) { $0 + $1.value * Double(named[$1.key] ?? 0) }
        }
        // Of equal places: the sum of the largest counts.
        for room in 0...12 {
            let best = BestPlaces(counts: named, sizes: { _ in 1 }, room: Double(room))
            #expect(agree(held(best), Double(counts.sorted(by: >).prefix(room).reduce(0, +)), within: 1e-9))
        }
        // Of unequal ones: no set of whole places that fits holds more.
        let sizes = counts.map { _ in 0.2 + generator.unit() }
        let room = 3.0
        let best = held(BestPlaces(counts: named, sizes: { sizes[$0] }, room: room))
        var most = 0
        for set in 0..<4096 {
            let places = (0..<12).filter { set >> $0 & 1 == 1 }
            guard places.reduce(0, { $0 + sizes[$1] }) <= room else { continue }
            most = max(most, places.reduce(0) { $0 + counts[$1] })
        }
        #expect(best >= Double(most) - 1e-9)
    }

    // MARK: Figures

    /// Ten cells in a row. Learnt: 10, 6 and 4 in the first three. Tested: 2, 3, 0 in these, 5 in the sixth.
    private func row() throws -> (table: IncidentTable, grid: Grid, days: DayTable) {
        var incidents: [Incident] = []
        func add(_ count: Int, cell: Int, from day: Int) {
            for number in 0..<count {
                incidents.append(incident(Double(cell) * 100 + 50, 50, day: day + number, second: Int32(3600 * number)))
            }
        }
        add(10, cell: 0, from: 0)
        add(6, cell: 1, from: 10)
        add(4, cell: 2, from: 20)
        add(2, cell: 0, from: 60)
        add(3, cell: 1, from: 62)
        add(5, cell: 5, from: 65)
        return (
            IncidentTable(incidents), try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 10, rows: 1), days(80)
        )
    }

    private func once(_ change: (inout ForecastScore) -> Void = { _ in }) -> ForecastScore {
        ForecastScore {
            $0.step = .once
            $0.start = Self.start.advanced(by: 60)
            $0.shares = [20]
            change(&$0)
        }
    }

    @Test func figuresOfTenCellsByHand() throws {
        let (table, grid, days) = try row()
        let survey = try once().survey(of: table, on: [grid], days: days)
        let score = try #require(survey.cells.first)
        #expect(score.tested == 10 && score.timed == 10 && score.periods.count == 1)
        #expect(score.periods[0].learnt == 20 && !score.drawsPeriods && score.isThin)
        let base = try #require(score.methods.first { $0.method == .lastYear })
        // The first two cells: 2 + 3 of 10. The best two: 5 + 3. They had 16 of 20 before.
        #expect(base.shares[0].hits == 5)
        #expect(base.shares[0].hitRate.value == 0.5 && base.shares[0].pai.value == 2.5)
        #expect(base.shares[0].pei.value == 0.625)
        #expect(agree(base.shares[0].rri.value ?? 0, 0.5 / 0.8, within: 1e-12))
        #expect(base.shares[0].withoutHours == nil && base.shares[0].hourGain == nil)
        // Places .05, .15, .25, and the seven cells without any at .65.
        #expect(agree(base.area.value ?? 0, (2 * 0.95 + 3 * 0.85 + 5 * 0.35) / 10, within: 1e-12))
        #expect(base.shares[0].difference == ScoreEstimate(value: 0, lower: 0, upper: 0))
        let chance = try #require(score.methods.first { $0.method == .chance })
        #expect(agree(chance.shares[0].pai.value ?? 0, 1, within: 1e-12))
        #expect(agree(chance.area.value ?? 0, 0.5, within: 1e-12))
        #expect(agree(chance.shares[0].difference.value ?? 0, -0.3, within: 1e-12))
        for method in score.methods {
            for share in method.shares {
                let (pei, hit) = (share.pei.value ?? 2, share.hitRate)
                #expect(pei <= 1 + 1e-12)
                #expect((hit.lower ?? 2) <= (hit.value ?? 0) && (hit.value ?? 0) <= (hit.upper ?? 0))
            }
        }
    }

    @Test("The areas' own ground is a share of its own, which the areas fill exactly")
    func areas() throws {
        let (table, grid, days) = try row()
        let survey = try once().survey(
            of: table, on: [grid], areas: [[0, -1, -1, -1, -1, 1, -1, -1, -1, -1]], days: days)
        let score = try #require(survey.cells.first)
        #expect(score.areaShare == 0.2)
        let areas = try #require(score.methods.first { $0.method == .areas })
        let own = try #require(areas.shares.last)
        #expect(own.isAreas && own.share == 0.2)
        // Cells 0 and 5: 2 + 5 of 10.
        #expect(agree(own.hits, 7, within: 1e-12))
    }

    @Test("Where all is alike nothing beats anything, and figures of one place alone are numbers")
    func oneplace() throws {
        let grid = try grid()
        let incidents = (0..<200).map { incident(1010, 1010, day: $0, second: Int32($0 * 60)) }
        let survey = try ForecastScore {
            $0.training = 100
            $0.step = .week
        }.survey(of: IncidentTable(incidents), on: [grid], days: days(200))
        let score = try #require(survey.cells.first)
        for method in score.methods where method.method != .chance {
            for share in method.shares {
                #expect(share.hitRate.value == 1, "\(method.method)")
                #expect(share.difference.value == 0 && (share.pai.value ?? .nan).isFinite)
                let lower = share.hitRate.lower ?? 0
                #expect(lower > 0.9 && lower < 1)
            }
        }
        #expect(score.excitement.map { $0.branching.isFinite && $0.days.isFinite && $0.metres.isFinite } == true)
    }

    // MARK: The future

    @Test(
        "What happens in a period or later changes no forecast of it, byte for byte, the mixture's among them",
        arguments: HeldOutStep.allCases)
    func noForecastKnowsTheFuture(step: HeldOutStep) throws {
        let past = town(700, days: 400, seed: 5)
        let cut = Self.start.advanced(by: 250)
        let before = past.filter { $0.day < cut }
        var generator = SeededGenerator(seed: 99)
        let other = (0..<400).map { _ in
            incident(
                3000 * generator.unit(), 3000 * generator.unit(), day: 250 + generator.below(150),
                second: Int32(generator.below(86_400)))
        }
        let grid = try grid()
        let table = days(400)
        let method = ForecastScore {
            $0.step = step
            $0.training = step == .day ? 230 : 120
            $0.start = step == .once ? cut : nil
            $0.resamples = 99
            $0.refitDays = 30
        }
        func forecasts(_ incidents: [Incident]) throws -> [(HeldOutPeriod, [ForecastMethod: [UInt64]])] {
            var seen: [(HeldOutPeriod, [ForecastMethod: [UInt64]])] = []
            _ = try ScoreRun(
                method, IncidentTable(incidents), on: grid, areas: [Int32](repeating: 0, count: grid.cells.count),
                days: table, selection: .all, hours: nil
            ).score { seen.append(($0, $1.mapValues { $0.map(\.bitPattern) })) }
            return seen
        }
        let (one, two) = (try forecasts(past), try forecasts(before + other))
        #expect(one.count == two.count)
        var compared = 0
        for (a, b) in zip(one, two) where a.0.first <= cut {
            #expect(a.0 == b.0 && a.1 == b.1, "\(a.0.first)")
            compared += 1
        }
        #expect(compared > (step == .once ? 4 : 3))
        // The test can fail: later forecasts know other things.
        let later = zip(one, two).filter { $0.0.0.first > cut.advanced(by: 31) }
        for (a, b) in later { #expect(a.1[.mixture] != b.1[.mixture] && a.1[.lastYear] != b.1[.lastYear]) }
        #expect(step == .once || !later.isEmpty)
    }

    @Test func orderOfRowsAndThreadsDoNotMatter() throws {
        let incidents = town(500, days: 300, seed: 8)
        var generator = SeededGenerator(seed: 4)
        var shuffled = incidents
        generator.shuffle(&shuffled)
        let grids = [try grid(), try grid(500)]
        let table = days(300)
        let method = ForecastScore {
            $0.training = 150
            $0.resamples = 99
        }
        let survey = try method.survey(of: IncidentTable(incidents), on: grids, days: table)
        #expect(try method.survey(of: IncidentTable(shuffled), on: grids, days: table) == survey)
        // Within work that is shared already each call has one thread, or two.
        let again = Parallel.map(3) { _ in
            try? method.survey(of: IncidentTable(incidents), on: grids, days: table)
        }
        for other in again { #expect(other == survey) }
        let score = try #require(survey.cells.first)
        let surface = try method.forecast(after: score, of: IncidentTable(incidents), on: grids[0], days: table)
        #expect(surface.method == score.best?.method)
        #expect(try method.forecast(after: score, of: IncidentTable(shuffled), on: grids[0], days: table) == surface)
        for kind in ForecastMethod.allCases where kind != .areas {
            let own = try method.forecast(kind, after: score, of: IncidentTable(incidents), on: grids[0], days: table)
            #expect(agree(own.share.reduce(0, +), 1, within: 1e-9) && own.method == kind)
        }
        #expect(agree(surface.share.reduce(0, +), 1, within: 1e-9))
        #expect(surface.period.first == table.last.advanced(by: 1) && surface.period.length == 7)
    }

    @Test("Places and hours: what never happens at night is not looked for there")
    func placesAndHours() throws {
        var generator = SeededGenerator(seed: 12)
        let incidents = town(900, days: 300, seed: 21).map { old in
            incident(
                old.position.x, old.position.y, day: old.day.number - Self.start.number,
                second: Int32(15 * 3600 + generator.below(3 * 3600)))
        }
        func share(_ byHours: Bool) throws -> ShareScore {
            let method = ForecastScore {
                $0.training = 200
                $0.shares = [5]
                $0.byHours = byHours
                $0.methods = ["long-kernel"]
                $0.resamples = 99
            }
            let score = try #require(
                try method.survey(of: IncidentTable(incidents), on: [grid()], days: days(300)).cells.first)
            #expect(score.byHours == byHours && score.methods.count == 2)
            let kernel = try #require(score.methods.last)
            // The same teams at the same places meet about eight times as many where they come in the right three of 24 hours, and what
            // their hours add is the difference.
            let (met, evenly) = (kernel.presence?.value ?? 0, kernel.evenPresence?.value ?? 1)
            #expect(met > 4 * evenly && evenly > 0)
            #expect(agree(kernel.presenceHourGain?.value ?? 0, met - evenly, within: 1e-12))
            return kernel.shares[0]
        }
        // Three of 24 hours: 5 % of ground and hours is 40 % of the ground in those.
        let (ground, both) = (try share(false), try share(true))
        let (one, two) = (ground.hitRate.value ?? 0, both.hitRate.value ?? 0)
        #expect(two > 1.3 * one, "\(one) \(two)")
        // With all hours alike places and hours are places.
        #expect(agree(both.withoutHours?.value ?? 0, one, within: 1e-12))
        #expect(agree(both.hourGain?.value ?? 0, two - one, within: 1e-12))
        #expect((both.hourGain?.lower ?? 0) > 0)
        // Earlier incidents fell in these hours too, and there is no trend in the town: about as many are caught again.
        #expect(abs((both.rri.value ?? 0) - 1) < 0.25, "\(both.rri)")
    }

    // MARK: Forecasts

    @Test("Near repeats fade as the formula says, at every cell")
    func nearRepeatsByTryingAll() throws {
        let grid = try grid(100)
        let points = Sample.scatter(60, side: 3000, seed: 3)
        let times = (0..<60).map { Double($0) }
        let method = NearRepeatDecay()
        let scores = method.scores(of: points, times: times, at: 58, on: grid)
        for (cell, score) in zip(grid.cells, scores) {
            var sum = 0.0
            for (point, time) in zip(points, times) where time < 58 && 58 - time <= 42 {
                let distance = hypot(cell.centre.x - point.x, cell.centre.y - point.y)
                if distance <= 600 { sum += exp(-(58 - time) / 14) * exp(-distance / 200) }
            }
            #expect(agree(score, sum, within: 1e-9))
        }
        #expect(scores.contains { $0 > 0.5 })
    }

    @Test("Cells within reach are those whose middles are", arguments: [10.0, 99, 150, 1000])
    func cellsWithinReach(reach: Double) throws {
        let grid = try Grid(covering: Sample.area, cellSize: 170)
        for point in Sample.scatter(20, side: 7000, seed: 1).map({ Point(x: 430_500 + $0.x, y: 277_500 + $0.y) }) {
            var found: [Int: Double] = [:]
            grid.forEachCell(within: reach, of: point) { found[$0] = $1 }
            for (index, cell) in grid.cells.enumerated() {
                let (dx, dy) = (cell.centre.x - point.x, cell.centre.y - point.y)
                let square = dx * dx + dy * dy
                #expect((found[index] != nil) == (square <= reach * reach))
                if let own = found[index] { #expect(agree(own, square, within: 1e-6)) }
            }
        }
    }

    @Test("The mixture's score never falls, and no other shares have a better one")
    func mixture() {
        var generator = SeededGenerator(seed: 17)
        // What happens follows the first density three times in four, the second else; the third is noise.
        let densities = (0..<400).flatMap { _ -> [Double] in
            generator.unit() < 0.75 ? [3, 0.5, 1] : [0.2, 4, 1]
        }
        var mixture = ForecastMixture(of: 3)
        var last = mixture.score(on: densities)
        for _ in 0..<200 {
            mixture.improve(on: densities, rounds: 1)
            let score = mixture.score(on: densities)
            #expect(score >= last - 1e-9)
            last = score
        }
        #expect(agree(mixture.shares.reduce(0, +), 1, within: 1e-12))
        var best = -Double.infinity
        for a in 1..<100 {
            for b in 1..<(100 - a) {
                let shares = [Double(a) / 100, Double(b) / 100, Double(100 - a - b) / 100]
                var score = shares.reduce(0) { $0 + log($1) }
                for start in stride(from: 0, to: densities.count, by: 3) {
                    score += log(
                        shares[0] * densities[start] + shares[1] * densities[start + 1] + shares[2]
                            * densities[start + 2])
                }
                best = max(best, score)
            }
        }
        #expect(last >= best - 1e-9)
        #expect(mixture.shares[2] < 0.1)
    }

    @Test("The rhythm follows hours of school days, and is flat where nothing is known")
    func rhythm() throws {
        let table = days(140)
        let incidents = (0..<140).filter { !Self.start.advanced(by: $0).isWeekend }.flatMap { day in
            [incident(100, 100, day: day, second: 15 * 3600 + 60), incident(100, 100, day: day, second: 16 * 3600)]
        }
        let history = ForecastHistory(
            IncidentTable(incidents), on: try grid(), days: table, selection: .all, hours: nil, unit: .day)
        let period = HeldOutPeriod(first: Self.start.advanced(by: 126), last: Self.start.advanced(by: 132), days: 7)
        let rhythm = WeekRhythm(of: history.before(period.first), days: table, selection: .all, before: period.first)
        let (slots, slotOf) = rhythm.slots(of: period, days: table, selection: .all, hours: nil)
        #expect(slots.count == 168)
        let sum = slots.reduce(0) { $0 + $1.hours * $1.factor }
        #expect(agree(sum, 168, within: 1e-9))
        func factor(_ weekday: Int, _ hour: Int) -> Double {
            let sort = 2 * weekday + (weekday < 5 ? 1 : 0)
            return slots[slotOf[sort * 24 + hour]].factor
        }
        #expect(factor(2, 15) > 10 * factor(2, 3) && factor(2, 15) > 10 * factor(6, 15))
        let flat = WeekRhythm(of: history.before(table.first), days: table, selection: .all, before: table.first)
        #expect(
            flat.slots(of: period, days: table, selection: .all, hours: nil).slots.allSatisfy {
                abs($0.factor - 1) < 1e-9
            })
        let short = try #require(HourWindow("15:30-17"))
        let part = rhythm.slots(of: period, days: table, selection: .school, hours: short).slots
        #expect(part.map(\.hours).reduce(0, +) == 5 * 1.5)
    }

    /// In the first area school is on in the weeks in which the rest of the town has holidays.
    @Test func areasWithTermsOfTheirOwnGoByThese() throws {
        let town = days(120) { $0.isWeekend ? .weekend : $0 < Self.start.advanced(by: 60) ? .school : .holiday }
        let own = days(120) { $0.isWeekend ? .weekend : .school }
        let incidents = (0..<240).map { incident(100, 100, day: $0 / 2, second: 15 * 3600 + 1800) }
        let areaDays = AreaDays(own: [0: own], areas: incidents.indices.map { $0 % 2 == 0 ? 0 : -1 })
        let table = IncidentTable(incidents)
        func history(_ areaDays: AreaDays) throws -> ForecastHistory {
            ForecastHistory(
                table, on: try grid(), days: town, selection: .school, hours: nil, areaDays: areaDays, unit: .day)
        }
        let schoolDays = (town.count(.school), own.count(.school))
        #expect(try history(AreaDays()).events.count == 2 * schoolDays.0)
        let found = try history(areaDays)
        #expect(found.events.count == schoolDays.0 + schoolDays.1)
        #expect(found.events.allSatisfy { $0.sort % 2 == 1 })
        // The second term lies in the town's holidays: only the first area has school days in it.
        let terms = [Self.start...Self.start.advanced(by: 59), Self.start.advanced(by: 60)...town.last]
        #expect(TermWindows.test(of: table, days: town, terms: terms).isEmpty)
        let all = days(120) { $0.isWeekend ? .weekend : $0.weekday == 0 ? .school : .holiday }
        func learnt(_ areaDays: AreaDays) -> Int? {
            TermWindows.test(of: table, days: all, areaDays: areaDays, terms: terms).first?.learnt
        }
        let mondays = (0..<60).count { all.kind(of: Self.start.advanced(by: $0)) == .school }
        #expect(learnt(AreaDays()) == 2 * mondays)
        #expect(learnt(areaDays) == mondays + (0..<60).count { own.kind(of: Self.start.advanced(by: $0)) == .school })
    }

    @Test func teamsStandAtTheBestPlacesInTheBestHours() throws {
        let grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 100, columns: 10, rows: 10)
        var expected = [Double](repeating: 0, count: 100)
        expected[22] = 3
        expected[23] = 2
        expected[77] = 4
        let slots = [
            WeekRhythm.Slot(sort: 1, hour: 15, hours: 2, factor: 3),
            WeekRhythm.Slot(sort: 1, hour: 16, hours: 2, factor: 1),
        ]
        let timetable = PresenceTimetable(
            expected: expected, slots: slots, teams: 2, teamHours: 5, reach: 120, on: grid)
        // Cells 22 and 23 lie within reach of each other: 5, more than 4. Of five equal posts around the other the first is taken.
        #expect(timetable.posts.map(\.at) == [grid.cells[22].centre, grid.cells[67].centre])
        // The busy hour takes four hours of the two teams, the first team the fifth.
        #expect(timetable.posts.map(\.parts) == [[1, 0.5], [1, 0]])
        #expect(timetable.part(met: Point(x: 250, y: 250), in: 1) == 0.5)
        #expect(timetable.part(met: Point(x: 371, y: 250), in: 0) == 0)
        #expect(timetable.part(met: Point(x: 750, y: 750), in: 0) == 1)
        // Five hours of the eight that two places have in two slots of two hours.
        #expect(timetable.evenPart == 5.0 / 8)
        #expect(timetable.evenPart(met: Point(x: 250, y: 250)) == 5.0 / 8)
        #expect(timetable.evenPart(met: Point(x: 371, y: 250)) == 0)
    }

    // MARK: Draws

    @Test("Intervals of a hit rate hold the true one about as often as they say")
    func coverage() {
        var generator = SeededGenerator(seed: 2)
        var held = 0
        for town in 0..<400 {
            var tally = ScoreTally(width: 2)
            for _ in 0..<60 {
                // Weeks of unlike size.
                let count = 1 + generator.below(6)
                tally.add([Double((0..<count).count { _ in generator.unit() < 0.3 }), Double(count)])
            }
            let draws = tally.draws(199, seed: UInt64(town))
            let estimate = tally.estimate(tally.sums, draws) { $0[0] / $0[1] }
            if let low = estimate.lower, let high = estimate.upper, low <= 0.3, high >= 0.3 { held += 1 }
        }
        // 95 % of 400 is 380; a standard error is 4.4.
        #expect((364...395).contains(held), "\(held)")
    }

    @Test("Of few periods intervals are wider: the normal tail at Student's t times the root of n by n - 1")
    func fewPeriods() {
        // scipy 1: norm.cdf(-t.ppf(0.975, n - 1) * sqrt(n / (n - 1))) for n = 8, 12, 52, 1000.
        for (rows, tail) in [(8, 0.005738), (12, 0.010757), (52, 0.021322), (1000, 0.024804)] {
            #expect(abs(ScoreTally.tail(rows: rows) - tail) < 0.001, "\(rows) \(ScoreTally.tail(rows: rows))")
        }
        #expect(ScoreTally.tail(rows: 2) == 0 && ScoreTally.tail(rows: 1) == 0)
        // p and interval agree.
        var generator = SeededGenerator(seed: 6)
        for town in 0..<100 {
            var tally = ScoreTally(width: 2)
            for _ in 0..<9 { tally.add([generator.unit() - 0.35, 1]) }
            let draws = tally.draws(999, seed: UInt64(town))
            let figure: ([Double]) -> Double? = { $0[0] / $0[1] }
            let estimate = tally.estimate(tally.sums, draws, figure)
            let p = tally.probability(draws, figure)
            let isOut = (estimate.lower ?? 0) > 0 || (estimate.upper ?? 0) < 0
            // At the limit a draw more or less decides.
            if abs(p - 0.05) > 0.02 { #expect(isOut == (p < 0.05), "\(p)") }
        }
    }

    @Test func quantilesLieBetweenValues() {
        #expect(ScoreTally.quantile([1, 2, 3, 4, 5], 0.5) == 3)
        #expect(ScoreTally.quantile([1, 2], 0.25) == 1.25)
        #expect(ScoreTally.quantile([7], 0.9) == 7)
    }

    // MARK: Periods

    @Test func weeksAndMonthsAreWholeAndFollowTheTraining() throws {
        let table = days(200)
        func periods(_ step: HeldOutStep, from: CivilDay? = nil, training: Int = 60) throws -> [HeldOutPeriod] {
            try HeldOutPeriod.periods(of: table, selection: .all, step: step, from: from, training: training)
        }
        let weeks = try periods(.week)
        #expect(weeks.allSatisfy { $0.length == 7 && $0.first.weekday == 0 && $0.days == 7 })
        #expect(weeks.first?.first == CivilDay(iso: "2023-11-06") && weeks.last?.last == CivilDay(iso: "2024-03-17"))
        let months = try periods(.month)
        #expect(months.map(\.first.description) == ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"])
        #expect(try periods(.day).count == 140)
        let once = try periods(.once)
        #expect(once.count == 1 && once[0].length == 50 && once[0].last == table.last)
        let given = try periods(.once, from: CivilDay(iso: "2024-01-01"))
        #expect(given.map(\.first.description) == ["2024-01-01"])
        let school = try HeldOutPeriod.periods(of: table, selection: .school, step: .day, from: nil, training: 60)
        #expect(school.count == 100 && school.allSatisfy { !$0.first.isWeekend })
        let rehearsals = HeldOutPeriod.rehearsals(before: weeks[0], of: table, selection: .all, step: .week)
        #expect(rehearsals.allSatisfy { $0.last < weeks[0].first && $0.first >= table.first.advanced(by: 30) })
        #expect(rehearsals.count == 4)
    }

    @Test func whatCannotBeScoredIsRefusedWithAName() throws {
        let grid = try grid()
        let table = days(300)
        let incidents = town(300, days: 300, seed: 6)
        func survey(_ incidents: [Incident], _ change: (inout ForecastScore) -> Void) throws {
            _ = try ForecastScore {
                $0.training = 150
                change(&$0)
            }.survey(of: IncidentTable(incidents), on: [grid], days: table)
        }
        #expect(throws: AnalysisError.noHeldOutPeriod(step: "week", days: 300, training: 298)) {
            try survey(incidents) { $0.training = 298 }
        }
        #expect(throws: AnalysisError.noHeldOutPeriod(step: "week", days: 300, training: 365)) {
            try survey(incidents) { $0.training = 365 }
        }
        for day in ["2023-09-01", "2022-01-01", "2030-01-01"] {
            #expect(throws: AnalysisError.testOutside(day: day, first: "2023-09-01", last: "2024-06-26")) {
                try survey(incidents) { $0.start = CivilDay(iso: day) }
            }
        }
        #expect(throws: AnalysisError.fewToLearn(incidents: 0, fewest: 20)) {
            try survey(incidents.filter { $0.day.number > Self.start.number + 200 }) { _ in }
        }
        #expect(throws: AnalysisError.emptyTest(first: "2024-01-29", last: "2024-06-23")) {
            try survey(incidents.filter { $0.day.number < Self.start.number + 150 }) { _ in }
        }
        #expect(throws: SettingError.self) { try survey(incidents) { $0.methods = ["near-repeats"] } }
        #expect(throws: SettingError.self) { try survey(incidents) { $0.shares = [101] } }
        #expect(throws: AnalysisError.fewToLearn(incidents: 3, fewest: 30)) {
            try SelfExciting().fit(
                points: Sample.scatter(3, side: 10, seed: 1), times: [1, 2, 3], from: 0, until: 4, area: 100)
        }
        for error in [
            AnalysisError.noHeldOutPeriod(step: "once", days: 3, training: 2), .emptyTest(first: "a", last: "b"),
            .testOutside(day: "a", first: "b", last: "c"), .fewToLearn(incidents: 1, fewest: 2),
        ] {
            let sentence = error.report.sentence(naming: { $0 })
            #expect(sentence.contains(";") && !sentence.contains("nan"))
        }
    }

    // MARK: Terms

    @Test("Hours that stay are found again, and those that go are told")
    func termWindows() throws {
        var generator = SeededGenerator(seed: 31)
        let terms = [0...70, 84...160, 175...260].map { range in
            Self.start.advanced(by: range.lowerBound)...Self.start.advanced(by: range.upperBound)
        }
        let table = days(300) { day in
            day.isWeekend ? .weekend : terms.contains { $0.contains(day) } ? .school : .holiday
        }
        func incidents(keeps: Bool) -> [Incident] {
            (0..<300).flatMap { day -> [Incident] in
                let isSchool = table.kinds[day] == .school
                let isThere = isSchool && (keeps || day < 170)
                return (0..<8).map { _ in incident(5, 5, day: day, second: Int32(generator.below(86_400))) }
                    + (0..<(isThere ? 3 : 0)).map { _ in
                        incident(5, 5, day: day, second: Int32(15 * 3600 + generator.below(5400)))
                    }
            }
        }
        for keeps in [true, false] {
            let made = incidents(keeps: keeps)
            let found = TermWindows.test(of: IncidentTable(made), days: table, terms: terms)
            #expect(found.count == 2 && found.map(\.term) == Array(terms.dropFirst()))
            for window in found {
                let hours = try #require(window.hours)
                #expect(abs(hours.start - 900) <= 20 && abs(hours.end - 990) <= 20)
                let ratio = try #require(window.ratio)
                // By trying all: the term's own school days alone.
                let own = made.filter { window.term.contains($0.day) && table.kind(of: $0.day) == .school }
                let minutes = own.compactMap { $0.second.map { Int($0) / 60 } }
                #expect(ratio.count == minutes.count { hours.contains(minute: $0) })
                #expect(
                    ratio.comparisonCount == minutes.count { $0 >= 780 && $0 < 1200 && !hours.contains(minute: $0) })
            }
            let last = try #require(found.last?.ratio)
            if keeps { #expect(last.lower > 2) } else { #expect(last.lower < 1 && (last.upper ?? 9) > 1) }
        }
        let few = TermWindows.test(of: IncidentTable([incident(5, 5, day: 3)]), days: table, terms: terms)
        #expect(few.map(\.hours) == [nil, nil])
        #expect(TermWindows.test(of: IncidentTable(), days: table, terms: []).isEmpty)
    }
}
