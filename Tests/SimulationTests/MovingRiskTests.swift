import HomewardGeometry
import HomewardSimulation
import Testing

@Suite struct MovingRiskTests {
    private func town() -> (schools: [SimulationSite], streets: [LineString], area: NamedArea) {
        let side = 4000.0
        var streets: [LineString] = []
        for line in stride(from: 100.0, through: side - 100, by: 100) {
            for part in stride(from: 100.0, to: side - 100, by: 100) {
                streets.append(LineString([Point(x: part, y: line), Point(x: part + 100, y: line)]))
                streets.append(LineString([Point(x: line, y: part), Point(x: line, y: part + 100)]))
            }
        }
        let schools = [Point(x: 600, y: 600), Point(x: 3400, y: 600), Point(x: 2000, y: 3400), Point(x: 700, y: 700)]
            .enumerated().map { SimulationSite(name: "School \($0.offset)", point: $0.element) }
        return (
            schools, streets,
            NamedArea(
                name: "Town", outline: MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: side, maxY: side).polygon]))
        )
    }

    @Test(arguments: 1...5) func chainsMoveOnAtTheStatedTimesAndDistances(_ seed: UInt64) throws {
        let town = town()
        let (planting, sites) = try MovingRisk(chains: 3).planting(
            schools: town.schools, streets: town.streets, in: town.area, seed: seed)
        #expect(planting.afterSchool.count == 9 && sites.count == 9)
        #expect(Set(sites.map(\.name)).count == 9)
        for chain in 0..<3 {
            let own = Array(sites[3 * chain..<3 * chain + 3])
            #expect(town.schools.contains(own[0]))
            for (from, to) in zip(own, own.dropFirst()) {
                #expect((300...700).contains(from.point.distance(to: to.point)))
            }
            #expect(own[0].point.distance(to: own[2].point) >= 300)
            #expect(planting.afterSchool[3 * chain..<3 * chain + 3].map(\.window.start) == [900, 930, 960])
            #expect(planting.afterSchool[3 * chain..<3 * chain + 3].map(\.window.end) == [925, 955, 985])
        }
        // Schools that lie beside one another are not both taken while others are left.
        let gates = [0, 3, 6].map { sites[$0].point }
        #expect(gates[0].distance(to: gates[1]) >= 1500 && gates[1].distance(to: gates[2]) >= 1500)
        let again = try MovingRisk(chains: 3).planting(
            schools: town.schools, streets: town.streets, in: town.area, seed: seed)
        #expect(again.planting == planting && again.sites == sites)
    }

    @Test func moreChainsThanSchoolsAreRefused() {
        let town = town()
        for chains in [0, 5] {
            #expect(throws: SimulationError.self) {
                try MovingRisk(chains: chains).planting(
                    schools: town.schools, streets: town.streets, in: town.area, seed: 1)
            }
        }
        #expect(throws: SimulationError.noStreetNear("the shops of School 0")) {
            try MovingRisk(chains: 1).planting(
                schools: [town.schools[0]], streets: [], in: town.area, seed: 1)
        }
    }
}
