import HomewardCore

/// The records of `monitor.csv`: one for each group and month.
struct MonitorRecords {
    /// The columns, as the README of a run tells them.
    static let columns: [FindingTable.Column] = [
        .init("group", "The study area, the named area, or Elsewhere for what lies in none."),
        .init("kind", "whole, area or elsewhere; areas and elsewhere add up to the whole."),
        .init("month", "The month."),
        .init("days", "Its days in the period, number of days."),
        .init("school_days", "School days among them, number of days; empty where no calendar tells them."),
        .init("whole_month", "yes where all of its days are in the period."),
        .init("incidents", "Incidents, number of incidents."),
        .init("expected", "Incidents to be expected by the whole months before; empty where they are too few."),
        .init("lower", "The least number within the limits of 5 %."),
        .init("upper", "The greatest number within them."),
        .init("lower_alarm", "The least number within the limits of 0.2 %."),
        .init("upper_alarm", "The greatest number within them."),
        .init("verdict", "within, above, far_above, below or far_below."),
        .init("twelve_months", "Incidents of the twelve whole months up to this one; empty where there are fewer."),
        .init("harm", "Harm by the harm table; empty where none is given."),
        .init("with_age", "Incidents of which an age is known; empty where none has one or all were read by age."),
        .init("young", "Those of them with a young person."),
        .init("timed", "Incidents with a time of day of their own; empty where no calendar tells school days."),
        .init("after_school", "Those of them after school on a school day."),
        .init("knife", "Incidents whose weapon or offence stands for a knife; empty where none has a weapon."),
        .init("repeat_places", "Places with two incidents or more in the twelve months up to this one."),
        .init("repeat_incidents", "The incidents at them."),
        .init(
            "sources",
            "Incidents of each named source, as NAME=NUMBER with semicolons between; empty where there is one."),
    ]

    let finding: MonitorFinding

    init(_ finding: MonitorFinding) { self.finding = finding }

    var records: [[FindingCell]] {
        finding.groups.flatMap { group in group.months.map { record($0, of: group) } }
    }

    private func record(_ month: MonitorFinding.Month, of group: MonitorFinding.Group) -> [FindingCell] {
        func whole(_ value: Int?) -> FindingCell { value.map { .whole($0) } ?? .empty }
        func number(_ value: Double?) -> FindingCell { value.map { .number($0) } ?? .empty }
        let sources = month.bySource.map { counts in
            finding.account.sources.map { "\($0)=\(counts[$0] ?? 0)" }.joined(separator: ";")
        }
        return [
            .text(group.name), .text(group.kind), .text(month.month), .whole(month.days), whole(month.schoolDays),
            .text(month.whole ? "yes" : "no"), .whole(month.incidents), number(month.expected), whole(month.lower),
            whole(month.upper), whole(month.lowerAlarm), whole(month.upperAlarm),
            month.verdict.map { .text($0) } ?? .empty, whole(month.twelveMonths), number(month.harm),
            whole(month.withAge), whole(month.young), whole(month.timed), whole(month.afterSchool), whole(month.knife),
            whole(month.repeatPlaces), whole(month.repeatIncidents), sources.map { .text($0) } ?? .empty,
        ]
    }
}
