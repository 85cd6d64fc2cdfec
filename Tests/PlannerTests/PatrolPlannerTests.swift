import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardPlanner

@Suite struct PatrolPlannerTests {
    static func planner(
        areas: Int = 3, radius: Double = 80, spacing: Double = 200, visitsPerDay: Int = 3, hours: String = "15-22",
        weeks: Int = 1, teams: Int = 1
    ) throws -> PatrolPlanner {
        try PatrolPlanner {
            $0.areas = areas
            $0.radius = radius
            $0.spacing = spacing
            $0.visitsPerDay = visitsPerDay
            $0.hours = try #require(HourWindow(hours))
            $0.weeks = weeks
            $0.teams = teams
            // Whole numbers are bounded soonest; tests of age and neighbourhood ask for them.
            $0.risk = .stated
            $0.riskHalfLife = 0
            $0.riskShrink = 0
            $0.nodeLimit = 200
        }
    }

    static let firstDay = CivilDay(number: 20_332)  // Monday, 2025-09-01

    static func square(_ side: Double) -> MultiPolygon {
        MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: side, maxY: side).polygon])
    }

    /// What every plan must keep, whatever went in.
    static func check(_ plan: PatrolPlan, _ planner: PatrolPlanner, incidents: IncidentTable, study: MultiPolygon) {
        #expect(plan.risk <= plan.upperBound && plan.visitRisk <= plan.visitBound * (1 + 1e-9))
        #expect(plan.areas.count <= planner.areas)
        let locator = AreaLocator([NamedArea(name: "study", outline: study)])
        for (index, area) in plan.areas.enumerated() {
            #expect(locator.contains(area.centre), "the centre lies in the study area")
            #expect(area.outline.exterior.allSatisfy { $0.distance(to: area.centre) <= planner.radius + 1e-6 })
            for other in plan.areas[(index + 1)...] {
                #expect(area.centre.distance(to: other.centre) >= planner.spacing)
                #expect(other.risk <= area.risk)
            }
            // Count again by the outline that is published, not by what the search used.
            let outline = AreaLocator([NamedArea(name: area.id, outline: MultiPolygon([area.outline]))])
            let inside = (0..<incidents.count).filter { outline.contains(incidents.point($0)) }
            #expect(inside.count == area.incidents)
            #expect(abs(inside.reduce(0) { $0 + incidents.harm[$1] } - area.harm) < 1e-6)
        }
        let centres = Dictionary(uniqueKeysWithValues: plan.areas.map { ($0.id, $0.centre) })
        func minute(_ visit: Visit) -> Int { visit.day.number * 1440 + visit.start }
        for team in Set(plan.visits.map(\.team)) {
            let own = plan.visits.filter { $0.team == team }
            for (a, b) in zip(own, own.dropFirst()) {
                guard let from = centres[a.area], let to = centres[b.area] else {
                    Issue.record("an unknown area")
                    continue
                }
                let travel = from.distance(to: to) * planner.detour / planner.speed / 60
                #expect(
                    Double(minute(b)) >= Double(minute(a) + a.minutes) + travel, "never two at once, and time to travel"
                )
            }
        }
        for area in plan.areas {
            let own = plan.visits.filter { $0.area == area.id }
            #expect(Set(own.map(\.team)).count <= 1)
            for (a, b) in zip(own, own.dropFirst()) {
                #expect(minute(b) - minute(a) - a.minutes >= planner.apartMinutes)
            }
        }
        for visit in plan.visits {
            let after = minute(visit) - firstDay.number * 1440
            let offset = ((after - planner.hours.start) % 1440 + 1440) % 1440
            #expect(offset + visit.minutes <= planner.hours.minutes, "within the patrol hours")
            #expect(after >= planner.hours.start && after < (planner.weeks * 7 + 1) * 1440)
        }
    }

    @Test(arguments: 1...4) func plansKeepTheirRules(_ seed: Int) throws {
        var town = try TestTown(columns: 15, rows: 15, seed: UInt64(seed))
        let incidents = town.incidents(120)
        let planner = try Self.planner()
        let study = Self.square(1200)
        let plan = try planner.plan(incidents: incidents, studyArea: study, firstDay: Self.firstDay)
        Self.check(plan, planner, incidents: incidents, study: study)
        #expect(plan.areas.count == 3)
        #expect(plan.visits.count <= 10 * 7 && plan.visits.count > 3 * 7 && plan.unserved.isEmpty)
        var order = Array(0..<incidents.count)
        town.generator.shuffle(&order)
        let shuffled = try planner.plan(
            incidents: incidents.selecting(order), studyArea: study, firstDay: Self.firstDay)
        #expect(shuffled.areas.map(\.centre) == plan.areas.map(\.centre) && shuffled.visits == plan.visits)
    }

    /// The best choice among fine candidates by looking at every choice: it may be no better than the bound, and the
    /// plan no poorer than a little below it.
    @Test(arguments: 1...8) func theBoundHoldsAndThePlanIsNearTheBest(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) &+ 50)
        let points = (0..<24).map { _ in Point(x: generator.unit() * 500, y: generator.unit() * 500) }
        let incidents = table(points, generator: &generator)
        let planner = try Self.planner(areas: 2, radius: 60, spacing: 150).with(\.nodeLimit, 20_000)
        let study = Self.square(500)
        let plan = try planner.plan(incidents: incidents, studyArea: study, firstDay: Self.firstDay)
        Self.check(plan, planner, incidents: incidents, study: study)
        let outline = PatrolForm(radius: 60)
        var held: [(point: Point, harm: Double)] = []
        for row in 0..<50 {
            for column in 0..<50 {
                let centre = Point(x: Double(column) * 10 + 5, y: Double(row) * 10 + 5)
                let harm = Double(points.count { outline.contains($0, centre: centre) })
                if harm > 0 { held.append((centre, harm)) }
            }
        }
        var best = 0.0
        for (index, a) in held.enumerated() {
            best = max(best, a.harm)
            for b in held[index...] where a.harm + b.harm > best && a.point.distance(to: b.point) >= 150 {
                best = a.harm + b.harm
            }
        }
        // Without age and neighbourhood an area is worth its incidents, a year.
        let years = plan.harm / plan.risk
        #expect(plan.upperBound * years >= best - 1e-6)
        #expect(plan.harm >= best - 1, "plan \(plan.harm), best of the candidates \(best)")
    }

    @Test func visitsFollowTheRiskOfTheirArea() throws {
        var generator = SeededGenerator(seed: 2)
        var incidents = table([Point](repeating: Point(x: 250, y: 250), count: 60), generator: &generator)
        for index in 0..<60 { incidents.second[index] = Int32(19 * 3600 + index * 20) }
        let plan = try Self.planner(areas: 1, visitsPerDay: 1).plan(
            incidents: incidents, studyArea: Self.square(500), firstDay: Self.firstDay)
        #expect(plan.visits.count == 7)
        for visit in plan.visits { #expect(abs(visit.start - 19 * 60) <= 45, "\(visit.start)") }
    }

    @Test func hoursMayRunOverMidnight() throws {
        var town = try TestTown(columns: 8, rows: 8)
        var incidents = town.incidents(60)
        for index in 0..<60 { incidents.second[index] = Int32((22 * 60 + index * 5) % 1440 * 60) }
        let planner = try Self.planner(areas: 2, visitsPerDay: 2, hours: "22-03")
        let study = Self.square(640)
        let plan = try planner.plan(incidents: incidents, studyArea: study, firstDay: Self.firstDay)
        Self.check(plan, planner, incidents: incidents, study: study)
        #expect(plan.visits.contains { $0.start < 180 } && plan.visits.contains { $0.start >= 1320 })
    }

    @Test func whatHasNoRoomIsListed() throws {
        var town = try TestTown(columns: 12, rows: 12)
        let incidents = town.incidents(100)
        let study = Self.square(960)
        let tight = try Self.planner(visitsPerDay: 3, hours: "15-16").with(\.leastPerWeek, 12).with(\.leastWorth, 0)
        let plan = try tight.plan(incidents: incidents, studyArea: study, firstDay: Self.firstDay)
        Self.check(plan, tight, incidents: incidents, study: study)
        for unserved in plan.unserved {
            let count = plan.visits.count { $0.area == unserved.name }
            #expect(count < 12 && unserved.reason.hasPrefix("It has \(count) visits in the week"))
        }
        #expect(!plan.unserved.isEmpty)
        let two = try Self.planner(visitsPerDay: 3, hours: "15-22", teams: 2)
        let shared = try two.plan(incidents: incidents, studyArea: study, firstDay: Self.firstDay)
        Self.check(shared, two, incidents: incidents, study: study)
        #expect(Set(shared.visits.map(\.team)) == [1, 2])
    }

    @Test func nothingToDoIsNoTrap() throws {
        let study = Self.square(500)
        let none = try Self.planner().plan(incidents: IncidentTable(), studyArea: study, firstDay: Self.firstDay)
        #expect(none.areas.isEmpty && none.visits.isEmpty && none.upperBound == 0 && none.unserved.count == 3)
        var generator = SeededGenerator(seed: 1)
        let one = table([Point(x: 10, y: 10)], generator: &generator)
        let plan = try Self.planner().plan(incidents: one, studyArea: study, firstDay: Self.firstDay)
        #expect(plan.areas.count == 1 && plan.unserved.count == 2 && plan.gap < 2.1e-3)
        let outside = try Self.planner().plan(incidents: one, studyArea: MultiPolygon([]), firstDay: Self.firstDay)
        #expect(outside.areas.isEmpty && outside.unserved.count == 3)
    }

    /// A place that faded is left for one that rose, though over the whole period it had more.
    @Test func whatHasFadedIsLeft() throws {
        var generator = SeededGenerator(seed: 3)
        let faded = Point(x: 200, y: 200)
        let risen = Point(x: 800, y: 800)
        var incidents = table(
            [Point](repeating: faded, count: 42) + [Point](repeating: risen, count: 35), generator: &generator)
        // 40 and 5 in the first year, 2 and 30 in the second.
        let years: [Int] =
            [Int](repeating: 0, count: 40) + [1, 1] + [Int](repeating: 0, count: 5) + [Int](repeating: 1, count: 30)
        for (index, year) in years.enumerated() {
            incidents.day[index] = Int32(19_723 + 365 * year + index * 4 % 360)
        }
        let period = CivilDay(number: 19_723)...CivilDay(number: 19_723 + 729)
        func chosen(_ planner: PatrolPlanner) throws -> Point? {
            try planner.plan(
                incidents: incidents, studyArea: Self.square(1000), period: period, firstDay: Self.firstDay
            ).areas.first?.centre
        }
        let planner = try Self.planner(areas: 1).with(\.risk, .chosen)
        #expect(try #require(try chosen(planner)).distance(to: risen) < 100)
        let ageless = planner.with(\.risk, .stated).with(\.riskHalfLife, 0)
        #expect(try #require(try chosen(ageless)).distance(to: faded) < 100)
    }

    /// One place alone in empty streets does not pass one with as much around it.
    @Test func aNeighbourhoodDrawsAnAreaTowardsIt() throws {
        var generator = SeededGenerator(seed: 4)
        let lonely = [Point](repeating: Point(x: 200, y: 200), count: 24)
        let ring = (0..<40).map { index -> Point in
            let angle = Double(index) / 40 * 2 * Double.pi
            return Point(x: 800 + 110 * cos(angle), y: 800 + 110 * sin(angle))
        }
        let busy = [Point](repeating: Point(x: 800, y: 800), count: 16) + ring
        let incidents = table(lonely + busy, generator: &generator)
        func first(_ shrink: Double) throws -> Point? {
            let planner = try Self.planner(areas: 1, radius: 60).with(\.risk, .stated).with(\.riskHalfLife, 0)
                .with(\.riskShrink, shrink)
            return try planner.plan(incidents: incidents, studyArea: Self.square(1000), firstDay: Self.firstDay)
                .areas.first?.centre
        }
        #expect(try #require(try first(0)).distance(to: Point(x: 200, y: 200)) < 61)
        #expect(try #require(try first(0.8)).distance(to: Point(x: 800, y: 800)) < 120)
    }

    @Test func whatAPersonDecidedStays() throws {
        var town = try TestTown(columns: 12, rows: 12)
        let incidents = town.incidents(100)
        let study = Self.square(960)
        let planner = try Self.planner()
        let free = try planner.plan(incidents: incidents, studyArea: study, firstDay: Self.firstDay)
        let best = try #require(free.areas.first).centre
        let kept = Point(x: 60, y: 60)
        let works = NamedArea(
            name: "Works",
            outline: MultiPolygon([
                BoundingBox(minX: best.x - 120, minY: best.y - 120, maxX: best.x + 120, maxY: best.y + 120).polygon
            ]))
        let plan = try planner.plan(
            incidents: incidents, studyArea: study, firstDay: Self.firstDay, kept: [kept], forbidden: [works])
        #expect(plan.areas.filter(\.isFixed).map(\.centre) == [kept] && plan.areas.count == 3)
        let locator = AreaLocator([works])
        #expect(plan.areas.allSatisfy { !locator.contains($0.centre) } && locator.contains(best))
        #expect(plan.areas.allSatisfy { $0.isFixed || $0.centre.distance(to: kept) >= planner.spacing })
        #expect(plan.risk <= plan.upperBound)
        for (points, forbidden) in [([best], [works]), ([kept, Point(x: 70, y: 60)], [])] {
            let error = #expect(throws: PlannerError.self) {
                try planner.plan(
                    incidents: incidents, studyArea: study, firstDay: Self.firstDay, kept: points, forbidden: forbidden)
            }
            guard case .contradiction? = error else {
                Issue.record("another error")
                continue
            }
        }
    }

    @Test func parametersWithoutMeaningAreRefused() throws {
        for (change, path) in [
            (try Self.planner().with(\.leastPerDay, 4), "patrols.least_per_day"),
            (try Self.planner().with(\.leastPerWeek, 22), "patrols.least_per_week"),
            (try Self.planner().with(\.residualMinutes, 61), "patrols.residual_min"),
            (try Self.planner().with(\.travelSpeed, 0), "patrols.travel_m_per_s"),
            (try Self.planner(hours: "15-15:20").with(\.visitMinutes, 25), "patrols.visit_min"),
            (try Self.planner().with(\.visitMinutes, 35), "patrols.visit_min"),
            (try Self.planner(teams: 0), "patrols.teams"),
        ] {
            let error = #expect(throws: SettingError.self) {
                try change.plan(incidents: IncidentTable(), studyArea: Self.square(10), firstDay: Self.firstDay)
            }
            #expect(error?.path == path)
        }
        let overlapping = try Self.planner(radius: 150, spacing: 299)
        let together = #expect(throws: SettingError.self) {
            try overlapping.plan(
                incidents: IncidentTable(), studyArea: MultiPolygon([]), firstDay: Self.firstDay)
        }
        #expect(together?.path == "patrols.spacing_m" && together?.message.contains("overlap") == true)
        for (areas, radius) in [(-1, 80.0), (0, 80), (3, 0), (3, .nan), (3, -5)] {
            let planner = try Self.planner(areas: areas, radius: radius)
            #expect(throws: SettingError.self) {
                try planner.plan(
                    incidents: IncidentTable(), studyArea: MultiPolygon([]), firstDay: Self.firstDay)
            }
        }
    }
}
