import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Inputs with nothing in them, or nothing within reach: a reason each, never a trap.
@Suite struct UnservedTests {
    private func reasons(_ plan: ChaperonePlan) -> [String: String] {
        Dictionary(plan.unserved.map { ($0.name, $0.reason) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func nothingAtAllGivesAnEmptyPlan() throws {
        let town = try TestTown(columns: 3, rows: 3)
        let plan = try ChaperonePlanner().plan(
            schools: [], stops: [], incidents: IncidentTable(), period: fourWeeks, network: town.network)
        #expect(plan.routes.isEmpty && plan.unserved.isEmpty && plan.risk == 0 && plan.upperBound == 0 && plan.gap == 0)
    }

    @Test func everySchoolWithoutARouteHasItsReason() throws {
        var town = try TestTown(columns: 8, rows: 8)
        let incidents = town.incidents(60)
        let near = School(name: "Near", gate: Point(x: 200, y: 200), finish: 900, isFinishAssumed: true)
        let far = School(name: "Far", gate: Point(x: 9000, y: 200), finish: 900, isFinishAssumed: true)
        func plan(_ planner: ChaperonePlanner, _ table: IncidentTable) throws -> [String: String] {
            let plan = try planner.plan(
                schools: [near, far], stops: [], incidents: table, period: fourWeeks, network: town.network)
            #expect(plan.routes.allSatisfy { $0.school == "Near" })
            return reasons(plan)
        }
        #expect(try plan(ChaperonePlanner(), incidents)["Far"]?.contains("m from the nearest street") == true)
        #expect(try plan(ChaperonePlanner(), incidents)["Near"] == nil)
        let hurried = ChaperonePlanner {
            $0.minutes = 15
            $0.dwell = 30
        }
        #expect(try plan(hurried, incidents)["Near"]?.contains("shorter than one post") == true)
        #expect(try plan(ChaperonePlanner(), IncidentTable())["Near"]?.contains("No incident of those hours") == true)
        let empty = try StreetNetwork(nodes: [], edges: [])
        let nowhere = try ChaperonePlanner().plan(
            schools: [near], stops: [], incidents: incidents, period: fourWeeks, network: empty)
        #expect(reasons(nowhere)["Near"] == "There are no streets to walk.")
    }

    /// Nobody stands or walks in forbidden ground, and a post that a person fixed in it is a contradiction that is named.
    @Test func forbiddenGroundStaysEmpty() throws {
        var town = try TestTown(columns: 8, rows: 8)
        let incidents = town.incidents(80)
        let school = School(name: "School", gate: Point(x: 100, y: 100), finish: 900, isFinishAssumed: false)
        let planner = ChaperonePlanner {
            $0.teams = 2
            $0.minutes = 60
        }
        func plan(_ forbidden: [NamedArea], fixed: [FixedPost] = []) throws -> ChaperonePlan {
            try planner.plan(
                schools: [school], stops: [], incidents: incidents, period: fourWeeks, network: town.network,
                fixed: fixed, forbidden: forbidden)
        }
        let free = try plan([])
        let post = try #require(free.routes.first?.posts.first).point
        let works = NamedArea(
            name: "Works",
            outline: MultiPolygon([
                BoundingBox(minX: post.x - 60, minY: post.y - 60, maxX: post.x + 60, maxY: post.y + 60).polygon
            ]))
        let kept = try plan([works])
        let locator = AreaLocator([works])
        #expect(!kept.routes.isEmpty && kept.risk <= free.upperBound && kept.risk <= kept.upperBound)
        #expect(kept.routes.flatMap(\.posts).allSatisfy { !locator.contains($0.point) })
        let error = #expect(throws: PlannerError.self) {
            try plan([works], fixed: [FixedPost(school: "School", point: post)])
        }
        #expect(error.map { "\($0)" }?.contains("Works") == true)
    }

    @Test func aGateOnAnIslandOfStreetsIsToldApart() throws {
        let town = try TestTown(columns: 4, rows: 4)
        let shift = 5000.0
        let stub = [Point(x: shift, y: 0), Point(x: shift + 90, y: 0)]
        let count = town.network.nodes.count
        let network = try StreetNetwork(
            nodes: town.network.nodes + stub,
            edges: town.network.edges + [
                .init(from: count, to: count + 1, length: 0, line: LineString(stub), name: nil, kind: nil)
            ])
        let school = School(name: "Island", gate: Point(x: shift, y: 10), finish: 900, isFinishAssumed: false)
        let plan = try ChaperonePlanner().plan(
            schools: [school], stops: [], incidents: IncidentTable(), period: fourWeeks, network: network)
        #expect(reasons(plan)["Island"]?.contains("joined to no others") == true)
    }

    @Test func fixedPostsStayOrAreListed() throws {
        var town = try TestTown(columns: 10, rows: 10)
        let incidents = town.incidents(100)
        let school = School(name: "S", gate: Point(x: 400, y: 400), finish: 930, isFinishAssumed: false)
        let fixed = [
            FixedPost(school: "S", point: Point(x: 600, y: 400)), FixedPost(school: "S", point: Point(x: 9000, y: 0)),
        ]
        let planner = ChaperonePlanner { $0.teams = 1 }
        let plan = try planner.plan(
            schools: [school], stops: [], incidents: incidents, period: fourWeeks, network: town.network, fixed: fixed)
        let post = try #require(plan.routes.first?.posts.first { $0.isFixed })
        #expect(post.point == town.network.snap(fixed[0].point, within: 300)?.point)
        #expect(plan.unserved.map(\.name) == ["Fixed post of S"])
        #expect(plan.risk <= plan.upperBound)
        #expect(throws: PlannerError.self) {
            try planner.plan(
                schools: [school], stops: [], incidents: incidents, period: fourWeeks, network: town.network,
                fixed: [FixedPost(school: "T", point: school.gate)])
        }
    }

    @Test func parametersAndPositionsWithoutMeaningAreRefused() throws {
        let town = try TestTown(columns: 3, rows: 3)
        func fault(_ planner: ChaperonePlanner, gate: Point = Point(x: 0, y: 0)) -> (any Error)? {
            do {
                _ = try planner.plan(
                    schools: [School(name: "S", gate: gate, finish: 900, isFinishAssumed: false)], stops: [],
                    incidents: IncidentTable(), period: fourWeeks, network: town.network)
                return nil
            } catch { return error }
        }
        #expect(fault(ChaperonePlanner()) == nil)
        #expect((fault(ChaperonePlanner { $0.teams = -1 }) as? SettingError)?.path == "chaperones.teams")
        #expect(fault(ChaperonePlanner { $0.teams = 0 }) != nil)
        #expect(fault(ChaperonePlanner { $0.walkSpeed = 0 }) != nil)
        #expect(fault(ChaperonePlanner { $0.minutes = 14 }) != nil)
        #expect(fault(ChaperonePlanner { $0.reach = -1 }) != nil)
        #expect(
            fault(ChaperonePlanner(), gate: Point(x: .nan, y: 0)) as? PlannerError
                == .badPosition(of: "The gate of S"))
    }
}
