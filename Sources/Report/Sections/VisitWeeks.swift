import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPublishing
import HomewardWorkflow

/// The visits of the patrols week by week: a row for each area, a column for each day.
struct VisitWeeks {
    let layers: RunLayers

    /// One area on one day.
    private struct Stay: Hashable {
        let area: String
        let day: CivilDay
    }

    /// The tables. O(areas × days + visits).
    var html: HTML {
        var stays: [Stay: [String]] = [:]
        for row in layers.rows(of: VisitLayer.self) {
            guard let day = row[VisitLayer.day] else { continue }
            stays[Stay(area: row.text(VisitLayer.patrolArea), day: day), default: []]
                .append("\(row.text(VisitLayer.start))–\(row.text(VisitLayer.end))")
        }
        let days = Set(stays.keys.map(\.day)).sorted()
        let areas = layers.rows(of: PatrolAreaLayer.self).map(\.id)
        let weeks = stride(from: 0, to: days.count, by: 7).map { Array(days[$0..<min($0 + 7, days.count)]) }
        let tables = weeks.map { week -> HTML in
            var table = ReportTable(
                "Visits from \(Words.date(week[0].description)) to \(Words.date(week[week.count - 1].description))",
                [.text("Area")] + week.map { .text(heading($0)) })
            for area in areas {
                let cells = week.map { day -> HTML in
                    let times = (stays[Stay(area: area, day: day)] ?? []).sorted()
                    return HTML(markup: times.map(XMLText.escaped).joined(separator: "<br>"))
                }
                table.rows.append(["\(area)"] + cells)
            }
            return table.html
        }
        return "\(tables)"
    }

    private func heading(_ day: CivilDay) -> String {
        String(Shown.weekdays[day.weekday].prefix(3)) + " \(day.parts.day)/\(day.parts.month)"
    }
}
