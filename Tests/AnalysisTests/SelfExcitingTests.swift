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

    @Test("Where nothing brings anything little is found: some 0.04 on 1,000 incidents")
    func whereNothingBringsAnythingLittleIsFound() throws {
        let found = try (0..<10).map {
            try Self.fit(Self.process(1000, branching: 0, seed: UInt64(100 + $0))).branching
        }
        #expect(found.reduce(0, +) / 10 < 0.06, "\(found)")
        for branching in found { #expect(branching < 0.2) }
        print("nothing brought: mean \(found.reduce(0, +) / 10), most \(found.max() ?? 0)")
    }

    @Test("The likelihood never falls while the background stays")
    func likelihoodNeverFalls() throws {
        for (seed, branching) in [(77, 0.5), (78, 0), (79, 0.2)] as [(UInt64, Double)] {
            let fit = try Self.fit(Self.process(400, branching: branching, seed: seed))
            #expect(fit.likelihoods.count == 3 && fit.likelihoods[0].count > 3)
            for run in fit.likelihoods {
                for (a, b) in zip(run, run.dropFirst()) { #expect(b >= a - 1e-6, "\(a) \(b)") }
            }
            #expect(agree(fit.parts.reduce(0, +), 1, within: 1e-9))
        }
    }

    @Test("Intensities and probabilities are those of trying all pairs")
    func byTryingAllPairs() throws {
        let made = Self.process(150, branching: 0.5, seed: 7)
        let count = made.points.count
        let method = SelfExciting {
            $0.reachDays = 40
            $0.reachMetres = 300
        }
        var fit = SelfExcitingFit(
            method: method, from: 0, until: Self.until, perDay: 0.3, branching: 0.4, meanDays: 8, metres: 90,
            background: [])
        fit.parts = [0.1, 0.2, 0.3, 0.3, 0.1]
        let weights = (0..<count).map { 0.3 + Double($0 % 5) / 10 }
        let area = Self.side * Self.side
        let densities = BackgroundPairs(made.points, bandwidth: 400).densities(weights: weights, area: area)
        let step = TriggerPairs(made.points, made.times, days: 40, metres: 300).step(fit, densities)
        func square(_ i: Int, _ j: Int) -> Double {
            pow(made.points[i].x - made.points[j].x, 2) + pow(made.points[i].y - made.points[j].y, 2)
        }
        func gaussian(_ square: Double, _ width: Double, _ reach: Double) -> Double {
            square > reach * reach
                ? 0
                : exp(-square / (2 * width * width)) / (2 * Double.pi * width * width)
                    / (1 - exp(-reach * reach / (2 * width * width)))
        }
        var (likelihood, brought, days, squares) = (0.0, 0.0, 0.0, 0.0)
        for i in 0..<count {
            let others = weights.reduce(0, +) - weights[i]
            var parts = [1 / area]
            for width in [400.0, 200, 100, 25] {
                let sum = (0..<count).reduce(0.0) {
                    $1 == i ? $0 : $0 + weights[$1] * gaussian(square(i, $1), width, 1200)
                }
                parts.append(sum / others)
            }
            for part in 0..<5 { #expect(agree(densities[5 * i + part] * area, parts[part] * area, within: 1e-9)) }
            let base = 0.3 * zip(fit.parts, parts).reduce(0) { $0 + $1.0 * $1.1 }
            var triggers: [(value: Double, age: Double, square: Double)] = []
            for j in 0..<count {
                let age = made.times[i] - made.times[j]
                guard age > 0, age <= 40 else { continue }
                let near = gaussian(square(i, j), 90, 300)
                triggers.append((0.4 * exp(-age / 8) / 8 / (1 - exp(-5)) * near, age, square(i, j)))
            }
            let all = base + triggers.reduce(0) { $0 + $1.value }
            likelihood += log(all)
            brought += 1 - base / all
            days += triggers.reduce(0) { $0 + $1.value * $1.age } / all
            squares += triggers.reduce(0) { $0 + $1.value * $1.square } / all
            #expect(agree(step.background[i], base / all, within: 1e-6))
        }
        // Ages and distances are held with seven figures.
        #expect(agree(step.logLikelihood, likelihood, within: 1e-6))
        #expect(agree(step.brought, brought, within: 1e-5))
        #expect(agree(step.days, days, within: 1e-5) && agree(step.squares, squares, within: 1e-5))
        #expect(agree(step.parts.reduce(0, +), step.background.reduce(0, +), within: 1e-9))
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
