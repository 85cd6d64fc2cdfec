import HomewardCore
import HomewardGeometry
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Known numbers of who walks where: rolls, homes, shares by bus.
@Suite struct ExposureTests {
    private let west = Point(x: 160, y: 400)
    private let east = Point(x: 800, y: 400)

    /// Incidents around the two gates, so many at each.
    private func plan(
        _ schools: [School], incidents: (west: Int, east: Int), homes: [Home] = [], stops: [Stop] = [],
        exposure: ChaperonePlanner.Exposure = .journeys
    ) throws -> ChaperonePlan {
        let town = try TestTown(columns: 13, rows: 10)
        var generator = SeededGenerator(seed: 4)
        let points = [(west, incidents.west), (east, incidents.east)].flatMap { gate, count in
            (0..<count).map { _ in Point(x: gate.x + 30 * generator.unit(), y: gate.y + 30 * generator.unit()) }
        }
        let rows = table(points, generator: &generator)
        return try ChaperonePlanner {
            $0.teams = 1
            $0.minutes = 60
            $0.journeys.homeDistance = 500
            $0.exposure = exposure
        }.plan(
            schools: schools, stops: stops, incidents: rows, period: fourWeeks, network: town.network, homes: homes)
    }

    private func school(_ name: String, _ gate: Point, pupils: Double? = nil, busShare: Double? = nil) -> School {
        School(name: name, gate: gate, finish: 930, isFinishAssumed: false, pupils: pupils, busShare: busShare)
    }

    private func isWest(_ plan: ChaperonePlan) throws -> Bool {
        let place = try #require(plan.routes.first?.posts.first?.point)
        return place.distance(to: west) < place.distance(to: east)
    }

    @Test func aLargeSchoolWeighsMore() throws {
        let counts = (west: 300, east: 420)
        #expect(try !isWest(plan([school("W", west), school("E", east)], incidents: counts)))
        let known = try plan([school("W", west, pupils: 1500), school("E", east, pupils: 300)], incidents: counts)
        #expect(try isWest(known))
        #expect(known.assumptions.contains("Each school weighs by its number of pupils."))
        // Nobody's roll counts where every incident does.
        let none = try plan(
            [school("W", west, pupils: 1500), school("E", east, pupils: 300)], incidents: counts, exposure: .none)
        #expect(try !isWest(none))
    }

    @Test func aSchoolWithoutARollCountsAsTheMean() throws {
        let plan = try plan([school("W", west, pupils: 900), school("E", east)], incidents: (300, 420))
        #expect(try !isWest(plan))
        #expect(plan.assumptions.contains { $0.hasPrefix("1 of 2 schools weigh by their number of pupils") })
    }

    @Test func nobodyIsMetWhereNoChildrenLive() throws {
        let both = school("Middle", Point(x: 480, y: 400))
        let counts = (west: 200, east: 900)
        #expect(try !isWest(plan([both], incidents: counts)))
        let homes = (0..<20).map { Home(point: Point(x: 100, y: 300 + 10 * Double($0)), children: 12) }
        let known = try plan([both], incidents: counts, homes: homes)
        #expect(try isWest(known))
        #expect(known.assumptions.contains { $0.contains("the homes that are given") })
        // Where they live does not depend on how their number is told.
        #expect(try plan([both], incidents: counts, homes: homes.map { Home(point: $0.point) }).routes == known.routes)
    }

    @Test func childrenWhoTakeABusWalkToItsStop() throws {
        let middle = Point(x: 480, y: 400)
        let stop = Stop(name: "Stop", point: west)
        let counts = (west: 200, east: 900)
        let few = try plan([school("Middle", middle, busShare: 0)], incidents: counts, stops: [stop])
        #expect(try !isWest(few))
        #expect(try isWest(plan([school("Middle", middle, busShare: 0.9)], incidents: counts, stops: [stop])))
    }

    @Test func whatTwoSchoolsPassCountsForBoth() throws {
        let one = try plan([school("One", west)], incidents: (300, 0))
        let two = try plan([school("One", west), school("Two", west)], incidents: (300, 0))
        #expect(one.risk > 0 && abs(two.risk - 2 * one.risk) < 1e-6 * one.risk)
    }
}
