import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// What spatstat says of the same points; `density.R` stands beside its figures.
@Suite struct DensityOracleTests {
    private let lines: [[String]]
    private let points: [Point]
    private let grid: Grid

    init() throws {
        lines = try golden("density.csv")
        points = lines.filter { $0[0] == "point" }.compactMap { line in
            Double(line[1]).flatMap { x in Double(line[2]).map { Point(x: x, y: $0) } }
        }
        grid = try Grid(origin: Point(x: 0, y: 0), cellSize: 50, columns: 20, rows: 16)
    }

    private func numbers(_ kind: String) -> [[Double]] {
        lines.filter { $0[0] == kind }.map { $0.dropFirst().compactMap(Double.init) }
    }

    @Test func scottsRuleAgrees() throws {
        #expect(points.count == 73)
        let places = try JoinedPlaces(points, in: KernelRaster(grid))
        #expect(places.all.count == 70 && places.total == 73 && places.width == 0)
        #expect(agree(places.scott, numbers("scott")[0][0], within: 1e-11))
        let method = DensityMethod {
            $0.bandwidth = .scott
            $0.kernel = .epanechnikov
        }
        let surface = try method.surface(of: points, on: grid)
        #expect(agree(surface.bandwidth, places.scott * 6.0.squareRoot(), within: 1e-12))
        #expect(surface.choice.rule == .scott && surface.choice.deviation == places.scott)
    }

    @Test func likelihoodsAgree() throws {
        let raster = KernelRaster(grid)
        let theirs = numbers("likelihood")
        #expect(theirs.count == 25)
        let places = try JoinedPlaces(points, in: raster)
        let own = LikelihoodBandwidth.values(places.all, theirs.map { $0[0] })
        for (own, line) in zip(own, theirs) {
            #expect(agree(own, line[1], within: line[0] > 20 ? 1e-9 : 1e-6), "\(line[0]): \(own) \(line[1])")
        }
        let found = LikelihoodBandwidth(places, in: raster)
        let best = try #require(theirs.max { $0[1] < $1[1] })
        #expect(abs(found.deviation / best[0] - 1) < 0.2 && !found.isAtEnd)
        #expect(found.curve.map(\.deviation) == found.curve.map(\.deviation).sorted())
        // The parabola's top is no worse than the steps beside it.
        let top = LikelihoodBandwidth.values(places.all, [found.deviation])[0]
        #expect(top >= best[1] - 1e-9)
        #expect(
            try DensityMethod { $0.bandwidth = .auto }.surface(of: points, on: grid).choice.rule == .likelihood)
    }

    @Test func digglesErrorAgrees() throws {
        let raster = KernelRaster(grid)
        let found = DiggleBandwidth(try JoinedPlaces(points, in: raster), in: raster)
        let theirs = numbers("diggle")
        #expect(theirs.count > 20)
        for line in theirs {
            let own = try #require(found.curve.first { agree($0.deviation, line[0], within: 1e-9) })
            #expect(agree(own.value, line[1], within: 1e-8), "\(line[0]): \(own.value) \(line[1])")
        }
        #expect(agree(found.deviation ?? 0, numbers("diggle-best")[0][0], within: 1e-9))
    }

    @Test(arguments: KernelForm.allCases) func kernelsAgree(form: KernelForm) throws {
        let own = lines.filter { $0[0] == "kernel" && $0[1] == form.rawValue }
        #expect(own.count == 60)
        for bandwidth in Set(own.compactMap { Double($0[2]) }).sorted() {
            let surface = try DensityMethod {
                $0.kernel = form
                $0.border = .lost
                $0.bandwidth = .metres(bandwidth)
            }.surface(of: points, on: grid)
            let peak = surface.perSquareKilometre.max() ?? 0
            for line in own where Double(line[2]) == bandwidth {
                let place = Point(x: Double(line[3]) ?? .nan, y: Double(line[4]) ?? .nan)
                let cell = try #require(grid.cell(at: place))
                #expect(grid.cells[cell].centre == place)
                let theirs = (Double(line[5]) ?? .nan) * 1e6
                // Theirs is not cut off at four standard deviations.
                #expect(abs(surface.perSquareKilometre[cell] - theirs) <= (form == .gaussian ? 1e-3 : 1e-9) * peak)
            }
        }
    }

    @Test func theBorderIsKeptAlike() throws {
        let fine = try Grid(origin: Point(x: 0, y: 0), cellSize: 10, columns: 100, rows: 80)
        let surface = try DensityMethod { $0.bandwidth = .metres(120) }.surface(of: points, on: fine)
        let peak = surface.perSquareKilometre.max() ?? 0
        for line in numbers("kept") {
            let cell = try #require(fine.cell(at: Point(x: line[0], y: line[1])))
            #expect(fine.cells[cell].centre == Point(x: line[0], y: line[1]))
            let own = surface.perSquareKilometre[cell]
            #expect(abs(own - line[2] * 1e6) < 0.01 * peak, "\(line[0]), \(line[1]): \(own) \(line[2] * 1e6)")
        }
    }

    @Test func abramsonsBandwidthsAgree() throws {
        let fine = try Grid(origin: Point(x: 0, y: 0), cellSize: 5, columns: 200, rows: 160)
        let method = DensityMethod {
            $0.adaptation = .abramson
            $0.bandwidth = .metres(120)
        }
        let law = try BandwidthLaw(method, bandwidth: 120, look: .init(points: points), on: fine, KernelRaster(fine))
        guard case .byCell(let bandwidths) = law.kind else {
            Issue.record("no law of the square root")
            return
        }
        for line in numbers("abramson") {
            let cell = try #require(fine.cell(at: Point(x: line[0], y: line[1])))
            #expect(
                abs(bandwidths[cell] / line[2] - 1) < 0.02, "\(line[0]), \(line[1]): \(bandwidths[cell]) \(line[2])")
        }
    }
}
