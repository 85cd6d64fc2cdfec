import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// No walk from post to post comes through a place twice.
@Suite struct PacingTests {
    /// The problem of a town, with stays so short and posts so many that teams walk a lot.
    private func field(_ seed: UInt64, _ planner: ChaperonePlanner) throws -> ChaperoneField {
        var town = try TestTown(columns: 9, rows: 9, seed: seed)
        let incidents = town.incidents(160, places: 7)
        let school = School(name: "S", gate: Point(x: 350, y: 350), finish: 930, isFinishAssumed: false)
        return ChaperoneField(
            planner: planner, schools: [school], stops: [],
            evidence: ChaperoneEvidence(
                planner: planner, schools: [school], incidents: incidents, period: fourWeeks, network: town.network,
                clock: nil), network: town.network, fixed: [], forbidden: [])
    }

    private static let planner = ChaperonePlanner {
        $0.teams = 3
        $0.minutes = 60
        $0.dwell = 5
        $0.mostPosts = 12
        $0.risk = .stated
        $0.riskBandwidth = 30
        $0.riskMinutes = 10
    }

    /// Whether the day's minutes are those of its stays and of walks that take the time of their hops.
    private func isSound(_ day: TeamDay, _ problem: PresenceProblem) -> Bool {
        var at: [Int32] = []
        for (index, stay) in day.stays.enumerated() {
            guard stay.to - stay.from >= problem.leastStay, stay.from == day.start + at.count else { return false }
            at += [Int32](repeating: stay.place, count: stay.to - stay.from)
            guard day.ways.indices.contains(index) else { break }
            let way = [stay.place] + day.ways[index] + [day.stays[index + 1].place]
            for (from, to) in zip(way, way.dropFirst()) {
                guard let hop = problem.hops[Int(from)].first(where: { $0.to == to }) else { return false }
                at += [Int32](repeating: from, count: Int(hop.minutes) - Int(hop.minutes) / 2)
                at += [Int32](repeating: to, count: Int(hop.minutes) / 2)
            }
        }
        return at == day.at
    }

    @Test func pacingGoesAtTinyLoss() throws {
        let counts = try Parallel.map(16) { number -> Result<(before: Int, after: Int, loss: Double), any Error> in
            Result {
                let field = try field(UInt64(number + 1), Self.planner)
                let problem = try #require(field.problem)
                // A stay must add a little to be worth the walk, as in every plan.
                var steered = problem
                let most = ChaperoneChoice.standing(problem).map { problem.worth(of: [$0]) }.max() ?? 0
                steered.moveCost = ChaperoneChoice.moveShare * most
                let days = PresenceSolver(starts: 1, repairs: 4).days(of: steered)
                let walks = EasiestWalks(ground: field.ground, problem: problem)
                let plain = walks.withoutPacing(days, moveCost: steered.moveCost)
                var search = StreetLinks.Search(field.ground.links)
                func count(_ days: [TeamDay]) -> Int {
                    days.reduce(0) { sum, day in
                        sum + day.ways.indices.count { walks.paces(walk: $0, of: day, &search) }
                    }
                }
                #expect(plain.allSatisfy { isSound($0, problem) })
                #expect(count(days) > 0 || plain == days)
                let worth = problem.worth(of: days)
                return (count(days), count(plain), 1 - problem.worth(of: plain) / worth)
            }
        }.map { try $0.get() }
        let before = counts.reduce(0) { $0 + $1.before }
        #expect(before > 5, "\(before) walks pace in a search that does not mind")
        #expect(counts.allSatisfy { $0.after == 0 }, "\(counts)")
        #expect(counts.allSatisfy { $0.loss < 0.05 }, "\(counts)")
        #expect(counts.reduce(0) { $0 + $1.loss } / Double(counts.count) < 0.015, "\(counts)")
    }

    @Test func withoutRoundsACourseIsPlain() {
        #expect(EasiestWalks.withoutRounds([1, 2, 3, 2, 4, 5, 4, 6]) == [1, 2, 4, 6])
        #expect(EasiestWalks.withoutRounds([1, 2, 1, 3]) == [1, 3])
        #expect(EasiestWalks.withoutRounds([1, 2, 3]) == [1, 2, 3])
    }

    @Test(arguments: 1...4) func noRouteOfAPlanPaces(_ seed: UInt64) throws {
        var town = try TestTown(columns: 9, rows: 9, seed: seed)
        let incidents = town.incidents(160, places: 7)
        let school = School(name: "S", gate: Point(x: 350, y: 350), finish: 930, isFinishAssumed: false)
        let plan = try Self.planner.plan(
            schools: [school], stops: [], incidents: incidents, period: fourWeeks, network: town.network)
        #expect(plan.routes.contains { $0.posts.count > 1 }, "some team walks")
        for route in plan.routes {
            var walked = 0.0
            for leg in route.legs {
                // Where the team is after every metre, to the decimetre: a street is walked once only.
                let points = stride(from: walked + 0.5, to: walked + leg - 0.5, by: 1).map {
                    route.walk.point(at: $0)
                }
                for (index, point) in points.enumerated() {
                    #expect(!points[..<max(0, index - 30)].contains { $0.distance(to: point) < 0.6 })
                }
                walked += leg
            }
        }
    }
}
