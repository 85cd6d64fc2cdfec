import HomewardGeometry
import HomewardLayers
import HomewardSimulation
import HomewardStreets
import Testing

@Suite struct StreetSimulationTests {
    @Test func theSampleIsOneNetworkOfAUsefulSize() throws {
        let layer = try Sample.streets.get()
        let (network, report) = try StreetBuilder().build(from: layer)
        #expect((3_000...8_000).contains(network.edges.count))
        #expect(network.componentLength.count == 1)
        #expect(network.isSynthetic)
        #expect(report.walkable.lines == layer.features.count)
        #expect(network.componentLength[0] > 500_000)
    }

    @Test func everyStreetLiesInTheStudyArea() throws {
        let area = Shape.multiPolygon(try Sample.shared.get().studyArea)
        for feature in try Sample.streets.get().features {
            let shape = try #require(feature.shape)
            #expect(try area.covers(shape))
        }
    }

    @Test func streetsMeetInSharedEndsOnly() throws {
        let lines = try Sample.streets.get().features.compactMap { $0.shape?.lines.first }
        let index = SpatialIndex(shapes: lines.map(Shape.lineString))
        for (number, line) in lines.enumerated() {
            let box = try #require(Shape.lineString(line).boundingBox)
            let ends = [line.points.first, line.points.last]
            for other in index.query(box) where other > number {
                let common = try Shape.lineString(line).intersection(.lineString(lines[other]))
                let otherEnds = [lines[other].points.first, lines[other].points.last]
                #expect(common.lines.isEmpty)
                #expect(common.vertices.allSatisfy { ends.contains($0) && otherEnds.contains($0) })
            }
        }
    }

    @Test func everySchoolAndStopHasAStreetNearby() throws {
        let lines = try Sample.streets.get().features.compactMap(\.shape)
        for site in try Sample.shared.get().sites {
            let nearest = try lines.map { try $0.distance(to: .point(site.point)) }.min()
            #expect(try #require(nearest) <= 60, "\(site.name)")
        }
    }

    @Test func nobodyTakesItForTheRealTown() throws {
        let layer = try Sample.streets.get()
        #expect(layer.name == "streets_synthetic")
        for feature in layer.features {
            #expect(layer.value("name", of: feature)?.asText?.hasPrefix("Synthetic ") == true)
            #expect(layer.value("synthetic", of: feature) == .boolean(true))
        }
    }

    @Test func theSeedSettlesEverything() throws {
        let area = MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: 3000, maxY: 2500).polygon])
        let first = try StreetSimulation(studyArea: area, seed: 7).layer(in: nil)
        #expect(try StreetSimulation(studyArea: area, seed: 7).layer(in: nil) == first)
        #expect(try StreetSimulation(studyArea: area, seed: 8).layer(in: nil) != first)
    }

    @Test(arguments: [0.0, 10, 5000, .nan])
    func aBlockOutOfRangeIsRefused(_ block: Double) throws {
        let area = try Sample.shared.get().studyArea
        #expect(throws: SimulationError.self) { try StreetSimulation(studyArea: area, block: block).layer(in: nil) }
    }

    @Test func anEmptyStudyAreaIsRefused() {
        #expect(throws: SimulationError.noOutline) { try StreetSimulation(studyArea: MultiPolygon([])).layer(in: nil) }
    }

    @Test func aParameterOutOfRangeIsNamed() throws {
        let area = try Sample.shared.get().studyArea
        for (simulation, name) in [
            (StreetSimulation(studyArea: area, density: 1.5), "density"),
            (StreetSimulation(studyArea: area, closes: -0.1), "closes"),
            (StreetSimulation(studyArea: area, radials: -1), "radials"),
            (StreetSimulation(studyArea: area, rings: [700, 0]), "rings"),
        ] {
            let error = #expect(throws: SimulationError.self) { try simulation.layer(in: nil) }
            #expect(error?.trouble == .usage && error?.description.hasPrefix(name + ": ") == true, "\(error as Any)")
        }
    }
}
