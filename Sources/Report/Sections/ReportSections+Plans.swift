import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPublishing
import HomewardWorkflow

extension ReportSections {
    /// The chaperone routes, with posts and times.
    var chaperones: HTML {
        guard let finding = record.routes else {
            return """
                <section id="routes"><h2>Chaperone routes</h2>
                <p>The plan names no schools or no streets, so no route could be planned.</p></section>

                """
        }
        let lead = finding.lead.map { "<li>\(Words.sentence($0))</li>\n" as HTML }
        let posts = Dictionary(grouping: material.layers.rows(of: PostLayer.self)) { $0.text(PostLayer.route) }
        let routes = material.layers.rows(of: RouteLayer.self).map { route -> HTML in
            let table = ReportTable(
                PostLayer.table, rows: posts[route.id] ?? [], caption: "Posts of route \(route.id)")
            let assumed: HTML =
                route[RouteLayer.isStartAssumed] == true
                ? " <span class=\"tag warn\">finish time assumed</span>" : ""
            return """
                <h3>\(route.id) · \(route.text(RouteLayer.school))\(assumed)</h3>
                <p>\(route[RouteLayer.days].map { "\($0), " } ?? "")\(route.text(RouteLayer.start)) to \(route.text(RouteLayer.end)), \(route.text(RouteLayer.people)) people, \(route[RouteLayer.base].map { "from \($0), " } ?? "")\(route[RouteLayer.breaks].map { "break \($0), " } ?? "")\(Shown.fixed(route[RouteLayer.lengthM] ?? 0, 0)) m on foot, \(Shown.fixed(route[RouteLayer.riskPerYear] ?? 0, 1)) \(finding.unit) a year to expect that it meets. Track: <code>gpx/\(route.id).gpx</code></p>
                \(table.html)\(walks(posts[route.id] ?? []))
                """
        }
        let synthetic: HTML =
            record.streets?.synthetic == true
            ? "<p class=\"warn\"><strong>The streets are made up.</strong> These routes show the method; put real streets into the plan before anyone walks them.</p>\n"
            : ""
        return """
            <section id="routes"><h2>Chaperone routes</h2>
            \(synthetic)<ul class="findings lead">
            \(lead)</ul>
            <p>Each team is out from a school's finish and stands, walks and stands again where and when most is to be expected. It meets an incident where it is near while it happens. What two teams would meet counts once, for the route that is listed first.</p>
            \(missing.words(RouteLayer.self) ?? "")\(missing.words(PostLayer.self) ?? "")\(routes)\(teams(finding))</section>

            """
    }

    /// The patrol areas and the week of visits.
    var patrols: HTML {
        let quality = record.patrols.quality
        let lead = record.patrols.lead.map { "<li>\(Words.sentence($0))</li>\n" as HTML }
        let table = ReportTable(PatrolAreaLayer.table, rows: material.layers.rows(of: PatrolAreaLayer.self))
        return """
            <section id="patrols"><h2>Guardian patrols</h2>
            <ul class="findings lead">
            \(lead)</ul>
            <p>Areas stand where most is to be expected in the patrol hours, older incidents counting less. Visits come when it is; each day's are drawn among those near the best, so that no area is visited in the same quarter of an hour on more than two of seven days.</p>
            \(rivals(record.patrols))\(missing.words(PatrolAreaLayer.self) ?? "")\(quality.served == 0 ? "<p>No area could be placed.</p>\n" : table.html)\(VisitWeeks(layers: material.layers).html)</section>

            """
    }

    /// How to walk from each post to the next.
    private func walks(_ posts: [LayerRow<PostLayer>]) -> HTML {
        let items = zip(posts, posts.dropFirst()).compactMap { post, next -> HTML? in
            let way = post.text(PostLayer.onward)
            guard !way.isEmpty else { return nil }
            return
                "<li><strong>\(post.id) to \(next.id)</strong>, \(post.text(PostLayer.leave))–\(next.text(PostLayer.arrive)): \(Words.sentence(way))</li>\n"
        }
        guard !items.isEmpty else { return "" }
        return "<p>The walks:</p>\n<ul class=\"walks\">\n\(items)</ul>\n"
    }

    /// The areas beside those that a count of the last year would have chosen, on the same incidents.
    private func rivals(_ finding: PatrolsFinding) -> HTML {
        guard let unseen = finding.unseen, !unseen.tooFew, let count = unseen.countLastYear else { return "" }
        var table = ReportTable(
            "Areas on incidents that they had not seen",
            [.text("Chosen by"), .number("Incidents in the areas"), .number("PAI"), .number("PEI, at least")])
        for (name, inAreas, pai, pei) in [
            ("This plan", unseen.inAreas, unseen.pai, unseen.pei),
            ("Count last year", count.inAreas, count.pai, count.pei),
        ] {
            table.add([
                name, "\(inAreas)", pai.map { Shown.fixed($0, 1) } ?? "–", pei.map { Shown.fixed($0, 2) } ?? "–",
            ])
        }
        return table.html
    }

    /// What one team more or less means.
    private func teams(_ finding: RoutesFinding) -> HTML {
        guard let another = finding.another else { return "" }
        let isCounted = finding.teams.contains { $0.unseenMet != nil }
        var table = ReportTable(
            "What another team buys: the first routes of the list",
            [
                .number("Teams"), .number("Person-hours a day"), .number("Met a year, by the model"),
                .number("The plan loses without the last of these"),
            ] + (isCounted ? [.number("Met of those not seen")] : []))
        for (step, route) in zip(finding.teams, finding.routes) {
            table.add(
                [
                    "\(step.teams)", Shown.fixed(step.personHours, 1), Shown.fixed(step.riskPerYear, 2),
                    Shown.fixed(route.lostPerYear, 2),
                ] + (isCounted ? [step.unseenMet.map { "\($0)" } ?? "–"] : []))
        }
        let words = Words.sentence(another)
        return "<h3>What another team buys</h3>\n<p>\(words)</p>\n\(TeamCurve(finding).html)\(table.html)\n"
    }

    /// The places and wishes that neither routes nor patrols serve, each once.
    var unserved: HTML {
        let all = [("Chaperones", record.routes?.quality), ("Patrols", record.patrols.quality)]
            .flatMap { plan, quality in (quality?.unserved ?? []).map { [$0.name, plan, $0.reason] } }
        guard !all.isEmpty else { return "" }
        var table = ReportTable("Not served", [.text("Name"), .text("By"), .text("Why")])
        for row in all { table.add(row) }
        return "<section id=\"unserved\"><h2>Not served</h2>\n\(table.html)</section>\n"
    }
}
