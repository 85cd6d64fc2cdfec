import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Four weeks from Monday 2024-01-01, the days of ``table(_:generator:)``.
let fourWeeks = CivilDay(number: 19_723)...CivilDay(number: 19_750)

@Suite struct ChaperonePlannerTests {
    /// What every plan must keep, whatever went in.
    static func check(
        _ plan: ChaperonePlan, planner: ChaperonePlanner, schools: [School], network: StreetNetwork,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        func expect(_ condition: Bool, _ comment: Comment) {
            #expect(condition, comment, sourceLocation: sourceLocation)
        }
        expect(plan.risk <= plan.upperBound && plan.gap >= 0, "the bound holds")
        if planner.gate != .required {
            expect(plan.standing <= plan.upperBound + 1e-9, "the bound holds for standing still")
        }
        expect(plan.routes.count <= planner.teams, "no more routes than teams")
        expect(abs(plan.risk - plan.routes.reduce(0) { $0 + $1.risk }) < 1e-6, "the routes add up to the plan")
        for (before, after) in zip(plan.routes, plan.routes.dropFirst()) {
            expect(after.risk <= before.risk + 1e-9, "each route adds no more than the one before")
        }
        for route in plan.routes {
            expect(
                route.lost >= 0 && route.lost <= route.risk + 1e-9,
                "what is lost without a team is not more than it adds")
        }
        expect(plan.routes.last.map { $0.lost == $0.risk } ?? true, "the last route's share is its own")
        expect(plan.oneMore >= 0, "a further team takes nothing away")
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
            expect(route.start == school.finish - planner.lead, "the start follows the finish")
            expect(route.isStartAssumed == school.isFinishAssumed, "what is assumed is kept")
            expect(route.minutes == Double(planner.minutes), "the whole time")
            expect(route.posts.first?.arrive == Double(route.start), "the first post stands from the start")
            expect(route.posts.last?.leave == Double(route.start + planner.minutes), "the last stands to the end")
            expect(route.posts.count <= planner.mostPosts, "not too many posts")
            expect(route.walk.points.first == route.posts.first?.point, "the walk starts at the first post")
            expect(abs(route.walk.length - route.length) < 1e-6, "the walk is as long as it says")
            expect(abs(route.legs.reduce(0, +) - route.length) < 1e-6, "its legs add up")
            expect(route.posts.reduce(0) { $0 + $1.risk } <= route.risk + 1e-9, "the posts are a part of the route")
            expect(route.people == planner.peoplePerTeam, "the people")
            for point in route.walk.points {
                expect(
                    (network.snap(point, within: 1, component: nil)?.distance ?? 1) < 1e-6,
                    "the walk keeps to the streets")
            }
            for (index, post) in route.posts.enumerated() {
                expect(!post.place.isEmpty, "every post has a name")
                expect(post.leave - post.arrive >= Double(planner.dwell), "a stay is long enough")
                guard index > 0 else { continue }
                let before = route.posts[index - 1]
                // Nobody has to run.
                let least = route.legs[index - 1] / planner.walkSpeed / 60
                expect(post.arrive - before.leave >= least - 1e-6, "the walk takes its time")
            }
            let gates = schools.filter { $0.finish == school.finish }.compactMap {
                network.snap($0.gate, within: planner.gateReach)
            }
            for post in route.posts {
                guard let place = network.snap(post.point, within: 1, component: nil) else { continue }
                expect(
                    gates.contains {
                        (network.distance(between: $0, and: place) ?? .infinity) <= planner.journeys.homeDistance + 1e-6
                    }, "within the walking distance of a school")
            }
            if planner.gate == .required {
                expect(gates.contains { $0.point == route.posts.first?.point }, "the first post is a gate")
            }
        }
    }

    @Test(arguments: 1...2) func plansKeepTheirRules(_ seed: Int) throws {
        var town = try TestTown(columns: 6, rows: 5, seed: UInt64(seed))
        let schools = town.schools(4)
        let incidents = town.incidents(120)
        let stops = (0..<5).map { Stop(name: "Stop \($0)", point: town.anywhere()) }
        for planner in [
            ChaperonePlanner {
                $0.teams = 3
                $0.minutes = 60
            },
            ChaperonePlanner {
                $0.teams = 2
                $0.minutes = 45
                $0.dwell = 5
                $0.lead = 10
                $0.mostPosts = 2
                $0.gate = .required
                $0.exposure = .journeys
            },
            ChaperonePlanner {
                $0.teams = 4
                $0.minutes = 40
                $0.reach = 60
                $0.gate = .free
                $0.risk = .stated
                $0.secondTeam = 0.3
                $0.journeys.homeDistance = 200
            },
        ] {
            let plan = try planner.plan(
                schools: schools, stops: stops, incidents: incidents, period: fourWeeks, network: town.network)
            Self.check(plan, planner: planner, schools: schools, network: town.network)
            #expect(plan.risk > 0)
            #expect(
                plan
                    == (try planner.plan(
                        schools: schools, stops: stops, incidents: incidents, period: fourWeeks, network: town.network))
            )
        }
    }

    @Test func theOrderOfTheRowsDoesNotMatter() throws {
        var town = try TestTown(columns: 6, rows: 5, seed: 5)
        let schools = town.schools(3)
        let incidents = town.incidents(200)
        var order = Array(0..<200)
        town.generator.shuffle(&order)
        let planner = ChaperonePlanner {
            $0.teams = 2
            $0.minutes = 60
        }
        let a = try planner.plan(
            schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: town.network)
        let b = try planner.plan(
            schools: schools, stops: [], incidents: incidents.selecting(order), period: fourWeeks, network: town.network
        )
        #expect(a == b)
    }

    /// Incidents on every weekday of a year at given places and minutes.
    private func daily(_ spots: [(point: Point, minute: Int)], weeks: Int = 52, harm: [Double] = []) -> IncidentTable {
        IncidentTable(
            (0..<weeks * 7).filter { $0 % 7 < 5 }.flatMap { day in
                spots.enumerated().map { index, spot in
                    let number = 19_723 + day
                    return Incident(
                        at: spot.point, start: Int64(number * 86_400 + spot.minute * 60),
                        day: CivilDay(number: number), second: Int32(spot.minute * 60), category: "violence",
                        harm: harm.isEmpty ? 1 : harm[index], line: Int32(day + 2))
                }
            })
    }
    private let year = CivilDay(number: 19_723)...CivilDay(number: 19_723 + 363)

    @Test("Where risk moves from place to place, the team moves with it and meets more than standing still")
    func followsTheRisk() throws {
        let town = try TestTown(columns: 10, rows: 4, block: 90)
        let spots = [(town.network.nodes[11], 910), (town.network.nodes[15], 950), (town.network.nodes[18], 990)]
        let school = School(name: "S", gate: town.network.nodes[11], finish: 900, isFinishAssumed: false)
        let planner = ChaperonePlanner {
            $0.teams = 1
            $0.risk = .stated
            $0.riskMinutes = 20
        }
        let plan = try planner.plan(
            schools: [school], stops: [], incidents: daily(spots), period: year, network: town.network)
        let route = try #require(plan.routes.first)
        #expect(route.posts.count == 3)
        for (post, (point, minute)) in zip(route.posts, spots) {
            #expect(post.point.distance(to: point) <= 100)
            #expect(post.arrive <= Double(minute) && post.leave > Double(minute))
        }
        let proof = try #require(plan.proof)
        #expect(proof.met == proof.incidents && proof.standing * 3 == proof.incidents && !proof.isTooFew)
        // The one gate has the only team every day, at the first of the three places.
        #expect(abs(proof.rota * 3 - Double(proof.incidents)) < 1e-9)
        #expect(proof.metByTeams == [proof.met])
        #expect(plan.risk > 1.5 * plan.standing)
    }

    @Test("Where one place is as good all the time, the team stands still")
    func standsStill() throws {
        let town = try TestTown(columns: 8, rows: 4, block: 90)
        let spots = (0..<12).map { (town.network.nodes[11], 902 + 10 * $0) }
        let school = School(name: "S", gate: town.network.nodes[11], finish: 900, isFinishAssumed: false)
        let planner = ChaperonePlanner {
            $0.teams = 1
            $0.risk = .stated
            $0.riskMinutes = 20
        }
        let plan = try planner.plan(
            schools: [school], stops: [], incidents: daily(spots, weeks: 30), period: year, network: town.network)
        #expect(plan.routes.first?.posts.count == 1)
        #expect(plan.routes.first?.length == 0)
    }

    @Test("Harm sends the team where the harm is")
    func harm() throws {
        let town = try TestTown(columns: 12, rows: 3, block: 100)
        let spots = [(town.network.nodes[12], 930), (town.network.nodes[12], 935), (town.network.nodes[21], 932)]
        let school = School(name: "S", gate: town.network.nodes[16], finish: 900, isFinishAssumed: false)
        func first(_ usesHarm: Bool) throws -> Point? {
            let planner = ChaperonePlanner {
                $0.teams = 1
                $0.minutes = 40
                $0.dwell = 40
                $0.gate = .free
                $0.usesHarm = usesHarm
                $0.risk = .stated
            }
            return try planner.plan(
                schools: [school], stops: [], incidents: daily(spots, weeks: 20, harm: [1, 1, 40]), period: year,
                network: town.network
            ).routes.first?.posts.first?.point
        }
        #expect(try #require(try first(false)).distance(to: spots[0].0) <= 100)
        #expect(try #require(try first(true)).distance(to: spots[2].0) <= 100)
    }

    @Test("One more team adds what the plan says that it would")
    func oneMore() throws {
        let town = try TestTown(columns: 12, rows: 3, block: 100)
        let spots = [(town.network.nodes[12], 930), (town.network.nodes[12], 935), (town.network.nodes[21], 932)]
        let school = School(name: "S", gate: town.network.nodes[16], finish: 900, isFinishAssumed: false)
        func plan(_ teams: Int) throws -> ChaperonePlan {
            let planner = ChaperonePlanner {
                $0.teams = teams
                $0.minutes = 60
                $0.gate = .free
                $0.risk = .stated
            }
            return try planner.plan(
                schools: [school], stops: [], incidents: daily(spots), period: year, network: town.network)
        }
        let one = try plan(1)
        let two = try plan(2)
        #expect(one.oneMore > 0.2 * one.risk)
        #expect(abs(two.risk - one.risk - one.oneMore) < 0.02 * two.risk)
        #expect(two.oneMore < one.oneMore)
        let proof = try #require(two.proof)
        #expect(proof.metByTeams.count == 2 && proof.metByTeams.last == proof.met)
        #expect(proof.metByTeams[0] < proof.met && proof.met == proof.incidents)
    }

    @Test("The even rota's chance is that of drawing gates without putting them back")
    func rota() {
        #expect(PresenceProof.chance(of: 0, among: 4, teams: 3) == 0)
        #expect(abs(PresenceProof.chance(of: 1, among: 4, teams: 1) - 0.25) < 1e-12)
        #expect(abs(PresenceProof.chance(of: 2, among: 4, teams: 2) - 5.0 / 6) < 1e-12)
        #expect(PresenceProof.chance(of: 1, among: 3, teams: 9) == 1)
        #expect(PresenceProof.chance(of: 3, among: 4, teams: 2) == 1)
    }

    @Test("A bound below the worth is refused and not mended")
    func honestBound() throws {
        #expect(try ChaperonePlanner.honest(10, worth: 9) == 10)
        #expect(try ChaperonePlanner.honest(9 - 1e-12, worth: 9) == 9)
        #expect(throws: PlannerError.boundBelowWorth(bound: 8.9, worth: 9)) {
            try ChaperonePlanner.honest(8.9, worth: 9)
        }
        #expect(PlannerError.boundBelowWorth(bound: 1, worth: 2).trouble == .bug)
    }

    @Test("An incident is met where a team is near at its minute, standing or on its walk, and at no other time")
    func counting() throws {
        let line = [Point(x: 0, y: 0), Point(x: 1200, y: 0)]
        let network = try StreetNetwork(
            nodes: line, edges: [.init(from: 0, to: 1, length: 0, line: LineString(line), name: nil, kind: nil)])
        let posts = [
            Post(id: "R1-P1", point: Point(x: 0, y: 0), place: "", arrive: 900, leave: 910, risk: 0),
            Post(id: "R1-P2", point: Point(x: 720, y: 0), place: "", arrive: 920, leave: 940, risk: 0),
        ]
        let route = ChaperoneRoute(
            id: "R1", school: "S", start: 900, isStartAssumed: false, posts: posts,
            walk: LineString([Point(x: 0, y: 0), Point(x: 720, y: 0)]), length: 720, minutes: 40, people: 2, risk: 0,
            legs: [720])
        let cases: [(x: Double, y: Double, minute: Int?, met: Bool)] = [
            (90, 0, 905, true), (110, 0, 905, false), (90, 0, 899, false), (0, 0, 910, true), (360, 0, 915, true),
            (360, 30, 915, true), (360, 60, 915, false), (600, 0, 915, false), (720, 0, 939, true),
            (720, 0, 940, false), (720, 0, 912, false), (0, 0, nil, false),
        ]
        let table = IncidentTable(
            cases.map {
                Incident(
                    at: Point(x: $0.x, y: $0.y), start: 0, day: CivilDay(number: 19_723),
                    second: $0.minute.map { Int32($0 * 60) }, category: "violence", line: 2)
            })
        #expect(PresenceCount().met(table, by: [route], network: network) == cases.map(\.met))
    }

    @Test("A plan is counted on the last fifth of the days where three months come before it")
    func split() throws {
        let first = CivilDay(number: 19_723)
        let parts = try #require(PresenceProof.split(first...first.advanced(by: 499)))
        #expect(parts.earlier == first...first.advanced(by: 399))
        #expect(parts.later == first.advanced(by: 400)...first.advanced(by: 499))
        #expect(PresenceProof.split(first...first.advanced(by: 100)) == nil)
        #expect(PresenceProof(days: fourWeeks, incidents: 29, met: 9, standing: 3).isTooFew)
    }
}
