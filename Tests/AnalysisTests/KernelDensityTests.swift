import Foundation
import HomewardCore
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

    /// What the doc comment says, incident by incident and cell by cell.
    private static func defined(
        _ method: KernelDensity, of points: [Point], weights: [Double], on grid: Grid
    ) -> [Double] {
        var density = [Double](repeating: 0, count: grid.cells.count)
        for (point, weight) in zip(points, weights) {
            guard let own = grid.cell(at: point) else { continue }
            let shares = grid.cells.map { cell -> Double in
                let (dx, dy) = (cell.centre.x - point.x, cell.centre.y - point.y)
                let relative = (dx * dx + dy * dy) / (method.bandwidth * method.bandwidth)
                let height =
                    switch method.kernel {
                    case .quartic: relative < 1 ? (1 - relative) * (1 - relative) : 0
                    case .gaussian: relative <= 16 ? exp(-relative / 2) : 0
                    case .epanechnikov: relative < 1 ? 1 - relative : 0
                    }
                return height * cell.areaInside
            }
            let total = shares.reduce(0, +)
            if total == 0 { density[own] += weight / grid.cells[own].areaInside }
            for (cell, share) in shares.enumerated() where share > 0 {
                density[cell] += weight * (share / total) / grid.cells[cell].areaInside
            }
        }
        return density.map { $0 * 1e6 }
    }

    /// In the whole of a study area with a hole and an exclave, and along its borders; places shared by many, on edges and corners.
    @Test(arguments: KernelDensity.Kernel.allCases, Grid.Form.allCases)
    func everyCellHasWhatTheDefinitionSays(kernel: KernelDensity.Kernel, form: Grid.Form) throws {
        let corner = Point(x: 429_900, y: 277_600)
        var points = Sample.scatter(100, side: 5000, seed: 21).map {
            Point(x: $0.x * 1.6 + corner.x, y: $0.y + corner.y)
        }
        points +=
            points.prefix(10) + points.prefix(10)
            + points.suffix(40).map { Point(x: ($0.x / 50).rounded() * 50, y: ($0.y / 50).rounded() * 50) }
        var generator = SeededGenerator(seed: 22)
        let weights = points.map { _ in [1, 1, 0, 0.25, 3, -0.5][generator.below(6)] }
        for (bandwidth, cell) in [
            (10, 100), (70, 100), (100, 100), (137, 90), (300, 50), (640, 120), (2500, 200), (9000, 150),
        ] {
            let grid = try Grid(covering: Sample.area, cellSize: Double(cell), form: form)
            let method = KernelDensity {
                $0.kernel = kernel
                $0.bandwidth = Double(bandwidth)
            }
            for weights in [nil, weights] {
                let found = try method.density(of: points, weights: weights, on: grid).perSquareKilometre
                let defined = Self.defined(
                    method, of: points, weights: weights ?? points.map { _ in 1 }, on: grid)
                let peak = defined.map(abs).max() ?? 0
                let worst = zip(found, defined).map { abs($0 - $1) }.max() ?? .infinity
                #expect(worst <= 1e-12 * peak, "\(bandwidth) m, cells of \(cell) m: \(worst / peak)")
                #expect(weights != nil || found.allSatisfy { $0 >= 0 })
            }
        }
    }

    /// Many in one cell, some at one place or too close together to be told apart at first sight, in several blocks.
    @Test(arguments: KernelDensity.Kernel.allCases) func theOrderOfCrowdsDoesNotMatter(kernel: KernelDensity.Kernel)
        throws
    {
        let grid = try Grid(covering: Sample.square(3000), cellSize: 100)
        var generator = SeededGenerator(seed: 5)
        var points = Sample.scatter(3000, side: 3000, seed: 6)
        points += (0..<3000).map { number in
            let (x, y) = (1234.5 + generator.unit() * (number.isMultiple(of: 3) ? 1e-6 : 40), 1270 + generator.unit())
            return Point(x: x, y: y)
        }
        points += points.suffix(500)
        let weights = points.map { _ in generator.unit() }
        let method = KernelDensity {
            $0.kernel = kernel
            $0.bandwidth = 300
        }
        let surface = try method.density(of: points, weights: weights, on: grid)
        for _ in 0..<3 {
            var order = Array(points.indices)
            for place in order.indices.dropFirst() { order.swapAt(place, generator.below(place + 1)) }
            let other = try method.density(of: order.map { points[$0] }, weights: order.map { weights[$0] }, on: grid)
            #expect(other == surface)
        }
    }

    /// A weight near the end of numbers deals as any other.
    @Test(arguments: KernelDensity.Kernel.allCases) func aWeightMayBeHuge(kernel: KernelDensity.Kernel) throws {
        let grid = try Grid(covering: Sample.area, cellSize: 100)
        let points = [Point(x: 431_000, y: 279_000), Point(x: 431_020, y: 279_000), Point(x: 436_000, y: 280_900)]
        let method = KernelDensity { $0.kernel = kernel }
        let (one, huge) = (
            try method.density(of: points, weights: [1, 2, 1], on: grid),
            try method.density(of: points, weights: [1e305, 2e305, 1e305], on: grid)
        )
        #expect(
            zip(one.perSquareKilometre, huge.perSquareKilometre).allSatisfy { agree($1 / 1e305, $0, within: 1e-12) })
        #expect(agree(huge.total / 1e305, 4, within: 1e-12))
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
