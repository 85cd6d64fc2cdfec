import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardSimulation

@Suite struct ChanceTests {
    @Test func theAliasTableKeepsProportions() throws {
        let weights = [1.0, 0, 3, 6, 0.5, -2, .nan]
        let table = try #require(AliasTable(weights: weights))
        var generator = SeededGenerator(seed: 3)
        let counts = table.spread(105_000, &generator)
        #expect(counts.reduce(0, +) == 105_000)
        for (index, weight) in weights.enumerated() {
            let expected = weight > 0 ? weight * 10_000 : 0
            #expect(abs(Double(counts[index]) - expected) <= 4 * expected.squareRoot())
        }
        #expect(AliasTable(weights: [0, -1]) == nil)
        #expect(AliasTable(weights: []) == nil)
    }

    @Test func theBellHasUnitVariance() {
        var generator = SeededGenerator(seed: 5)
        let draws = (0..<20_000).map { _ in generator.bell() }
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(abs(mean) < 0.03)
        #expect(abs(variance - 1) < 0.05)
    }

    @Test func theOutlineAgreesWithGEOS() throws {
        let sample = try Sample.shared.get()
        var generator = SeededGenerator(seed: 11)
        for area in sample.areas {
            let outline = try #require(Outline(area.outline))
            let prepared = try PreparedArea(area.shape)
            let box = outline.box.grown(by: 100)
            for _ in 0..<400 {
                let a = Point(x: generator.between(box.minX, box.maxX), y: generator.between(box.minY, box.maxY))
                let b = Point(x: a.x + generator.between(-300, 300), y: a.y + generator.between(-300, 300))
                #expect(try outline.contains(a) == prepared.contains(a))
                #expect(try outline.contains(from: a, to: b) == area.shape.covers(.lineString(LineString([a, b]))))
            }
        }
    }
}
