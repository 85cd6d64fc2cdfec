import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

@Suite struct StreetPatchTests {
    static func planner() throws -> PatrolPlanner {
        try PatrolPlannerTests.planner(areas: 2, radius: 150, spacing: 350).with(\.form, .patch)
            .with(\.patchLength, 300)
    }

    /// On streets of few pieces: a patch hangs together, is no longer than it may be, and is worth nearly the most that any such
    /// patch is, which looking at all of them tells.
    @Test(arguments: 1...20) func patchesAreNearTheBest(_ seed: Int) throws {
        let town = try TestTown(columns: 3, rows: 3, block: 40, seed: UInt64(seed))
        var generator = SeededGenerator(seed: UInt64(seed) + 9)
        let planner = try Self.planner().with(\.patchLength, 130)
        let banned = seed % 3 == 0 ? Point(x: 40, y: 20) : Point(x: -1000, y: 0)
        let patches = StreetPatches(network: town.network, planner: planner) { $0.distance(to: banned) > 25 }
        let worth = (0..<patches.pieces.count).map { _ in generator.unit() < 0.4 ? generator.unit() : 0 }
        let root = try #require(patches.piece(near: Point(x: 50, y: 50)))
        let centre = patches.middles[root]
        let free = patches.middles.indices.filter {
            patches.middles[$0].distance(to: banned) > 25 && patches.middles[$0].distance(to: centre) <= patches.reach
        }
        // All patches with the root, by growing each by each neighbour.
        var seen: Set<[Int]> = [[root]]
        var open = [[root]]
        var most = 0.0
        while let now = open.popLast() {
            most = max(most, now.reduce(0) { $0 + worth[$1] })
            for piece in free where !now.contains(piece) {
                let more = (now + [piece]).sorted()
                let length = more.reduce(0) { $0 + patches.pieces.length[$1] }
                guard length <= planner.patchLength, patches.isConnected(more), seen.insert(more).inserted else {
                    continue
                }
                open.append(more)
            }
        }
        let grown = patches.grown(from: root, centre: centre, worth: worth)
        let found = patches.bettered(grown, root: root, worth: worth)
        #expect(patches.isConnected(found.pieces) && patches.length(of: found) <= planner.patchLength + 1e-6)
        #expect(found.pieces.contains(root) && Set(found.pieces).isSubset(of: free))
        #expect(found.worth >= grown.worth && found.worth <= most + 1e-9)
        #expect(found.worth >= 0.8 * most, "\(found.worth) of \(most)")
        #expect(patches.most(inPatches: 1, worth: worth) >= most - 1e-9)
    }

    /// Incidents along one street: the area follows it and leaves the ground beside it, within the rules of every plan.
    @Test func anAreaFollowsItsStreet() throws {
        var town = try TestTown(columns: 12, rows: 12)
        let study = PatrolPlannerTests.square(960)
        let row = town.network.edges.filter { $0.name == "Row 5" }
        let hot = row[3...5].flatMap { edge in
            (0..<20).map { edge.line.point(at: edge.length * (Double($0) + 0.5) / 20) }
        }
        let incidents = table(hot, generator: &town.generator)
        let planner = try Self.planner().with(\.areas, 1)
        let plan = try planner.plan(
            incidents: incidents, studyArea: study, network: town.network, firstDay: PatrolPlannerTests.firstDay)
        PatrolPlannerTests.check(plan, planner, incidents: incidents, study: study)
        let area = try #require(plan.areas.first)
        #expect(area.incidents >= 55, "\(area.incidents)")
        let disc = try Shape.polygon(PatrolForm(radius: 150).polygon(at: area.centre)).area()
        #expect(try Shape.polygon(area.outline).area() < 0.6 * disc)
        #expect(!plan.visits.isEmpty && plan.assumptions.contains { $0.contains("streets that hang together") })
        let again = try planner.plan(
            incidents: incidents.selecting((0..<incidents.count).reversed()), studyArea: study, network: town.network,
            firstDay: PatrolPlannerTests.firstDay)
        #expect(again.areas.map(\.outline) == plan.areas.map(\.outline) && again.visits == plan.visits)
    }

    @Test func keptAndForbiddenGroundIsObeyed() throws {
        var town = try TestTown(columns: 12, rows: 12)
        let incidents = town.incidents(150)
        let study = PatrolPlannerTests.square(960)
        let planner = try Self.planner()
        let works = NamedArea(
            name: "Works", outline: MultiPolygon([BoundingBox(minX: 300, minY: 300, maxX: 620, maxY: 620).polygon]))
        let kept = Point(x: 90, y: 90)
        let plan = try planner.plan(
            incidents: incidents, studyArea: study, network: town.network, firstDay: PatrolPlannerTests.firstDay,
            kept: [kept], forbidden: [works])
        PatrolPlannerTests.check(plan, planner, incidents: incidents, study: study)
        #expect(plan.areas.count == 2 && plan.areas.filter(\.isFixed).map(\.centre) == [kept])
        // Only the edge of a street beside it reaches into it.
        for area in plan.areas {
            let inside = try Shape.polygon(area.outline).intersection(.multiPolygon(works.outline)).area()
            #expect(inside < 0.35 * (try Shape.polygon(area.outline).area()))
        }
        let away = #expect(throws: PlannerError.self) {
            try planner.plan(
                incidents: incidents, studyArea: study, network: town.network,
                firstDay: PatrolPlannerTests.firstDay, kept: [Point(x: 3000, y: 3000)])
        }
        #expect("\(try #require(away).report)".contains("no street that an area may take"))
        #expect(throws: PlannerError.patchesWithoutStreets) {
            try planner.plan(incidents: incidents, studyArea: study, firstDay: PatrolPlannerTests.firstDay)
        }
        #expect(throws: SettingError.self) {
            try planner.with(\.patchWidth, 100).with(\.radius, 110).plan(
                incidents: incidents, studyArea: study, network: town.network, firstDay: PatrolPlannerTests.firstDay)
        }
    }

    /// Last year's count is counted on the same unseen days, and here it wins.
    @Test(arguments: [PatrolPlanner.Form.disc, .patch]) func aScepticIsCountedToo(_ form: PatrolPlanner.Form) throws {
        var town = try TestTown(columns: 12, rows: 12)
        let old = town.network.edges[4].line.point(at: 20)
        let new = town.network.edges[town.network.edges.count - 4].line.point(at: 20)
        let first = PatrolPlannerTests.firstDay.advanced(by: -1000)
        // 100 at the old place in the first 400 days, 40 at the new one in the 400 after, then 30 and 10 in the last 200.
        let days =
            (0..<100).map { (old, $0 * 4) } + (0..<40).map { (new, 400 + $0 * 10) }
            + (0..<30).map { (new, 800 + $0 * 6) }
            + (0..<10).map { (old, 800 + $0 * 19) }
        var incidents = table(days.map(\.0), generator: &town.generator)
        for (row, day) in days.enumerated() { incidents.day[row] = Int32(first.number + day.1) }
        let planner = try Self.planner().with(\.areas, 1).with(\.form, form)
        let plan = try planner.plan(
            incidents: incidents, studyArea: PatrolPlannerTests.square(960), network: town.network,
            period: first...first.advanced(by: 999), firstDay: PatrolPlannerTests.firstDay)
        let proof = try #require(plan.proof)
        #expect(proof.inAreas == 10 && proof.lastYear?.inAreas == 30 && proof.mostInAreas >= 30)
        #expect(proof.days.lowerBound == first.advanced(by: 800))
    }
}
