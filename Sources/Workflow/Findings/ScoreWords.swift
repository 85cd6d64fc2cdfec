import HomewardAnalysis
import HomewardCore

// A score in words and tables.
extension ScoreFinding {
    /// What was asked, each method, what beats the baseline, and the terms.
    public var lines: [String] {
        accountLines + cells.flatMap { cellLines($0) } + termLines
    }

    /// The account and the verdicts, then the tables.
    public var section: FindingSection {
        let verdicts = cells.flatMap { part in [headLine(part)] + verdictLines(part) + notesLines(part) }
        return FindingSection(
            (accountLines + [howToRead] + verdicts + termLines).map { Words.sentence($0) },
            tables: cells.flatMap { [methodTable($0), shareTable($0)] + [hourTable($0)].compactMap { $0 } }
                + [termTable].compactMap { $0 })
    }

    // MARK: The account

    private var accountLines: [String] {
        let unit = step == "once" ? "in one piece" : "\(step) by \(step)"
        let window = "\(Words.days(days))\(hours.map { ", \($0.shown)" } ?? "")"
        let tested = cells.first?.tested ?? 0
        var lines = [
            "Score \(unit), \(Words.date(from)) to \(Words.date(to)): \(Words.count(periods, "forecast", "forecasts")) of \(Words.count(tested, "incident", "incidents")) on \(window), each from what came before its first day alone (\(Words.count(learnt, "incident", "incidents")) before the first)"
        ]
        let reasons =
            [(outside, "in no cell"), (filtered, "on other days or at other hours")].filter { $0.0 > 0 }
            .map { "\(Shown.grouped($0.0)) \($0.1)" }
            + setAside.sorted { $0.key < $1.key }.map { "\(Shown.grouped($0.value)) \(TimeGapWords.words($0.key))" }
        if !reasons.isEmpty { lines.append("Not counted: \(reasons.joined(separator: ", "))") }
        return lines
    }

    private var howToRead: String {
        "Hit rate is the part of the incidents on the watched ground; PAI is the hit rate by the ground's share, 1 by chance; PEI holds the hits against the best ground that could have been named afterwards; RRI against what the same ground had before; brackets are 95 % intervals"
    }

    // MARK: Cells

    private func headLine(_ part: Cells) -> String {
        let drawn =
            part.drawn == "periods"
            ? "\(step)s" : "incidents, so that they do not say how another time would differ"
        let ground = part.byHours ? "ground and hours" : "ground"
        let areas = part.areasPercent.map { "; the areas of today hold \(Shown.fixed($0, 1)) % of the ground" } ?? ""
        return
            "Cells of \(SettingName.plain(part.cellM)) m: \(Words.count(part.cells, "cell", "cells")), \(Shown.fixed(part.groundKm2, 1)) km²; shares are of the \(ground), intervals from drawing \(drawn)\(areas)"
    }

    private func cellLines(_ part: Cells) -> [String] {
        [headLine(part)]
            + part.methods.flatMap { method -> [String] in
                let main = method.shares.first.map { "  \(method.words): \(shareWords($0, part, method))" } ?? ""
                let others = method.shares.dropFirst().map { share in
                    "\(shareName(share)) \(percent(share.hitRate))"
                }
                let more = others.isEmpty ? "" : "; on \(others.joined(separator: ", "))"
                return [main + more]
            } + verdictLines(part) + hourLines(part) + notesLines(part)
    }

    private func ground(_ part: Cells) -> String { part.byHours ? "the ground and hours" : "the ground" }

    private func shareName(_ share: Share) -> String {
        "\(Shown.fixed(share.percent, share.percent < 1 ? 2 : share.percent == share.percent.rounded() ? 0 : 1)) %\(share.isAreas ? " (as much as the areas)" : "")"
    }

    private func shareWords(_ share: Share, _ part: Cells, _ method: Method) -> String {
        let presence = method.presence.map { ", met by the teams \(percent($0))" } ?? ""
        return
            "\(shareName(share)) of \(ground(part)) \(percent(share.hitRate)) of the incidents, PAI \(ratio(share.pai)), PEI \(ratio(share.pei)), RRI \(ratio(share.rri)), curve \(ratio(method.areaUnderCurve))\(presence)"
    }

    /// What the hour of the week adds to a method: of places and hours, and of the teams' presence.
    private func hourWords(_ method: Method) -> String? {
        let parts = [
            method.shares.first.flatMap { share in
                share.withoutHours.flatMap { even in
                    share.hourGain.map { "\(percent(share.hitRate)) against \(percent(even)), \(difference($0))" }
                }
            },
            method.evenPresence.flatMap { even in
                method.presence.flatMap { met in
                    method.presenceHourGain.map {
                        "met by the teams \(percent(met)) against \(percent(even)), \(difference($0))"
                    }
                }
            },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : "  \(method.words): \(parts.joined(separator: "; "))"
    }

    private func hourLines(_ part: Cells) -> [String] {
        let rows = part.methods.filter { $0.method != ForecastMethod.chance.rawValue }.compactMap(hourWords)
        return rows.isEmpty ? [] : ["With the hour of the week against all hours alike:"] + rows
    }

    private func verdictLines(_ part: Cells) -> [String] {
        guard let base = part.methods.first(where: { $0.method == baseline }), let share = base.shares.first else {
            return []
        }
        if part.isThin {
            return [
                "With \(Words.count(part.tested, "tested incident", "tested incidents")), fewer than \(CellScore.fewestTested), methods cannot be told apart: take the plain count, or test a longer time"
            ]
        }
        var lines = ["Against the \(base.words) on \(shareName(share)) of \(ground(part)):"]
        for method in part.methods where method.method != baseline {
            guard let own = method.shares.first else { continue }
            lines.append("  \(method.words): \(difference(own.difference)), \(verdict(own))")
        }
        let better = part.methods.filter { $0.shares.first.map { beats($0) } == true }
        if better.isEmpty {
            lines.append(
                "No method is surely better than the \(base.words), which anybody can make: where that suffices, take it"
            )
        } else if let best = part.methods.first(where: { $0.method == part.best }) {
            let isSure = better.contains { $0.method == best.method }
            lines.append(
                isSure
                    ? "The most is caught by the \(best.words), and surely more than by the \(base.words)"
                    : "The most is caught by the \(best.words), but not surely more than by the \(base.words); surely more by the \(Words.list(better.map(\.words)))"
            )
        }
        return lines
    }

    private func beats(_ share: Share) -> Bool { (share.difference.lower ?? 0) > 0 }

    private func verdict(_ share: Share) -> String {
        guard let lower = share.difference.lower, let upper = share.difference.upper else { return "not told" }
        if lower > 0 { return "more than chance (p \(Shown.probability(share.p)))" }
        if upper < 0 { return "less, and not by chance (p \(Shown.probability(share.p)))" }
        return "cannot be told apart"
    }

    private func notesLines(_ part: Cells) -> [String] {
        var lines: [String] = []
        let parts = part.mixture.filter { $0.share >= 0.005 }.sorted {
            $0.share == $1.share ? $0.method < $1.method : $0.share > $1.share
        }
        if !parts.isEmpty {
            let words = parts.map {
                "\(ForecastMethod(rawValue: $0.method)?.words ?? $0.method) \(Shown.fixed(100 * $0.share, 0)) %"
            }
            lines.append("The latest mixture, chosen on earlier periods: \(words.joined(separator: ", "))")
        }
        if let process = part.selfExciting {
            let error = process.standardError.map { " (standard error \(Shown.fixed($0, 3)))" } ?? ""
            lines.append(
                "The self-exciting process, fitted to the latest \(Words.count(process.incidents, "incident", "incidents")): one incident brings \(Shown.fixed(process.branching, 2)) others\(error), which fades after \(Shown.fixed(process.days, 1)) days and \(Shown.fixed(process.metres, 0)) m"
            )
        }
        if part.withoutFit > 0 {
            lines.append(
                "For \(Words.count(part.withoutFit, "forecast", "forecasts")) there were too few incidents to fit it, and the kernel of all history stood for it"
            )
        }
        if part.byHours {
            lines.append("Incidents without a time of day were not tested, for places and hours were ranked together")
        } else if part.timed < part.tested {
            lines.append(
                part.timed == 0
                    ? "No time of day is known, so that no timetable was counted"
                    : "The timetable is counted on the \(Shown.grouped(part.timed)) of them whose time of day is known")
        }
        return lines
    }

    // MARK: Terms

    private var termLines: [String] {
        guard let terms else { return ["Hours after school: not tested, for no calendar tells school days"] }
        guard !terms.isEmpty else {
            return ["Hours after school: not tested, for the period holds fewer than two terms"]
        }
        return terms.map { term in
            let span = "\(Words.date(term.from)) to \(Words.date(term.to))"
            guard let hours = term.hours else {
                return
                    "Hours after school, term from \(span): not tested, for \(Words.count(term.learnt, "incident", "incidents")) of earlier school days name no hours above the usual course"
            }
            let ratio = IntervalWords.text(term.ratio, term.lower ?? 0, term.upper)
            let verdict =
                (term.lower ?? 0) > 1
                ? "they held"
                : (term.upper ?? .infinity) < 1 ? "they did not hold" : "too little to tell whether they held"
            return
                "Hours after school, term from \(span): earlier terms chose \(hours.shown); ratio there \(ratio) on \(Shown.grouped(term.inside)) incidents, \(Shown.grouped(term.outside)) in the rest of the afternoon: \(verdict)"
        }
    }

    // MARK: Tables

    private func methodTable(_ part: Cells) -> FindingSection.Table {
        let share = part.methods.first?.shares.first.map { shareName($0) } ?? ""
        return FindingSection.Table(
            "Cells of \(SettingName.plain(part.cellM)) m, \(share) of the ground",
            [
                .text("Method"), .number("Hit rate"), .number("PAI"), .number("PEI"), .number("RRI"), .number("Curve"),
                .number("Met by teams"), .number("Against the baseline"),
            ],
            rows: part.methods.map { method in
                let first = method.shares.first
                return [
                    method.words, first.map { percent($0.hitRate) } ?? "–", first.map { ratio($0.pai) } ?? "–",
                    first.map { ratio($0.pei) } ?? "–", first.map { ratio($0.rri) } ?? "–",
                    ratio(method.areaUnderCurve), method.presence.map { percent($0) } ?? "–",
                    method.method == baseline ? "baseline" : first.map { difference($0.difference) } ?? "–",
                ]
            })
    }

    private func shareTable(_ part: Cells) -> FindingSection.Table {
        let shares = part.methods.first?.shares ?? []
        return FindingSection.Table(
            "Cells of \(SettingName.plain(part.cellM)) m, hit rate by share of the ground",
            [.text("Method")] + shares.map { .number(shareName($0)) },
            rows: part.methods.map { method in [method.words] + method.shares.map { percent($0.hitRate) } })
    }

    /// Each method with the hour of the week and with all hours alike; nil where no time is known.
    private func hourTable(_ part: Cells) -> FindingSection.Table? {
        let rows = part.methods.filter { $0.method != ForecastMethod.chance.rawValue && $0.evenPresence != nil }
        guard !rows.isEmpty else { return nil }
        let share = part.methods.first?.shares.first.map { shareName($0) } ?? ""
        let headings: [FindingSection.Heading] =
            part.byHours
            ? [.number("Hit rate"), .number("All hours alike"), .number("The hour adds")] : []
        return FindingSection.Table(
            "Cells of \(SettingName.plain(part.cellM)) m, with the hour of the week and with all hours alike\(part.byHours ? ", \(share) of the ground and hours" : "")",
            [.text("Method")] + headings
                + [.number("Met by teams"), .number("With even hours"), .number("The hour adds to them")],
            rows: rows.map { method in
                let first = method.shares.first
                let own = [
                    first.map { percent($0.hitRate) }, first?.withoutHours.map { percent($0) },
                    first?.hourGain.map { difference($0) },
                ]
                let teams = [
                    method.presence.map { percent($0) }, method.evenPresence.map { percent($0) },
                    method.presenceHourGain.map { difference($0) },
                ]
                return [method.words] + ((part.byHours ? own : []) + teams).map { $0 ?? "–" }
            })
    }

    private var termTable: FindingSection.Table? {
        guard let terms, !terms.isEmpty else { return nil }
        return FindingSection.Table(
            "The hours that earlier terms chose, in the next term",
            [.text("Term"), .text("Hours"), .number("In them"), .number("Rest of the afternoon"), .number("Ratio")],
            rows: terms.map { term in
                [
                    "\(term.from) to \(term.to)", term.hours?.shown ?? "–", Shown.grouped(term.inside),
                    Shown.grouped(term.outside),
                    term.hours == nil ? "–" : IntervalWords.text(term.ratio, term.lower ?? 0, term.upper),
                ]
            })
    }

    // MARK: Numbers

    /// `21.3 % (19.8–22.9)`.
    private func percent(_ estimate: Estimate) -> String {
        guard let value = estimate.value else { return "–" }
        let interval = estimate.lower.flatMap { lower in
            estimate.upper.map { " (\(Shown.fixed(100 * lower, 1))–\(Shown.fixed(100 * $0, 1)))" }
        }
        return "\(Shown.fixed(100 * value, 1)) %\(interval ?? "")"
    }

    /// `4.26 (3.96–4.58)`.
    private func ratio(_ estimate: Estimate) -> String {
        guard let value = estimate.value else { return "–" }
        guard let lower = estimate.lower, let upper = estimate.upper else { return Shown.fixed(value, 2) }
        return "\(Shown.fixed(value, 2)) (\(Shown.fixed(lower, 2))–\(Shown.fixed(upper, 2)))"
    }

    /// `+1.7 points (+0.9 to +2.5)`.
    private func difference(_ estimate: Estimate) -> String {
        func signed(_ value: Double) -> String { "\(value > 0 ? "+" : "")\(Shown.fixed(100 * value, 1))" }
        guard let value = estimate.value else { return "–" }
        let interval = estimate.lower.flatMap { lower in
            estimate.upper.map { " (\(signed(lower)) to \(signed($0)))" }
        }
        return "\(signed(value)) points\(interval ?? "")"
    }
}

extension ScoreFinding {
    /// The columns of `score.csv`.
    static let columns: [FindingTable.Column] = [
        .init("cell_m", "The width of the cells, m."),
        .init("unit", "What shares are of: ground, or ground_and_hours."),
        .init("method", "The method: \(ForecastMethod.allCases.map(\.rawValue).joined(separator: ", "))."),
        .init("share_percent", "The share that is watched, %."),
        .init("share_of", "Whose share it is: asked for, or areas for as much ground as today's areas have."),
        .init("tested", "Tested incidents, number of incidents."),
        .init("hits", "Those on the watched ground, number of incidents."),
        .init("hit_rate", "These by all tested, 0 to 1."),
        .init("hit_rate_lower", "The lower end of its 95 % interval."),
        .init("hit_rate_upper", "The upper end."),
        .init("pai", "Prediction accuracy index: the hit rate by the share that is watched."),
        .init("pai_lower", "The lower end of its 95 % interval."),
        .init("pai_upper", "The upper end."),
        .init("pei", "Prediction efficiency index: hits by those of the best places of as much ground."),
        .init("pei_lower", "The lower end of its 95 % interval."),
        .init("pei_upper", "The upper end."),
        .init("rri", "Recapture rate index: the hit rate by the share of earlier incidents there."),
        .init("rri_lower", "The lower end of its 95 % interval."),
        .init("rri_upper", "The upper end."),
        .init("difference", "The hit rate less that of the baseline, the count of the last 365 days."),
        .init("difference_lower", "The lower end of its 95 % interval."),
        .init("difference_upper", "The upper end."),
        .init("p", "How likely so great a difference is by chance."),
        .init("curve", "Area under the surveillance curve, 0 to 1."),
        .init("curve_lower", "The lower end of its 95 % interval."),
        .init("curve_upper", "The upper end."),
        .init("presence", "The part of the incidents with a known time that the teams meet, 0 to 1."),
        .init("presence_lower", "The lower end of its 95 % interval."),
        .init("presence_upper", "The upper end."),
        .init("presence_even", "The same where the teams' hours are spread evenly over the week."),
        .init("presence_gain", "Presence less that: what the hour of the week adds."),
        .init("presence_gain_lower", "The lower end of its 95 % interval."),
        .init("presence_gain_upper", "The upper end."),
        .init("hit_rate_even", "The hit rate where all hours are alike; empty for places alone."),
        .init("hour_gain", "The hit rate less that: what the hour of the week adds; empty for places alone."),
        .init("hour_gain_lower", "The lower end of its 95 % interval."),
        .init("hour_gain_upper", "The upper end."),
    ]

    /// The records of `score.csv`.
    public var records: [[FindingCell]] {
        func number(_ value: Double?) -> FindingCell { value.map { .number($0) } ?? .empty }
        func three(_ estimate: Estimate?) -> [FindingCell] {
            [number(estimate?.value), number(estimate?.lower), number(estimate?.upper)]
        }
        return cells.flatMap { part in
            part.methods.flatMap { method in
                method.shares.map { share -> [FindingCell] in
                    var record: [FindingCell] = [
                        .number(part.cellM), .text(part.byHours ? "ground_and_hours" : "ground"), .text(method.method),
                        .number(share.percent), .text(share.isAreas ? "areas" : "asked"), .whole(part.tested),
                        .number(share.hits),
                    ]
                    record += three(share.hitRate) + three(share.pai) + three(share.pei) + three(share.rri)
                    record += three(share.difference) + [.number(share.p)]
                    record += three(method.areaUnderCurve) + three(method.presence)
                    record += [number(method.evenPresence?.value)] + three(method.presenceHourGain)
                    record += [number(share.withoutHours?.value)] + three(share.hourGain)
                    return record
                }
            }
        }
    }
}
