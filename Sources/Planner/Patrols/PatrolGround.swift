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

    init(
        planner: PatrolPlanner, study: AreaLocator, network: StreetNetwork?, names: PositionNames, kept: [Point],
        forbidden: AreaLocator, kind: @escaping @Sendable (CivilDay) -> DayKind
    ) {
        self.kept = kept
        self.forbidden = forbidden
        self.planner = planner
        self.study = study
        self.network = network
        self.names = names
        self.kind = kind
        form = PatrolForm(radius: planner.radius)
    }

    /// The areas, and how good their choice is.
    struct Choice {
        var areas: [PatrolArea]
        /// The harm a year to expect in them, and what no choice can exceed.
        var worth: Double
        var bound: Double
        var weights: AreaWeights
        /// Whether there is no harm anywhere.
        var isEmpty: Bool
    }

    /// The days of the first and the last incident.
    static func period(of incidents: IncidentTable) -> ClosedRange<CivilDay>? {
        guard let first = incidents.day.min(), let last = incidents.day.max() else { return nil }
        return CivilDay(number: Int(first))...CivilDay(number: Int(last))
    }

    /// - Parameter isBounded: Whether a bound is wanted, which takes most of the time; without one it is infinite.
    func choice(_ incidents: IncidentTable, period: ClosedRange<CivilDay>, isBounded: Bool = true) -> Choice {
        let weights =
            planner.risk == .chosen
            ? AreaWeights.chosen(for: planner, incidents: incidents, period: period, form: form)
            : AreaWeights(halfLife: planner.riskHalfLife, shrink: planner.riskShrink)
        let points = HarmPoints(
            incidents: incidents, radius: planner.radius, weights: weights, last: period.upperBound)
        var rest = planner
        rest.areas -= kept.count
        var search = PatrolSearch(planner: rest, points: points, form: form) { point in
            study.contains(point) && !forbidden.contains(point)
                && kept.allSatisfy { $0.distance(to: point) >= planner.spacing }
        }
        let (found, bound) = isBounded ? search.solve() : (search.centres(), .infinity)
        let years = weights.years(period)
        let keptWorth = kept.reduce(0) { $0 + points.worth(in: form, at: $1) }
        // The most first; of equals those that stay, then as they were found.
        let ranked = (kept + found).map { ($0, points.worth(in: form, at: $0) / years) }.enumerated().sorted {
            ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
        }.map(\.element)
        let worth = ranked.map(\.1)
        let areas = ranked.enumerated().map { index, entry in
            let inside = (0..<incidents.count).filter { form.contains(incidents.point($0), centre: entry.0) }
            return PatrolArea(
                id: "A\(index + 1)", centre: entry.0, outline: form.polygon(at: entry.0),
                place: names.name(of: entry.0), incidents: inside.count,
                harm: inside.map { incidents.harm[$0] }.sorted().reduce(0, +), risk: entry.1,
                isFixed: kept.contains(entry.0))
        }
        return Choice(
            areas: areas, worth: worth.reduce(0, +), bound: (bound + keptWorth) / years, weights: weights,
            isEmpty: points.isEmpty)
    }

    func timetable(
        _ incidents: IncidentTable, period: ClosedRange<CivilDay>, areas: [PatrolArea], days: [CivilDay]
    ) -> VisitTimetable {
        let events = PatrolRisk.events(of: incidents, hours: planner.hours) { row in
            areas.firstIndex { form.contains(incidents.point(row), centre: $0.centre) }
        }
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
        _ incidents: IncidentTable, period: ClosedRange<CivilDay>, studyArea: MultiPolygon
    ) throws -> PatrolProof? {
        guard let (earlier, later) = PresenceProof.split(period) else { return nil }
        func part(_ days: ClosedRange<CivilDay>) -> IncidentTable {
            incidents.selecting((0..<incidents.count).filter { days.contains(incidents.civilDay($0)) })
        }
        let seen = part(earlier)
        let unseen = part(later)
        let areas = choice(seen, period: earlier, isBounded: false).areas
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
            form: form)
        let hindsight = HarmPoints(
            incidents: unseen, radius: planner.radius, weights: AreaWeights(halfLife: 0, shrink: 0),
            last: later.upperBound, byHarm: false)
        var search = PatrolSearch(planner: planner, points: hindsight, form: form, mayLie: study.contains)
        let ground = try Shape.multiPolygon(studyArea).area()
        let own = try areas.reduce(0) { $0 + (try Shape.polygon($1.outline).area()) }
        return PatrolProof(
            days: later, incidents: unseen.count,
            inAreas: (0..<unseen.count).count { row in
                areas.contains { form.contains(unseen.point(row), centre: $0.centre) }
            },
            mostInAreas: Int(search.solve().bound.rounded()), groundShare: ground > 0 ? min(1, own / ground) : 0,
            met: met, timeShare: timeShare, least: planner.leastIncidents)
    }

    /// Whether a visit lies after the midnight of its patrol.
    private func isLate(_ visit: Visit) -> Bool {
        planner.hours.end <= planner.hours.start && visit.start < planner.hours.end
    }

    func sentences(_ choice: Choice, areas: [PatrolArea]) -> [String] {
        func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
        let age =
            choice.weights.halfLife > 0
            ? "counts half after \(number(choice.weights.halfLife)) days" : "counts whatever its age"
        let percent = Int((choice.weights.shrink * 100).rounded())
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
        return [
            "For the choice of patrol areas an incident \(age), and \(percent) % of an area's risk is its neighbourhood's; "
                + (planner.risk == .chosen
                    ? "those are the weights by which earlier incidents foretold best where later ones happened."
                    : "those are the weights that the plan states."),
            "Patrol teams travel \(means) at \(number(planner.speed)) m/s, \(along)."
                + (planner.residualMinutes > 0
                    ? " A visit's effect is taken to fall to nothing in \(planner.residualMinutes) minutes after it."
                    : " A visit is taken to have no effect once it is over."),
        ]
    }
}
