import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// One page for the meeting: what was found, what is planned, how sure that is, and what is asked for. It is for the force alone, for it
/// counts incidents as they are.
struct TaskingPage {
    let material: SheetMaterial
    let record: RunRecord

    init(_ material: SheetMaterial, _ record: RunRecord) {
        self.material = material
        self.record = record
    }

    /// The most rows of a table on the page.
    private static let most = 6

    var sheet: Sheet {
        let body: HTML = """
            <header><div><h1>\(Cut.text(record.title, to: 70))</h1><p>Tasking page · \(Cut.text(material.subject, to: 80)) · \(material.windowDays)\(material.windowHours.map { ", \($0)" } ?? "")</p></div></header>
            <div class="columns even">\(when)\(whereItIs)</div>
            \(teams)\(patrols)<div class="columns even">\(evidence)\(decisions)</div>
            \(caveats)
            """
        return Sheet(
            title: "Tasking page", body: body,
            cautions: [
                "A pattern in past records is no forecast and no cause, and gives no ground to stop anyone."
            ])
    }

    // MARK: Findings

    private var when: HTML {
        let peaks = record.peaks.significant
        let (shown, more) = Cut.items(peaks, to: 3)
        var lines = shown.map { peak in
            "\(Cut.text(peak.area, to: 40)), school days \((peak.bestWindow ?? peak.window).shown): \(ReportSections.counts(of: peak))"
        }
        if more > 0 { lines.append("\(more) more areas peak after school: see the report.") }
        if let nothing = record.peaks.nothing { lines = [Words.sentence(nothing)] }
        return DutyCard.list("When", lines)
    }

    private var whereItIs: HTML {
        let hot = record.hotspots
        var lines: [String] = []
        if let reason = hot.notTested {
            lines.append("Places were not tested: \(Words.sentence(Cut.text(reason, to: 120)))")
        } else if hot.hot == 0 {
            lines.append("No place of \(Shown.fixed(hot.cellM, 0)) m stands out from chance.")
        } else {
            lines.append(
                "\(Words.count(hot.hot, "place", "places")) of \(Shown.fixed(hot.cellM, 0)) m \(hot.hot == 1 ? "stands" : "stand") out, by \(Words.count(hot.selection.incidents, "incident", "incidents")) of the window."
            )
        }
        lines.append(
            record.clusters.significant == 0
                ? "No group of incidents in place and hour stands out."
                : "\(Words.count(record.clusters.significant, "group", "groups")) of incidents in place and hour \(record.clusters.significant == 1 ? "stands" : "stand") out."
        )
        let busiest = record.areas.sorted { ($1.incidents, $0.area) < ($0.incidents, $1.area) }.prefix(3)
        if !busiest.isEmpty {
            let named = busiest.map { "\(Cut.text($0.area, to: 32)) \(Shown.grouped($0.incidents))" }
            lines.append("Most incidents at any hour: \(Words.list(named)).")
        }
        return DutyCard.list("Where", lines)
    }

    // MARK: Plan

    private var teams: HTML {
        let routes = material.layers.rows(of: RouteLayer.self)
        guard let finding = record.routes, !routes.isEmpty else {
            let why =
                record.routes == nil
                ? "the plan names no schools or no streets" : "no team could be placed; the report says why"
            return "<section><h2>Chaperones</h2>\n<p>No chaperone route: \(why).</p></section>\n"
        }
        let (shown, more) = Cut.items(routes, to: Self.most)
        let rows = shown.map { route -> HTML in
            let posts = material.posts(of: route.id)
            let (first, rest) = Cut.items(posts, to: routes.count > 3 ? 2 : 4)
            let stands = first.map {
                "\($0.text(PostLayer.arrive))–\($0.text(PostLayer.leave)) \(Cut.text($0.text(PostLayer.place), to: posts.count == 1 ? 80 : 32))"
            }
            return
                "<tr><th scope=\"row\">\(Cut.text(route.id, to: 12))</th><td>\(Cut.text(route.text(RouteLayer.school), to: 38))</td><td>\(stands.joined(separator: "; "))\(rest == 0 ? "" : "; \(rest) more")</td><td class=\"n\">\(Shown.fixed(route[RouteLayer.riskPerYear] ?? 0, 1))</td></tr>\n"
        }
        return """
            <section><h2>Chaperones: who stands where, \(routes.contains { $0[RouteLayer.days] != nil } ? "after school" : "on school days")</h2>
            <table class="plan"><thead><tr><th scope="col">Team</th><th scope="col">School</th><th scope="col">Posts and times</th><th scope="col" class="n">Met a year</th></tr></thead>
            <tbody>
            \(rows)\(moreRow(more, "teams", columns: 4))</tbody></table>
            <p class="note">Met a year: the \(finding.unit) to expect within reach while the team is there, by the model.</p></section>

            """
    }

    private var patrols: HTML {
        let areas = material.layers.rows(of: PatrolAreaLayer.self)
        guard !areas.isEmpty else {
            return "<section><h2>Guardian patrols</h2>\n<p>No patrol area could be placed.</p></section>\n"
        }
        let (shown, more) = Cut.items(areas, to: Self.most)
        let visits = material.layers.rows(of: VisitLayer.self)
        let rows = shown.map { area -> HTML in
            let own = visits.filter { $0.text(VisitLayer.patrolArea) == area.id }
            let times = own.map { $0.text(VisitLayer.start) }.sorted()
            let span = times.first.flatMap { first in times.last.map { "\(first) to \($0)" } } ?? "none"
            return
                "<tr><th scope=\"row\">\(Cut.text(area.id, to: 12))</th><td>\(Cut.text(area.text(PatrolAreaLayer.place), to: 48))</td><td class=\"n\">\(area.text(PatrolAreaLayer.incidents))</td><td class=\"n\">\(area.text(PatrolAreaLayer.visits))</td><td class=\"n\">\(area.text(PatrolAreaLayer.patrolMin))</td><td>\(span)</td></tr>\n"
        }
        return """
            <section><h2>Guardian patrols</h2>
            <table class="plan"><thead><tr><th scope="col">Area</th><th scope="col">Place</th><th scope="col" class="n">Incidents in patrol hours</th><th scope="col" class="n">Visits</th><th scope="col" class="n">Minutes</th><th scope="col">Visits start</th></tr></thead>
            <tbody>
            \(rows)\(moreRow(more, "areas", columns: 6))</tbody></table></section>

            """
    }

    private func moreRow(_ more: Int, _ what: String, columns: Int) -> HTML {
        more == 0 ? "" : "<tr><td colspan=\"\(columns)\">\(more) more \(what): see the report.</td></tr>\n"
    }

    // MARK: Evidence and what is asked for

    private var evidence: HTML {
        var lines: [String] = []
        if let routes = record.routes, routes.quality.served > 0 {
            lines.append("Chaperones: \(Words.sentence(Cut.text(routes.evidenceSentence, to: 280)))")
        }
        if record.patrols.quality.served > 0 {
            lines.append("Patrols: \(Words.sentence(Cut.text(record.patrols.evidenceSentence, to: 280)))")
        }
        if lines.isEmpty { lines.append("Nothing is planned, so there is nothing to be sure of.") }
        return DutyCard.list("How sure are we?", lines)
    }

    private var decisions: HTML {
        var lines: [String] = []
        let routes = material.layers.rows(of: RouteLayer.self)
        if let finding = record.routes, let all = finding.teams.last {
            let people = routes.map { $0[RouteLayer.people] ?? 0 }.max() ?? 0
            lines.append(
                "\(Words.count(all.teams, "team", "teams")) of \(Words.count(people, "person", "people")), \(Shown.fixed(all.personHours, 0)) person-hours a school day. Who provides them, and from when?"
            )
            if finding.oneMorePerYear >= 0.05 {
                lines.append(
                    "One team more: by the model \(Shown.fixed(finding.oneMorePerYear, 1)) \(finding.unit) a year more. Is it worth it?"
                )
            }
        }
        let areas = material.layers.rows(of: PatrolAreaLayer.self)
        if !areas.isEmpty {
            let minutes = areas.reduce(0) { $0 + ($1[PatrolAreaLayer.patrolMin] ?? 0) }
            let visits = areas.reduce(0) { $0 + ($1[PatrolAreaLayer.visits] ?? 0) }
            lines.append(
                "\(Words.count(visits, "patrol visit", "patrol visits")) to \(Words.count(areas.count, "area", "areas")), \(Shown.fixed(Double(minutes) / 60, 0)) hours on the ground besides travel. Which units?"
            )
        }
        let unserved = (record.routes?.quality.unserved ?? []) + record.patrols.quality.unserved
        if let first = unserved.first {
            lines.append(
                "Not served: \(Cut.text(first.name, to: 34))\(unserved.count > 1 ? " and \(unserved.count - 1) more" : ""). Accept?"
            )
        }
        if material.call.isEmpty { lines.append("The plan names nobody to call: who is it?") }
        lines.append("On which day is it looked at whether this helped, and by which figures?")
        let items = lines.map { "<li>\($0)</li>\n" as HTML }
        return "<section><h2>What is asked for</h2>\n<ul class=\"asked\">\n\(items)</ul></section>\n"
    }

    private var caveats: HTML {
        // A note on the incidents is an assumption too, and what is made up stands in the band.
        let all = (record.notes + record.assumptions).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        // What the tables leave of the page: a row of a team with two posts takes two lines.
        let rows =
            material.layers.rows(of: RouteLayer.self).prefix(Self.most).reduce(0) {
                $0 + (($1[RouteLayer.posts] ?? 1) > 1 ? 2 : 1)
            } + min(material.layers.rows(of: PatrolAreaLayer.self).count, Self.most)
        let (shown, more) = Cut.items(all, to: max(2, min(7, 18 - rows)))
        let lines =
            shown.map { Words.paragraph(Cut.text($0, to: 130)) }
            + (more > 0 ? ["\(more) more: report.html, What this rests on."] : [])
        return DutyCard.list("What this rests on", lines)
    }
}
