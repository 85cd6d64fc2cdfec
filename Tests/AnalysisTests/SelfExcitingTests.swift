import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// The self-exciting process on incidents whose truth is known.
@Suite struct SelfExcitingTests {
    private static let side = 4000.0
    private static let until = 730.0

    /// Background at two densities, each incident bringing `branching` others on average, after 6 days and 70 m.
    private static func process(
        _ background: Int, branching: Double, seed: UInt64
    ) -> (points: [Point], times: [Double]) {
        var generator = SeededGenerator(seed: seed)
        func normal() -> Double {
            (-2 * log(1 - generator.unit())).squareRoot() * cos(2 * Double.pi * generator.unit())
        }
        var made: [(time: Double, at: Point)] = (0..<background).map { _ in
            // Half of it in a quarter of the town.
            let width = generator.unit() < 0.5 ? side : side / 2
            return (until * generator.unit(), Point(x: width * generator.unit(), y: width * generator.unit()))
        }
        var next = 0
        while next < made.count {
            let parent = made[next]
            // How many: Poisson, by products of draws.
            var product = generator.unit()
            while product > exp(-branching) {
                product *= generator.unit()
                let time = parent.time - 6 * log(1 - generator.unit())
                let at = Point(x: parent.at.x + 70 * normal(), y: parent.at.y + 70 * normal())
                if time < until, at.x >= 0, at.y >= 0, at.x < side, at.y < side { made.append((time, at)) }
            }
            next += 1
        }
        made.sort { $0.time < $1.time }
        return (made.map(\.at), made.map(\.time))
    }

    private static func fit(_ made: (points: [Point], times: [Double]), _ method: SelfExciting = SelfExciting()) throws
        -> SelfExcitingFit
    {
        try method.fit(points: made.points, times: made.times, from: 0, until: until, area: side * side)
    }

    @Test("The branching ratio, the days and the metres are found again, within what the fit says of its error")
    func truthIsFound() throws {
        var (within, sum) = (0, 0.0)
        let towns = 20
        for town in 0..<towns {
            let fit = try Self.fit(Self.process(700, branching: 0.4, seed: UInt64(town)))
            let error = try #require(fit.branchingError)
            #expect(error > 0.005 && error < 0.08)
            if abs(fit.branching - 0.4) <= 2 * error { within += 1 }
            sum += fit.branching
            #expect(abs(fit.branching - 0.4) <= 4 * error, "\(fit.branching) ± \(error)")
            #expect(abs(fit.meanDays - 6) < 2 && abs(fit.metres - 70) < 15, "\(fit.meanDays) \(fit.metres)")
            // What is not brought is background.
            let mass = fit.background.reduce(0, +)
            #expect(agree(fit.perDay * Self.until, mass, within: 0.01))
        }
        #expect(within >= 16, "\(within) of \(towns)")
        #expect(abs(sum / Double(towns) - 0.4) < 0.03, "\(sum / Double(towns))")
        print("branching: mean \(sum / Double(towns)), within two standard errors \(within) of \(towns)")
    }

    @Test func whereNothingBringsAnythingLittleIsFound() throws {
        for seed in 0..<5 {
            let fit = try Self.fit(Self.process(1000, branching: 0, seed: UInt64(100 + seed)))
            #expect(fit.branching < 0.06, "\(fit.branching)")
        }
    }

    @Test("The likelihood never falls while the background stays, and is that of trying all pairs")
    func likelihood() throws {
        let made = Self.process(300, branching: 0.5, seed: 77)
        let method = SelfExciting()
        let fit = try Self.fit(made)
        #expect(fit.likelihoods.count == 4)
        for run in fit.likelihoods {
            #expect(run.count > 3)
            for (a, b) in zip(run, run.dropFirst()) { #expect(b >= a - 1e-6, "\(a) \(b)") }
        }
        // One more round with the last parameters held is not possible from outside, so the intensity is built anew from the fit's
        // own probabilities: background ÷ probability of being background is the intensity.
        let count = made.points.count
        let weights = fit.background
        let (wholeDays, wholeMetres) = (
            1 - exp(-method.reachDays / fit.meanDays),
            1 - exp(-method.reachMetres * method.reachMetres / (2 * fit.metres * fit.metres))
        )
        var worst = 0.0
        for i in 0..<count {
            var (trigger, near) = (0.0, 0.0)
            for j in 0..<count where j != i {
                let square = pow(made.points[i].x - made.points[j].x, 2) + pow(made.points[i].y - made.points[j].y, 2)
                let age = made.times[i] - made.times[j]
                if age > 0, age <= method.reachDays, square <= method.reachMetres * method.reachMetres {
                    trigger +=
                        fit.branching * exp(-age / fit.meanDays) / fit.meanDays / wholeDays
                        * exp(-square / (2 * fit.metres * fit.metres)) / (2 * Double.pi * fit.metres * fit.metres)
                        / wholeMetres
                }
                if square <= 9 * method.background * method.background {
                    near +=
                        weights[j] * exp(-square / (2 * method.background * method.background))
                        / (2 * Double.pi * method.background * method.background) / (1 - exp(-4.5))
                }
            }
            let all = weights.reduce(0, +) - weights[i]
            let base = fit.perDay * (0.99 * near / all + 0.01 / (Self.side * Self.side))
            worst = max(worst, abs(base / (base + trigger) - fit.background[i]))
        }
        // The probabilities are those of one background before.
        #expect(worst < 0.1, "\(worst)")
    }

    @Test("Pairs are those within both reaches")
    func pairs() throws {
        let made = Self.process(200, branching: 0.3, seed: 3)
        let method = SelfExciting {
            $0.reachDays = 30
            $0.reachMetres = 200
        }
        let fit = try Self.fit(made, method)
        var count = 0
        for i in made.points.indices {
            for j in 0..<i {
                let distance = hypot(made.points[i].x - made.points[j].x, made.points[i].y - made.points[j].y)
                if distance <= 200, made.times[i] - made.times[j] <= 30 { count += 1 }
            }
        }
        #expect(fit.pairs == count)
    }

    @Test("What earlier incidents bring to the cells is what a fine sum over them comes to")
    func broughtIncidents() throws {
        let grid = try Grid(covering: Sample.square(2000), cellSize: 25)
        let fit = SelfExcitingFit(
            method: SelfExciting(), from: 0, until: 100, perDay: 1, branching: 0.5, meanDays: 6, metres: 70,
            background: [])
        var scores = [Double](repeating: 0, count: grid.cells.count)
        fit.addBrought(to: &scores, by: [Point(x: 1000, y: 1000)], times: [98], in: 100...107, on: grid)
        let mass = zip(scores, grid.cells).reduce(0) { $0 + $1.0 * $1.1.areaInside }
        let expected = 0.5 * (exp(-2.0 / 6) - exp(-9.0 / 6)) / (1 - exp(-10))
        #expect(agree(mass, expected, within: 1e-3))
        #expect(fit.share(from: 0, to: 60) == 1 && fit.share(from: 60, to: 90) == 0)
        #expect(fit.share(from: -5, to: 0) == 0)
    }

    @Test func onePlaceAndOneTimeAreNumbers() throws {
        let same = [Point](repeating: Point(x: 5, y: 5), count: 60)
        for times in [[Double](repeating: 3, count: 60), (0..<60).map { Double($0) }] {
            let fit = try SelfExciting().fit(points: same, times: times, from: 0, until: 60, area: 1e6)
            let figures = [fit.perDay, fit.branching, fit.meanDays, fit.metres] + fit.background
            #expect(figures.allSatisfy { $0.isFinite && $0 >= 0 })
        }
    }
}
