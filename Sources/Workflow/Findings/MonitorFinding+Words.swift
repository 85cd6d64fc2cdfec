import Foundation
import HomewardAnalysis
import HomewardCore

extension MonitorFinding {
    /// The latest month and year of each group, then funnel and themes.
    public var lines: [String] {
        [accountLine, limitsLine].compactMap { $0 } + groups.flatMap { latestLines(of: $0) } + funnelLines
            + themes.flatMap { $0.lines(most: 10) }
    }

    /// The same as sentences, and tables of the areas, of the whole's months, of funnel and themes.
    public var section: FindingSection {
        FindingSection(
            ([accountLine, limitsLine].compactMap { $0 } + (groups.first.map { latestLines(of: $0) } ?? [])
                + funnelLines.prefix(1))
                .map { Words.sentence($0) },
            tables: [latestTable, monthsTable, funnelTable].compactMap { $0 }
                + themes.compactMap { $0.table("Themes: each") })
    }

    /// The place of the latest whole month in every group's list; nil where none is whole.
    package var latestIndex: Int? { groups.first?.months.lastIndex { $0.month == account.latest } }

    /// What counts, and why the rest does not.
    private var accountLine: String {
        let left = account.setAside.sorted { $0.key < $1.key }.map {
            "\(Shown.grouped($0.value)) \(TimeGapWords.words($0.key))"
        }
        return
            "\(Words.count(account.incidents, "incident", "incidents")), \(Words.span(account.from, account.to)), \(Words.count(account.wholeMonths, "whole month", "whole months"))"
            + (left.isEmpty ? "" : "; in no month: \(Words.list(left))")
    }

    /// On what the limits rest, or why there are none.
    private var limitsLine: String? {
        guard let index = latestIndex, let whole = groups.first?.months[index] else {
            return "no month is whole, so that nothing is compared (--from and --to say which days the files cover)"
        }
        guard whole.expected != nil else {
            return
                "no limits: \(Monitor.fewestMonths) whole months with incidents are needed before a month that is to have some"
        }
        let season =
            account.knowsSeason
            ? "the season is allowed for" : "the season is not allowed for, which takes 24 whole months before"
        return
            "limits of 5 % and 0.2 %: neighbouring months differ \(Shown.fixed(account.bunchingOfWhole, 1)) times as much as by chance in the whole, \(Shown.fixed(account.bunchingOfAreas, 1)) times in the areas; \(season)"
    }

    /// What the latest month and year of a group say.
    private func latestLines(of group: Group) -> [String] {
        guard let index = latestIndex else { return [] }
        let month = group.months[index]
        var head = "\(group.name), \(month.title): \(Words.count(month.incidents, "incident", "incidents"))"
        if let expected = month.expected, let lower = month.lower, let upper = month.upper {
            head +=
                ", \(MonitorFinding.words(month.verdict)) (\(Shown.fixed(expected, 1)) expected, \(Shown.grouped(lower)) to \(Shown.grouped(upper)) by chance)"
        } else {
            head += ", no limits"
        }
        if let year = month.twelveMonths {
            head += "; \(Shown.grouped(year)) in twelve months"
            if let change = group.yearOnYear {
                head += ", \(Shown.grouped(change.earlierIncidents)) in the twelve before, ratio \(change.shown)"
            }
        }
        return ["\(head); \(Words.count(group.trendMonths, "month", "months")): \(group.trend.line)"]
            + [figures(of: month)].compactMap { $0 }.map { "\(group.name): \($0)" }
    }

    /// The year, the trend and the shares of a group for a page of its own, a line each.
    package func pageLines(of group: Group) -> [String] {
        var lines: [String] = []
        if let index = latestIndex, let year = group.months[index].twelveMonths {
            let change = group.yearOnYear.map {
                "; \(Shown.grouped($0.earlierIncidents)) in the twelve before; rate by that: \($0.shown)"
            }
            lines.append("Twelve months: \(Words.count(year, "incident", "incidents"))\(change ?? "")")
        }
        let trend = group.trend.line
        lines.append("\(Words.count(group.trendMonths, "month", "months")): \(trend)")
        if let index = latestIndex, let figures = figures(of: group.months[index]) {
            // What is told of the month itself in one line, of its twelve months in the next.
            let parts = figures.components(separatedBy: "; ")
            let year = parts.filter { $0.hasPrefix("in twelve months") }
            let month = parts.filter { !$0.hasPrefix("in twelve months") }
            if !month.isEmpty { lines.append("\(group.months[index].title): \(month.joined(separator: "; "))") }
            lines += year.map { Words.sentence($0) }
        }
        return lines
    }

    /// The shares of a month, in words; nil where none is known.
    private func figures(of month: Month) -> String? {
        var parts: [String] = []
        if let harm = month.harm { parts.append("harm \(Shown.fixed(harm, 0))") }
        if let young = month.young, let known = month.withAge {
            parts.append("under \(account.youngUnder): \(Shown.grouped(young)) of \(Shown.grouped(known)) with an age")
        }
        if let after = month.afterSchool, let timed = month.timed {
            parts.append(
                "\(account.hours.shown) on school days: \(Shown.grouped(after)) of \(Shown.grouped(timed)) with a time of day"
            )
        }
        if let knife = month.knife {
            parts.append("knife: \(Shown.grouped(knife)) of \(Shown.grouped(month.incidents))")
        }
        if let places = month.repeatPlaces, let incidents = month.repeatIncidents, let year = month.twelveMonths {
            parts.append(
                "in twelve months \(Words.count(places, "place", "places")) with two or more, \(Shown.grouped(incidents)) of \(Shown.grouped(year)) incidents"
            )
        }
        if let counts = month.bySource {
            parts.append(account.sources.map { "\($0) \(Shown.grouped(counts[$0] ?? 0))" }.joined(separator: ", "))
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// A verdict in words.
    package static func words(_ verdict: String?) -> String {
        switch verdict.flatMap({ ExpectedCount.Verdict(rawValue: $0) }) {
        case .within: "within chance"
        case .above: "above the limit of 5 %"
        case .farAbove: "above the limit of 0.2 %"
        case .below: "below the limit of 5 %"
        case .farBelow: "below the limit of 0.2 %"
        case nil: "no limits"
        }
    }

    private var funnelLines: [String] {
        guard let funnel else { return [] }
        let basis =
            funnel.by == AreaFunnel.Basis.residents.rawValue
            ? "by residents" : "each by its own twelve months before"
        let wide =
            funnel.dispersion.map { "they differ \(Shown.fixed($0, 1)) times as much as by chance" }
            ?? "too few to tell whether they differ more than by chance"
        let out = funnel.points.filter { $0.verdict != ExpectedCount.Verdict.within.rawValue }
        let head =
            "areas against each other over twelve months, \(basis); \(wide): "
            + (out.isEmpty
                ? "none stands out" : Words.list(out.map { "\($0.area) is \(MonitorFinding.words($0.verdict))" }))
        return [head]
            + funnel.points.map { point in
                "\(point.area): \(Words.count(point.incidents, "incident", "incidents")), \(Shown.fixed(point.expected, 1)) expected, \(Shown.grouped(point.lower)) to \(Shown.grouped(point.upper)) by chance"
            }
    }

    private var latestTable: FindingSection.Table? {
        guard let index = latestIndex, let title = groups.first?.months[index].title else { return nil }
        return FindingSection.Table(
            "\(title) and the twelve months up to it",
            [
                .text("Area"), .number("Incidents"), .number("Expected"), .text("By chance"), .text("Verdict"),
                .number("Twelve months"), .number("Against the twelve before"), .number("Knife"),
                .number("After school"), .number("Repeat places"),
            ],
            rows: groups.map { group in
                let month = group.months[index]
                return [
                    group.name, Shown.grouped(month.incidents), month.expected.map { Shown.fixed($0, 1) } ?? "–",
                    MonitorFinding.range(month.lower, month.upper), MonitorFinding.words(month.verdict),
                    month.twelveMonths.map { Shown.grouped($0) } ?? "–", group.yearOnYear?.shown ?? "–",
                    month.knife.map { Shown.grouped($0) } ?? "–", month.afterSchool.map { Shown.grouped($0) } ?? "–",
                    month.repeatPlaces.map { Shown.grouped($0) } ?? "–",
                ]
            })
    }

    private var monthsTable: FindingSection.Table? {
        guard let whole = groups.first, !whole.months.isEmpty else { return nil }
        return FindingSection.Table(
            "\(whole.name) month by month, the latest thirty-six",
            [
                .text("Month"), .number("Days"), .number("Incidents"), .number("Expected"), .text("By chance"),
                .text("Verdict"), .number("Twelve months"), .number("Knife"), .number("After school"),
            ],
            rows: whole.months.suffix(36).reversed().map { month in
                [
                    month.title + (month.whole ? "" : ", cut short"), Shown.grouped(month.days),
                    Shown.grouped(month.incidents), month.expected.map { Shown.fixed($0, 1) } ?? "–",
                    MonitorFinding.range(month.lower, month.upper), MonitorFinding.words(month.verdict),
                    month.twelveMonths.map { Shown.grouped($0) } ?? "–", month.knife.map { Shown.grouped($0) } ?? "–",
                    month.afterSchool.map { Shown.grouped($0) } ?? "–",
                ]
            })
    }

    private var funnelTable: FindingSection.Table? {
        funnel.map { funnel in
            FindingSection.Table(
                "Areas against each other over the last twelve months",
                [
                    .text("Area"), .number("Incidents"), .number("Expected"), .number("Ratio"), .text("By chance"),
                    .text("Verdict"),
                ],
                rows: funnel.points.map { point in
                    [
                        point.area, Shown.grouped(point.incidents), Shown.fixed(point.expected, 1),
                        point.ratio.map { Shown.fixed($0, 2) } ?? "–", MonitorFinding.range(point.lower, point.upper),
                        MonitorFinding.words(point.verdict),
                    ]
                })
        }
    }

    private static func range(_ lower: Int?, _ upper: Int?) -> String {
        guard let lower, let upper else { return "–" }
        return "\(Shown.grouped(lower)) to \(Shown.grouped(upper))"
    }
}
