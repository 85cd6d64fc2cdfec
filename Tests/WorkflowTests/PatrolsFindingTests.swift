import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardPlanner
import Testing

@testable import HomewardWorkflow

/// What the patrols' finding says of the areas beside last year's count, and of the rule that gave way.
@Suite struct PatrolsFindingTests {
    private static func finding(_ change: (inout PatrolPlan) -> Void = { _ in }) -> PatrolsFinding {
        let square = Polygon(exterior: [Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 1, y: 1)])
        let days = CivilDay(number: 20_000)...CivilDay(number: 20_099)
        var plan = PatrolPlan(
            areas: [
                PatrolArea(
                    id: "A1", centre: Point(x: 0, y: 0), outline: square, place: "", incidents: 90, harm: 90, risk: 45)
            ], visits: [], unserved: [], harm: 90, risk: 45, upperBound: 46, visitRisk: 9.2, visitBest: 10,
            visitBound: 10.1, visitRuleBound: 9.6, evidence: 90,
            proof: PatrolProof(
                days: days, incidents: 200, inAreas: 50, mostInAreas: 100, groundShare: 0.01, met: 20, timeShare: 0.1,
                lastYear: .init(inAreas: 55, groundShare: 0.01)))
        change(&plan)
        return PatrolsFinding(plan, usesHarm: false)
    }

    @Test func lastYearsCountStandsBesideTheAreas() throws {
        let finding = Self.finding()
        let rival = try #require(finding.unseen?.countLastYear)
        #expect(rival.inAreas == 55 && rival.pai == 27.5 && rival.pei == 0.55)
        let lines = finding.lead
        #expect(
            lines.contains {
                $0.contains("50 lie in the areas so chosen: PAI 25.0, PEI at least 0.50")
                    && $0.hasSuffix("would hold 55, more than these: PAI 27.5, PEI at least 0.55")
            }, "\(lines)")
        let fewer = Self.finding { $0.proof?.lastYear?.inAreas = 49 }.lead
        #expect(fewer.contains { $0.contains("would hold 49, fewer:") })
    }

    /// 20 of 50 have an interval from 26 % on.
    @Test func evidenceIsHeldAgainstTheShareOfTime() {
        func label(_ change: (inout PatrolPlan) -> Void = { _ in }) -> EvidenceLabel {
            Self.finding(change).evidenceLabel
        }
        // The count of the last year would have held 55, more than 50.
        #expect(label() == .moderate && label { $0.proof?.lastYear?.inAreas = 50 } == .strong)
        #expect(label { $0.proof?.timeShare = 0.3 } == .moderate)
        #expect(label { $0.proof?.timeShare = 0.5 } == .none)
        #expect(label { $0.proof?.inAreas = 8 } == .tooFew && label { $0.proof = nil } == .tooFew)
        let words = Self.finding().evidenceSentence
        #expect(
            words
                == "moderate evidence: of 200 later incidents that such a plan had not seen 50 lay in its areas, areas where the year before counted most would have held 55; visits were there at 20, 4.0 times their share of the time"
        )
    }

    @Test func theRuleThatGaveWayIsNamed() throws {
        #expect(Self.finding().givenWay == nil)
        let proven = try #require(
            Self.finding {
                $0.visitRisk = 8.5
                $0.visitRuleBound = 8.7
            }.givenWay)
        #expect(proven.contains("at least 90.0 %") && proven.contains("gave way, by 5.0 points, to the rule"))
        #expect(proven.hasSuffix("visits that keep it can reach 87.0 % at most"))
        let open = Self.finding { $0.visitRisk = 8.5 }
        #expect(open.lead.last == open.givenWay && open.givenWay?.contains("none that keep both were found") == true)
        #expect(!open.timetable.nearBest && open.timetable.twoDayUpperBound == 9.6)
    }

    @Test func tooFewIsSaidFirst() {
        let lines = Self.finding {
            $0.evidence = 3
            $0.isTooFew = true
            $0.proof?.inAreas = 1
            $0.proof?.met = 1
        }.lead
        #expect(lines[0] == "Too few to say: the plan rests on 3 incidents in the patrol areas")
        #expect(lines[1].hasPrefix("Too few to say how such visits fare: 1 incident"))
        #expect(!lines.contains { $0.contains("PAI") })
    }
}
