import HomewardCore

/// The records of `trends.csv`: one for each rate, step, level, comparison and value.
struct TrendRecords {
    /// The columns, as the README of a run tells them.
    static let columns: [FindingTable.Column] = [
        .init(
            "part",
            "What the record is of: weekday, kind_of_day, month, year, series, level, year_on_year, month_on_month, month_on_year, category, weapon or area."
        ),
        .init("item", "The weekday, month, year or value; empty where the days tell it."),
        .init("from", "The first day, of the later period where two are compared; empty for a cycle."),
        .init("to", "The last day."),
        .init("days", "Days in force, number of days."),
        .init("incidents", "Incidents on them, number of incidents."),
        .init("incidents_per_day", "Incidents by day in force."),
        .init("lower_per_day", "The lower end of its exact interval of 95 %; empty for the series and comparisons."),
        .init("upper_per_day", "The upper end."),
        .init("earlier_days", "Days in force of the earlier period, number of days."),
        .init("earlier_incidents", "Incidents of the earlier period, number of incidents."),
        .init("ratio", "The later rate by the earlier; empty where the earlier has no incident."),
        .init("ratio_lower", "The lower end of its interval."),
        .init("ratio_upper", "The upper end; empty where it is unbounded."),
        .init("p", "How likely so great a change or difference is by chance; of a cycle in its first record."),
        .init("q", "The false-discovery rate over the values or changes tested."),
        .init("verdict", "What was found, or what was lacking."),
    ]

    let finding: TrendsFinding

    init(_ finding: TrendsFinding) { self.finding = finding }

    var records: [[FindingCell]] {
        finding.profiles.flatMap { profile in
            profile.parts.enumerated().map { index, part in
                record(
                    profile.cycle, part.name, rate: part.rate, p: index == 0 ? profile.p : nil,
                    verdict: index == 0 ? profile.gap : nil)
            }
        }
            + finding.series.map { step in
                record(
                    "series", from: step.from, to: step.to, days: step.days, incidents: step.incidents,
                    perDay: (Double(step.incidents) / Double(step.days)).rounded(significant: 8))
            }
            + finding.levels.levels.map { level in
                record(
                    "level", from: level.from, to: level.to, rate: level.rate, p: level.p, q: level.q,
                    verdict: level.p == nil ? nil : level.called ? "change" : "no_change")
            }
            + finding.comparisons.map { comparison in
                record(
                    comparison.kind, from: comparison.from, to: comparison.to, change: comparison.change,
                    verdict: comparison.gap)
            }
            + finding.growth.values.map { value in
                record(finding.growth.by, value.name, change: value.change, q: value.q, verdict: value.verdict)
            }
    }

    private func record(
        _ part: String, _ item: String? = nil, from: String? = nil, to: String? = nil, days: Int? = nil,
        incidents: Int? = nil, perDay: Double? = nil, rate: RateSummary? = nil, change: ChangeSummary? = nil,
        p: Double? = nil, q: Double? = nil, verdict: String? = nil
    ) -> [FindingCell] {
        func text(_ value: String?) -> FindingCell { value.map { .text($0) } ?? .empty }
        func whole(_ value: Int?) -> FindingCell { value.map { .whole($0) } ?? .empty }
        func number(_ value: Double?) -> FindingCell { value.map { .number($0) } ?? .empty }
        let ofChange = change.flatMap { change in
            change.days > 0 ? (Double(change.incidents) / Double(change.days)).rounded(significant: 8) : nil
        }
        return [
            .text(part), text(item), text(from), text(to), whole(days ?? rate?.days ?? change?.days),
            whole(incidents ?? rate?.incidents ?? change?.incidents), number(perDay ?? rate?.perDay ?? ofChange),
            number(rate?.lower), number(rate?.upper), whole(change?.earlierDays), whole(change?.earlierIncidents),
            number(change?.ratio), number(change?.lower), number(change?.upper), number(p ?? change?.p), number(q),
            text(verdict),
        ]
    }
}
