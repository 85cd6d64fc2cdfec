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

    /// More fixed posts than teams or time allow are told apart, each by its name.
    @Test func fixedPostsThatCannotAllStandAreNamed() throws {
        var town = try TestTown(columns: 10, rows: 10)
        let incidents = town.incidents(100)
        let schools = [("S", 400.0), ("T", 300)].map {
            School(name: $0.0, gate: Point(x: $0.1, y: 400), finish: 930, isFinishAssumed: false)
        }
        func unserved(_ posts: [FixedPost], minutes: Int = 120) throws -> [String: String] {
            let planner = ChaperonePlanner {
                $0.teams = 1
                $0.minutes = minutes
            }
            let plan = try planner.plan(
                schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: town.network,
                fixed: posts)
            return reasons(plan).filter { $0.key.hasPrefix("Fixed") }
        }
        let corner = FixedPost(school: "S", point: Point(x: 600, y: 400), name: "Corner")
        let shops = FixedPost(school: "T", point: Point(x: 200, y: 300), name: "Shops")
        let far = FixedPost(school: "S", point: Point(x: 100, y: 100), name: "Far corner")
        let two = try unserved([corner, shops])
        #expect(two.keys.sorted() == ["Fixed post \"Shops\" of T"])
        #expect(two.values.first?.hasPrefix("2 teams would be needed for all fixed posts") == true)
        let late = try unserved([corner, far], minutes: 22)
        #expect(late.keys.sorted() == ["Fixed post \"Corner\" of S", "Fixed post \"Far corner\" of S"])
        #expect(late.values.allSatisfy { $0.hasPrefix("The time does not suffice to walk from one fixed post") })
        // One place that stands twice is one post.
        #expect(try unserved([corner, corner], minutes: 22).isEmpty)
        let works = NamedArea(
            name: "Works",
            outline: MultiPolygon([BoundingBox(minX: 500, minY: 300, maxX: 700, maxY: 500).polygon]))
        let error = #expect(throws: PlannerError.self) {
            try ChaperonePlanner().plan(
                schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: town.network,
                fixed: [corner], forbidden: [works])
        }
        #expect(error.map { "\($0)" }?.contains("the fixed post \"Corner\" of S") == true)
    }

    @Test func aTimeTooShortForASecondPostAndStreetsApartAreSaid() throws {
        var town = try TestTown(columns: 6, rows: 6)
        let incidents = town.incidents(60)
        let count = town.network.nodes.count
        let line = [Point(x: 5000, y: 0), Point(x: 6200, y: 0)]
        let network = try StreetNetwork(
            nodes: town.network.nodes + line,
            edges: town.network.edges + [
                .init(from: count, to: count + 1, length: 0, line: LineString(line), name: nil, kind: nil)
            ])
        let schools = [("Main", 200.0), ("Island", 5100)].map {
            School(name: $0.0, gate: Point(x: $0.1, y: 10), finish: 930, isFinishAssumed: false)
        }
        func plan(_ minutes: Int) throws -> ChaperonePlan {
            try ChaperonePlanner {
                $0.teams = 1
                $0.minutes = minutes
            }.plan(schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: network)
        }
        let short = try plan(20)
        #expect(!short.hasTimeForTwoPosts && short.routes.allSatisfy { $0.posts.count == 1 })
        #expect(short.assumptions.contains { $0.hasPrefix("There is no time for a second post") })
        let long = try plan(21)
        #expect(long.hasTimeForTwoPosts && !long.assumptions.contains { $0.contains("second post") })
        #expect(long.assumptions.count { $0.contains("joined to no others") } == 1)
        #expect(
            long.assumptions.contains { $0.contains("at the gate of Island are joined to no others, 1 km of them") })
    }

    @Test func strictnessRefusesAnAssumedFinish() throws {
        let town = try TestTown(columns: 3, rows: 3)
        let schools = ["Known", "Assumed"].map {
            School(name: $0, gate: Point(x: 0, y: 0), finish: 900, isFinishAssumed: $0 == "Assumed")
        }
        func plan(_ schools: [School]) throws {
            _ = try ChaperonePlanner { $0.isStrict = true }.plan(
                schools: schools, stops: [], incidents: IncidentTable(), period: fourWeeks, network: town.network)
        }
        try plan([schools[0]])
        let error = #expect(throws: PlannerError.assumedFinish(schools: ["Assumed"])) { try plan(schools) }
        #expect(error?.trouble == .badData && "\(error.map { "\($0)" } ?? "")".contains("status: known"))
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
