import HomewardCalendar
import HomewardGeometry
import HomewardSimulation
import Testing

@Suite struct PatrolEffectTests {
    static let start = CivilDay(iso: "2024-09-01") ?? CivilDay(number: 0)

    private func run(_ kind: PatrolEffect.Kind, area: String = "Foleshill") throws -> (
        bytes: [UInt8], truth: IncidentTruth
    ) {
        var simulation = try Sample.simulation()
        simulation.planting.patrols = [PatrolEffect(area: area, start: Self.start, kind: kind, share: 0.4)]
        var bytes: [UInt8] = []
        let truth = try simulation.run { bytes += $0 }
        return (bytes, truth)
    }

    /// Rows in the area before and from the start on.
    private func counts(_ bytes: [UInt8], _ area: String) throws -> (before: Int, after: Int, near: Int) {
        let areas = try Sample.simulation().areas
        guard let outline = areas.first(where: { $0.name == area }) else { return (0, 0, 0) }
        let inside = AreaLocator([outline])
        let wide = AreaLocator([
            NamedArea(name: "", outline: MultiPolygon(try outline.shape.buffered(by: 310).polygons))
        ])
        var sums = (before: 0, after: 0, near: 0)
        for row in Extract(bytes).rows {
            guard let x = row.x, let y = row.y, let day = row.day else { continue }
            let point = Point(x: Double(x), y: Double(y))
            if inside.contains(point) {
                if day < Self.start { sums.before += 1 } else { sums.after += 1 }
            } else if wide.contains(point), day >= Self.start {
                sums.near += 1
            }
        }
        return sums
    }

    @Test func nothingPlantedLeavesEveryByte() throws {
        let (bytes, truth) = try Sample.usual.get()
        #expect(truth.patrols == nil)
        let nothing = try run(.nothing)
        #expect(nothing.bytes == bytes)
        let patrol = try #require(nothing.truth.patrols?.first)
        #expect(patrol.due > 100)
        #expect(patrol.prevented == 0)
        #expect(patrol.share == 0)
        #expect(try IncidentTruth(json: nothing.truth.json()) == nothing.truth)
    }

    @Test func whatWorksTakesTheShareAndItsRows() throws {
        let usual = try Sample.usual.get()
        let (bytes, truth) = try run(.works)
        let patrol = try #require(truth.patrols?.first)
        let share = Double(patrol.prevented) / Double(patrol.due)
        #expect((0.33...0.47).contains(share), "\(share)")
        #expect(truth.rows == usual.truth.rows - patrol.prevented)
        #expect(Extract(bytes).rows.count == truth.rows)
        let (before, after) = (try counts(usual.bytes, "Foleshill"), try counts(bytes, "Foleshill"))
        #expect(after.before == before.before)
        #expect(after.after < before.after)
    }

    @Test func whatDisplacesMovesNextDoor() throws {
        let usual = try Sample.usual.get()
        let (bytes, truth) = try run(.displaces)
        let patrol = try #require(truth.patrols?.first)
        #expect(patrol.prevented == 0)
        #expect(patrol.moved > 30)
        #expect(truth.rows == usual.truth.rows)
        let (before, after) = (try counts(usual.bytes, "Foleshill"), try counts(bytes, "Foleshill"))
        #expect(after.near > before.near)
        #expect(after.after < before.after)
    }

    @Test func aStartOutsideThePeriodIsRefused() throws {
        var simulation = try Sample.simulation()
        simulation.planting.patrols = [
            PatrolEffect(area: "Foleshill", start: CivilDay(number: 0), kind: .works)
        ]
        #expect(throws: SimulationError.self) { try simulation.run { _ in } }
        simulation.planting.patrols = [PatrolEffect(area: "Nowhere", start: Self.start, kind: .works)]
        #expect(throws: SimulationError.self) { try simulation.run { _ in } }
    }
}
