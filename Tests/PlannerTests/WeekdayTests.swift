import HomewardAnalysis
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Schools that finish at other times on some weekdays.
@Suite struct WeekdayTests {
    private func school(_ finishByWeekday: [Int: Int]) -> School {
        School(
            name: "S", gate: Point(x: 200, y: 100), finish: 910, isFinishAssumed: false,
            finishByWeekday: finishByWeekday)
    }

    @Test func weekdaysWithTheSameFinishesAreOneGroup() {
        var other = school([0: 900])
        other.name = "T"
        #expect(WeekdayGroup.groups(of: [school([:])]) == [.init(weekdays: [0, 1, 2, 3, 4], schools: [school([:])])])
        #expect(WeekdayGroup.groups(of: []).count == 1)
        let groups = WeekdayGroup.groups(of: [school([4: 810]), other])
        #expect(groups.map(\.weekdays) == [[0], [1, 2, 3], [4]])
        #expect(groups.map { $0.schools.map(\.finish) } == [[910, 900], [910, 910], [810, 910]])
        #expect(groups.map(\.name) == ["Mon", "Tue–Thu", "Fri"])
        #expect(groups.map(\.slug) == ["Mon", "Tue-Thu", "Fri"])
        let saturday = CivilDay(number: 19_723 + 5)
        #expect(groups.filter { $0.contains(saturday) }.count == 1)
    }

    @Test("On Fridays the window and the risk are those of Fridays")
    func fridays() throws {
        let town = try TestTown(columns: 10, rows: 4, block: 90)
        let (west, east) = (town.network.nodes[11], town.network.nodes[18])
        // On Fridays it happens in the west at 14:00, on the other days in the east at 15:40.
        let incidents = IncidentTable(
            (0..<52 * 7).filter { $0 % 7 < 5 }.map { offset in
                let day = 19_723 + offset
                let isFriday = offset % 7 == 4
                let second = (isFriday ? 840 : 940) * 60
                return Incident(
                    at: isFriday ? west : east, start: Int64(day * 86_400 + second), day: CivilDay(number: day),
                    second: Int32(second), category: "violence", line: Int32(offset + 2))
            })
        let planner = ChaperonePlanner {
            $0.teams = 1
            $0.minutes = 60
        }
        let period = CivilDay(number: 19_723)...CivilDay(number: 19_723 + 363)
        func plan(_ schools: [School]) throws -> ChaperonePlan {
            try planner.plan(schools: schools, stops: [], incidents: incidents, period: period, network: town.network)
        }
        let plan = try plan([school([4: 810])])
        #expect(plan.routes.map(\.id) == ["R1-Mon-Thu", "R1-Fri"])
        #expect(plan.routes.map(\.days) == ["Mon–Thu", "Fri"])
        #expect(plan.routes.map(\.weekdays) == [[0, 1, 2, 3], [4]])
        #expect(plan.routes.map(\.start) == [910, 810])
        #expect(plan.routes.flatMap(\.posts).allSatisfy { $0.id.hasPrefix("R1-") })
        for (route, (place, minute)) in zip(plan.routes, [(east, 940.0), (west, 840)]) {
            #expect(
                route.posts.contains {
                    $0.arrive <= minute && $0.leave > minute && $0.point.distance(to: place) <= 100
                })
        }
        #expect(plan.risk <= plan.upperBound && abs(plan.risk - plan.routes.reduce(0) { $0 + $1.risk }) < 1e-9)
        #expect(plan.assumptions.count { $0.contains("Mon–Thu and Fri are planned by themselves") } == 1)
        let proof = try #require(plan.proof)
        #expect(proof.met == proof.incidents && proof.metByTeams == [proof.met] && proof.incidents == 50)
        // Who goes out at the usual time on Fridays too misses what happens then.
        let usual = try self.plan(plan: planner, town, incidents, period)
        #expect(usual.routes.map(\.weekdays) == [nil] && usual.risk < plan.risk)
        #expect(usual.routes.map(\.id) == ["R1"])
    }

    private func plan(
        plan planner: ChaperonePlanner, _ town: TestTown, _ incidents: IncidentTable, _ period: ClosedRange<CivilDay>
    ) throws -> ChaperonePlan {
        try planner.plan(
            schools: [school([:])], stops: [], incidents: incidents, period: period, network: town.network)
    }
}
