import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// What patrols are planned on, for the whole period and for the part that a proof is made of.
struct PatrolGround {
    let planner: PatrolPlanner
    let study: AreaLocator
    let network: StreetNetwork?
    let names: PositionNames
    let kind: @Sendable (CivilDay) -> DayKind
    let form: PatrolForm
    /// Centres of areas that a person has decided on.
    let kept: [Point]
    let forbidden: AreaLocator
    /// The streets, where areas are made of them.
    let patches: StreetPatches?
    /// What a forecast is made from, where areas go by one.
    let basis: ForecastBasis?

    init(
        planner: PatrolPlanner, study: AreaLocator, network: StreetNetwork?, names: PositionNames, kept: [Point],
        forbidden: AreaLocator, basis: ForecastBasis? = nil, kind: @escaping @Sendable (CivilDay) -> DayKind
    ) {
        self.basis = basis
        self.kept = kept
        self.forbidden = forbidden
        self.planner = planner
        self.study = study
        self.network = network
        self.names = names
        self.kind = PatrolGround.remembering(kind)
        form = PatrolForm(radius: planner.radius)
        patches =
            planner.form == .patch
            ? network.map { network in
                StreetPatches(network: network, planner: planner) { study.contains($0) && !forbidden.contains($0) }
            } : nil
    }

    /// The same, but each day is asked for once.
    private static func remembering(
        _ kind: @escaping @Sendable (CivilDay) -> DayKind
    ) -> @Sendable (CivilDay) -> DayKind {
        let known = KnownDays()
        return { day in
            known.kinds.withLock { kinds in
                if let kind = kinds[day.number] { return kind }
                let found = kind(day)
                kinds[day.number] = found
                return found
            }
        }
    }

    private final class KnownDays: Sendable {
        let kinds = Locked<[Int: DayKind]>([:])
    }

    /// Areas of street that a person has decided on need a street.
    func check() throws(PlannerError) {
        guard let patches else { return }
        for (index, centre) in kept.enumerated() where patches.piece(near: centre) == nil {
            throw .contradiction(
                first: "the fixed patrol area \(index + 1)",
                second:
                    "patrols.form, which is patch: no street that an area may take lies within \(Int(patches.reach)) m of it",
                remedy: "move it or choose disc")
        }
    }

    /// The area in which a place lies, the first of several.
    func locator(of areas: [PatrolArea]) -> (Point) -> Int? {
        guard patches != nil else {
            return { point in areas.firstIndex { form.contains(point, centre: $0.centre) } }
        }
        let locator = AreaLocator(areas.map { NamedArea(name: $0.id, outline: MultiPolygon([$0.outline])) })
        return { locator.area(at: $0) }
    }

    /// The areas, and how good their choice is.
    struct Choice {
        var areas: [PatrolArea]
        /// The harm a year to expect in them, and what no choice can exceed.
        var worth: Double
        var bound: Double
        /// What it goes by.
        var ground: Worth.Ground
        /// Whether there is no harm anywhere.
        var isEmpty: Bool
    }

    /// What areas are worth.
    struct Worth {
        /// What it goes by: incidents with weights, or a forecast.
        enum Ground {
            case incidents(AreaWeights)
            case forecast(ChosenForecast)
        }

        var ground: Ground
        /// How far an area is drawn to its neighbourhood.
        var shrink: Double
        /// What a year weighs.
        var years: Double
    }

    /// How many cells of a forecast make up the radius of an area.
    private static let cellsOfRadius = 4.0

    /// The days of the first and the last incident.
    static func period(of incidents: IncidentTable) -> ClosedRange<CivilDay>? {
        guard let first = incidents.day.min(), let last = incidents.day.max() else { return nil }
        return CivilDay(number: Int(first))...CivilDay(number: Int(last))
    }

    /// - Parameters:
    ///   - sites: Where the incidents lie, perhaps among others.
    ///   - isBounded: Whether a bound is wanted, which takes most of the time; without one it is infinite.
    func choice(
        _ incidents: IncidentTable, sites: HarmSites, period: ClosedRange<CivilDay>, isBounded: Bool = true
    ) throws -> Choice {
        let worth = try worth(of: incidents, sites: sites, period: period)
        if let patches {
            return try patchChoice(patches, incidents, worth: worth, period: period, isBounded: isBounded)
        }
        let points: HarmPoints
        switch worth.ground {
        case .incidents(let weights):
            points = HarmPoints(
                sites, during: PatrolGround.period(of: incidents) ?? period, radius: planner.radius, weights: weights,
                last: period.upperBound)
        case .forecast(let forecast):
            let rows = PatrolGround.rows(forecast)
            points = HarmPoints(rows.map(\.point), harm: rows.map(\.harm), radius: planner.radius)
        }
        var rest = planner
        rest.areas -= kept.count
        var search = PatrolSearch(planner: rest, points: points, form: form, mayLie: mayLie)
        let (found, bound) = isBounded ? search.solve() : (search.centres(), .infinity)
        let years = worth.years
        let keptWorth = kept.reduce(0) { $0 + points.worth(in: form, at: $1) }
        // The most first; of equals those that stay, then as they were found.
        let ranked = (kept + found).map { ($0, points.worth(in: form, at: $0) / years) }.enumerated().sorted {
            ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
        }.map(\.element)
        let areas = ranked.enumerated().map { index, entry in
            let inside = (0..<incidents.count).filter { form.contains(incidents.point($0), centre: entry.0) }
            return PatrolArea(
                id: "A\(index + 1)", centre: entry.0, outline: form.polygon(at: entry.0),
                place: names.name(of: entry.0), incidents: inside.count,
                harm: inside.map { incidents.harm[$0] }.sorted().reduce(0, +), risk: entry.1,
                isFixed: kept.contains(entry.0))
        }
        return Choice(
            areas: areas, worth: ranked.reduce(0) { $0 + $1.1 }, bound: (bound + keptWorth) / years,
            ground: worth.ground, isEmpty: points.isEmpty)
    }

    /// What areas go by: the incidents, weighed by age and neighbourhood, or what a forecast expects in a year.
    private func worth(
        of incidents: IncidentTable, sites: HarmSites, period: ClosedRange<CivilDay>
    ) throws -> Worth {
        if let basis {
            // The method that is best on five per cent of the ground need not be so on the little that patrols take.
            let taken = Double(planner.areas) * Double.pi * planner.radius * planner.radius
            let ground = try Shape.multiPolygon(basis.studyArea).area()
            let forecast = try basis.forecast(
                of: incidents, until: period.upperBound, cell: planner.radius / PatrolGround.cellsOfRadius,
                share: ground > 0 ? taken / ground : nil)
            return Worth(ground: .forecast(forecast), shrink: 0, years: 1)
        }
        let days = PatrolGround.period(of: incidents) ?? period
        let weights =
            planner.risk == .stated
            ? AreaWeights(halfLife: planner.riskHalfLife, shrink: planner.riskShrink)
            : AreaWeights.chosen(for: planner, sites: sites, from: days.lowerBound, period: period, form: form)
        return Worth(ground: .incidents(weights), shrink: weights.shrink, years: weights.years(period))
    }

    /// What a forecast expects in a year, at the middles of its cells.
    private static func rows(_ forecast: ChosenForecast) -> [(point: Point, harm: Double)] {
        zip(forecast.surface.grid.cells, forecast.surface.share).compactMap { cell, share in
            share > 0 ? (cell.centre, share * forecast.perYear) : nil
        }
    }

    private func patchChoice(
        _ patches: StreetPatches, _ incidents: IncidentTable, worth: Worth, period: ClosedRange<CivilDay>,
        isBounded: Bool
    ) throws -> Choice {
        let rows: [(point: Point, harm: Double)]
        switch worth.ground {
        case .incidents(let weights):
            rows = StreetPatches.rows(incidents, weights: weights, last: period.upperBound, byHarm: true)
        case .forecast(let forecast): rows = PatrolGround.rows(forecast)
        }
        let (found, bound) = PatchSearch(
            planner: planner, patches: patches, worth: patches.worth(of: rows, shrink: worth.shrink), kept: kept,
            mayLie: mayLie
        ).solve(isBounded: isBounded)
        let years = worth.years
        let ranked = found.enumerated().sorted { ($1.element.worth, $0.offset) < ($0.element.worth, $1.offset) }
        var areas: [PatrolArea] = []
        for (offset, patch) in ranked {
            guard let outline = try patches.outline(of: patch) else { continue }
            let locator = AreaLocator([NamedArea(name: "", outline: MultiPolygon([outline]))])
            let inside = (0..<incidents.count).filter { locator.contains(incidents.point($0)) }
            areas.append(
                PatrolArea(
                    id: "A\(areas.count + 1)", centre: patch.centre, outline: outline,
                    place: names.name(of: patch.centre), incidents: inside.count,
                    harm: inside.map { incidents.harm[$0] }.sorted().reduce(0, +), risk: patch.worth / years,
                    isFixed: offset < kept.count))
        }
        return Choice(
            areas: areas, worth: areas.reduce(0) { $0 + $1.risk }, bound: bound / years, ground: worth.ground,
            isEmpty: rows.isEmpty)
    }

    func timetable(
        _ incidents: IncidentTable, period: ClosedRange<CivilDay>, areas: [PatrolArea], days: [CivilDay]
    ) -> VisitTimetable {
        let area = locator(of: areas)
        let events = PatrolRisk.events(of: incidents, hours: planner.hours) { area(incidents.point($0)) }
        let types = Set(days.map { PatrolDayType(kind: kind($0), weekday: $0.weekday) }).sorted()
        let steps = (planner.hours.minutes + PatrolRisk.step - 1) / PatrolRisk.step
        let risk = PatrolRisk(
            events, areas: areas.count, steps: steps, period: period, kind: kind, types: types,
            spread: PatrolSpread.chosen(
                events, areas: areas.count, steps: steps, period: period, kind: kind))
        return VisitTimetable(
            planner: planner, days: days, areas: areas, risk: risk,
            travel: PatrolTravel(planner: planner, areas: areas, network: network), kind: kind)
    }

    /// Makes areas and visits on the earlier part of the period and counts them on the rest; nil where it is too short.
    func proof(
        _ incidents: IncidentTable, sites: HarmSites, period: ClosedRange<CivilDay>, studyArea: MultiPolygon
    ) throws -> PatrolProof? {
        guard let (earlier, later) = PresenceProof.split(period) else { return nil }
        func part(_ days: ClosedRange<CivilDay>) -> IncidentTable {
            incidents.selecting((0..<incidents.count).filter { days.contains(incidents.civilDay($0)) })
        }
        let seen = part(earlier)
        let unseen = part(later)
        let areas: [PatrolArea]
        do {
            areas = try choice(seen, sites: sites, period: earlier, isBounded: false).areas
        } catch is AnalysisError {
            // What was known then is too little for a forecast.
            return nil
        }
        guard !areas.isEmpty else { return nil }
        // The visits of the first two days of a sort stand for all later ones.
        var models: [PatrolDayType: [CivilDay]] = [:]
        for day in later {
            let type = PatrolDayType(kind: kind(day), weekday: day.weekday)
            if models[type, default: []].count < 2 { models[type, default: []].append(day) }
        }
        let timetable = timetable(seen, period: earlier, areas: areas, days: models.values.flatMap { $0 }.sorted())
        let drawn = Dictionary(grouping: timetable.visits) { visit in
            visit.day.advanced(by: isLate(visit) ? -1 : 0)
        }
        var turn: [PatrolDayType: Int] = [:]
        var visits: [Visit] = []
        for day in later {
            let type = PatrolDayType(kind: kind(day), weekday: day.weekday)
            let dates = models[type] ?? []
            let date = dates[turn[type, default: 0] % dates.count]
            turn[type, default: 0] += 1
            for var visit in drawn[date] ?? [] {
                visit.day = day.advanced(by: date.distance(to: visit.day))
                visits.append(visit)
            }
        }
        let (met, timeShare) = PatrolProof.met(
            unseen, by: visits, to: areas, hours: planner.hours,
            days: later.lowerBound.distance(to: later.upperBound) + 1,
            area: locator(of: areas))
        let ground = try Shape.multiPolygon(studyArea).area()
        func share(_ outlines: [Polygon]) throws -> Double {
            let own = try outlines.reduce(0) { $0 + (try Shape.polygon($1).area()) }
            return ground > 0 ? min(1, own / ground) : 0
        }
        func inside(_ areas: [PatrolArea]) -> Int {
            let area = locator(of: areas)
            return (0..<unseen.count).count { area(unseen.point($0)) != nil }
        }
        let lastYear = max(earlier.lowerBound, earlier.upperBound.advanced(by: -364))...earlier.upperBound
        let counted = try countAreas(part(lastYear), sites: sites)
        return PatrolProof(
            days: later, incidents: unseen.count,
            inAreas: inside(areas), mostInAreas: Int(hindsight(unseen, sites: sites).rounded()),
            groundShare: try share(areas.map(\.outline)), met: met, timeShare: timeShare,
            least: planner.leastIncidents,
            lastYear: .init(inAreas: inside(counted), groundShare: try share(counted.map(\.outline))))
    }

    /// What no choice of areas could hold of incidents that are known, of discs or of patches, which lie within as large circles.
    private func hindsight(_ incidents: IncidentTable, sites: HarmSites) -> Double {
        guard let days = PatrolGround.period(of: incidents) else { return 0 }
        let points = HarmPoints(
            sites, during: days, radius: planner.radius, weights: AreaWeights(halfLife: 0, shrink: 0),
            last: days.upperBound, byHarm: false)
        var search = PatrolSearch(planner: planner, points: points, form: form, mayLie: study.contains)
        return search.solve().bound
    }

    /// Where a sceptic would put the areas: where the incidents, each counting one, are most.
    private func countAreas(_ incidents: IncidentTable, sites: HarmSites) throws -> [PatrolArea] {
        guard let days = PatrolGround.period(of: incidents) else { return [] }
        let none = AreaWeights(halfLife: 0, shrink: 0)
        func area(_ centre: Point, _ outline: Polygon) -> PatrolArea {
            PatrolArea(id: "", centre: centre, outline: outline, place: "", incidents: 0, harm: 0)
        }
        if let patches {
            let rows = StreetPatches.rows(incidents, weights: none, last: days.upperBound, byHarm: false)
            let found = PatchSearch(
                planner: planner, patches: patches, worth: patches.worth(of: rows, shrink: 0), kept: kept,
                mayLie: mayLie
            ).solve(isBounded: false).patches
            return try found.compactMap { patch in try patches.outline(of: patch).map { area(patch.centre, $0) } }
        }
        var rest = planner
        rest.areas -= kept.count
        let counts = HarmPoints(
            sites, during: days, radius: planner.radius, weights: none, last: days.upperBound, byHarm: false)
        var search = PatrolSearch(planner: rest, points: counts, form: form, mayLie: mayLie)
        return (kept + search.centres()).map { area($0, form.polygon(at: $0)) }
    }

    /// Where a person has not decided against an area.
    private func mayLie(_ point: Point) -> Bool {
        study.contains(point) && !forbidden.contains(point)
            && kept.allSatisfy { $0.distance(to: point) >= planner.spacing }
    }

    /// Whether a visit lies after the midnight of its patrol.
    private func isLate(_ visit: Visit) -> Bool {
        planner.hours.end <= planner.hours.start && visit.start < planner.hours.end
    }

    func sentences(_ choice: Choice, areas: [PatrolArea]) -> [String] {
        func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
        let means: String
        switch planner.travel {
        case .foot: means = "on foot"
        case .bicycle: means = "by bicycle"
        case .car: means = "by car"
        }
        let ways = areas.count * (areas.count - 1) / 2
        let straight = PatrolTravel(planner: planner, areas: areas, network: network).straight
        let along =
            straight == 0
            ? "along the streets of the walking network"
            : straight == ways
                ? "along the straight line times \(number(planner.detour))"
                : "along the streets of the walking network, for \(straight) of \(ways) ways along the straight line times \(number(planner.detour))"
        let form: [String] =
            patches.map { patches in
                [
                    "Each patrol area is streets that hang together, at most \(Int(patches.longest)) m of them within \(Int(planner.radius)) m of its middle, with \(Int(patches.width)) m to either side. An incident counts for the nearest street. \(self.basis == nil ? "The weights of age and neighbourhood were chosen for discs. " : "")The bound lets go of the streets' hanging together, so that the gap is wide."
                ]
            } ?? []
        let basis: String
        switch choice.ground {
        case .forecast(let forecast):
            basis =
                "The choice of patrol areas goes by a forecast, in cells of \(number(forecast.surface.grid.cellSize)) m. "
                + forecast.sentence
        case .incidents(let weights):
            let age =
                weights.halfLife > 0
                ? "counts half after \(number(weights.halfLife)) days" : "counts whatever its age"
            basis =
                "For the choice of patrol areas an incident \(age), and \(Int((weights.shrink * 100).rounded())) % of an area's risk is its neighbourhood's; "
                + (planner.risk == .chosen
                    ? "those are the weights by which earlier incidents foretold best where later ones happened."
                    : "those are the weights that the plan states.")
        }
        return form + [
            basis,
            "Patrol teams travel \(means) at \(number(planner.speed)) m/s, \(along)."
                + (planner.residualMinutes > 0
                    ? " A visit's effect is taken to fall to nothing in \(planner.residualMinutes) minutes after it."
                    : " A visit is taken to have no effect once it is over."),
        ]
    }
}
