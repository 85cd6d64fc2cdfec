import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// The first screen: when and where to be, who stands where, how sure that is, and where the answers to the next questions stand.
extension ReportSections {
    /// The briefing beside the map.
    func briefing(map: HTML) -> HTML {
        """
        <div class="brief">
        <section id="findings"><h2>Briefing</h2>
        \(when)\(teams)\(visits)\(whereToBe)\(howSure)\(next)</section>
        <section id="map-section"><h2>The map</h2>
        \(map)</section>
        </div>

        """
    }

    /// The hours that stand out, in counts.
    private var when: HTML {
        var items = record.peaks.significant.prefix(3).map { peak -> HTML in
            let window = peak.bestWindow ?? peak.window
            return
                "<li><strong>\(peak.area), school days \(window.shown).</strong> \(ReportSections.counts(of: peak))</li>\n"
        }
        if record.peaks.significant.count > 3 {
            items.append(
                "<li>\(record.peaks.significant.count - 3) more: <a href=\"#peaks\">all areas</a>.</li>\n")
        }
        if let nothing = record.peaks.nothing { items = ["<li>\(Words.sentence(nothing))</li>\n"] }
        return "<h3>When</h3>\n<ul class=\"findings\">\n\(items)</ul>\n"
    }

    /// A peak in counts that anybody can check: in the window on school days, and in the same hours of other days.
    static func counts(of peak: AreaPeakSummary) -> String {
        guard let ratio = peak.againstNonSchoolDays else { return "" }
        let length = peak.window.hoursLong
        func days(_ hours: Double) -> String { Words.count(Int((hours / length).rounded()), "day", "days") }
        return
            "\(Words.count(ratio.count, "incident", "incidents")) from \(peak.window.from) to \(peak.window.to) on \(days(ratio.hours)); \(Shown.grouped(ratio.comparisonCount)) then on \(days(ratio.comparisonHours)) without school."
    }

    /// The places, the patrol areas first.
    private var whereToBe: HTML {
        let areas = record.patrols.areas.map { "\($0.id) \($0.place)" }
        let hot = record.hotspots
        var items: [HTML] = []
        if !areas.isEmpty { items.append("<li>Patrol areas: \(Words.list(areas)).</li>\n") }
        if hot.notTested == nil {
            items.append(
                "<li><a href=\"#hotspots\">\(Words.count(hot.hot, "hot cell", "hot cells"))</a> of \(Shown.fixed(hot.cellM, 0)) m and <a href=\"#clusters\">\(Words.count(record.clusters.significant, "cluster", "clusters")) in place and hour</a> on the map.</li>\n"
            )
        }
        return items.isEmpty ? "" : "<h3>Where</h3>\n<ul class=\"findings\">\n\(items)</ul>\n"
    }

    /// Each team with its posts and times.
    private var teams: HTML {
        let routes = material.layers.rows(of: RouteLayer.self)
        guard let finding = record.routes, !routes.isEmpty else { return "" }
        let posts = Dictionary(grouping: material.layers.rows(of: PostLayer.self)) { $0.text(PostLayer.route) }
        // Where every team goes so on every school day, that need not stand in each row.
        let hasDays = routes.contains { $0[RouteLayer.days] != nil }
        var table = ReportTable(
            "Who stands where \(hasDays ? "after school" : "on school days")\(record.streets?.synthetic == true ? ", on made-up streets" : "")",
            [.text("Team")] + (hasDays ? [.text("Days")] : []) + [.text("Post and time"), .number("Met a year")])
        for route in routes.prefix(8) {
            let stands = (posts[route.id] ?? []).map {
                "\($0.text(PostLayer.arrive))–\($0.text(PostLayer.leave)) \($0.text(PostLayer.place))"
            }
            table.add(
                [route.id] + (hasDays ? [route[RouteLayer.days] ?? "every school day"] : []) + [
                    stands.joined(separator: "; "), Shown.fixed(route[RouteLayer.riskPerYear] ?? 0, 1),
                ])
        }
        let rest: HTML =
            routes.count > 8 ? "<p><a href=\"#routes\">\(routes.count - 8) more teams</a></p>\n" : ""
        let why: HTML =
            "<p class=\"note\">Why there: most is to be expected within reach of these posts at these times, by incidents of \(Words.days(record.window.days)). “Met a year” are the \(finding.unit) a year to expect while the team is there.</p>\n"
        return "<h3>Who stands where</h3>\n\(table.html)\(rest)\(why)"
    }

    /// The visits of the first day that has any.
    private var visits: HTML {
        let rows = material.layers.rows(of: VisitLayer.self)
        guard let first = rows.compactMap({ $0[VisitLayer.day] }).min() else { return "" }
        var table = ReportTable(
            "Patrol visits on \(Words.date(first.description)), the first day of the timetable",
            [.text("Area"), .text("Place"), .text("Visits")])
        for area in material.layers.rows(of: PatrolAreaLayer.self).prefix(8) {
            let times = rows.filter { $0[VisitLayer.day] == first && $0.text(VisitLayer.patrolArea) == area.id }
                .map { "\($0.text(VisitLayer.start))–\($0.text(VisitLayer.end))" }.sorted()
            table.add([
                area.id, area.text(PatrolAreaLayer.place),
                times.isEmpty ? "none that day" : times.joined(separator: ", "),
            ])
        }
        return
            "\(table.html)<p class=\"note\">Each day has visits of its own: <a href=\"#patrols\">the whole timetable</a>.</p>\n"
    }

    /// How sure it is, each label first.
    private var howSure: HTML {
        var items: [HTML] = []
        if let routes = record.routes, routes.quality.served > 0 {
            items.append("<li><strong>Teams.</strong> \(Words.paragraph(routes.evidenceSentence))</li>\n")
        }
        if record.patrols.quality.served > 0 {
            items.append(
                "<li><strong>Patrols.</strong> \(Words.paragraph(record.patrols.evidenceSentence))</li>\n")
        }
        return items.isEmpty ? "" : "<h3>How sure are we?</h3>\n<ul class=\"findings\">\n\(items)</ul>\n"
    }

    /// What is asked next, and where it is answered.
    private var next: HTML {
        var items: [HTML] = []
        if let routes = record.routes, !routes.routes.isEmpty {
            let count = routes.teams.last?.teams ?? routes.routes.count
            items.append(
                "<li><strong>What would team \(count + 1) buy?</strong> \(Shown.fixed(routes.oneMorePerYear, 1)) \(routes.unit) a year more, by the model: <a href=\"#routes\">the curve</a>.</li>\n"
            )
        }
        let unserved = (record.routes?.quality.unserved.count ?? 0) + record.patrols.quality.unserved.count
        let missing: HTML =
            unserved == 0
            ? "All that was asked for is served."
            : "\(Words.count(unserved, "place or wish is", "places or wishes are")) not served: <a href=\"#unserved\">each with its reason</a>."
        items.append(
            "<li><strong>What was left out?</strong> \(Words.count(record.rows.rejected, "row was", "rows were")) rejected and \(Shown.grouped(record.rows.filtered)) filtered of \(Shown.grouped(record.rows.read)): <a href=\"#rows\">each reason</a>. \(missing)</li>\n"
        )
        items.append(
            "<li><strong>What may I show a panel?</strong> Not this page: it is \(record.audience.statement). Make an edition for partners with <code>homeward plan PLAN --audience partner</code>, which withholds small numbers.</li>\n"
        )
        return "<h3>Next questions</h3>\n<ul class=\"findings\">\n\(items)</ul>\n"
    }
}
