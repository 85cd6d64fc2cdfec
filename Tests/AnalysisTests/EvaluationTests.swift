import Foundation
import HomewardCalendar
import HomewardCore
import Testing

@testable import HomewardAnalysis

/// Evaluation's kernels against published numbers, other programs and made-up truth.
@Suite struct EvaluationTests {
    static func close(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-6) -> Bool {
        guard let a else { return false }
        return abs(a - b) <= tolerance * max(1, abs(b))
    }

    /// Wheeler and Ratcliffe's example as their paper prints it.
    @Test func weightedDisplacementDifferenceIsThePublishedOne() throws {
        let found = try #require(
            WeightedDisplacementDifference(
                treated: WeightedCount(BeforeAfter(before: 207, after: 110)),
                control: WeightedCount(BeforeAfter(before: 308, after: 318)),
                treatedRing: WeightedCount(BeforeAfter(before: 178, after: 157)),
                controlRing: WeightedCount(BeforeAfter(before: 150, after: 140))))
        #expect(found.difference == -118)
        #expect(Self.close(found.error, 1568.0.squareRoot(), 1e-12))
        #expect(Self.close(found.z, -2.98, 0.005))
        #expect(found.lower.rounded() == -196)
        #expect(found.upper.rounded() == -40)
        #expect(found.local == -107)
        let bunched = try #require(
            WeightedDisplacementDifference(
                treated: WeightedCount(BeforeAfter(before: 207, after: 110)),
                control: WeightedCount(BeforeAfter(before: 308, after: 318)), dispersion: 4))
        #expect(bunched.difference == -107)
        #expect(Self.close(bunched.error, 2 * 943.0.squareRoot(), 1e-12))
        #expect(found.displaced == -11)
    }

    /// The figure in the documentation of ptools: about 0.068.
    @Test func differenceWithoutBeforeIsThatOfTheDocumentation() throws {
        let found = try #require(
            WeightedDisplacementDifference(
                treated: WeightedCount(BeforeAfter(before: 0, after: 10)),
                control: WeightedCount(BeforeAfter(before: 0, after: 20))))
        #expect(Self.close(found.p, 0.0679, 1e-4))
    }

    @Test func weightsDivideCountsAndSquaresDivideVariances() throws {
        let treated = WeightedCount(BeforeAfter(before: 40, after: 30))
        let control = WeightedCount(BeforeAfter(before: 90, after: 60))
        let found = try #require(
            WeightedDisplacementDifference(
                treated: treated, control: control, weights: .init(before: 2, after: 1, control: 3, treated: 1)))
        // (30 − 40/2) − (60/3 − 90/6)
        #expect(Self.close(found.difference, 10 - 5, 1e-12))
        // 30 + 40/4 + 60/9 + 90/36
        let variance = 30 + 10 + 20.0 / 3 + 2.5
        #expect(Self.close(found.error, variance.squareRoot(), 1e-12))
        // Harm of one each is the count itself; of two each it is twice the difference with twice the error.
        let once = WeightedCount(
            harmBefore: [Double](repeating: 1, count: 40), harmAfter: [Double](repeating: 1, count: 30))
        #expect(once == treated)
        let twice = WeightedCount(
            harmBefore: [Double](repeating: 2, count: 40), harmAfter: [Double](repeating: 2, count: 30))
        let plain = try #require(WeightedDisplacementDifference(treated: treated, control: nil))
        let doubled = try #require(WeightedDisplacementDifference(treated: twice, control: nil))
        #expect(Self.close(doubled.difference, 2 * plain.difference, 1e-12))
        #expect(Self.close(doubled.error, 2 * plain.error, 1e-12))
        #expect(WeightedDisplacementDifference(treated: treated, control: control, weights: .init(control: 0)) == nil)
    }

    /// Of rates that hold still all counts are Poisson: the interval of 95 % must hold 0 in about so many runs.
    @Test func intervalOfTheDifferenceCoversTheTruth() {
        var generator = SeededGenerator(seed: 3)
        var held = 0
        for _ in 0..<2000 {
            let counts = (0..<4).map { _ in BeforeAfter(before: poisson(60, &generator), after: poisson(60, &generator))
            }
            let found = WeightedDisplacementDifference(
                treated: WeightedCount(counts[0]), control: WeightedCount(counts[1]),
                treatedRing: WeightedCount(counts[2]),
                controlRing: WeightedCount(counts[3]))
            if let found, found.lower <= 0, found.upper >= 0 { held += 1 }
        }
        #expect((1860...1945).contains(held), "\(held) of 2000")
    }

    @Test func displacementQuotientFollowsItsDefinition() throws {
        // A fell from 100 to 60 by a control of 200; B rose by 10: −(10/200)/(40/200) = −1/4.
        let found = try #require(
            WeightedDisplacementQuotient.of(
                treated: BeforeAfter(before: 100, after: 60), ring: BeforeAfter(before: 80, after: 90),
                control: BeforeAfter(before: 200, after: 200)
            ).value)
        #expect(Self.close(found.quotient, -0.25, 1e-12))
        let (lower, upper) = (found.lower ?? 0, found.upper ?? -1)
        #expect(lower < -0.25)
        #expect(upper > -0.25)
        let none = WeightedDisplacementQuotient.of(
            treated: BeforeAfter(before: 60, after: 100), ring: BeforeAfter(before: 80, after: 90),
            control: BeforeAfter(before: 200, after: 200))
        #expect(none.gap == .noGain)
        let empty = WeightedDisplacementQuotient.of(
            treated: BeforeAfter(before: 60, after: 10), ring: BeforeAfter(before: 80, after: 90),
            control: BeforeAfter(before: 200, after: 0))
        #expect(empty.gap == .emptyCell)
        // Where the gain itself is not sure, the quotient has no ends.
        let unsure = try #require(
            WeightedDisplacementQuotient.of(
                treated: BeforeAfter(before: 20, after: 18), ring: BeforeAfter(before: 20, after: 20),
                control: BeforeAfter(before: 30, after: 30)
            ).value)
        #expect(unsure.lower == nil)
    }

    /// The quotient's interval holds the true one in about 95 % of runs.
    @Test func intervalOfTheQuotientCoversTheTruth() {
        var generator = SeededGenerator(seed: 5)
        var (held, with) = (0, 0)
        for _ in 0..<1500 {
            let found = WeightedDisplacementQuotient.of(
                treated: BeforeAfter(before: poisson(300, &generator), after: poisson(180, &generator)),
                ring: BeforeAfter(before: poisson(300, &generator), after: poisson(360, &generator)),
                control: BeforeAfter(before: poisson(800, &generator), after: poisson(800, &generator))
            ).value
            guard let found, let lower = found.lower, let upper = found.upper else { continue }
            with += 1
            if lower <= -0.5, -0.5 <= upper { held += 1 }
        }
        let share = Double(held) / Double(max(1, with))
        #expect(with > 1400)
        #expect((0.93...0.97).contains(share), "\(share)")
    }

    @Test func theRatioIsThatOfTheRegressionWithAreasAndSteps() throws {
        let panel = EvaluationFixture.panel(areas: 6, treated: 2, months: 12, seed: 4)
        let closed = try #require(DifferenceInDifferences.poisson(panel).value)
        let (fit, _) = try EvaluationFixture.regression(panel, .poisson)
        let value = log(closed.ratio ?? 0)
        #expect(Self.close(value, fit.coefficients[0], 1e-9))
        // Without the dispersion the error is that of the regression too.
        let sums = try #require(FourCounts(panel))
        #expect(Self.close(sums.variance.squareRoot(), fit.errors()[0], 1e-7))
        // The order of areas has no say.
        var turned = panel
        turned.units.reverse()
        #expect(DifferenceInDifferences.poisson(turned) == DifferenceInDifferences.poisson(panel))
    }

    @Test func aZeroIsSaidAndTheExactRatioStillStands() throws {
        let steps = EvaluationFixture.steps(months: 8)
        let panel = EvaluationPanel(
            steps: steps,
            units: [
                .init(name: "A", isTreated: true, counts: [2, 3, 1, 2, 0, 0, 0, 0]),
                .init(name: "B", isTreated: false, counts: [3, 3, 3, 3, 3, 3, 3, 3]),
            ])
        #expect(DifferenceInDifferences.poisson(panel).gap == .emptyCell)
        #expect(DifferenceInDifferences.negativeBinomial(panel).gap == .emptyCell)
        let exact = try #require(
            ExactChange.ratio(treated: panel.totals(treated: true), control: panel.totals(treated: false)).value)
        #expect(exact.ratio == 0)
        #expect(exact.lower == 0)
        let upper = exact.upper ?? 9
        #expect(upper > 0)
        #expect(upper < 1)
        #expect(exact.p < 0.05)
        let result = Evaluation().result(of: EvaluationCase(panel: panel))
        #expect(result.isSmall)
        #expect(result.first?.method == .exact)
        #expect(result.synthetic.gap == .fewSteps(4, wanted: 8))
    }

    /// The exact p was doubled twice, so that an interval could leave 1 out where p was 0.07.
    @Test func exactIntervalAndPAgree() {
        var generator = SeededGenerator(seed: 21)
        var told = 0
        for _ in 0..<400 {
            let counts = (0..<4).map { _ in poisson([4.0, 9, 25][generator.below(3)], &generator) }
            let answer = ExactChange.ratio(
                treated: BeforeAfter(before: counts[0], after: counts[1]),
                control: BeforeAfter(before: counts[2], after: counts[3]))
            guard let found = answer.value else { continue }
            let leavesOut = !found.holds(1)
            let isTold = found.p < 0.05
            #expect(leavesOut == isTold, "\(counts) \(found)")
            if isTold { told += 1 }
        }
        #expect(told > 10)
    }

    /// Where counts vary twice as much the quotient's interval is wider by the root of that, and it still holds the truth.
    @Test func intervalOfTheQuotientAllowsForBunches() {
        var generator = SeededGenerator(seed: 6)
        var (held, plain, with) = (0, 0, 0)
        for _ in 0..<1500 {
            let (t0, t1) = (dispersed(300, 2, &generator), dispersed(180, 2, &generator))
            let (r0, r1) = (dispersed(300, 2, &generator), dispersed(360, 2, &generator))
            let (c0, c1) = (dispersed(800, 2, &generator), dispersed(800, 2, &generator))
            func holds(_ dispersion: Double) -> Bool? {
                let found = WeightedDisplacementQuotient.of(
                    treated: BeforeAfter(before: t0, after: t1), ring: BeforeAfter(before: r0, after: r1),
                    control: BeforeAfter(before: c0, after: c1), dispersion: dispersion
                ).value
                guard let found, let lower = found.lower, let upper = found.upper else { return nil }
                return lower <= -0.5 && -0.5 <= upper
            }
            guard let wide = holds(2), let narrow = holds(1) else { continue }
            with += 1
            if wide { held += 1 }
            if narrow { plain += 1 }
        }
        let share = Double(held) / Double(max(1, with))
        #expect(with > 1200)
        #expect((0.925...0.975).contains(share), "\(share)")
        #expect(plain < held)
    }

    /// R. T. Guerette (2009), *Analyzing Crime Displacement and Diffusion*, Problem-Oriented Policing Tool Guide 10, appendix D, Lancashire:
    /// net effect .326, and by its formula of appendix B the quotient 4124 / 15973. (The guide prints .411 there, which its counts do
    /// not give.)
    @Test func theQuotientOfLancashire() throws {
        let found = try #require(
            WeightedDisplacementQuotient.of(
                treated: BeforeAfter(before: 207, after: 110), ring: BeforeAfter(before: 178, after: 157),
                control: BeforeAfter(before: 308, after: 318)
            ).value)
        #expect((-found.gain * 1000).rounded() == 326)
        #expect(agree(found.quotient, 4124.0 / 15973, within: 1e-12))
        let (lower, upper) = (found.lower ?? 9, found.upper ?? -9)
        #expect(lower < found.quotient && found.quotient < upper)
    }

    /// Printed by DCSTATS (`example-Fieller.ipynb`: 14 ± 3 by 7 ± 2, t of 10 degrees with 5 % in each tail) and by GraphPad's QuickCalcs (14
    /// and 7 with standard deviations 3 and 2, six of each; two decimals).
    @Test func fiellersIntervalAsPublished() throws {
        let notebook = try #require(
            FiellerInterval.of(14, by: 7, variances: (9, 4), reach: StudentT(degrees: 10).value(upperTail: 0.05)))
        #expect(abs(notebook.lowerBound - 1.051413) < 1e-6 && abs(notebook.upperBound - 4.414296) < 1e-6)
        for (level, lower, upper) in [(0.9, 1.54, 2.64), (0.95, 1.46, 2.83), (0.99, 1.27, 3.36)] {
            let printed = try #require(
                FiellerInterval.of(
                    14, by: 7, variances: (9.0 / 6, 4.0 / 6),
                    reach: StudentT(degrees: 10).value(upperTail: (1 - level) / 2)))
            #expect(abs(printed.lowerBound - lower) <= 0.0051 && abs(printed.upperBound - upper) <= 0.0051)
        }
        #expect(FiellerInterval.of(14, by: 7, variances: (9, 25), reach: 1.96) == nil)
    }

    @Test func ofVeryManyDonorsThoseAsBusyAreTaken() throws {
        var generator = SeededGenerator(seed: 31)
        let steps = EvaluationFixture.steps(months: 20)
        func unit(_ name: String, _ mean: Double, treated: Bool) -> EvaluationPanel.Unit {
            .init(name: name, isTreated: treated, counts: steps.map { _ in poisson(mean, &generator) })
        }
        let units =
            [unit("T", 30, treated: true)] + (0..<70).map { unit("D\($0)", 30, treated: false) }
            + (0..<10).map { unit("E\($0)", 2, treated: false) }
        let found = try #require(SyntheticControl.mix(EvaluationPanel(steps: steps, units: units)).value)
        #expect(found.donors.count == SyntheticControl.mostDonors)
        #expect(!found.donors.contains { $0.name.hasPrefix("E") })
    }

    @Test func withoutControlOnlyTheWeakMethodsAnswer() {
        let steps = EvaluationFixture.steps(months: 24)
        let panel = EvaluationPanel(
            steps: steps, units: [.init(name: "A", isTreated: true, counts: [Int](repeating: 5, count: 24))])
        let result = Evaluation().result(of: EvaluationCase(panel: panel))
        #expect(result.poisson.gap == .noControl)
        #expect(result.exact.gap == .noControl)
        #expect(result.power.gap == .noControl)
        #expect(result.placebo.gap == .noControl)
        #expect(result.synthetic.gap == .fewDonors(0, wanted: 8))
        #expect(result.first?.method == .alone)
        #expect(result.series.value != nil)
        let nothing = EvaluationPanel(
            steps: steps, units: [.init(name: "A", isTreated: true, counts: [Int](repeating: 0, count: 24))])
        let empty = Evaluation().result(of: EvaluationCase(panel: nothing))
        #expect(empty.first == nil)
        #expect(empty.alone.gap == .nothingBefore)
        #expect(empty.series.gap == .emptyCell)
    }

    /// No number of any answer is NaN, whatever the counts.
    @Test(arguments: 1...60)
    func noAnswerIsNaN(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let mean = [0.02, 0.3, 2, 20][seed % 4]
        let steps = EvaluationFixture.steps(months: 4 + seed % 20)
        let units = (0..<(2 + seed % 12)).map { index in
            EvaluationPanel.Unit(
                name: "\(index)", isTreated: index < 1 + seed % 2,
                counts: steps.map { _ in poisson(mean, &generator) })
        }
        let panel = EvaluationPanel(steps: steps, units: units)
        let rings = EvaluationCase.Rings(
            treated: steps.map { _ in poisson(mean, &generator) }, control: steps.map { _ in poisson(mean, &generator) }
        )
        let result = Evaluation { $0.placebos = 39 }.result(of: EvaluationCase(panel: panel, rings: rings))
        let estimates =
            [
                result.alone, result.exact, result.poisson, result.negativeBinomial, result.clustered, result.displaced,
            ].compactMap(\.value) + [result.series.value?.average, result.synthetic.value?.effect].compactMap { $0 }
        for estimate in estimates {
            let numbers = [estimate.ratio ?? 0, estimate.lower, estimate.upper ?? 0, estimate.p]
            #expect(!numbers.contains { $0.isNaN }, "\(estimate)")
            #expect((0...1).contains(estimate.p))
            if let ratio = estimate.ratio {
                let isInside = estimate.holds(ratio)
                #expect(isInside, "\(estimate)")
            }
        }
    }

    @Test func seriesTellsAJumpFromATrend() throws {
        // A steady decline without any jump, and the same with a fall by a third.
        let steps = EvaluationFixture.steps(months: 48)
        let plain = steps.indices.map { Int((2000 * exp(-0.01 * Double($0))).rounded()) }
        let jump = steps.indices.map { steps[$0].isAfter ? Int((Double(plain[$0]) * 2 / 3).rounded()) : plain[$0] }
        let before = try #require(InterruptedSeries.fit(plain, steps: steps).value)
        #expect(before.hasSeason)
        #expect(Self.close(before.level.ratio, 1, 0.05))
        let after = try #require(InterruptedSeries.fit(jump, steps: steps).value)
        let fell = (after.level.ratio ?? 0) / (before.level.ratio ?? 1)
        #expect(Self.close(fell, 2.0 / 3, 2e-3))
        #expect(InterruptedSeries.fit(Array(plain.prefix(10)), steps: Array(steps.prefix(10))).gap != nil)
    }

    @Test func syntheticControlFindsAPlantedEffectAndItsDonors() throws {
        var generator = SeededGenerator(seed: 8)
        let steps = EvaluationFixture.steps(months: 36)
        var donors: [EvaluationPanel.Unit] = []
        for index in 0..<24 {
            let phase = Double(index % 4)
            donors.append(
                .init(
                    name: "D\(index)", isTreated: false,
                    counts: steps.indices.map { poisson(200 * exp(0.5 * sin(Double($0) / 4 + phase)), &generator) }))
        }
        let treated = EvaluationPanel.Unit(
            name: "T", isTreated: true,
            counts: steps.indices.map {
                poisson((steps[$0].isAfter ? 0.6 : 1) * 200 * exp(0.5 * sin(Double($0) / 4 + 2)), &generator)
            })
        let found = try #require(SyntheticControl.mix(EvaluationPanel(steps: steps, units: [treated] + donors)).value)
        #expect(Self.close(found.effect.ratio, 0.6, 0.08))
        #expect(found.effect.p <= 0.05)
        let upper = found.effect.upper ?? 9
        #expect(upper < 1)
        let like = found.donors.enumerated().filter { $0.offset % 4 == 2 }.reduce(0) { $0 + $1.element.weight }
        // A quarter of the donors are like it; of the others two together can go nearly the same way.
        #expect(like > 0.6)
        let sum = found.donors.reduce(0) { $0 + $1.weight }
        #expect(Self.close(sum, 1, 1e-12))
        let few = SyntheticControl.mix(EvaluationPanel(steps: steps, units: [treated] + donors.prefix(7)))
        #expect(few.gap == .fewDonors(7, wanted: 8))
        let nine = try #require(
            SyntheticControl.mix(EvaluationPanel(steps: steps, units: [treated] + donors.prefix(9))).value)
        #expect(Self.close(nine.effect.confidence, 0.9, 1e-12))
        #expect(nine.effect.p >= 0.1)
    }

    @Test func matchesHaveTheNearestHistoryAndAreTakenOnce() {
        let treated = [[10, 12, 9, 11], [40, 42, 38, 41]]
        let candidates = [[39, 40, 41, 40], [0, 1, 0, 0], [11, 11, 10, 12], [9, 13, 9, 10], [80, 70, 90, 85]]
        let found = MatchedControls.choose(
            treated: treated, candidates: candidates, isBefore: [true, true, true, true], each: 2)
        let first = found.filter { $0.treated == 0 }.map(\.control).sorted()
        #expect(first == [2, 3])
        #expect(found.first { $0.treated == 1 }?.control == 0)
        #expect(Set(found.map(\.control)).count == found.count)
        // What lies after the start has no say.
        let early = MatchedControls.choose(
            treated: [[5, 5, 100]], candidates: [[5, 5, 0], [9, 9, 100]], isBefore: [true, true, false], each: 1)
        #expect(early.map(\.control) == [0])
    }

    /// The power told by the formula and that counted in runs.
    @Test(arguments: [(120.0, 240.0, 0.7, 1.0), (60, 300, 0.6, 1), (400, 900, 0.8, 2), (120, 240, 1, 1)])
    func powerIsWhatRunsShow(before: Double, control: Double, ratio: Double, spread: Double) {
        let design = EvaluationPower(
            treatedBefore: before, treatedAfter: before, controlBefore: control, controlAfter: control,
            dispersion: spread, degrees: 22)
        let runs = 600
        let found = Parallel.map(runs) { run -> Bool in
            var generator = SeededGenerator(seed: 17, stream: UInt64(run))
            let isAfter = (0..<24).map { $0 >= 12 }
            let own = isAfter.map { dispersed(before / 12 * ($0 ? ratio : 1), spread, &generator) }
            let other = isAfter.map { _ in dispersed(control / 12, spread, &generator) }
            return (DifferenceInDifferences.ratio(treated: own, control: other, isAfter: isAfter).value?.p ?? 1) < 0.05
        }.count { $0 }
        let seen = Double(found) / Double(runs)
        let promised = design.power(at: ratio)
        let isNear = abs(seen - promised) < 0.07
        #expect(isNear, "\(seen) \(promised)")
    }

    @Test func theWeakestReductionHasThePowerAskedFor() throws {
        let design = EvaluationPower(treatedBefore: 150, treatedAfter: 150, controlBefore: 300, controlAfter: 300)
        let ratio = try #require(design.ratio(ofPower: 0.8))
        #expect(Self.close(design.power(at: ratio), 0.8, 1e-6))
        #expect(
            EvaluationPower(treatedBefore: 2, treatedAfter: 2, controlBefore: 2, controlAfter: 2).ratio(ofPower: 0.8)
                == nil)
    }

    @Test func placebosStandWhereNothingWasDone() throws {
        // No effect: over many made-up towns the placebo's p is about even.
        let small = Parallel.map(200) { town -> Bool in
            let panel = EvaluationFixture.panel(areas: 10, treated: 2, months: 24, seed: UInt64(100 + town), effect: 0)
            guard let real = DifferenceInDifferences.poisson(panel).value else { return false }
            return (EvaluationPlacebo.draw(panel, real: real, draws: 99, seed: 1).value?.p ?? 1) <= 0.1
        }.count { $0 }
        #expect((6...38).contains(small), "\(small) of 200")
        let panel = EvaluationFixture.panel(areas: 10, treated: 2, months: 24, seed: 5, effect: -0.9)
        let real = try #require(DifferenceInDifferences.poisson(panel).value)
        let found = try #require(EvaluationPlacebo.draw(panel, real: real, draws: 199, seed: 2).value)
        #expect(found.p <= 0.02)
        let few = EvaluationFixture.panel(areas: 4, treated: 2, months: 24, seed: 5)
        #expect(EvaluationPlacebo.draw(few, real: real, draws: 199, seed: 2).gap == .fewAreas(2, wanted: 4))
    }

    @Test func measuresAreTakenTogether() throws {
        var generator = SeededGenerator(seed: 12)
        let places = (0..<40).map { index in
            PooledMeasures.Place(
                name: "\(index)",
                near: BeforeAfter(before: poisson(6, &generator), after: poisson(6 * 1.2 * 0.7, &generator)),
                control: BeforeAfter(before: 2000, after: 2400))
        }
        let found = try #require(PooledMeasures.ratio(of: places).value)
        #expect(found.holds(0.7))
        // With one control for all, the ratio is that of the sums.
        let before = places.reduce(0) { $0 + $1.near.before }
        let after = places.reduce(0) { $0 + $1.near.after }
        let sums = Double(after) / Double(before) / 1.2
        #expect(Self.close(found.ratio, sums, 1e-9))
        #expect(PooledMeasures.ratio(of: []).gap == .noControl)
    }

    @Test func contradictionsAmongPeriodsAreRefused() {
        func refused(_ change: (inout Evaluation) -> Void) -> Bool {
            do {
                try Evaluation(change).check()
                return false
            } catch {
                return true
            }
        }
        #expect(!refused { _ in })
        #expect(
            refused {
                $0.before = DayRange("2024-01-01..2024-06-30"); $0.after = DayRange("2024-06-30..2024-12-31")
            })
        #expect(
            refused {
                $0.before = DayRange("2025-01-01..2025-06-30"); $0.after = DayRange("2024-06-30..2024-12-31")
            })
        #expect(
            refused {
                $0.start = CivilDay(iso: "2024-06-01"); $0.before = DayRange("2024-01-01..2024-06-01")
            })
        #expect(
            refused {
                $0.treated = ["A", "B"]; $0.control = ["B"]
            })
        #expect(DayRange("2024-02-30..2024-03-01") == nil)
        #expect(DayRange("2024-03-02..2024-03-01") == nil)
        #expect(DayRange("2024-03-02/2024-04-01")?.description == "2024-03-02..2024-04-01")
    }
}

/// Panels whose truth is known.
enum EvaluationFixture {
    static func steps(months: Int) -> [EvaluationPanel.Step] {
        (0..<months).map { index in
            let (year, month) = (2022 + index / 12, index % 12 + 1)
            let first = CivilDay(year: year, month: month, day: 1) ?? CivilDay(number: 0)
            let next = CivilDay(year: year + month / 12, month: month % 12 + 1, day: 1) ?? first
            return .init(
                first: first, last: next.advanced(by: -1), days: next.number - first.number,
                isAfter: index >= months / 2)
        }
    }

    static func panel(areas: Int, treated: Int, months: Int, seed: UInt64, effect: Double = -0.4) -> EvaluationPanel {
        var generator = SeededGenerator(seed: seed)
        let steps = steps(months: months)
        let units = (0..<areas).map { area -> EvaluationPanel.Unit in
            let level = 8 + 6 * generator.unit()
            return .init(
                name: "A\(area)", isTreated: area < treated,
                counts: steps.indices.map { step in
                    let change = area < treated && steps[step].isAfter ? exp(effect) : 1
                    return dispersed(level * (1 + 0.3 * sin(Double(step) / 2)) * change, 1.5, &generator)
                })
        }
        return EvaluationPanel(steps: steps, units: units)
    }

    static func regression(_ panel: EvaluationPanel, _ family: CountRegression.Family) throws -> (CountFit, [Int]) {
        let (units, steps) = (panel.units, panel.steps)
        var (rows, counts, offsets, clusters) = ([[Double]](), [Int](), [Double](), [Int]())
        for (u, unit) in units.enumerated() {
            for s in steps.indices {
                var row = [unit.isTreated && steps[s].isAfter ? 1.0 : 0]
                row += units.indices.map { $0 == u ? 1 : 0 }
                row += steps.indices.dropFirst().map { $0 == s ? 1 : 0 }
                rows.append(row)
                counts.append(unit.counts[s])
                offsets.append(log(Double(steps[s].days)))
                clusters.append(u)
            }
        }
        let names = (0..<(rows.first?.count ?? 0)).map { "c\($0)" }
        return (
            try CountRegression(family).fit(counts, on: Regressors(names, rows: rows), offset: offsets), clusters
        )
    }
}

/// A draw whose variance is its mean times `spread`: bunches of incidents, whose sizes make it so.
func dispersed(_ mean: Double, _ spread: Double, _ generator: inout SeededGenerator) -> Int {
    guard spread > 1 else { return poisson(mean, &generator) }
    // Bunches of geometric size with mean m have variance by mean 2m − 1.
    let size = (spread + 1) / 2
    var sum = 0
    for _ in 0..<poisson(mean / size, &generator) {
        sum += 1
        while generator.unit() > 1 / size { sum += 1 }
    }
    return sum
}
