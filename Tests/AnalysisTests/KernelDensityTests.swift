import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct KernelDensityTests {
    @Test(arguments: KernelDensity.Kernel.allCases, Grid.Form.allCases)
    func integratesToTheIncidents(kernel: KernelDensity.Kernel, form: Grid.Form) throws {
        let grid = try Grid(covering: Sample.area, cellSize: 100, form: form)
        let points = Sample.scatter(3000, side: 9000, seed: 4).map { Point(x: $0.x + 429_500, y: $0.y + 276_000) }
        for bandwidth in [10, 137, 600, 10_000] {
            let surface = try KernelDensity {
                $0.kernel = kernel
                $0.bandwidth = Double(bandwidth)
            }.density(of: points, on: grid)
            let integral = zip(grid.cells, surface.perSquareKilometre).reduce(0) { $0 + $1.0.areaInside * $1.1 / 1e6 }
            #expect(agree(integral, surface.total, within: 1e-9))
            #expect(Int(surface.total) + surface.outside == points.count)
        }
    }

    @Test func quarticHasItsForm() throws {
        let grid = try Grid(covering: Sample.square(10_000), cellSize: 20)
        let bandwidth = 500.0
        let middle = Point(x: 5010, y: 5010)
        let surface = try KernelDensity { $0.bandwidth = bandwidth }.density(of: [middle], on: grid)
        for offset in [0.0, 100, 300, 480, 500, 700] {
            let cell = try #require(grid.cell(at: Point(x: middle.x + offset, y: middle.y)))
            let relative = min(1, offset * offset / bandwidth / bandwidth)
            let exact = 3 / (Double.pi * bandwidth * bandwidth) * (1 - relative) * (1 - relative) * 1e6
            #expect(abs(surface.perSquareKilometre[cell] - exact) < 0.002 * 3.82)
        }
    }

    /// Of four cells the upper two lie half outside; middles as far from an incident have the same density all the same.
    @Test(arguments: KernelDensity.Kernel.allCases) func aCellCutShortHasTheDensityOfAWholeOne(
        kernel: KernelDensity.Kernel
    ) throws {
        let box = BoundingBox(minX: 0, minY: 0, maxX: 200, maxY: 150).polygon
        let grid = try Grid(covering: MultiPolygon([box]), cellSize: 100)
        let density = try KernelDensity {
            $0.kernel = kernel
            $0.bandwidth = 120
        }.density(of: [Point(x: 50, y: 100)], on: grid).perSquareKilometre
        #expect(density.count == 4 && agree(density[0], density[2], within: 1e-12) && density[0] > density[1])
        #expect(agree(density[1], density[3], within: 1e-12) && density[1] > 0)
        #expect(agree(density[0] * 0.015 + density[1] * 0.015, 1, within: 1e-12))
    }

    /// South and west of the origin, where coordinates are negative, all is as elsewhere.
    @Test func whereTheOriginLiesDoesNotMatter() throws {
        let points = Sample.scatter(40, side: 2000, seed: 3)
        func density(movedBy step: Double) throws -> [Double] {
            let box = BoundingBox(minX: step, minY: step, maxX: step + 2000, maxY: step + 2000).polygon
            let grid = try Grid(covering: MultiPolygon([box]), cellSize: 100)
            return try KernelDensity { $0.bandwidth = 250 }
                .density(of: points.map { Point(x: $0.x + step, y: $0.y + step) }, on: grid).perSquareKilometre
        }
        let (here, there) = (try density(movedBy: 0), try density(movedBy: -50_000))
        #expect(here.count == 400 && there.count == 400)
        #expect(zip(here, there).allSatisfy { agree($0, $1, within: 1e-9) })
    }

    @Test func weightsCountAndOrderDoesNot() throws {
        let grid = try Grid(covering: Sample.square(2000), cellSize: 100)
        let points = Sample.scatter(500, side: 2000, seed: 8)
        let weights = points.indices.map { Double($0 % 7) / 3 }
        let method = KernelDensity {
            $0.kernel = .gaussian
            $0.bandwidth = 150
        }
        let surface = try method.density(of: points, weights: weights, on: grid)
        #expect(agree(surface.total, weights.reduce(0, +)))
        #expect(try method.density(of: points.reversed(), weights: weights.reversed(), on: grid) == surface)
    }

    @Test func oddInputIsLeftOut() throws {
        let grid = try Grid(covering: Sample.square(2000), cellSize: 100)
        let method = KernelDensity { $0.bandwidth = 150 }
        #expect(try method.density(of: [], on: grid).perSquareKilometre.allSatisfy { $0 == 0 })
        let odd = [Point(x: .nan, y: 4), Point(x: 1, y: 1), Point(x: 1, y: 1)]
        #expect(try method.density(of: odd, on: grid).outside == 1)
        #expect(try method.density(of: odd, weights: [1, .nan], on: grid).outside == 3)
    }
}
