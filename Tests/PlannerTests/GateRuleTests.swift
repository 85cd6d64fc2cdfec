import HomewardCore
import HomewardGeometry
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Whether a route starts at the gate of the school that it serves, school by school.
@Suite struct GateRuleTests {
    private func plan(
        _ first: ChaperonePlanner.GateRule?, _ second: ChaperonePlanner.GateRule?,
        standard: ChaperonePlanner.GateRule = .free
    ) throws -> ChaperonePlan {
        var town = try TestTown(columns: 12, rows: 12)
        let incidents = town.incidents(250, places: 6)
        let schools = [
            School(
                name: "West", gate: Point(x: 150, y: 450), finish: 930, isFinishAssumed: false, gateRule: first),
            School(
                name: "East", gate: Point(x: 800, y: 500), finish: 930, isFinishAssumed: false, gateRule: second),
        ]
        let plan = try ChaperonePlanner {
            $0.teams = 5
            $0.minutes = 60
            $0.gate = standard
        }.plan(schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: town.network)
        #expect(plan.risk <= plan.upperBound + 1e-9)
        return plan
    }

    private func starts(_ plan: ChaperonePlan, of school: String) -> [Bool] {
        plan.routes.filter { $0.school == school }.map { $0.posts[0].place == "Gate of \(school)" }
    }

    @Test func aSchoolOfItsOwnRuleHasItAndTheOthersDoNot() throws {
        let free = try plan(nil, nil)
        try #require(starts(free, of: "West").contains(false) && starts(free, of: "East").contains(false))
        let west = try plan(.required, nil)
        #expect(!starts(west, of: "West").contains(false))
        #expect(starts(west, of: "East").contains(false))
        #expect(west.risk <= free.risk + 1e-6 && west.standing == free.standing)
        #expect(west.assumptions.contains { $0.contains("required for West; free for any other") })
        let east = try plan(.free, nil, standard: .required)
        #expect(!starts(east, of: "East").contains(false))
        #expect(starts(east, of: "West").contains(false))
    }

    @Test func whereAllSchoolsSayTheSameItIsAsIfThePlanSaidIt() throws {
        for rule in ChaperonePlanner.GateRule.allCases {
            let said = try plan(nil, nil, standard: rule)
            let each = try plan(rule, rule)
            #expect(said.routes == each.routes && said.upperBound == each.upperBound)
        }
    }
}
