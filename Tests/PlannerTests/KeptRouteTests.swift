import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Routes that a person keeps as they are.
@Suite struct KeptRouteTests {
    private let schools = [
        School(name: "S", gate: Point(x: 400, y: 400), finish: 930, isFinishAssumed: false),
        School(name: "T", gate: Point(x: 100, y: 700), finish: 930, isFinishAssumed: false),
    ]

    private func plan(
        _ routes: [ChaperoneOrders.Route] = [], forbidden: [NamedArea] = [], schools: [School]? = nil,
        fixed: [FixedPost] = [], bases: [ChaperoneOrders.Base] = [],
        _ change: (inout ChaperonePlanner) -> Void = { _ in }
    ) throws -> (plan: ChaperonePlan, town: TestTown) {
        var town = try TestTown(columns: 10, rows: 10)
        let incidents = town.incidents(150)
        var orders = ChaperoneOrders()
        orders.routes = routes
        orders.bases = bases
        var planner = ChaperonePlanner {
            $0.teams = 3
            $0.minutes = 60
        }
        change(&planner)
        let plan = try planner.plan(
            schools: schools ?? self.schools, stops: [], incidents: incidents, period: fourWeeks,
            network: town.network, fixed: fixed, forbidden: forbidden, orders: orders)
        #expect(plan.risk <= plan.upperBound + 1e-9)
        return (plan, town)
    }

    /// A route as its layers have it.
    private func kept(_ route: ChaperoneRoute) -> ChaperoneOrders.Route {
        .init(
            name: route.id, school: route.school,
            stays: route.posts.map { .init(point: $0.point, from: Int($0.arrive), to: Int($0.leave)) })
    }

    @Test func aRouteOfAnEarlierPlanStaysAsItIsAndTheRestIsPlannedRoundIt() throws {
        let first = try plan().plan
        try #require(first.routes.count == 3)
        let route = first.routes[1]
        let second = try plan([kept(route)]).plan
        let again = try #require(second.routes.first { $0.id == route.id })
        #expect(again.isKept && second.routes.count { $0.isKept } == 1)
        #expect(again.posts.map(\.arrive) == route.posts.map(\.arrive))
        #expect(again.posts.map(\.leave) == route.posts.map(\.leave))
        #expect(zip(again.posts, route.posts).allSatisfy { $0.point.distance(to: $1.point) < 0.01 && $0.isFixed })
        #expect(again.school == route.school && again.posts.map(\.id) == route.posts.map(\.id))
        #expect(Set(second.routes.map(\.id)).count == 3)
        // What the others do round a route of a good plan is no worse.
        #expect(second.risk >= 0.97 * first.risk)
        #expect(abs(second.routes.reduce(0) { $0 + $1.risk } - second.risk) < 1e-6)
        #expect(second.assumptions.contains { $0.hasPrefix("\(route.id): kept as a person has decided.") })
        #expect(second.proof == first.proof)
    }

    @Test func aRouteThatMeetsLittleStaysTooAndCostsWhatItCosts() throws {
        let free = try plan { $0.teams = 1 }.plan
        let corner = ChaperoneOrders.Route(
            name: "Corner walk", school: "S",
            stays: [
                .init(point: Point(x: 650, y: 20), from: 935, to: 950), .init(point: Point(x: 700, y: 90), to: 985),
            ])
        let (plan, town) = try plan([corner]) { $0.teams = 1 }
        let route = try #require(plan.routes.first)
        #expect(plan.routes.map(\.id) == ["Corner walk"] && plan.risk < free.risk)
        #expect(route.start == 935 && route.minutes == 50)
        #expect(route.posts.map(\.arrive)[0] == 935 && route.posts.map(\.leave) == [950, 985])
        let there = try corner.stays.map {
            try #require(town.network.snap($0.point, within: 300, component: nil)).point
        }
        #expect(zip(route.posts, there).allSatisfy { $0.point.distance(to: $1) < 0.01 })
        // The whole plan is kept, so that nothing else could be done.
        #expect(abs(plan.upperBound - plan.risk) < 1e-9)
    }

    @Test func timesThatAreNotStatedAreChosenInTheOrderOfThePosts() throws {
        let points = [Point(x: 650, y: 100), Point(x: 400, y: 300), Point(x: 200, y: 200)]
        let route = ChaperoneOrders.Route(name: "Three", school: "S", stays: points.map { .init(point: $0) })
        let (plan, town) = try plan([route])
        let made = try #require(plan.routes.first { $0.id == "Three" })
        #expect(made.posts.count == 3 && made.posts[0].arrive == 930 && made.posts[2].leave == 990)
        for (post, point) in zip(made.posts, points) {
            let there = try #require(town.network.snap(point, within: 300, component: nil))
            #expect(post.point.distance(to: there.point) < 0.01 && post.leave - post.arrive >= 10)
        }
        for (index, leg) in made.legs.enumerated() {
            #expect(made.posts[index + 1].arrive - made.posts[index].leave >= leg / 1.2 / 60 - 1e-6)
        }
    }

    @Test func aLineIsWalkedAlong() throws {
        // Round two sides of the town's middle and not straight through it.
        let line = LineString([Point(x: 240, y: 80), Point(x: 560, y: 80), Point(x: 560, y: 400)])
        let route = ChaperoneOrders.Route(
            name: "Round", school: "S",
            stays: [.init(point: line.points[0], from: 930), .init(point: line.points[2], to: 990)], line: [line])
        let (plan, _) = try plan([route]) { $0.nearStreet = 60 }
        let made = try #require(plan.routes.first { $0.id == "Round" })
        #expect(made.length > 500 && made.posts.count == 2)
        #expect(made.walk.points.allSatisfy { Shape.lineString(line).distance(toPoint: $0) < 120 })
    }

    @Test func breaksLieInStaysOfARouteThatIsKept() throws {
        let stand = ChaperoneOrders.Route(
            name: "Stand", school: "S", stays: [.init(point: Point(x: 400, y: 300), from: 930, to: 990)])
        let plan = try plan([stand]) {
            $0.breakMinutes = 10
            $0.breakAfter = 40
        }.plan
        let route = try #require(plan.routes.first { $0.id == "Stand" })
        let rest = try #require(route.breaks.first)
        #expect(rest.count == 10 && rest.lowerBound <= 970 && 990 - rest.upperBound <= 40)
    }

    @Test func aRouteOfSomeWeekdaysIsKeptOnThose() throws {
        var friday = schools
        friday[0].finishByWeekday = [4: 800]
        let route = ChaperoneOrders.Route(
            name: "R1-Fri", school: "S", stays: [.init(point: Point(x: 400, y: 300), from: 800, to: 860)])
        let plan = try plan([route], schools: friday).plan
        // Its times tell the day.
        #expect(plan.routes.filter(\.isKept).map(\.id) == ["R1-Fri"])
        #expect(plan.routes.filter(\.isKept).map(\.weekdays) == [[4]])
        #expect(Set(plan.routes.map(\.id)).count == plan.routes.count)
        var monday = route
        monday.stays = [.init(point: Point(x: 400, y: 300), from: 930, to: 990)]
        monday.weekdays = [0]
        monday.name = "Mondays"
        let other = try self.plan([monday]).plan
        #expect(other.routes.filter(\.isKept).map(\.weekdays) == [[0]])
        #expect(other.routes.contains { $0.weekdays == [1, 2, 3, 4] })
        #expect(other.assumptions.contains { $0.hasPrefix("Other routes are kept on some weekdays: Mon and Tue–Fri") })
    }

    @Test(arguments: [
        ("long", "its team's time is from 15:30 to 16:30"), ("early", "its team's time is from 15:30 to 16:30"),
        ("fast", "leaves its post 1 at 15:50 to be at the next at 15:51, and the way there takes"),
        ("far", "has its post 1 more than 300 m from any street"),
        ("school", "\"Nowhere\", which is none of the schools"),
        ("saturday", "goes on a Saturday, when S does not open"), ("forbidden", "the forbidden area \"Works\""),
        ("many", "having 1 team"), ("twice", "stands there twice"), ("backwards", "leaves its post 1 at 15:30"),
        ("line", "its line leaves the streets"),
    ])
    func whatCannotBeKeptIsNamedWithTheWayOut(_ kind: String, _ words: String) throws {
        var route = ChaperoneOrders.Route(
            name: "Walk", school: "S",
            stays: [
                .init(point: Point(x: 400, y: 300), from: 930, to: 950),
                .init(point: Point(x: 400, y: 100), from: 960, to: 990),
            ])
        var forbidden: [NamedArea] = []
        var routes: [ChaperoneOrders.Route] = []
        switch kind {
        case "long": route.stays[1].to = 1000
        case "early": route.stays[0].from = 920
        case "fast": route.stays[1].from = 951
        case "far": route.stays[0].point = Point(x: 9000, y: 0)
        case "school": route.school = "Nowhere"
        case "saturday": route.weekdays = [5]
        case "forbidden":
            let outline = BoundingBox(minX: 350, minY: 250, maxX: 450, maxY: 350).polygon
            forbidden = [NamedArea(name: "Works", outline: MultiPolygon([outline]))]
        case "many":
            var other = route
            other.name = "Other"
            routes = [other]
        case "twice": routes = [route]
        case "backwards": route.stays[0].to = 930
        default: route.line = [LineString([Point(x: 400, y: 300), Point(x: 5000, y: 300), Point(x: 400, y: 100)])]
        }
        let error = #expect(throws: PlannerError.self) {
            try plan(routes + [route], forbidden: forbidden) { $0.teams = kind == "many" ? 1 : 3 }
        }
        let sentence = error?.report.sentence ?? ""
        #expect(sentence.contains(words) && error?.report.remedy != nil, "\(sentence)")
        #expect(kind == "many" || sentence.contains("\"Walk\""))
    }

    @Test("With settled days the rest adds up, one more team is best, and the bound holds, on 400 small problems")
    func theRestAddsUp() {
        let results = Parallel.map(600) { number -> String? in
            var generator = SeededGenerator(seed: 23, stream: UInt64(number))
            var problem = drawnProblem(&generator, places: 2...10, minutes: 4...22, teams: 2...5)
            guard let list = DayList(problem, limit: 3000), !list.days.isEmpty else { return nil }
            // Some days of the rules and one that keeps none of them.
            var kept = [list.days[generator.below(list.days.count)]]
            var odd = list.days[generator.below(list.days.count)]
            for index in odd.at.indices {
                odd.at[index] = generator.below(4) == 0 ? -1 : Int32(generator.below(problem.placeCount))
            }
            if generator.below(2) == 0 { kept.append(odd) }
            problem.teams = kept.count + (number % 2 == 0 ? 1 : generator.below(4))
            let rest = problem.rest(beside: kept)
            let settled = problem.worth(of: kept)
            let days = PresenceSolver(starts: 1, repairs: 1).days(of: rest)
            let worth = problem.worth(of: kept + days)
            if abs(settled + rest.worth(of: days) - worth) > 1e-9 { return "\(number): does not add up" }
            let bound = settled + PresenceBound(steps: 8).bound(of: rest, value: worth - settled)
            if bound < worth - 1e-9 { return "\(number): bound \(bound), worth \(worth)" }
            if rest.teams == 1 {
                let best = list.days.map { problem.worth(of: kept + [$0]) }.max() ?? 0
                if abs(best - worth) > 1e-9 { return "\(number): \(worth) instead of \(best)" }
                if bound < best - 1e-9 { return "\(number): bound \(bound), best \(best)" }
            }
            return ""
        }.compactMap(\.self)
        #expect(results.count >= 400, "\(results.count)")
        #expect(results.filter { !$0.isEmpty } == [])
    }

    @Test func aKeptPostIsServedFromWhicheverBaseItCanBe() throws {
        let point = Point(x: 680, y: 680)
        let bases = [
            ChaperoneOrders.Base(name: "Far", point: Point(x: 20, y: 20)),
            ChaperoneOrders.Base(name: "Near", point: Point(x: 660, y: 600)),
        ]
        let (plan, town) = try plan(
            fixed: [FixedPost(school: "S", point: point, name: "Shops")], bases: bases
        ) { $0.minutes = 20 }
        #expect(!plan.unserved.contains { $0.name.contains("Shops") })
        let there = try #require(town.network.snap(point, within: 300, component: nil)).point
        let route = try #require(plan.routes.first { $0.posts.contains { $0.isFixed } })
        #expect(route.base == "Near" && route.posts.contains { $0.point.distance(to: there) < 0.01 })
        // The way there leads from the base to the first post along the streets.
        let approach = try #require(route.approach)
        let base = try #require(town.network.snap(bases[1].point, within: 300, component: nil)).point
        #expect(approach.points[0].distance(to: base) < 0.01)
        #expect(approach.points[approach.points.count - 1].distance(to: route.posts[0].point) < 0.01)
        #expect(approach.length / 1.2 / 60 <= route.posts[0].arrive - Double(route.start) + 1e-6)
    }
}
