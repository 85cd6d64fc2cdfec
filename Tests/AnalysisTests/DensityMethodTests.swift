import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct DensityMethodTests {
    private static func integral(_ surface: DensitySurface) -> Double {
        zip(surface.grid.cells, surface.perSquareKilometre).reduce(0) { $0 + $1.0.areaInside * $1.1 / 1e6 }
    }

    private static func peak(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }

    /// A heap, and some strewn about.
    private static func town(_ count: Int, seed: UInt64) -> [Point] {
        let (heap, others) = (
            Sample.scatter(count / 2, side: 300, seed: seed), Sample.scatter(count, side: 3000, seed: seed + 1)
        )
        return heap.map { Point(x: $0.x + 431_900, y: $0.y + 280_300) }
            + others.map { Point(x: $0.x + 431_000, y: $0.y + 278_500) }
    }

    private static let everything: [(KernelForm, DensityMethod.Adaptation)] = KernelForm.allCases.flatMap { form in
        DensityMethod.Adaptation.allCases.map { (form, $0) }
    }

    @Test(arguments: everything)
    func keptWeightComesToTheIncidentsAndOrderDoesNotMatter(
        form: KernelForm, adaptation: DensityMethod.Adaptation
    ) throws {
        let points = Self.town(300, seed: 9)
        let weights = points.indices.map { Double($0 % 5) }
        let method = DensityMethod {
            $0.kernel = form
            $0.adaptation = adaptation
            $0.bandwidth = .metres(250)
        }
        let grid = try method.grid(covering: Sample.area, atMost: 100_000)
        let surface = try method.surface(of: points, weights: weights, on: grid)
        #expect(agree(Self.integral(surface), surface.total, within: 1e-9) && surface.total > 500)
        #expect(agree(surface.integral, surface.total, within: 1e-9))
        #expect(surface.outside == points.count { grid.cell(at: $0) == nil } && surface.outside > 0)
        let other = try method.surface(of: points.reversed(), weights: weights.reversed(), on: grid)
        #expect(other == surface)
        #expect((surface.spread == nil) == (adaptation == .fixed))
        if let spread = surface.spread { #expect(spread.least < spread.middle && spread.middle < spread.most) }
    }

    /// The kernel in the plane, point by point and cell by cell.
    @Test(arguments: KernelForm.allCases) func lostWeightLeavesTheKernelItself(form: KernelForm) throws {
        let points = Self.town(60, seed: 3)
        let method = DensityMethod {
            $0.kernel = form
            $0.border = .lost
            $0.bandwidth = .metres(170)
        }
        let grid = try method.grid(covering: Sample.area, atMost: 100_000)
        let surface = try method.surface(of: points, on: grid)
        let inside = points.filter { grid.cell(at: $0) != nil }
        for (cell, found) in zip(grid.cells, surface.perSquareKilometre) {
            let exact = inside.reduce(0) { sum, point in
                let away = cell.centre.distance(to: point) / 170
                return sum + form.height(away * away) / (form.planeMass * 170 * 170)
            }
            #expect(abs(found - exact * 1e6) <= 1e-9 * max(exact * 1e6, 1e-3))
        }
        #expect(surface.integral < surface.total)
    }

    /// Far from every border nothing is lost, and both ways agree where the cells are fine.
    @Test(arguments: KernelForm.allCases) func overTheWholePlaneTheMassIsTheIncidents(form: KernelForm) throws {
        let points = Sample.scatter(40, side: 400, seed: 5).map { Point(x: $0.x + 2800, y: $0.y + 2800) }
        let grid = try Grid(covering: Sample.square(6000), cellSize: 25)
        let method = DensityMethod {
            $0.kernel = form
            $0.border = .lost
            $0.bandwidth = .metres(400)
        }
        let surface = try method.surface(of: points, on: grid)
        #expect(agree(surface.integral, 40, within: 1e-3))
        let kept = try method.with(\.border, .kept).surface(of: points, on: grid)
        let most = 2e-3 * Self.peak(kept.perSquareKilometre)
        #expect(zip(surface.perSquareKilometre, kept.perSquareKilometre).allSatisfy { abs($0 - $1) < most })
    }

    /// An incident far below its cells' size stays in its cell.
    @Test(arguments: DensityMethod.Border.allCases) func aTinyBandwidthStaysInTheCell(border: DensityMethod.Border)
        throws
    {
        let grid = try Grid(covering: Sample.square(1000), cellSize: 100)
        let surface = try DensityMethod {
            $0.bandwidth = .metres(2)
            $0.border = border
        }.surface(of: [Point(x: 120, y: 120)], weights: [3], on: grid)
        #expect(surface.perSquareKilometre.count { $0 != 0 } == 1)
        #expect(agree(surface.perSquareKilometre[grid.cell(at: Point(x: 120, y: 120)) ?? 0], 300, within: 1e-12))
    }

    @Test func harmCountsAsOftenAsItWeighs() throws {
        let points = Self.town(80, seed: 2)
        let method = DensityMethod {
            $0.adaptation = .nearest
            $0.neighbours = 7
        }
        let grid = try method.grid(covering: Sample.area, atMost: 100_000)
        let once = try method.surface(of: points, on: grid)
        let thrice = try method.surface(of: points, weights: points.map { _ in 3 }, on: grid)
        #expect(zip(once.perSquareKilometre, thrice.perSquareKilometre).allSatisfy { agree(3 * $0, $1, within: 1e-12) })
        // Harm alone moves the surface to where it is.
        var weights = points.map { _ in 1.0 }
        let far = try #require(
            points.indices.filter { grid.cell(at: points[$0]) != nil }.max { points[$0].x < points[$1].x })
        weights[far] = 1000
        let harm = try method.surface(of: points, weights: weights, on: grid)
        #expect(harm.peak.map { grid.cells[$0].centre.distance(to: points[far]) < 400 } == true)
    }

    /// The nearest others by looking at all of them, and the law of the square root by hand.
    @Test func bandwidthsAdaptByTheirLaws() throws {
        let points = Self.town(60, seed: 13)
        let grid = try Grid(covering: Sample.square(1_000_000), cellSize: 10_000)
        let town = points.map { Point(x: $0.x - 430_000, y: $0.y - 278_000) }
        let law = try BandwidthLaw(
            DensityMethod {
                $0.adaptation = .nearest
                $0.neighbours = 4
            }, bandwidth: 300, look: .init(points: town + town.prefix(3)), on: grid, KernelRaster(grid))
        guard case .nearest(let reach, let least) = law.kind else {
            Issue.record("no law of the nearest")
            return
        }
        #expect(least == 5000)
        let all = town + town.prefix(3)
        for point in town {
            let others = all.map { $0.distance(to: point) }.sorted()
            // The first is the point itself.
            #expect(agree(reach.reach(from: point) ?? -1, others[4], within: 1e-12))
        }
        #expect(reach.reach(from: Point(x: 0, y: 0)) == nil)

        let method = DensityMethod {
            $0.adaptation = .abramson
            $0.bandwidth = .metres(200)
        }
        let fine = try method.grid(covering: Sample.area, atMost: 100_000)
        let raster = KernelRaster(fine)
        let square = try BandwidthLaw(method, bandwidth: 200, look: .init(points: points), on: fine, raster)
        guard case .byCell(let bandwidths) = square.kind else {
            Issue.record("no law of the square root")
            return
        }
        let pilot = try method.with(\.adaptation, .fixed).surface(of: points, on: fine).perSquareKilometre
        let own = points.compactMap { fine.cell(at: $0) }
        let mean = exp(own.reduce(0) { $0 + log(pilot[$1]) } / Double(own.count))
        for cell in own {
            #expect(agree(bandwidths[cell], min(1000, 200 * (mean / pilot[cell]).squareRoot()), within: 1e-12))
        }
    }

    @Test func aPartInItsWholeIsAShare() throws {
        let points = Self.town(400, seed: 21)
        let part = points.enumerated().filter { $0.offset % 4 == 0 || $0.element.x < 432_000 }.map(\.element)
        for adaptation in DensityMethod.Adaptation.allCases {
            let method = DensityMethod {
                $0.adaptation = adaptation
                $0.bandwidth = .metres(200)
            }
            let grid = try method.grid(covering: Sample.area, atMost: 100_000)
            let surface = try method.surface(of: part, by: .init(points: points), on: grid)
            let ratio = try #require(surface.ratio)
            let told = ratio.values.compactMap { $0 }
            #expect(told.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-8 } && told.count < ratio.values.count)
            #expect(
                agree(ratio.overall, surface.total / Double(points.count { grid.cell(at: $0) != nil }), within: 1e-12))
            // The whole by itself is one wherever it is told.
            let whole = try method.surface(of: points, by: .init(points: points), on: grid)
            #expect(whole.ratio?.values.compactMap { $0 }.allSatisfy { $0 == 1 } == true)
            for (cell, value) in ratio.values.enumerated() {
                #expect((value == nil) == (ratio.base[cell] < ratio.least))
                if let value { #expect(value == surface.perSquareKilometre[cell] / ratio.base[cell]) }
            }
        }
    }

    @Test func badInputIsRefusedByName() throws {
        let grid = try Grid(covering: Sample.square(1000), cellSize: 50)
        let points = Sample.scatter(30, side: 1000, seed: 1)
        func fault(
            _ change: (inout DensityMethod) -> Void, _ points: [Point], weights: [Double]? = nil,
            by base: DensityMethod.Base? = nil
        )
            -> AnalysisError?
        {
            var method = DensityMethod()
            change(&method)
            do {
                _ = try method.surface(of: points, weights: weights, by: base, on: grid)
                return nil
            } catch { return error as? AnalysisError }
        }
        #expect(fault({ $0.bandwidth = .metres(1001) }, points) == .wideBandwidth(1001, extent: 1000))
        #expect(fault({ $0.bandwidth = .metres(1000) }, points) == nil)
        for choice in [BandwidthChoice.auto, .scott, .diggle, .likelihood] {
            #expect(fault({ $0.bandwidth = choice }, []) == .noBandwidth(.tooFew(0)))
            #expect(fault({ $0.bandwidth = choice }, [points[0]]) == .noBandwidth(.tooFew(1)))
            #expect(fault({ $0.bandwidth = choice }, [points[0], points[0]]) == .noBandwidth(.onePlace(2)))
            #expect(fault({ $0.bandwidth = choice }, [points[0], Point(x: 5000, y: 0)]) == .noBandwidth(.tooFew(1)))
        }
        let apart = [Point(x: 10, y: 10), Point(x: 990, y: 990)]
        #expect(fault({ $0.bandwidth = .diggle }, apart) == .noBandwidth(.sparse(2)))
        #expect(
            fault({ $0.adaptation = .nearest }, Array(points.prefix(20)))
                == .noBandwidth(.tooFewNeighbours(20, wanted: 20)))
        let bad = fault({ _ in }, [points[0], points[1]], weights: [1, -1])
        #expect(bad == .badWeight(-1, of: "incident 2"))
        #expect(bad?.description.contains("incident 2: its weight -1 is not 0 or more") == true)
        if case .badWeight? = fault({ _ in }, points, weights: [1]) {} else { Issue.record("too few weights") }
        if case .badWeight? = fault({ _ in }, [points[0]], weights: [.infinity]) {} else { Issue.record("infinite") }
        #expect(fault({ _ in }, points, by: .init(points: [])) == .emptyBase)
        #expect(fault({ _ in }, points, by: .init(points: points, weights: points.map { _ in 0 })) == .emptyBase)
        #expect(
            fault({ $0.adaptation = .nearest }, points, by: .init(points: Sample.scatter(30, side: 1000, seed: 2)))
                == .foreignBase)
        #expect(throws: SettingError.self) {
            try DensityMethod { $0.bandwidth = .metres(0) }.surface(of: points, on: grid)
        }
        #expect(throws: AnalysisError.wideCell(1500, extent: 1000)) {
            try DensityMethod { $0.cell = 1500 }.grid(covering: Sample.square(1000), atMost: 100)
        }
        // Every error says what to do.
        for error in [
            AnalysisError.wideBandwidth(9, extent: 1), .wideCell(9, extent: 1), .noBandwidth(.tooFew(1)),
            .noBandwidth(.tooFewNeighbours(3, wanted: 9)), .emptyBase, .foreignBase, .badWeight(.nan, of: "incident 1"),
        ] { #expect(error.description.contains(";"), "\(error.description)") }
    }

    @Test func whereNothingIsTheDensityIsNothing() throws {
        let grid = try Grid(covering: Sample.square(1000), cellSize: 50)
        for adaptation in [DensityMethod.Adaptation.fixed, .abramson] {
            for border in DensityMethod.Border.allCases {
                let method = DensityMethod {
                    $0.adaptation = adaptation
                    $0.border = border
                }
                for (points, weights) in [([], nil), ([Point(x: 3, y: 3)], [0.0])] as [([Point], [Double]?)] {
                    let surface = try method.surface(of: points, weights: weights, on: grid)
                    #expect(surface.perSquareKilometre.allSatisfy { $0 == 0 } && surface.total == 0)
                }
                // All in one place is a density like any other where the bandwidth is given.
                let heap = [Point](repeating: Point(x: 500, y: 500), count: 50)
                let surface = try method.surface(of: heap, on: grid)
                #expect(agree(surface.integral, 50, within: 1e-2) && surface.perSquareKilometre.allSatisfy(\.isFinite))
            }
        }
    }

    @Test func levelsAreThoseOfTheGround() throws {
        let grid = try Grid(covering: Sample.square(1000), cellSize: 100)
        let values = (1...100).map { Optional(Double($0)) }
        #expect(IsobandLevels.quantiles.levels(of: values, on: grid) == [50, 75, 90, 95, 99])
        #expect(IsobandLevels.quantiles.levels(of: values.map { _ in 0 }, on: grid) == [])
        #expect(IsobandLevels("30, 5,5") == .given([5, 30]) && IsobandLevels("quantiles") == .quantiles)
        for text in ["", "a", "1,", "-1", "nan", "inf"] { #expect(IsobandLevels(text) == nil) }
        #expect(IsobandLevels("5, 30")?.text == "5, 30")
    }

    @Test func theTextOfAChoiceNamesIt() {
        for text in ["auto", "scott", "diggle", "likelihood", "300", "62.5"] {
            #expect(BandwidthChoice(text)?.text == text)
        }
        for text in ["", "Auto", "0.5", "10001", "nan", "-3"] { #expect(BandwidthChoice(text) == nil) }
    }
}
