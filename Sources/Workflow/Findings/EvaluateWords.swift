import HomewardAnalysis
import HomewardCore

// An evaluation in words and tables.
extension EvaluateFinding {
    /// A method's heading.
    static func title(_ method: String) -> String {
        switch EffectMethod(rawValue: method) {
        case .poisson: "Against the control (Poisson)"
        case .exact: "Against the control (exact)"
        case .negativeBinomial: "Against the control (negative binomial)"
        case .clustered: "Against the control (errors by area)"
        case .synthetic: "Against a mixture of other areas"
        case .series: "The treated series alone"
        case .alone: "Before and after alone"
        case nil: method == "displacement" ? "The ring around the treated areas" : method
        }
    }

    /// How a method comes to its ratio, as the end of a sentence.
    private static func way(_ method: String) -> String {
        switch EffectMethod(rawValue: method) {
        case .poisson: "Poisson regression against the control"
        case .exact: "exact comparison with the control"
        default: "before and after without a control"
        }
    }

    private static func place(_ code: String) -> String {
        switch code {
        case "treated": "treated"
        case "control": "control"
        case "treated_ring": "ring around the treated"
        default: "ring around the control"
        }
    }

    private var lead: [String] {
        let window = hours.map { " from \($0.shown)" } ?? ""
        let named = control.isEmpty ? "nothing to compare with" : "against \(Words.list(control))"
        let change = counts.map {
            "\(EvaluateFinding.place($0.place)) \(Shown.grouped($0.before)) to \(Shown.grouped($0.after))"
        }
        var lines: [String] = []
        if let first, let estimate = estimates.first(where: { $0.method == first }), let words = estimate.parts {
            let (interval, rest) = words
            let than =
                first == EffectMethod.alone.rawValue
                ? "incidents than before, which nothing tells from what would have happened anyway"
                : "incidents than to be expected"
            lines.append("\(Words.list(treated)): \(interval) \(than) (\(rest)); \(EvaluateFinding.way(first))")
            if (estimate.lower ?? 0) <= 1, 1 <= estimate.upper ?? .infinity {
                lines.append("The interval holds fewer and more: these counts cannot tell whether anything changed")
            }
        } else {
            lines.append("Nothing can be told: \(estimates.first?.why ?? "no method has an answer")")
        }
        lines.append(
            "\(Words.list(treated)) \(named), \(Words.span(before.first ?? "", before.last ?? "")) (\(Words.count(daysBefore, "day", "days")) in force) to \(Words.span(after.first ?? "", after.last ?? "")) (\(Shown.grouped(daysAfter))), \(Words.days(days))\(window), by \(step)"
        )
        lines.append("Incidents before and after: \(change.joined(separator: ", "))")
        return lines
    }

    private var effectLines: [String] {
        estimates.filter { $0.method != first }.map { estimate in
            "\(EvaluateFinding.title(estimate.method)): \(estimate.words ?? "no answer, \(estimate.why ?? "")")"
        }
    }

    private var displacementLines: [String] {
        var lines = [
            "Displacement, \(EvaluateFinding.title("displacement").lowercased())\(ringM.map { " of \(Shown.fixed($0, 0)) m \(ringWay ?? "")" } ?? ""): \(displacement.words ?? "no answer, \(displacement.why ?? "")")"
        ]
        if let found = difference { lines.append(EvaluateFinding.words(found, "incidents")) }
        if let found = harmDifference { lines.append(EvaluateFinding.words(found, "harm")) }
        if let value = quotient.quotient {
            let interval =
                quotient.lower.flatMap { low in
                    quotient.upper.map { "between \(Shown.fixed(low, 2)) and \(Shown.fixed($0, 2))" }
                }
                ?? "anything, as the gain itself is not sure"
            let means =
                value < -1
                ? "more moved into the ring than was gained"
                : value < 0 ? "part of the gain moved into the ring" : "the ring gained too"
            lines.append("Displacement quotient: \(interval); the likeliest is \(Shown.fixed(value, 2)), \(means)")
        } else {
            lines.append("Displacement quotient: no answer, \(quotient.why ?? "")")
        }
        return lines
    }

    private static func words(_ found: Difference, _ what: String) -> String {
        "Weighted displacement difference of \(what), below 0 where fewer: between \(Shown.fixed(found.lower, 0)) and \(Shown.fixed(found.upper, 0)); the likeliest is \(Shown.fixed(found.difference, 0)) (areas \(Shown.fixed(found.local, 0)), rings \(Shown.fixed(found.displaced, 0))), z \(Shown.fixed(found.z, 2)), p \(Shown.probability(found.p))"
    }

    private var checkLines: [String] {
        var lines: [String] = []
        if let draws = placebo.draws, let asFar = placebo.asFar, let p = placebo.p, let lower = placebo.lower,
            let upper = placebo.upper
        {
            lines.append(
                "Where nothing was done: \(Shown.grouped(asFar)) of \(Shown.grouped(draws)) other choices of areas and dates stand out as far, p \(Shown.probability(p)); most lie \(EffectWords.interval(lower, upper))"
            )
        } else {
            lines.append("Where nothing was done: not tried, \(placebo.why ?? "")")
        }
        if let series {
            lines.append(
                "The treated series: at the start \(series.level.words ?? ""); its yearly growth by that before \(series.slopePerYear.words ?? ""); neighbouring residuals correlate by \(Shown.fixed(series.autocorrelation, 2)), errors allow for it up to \(Words.count(series.lag, step, step + "s")); \(series.season ? "with" : "without") a season"
            )
        }
        if let donors, let misfit {
            let list = donors.map { "\($0.name) \(Shown.percent($0.weight))" }
            lines.append("The mixture: \(Words.list(list)); before, it strays by \(Shown.percent(misfit)) of the mean")
        }
        if power.rows.isEmpty {
            lines.append("What could be seen: not told, \(power.why ?? "")")
        } else {
            let rows = power.rows.map { "\($0.reductionPercent) % fewer \(EffectWords.percent($0.power))" }
            let least =
                power.leastPercent.map { "four times in five \(Shown.fixed($0, 0)) % fewer and more" }
                ?? "not even a great reduction four times in five"
            lines.append("What could be seen with such counts: \(least); \(rows.joined(separator: ", "))")
        }
        return lines
    }

    private var leftOut: [String] {
        let list =
            [(filtered, "on other days or at other hours"), (outside, "in neither period")]
            .filter { $0.0 > 0 }.map { "\(Shown.grouped($0.0)) \($0.1)" }
            + setAside.sorted { $0.key < $1.key }.map { "\(Shown.grouped($0.value)) \(TimeGapWords.words($0.key))" }
        let proposed = treated.compactMap { area -> String? in
            let own = matches.filter { $0.treated == area }.map(\.control)
            return own.isEmpty ? nil : "\(Words.list(own)) for \(area)"
        }
        return (proposed.isEmpty ? [] : ["Proposed controls: \(proposed.joined(separator: "; "))"])
            + (list.isEmpty ? [] : ["Left out of all incidents: \(Words.list(list))"]) + notes
    }

    /// The finding in words.
    public var lines: [String] {
        lead + effectLines + displacementLines + checkLines + leftOut
    }

    /// The words, then the table of methods.
    public var section: FindingSection {
        let rows = estimates.map { estimate -> [String] in
            guard let lower = estimate.lower, let p = estimate.p else {
                return [EvaluateFinding.title(estimate.method), "–", "–", "–", "\(estimate.why ?? "")"]
            }
            return [
                EvaluateFinding.title(estimate.method), IntervalWords.text(estimate.ratio, lower, estimate.upper),
                Shown.probability(p), estimate.dispersion.map { Shown.fixed($0, 2) } ?? "–",
                EffectWords.interval(lower, estimate.upper),
            ]
        }
        return FindingSection(
            (lead + displacementLines + checkLines + leftOut).map { Words.sentence($0) },
            tables: [
                .init(
                    "What happened by what was to be expected, by method; 1 is no change",
                    [
                        .text("Method"), .number("Ratio (interval)"), .number("p"), .number("Dispersion"),
                        .text("In words"),
                    ],
                    rows: rows),
                .init(
                    "Incidents before and after", [.text("Place"), .number("Before"), .number("After")],
                    rows: counts.map {
                        [EvaluateFinding.place($0.place), Shown.grouped($0.before), Shown.grouped($0.after)]
                    }),
            ])
    }

    /// A record for each method.
    public var records: [[FindingCell]] {
        func number(_ value: Double?) -> FindingCell { value.map { .number($0) } ?? .empty }
        return (estimates + [displacement]).map {
            [
                .text($0.method), number($0.ratio), number($0.lower), number($0.upper), number($0.p),
                number($0.confidence), $0.gap.map { .text($0) } ?? .empty,
            ]
        }
    }
}
