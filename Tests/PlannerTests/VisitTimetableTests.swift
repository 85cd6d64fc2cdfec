import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

@Suite struct VisitTimetableTests {
    static let monday = CivilDay(number: 20_332)

    /// Three areas: two busy in the afternoon, one a little, and nobody anywhere after six.
    static func town() throws -> (incidents: IncidentTable, study: MultiPolygon, places: [Point]) {
        let places = [Point(x: 200, y: 200), Point(x: 900, y: 200), Point(x: 500, y: 900)]
        var generator = SeededGenerator(seed: 5)
        var points: [Point] = []
        for (place, count) in zip(places, [160, 120, 30]) { points += [Point](repeating: place, count: count) }
        var incidents = table(points, generator: &generator)
        for index in points.indices {
            incidents.day[index] = Int32(monday.number - 400 + generator.below(390))
            incidents.second[index] = Int32(15 * 3600 + generator.below(3 * 3600))
        }
        return (incidents, PatrolPlannerTests.square(1100), places)
    }

    static func planner() throws -> PatrolPlanner {
        try PatrolPlannerTests.planner(areas: 3, radius: 80, spacing: 200, weeks: 2).with(\.teamVisitsPerDay, 6)
            .with(\.nodeLimit, 20)
    }

    static func plan(_ planner: PatrolPlanner) throws -> PatrolPlan {
        let town = try town()
        return try planner.plan(
            incidents: town.incidents, studyArea: town.study,
            period: monday.advanced(by: -400)...monday.advanced(by: -1), firstDay: monday)
    }

    /// Nobody learns when a team comes: in no seven days is an area visited in one quarter of an hour on three of them.
    @Test func noQuarterOfAnHourComesThrice() throws {
        let plan = try Self.plan(try Self.planner())
        var days: [String: Set<Int>] = [:]
        for visit in plan.visits {
            for quarter in visit.start / 15...(visit.start + visit.minutes - 1) / 15 {
                days["\(visit.area) \(quarter)", default: []].insert(visit.day.number)
            }
        }
        for (key, days) in days {
            for first in days { #expect(days.count { (first..<first + 7).contains($0) } <= 2, "\(key)") }
        }
        #expect(days.values.contains { $0.count > 1 })
    }

    @Test func theDrawStaysNearTheBestAndBelowTheBound() throws {
        let plan = try Self.plan(try Self.planner().with(\.visitsPerDay, 2))
        #expect(plan.visitRisk >= 0.9 * plan.visitBest, "\(plan.visitRisk) of \(plan.visitBest)")
        #expect(plan.isNearBest && plan.visitRuleBound >= plan.visitRisk)
        #expect(plan.visitBest <= plan.visitBound && plan.visitBest >= 0.95 * plan.visitBound)
        #expect(plan.visitRisk > 0)
    }

    @Test func aSeedDrawsTheSameAndAnotherAnother() throws {
        let planner = try Self.planner()
        let plan = try Self.plan(planner)
        #expect(try Self.plan(planner).visits == plan.visits)
        let other = try Self.plan(planner.with(\.seed, 2))
        #expect(other.visits != plan.visits && other.areas == plan.areas)
    }

    /// There is nothing to be expected after six: nobody goes, though the patrol hours last until ten.
    @Test func nobodyGoesWhereNothingIsToBeExpected() throws {
        let plan = try Self.plan(try Self.planner().with(\.leastPerWeek, 0))
        #expect(!plan.visits.isEmpty)
        for visit in plan.visits { #expect(visit.start < 19 * 60) }
        let all = try Self.plan(try Self.planner().with(\.leastWorth, 0).with(\.leastPerWeek, 0))
        #expect(all.visits.count >= plan.visits.count)
    }

    @Test func theLimitsOfAWeekHold() throws {
        let planner = try Self.planner().with(\.visitsPerWeek, 8).with(\.leastPerWeek, 5)
        let plan = try Self.plan(planner)
        for area in plan.areas {
            for week in 0..<2 {
                let from = Self.monday.advanced(by: 7 * week)
                let count = plan.visits.count { $0.area == area.id && $0.day >= from && $0.day < from.advanced(by: 7) }
                #expect(count <= 8 && count >= 5, "\(area.id) in week \(week): \(count)")
            }
        }
        for visits in Dictionary(grouping: plan.visits, by: \.day).values { #expect(visits.count <= 6) }
    }

    /// Holidays have visits of their own: what happens at noon in the holidays does not draw a team there on a school day.
    @Test func eachKindOfDayHasItsTimes() throws {
        let place = Point(x: 100, y: 100)
        var generator = SeededGenerator(seed: 6)
        var incidents = table([Point](repeating: place, count: 200), generator: &generator)
        let holiday: @Sendable (CivilDay) -> Bool = { $0.number / 7 % 2 == 0 }
        for index in 0..<200 {
            var day = Self.monday.advanced(by: -1 - generator.below(350))
            while day.isWeekend { day = day.advanced(by: -1) }
            incidents.day[index] = Int32(day.number)
            incidents.second[index] = Int32((holiday(day) ? 11 : 16) * 3600 + generator.below(3600))
        }
        let planner = try PatrolPlannerTests.planner(areas: 1, visitsPerDay: 2, hours: "10-18", weeks: 2)
            .with(\.leastPerWeek, 0).with(\.nodeLimit, 20)
        let plan = try planner.plan(
            incidents: incidents, studyArea: PatrolPlannerTests.square(300),
            period: Self.monday.advanced(by: -360)...Self.monday.advanced(by: -1), firstDay: Self.monday
        ) { day in day.isWeekend ? .weekend : holiday(day) ? .holiday : .school }
        for visit in plan.visits where !visit.day.isWeekend {
            #expect(holiday(visit.day) == (visit.start < 14 * 60), "\(visit)")
        }
        #expect(plan.visits.contains { holiday($0.day) } && plan.visits.contains { !holiday($0.day) })
    }

    /// Half the incidents of the later days happen during a visit of half an hour of the four that the patrol lasts.
    @Test func metAndTimeAreCounted() throws {
        let centre = Point(x: 100, y: 100)
        let form = PatrolForm(radius: 50)
        let area = PatrolArea(
            id: "A1", centre: centre, outline: form.polygon(at: centre), place: "", incidents: 0, harm: 0)
        let day = Self.monday
        let moments: [(x: Double, minute: Int)] = [(100, 960), (120, 989), (100, 990), (100, 1020), (300, 960)]
        let incidents = IncidentTable(
            moments.map { moment -> Incident in
                Incident(
                    at: Point(x: moment.x, y: 100), start: Int64(day.number * 86_400 + moment.minute * 60), day: day,
                    second: Int32(moment.minute * 60), category: "violence", age: 15, line: 1)
            })
        let visits = [Visit(area: "A1", day: day, start: 16 * 60, minutes: 30)]
        let counted = PatrolProof.met(
            incidents, by: visits, to: [area], hours: try #require(HourWindow("15-19")), days: 2
        ) { form.contains($0, centre: centre) ? 0 : nil }
        #expect(counted.met == 2 && abs(counted.timeShare - 30.0 / 480) < 1e-12)
        let proof = PatrolProof(
            days: day...day, incidents: 5, inAreas: 4, mostInAreas: 4, groundShare: 0.1, met: 2, timeShare: 0.0625)
        #expect(proof.pai == 8 && proof.pei == 1 && proof.ratio == 8 && proof.isTooFew)
    }

    /// What is to be expected over the period is what happened, and an effect that lasts adds to a visit.
    @Test func riskHoldsItsMass() throws {
        let hours = try #require(HourWindow("15-18"))
        let days = Self.monday.advanced(by: -364)...Self.monday.advanced(by: -1)
        var generator = SeededGenerator(seed: 7)
        let incidents = table([Point](repeating: Point(x: 0, y: 0), count: 90), generator: &generator)
        var moved = incidents
        for index in 0..<90 {
            moved.day[index] = Int32(days.lowerBound.number + generator.below(364))
            moved.second[index] = Int32(15 * 3600 + generator.below(3 * 3600))
        }
        let events = PatrolRisk.events(of: moved, hours: hours) { $0 % 3 == 0 ? 1 : 0 }
        let types = (0..<7).map { PatrolDayType(kind: $0 < 5 ? .school : .weekend, weekday: $0) }
        let risk = PatrolRisk(
            events, areas: 2, steps: 36, period: days, kind: { $0.isWeekend ? .weekend : .school }, types: types,
            spread: PatrolSpread(clockBandwidth: 30, halfLife: 0, prior: 1e-6, weekdayPrior: 1e-6))
        let expected = types.reduce(0.0) { $0 + 52 * (risk.rates[$1]?.reduce(0, +) ?? 0) }
        #expect(abs(expected - 90) < 0.1, "\(expected)")
        let bare = risk.worth(on: types[0], starts: 34, minutes: 15, residual: 0)
        let lasting = risk.worth(on: types[0], starts: 34, minutes: 15, residual: 60)
        #expect(zip(bare, lasting).allSatisfy { $0 <= $1 + 1e-12 })
        let steady = PatrolRisk.step
        #expect(steady == 5 && lasting[0] > bare[0])
    }

    /// A river without a bridge between two areas makes the way as long as it is.
    @Test func travelFollowsTheStreets() throws {
        let nodes = [Point(x: 0, y: 0), Point(x: 0, y: 3000), Point(x: 600, y: 3000), Point(x: 600, y: 0)]
        let network = try StreetNetwork(
            nodes: nodes,
            edges: (0..<3).map {
                .init(
                    from: $0, to: $0 + 1, length: 0, line: LineString([nodes[$0], nodes[$0 + 1]]), name: "Street",
                    kind: "residential")
            })
        let form = PatrolForm(radius: 100)
        let areas = [nodes[0], nodes[3]].map {
            PatrolArea(id: "", centre: $0, outline: form.polygon(at: $0), place: "", incidents: 0, harm: 0)
        }
        let planner = PatrolPlanner { $0.radius = 100 }
        let along = PatrolTravel(planner: planner, areas: areas, network: network)
        #expect(along.minutes(from: 0, to: 1) == 22 && along.straight == 0)
        let crow = PatrolTravel(planner: planner, areas: areas, network: nil)
        #expect(crow.minutes(from: 0, to: 1) == 3 && crow.straight == 1)
        let foot = PatrolTravel(planner: planner.with(\.travel, .foot), areas: areas, network: nil)
        #expect(foot.minutes(from: 0, to: 1) == 10)
    }
}
