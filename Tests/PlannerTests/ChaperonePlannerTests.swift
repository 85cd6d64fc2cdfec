import HomewardAnalysis
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

@Suite struct ChaperonePlannerTests {
    /// What every plan must keep, whatever went in.
    static func check(
        _ plan: ChaperonePlan, planner: ChaperonePlanner, schools: [School], network: StreetNetwork,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        func expect(_ condition: Bool, _ comment: Comment) {
            #expect(condition, comment, sourceLocation: sourceLocation)
        }
        expect(plan.risk <= plan.upperBound, "the bound holds")
        expect(plan.routes.count <= planner.teams, "no more routes than teams")
        expect(plan.risk <= plan.routes.reduce(0) { $0 + $1.risk } + 1e-6, "what routes share counts once")
        expect(Set(plan.routes.map(\.id)).count == plan.routes.count, "ids are unique")
        let served = Set(plan.routes.map(\.school))
        let unserved = Set(plan.unserved.map(\.name))
        for school in schools {
            expect(
                served.contains(school.name) != unserved.contains(school.name),
                "\(school.name) is served or has a reason")
        }
        for route in plan.routes {
            guard let school = schools.first(where: { $0.name == route.school }) else {
                expect(false, "an unknown school")
                continue
            }
            expect(route.start == school.finish && route.isStartAssumed == school.isFinishAssumed, "the finish is kept")
            expect(route.minutes <= planner.minutes + 1e-6, "within the time")
            expect(route.posts.first?.arrive == Double(school.finish), "the first post is at the gate at the finish")
            let gate = network.snap(school.gate, within: planner.gateReach)?.point
            expect(route.posts.first?.point == gate && route.walk.points.first == gate, "the walk starts at the gate")
            expect(abs(route.walk.length - route.length) < 1e-6, "the walk is as long as it says")
            expect(route.risk <= route.posts.reduce(0) { $0 + $1.risk } + 1e-6, "what posts share counts once")
            expect(route.people == planner.peoplePerTeam, "the people")
            for point in route.walk.points {
                expect(
                    (network.snap(point, within: 1, component: nil)?.distance ?? 1) < 1e-6,
                    "the walk keeps to the streets")
            }
            for (a, b) in zip(route.posts, route.posts.dropFirst()) {
                expect(abs(a.leave - a.arrive - planner.dwell) < 1e-9 && b.arrive >= a.leave, "times rise")
            }
            for (i, a) in route.posts.enumerated() {
                expect(!a.place.isEmpty, "every post has a name")
                for b in route.posts[(i + 1)...] {
                    guard let x = network.snap(a.point, within: 1, component: nil),
                        let y = network.snap(b.point, within: 1, component: nil)
                    else { continue }
                    let apart = network.distance(between: x, and: y) ?? 0
                    expect(apart >= (planner.spacing ?? planner.reach) - 1e-3, "posts keep their spacing")
                }
            }
            let walking = route.length / planner.walkSpeed / 60 + planner.dwell * Double(route.posts.count)
            expect(abs(walking - route.minutes) < 1e-6, "the time is walking and standing")
        }
    }

    @Test(arguments: 1...3) func plansKeepTheirRules(_ seed: Int) throws {
        var town = try TestTown(columns: 10, rows: 9, seed: UInt64(seed))
        let schools = town.schools(4)
        let incidents = town.incidents(120)
        let stops = (0..<5).map { Stop(name: "Stop \($0)", point: town.anywhere()) }
        for planner in [
            ChaperonePlanner(),
            ChaperonePlanner {
                $0.teams = 2
                $0.minutes = 45
                $0.dwell = 5
            },
            ChaperonePlanner {
                $0.teams = 12
                $0.reach = 60
            },
        ] {
            let plan = try planner.plan(
                schools: schools, stops: stops, incidents: incidents, years: 2, network: town.network)
            Self.check(plan, planner: planner, schools: schools, network: town.network)
            #expect(plan.risk > 0 && plan.risk <= 60)
            #expect(
                plan
                    == (try planner.plan(
                        schools: schools, stops: stops, incidents: incidents, years: 2, network: town.network)))
        }
    }

    @Test func theOrderOfTheRowsDoesNotMatter() throws {
        var town = try TestTown(columns: 9, rows: 8, seed: 5)
        let schools = town.schools(4)
        let incidents = town.incidents(200)
        var order = Array(0..<200)
        town.generator.shuffle(&order)
        let planner = ChaperonePlanner { $0.teams = 3 }
        let a = try planner.plan(schools: schools, stops: [], incidents: incidents, years: 1, network: town.network)
        let b = try planner.plan(
            schools: schools, stops: [], incidents: incidents.selecting(order), years: 1, network: town.network)
        #expect(a == b)
    }
}
