import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// Bases, breaks and places that must never be without a team.
@Suite struct OrdersTests {
    private let school = School(name: "S", gate: Point(x: 400, y: 400), finish: 930, isFinishAssumed: false)

    private func plan(
        _ planner: ChaperonePlanner, forbidden: [NamedArea] = [], _ change: (inout ChaperoneOrders) -> Void = { _ in }
    ) throws -> (plan: ChaperonePlan, town: TestTown) {
        var town = try TestTown(columns: 10, rows: 10)
        let incidents = town.incidents(150)
        var orders = ChaperoneOrders()
        change(&orders)
        let plan = try planner.plan(
            schools: [school], stops: [], incidents: incidents, period: fourWeeks, network: town.network,
            forbidden: forbidden, orders: orders)
        #expect(plan.risk <= plan.upperBound)
        return (plan, town)
    }

    @Test func aTeamComesFromItsBaseAndGoesBackInItsOwnTime() throws {
        let base = Point(x: 30, y: 30)
        for ends in [false, true] {
            let planner = ChaperonePlanner {
                $0.teams = 2
                $0.minutes = 60
                $0.endsAtBase = ends
            }
            let (plan, town) = try plan(planner) { $0.bases = [.init(name: "Station", point: base)] }
            #expect(!plan.routes.isEmpty)
            let start = try #require(town.network.snap(base, within: 300, component: nil))
            for route in plan.routes {
                #expect(route.base == "Station" && route.start == 930 && route.minutes == 60)
                let (first, last) = (try #require(route.posts.first), try #require(route.posts.last))
                func walk(_ post: Post) throws -> Double {
                    let place = try #require(town.network.snap(post.point, within: 1, component: nil))
                    return try #require(town.network.distance(between: start, and: place)) / planner.walkSpeed / 60
                }
                let (there, back) = (try walk(first), try walk(last))
                #expect(first.arrive >= 930 + there - 1e-6 && first.arrive < 931 + there)
                #expect(last.leave <= 990 - (ends ? back : 0) + 1e-6)
            }
            #expect(plan.assumptions.contains { $0.hasPrefix("Teams come from a base") })
        }
        let free = try self.plan(
            ChaperonePlanner {
                $0.teams = 2
                $0.minutes = 60
            }
        ).plan
        #expect(free.routes.allSatisfy { $0.base == nil && $0.posts[0].arrive == 930 })
        let far = try self.plan(ChaperonePlanner { $0.teams = 1 }) {
            $0.bases = [.init(name: "Far", point: Point(x: 9000, y: 0))]
        }.plan
        #expect(far.unserved.contains { $0.name == "Base Far" && $0.reason.contains("No street lies within 300 m") })
    }

    @Test func breaksKeepTheTimeWithoutOneWithinWhatIsAllowed() throws {
        for (minutes, after, length) in [(120, 90, 15), (120, 50, 10), (300, 60, 20), (60, 60, 10), (200, 45, 5)] {
            let planner = ChaperonePlanner {
                $0.minutes = minutes
                $0.breakMinutes = length
                $0.breakAfter = after
            }
            let breaks = planner.breaks
            #expect(breaks.isEmpty == (minutes <= after))
            // Whatever minutes in their windows they take.
            for (early, late) in [(true, false), (false, true), (true, true), (false, false)] {
                var now = 0
                for (number, rest) in breaks.enumerated() {
                    let start = (number % 2 == 0 ? early : late) ? rest.earliest : rest.latest
                    #expect(start - now <= after && start >= now && rest.minutes == length)
                    now = start + length
                }
                #expect(minutes - now <= after)
            }
        }
    }

    @Test func aTeamHasItsBreakAndMeetsNothingMeanwhile() throws {
        func planner(_ length: Int) -> ChaperonePlanner {
            ChaperonePlanner {
                $0.teams = 2
                $0.breakMinutes = length
                $0.breakAfter = 70
            }
        }
        let (plan, _) = try plan(planner(20))
        #expect(plan.routes.count == 2)
        for route in plan.routes {
            let rest = try #require(route.breaks.first)
            #expect(route.breaks.count == 1 && rest.count == 20)
            #expect(rest.lowerBound - route.start <= 70 && route.start + 120 - rest.upperBound <= 70)
            #expect(
                route.posts.contains { $0.arrive <= Double(rest.lowerBound) && Double(rest.upperBound) <= $0.leave })
            #expect(PresenceCount.position(of: route, at: Double(rest.lowerBound) + 0.5) == nil)
            #expect(PresenceCount.position(of: route, at: Double(rest.lowerBound) - 0.5) != nil)
        }
        let without = try self.plan(planner(0)).plan
        #expect(without.routes.allSatisfy(\.breaks.isEmpty) && plan.risk < without.upperBound)
        #expect(throws: SettingError.self) {
            try self.plan(
                ChaperonePlanner {
                    $0.breakMinutes = 10
                    $0.breakAfter = 20
                    $0.dwell = 30
                })
        }
    }

    @Test func aPlaceIsNeverWithoutATeam() throws {
        let planner = ChaperonePlanner {
            $0.teams = 2
            $0.minutes = 60
        }
        let place = Point(x: 650, y: 100)
        let (plan, town) = try plan(planner) {
            $0.always = [.init(name: "Interchange", point: place, from: 920, to: 970)]
        }
        let there = try #require(town.network.snap(place, within: 300, component: nil)).point
        #expect(
            plan.routes.contains { route in
                route.posts.contains { $0.point == there && $0.arrive <= 930 && $0.leave >= 970 && $0.isFixed }
            })
        // The first ten minutes come before any team's time.
        let missing = plan.unserved.filter { $0.name == "Interchange, never without a team" }
        #expect(missing.map(\.reason) == ["No team's time reaches from 15:20 to 15:30 there."])

        let outline = BoundingBox(minX: 560, minY: 40, maxX: 720, maxY: 160).polygon
        let area = try self.plan(planner) {
            $0.always = [
                .init(name: "Square", point: place, outline: MultiPolygon([outline]), from: 940, to: 960),
                .init(name: "Nowhere", point: Point(x: 9000, y: 9000), from: 940, to: 960),
            ]
        }.plan
        let locator = AreaLocator([NamedArea(name: "Square", outline: MultiPolygon([outline]))])
        #expect(
            area.routes.contains { route in
                route.posts.contains { locator.contains($0.point) && $0.arrive <= 940 && $0.leave >= 960 }
            })
        #expect(area.unserved.map(\.name) == ["Nowhere, never without a team"])
        #expect(area.risk <= area.upperBound)

        let many = try self.plan(
            ChaperonePlanner {
                $0.teams = 1
                $0.minutes = 60
            }
        ) {
            $0.always = ["A", "B"].enumerated().map {
                .init(name: $1, point: Point(x: 200 + 300 * Double($0), y: 300), from: 930, to: 990)
            }
        }.plan
        #expect(many.unserved.map(\.name) == ["B, never without a team"])
        #expect(many.unserved[0].reason.contains("2 teams would be needed"))

        let works = NamedArea(
            name: "Works", outline: MultiPolygon([BoundingBox(minX: 600, minY: 50, maxX: 700, maxY: 150).polygon]))
        let error = #expect(throws: PlannerError.self) {
            try self.plan(planner, forbidden: [works]) {
                $0.always = [.init(name: "Interchange", point: place, from: 930, to: 970)]
            }
        }
        #expect(error.map { "\($0)" }?.contains("Interchange") == true)
    }
}
