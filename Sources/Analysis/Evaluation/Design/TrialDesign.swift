import Foundation
public import HomewardCalendar
public import HomewardCore

/// A trial to come: which areas, how many weeks, and who has the measure, by lot.
///
/// By areas: the busiest areas that do not touch are paired with the next in activity, and in each pair the lot decides which has the measure (matched pairs). By days:
/// in the areas named, days of the same weekday in weeks that follow each other are paired, and the lot decides which of the two has the measure, so that each
/// weekday has it as often as not.
///
/// The power is that of ``EvaluationPower`` for counts such as in the history, with the dispersion seen there. A trial by areas compares with the history before; one by
/// days needs none.
///
/// Sources: K. Imai, G. King, C. Nall (2009), "The essential role of pair matching in cluster-randomized experiments", Statistical Science 24(1), 29–53;
/// J. H. Ratcliffe and others (2011), Criminology 49(3), 795–831, for a trial of patrols so designed.
public struct TrialDesign: Configurable, Equatable {
    /// What the lot is drawn over.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Areas.
        case areas
        /// Days.
        case days
    }

    /// What the lot is drawn over.
    public var unit = Unit.areas
    /// The areas that may take part; nil for all.
    public var areas: [String]?
    /// How many pairs of areas take part; 0 for as few as reach the power within ``weeks``.
    public var pairs = 0
    /// The reduction that is to be seen, as a share.
    public var reduction = 0.3
    /// The probability with which it is to be seen.
    public var power = 0.8
    /// How long the trial may last, weeks.
    public var weeks = 52
    /// The first day; nil for the Monday after the period.
    public var start: CivilDay?
    /// How often an interval shall hold the truth.
    public var confidence = 0.95
    /// The seed of the lot.
    public var seed: UInt64 = 1

    /// The standard design.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .choice(
            "design.unit", \.unit, "what the lot is drawn over: pairs of areas, or pairs of days in all areas named"),
        .texts(
            "design.names", \.areas, kind: "name", "the areas that may take part; all where not given",
            flag: "design-names"),
        .whole(
            "design.pairs", \.pairs, in: 0...1000, unit: "pairs",
            "how many pairs of areas take part; 0 for as few as reach the power in the weeks allowed"),
        .number("design.reduction", \.reduction, in: 0.01...0.95, "the reduction that is to be seen, as a share"),
        .number("design.power", \.power, in: 0.5...0.99, "the probability with which it is to be seen"),
        .whole("design.weeks", \.weeks, in: 1...520, unit: "weeks", "how many weeks the trial may last"),
        .day(
            "design.start", \.start, "the first day of the trial; the Monday after the period where not given",
            flag: "start"),
        .number("design.confidence", \.confidence, in: 0.5...0.999, "how often an interval shall hold the truth"),
    ]

    /// The most weeks that are looked at.
    public static let mostWeeks = 520
    /// The weeks of history below which no dispersion can be told.
    public static let fewestWeeks = 12
}

/// How many weeks show what, with so many pairs of areas.
public struct DesignRow: Sendable, Equatable {
    /// Pairs of areas; 0 where days are drawn.
    public var pairs: Int
    /// Incidents a week in all that take part.
    public var perWeek: Double
    /// How many times as much their counts vary as independent incidents.
    public var dispersion: Double
    /// The fewest weeks with the power asked for; nil where ``TrialDesign/mostWeeks`` are too few.
    public var weeks: Int?
    /// The power in the weeks allowed.
    public var power: Double
    /// The weakest reduction with the power asked for in the weeks allowed, as a share; nil where there is none.
    public var least: Double?
}

/// Two areas or two days of which one has the measure.
public struct DesignPair<Member: Sendable & Equatable>: Sendable, Equatable {
    /// That which has the measure.
    public var treated: Member
    /// That which has not.
    public var control: Member
}

/// What a design comes to.
public struct DesignResult: Sendable, Equatable {
    /// The method.
    public var method: TrialDesign
    /// Weeks of history.
    public var historyWeeks: Int
    /// A row for each number of pairs, or the one of days.
    public var rows: [DesignRow]
    /// The row that was chosen: the fewest pairs that reach the power within the weeks allowed, or as many as were asked for; the last where none do.
    public var chosen: DesignRow?
    /// The pairs of areas by their indices.
    public var areaPairs: [DesignPair<Int>]
    /// The pairs of days.
    public var dayPairs: [DesignPair<CivilDay>]
    /// The weeks that the assignment covers.
    public var weeks: Int
    /// The first day.
    public var start: CivilDay?
}

extension TrialDesign {
    /// Designs a trial by areas. O(areas² + pairs × weeks).
    ///
    /// - Parameters:
    ///   - counts: Incidents of each area by whole weeks of the history.
    ///   - touches: Whether two areas touch.
    ///   - first: The first day of the trial.
    /// - Throws: ``AnalysisError/shortHistory(weeks:fewest:)`` and ``AnalysisError/fewTrialAreas(areas:)``; `SettingError`.
    public func byAreas(
        _ counts: [[Int]], touches: (Int, Int) -> Bool, first: CivilDay
    ) throws -> DesignResult {
        try check()
        let weeksSeen = counts.first?.count ?? 0
        guard weeksSeen >= TrialDesign.fewestWeeks else {
            throw AnalysisError.shortHistory(weeks: weeksSeen, fewest: TrialDesign.fewestWeeks)
        }
        let totals = counts.map { $0.reduce(0, +) }
        // The busiest first; a neighbour of one that is in would get what is displaced from it.
        var order: [Int] = []
        for area in counts.indices.sorted(by: { (totals[$1], $0) < (totals[$0], $1) }) where totals[area] > 0 {
            if !order.contains(where: { touches($0, area) }) { order.append(area) }
        }
        guard order.count >= 4 else { throw AnalysisError.fewTrialAreas(areas: order.count) }
        let most = order.count / 2
        let rows = (1...most).map { pairs -> DesignRow in
            let taking = Array(order.prefix(2 * pairs))
            let all = Double(taking.reduce(0) { $0 + totals[$1] })
            // In each pair the lot has yet to fall: the sides of all lots together are half of all.
            let (side, other) = (0..<pairs).reduce(into: ([Int](), [Int]())) { sides, pair in
                let (a, b) = (taking[2 * pair], taking[2 * pair + 1])
                // Alternately, so that neither side is always the busier.
                if pair.isMultiple(of: 2) {
                    sides.0.append(a); sides.1.append(b)
                } else {
                    sides.0.append(b); sides.1.append(a)
                }
            }
            let spread = TrialDesign.dispersion(TrialDesign.sum(counts, side), TrialDesign.sum(counts, other))
            func design(_ weeks: Int) -> EvaluationPower {
                let after = all / 2 * Double(weeks) / Double(weeksSeen)
                return EvaluationPower(
                    treatedBefore: all / 2, treatedAfter: after, controlBefore: all / 2, controlAfter: after,
                    dispersion: spread, degrees: Double(max(4, weeksSeen + weeks - 2)), confidence: confidence)
            }
            return row(pairs: pairs, perWeek: all / Double(weeksSeen), spread: spread, design)
        }
        let wanted =
            pairs > 0 ? rows.first { $0.pairs == min(pairs, most) } : rows.first { ($0.weeks ?? .max) <= weeks }
        let chosen = wanted ?? rows.last
        var generator = SeededGenerator(seed: seed, stream: 1)
        let drawn = (0..<(chosen?.pairs ?? 0)).map { pair -> DesignPair<Int> in
            let (a, b) = (order[2 * pair], order[2 * pair + 1])
            return generator.below(2) == 0 ? DesignPair(treated: a, control: b) : DesignPair(treated: b, control: a)
        }
        return DesignResult(
            method: self, historyWeeks: weeksSeen, rows: rows, chosen: chosen, areaPairs: drawn, dayPairs: [],
            weeks: min(weeks, chosen?.weeks ?? weeks), start: first)
    }

    /// Designs a trial by days. O(days of history + days of the trial).
    ///
    /// - Parameters:
    ///   - counts: Incidents of each day of the history, in all areas that take part; nil for a day that is not in force.
    ///   - firstDay: The first day of the history.
    ///   - first: The first day of the trial.
    ///   - isInForce: Whether a day of the trial is one on which the measure could be taken.
    public func byDays(
        _ counts: [Int?], from firstDay: CivilDay, first: CivilDay, isInForce: (CivilDay) -> Bool
    ) throws -> DesignResult {
        try check()
        let weeksSeen = counts.count / 7
        let known = counts.compactMap { $0 }
        guard weeksSeen >= TrialDesign.fewestWeeks, !known.isEmpty else {
            throw AnalysisError.shortHistory(weeks: weeksSeen, fewest: TrialDesign.fewestWeeks)
        }
        let perWeek = Double(known.reduce(0, +)) / Double(weeksSeen)
        // As in the trial, each day against the same weekday a week later.
        var (square, count) = (0.0, 0)
        for day in 0..<max(0, counts.count - 7) where (day / 7).isMultiple(of: 2) {
            guard let a = counts[day], let b = counts[day + 7], a + b > 0 else { continue }
            square += Double((a - b) * (a - b)) / Double(a + b)
            count += 1
        }
        let spread = count > 0 ? max(1, square / Double(count)) : 1
        func design(_ weeks: Int) -> EvaluationPower {
            // Half of the days each; there is no before, which as many incidents as there are stars stand for.
            let half = perWeek * Double(weeks) / 2
            return EvaluationPower(
                treatedBefore: 1e300, treatedAfter: half, controlBefore: 1e300, controlAfter: half, dispersion: spread,
                degrees: Double(max(2, 7 * weeks / 2 - 1)), confidence: confidence)
        }
        let row = row(pairs: 0, perWeek: perWeek, spread: spread, design)
        let long = max(2, min(weeks, row.weeks ?? weeks))
        let whole = long + long % 2
        var generator = SeededGenerator(seed: seed, stream: 2)
        var drawn: [DesignPair<CivilDay>] = []
        for block in 0..<(whole / 2) {
            for weekday in 0..<7 {
                let a = first.advanced(by: 14 * block + weekday)
                let b = a.advanced(by: 7)
                guard isInForce(a), isInForce(b) else { continue }
                drawn.append(
                    generator.below(2) == 0 ? DesignPair(treated: a, control: b) : DesignPair(treated: b, control: a))
            }
        }
        return DesignResult(
            method: self, historyWeeks: weeksSeen, rows: [row], chosen: row, areaPairs: [], dayPairs: drawn,
            weeks: whole,
            start: first)
    }

    private func row(
        pairs: Int, perWeek: Double, spread: Double, _ design: (Int) -> EvaluationPower
    ) -> DesignRow {
        let ratio = 1 - reduction
        var weeksNeeded: Int?
        if design(TrialDesign.mostWeeks).power(at: ratio) >= power {
            var (low, high) = (0, TrialDesign.mostWeeks)
            while high - low > 1 {
                let middle = (low + high) / 2
                if design(middle).power(at: ratio) >= power { high = middle } else { low = middle }
            }
            weeksNeeded = high
        }
        let allowed = design(weeks)
        return DesignRow(
            pairs: pairs, perWeek: perWeek, dispersion: spread, weeks: weeksNeeded, power: allowed.power(at: ratio),
            least: allowed.ratio(ofPower: power).map { 1 - $0 })
    }

    private static func sum(_ counts: [[Int]], _ areas: [Int]) -> [Int] {
        guard let first = counts.first else { return [] }
        return first.indices.map { week in areas.reduce(0) { $0 + counts[$1][week] } }
    }

    /// How many times as much one side's share varies from week to week as chance lets it, at least 1.
    private static func dispersion(_ own: [Int], _ other: [Int]) -> Double {
        let share = Double(own.reduce(0, +)) / Double(max(1, own.reduce(0, +) + other.reduce(0, +)))
        guard share > 0, share < 1 else { return 1 }
        var (square, weeks) = (0.0, 0)
        for (a, b) in zip(own, other) where a + b > 0 {
            let far = Double(a) - Double(a + b) * share
            square += far * far / (Double(a + b) * share * (1 - share))
            weeks += 1
        }
        return weeks > 1 ? max(1, square / Double(weeks - 1)) : 1
    }
}
