import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardFixtures
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardPlanner
import HomewardPublishing
import HomewardStreets
import Testing

@testable import HomewardReport
@testable import HomewardWorkflow

@Suite("The report's sections")
struct SectionTests {
    /// The material of a run that found nothing.
    private func nothing() throws -> ReportMaterial {
        var material = try ReportFixture.material()
        material.layers = RunLayers(layers: [])
        material.streets = StreetPicture()
        material.record.peaks.areas = []
        material.record.areas = []
        material.record.hotspots.hot = 0
        material.record.clusters.clusters = []
        material.record.clusters.significant = 0
        material.record.repeats = RepeatsFinding(
            nil, of: IncidentTable(), method: NearRepeats(), because: "there are none")
        material.record.streets = nil
        material.record.routes = nil
        material.record.patrols.areas = []
        material.record.patrols.quality = PlanQuality(
            served: 0, stays: 0, value: 0, upperBound: 0, gap: 0, unserved: [])
        material.record.notes = []
        material.record.synthetic = []
        material.record.rows.read = 0
        return material
    }

    private func body(_ material: ReportMaterial) -> String {
        ReportSections(material: material).html(map: "").text
    }

    @Test(
        "A run that found nothing says so in each section",
        arguments: [
            "No area has an after-school peak that stands out from chance.", "<p>No areas were named.</p>",
            "No cell of 100 m stands out from chance.", "<p>No cell is hot at this rate.</p>",
            "<p>None was found.</p>", "<p>Near repeats were not tested: there are none.</p>",
            "so no route could be planned.</p>", "<p>No area could be placed.</p>",
        ])
    func emptyRun(sentence: String) throws {
        let text = body(try nothing())
        #expect(text.contains(sentence))
    }

    @Test("A run that found nothing has every section, no warning, and no number that is none")
    func emptyRunIsWhole() throws {
        let page = try ReportPage(material: nothing(), leaflet: nil).text
        for section in [
            "findings", "map-section", "details", "clock", "peaks", "hotspots", "clusters", "repeats", "routes",
            "patrols", "rows",
            "assumptions", "methods", "limits", "provenance",
        ] {
            #expect(page.components(separatedBy: "<section id=\"\(section)\">").count == 2, "\(section)")
        }
        #expect(!page.contains("class=\"banner\""))
        #expect(page.range(of: "\\b(nan|inf)\\b", options: .regularExpression) == nil)
    }

    @Test("The banner warns of what is assumed, made up or unofficial")
    func banner() throws {
        let text = body(try ReportFixture.material())
        #expect(
            text.contains("<strong>Read this first.</strong> EXERCISE: made-up streets and made-up incidents."))
        #expect(text.contains("<p>internal: may show single incidents</p></div></header>"))
        #expect(text.contains("The streets on this map are made up."))
        #expect(text.contains("Some outlines are no official boundaries."))
        #expect(text.contains("Some school finish times are assumed."))
    }

    @Test("The strongest hot cell comes first, and twenty are shown of more")
    func hotspots() throws {
        let text = ReportSections(material: try ReportFixture.material()).hotspots.text
        let hot = ReportFixture.hotspots().rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
        let strongest = try #require(
            hot.max { ($0[HotspotLayer.z] ?? 0) < ($1[HotspotLayer.z] ?? 0) })
        let first = try #require(text.range(of: "<th scope=\"row\">"))
        #expect(text[first.upperBound...].hasPrefix(strongest.id + "</th>"))
        #expect(text.components(separatedBy: "<th scope=\"row\">").count == 21)
        #expect(text.contains("The table shows the first 20 of \(hot.count)"))
    }

    @Test("A cluster stands out or does not, and its days are named")
    func clusters() throws {
        let text = ReportSections(material: try ReportFixture.material()).clusters.text
        #expect(
            text.contains("<td>school days</td><td>15:05-16:10</td><td class=\"n\">20</td><td class=\"n\">6.0</td>"))
        #expect(text.contains("<td class=\"n\">0.001</td><td><span class=\"yes\">yes</span></td>"))
        #expect(text.contains("<td>other days</td>"))
        #expect(text.contains("<td class=\"n\">0.300</td><td><span class=\"no\">no</span></td>"))
    }

    @Test("A scan has a section where the plan asked for one, and nothing of it stands elsewhere where it did not")
    func scan() throws {
        var material = try ReportFixture.material()
        #expect(!body(material).contains("id=\"scan\"") && !body(material).contains("#scan"))
        material.record.scan = ReportFixture.scanFinding()
        material.layers.layers.append(ReportFixture.scan())
        let text = body(material)
        #expect(text.contains("<a href=\"#scan\">Scan</a>"))
        #expect(
            text.contains(
                "Circles of up to 500 m round every place and windows of up to 28 days, on all days, are held"))
        #expect(
            text.contains(
                "<p>0 clusters in place and time, 0 with p up to 0.05, among 700 incidents at 512 places; p is up to 0.05 where the log-likelihood ratio is above 9.9. Left out: 7 without a day of their own.</p>"
            ))
        #expect(
            text.contains(
                "<td>13 November 2024 to 14 November 2024</td><td class=\"n\">5</td><td class=\"n\">0.6</td><td class=\"n\">8.0</td>"
            ))
        #expect(text.contains("<td class=\"n\">0.400</td><td><span class=\"no\">no</span></td>"))
        #expect(material.record.methods.contains { $0.title == "Scan" && $0.text.contains("Kulldorff") })
    }

    @Test(
        "Emerging hotspots have a section where the plan asked for them, and nothing of them stands elsewhere where it did not"
    )
    func emerging() throws {
        var material = try ReportFixture.material()
        #expect(!body(material).contains("emerging"))
        let result = try ReportFixture.emergingResult()
        material.record.emerging = EmergingFinding(result, window: .everything)
        material.layers.layers.append(
            EmergingLayer.make(result, system: try CoordinateSystem.epsg(27_700)))
        let text = body(material)
        #expect(text.contains("<a href=\"#emerging\">Emerging</a>"))
        #expect(text.contains("Each cell of 200 m and its neighbours are held against the town, month by month"))
        // Four cells have most of the incidents in every month, and with them their neighbours stand out.
        let standing = result.cells.indices.filter { result.cells[$0].label != nil }
        let rows = EmergingLayer.standing(in: material.layers)
        #expect(rows.count == standing.count && rows.count >= 4)
        #expect(Set(rows.map(\.id)).count == rows.count)
        for row in rows.prefix(30) { #expect(text.contains("<th scope=\"row\">\(row.id)</th>"), "\(row.id)") }
        let persistent = result.cells.count { $0.label == "persistent hot" }
        #expect(persistent > 0 && text.contains("persistent hot \(persistent)"))
        #expect(text.contains("persistent: hot in at least 90 % of the steps, and none of those before."))
        #expect(
            material.record.methods.contains { $0.title == "Emerging hotspots" && $0.text.contains("Mann–Kendall") })
        // The map has as many cells as the table, each with the rule of its label.
        let sheet = try #require(EmergingLayer.sheet(in: material.layers))
        #expect(sheet.items.count == rows.count)
        for item in sheet.items {
            let look = (sheet.looks[item.look].name ?? "").lowercased()
            #expect(item.title.hasSuffix(look), "\(item.title)")
            let rule = item.facts.first { $0.0 == "Why" }?.1
            #expect(EmergingPattern.allCases.contains { $0.rule == rule && look.hasPrefix($0.rawValue) })
        }
        #expect(EmergingLayer.sheet(in: RunLayers(layers: [])) == nil)
    }

    @Test("Near repeats have their table of bands and their chains; a record without them has no such section")
    func repeats() throws {
        var material = try ReportFixture.material()
        let text = body(material)
        #expect(text.contains("Near repeats among 4 incidents: 2 of 4 bands of distance and days stand out;"))
        #expect(text.contains("<th scope=\"row\">1–100 m</th><td class=\"n\">2.50 * (1 / 0.4, p 0.002)</td>"))
        #expect(text.contains("<td class=\"n\">4</td><td>9 December 2023</td><td>15 December 2023</td>"))
        #expect(text.contains("3 pairs are in bands that stand out, 1.0 of them to be expected by chance"))
        #expect(text.contains("<li><a href=\"#repeats\">Near repeats</a></li>"))
        material.record.repeats = nil
        #expect(!body(material).contains("repeats\""))
    }

    @Test("A route has a table of its own posts and no other")
    func routes() throws {
        var material = try ReportFixture.material()
        var plan = ChaperonePlan(routes: [], unserved: [], risk: 0, upperBound: 0)
        for (index, place) in ["Here", "There"].enumerated() {
            let post = Post(
                id: "R\(index + 1)-P1", point: Point(x: -1.5, y: 52.4), place: place, arrive: 910, leave: 922, risk: 2,
                isFixed: index == 1)
            plan.routes.append(
                ChaperoneRoute(
                    id: "R\(index + 1)", school: "School \(index + 1)", start: 910, isStartAssumed: index == 0,
                    posts: [post], walk: LineString([]), length: 1234, minutes: 20, people: 2, risk: 2))
        }
        material.layers = RunLayers(layers: [
            RouteLayer.make(plan, system: ReportFixture.degrees), PostLayer.make(plan, system: ReportFixture.degrees),
        ])
        let pieces = ReportSections(material: material).chaperones.text.components(separatedBy: "<h3>R")
        #expect(pieces.count == 3)
        #expect(
            pieces[1].contains("R1-P1") && !pieces[1].contains("R2-P1") && pieces[1].contains("finish time assumed"))
        #expect(pieces[2].contains("There (fixed by hand)") && !pieces[2].contains("finish time assumed"))
        #expect(
            pieces[2].contains(
                "15:10 to 15:30, 2 people, 1,234 m on foot, 2.0 incidents a year to expect that it meets."))
    }

    @Test("Between two posts of a route stands how to walk, with the times")
    func walks() throws {
        let here = Point(x: -1.5, y: 52.4)
        let posts = [
            Post(id: "R1-P1", point: here, place: "Here", arrive: 910, leave: 922, risk: 2),
            Post(id: "R1-P2", point: here, place: "There", arrive: 930, leave: 942, risk: 2),
        ]
        let stretch = Direction(
            turn: .start, street: "Nook & Cranny", isNamed: true, heading: "west", length: 300,
            place: Point(x: 0, y: 0))
        let route = ChaperoneRoute(
            id: "R1", school: "A", start: 910, isStartAssumed: false, posts: posts, walk: LineString([]), length: 300,
            minutes: 32, people: 2, risk: 4, legs: [300], directions: [[stretch]])
        var material = try ReportFixture.material()
        let plan = ChaperonePlan(routes: [route], unserved: [], risk: 4, upperBound: 4)
        material.layers = RunLayers(layers: [
            RouteLayer.make(plan, system: ReportFixture.degrees), PostLayer.make(plan, system: ReportFixture.degrees),
        ])
        let text = ReportSections(material: material).chaperones.text
        #expect(
            text.contains(
                "<li><strong>R1-P1 to R1-P2</strong>, 15:22–15:30: start on Nook &amp; Cranny heading west, 300 m.</li>"
            ))
    }

    @Test("Visits stand in a table for each seven days, in the cell of their area and day, in the order of time")
    func visits() throws {
        let monday = try #require(CivilDay(iso: "2025-09-08"))
        var plan = ReportFixture.patrolPlan()
        plan.visits = [
            Visit(area: "A1", day: monday, start: 990, minutes: 15),
            Visit(area: "A1", day: monday, start: 930, minutes: 15),
            Visit(area: "A2", day: monday.advanced(by: 1), start: 1000, minutes: 20),
        ]
        plan.visits += (2..<9).map { Visit(area: "A1", day: monday.advanced(by: $0), start: 930, minutes: 15) }
        var material = try ReportFixture.material()
        material.layers = RunLayers(layers: [
            PatrolAreaLayer.make(plan, system: ReportFixture.degrees), VisitLayer.make(plan),
        ])
        let text = ReportSections(material: material).patrols.text
        #expect(text.contains("<caption>Visits from 8 September 2025 to 14 September 2025</caption>"))
        #expect(text.contains("<caption>Visits from 15 September 2025 to 16 September 2025</caption>"))
        #expect(text.contains("<th scope=\"col\">Mon 8/9</th><th scope=\"col\">Tue 9/9</th>"))
        #expect(
            text.contains(
                "<tr><th scope=\"row\">A1</th><td>15:30–15:45<br>16:30–16:45</td><td></td><td>15:30–15:45</td>"))
        #expect(text.contains("<tr><th scope=\"row\">A2</th><td></td><td>16:40–17:00</td><td></td>"))
    }

    @Test("A table escapes its cells, heads its rows and sets numbers to the right")
    func table() throws {
        var table = ReportTable("<Caption>", [.text("Name"), .number("Number")])
        table.add(["<b>&", "1"])
        #expect(
            table.html.text == """
                <div class="scroll" tabindex="0" role="region" aria-label="&lt;Caption&gt;"><table>
                <caption>&lt;Caption&gt;</caption>
                <thead><tr><th scope="col">Name</th><th scope="col" class="n">Number</th></tr></thead>
                <tbody>
                <tr><th scope="row">&lt;b&gt;&amp;</th><td class="n">1</td></tr>
                </tbody></table></div>

                """)
    }
}
