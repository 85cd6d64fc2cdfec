import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardPlanner
import Testing

@testable import HomewardWorkflow

/// What the routes' finding says first: how such a plan fares on what it has not seen, and what its figures rest on.
@Suite struct RoutesFindingTests {
    private static let days = CivilDay(number: 20_000)...CivilDay(number: 20_099)

    private static func route(_ number: Int, posts: Int, risk: Double, lost: Double) -> ChaperoneRoute {
        let line = LineString([Point(x: 0, y: 0), Point(x: 100, y: 0)])
        return ChaperoneRoute(
            id: "R\(number)", school: "S", start: 910, isStartAssumed: false,
            posts: (0..<posts).map {
                Post(
                    id: "R\(number)-P\($0 + 1)", point: Point(x: 0, y: 0), place: "Gate", arrive: 910, leave: 920,
                    risk: 0
                )
            }, walk: line, length: 100, minutes: 90, people: 2, risk: risk, lost: lost)
    }

    private static func plan(_ change: (inout ChaperonePlan) -> Void = { _ in }) -> ChaperonePlan {
        var plan = ChaperonePlan(
            routes: [route(1, posts: 1, risk: 8, lost: 7), route(2, posts: 2, risk: 4, lost: 4)], unserved: [],
            risk: 12,
            upperBound: 12.5, standing: 11, oneMore: 1.26, evidence: 200,
            proof: PresenceProof(
                days: days, incidents: 100, met: 30, standing: 20, rota: 4.24, metByTeams: [22, 30]))
        change(&plan)
        return plan
    }

    private static func finding(_ change: (inout ChaperonePlan) -> Void = { _ in }) -> RoutesFinding {
        RoutesFinding(plan(change), syntheticStreets: false)
    }

    @Test func itLeadsWithWhatThePlanHasNotSeen() {
        let first = Self.finding().lead[0]
        #expect(first.hasPrefix("Made on the days before and counted on the 100 incidents from 4 October 2024"))
        #expect(first.contains("there at 30 (21.2 % to 40.0 %)"))
        #expect(first.contains("standing still at the best places at 20 ("))
        #expect(first.hasSuffix("going round the schools' gates evenly at 4.2"))
    }

    /// 30 of 100 have an interval from 21 % on: more than a rota of 4.2, no more than one of 25, less than one of 40.
    @Test func evidenceIsHeldAgainstARotaOfTheGates() {
        func label(_ change: (inout ChaperonePlan) -> Void = { _ in }) -> EvidenceLabel {
            Self.finding(change).evidenceLabel
        }
        #expect(label() == .strong)
        #expect(label { $0.proof?.rota = 25 } == .moderate)
        #expect(label { $0.proof?.rota = 40 } == .none)
        // Where the same teams meet more standing still, nobody needs the plan.
        #expect(label { $0.proof?.standing = 31 } == .none && label { $0.proof?.standing = 30 } == .strong)
        #expect(label { $0.proof?.incidents = 12 } == .tooFew && label { $0.proof = nil } == .tooFew)
        let words = Self.finding().evidenceSentence
        #expect(
            words
                == "strong evidence: of 100 later incidents that such a plan had not seen its teams were there at 30, teams standing still at the best places at 20, teams going round the school gates evenly at 4.2"
        )
        #expect(Self.finding { $0.proof = nil }.evidenceSentence.hasPrefix("too few to say: the period is too short"))
    }

    @Test func itSaysFirstWhereThePlanDoesNotBeatStandingStill() {
        let worse = Self.finding { $0.proof?.standing = 31 }
        let equal = Self.finding { $0.proof?.standing = 30 }
        #expect(worse.lead[0].hasPrefix("The plan does not beat standing still. "))
        #expect(equal.lead[0].hasPrefix("No better than standing still. "))
    }

    @Test func routesOfSomeWeekdaysAreOneTeamInTheTable() {
        let finding = Self.finding { plan in
            for index in plan.routes.indices { plan.routes[index].weekdays = [0, 1, 2, 3] }
            var friday = Self.route(1, posts: 1, risk: 2, lost: 2)
            friday.id = "R1-Fri"
            friday.weekdays = [4]
            plan.routes.append(friday)
        }
        #expect(finding.teams.map(\.teams) == [1, 2])
        #expect(finding.teams.map(\.riskPerYear) == [10, 14])
        #expect(finding.teams.map(\.personHours) == [3, 6])
        #expect(finding.routes.map(\.days) == ["Mon–Thu", "Mon–Thu", "Fri"])
        #expect(finding.lines.contains { $0.hasPrefix("R1-Fri S, Fri 15:10: ") })
        #expect(Self.finding().lines.contains { $0.hasPrefix("R1 S, 15:10: ") })
    }

    @Test func noTimeForASecondPostIsTheReasonForStandingStill() {
        let words = Self.finding { $0.hasTimeForTwoPosts = false }.lead
        #expect(words.contains { $0.hasSuffix("still the whole time: there is no time for a second post") })
        #expect(!Self.finding().lead.contains { $0.contains("no time") })
    }

    @Test func tooLittleIsSaidAndNotDressedUp() {
        let few = Self.finding {
            $0.isTooFew = true
            $0.evidence = 3
            $0.proof?.incidents = 1
            $0.proof?.met = 1
        }
        #expect(few.lead[0] == "Too few to say: the plan rests on 3 incidents in the teams' hours")
        #expect(few.lead[1].hasPrefix("Too few to say how such a plan fares: 1 incident in the teams' hours from "))
        #expect(few.unseen?.tooFew == true && few.teams.allSatisfy { $0.unseenMet == nil })
        let short = Self.finding { $0.proof = nil }
        #expect(short.lead[0].hasSuffix("cannot be told: the period is too short") && short.unseen == nil)
    }

    @Test func theModelsFiguresAreNamedAsSuch() {
        let finding = Self.finding()
        #expect(
            finding.model
                == "By the model of risk 12.00 incidents a year met, upper bound 12.50, gap \(Shown.percent(0.04)); standing still 11.00"
        )
        #expect(Self.finding { $0.upperBound = 12 }.model.contains("proven optimal"))
        #expect(Self.finding { $0.usesHarm = true }.model.contains("12.00 harm a year met"))
    }

    @Test func standingStillAndTheGatesPriceAreSaid() {
        let lead = Self.finding { $0.gatePrice = 0.5 }.lead
        #expect(lead.contains { $0.hasPrefix("1 of 2 teams stands still the whole time") })
        #expect(lead.contains("Starting at a gate where that costs little costs 0.50 incidents a year"))
        #expect(!Self.finding().lead.contains { $0.hasPrefix("Starting at a gate") })
        #expect(Self.finding { $0.routes.removeLast() }.lead.contains { $0.hasPrefix("Every team stands still") })
        #expect(!Self.finding { $0.routes.removeFirst() }.lead.contains { $0.contains("still the whole time") })
    }

    @Test func theTableOfTeamsAddsUp() {
        let finding = Self.finding()
        #expect(
            finding.teams == [
                .init(teams: 1, riskPerYear: 8, personHours: 3, unseenMet: 22),
                .init(teams: 2, riskPerYear: 12, personHours: 6, unseenMet: 30),
            ])
        #expect(finding.routes.map(\.lostPerYear) == [7, 4] && finding.oneMorePerYear == 1.26)
        #expect(
            finding.lines.contains(
                "By the model one team meets 8.0 incidents a year, 2 meet 12.0, and one more would add 1.3"))
        // A plan on fewer days may need fewer teams.
        let earlier = Self.finding { $0.proof?.metByTeams = [22] }
        #expect(earlier.teams.map(\.unseenMet) == [22, 22])
        #expect(Self.finding { $0.routes = [] }.another == nil)
    }
}
