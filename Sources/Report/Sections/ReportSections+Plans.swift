import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPublishing
import HomewardWorkflow

extension ReportSections {
    /// The chaperone routes, with posts and times.
    var chaperones: HTML {
        guard let quality = record.chaperones else {
            return """
                <section id="routes"><h2>Chaperone routes</h2>
                <p>The plan names no schools or no streets, so no route could be planned.</p></section>

                """
        }
        let routes = material.layer("routes").rows
        let posts = material.layer("posts").rows
        let sheets = routes.map { route -> HTML in
            var table = ReportTable(
                "Posts of route \(route.id)",
                [.text("Post"), .text("Place"), .number("Arrive"), .number("Leave"), .number("Risk covered, a year")])
            for post in posts where post.text("route") == route.id {
                table.add([
                    post.id, post.text("place") + (post.flag("fixed") ? " (fixed by hand)" : ""), post.text("arrive"),
                    post.text("leave"), Shown.fixed(post.number("risk_per_year") ?? 0, 2),
                ])
            }
            let assumed: HTML =
                route.flag("start_assumed") ? " <span class=\"tag warn\">finish time assumed</span>" : ""
            return """
                <h3>\(route.id) · \(route.text("school"))\(assumed)</h3>
                <p>\(route.text("start")) to \(route.text("end")), \(route.text("people")) people, \(Shown.fixed(route.number("length_m") ?? 0, 0)) m on foot, covering \(Shown.fixed(route.number("risk_per_year") ?? 0, 1)) incidents a year. Track: <code>gpx/\(route.id).gpx</code></p>
                \(table.html)
                """
        }
        let synthetic: HTML =
            record.streets?.synthetic == true
            ? "<p class=\"warn\"><strong>The streets are made up.</strong> These routes show the method; put real streets into the plan before anyone walks them.</p>\n"
            : ""
        return """
            <section id="routes"><h2>Chaperone routes</h2>
            \(synthetic)<p>Each team starts at a school's gate when it finishes and stands at posts where after-school incidents lie on the children's ways home. An incident weighs the share of the school's children who pass it. So weighted, the routes together cover <strong>\(Shown.fixed(quality.value, 2))</strong> incidents a year. No plan with these teams and times can cover more than \(Shown.fixed(quality.upperBound, 2)): \(gap(quality.gap))</p>
            \(unserved(quality))\(sheets)</section>

            """
    }

    /// The patrol areas and the week of visits.
    var patrols: HTML {
        let quality = record.patrols.quality
        var table = ReportTable(
            "Guardian patrol areas",
            [
                .text("Area"), .text("Place"), .number("Incidents"), .number("Harm"), .number("Visits"),
                .number("Patrol minutes"),
            ])
        for row in material.layer("patrol_areas").rows {
            table.add([
                row.id, row.text("place"), row.text("incidents"), Shown.fixed(row.number("harm") ?? 0, 0),
                row.text("visits"), row.text("patrol_min"),
            ])
        }
        return """
            <section id="patrols"><h2>Guardian patrols</h2>
            <p>The areas hold a harm of <strong>\(Shown.fixed(quality.value, 1))</strong> in the patrol hours of the period. No choice of as many areas of that size and spacing can hold more than \(Shown.fixed(quality.upperBound, 1)): \(gap(quality.gap))</p>
            \(unserved(quality))\(quality.served == 0 ? "<p>No area could be placed.</p>\n" : table.html)\(visits)</section>

            """
    }

    /// The visits as a week: a row for each area, a column for each day.
    private var visits: HTML {
        let rows = material.layer("visits").rows
        guard !rows.isEmpty else { return "" }
        let days = Array(Set(rows.map { $0.text("day") })).sorted()
        let areas = material.layer("patrol_areas").rows.map(\.id)
        let weeks = stride(from: 0, to: days.count, by: 7).map { Array(days[$0..<min($0 + 7, days.count)]) }
        let tables = weeks.map { week -> HTML in
            var table = ReportTable(
                "Visits from \(Words.date(week[0])) to \(Words.date(week[week.count - 1]))",
                [.text("Area")] + week.map { .text(heading($0)) })
            for area in areas {
                let cells = week.map { day -> HTML in
                    let stays = rows.filter { $0.text("patrol_area") == area && $0.text("day") == day }
                        .map { "\($0.text("start"))–\($0.text("end"))" }.sorted()
                    return HTML(markup: stays.map(XMLText.escaped).joined(separator: "<br>"))
                }
                table.rows.append(["\(area)"] + cells)
            }
            return table.html
        }
        return "\(tables)"
    }

    private func heading(_ iso: String) -> String {
        guard let day = CivilDay(iso: iso) else { return iso }
        return String(Shown.weekdays[day.weekday].prefix(3)) + " \(day.parts.day)/\(day.parts.month)"
    }

    private func gap(_ gap: Double) -> String {
        gap < 1e-9 ? "the plan is proven optimal." : "the gap to that bound is \(Shown.percent(gap))."
    }

    private func unserved(_ quality: PlanQuality) -> HTML {
        guard !quality.unserved.isEmpty else { return "" }
        let items = quality.unserved.map { "<li><strong>\($0.name)</strong>: \($0.reason)</li>\n" as HTML }
        return "<h3>Not served</h3>\n<ul>\n\(items)</ul>\n"
    }
}
