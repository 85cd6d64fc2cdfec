import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// One score on cells of one width: makes the surfaces of all periods from what came before each, tests them and adds up.
struct ScoreRun: Sendable {
    let method: ForecastScore
    let history: ForecastHistory
    let surfaces: ForecastSurfaces
    private let grid: Grid
    private let days: DayTable
    private let selection: DaySelection
    private let hours: HourWindow?
    private let kinds: [ForecastMethod]
    private let periods: [HeldOutPeriod]
    private let rehearsals: [HeldOutPeriod]
    /// Shares of the ground, 0 to 1, the areas' own last where there is one.
    private let shares: [Double]
    private let areaShare: Double?

    /// The most incidents, the latest, on which a mixture is chosen.
    private static let mostForMixture = 20_000
    /// How many periods are held in memory at once.
    private static let batch = 16
    private static let mixtureRounds = 20

    init(
        _ method: ForecastScore, _ table: IncidentTable, on grid: Grid, areas: [Int32]?, days: DayTable,
        selection: DaySelection, hours: HourWindow?, areaDays: AreaDays = AreaDays()
    ) throws {
        self.method = method
        self.grid = grid
        self.days = days
        self.selection = selection
        self.hours = hours
        history = ForecastHistory(
            table, on: grid, days: days, selection: selection, hours: hours, areaDays: areaDays,
            unit: method.step.unit)
        surfaces = ForecastSurfaces(method, grid: grid, areas: areas, first: days.first)
        kinds = method.kinds(withAreas: areas != nil)
        periods = try HeldOutPeriod.periods(
            of: days, selection: selection, step: method.step, from: method.start, training: method.training)
        rehearsals =
            kinds.contains(.mixture)
            ? periods.first.map {
                HeldOutPeriod.rehearsals(before: $0, of: days, selection: selection, step: method.step)
            } ?? [] : []
        let ground = surfaces.ground
        let all = ground.reduce(0, +)
        let own = areas.map { areas in
            zip(areas, ground).reduce(0) { $0 + ($1.0 >= 0 ? $1.1 : 0) } / max(1e-9, all)
        }
        areaShare = own
        // Areas that hold nearly all ground, or none, say nothing.
        shares = method.shares.map { $0 / 100 } + [own].compactMap { $0 }.filter { $0 > 0 && $0 < 0.9 }
    }

    private var components: [ForecastMethod] { kinds.filter { $0 != .mixture } }

    /// Scores all periods.
    ///
    /// - Parameter watch: Is told the surfaces of each period, in order, before anything of the period is looked at.
    func score(watch: (HeldOutPeriod, [ForecastMethod: [Double]]) -> Void = { _, _ in }) throws -> CellScore {
        guard let first = periods.first, let last = periods.last else {
            throw AnalysisError.noHeldOutPeriod(
                step: method.step.rawValue, days: days.kinds.count, training: method.training)
        }
        let learnt = history.before(first.first).count
        guard learnt >= ForecastScore.fewestLearnt else {
            throw AnalysisError.fewToLearn(incidents: learnt, fewest: ForecastScore.fewestLearnt)
        }
        let counts = periods.map { history.within($0).count }
        let tested = counts.reduce(0, +)
        guard tested > 0 else {
            throw AnalysisError.emptyTest(first: first.first.description, last: last.last.description)
        }
        let origins = rehearsals + periods
        let fits = try fits(for: origins)
        let drawsPeriods = counts.count { $0 > 0 } >= ForecastScore.fewestPeriods
        let run = max(1, tested / 2000)
        var tally = ScoreTally(width: width)
        var mixture = ForecastMixture(of: components.count)
        var seen: [Double] = []
        for start in stride(from: 0, to: origins.count, by: ScoreRun.batch) {
            let batch = Array(start..<min(origins.count, start + ScoreRun.batch))
            let components = components
            let made = Parallel.map(batch.count * components.count) { number in
                let origin = batch[number / components.count]
                return surfaces.surface(
                    components[number % components.count], of: history.before(origins[origin].first),
                    for: origins[origin], fit: fits[origin])
            }
            // The shares of a mixture follow from earlier periods: one after the other.
            let parts = batch.indices.map { number -> [[Double]] in
                let own = Array(made[number * components.count..<(number + 1) * components.count])
                let mixed = kinds.contains(.mixture) ? own + [Self.mix(own, mixture.shares)] : own
                watch(origins[batch[number]], Dictionary(uniqueKeysWithValues: zip(kinds, mixed)))
                for event in history.within(origins[batch[number]]) {
                    for surface in own { seen.append(surface[Int(event.cell)]) }
                }
                let most = ScoreRun.mostForMixture * max(1, components.count)
                if seen.count > most { seen.removeFirst(seen.count - most) }
                if kinds.contains(.mixture) { mixture.improve(on: seen, rounds: ScoreRun.mixtureRounds) }
                return mixed
            }
            let scored = batch.indices.filter { batch[$0] >= rehearsals.count }
            let rows = Parallel.map(scored.count) { number in
                test(
                    parts[scored[number]], on: origins[batch[scored[number]]], sumsUp: drawsPeriods, run: run)
            }
            for row in rows { tally.add(row) }
        }
        return result(tally, fits: fits, mixture: mixture, counts: counts, drawsPeriods: drawsPeriods)
    }

    /// The self-exciting process for each origin: fitted on the first, and whenever it is older than it may be.
    private func fits(for origins: [HeldOutPeriod]) throws -> [SelfExcitingFit?] {
        guard kinds.contains(.selfExciting) else { return origins.map { _ in nil } }
        var fits: [SelfExcitingFit?] = []
        var latest: SelfExcitingFit?
        var fitted: CivilDay?
        for origin in origins {
            let isFresh = fitted.map { $0.distance(to: origin.first) < method.refitDays } ?? false
            if !isFresh {
                latest = try surfaces.fit(to: history.before(origin.first), before: origin.first)
                // What is too few today may be enough for the next period.
                fitted = latest == nil ? nil : origin.first
            }
            fits.append(latest)
        }
        return fits
    }

    private static func mix(_ surfaces: [[Double]], _ shares: [Double]) -> [Double] {
        var mixed = [Double](repeating: 0, count: surfaces.first?.count ?? 0)
        for (surface, share) in zip(surfaces, shares) {
            for cell in mixed.indices { mixed[cell] += share * surface[cell] }
        }
        return mixed
    }
}

// What one period, or one incident, adds to the sums: tested incidents, those with a known time; for each share of the ground the best
// possible hits; for each method and share the hits, what the same places had of earlier incidents, and the hits where all hours are
// alike; its positions on the curve, and what its timetable and one of even hours meet.
extension ScoreRun {
    private var width: Int { 2 + shares.count + kinds.count * perMethod }
    private var perMethod: Int { 3 * shares.count + 3 }
    private func best(_ share: Int) -> Int { 2 + share }
    private func hits(_ kind: Int, _ share: Int) -> Int { 2 + shares.count + kind * perMethod + 3 * share }
    private func before(_ kind: Int, _ share: Int) -> Int { hits(kind, share) + 1 }
    private func evenHits(_ kind: Int, _ share: Int) -> Int { hits(kind, share) + 2 }
    private func curve(_ kind: Int) -> Int { 2 + shares.count + kind * perMethod + 3 * shares.count }
    private func met(_ kind: Int) -> Int { curve(kind) + 1 }
    private func evenlyMet(_ kind: Int) -> Int { curve(kind) + 2 }

    /// Tests the surfaces of one period.
    ///
    /// - Returns: One row where all is to be summed up, else one for each run of so many incidents.
    private func test(_ made: [[Double]], on period: HeldOutPeriod, sumsUp: Bool, run: Int) -> [Double] {
        let events = Array(history.within(period))
        let learnt = history.before(period.first)
        let rhythm = WeekRhythm(of: learnt, days: days, selection: selection, before: period.first)
        let (slots, slotOf) = rhythm.slots(of: period, days: days, selection: selection, hours: hours)
        let ground = surfaces.ground
        /// The slot of an incident; where an area with terms of its own has a sort of day that the town lacks, that of the town's day.
        func slotOfHour(_ event: ForecastHistory.Event) -> Int {
            guard event.second >= 0 else { return -1 }
            let hour = Int(event.second) / 3600
            let own = slotOf[Int(event.sort) * 24 + hour]
            return own >= 0 ? own : slotOf[Int(event.sort ^ 1) * 24 + hour]
        }
        let slotOfEvent = events.map(slotOfHour)
        let byHours = method.byHours
        let counted = events.indices.filter { !byHours || slotOfEvent[$0] >= 0 }
        let used = byHours ? slots.map { (factor: $0.factor, hours: $0.hours) } : [(factor: 1.0, hours: 1.0)]
        func slot(_ event: Int) -> Int { byHours ? slotOfEvent[event] : 0 }
        let length = sumsUp ? max(1, events.count) : run
        // A period without an incident is a row too where periods are drawn.
        let number = max(sumsUp ? 1 : 0, (events.count + length - 1) / length)
        var rows = [Double](repeating: 0, count: number * width)
        let width = width
        func add(_ value: Double, _ event: Int, _ column: Int) { rows[event / length * width + column] += value }

        var places: [Int: Int] = [:]
        for event in counted { places[Int(events[event].cell) * used.count + slot(event), default: 0] += 1 }
        let room = ground.reduce(0, +) * used.reduce(0) { $0 + $1.hours }
        for (index, share) in shares.enumerated() {
            let best = BestPlaces(
                counts: places, sizes: { ground[$0 / used.count] * used[$0 % used.count].hours }, room: share * room)
            for event in counted {
                add(
                    best.parts[Int(events[event].cell) * used.count + slot(event)] ?? 0, event,
                    self.best(index))
            }
        }
        // Earlier incidents by place and slot: of hours those that this period has too.
        var earlier: [Int: Int] = [:]
        for event in learnt {
            let slot = byHours ? slotOfHour(event) : 0
            if slot >= 0 { earlier[Int(event.cell) * used.count + slot, default: 0] += 1 }
        }
        let had = earlier.sorted { $0.key < $1.key }.map {
            (cell: $0.key / used.count, factor: used[$0.key % used.count].factor, count: Double($0.value))
        }
        let allEarlier = max(1, had.reduce(0) { $0 + $1.count })
        for event in counted { add(1, event, 0) }
        for event in events.indices where slotOfEvent[event] >= 0 { add(1, event, 1) }
        let teamHours = Double(method.teams) * method.teamHours * Double(period.length) / 7
        let allHours = slots.reduce(0) { $0 + $1.hours }
        for (kind, surface) in made.enumerated() {
            let ranking = SurveillanceRanking(scores: surface, areas: ground, slots: used)
            let places = byHours ? SurveillanceRanking(scores: surface, areas: ground) : ranking
            for (index, share) in shares.enumerated() {
                let limit = ranking.limit(of: share)
                let evenLimit = byHours ? places.limit(of: share) : limit
                let shareBefore =
                    had.reduce(0) { $0 + $1.count * limit.part(of: surface[$1.cell] * $1.factor) } / allEarlier
                for event in counted {
                    let score = surface[Int(events[event].cell)]
                    add(limit.part(of: score * used[slot(event)].factor), event, hits(kind, index))
                    add(shareBefore, event, before(kind, index))
                    add(evenLimit.part(of: score), event, evenHits(kind, index))
                }
            }
            for event in counted {
                let score = surface[Int(events[event].cell)] * used[slot(event)].factor
                add(1 - ranking.position(of: score), event, curve(kind))
            }
            guard allHours > 0, slotOfEvent.contains(where: { $0 >= 0 }) else { continue }
            if kinds[kind] == .chance {
                let reached = Double.pi * method.reach * method.reach / max(1e-9, ground.reduce(0, +))
                let chance = min(1, min(teamHours / allHours, Double(method.teams)) * reached)
                for event in events.indices where slotOfEvent[event] >= 0 {
                    add(chance, event, met(kind))
                    add(chance, event, evenlyMet(kind))
                }
            } else {
                let timetable = PresenceTimetable(
                    expected: zip(surface, ground).map { $0 * $1 }, slots: slots, teams: method.teams,
                    teamHours: teamHours, reach: method.reach, on: grid)
                for event in events.indices where slotOfEvent[event] >= 0 {
                    add(timetable.part(met: events[event].at, in: slotOfEvent[event]), event, met(kind))
                    add(timetable.evenPart(met: events[event].at), event, evenlyMet(kind))
                }
            }
        }
        return rows
    }

    /// The figures of all methods.
    private func result(
        _ tally: ScoreTally, fits: [SelfExcitingFit?], mixture: ForecastMixture, counts: [Int], drawsPeriods: Bool
    ) -> CellScore {
        let sums = tally.sums
        let draws = tally.draws(method.resamples, seed: method.seed)
        let base = kinds.firstIndex(of: .baseline) ?? 0
        func figure(_ value: @escaping ([Double]) -> Double?) -> ScoreEstimate {
            tally.estimate(sums, draws, value)
        }
        func ratio(_ above: Int, _ below: Int, times factor: Double = 1) -> ([Double]) -> Double? {
            { $0[below] > 0 ? factor * $0[above] / $0[below] : nil }
        }
        func difference(_ one: Int, _ other: Int, _ below: Int) -> ([Double]) -> Double? {
            { $0[below] > 0 ? ($0[one] - $0[other]) / $0[below] : nil }
        }
        let methods = kinds.indices.map { kind -> MethodScore in
            let shares = self.shares.enumerated().map { index, share -> ShareScore in
                let (own, other) = (hits(kind, index), hits(base, index))
                let gap = difference(own, other, 0)
                let even = evenHits(kind, index)
                return ShareScore(
                    share: share, isAreas: index >= method.shares.count, hits: sums[own],
                    hitRate: exact(figure(ratio(own, 0)), sums[own], of: sums[0], times: 1),
                    pai: exact(figure(ratio(own, 0, times: 1 / share)), sums[own], of: sums[0], times: 1 / share),
                    pei: figure(ratio(own, best(index))),
                    rri: figure(ratio(own, before(kind, index))),
                    difference: figure(gap), p: kind == base ? 1 : tally.probability(draws, gap),
                    withoutHours: method.byHours
                        ? exact(figure(ratio(even, 0)), sums[even], of: sums[0], times: 1) : nil,
                    hourGain: method.byHours ? figure(difference(own, even, 0)) : nil)
            }
            let isTimed = sums[1] > 0
            return MethodScore(
                method: kinds[kind], shares: shares, area: figure(ratio(curve(kind), 0)),
                areaDifference: figure(difference(curve(kind), curve(base), 0)),
                presence: isTimed ? exact(figure(ratio(met(kind), 1)), sums[met(kind)], of: sums[1], times: 1) : nil,
                presenceDifference: isTimed ? figure(difference(met(kind), met(base), 1)) : nil,
                evenPresence: isTimed
                    ? exact(figure(ratio(evenlyMet(kind), 1)), sums[evenlyMet(kind)], of: sums[1], times: 1) : nil,
                presenceHourGain: isTimed ? figure(difference(met(kind), evenlyMet(kind), 1)) : nil)
        }
        let latest = fits.last.flatMap { $0 }
        return CellScore(
            cell: grid.cellSize, cells: grid.cells.count, ground: surfaces.ground.reduce(0, +),
            periods: zip(periods, counts).map {
                CellScore.Period(days: $0, learnt: history.before($0.first).count, tested: $1)
            }, rehearsals: rehearsals.count, drawsPeriods: drawsPeriods, tested: Int(sums[0].rounded()),
            timed: Int(sums[1].rounded()), byHours: method.byHours, areaShare: areaShare, methods: methods,
            mixture: kinds.contains(.mixture)
                ? zip(components, mixture.shares).map { CellScore.MixtureShare(method: $0, share: $1) } : [],
            excitement: latest.map {
                CellScore.Excitement(
                    branching: $0.branching, error: $0.branchingError, days: $0.meanDays, metres: $0.metres,
                    incidents: $0.background.count)
            }, withoutFit: kinds.contains(.selfExciting) ? fits.suffix(periods.count).count { $0 == nil } : 0)
    }

    /// Draws of what was never or always met are all alike, and say nothing: there the exact interval of a share stands.
    private func exact(_ estimate: ScoreEstimate, _ hits: Double, of all: Double, times factor: Double) -> ScoreEstimate
    {
        let count = Int(all.rounded())
        guard count > 0, hits < 1e-9 || hits > all - 1e-9 else { return estimate }
        let interval = Binomial.interval(hits < 1e-9 ? 0 : count, of: count)
        return ScoreEstimate(
            value: estimate.value, lower: factor * interval.lowerBound, upper: factor * interval.upperBound)
    }
}

extension ScoreRun {
    /// What a method expects of the days after the period.
    func next(_ kind: ForecastMethod, mixture: ForecastMixture) throws -> ForecastSurface {
        let first = days.last.advanced(by: 1)
        let last: CivilDay =
            switch method.step {
            case .day: first
            case .week: first.advanced(by: 6)
            case .month: first.advanced(by: 27)
            case .once: first.advanced(by: max(0, (periods.last?.length ?? 28) - 1))
            }
        let period = HeldOutPeriod(first: first, last: last, days: first.distance(to: last) + 1)
        let events = history.before(first)
        let wanted = kind == .mixture ? components : [kind]
        let fit = wanted.contains(.selfExciting) ? try surfaces.fit(to: events, before: first) : nil
        let made = wanted.map { surfaces.surface($0, of: events, for: period, fit: fit) }
        let surface = kind == .mixture ? Self.mix(made, mixture.shares) : made.first ?? []
        let ranking = SurveillanceRanking(scores: surface, areas: surfaces.ground)
        var lastYear = [Int](repeating: 0, count: surface.count)
        for event in events[events.firstIndex(onOrAfter: first.number - 365)...] { lastYear[Int(event.cell)] += 1 }
        return ForecastSurface(
            method: kind, grid: grid, period: period, share: zip(surface, surfaces.ground).map { $0 * $1 },
            position: surface.map { ranking.position(of: $0) }, lastYear: lastYear)
    }
}
