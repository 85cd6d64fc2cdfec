import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// The sections of the page of an edition for others.
struct SharedSections {
    let material: SharedMaterial

    private var record: SharedRecord { material.record }

    /// Everything between the opening and the closing of the body but data and scripts.
    func html(map: HTML) -> HTML {
        let title: HTML = """
            <header><div class="page"><h1>\(record.title ?? record.studyArea)</h1>
            <p>\(record.studyArea) · \(Words.date(record.from)) to \(Words.date(record.to)) · \(record.statement)</p></div></header>
            <nav aria-label="Sections"><div class="page"><ul>
            <li><a href="#rules">How to read it</a></li><li><a href="#map-section">Map</a></li><li><a href="#clock">When</a></li><li><a href="#places">Where</a></li><li><a href="#routes">Chaperones</a></li><li><a href="#patrols">Patrols</a></li><li><a href="#assumptions">Assumptions</a></li>
            </ul></div></nav>
            <main class="page">

            """
        let pieces: [HTML] = [
            title, rules, "<section id=\"map-section\"><h2>The map</h2>\n\(map)</section>\n", clock, places, routes,
            patrols, assumptions,
            "</main>\n<footer><div class=\"page\">Made by Homeward \(record.versions?["homeward"] ?? "") from released figures. \(Words.sentence(record.statement)) No single incident is shown on it.</div></footer>\n",
        ]
        return "\(pieces)"
    }

    private var rules: HTML {
        var warnings = (record.exercise.map { ["\($0)."] } ?? []) + record.notes
        if record.synthetic.contains(.streets) {
            warnings.append(
                "The streets on this map are made up. Routes and posts show the method; they lead nowhere real.")
        }
        if material.layers.rows(of: SharedAreaLayer.self).contains(where: { $0[SharedAreaLayer.isOfficial] == false }) {
            warnings.append("Some outlines are no official boundaries.")
        }
        if material.layers.rows(of: SchoolLayer.self).contains(where: { $0[SchoolLayer.isFinishAssumed] == true }) {
            warnings.append("Some school finish times are assumed.")
        }
        warnings += MissingFiles(material.layers).sentences
        let banner: HTML =
            warnings.isEmpty
            ? ""
            : "<div class=\"banner\" role=\"note\"><p><strong>Read this first.</strong> \(warnings.joined(separator: " "))</p></div>\n"
        let items = record.rules.map { "<li>\($0)</li>\n" as HTML }
        return """
            \(banner)<section id="rules"><h2>How to read it</h2>
            <ul>
            \(items)<li>They count recorded incidents. Much violence among young people is never reported, and what is reported depends on who asks and where officers are.</li>
            <li>A busy place is a place and an hour, not a person or a group. That a place is not marked does not make it safe.</li>
            </ul></section>

            """
    }

    private var clock: HTML {
        var table = ReportTable("Incidents by hours", [.text("Hours"), .number("Incidents")])
        for block in record.clock { table.add([SharedRecord.hours(block), SharedRecord.figure(block.incidents)]) }
        return """
            <section id="clock"><h2>When</h2>
            <p>The hours of the window and of the patrols stand together, because they are also shown by place; each incident counts once.</p>
            \(table.html)</section>

            """
    }

    private var places: HTML {
        let areas = material.layers.rows(of: SharedAreaLayer.self)
        let cells = material.layers.rows(of: SharedCellLayer.self)
        let areaTable: HTML = areas.isEmpty ? "" : ReportTable(SharedAreaLayer.table, rows: areas).html
        let cellTable: HTML =
            MissingFiles(material.layers).words(SharedCellLayer.self)
            ?? (cells.isEmpty
                ? "<p>No cell reaches the limit of \(record.disclosure.minimum) incidents.</p>\n"
                : ReportTable(SharedCellLayer.table, rows: cells).html)
        return "<section id=\"places\"><h2>Where</h2>\n\(areaTable)\(cellTable)</section>\n"
    }

    private var routes: HTML {
        let posts = Dictionary(grouping: material.layers.rows(of: PostLayer.self)) { $0.text(PostLayer.route) }
        let routes = material.layers.rows(of: RouteLayer.self).map { route -> HTML in
            var table = ReportTable(
                "Posts of route \(route.id)", [.text("Post"), .text("Place"), .number("Arrive"), .number("Leave")])
            for post in posts[route.id] ?? [] {
                table.add([
                    post.id, post.text(PostLayer.place), post.text(PostLayer.arrive), post.text(PostLayer.leave),
                ])
            }
            let assumed: HTML =
                route[RouteLayer.isStartAssumed] == true
                ? " <span class=\"tag warn\">finish time assumed</span>" : ""
            return """
                <h3>\(route.id) · \(route.text(RouteLayer.school))\(assumed)</h3>
                <p>\(route[RouteLayer.days].map { "\($0), " } ?? "")\(route.text(RouteLayer.start)) to \(route.text(RouteLayer.end)), \(route.text(RouteLayer.people)) people, \(route[RouteLayer.base].map { "from \($0), " } ?? "")\(route[RouteLayer.breaks].map { "break \($0), " } ?? "")\(Shown.fixed(route[RouteLayer.lengthM] ?? 0, 0)) m on foot.</p>
                \(table.html)
                """
        }
        let body: HTML =
            MissingFiles(material.layers).words(RouteLayer.self)
            ?? (routes.isEmpty ? "<p>No route was planned.</p>\n" : "\(routes)")
        return "<section id=\"routes\"><h2>Chaperone routes</h2>\n\(body)</section>\n"
    }

    private var patrols: HTML {
        let rows = material.layers.rows(of: PatrolAreaLayer.self)
        var table = ReportTable(
            "Guardian patrol areas", [.text("Area"), .text("Place"), .number("Visits"), .number("Minutes")])
        for row in rows {
            table.add([
                row.id, row.text(PatrolAreaLayer.place), row.text(PatrolAreaLayer.visits),
                row.text(PatrolAreaLayer.patrolMin),
            ])
        }
        let body: HTML =
            MissingFiles(material.layers).words(PatrolAreaLayer.self)
            ?? (rows.isEmpty
                ? "<p>No area could be placed.</p>\n" : "\(table.html)\(VisitWeeks(layers: material.layers).html)")
        return "<section id=\"patrols\"><h2>Guardian patrols</h2>\n\(body)</section>\n"
    }

    private var assumptions: HTML {
        let items = record.assumptions.map { "<li>\($0)</li>\n" as HTML }
        return "<section id=\"assumptions\"><h2>What this rests on</h2>\n<ul>\n\(items)</ul></section>\n"
    }
}
