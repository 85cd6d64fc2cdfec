import HomewardCore
import HomewardGeometry
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Ground and schools where teams are to be for so long at least.
@Suite struct FloorTests {
    private let schools = [
        School(name: "Busy", gate: Point(x: 200, y: 200), finish: 930, isFinishAssumed: false),
        School(name: "Quiet", gate: Point(x: 900, y: 900), finish: 930, isFinishAssumed: false),
    ]

    private func plan(
        teams: Int = 2, leastPerSchool: Int = 0, least: [ChaperoneOrders.Least] = []
    ) throws -> (plan: ChaperonePlan, town: TestTown) {
        var town = try TestTown(columns: 12, rows: 12)
        let incidents = town.incidents(200)
        var orders = ChaperoneOrders()
        orders.least = least
        let plan = try ChaperonePlanner {
            $0.teams = teams
            $0.minutes = 60
            $0.journeys.homeDistance = 900
            $0.leastPerSchool = leastPerSchool
        }.plan(
            schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: town.network, orders: orders)
        #expect(plan.risk <= plan.upperBound)
        return (plan, town)
    }

    private func ground(_ low: Double, _ high: Double) -> MultiPolygon {
        MultiPolygon([
            Polygon(
                exterior: [
                    Point(x: low, y: low), Point(x: high, y: low), Point(x: high, y: high), Point(x: low, y: high),
                    Point(x: low, y: low),
                ])
        ])
    }

    /// The minutes that teams stand nearer to a school than to the other, counted from the posts.
    private func minutes(_ plan: ChaperonePlan, nearer name: String, _ town: TestTown) throws -> Double {
        let gates = try schools.map { try #require(town.network.snap($0.gate, within: 300)) }
        var sum = 0.0
        for post in plan.routes.flatMap(\.posts) {
            let place = try #require(town.network.snap(post.point, within: 1))
            let away = gates.map { town.network.distance(between: $0, and: place) ?? .infinity }
            if schools[away[0] <= away[1] ? 0 : 1].name == name { sum += post.leave - post.arrive }
        }
        return sum
    }

    @Test(arguments: [20, 45, 60]) func everySchoolHasItsMinutes(_ least: Int) throws {
        let free = try plan().plan
        let (asked, town) = try plan(leastPerSchool: least)
        for school in schools {
            // Walks count too, so posts may have a little less.
            #expect(try minutes(asked, nearer: school.name, town) >= Double(least) - 12, "\(school.name)")
            #expect(!asked.unserved.contains { $0.reason.contains("team-minutes") })
        }
        #expect(asked.risk <= free.risk + 1e-9)
        #expect(asked.assumptions.contains { $0.hasPrefix("Teams are where they are asked to be") })
        #expect(!free.assumptions.contains { $0.hasPrefix("Teams are where they are asked to be") })
    }

    @Test func groundThatWasDrawnHasItsMinutes() throws {
        let outline = ground(780, 900)
        let quiet = AreaLocator([NamedArea(name: "Corner", outline: outline)])
        let free = try plan(teams: 1).plan
        try #require(free.routes.flatMap(\.posts).allSatisfy { !quiet.contains($0.point) })
        let asked = try plan(teams: 1, least: [.init(name: "Corner", outline: outline, minutes: 15)]).plan
        let there = asked.routes.flatMap(\.posts).filter { quiet.contains($0.point) }
        #expect(there.reduce(0) { $0 + $1.leave - $1.arrive } >= 10)
        #expect(!asked.unserved.contains { $0.name == "Corner" })
    }

    @Test func whatCannotBeHadIsNamed() throws {
        let asked = try plan(leastPerSchool: 100).plan
        let short = asked.unserved.filter { $0.reason.contains("team-minutes asked for") }
        #expect(!short.isEmpty)
        #expect(short.allSatisfy { $0.reason.contains("needs more than the 120 that there are") })
        let far = ground(9000, 9100)
        let nowhere = try plan(least: [.init(name: "Moon", outline: far, minutes: 5)]).plan
        let reason = try #require(nowhere.unserved.first { $0.name == "Moon" }?.reason)
        #expect(reason.contains("0 of the 5") && reason.contains("no place where a team may stand"))
    }

    @Test func theSamePlanTwice() throws {
        #expect(try plan(leastPerSchool: 30).plan == plan(leastPerSchool: 30).plan)
    }
}
