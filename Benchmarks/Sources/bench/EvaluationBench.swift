import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// How often each estimator of an evaluation calls a measure that does nothing, how often it finds one that works, by how much it errs, and how often its interval holds the truth.
///
/// Towns are made up: areas of unlike size with a season, months of incidents that come in bunches (the variance is 1.5 times the mean) or one by one. Where a measure works, 30 % of the
/// treated areas' incidents do not happen; where it displaces, they happen in the ring.
struct EvaluationBench {
    private let runs: Int
    private let reduction = 0.3
    private let mostAlarms = 0.08
    private let coverage = 0.93...0.97

    init(runs: Int = 2000) { self.runs = runs }

    /// A made-up town.
    struct Town: Sendable {
        var treated = 3
        var control = 6
        var months = 36
        var mean = 8.0
        var spread = 1.5
        var season = 0.3
        /// The treated areas' ratio after the start.
        var effect = 1.0
        /// The ring's ratio after the start.
        var ringEffect = 1.0

        /// A draw of the town.
        func draw(_ generator: inout SeededGenerator) -> Draw {
            let steps = (0..<months).map { index -> EvaluationPanel.Step in
                let (year, month) = (2022 + index / 12, index % 12 + 1)
                let first = CivilDay(year: year, month: month, day: 1) ?? CivilDay(number: 0)
                let next = CivilDay(year: year + month / 12, month: month % 12 + 1, day: 1) ?? first
                return .init(
                    first: first, last: next.advanced(by: -1), days: next.number - first.number,
                    isAfter: index >= months / 2)
            }
            func expected(_ level: Double, _ step: EvaluationPanel.Step) -> Double {
                level * (1 + season * sin(2 * Double.pi * step.middle / 365.25)) * Double(step.days) / 30.4
            }
            func counts(_ level: Double, _ ratio: Double) -> [Int] {
                steps.map { step in
                    EvaluationBench.draw(expected(level, step) * (step.isAfter ? ratio : 1), spread, &generator)
                }
            }
            var due = 0.0
            let units = (0..<(treated + control)).map { area -> EvaluationPanel.Unit in
                let level = mean * (0.75 + 0.5 * generator.unit())
                if area < treated { for step in steps where step.isAfter { due += expected(level, step) } }
                return .init(
                    name: "A\(area)", isTreated: area < treated, counts: counts(level, area < treated ? effect : 1))
            }
            let rings = EvaluationCase.Rings(
                treated: counts(mean * Double(treated), ringEffect), control: counts(mean * Double(treated), 1))
            return Draw(
                panel: EvaluationPanel(steps: steps, units: units), rings: rings, due: due, seed: generator.next())
        }

        /// What was drawn.
        struct Draw: Sendable {
            var panel: EvaluationPanel
            var rings: EvaluationCase.Rings
            /// Incidents that would have been expected in the treated areas after the start.
            var due: Double
            var seed: UInt64
        }

        /// The power promised for the estimators that go by the ratio of ratios.
        func promised(at ratio: Double) -> Double {
            let (own, other) = (Double(treated * months / 2) * mean, Double(control * months / 2) * mean)
            return EvaluationPower(
                treatedBefore: own, treatedAfter: own, controlBefore: other, controlAfter: other, dispersion: spread,
                degrees: Double(months - 2)
            ).power(at: ratio)
        }
    }

    /// What an estimator says of one town: its estimate with interval and p, in the measure in which the truth is told.
    struct Said: Sendable {
        var value: Double
        var lower: Double
        var upper: Double
        var p: Double

        init(_ estimate: EffectEstimate) {
            value = estimate.ratio ?? 0
            lower = estimate.lower
            upper = estimate.upper ?? .infinity
            p = estimate.p
        }

        init(value: Double, lower: Double, upper: Double, p: Double) {
            self.value = value
            self.lower = lower
            self.upper = upper
            self.p = p
        }
    }

    struct Estimator: Sendable {
        var name: String
        var town: Town
        /// Whether the interval holds the truth at least as often as it says and not about as often.
        var isCautious = false
        /// Whether its ratios are skewed, so that their middle is held against the truth and not their mean.
        var isSkewed = false
        /// Whether its p, but no interval, is looked at.
        var isPlacebo = false
        /// Whether nothing is asked of it, for what it takes for granted does not hold.
        var isWarning = false
        var says: @Sendable (Town.Draw) -> Said?
        /// The power promised for the reduction; nil where none is.
        var promised: Double?
    }

    private static func ratio(
        _ make: @escaping @Sendable (EvaluationPanel) -> EvaluationAnswer<EffectEstimate>
    ) -> @Sendable (Town.Draw) -> Said? {
        { make($0.panel).value.map { Said($0) } }
    }

    private var estimators: [Estimator] {
        let usual = Town()
        let single = Town(spread: 1)
        let even = Town(spread: 1, season: 0)
        let small = Town(treated: 1, control: 3, months: 12, mean: 2, spread: 1)
        let many = Town(treated: 8, control: 16, months: 24, mean: 6)
        let donors = Town(treated: 2, control: 39, months: 48, mean: 12)
        let long = Town(treated: 4, control: 0, months: 72, mean: 12)
        let difference: @Sendable (Town.Draw) -> Said? = { draw in
            let (own, other) = (draw.panel.totals(treated: true), draw.panel.totals(treated: false))
            let found = WeightedDisplacementDifference(
                treated: WeightedCount(own), control: WeightedCount(other),
                weights: .init(control: Double(other.before) / Double(max(1, own.before))),
                dispersion: DifferenceInDifferences.poisson(draw.panel).value?.dispersion ?? 1)
            // In parts of what was due, so that the truth is that of a ratio.
            return found.map {
                Said(
                    value: 1 + $0.difference / draw.due, lower: 1 + $0.lower / draw.due, upper: 1 + $0.upper / draw.due,
                    p: $0.p)
            }
        }
        return [
            Estimator(
                name: "Poisson, bunches", town: usual, says: Self.ratio { DifferenceInDifferences.poisson($0) },
                promised: usual.promised(at: 1 - reduction)),
            Estimator(
                name: "Poisson, one by one", town: single, says: Self.ratio { DifferenceInDifferences.poisson($0) },
                promised: single.promised(at: 1 - reduction)),
            Estimator(
                name: "negative binomial, bunches", town: Town(months: 24),
                says: Self.ratio { DifferenceInDifferences.negativeBinomial($0) },
                promised: Town(months: 24).promised(at: 1 - reduction)),
            Estimator(
                name: "errors by area, 8 and 16 areas", town: many,
                says: Self.ratio { DifferenceInDifferences.clustered($0) },
                promised: many.promised(at: 1 - reduction)),
            Estimator(
                name: "exact, small counts", town: small, isSkewed: true,
                says: Self.ratio {
                    ExactChange.ratio(treated: $0.totals(treated: true), control: $0.totals(treated: false))
                }, promised: small.promised(at: 1 - reduction)),
            Estimator(
                name: "before and after alone, no season", town: even,
                says: Self.ratio {
                    ExactChange.alone(
                        $0.totals(treated: true), daysBefore: $0.daysBefore, daysAfter: $0.daysAfter)
                }),
            Estimator(name: "weighted difference, one by one", town: single, says: difference),
            Estimator(
                name: "the same as published, bunches", town: usual, isWarning: true,
                says: { draw in
                    let (own, other) = (draw.panel.totals(treated: true), draw.panel.totals(treated: false))
                    let found = WeightedDisplacementDifference(
                        treated: WeightedCount(own), control: WeightedCount(other),
                        weights: .init(control: Double(other.before) / Double(max(1, own.before))))
                    return found.map {
                        Said(
                            value: 1 + $0.difference / draw.due, lower: 1 + $0.lower / draw.due,
                            upper: 1 + $0.upper / draw.due, p: $0.p)
                    }
                }),
            Estimator(name: "weighted difference, bunches", town: usual, says: difference),
            Estimator(
                name: "series alone, 36 and 36 months", town: long, isCautious: true, isSkewed: true,
                says: { draw in
                    InterruptedSeries.fit(draw.panel.series(treated: true), steps: draw.panel.steps).value.map {
                        Said($0.average)
                    }
                }),
            Estimator(
                name: "mixture of 39 areas", town: donors,
                says: { SyntheticControl.mix($0.panel).value.map { Said($0.effect) } }),
            Estimator(
                name: "placebo, 15 other areas", town: Town(treated: 3, control: 15, months: 36), isPlacebo: true,
                says: { draw in
                    guard let real = DifferenceInDifferences.poisson(draw.panel).value,
                        let found = EvaluationPlacebo.draw(draw.panel, real: real, draws: 199, seed: draw.seed).value
                    else { return nil }
                    return Said(value: real.ratio ?? 0, lower: 0, upper: 0, p: found.p)
                }),
        ]
    }

    /// Prints the tables. Returns whether every estimator keeps to its limits.
    func run() -> Bool {
        var holds = true
        print(
            "\(runs) made-up towns each; effect: 30 % fewer. Alarms: p < 0.05 where nothing was done. Held: the interval of 95 % holds the truth where it works."
        )
        print(
            "estimator                              alarms (95 %)         found  promised   mean (middle) reduction  held (nothing done)   held (works)"
        )
        for (index, estimator) in estimators.enumerated() {
            holds = row(estimator, index) && holds
        }
        holds = measures() && holds
        holds = displacement() && holds
        return holds
    }

    private func row(_ estimator: Estimator, _ index: Int) -> Bool {
        func said(_ effect: Double) -> [Said] {
            Parallel.map(runs) { run -> Said? in
                var generator = SeededGenerator(seed: UInt64(run + 1), stream: UInt64(100 + index))
                var town = estimator.town
                town.effect = effect
                return estimator.says(town.draw(&generator))
            }.compactMap { $0 }
        }
        return report(
            estimator.name, nothing: said(1), works: said(1 - reduction), promised: estimator.promised,
            isCautious: estimator.isCautious, isSkewed: estimator.isSkewed, isPlacebo: estimator.isPlacebo,
            isWarning: estimator.isWarning)
    }

    private func report(
        _ name: String, nothing: [Said], works: [Said], promised: Double?, isCautious: Bool = false,
        isSkewed: Bool = false, isPlacebo: Bool = false, isWarning: Bool = false
    ) -> Bool {
        let alarms = nothing.count { $0.p < 0.05 }
        let interval = Binomial.interval(alarms, of: nothing.count)
        let alarmShare = Double(alarms) / Double(max(1, nothing.count))
        let found = Double(works.count { $0.p < 0.05 && $0.value < 1 }) / Double(max(1, works.count))
        let mean = works.reduce(0) { $0 + (1 - $1.value) } / Double(max(1, works.count))
        let sorted = works.map { 1 - $0.value }.sorted()
        let middle = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        let truth = 1 - reduction
        let held = Double(works.count { $0.lower <= truth && truth <= $0.upper }) / Double(max(1, works.count))
        let still = Double(nothing.count { $0.lower <= 1 && 1 <= $0.upper }) / Double(max(1, nothing.count))
        var faults: [String] = []
        if alarmShare > mostAlarms { faults.append("alarms") }
        // A ratio of small counts is skewed: there its middle is held against the truth.
        if abs((isSkewed ? middle : mean) - reduction) > 0.1 { faults.append("mean") }
        if !isPlacebo {
            let isHeld =
                isCautious
                ? min(held, still) >= coverage.lowerBound : coverage.contains(held) && coverage.contains(still)
            if !isHeld { faults.append("held") }
        }
        // What is promised is an approximation: five points.
        if let promised, !isCautious, abs(found - promised) > 0.05, found < promised { faults.append("power") }
        let fixed = name.padding(toLength: 36, withPad: " ", startingAt: 0)
        let missing =
            nothing.count < runs || works.count < runs ? "  (\(nothing.count) and \(works.count) answers)" : ""
        print(
            fixed
                + String(
                    format: " %5.1f %% (%.1f–%.1f %%)  %6.1f %%  %@  %8.1f (%.1f) %%  %@  %@", 100 * alarmShare,
                    100 * interval.lowerBound, 100 * interval.upperBound, 100 * found,
                    promised.map { String(format: "%6.1f %%", 100 * $0) } ?? "       –", 100 * mean, 100 * middle,
                    isPlacebo ? "             –" : String(format: "%12.1f %%", 100 * still),
                    isPlacebo ? "             –" : String(format: "%12.1f %%", 100 * held)) + missing
                + (faults.isEmpty
                    ? ""
                    : isWarning
                        ? "  as to be expected: \(faults.joined(separator: ", "))"
                        : "  BEYOND ITS LIMITS: \(faults.joined(separator: ", "))"))
        return faults.isEmpty || isWarning
    }

    /// Thirty places with measures, each with a start of its own and a control of its own.
    private func measures() -> Bool {
        func said(_ ratio: Double) -> [Said] {
            Parallel.map(runs) { run -> Said? in
                var generator = SeededGenerator(seed: UInt64(run + 1), stream: 300)
                return EvaluationBench.places(&generator, ratio: ratio)
            }.compactMap { $0 }
        }
        return report("measures at 30 places", nothing: said(1), works: said(1 - reduction), promised: nil)
    }

    private static func places(_ generator: inout SeededGenerator, ratio: Double) -> Said? {
        let places = (0..<30).map { index -> PooledMeasures.Place in
            let level = 4 + 8 * generator.unit()
            let town = 0.8 + 0.4 * generator.unit()
            return .init(
                name: "\(index)",
                near: BeforeAfter(
                    before: draw(level, 1.5, &generator), after: draw(level * town * ratio, 1.5, &generator)),
                control: BeforeAfter(before: draw(3000, 1, &generator), after: draw(3000 * town, 1, &generator)))
        }
        return PooledMeasures.ratio(of: places).value.map { Said($0) }
    }

    /// Incidents that move into the ring: how often they are found there, and that a measure which works is not called one that displaces.
    private func displacement() -> Bool {
        struct Seen: Sendable {
            var isMoved: Bool
            var holds: Bool
            var ratio: Double
            var quotient: Double?
            var quotientHolds: Bool
        }
        // 30 % of the treated areas' incidents are a rise of the ring, as busy as they are, by 30 %.
        func seen(_ moves: Bool, works: Bool) -> [Seen] {
            Parallel.map(runs) { run -> Seen? in
                var generator = SeededGenerator(seed: UInt64(run + 1), stream: 400)
                var town = Town()
                town.effect = works || moves ? 1 - reduction : 1
                town.ringEffect = moves ? 1 + reduction : 1
                let drawn = town.draw(&generator)
                let (panel, rings) = (drawn.panel, drawn.rings)
                let total = panel.total(of: rings.treated)
                let isAfter = panel.steps.map(\.isAfter)
                let others = zip(panel.series(treated: false), rings.control).map { $0 + $1 }
                let displaced = DifferenceInDifferences.ratio(treated: rings.treated, control: others, isAfter: isAfter)
                let spread = DifferenceInDifferences.poisson(panel).value?.dispersion ?? 1
                let moved = WeightedDisplacementQuotient.of(
                    treated: panel.totals(treated: true), ring: total, control: panel.totals(treated: false),
                    dispersion: spread)
                guard let ring = displaced.value else { return nil }
                let quotient = moved.value
                let truth = moves ? -1.0 : 0
                let isHeld = quotient.map { found in
                    guard let lower = found.lower, let upper = found.upper else { return true }
                    return lower <= truth && truth <= upper
                }
                return Seen(
                    isMoved: ring.lower > 1, holds: ring.holds(town.ringEffect), ratio: ring.ratio ?? 0,
                    quotient: quotient?.quotient, quotientHolds: isHeld ?? true)
            }.compactMap { $0 }
        }
        func share(_ seen: [Seen], _ condition: (Seen) -> Bool) -> Double {
            Double(seen.count(where: condition)) / Double(max(1, seen.count))
        }
        let (moves, works) = (seen(true, works: false), seen(false, works: true))
        let mean = moves.reduce(0) { $0 + $1.ratio } / Double(max(1, moves.count))
        print("")
        print(
            String(
                format:
                    "Displacement: where 30 %% move into the ring, it is found there in %.1f %% of towns, mean ratio %.2f (truth 1.30), held %.1f %%; the quotient lies below 0 in %.1f %% (truth −1, held %.1f %%)",
                100 * share(moves) { $0.isMoved }, mean, 100 * share(moves) { $0.holds },
                100 * share(moves) { ($0.quotient ?? 0) < 0 }, 100 * share(moves) { $0.quotientHolds }))
        print(
            String(
                format:
                    "Where the same measure works and nothing moves, displacement is called in %.1f %%, held %.1f %%; quotient held %.1f %%",
                100 * share(works) { $0.isMoved }, 100 * share(works) { $0.holds },
                100 * share(works) { $0.quotientHolds }))
        let found = share(moves) { $0.isMoved }
        let called = share(works) { $0.isMoved }
        let (held, still) = (share(moves) { $0.holds }, share(works) { $0.holds })
        // The ring is as busy as the treated areas, and stands against the control and the control's ring.
        let usual = Town()
        let (own, other) = (
            Double(usual.treated * usual.months / 2) * usual.mean,
            Double((usual.treated + usual.control) * usual.months / 2) * usual.mean
        )
        let promised = EvaluationPower(
            treatedBefore: own, treatedAfter: own, controlBefore: other, controlAfter: other,
            dispersion: usual.spread, degrees: Double(usual.months - 2)
        ).power(at: 1 + reduction)
        print(String(format: "Promised for a ring that rises so: %.1f %%", 100 * promised))
        return found >= promised - 0.05 && called <= mostAlarms && coverage.contains(held) && coverage.contains(still)
            && abs(mean - 1 - reduction) <= 0.1
    }

    /// A draw of so many incidents in the mean, whose variance is the mean times `spread`.
    static func draw(_ mean: Double, _ spread: Double, _ generator: inout SeededGenerator) -> Int {
        func poisson(_ mean: Double) -> Int {
            var (count, time) = (0, -log(1 - generator.unit()))
            while time < mean {
                count += 1
                time -= log(1 - generator.unit())
            }
            return count
        }
        guard spread > 1 else { return poisson(mean) }
        let size = (spread + 1) / 2
        var sum = 0
        for _ in 0..<poisson(mean / size) {
            sum += 1
            while generator.unit() > 1 / size { sum += 1 }
        }
        return sum
    }
}
