import Foundation
import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardPublishing
@testable import HomewardReport
@testable import HomewardWorkflow

@Suite("What leaves on paper")
struct SheetTests {
    private func material(
        _ change: (inout RunRecord, inout [Layer]) throws -> Void = { _, _ in }
    ) throws -> SheetMaterial {
        var record = try ReportFixture.record()
        var layers = ReportFixture.layers()
        try change(&record, &layers)
        return SheetMaterial(record: record, layers: RunLayers(layers: layers), streets: streets)
    }

    private var streets: SheetStreets {
        let lines = ReportFixture.streets().lines.sorted { $0.key.rawValue < $1.key.rawValue }
        return SheetStreets(
            stretches: lines.flatMap { kind, lines in
                lines.enumerated().compactMap { index, line in
                    BoundingBox(of: line.points).map {
                        .init(name: "Lane \(kind.rawValue)-\(index)", kind: kind, points: line.points, box: $0)
                    }
                }
            })
    }

    private func texts(_ material: SheetMaterial) throws -> [String: String] {
        Dictionary(try material.sheets.map { ($0.name, $0.text) }) { first, _ in first }
    }

    /// What a reader sees, without markup.
    private func said(_ page: String) -> String {
        let body = page.split(separator: "<main>", maxSplits: 1).last.map(String.init) ?? ""
        let paper = body.components(separatedBy: "<aside>")[0]
        return paper.replacing(/<[^>]+>/, with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("A run for the force has a card for each team and area, all in one file, and the tasking page")
    func names() throws {
        #expect(
            try material().sheets.map(\.name) == [
                "sheets/R1.html", "sheets/A1.html", "sheets/A2.html", "sheets/cards.html", "tasking.html",
            ])
        let pages = try texts(material())
        for card in ["sheets/R1.html", "sheets/A1.html", "sheets/A2.html"] {
            let paper = try #require(
                pages[card]?.components(separatedBy: "<main>").last?.components(separatedBy: "</main>").first)
            #expect(pages["sheets/cards.html"]?.contains(paper.trimmingCharacters(in: .newlines)) == true, "\(card)")
        }
    }

    @Test("The card of a team says of each post what the layers say: number, times, place, and the way on")
    func routeCard() throws {
        let material = try material()
        let page = try #require(try texts(material)["sheets/R1.html"])
        let card = said(page)
        let posts = material.posts(of: "R1")
        #expect(posts.count == 4)
        for (index, post) in posts.enumerated() {
            let place = Cut.text(post.text(PostLayer.place), to: 70)
            let row = "\(index + 1) \(post.text(PostLayer.arrive))–\(post.text(PostLayer.leave)) \(place)"
            #expect(card.contains(row), "\(row)")
            guard index < 3 else { continue }
            let next = posts[index + 1]
            let way = Cut.text(post.text(PostLayer.onward), to: 300)
            #expect(!way.isEmpty)
            #expect(
                card.contains(
                    "\(post.text(PostLayer.leave))–\(next.text(PostLayer.arrive)) walk to \(index + 2): \(way)"))
        }
        #expect(card.contains("School finishes 15:10 (assumed)") && card.contains("Every school day · 15:10–16:25"))
        #expect(card.contains("2 people") && card.contains("Walk: 880 m in all"))
        #expect(card.contains("The plan is for school days, 15:00–18:00."))
        // The map has every post, the school, a scale and north.
        let pins = page.matches(of: /<text class="pin"[^>]*>([^<]*)</).map { String($0.output.1) }
        #expect(pins == ["1", "2", "3", "4", "S"])
        #expect(page.contains(">N</text>") && page.contains(/<text class="scale"[^>]*>\d+ m</))
        #expect(page.contains("Map of R1: its posts in order"))
    }

    @Test("The card of an area has every visit of the first week by day")
    func areaCard() throws {
        let material = try material()
        let card = said(try #require(try texts(material)["sheets/A1.html"]))
        let own = material.layers.rows(of: VisitLayer.self).filter { $0.text(VisitLayer.patrolArea) == "A1" }
        #expect(own.count == 7)
        for visit in own {
            let day = try #require(visit[VisitLayer.day])
            let row =
                "\(visit.text(VisitLayer.weekday).prefix(3)) \(day.parts.day) Sep \(visit.text(VisitLayer.start))–\(visit.text(VisitLayer.end))"
            #expect(card.contains(row), "\(row)")
        }
        #expect(card.contains("Broadgate; city, centre") && card.contains("Guardian patrol · 7 visits of 15 min"))
        #expect(!card.contains("60"), "no count of incidents stands on a card")
    }

    @Test("Visits of later weeks and days without one are told")
    func laterVisits() throws {
        let card = said(
            try #require(
                try texts(
                    try material { _, layers in
                        var plan = ReportFixture.patrolPlan()
                        let first = plan.visits[0]
                        plan.visits = [0, 2, 7, 8].map { step in
                            var visit = first
                            visit.day = first.day.advanced(by: step)
                            return visit
                        }
                        layers.removeAll { $0.name == "visits" }
                        layers.append(VisitLayer.make(plan))
                    })["sheets/A1.html"]))
        #expect(card.contains("Tue 9 Sep no visit") && card.contains("2 visits of 15 min in the first week"))
        #expect(card.contains("2 more visits in later weeks: calendars/A1.ics has all."))
    }

    @Test("Whom to call stands on each card; where the plan names nobody there is a line to write on")
    func call() throws {
        let open = try texts(material())
        for name in ["sheets/R1.html", "sheets/A2.html"] {
            let card = said(try #require(open[name]))
            #expect(card.contains("Who to call:") && card.contains("The plan names nobody"))
        }
        #expect(said(try #require(open["tasking.html"])).contains("The plan names nobody to call"))
        let named = try texts(
            material { record, _ in
                record.call = [
                    SheetContact(name: "Control room", number: "101"),
                    SheetContact(name: "<b>Ann</b>", number: "07700 900123"),
                ]
            })
        for name in ["sheets/R1.html", "sheets/A2.html", "sheets/cards.html"] {
            let page = try #require(named[name])
            #expect(said(page).contains("Control room 101 <b>Ann</b> 07700 900123") && !page.contains("<b>Ann"))
            #expect(!said(page).contains("The plan names nobody"))
        }
    }

    @Test("What is to be looked for is what was found near by: peaks, clusters and hot cells, in plain words")
    func lookFor() throws {
        let pages = try texts(
            material { record, layers in
                // The first area peaks, and a cluster lies at the second post.
                record.peaks.areas[0].verdict = .peak
                record.peaks.areas[0].bestWindow = WindowSummary(.afterSchool)
                record.parameters += [
                    SettingRecord(key: "incidents[1].age_under", value: "25"),
                    SettingRecord(key: "incidents[1].where", value: "offence=Robbery"),
                ]
                let hull = ReportFixture.box(-1.508, 52.413, -1.506, 52.414)
                let position = layers.firstIndex { $0.name == "clusters" } ?? 0
                layers[position].features[0].shape = .polygon(hull)
            })
        let card = said(try #require(pages["sheets/R1.html"]))
        #expect(card.contains("on school days most happens between 15:00 and 18:00."))
        #expect(card.contains("Near post 2, incidents gather on school days between 15:05 and 16:10."))
        #expect(card.contains("Counted were incidents with persons under 25.") && card.contains("offence=Robbery"))
        #expect(!said(try #require(pages["sheets/A2.html"])).contains("incidents gather"))
    }

    @Test("No name from a file becomes markup, nothing comes from outside, and no script is there")
    func hostile() throws {
        for (name, page) in try texts(material()) {
            #expect(!page.contains("<script") && !page.contains("title='owned'"), "\(name)")
            #expect(page.contains("default-src 'none'; script-src 'none'; style-src 'sha256-"), "\(name)")
            for word in [" style=\"", "src=\"", "url(", "@import", "href=", "onclick="] {
                #expect(!page.contains(word), "\(name) holds \(word)")
            }
        }
    }

    @Test("Every sheet says on its paper that it is an exercise, what is assumed, and who may see it")
    func band() throws {
        for (name, page) in try texts(material()) {
            let paper = said(page)
            #expect(
                paper.contains(
                    "EXERCISE: made-up streets and made-up incidents. Nothing on this sheet is a place to send anybody."
                ), "\(name)")
            #expect(paper.contains("internal: may show single incidents".dropFirst(1)), "\(name)")
            #expect(page.contains("Terms of 2024-25 are assumed."), "\(name) does not tell its assumptions")
        }
        #expect(
            said(try #require(try texts(material())["sheets/R1.html"])).contains(
                "The school's finish time, and so every time here, is assumed"))
        let real = try texts(material { record, _ in record.synthetic = [] })
        #expect(real.values.allSatisfy { !$0.contains("EXERCISE") })
    }

    @Test(
        "Names of 300 characters and in other scripts are cut, and nothing else is lost",
        arguments: ["Ж", "学", "x y ", "👩‍👧"])
    func longNames(_ letter: String) throws {
        let long = String(repeating: letter, count: 300 / letter.count)
        let pages = try texts(
            material { record, layers in
                record.title = long
                for index in layers.indices {
                    let places = ["school", "place", "name", "onward"].compactMap { layers[index].index(of: $0) }
                    for number in layers[index].features.indices {
                        for place in places { layers[index].features[number].values[place] = .text(long) }
                    }
                }
            })
        let card = said(try #require(pages["sheets/R1.html"]))
        #expect(!card.contains(long) && card.contains("…"))
        for time in ["15:10–15:22", "15:30–15:42", "15:50–16:02", "16:10–16:22"] { #expect(card.contains(time)) }
        for (name, page) in pages { #expect(!said(page).contains(long), "\(name)") }
    }

    @Test("Without routes there is no card of a route, and the tasking page says why; without areas likewise")
    func nothingPlanned() throws {
        let pages = try material { record, layers in
            record.routes = nil
            layers.removeAll { ["routes", "posts"].contains($0.name) }
        }.sheets
        #expect(pages.map(\.name) == ["sheets/A1.html", "sheets/A2.html", "sheets/cards.html", "tasking.html"])
        #expect(said(pages[3].text).contains("No chaperone route: the plan names no schools or no streets."))
        let bare = try material { record, layers in
            record.routes = nil
            record.patrols.quality.served = 0
            layers = []
        }.sheets
        #expect(bare.map(\.name) == ["tasking.html"])
        let words = said(bare[0].text)
        #expect(words.contains("No patrol area could be placed.") && words.contains("Nothing is planned"))
    }

    @Test(
        "The tasking page has findings, plan, evidence, what is asked for and caveats, and says how much more there is")
    func tasking() throws {
        let material = try material { record, layers in
            let position = layers.firstIndex { $0.name == "routes" } ?? 0
            let route = layers[position].features[0]
            layers[position].features = (1...9).map { number in
                var copy = route
                copy.id = "R\(number)"
                return copy
            }
            record.assumptions = (1...9).map { "Assumption \($0)." }
        }
        let page = said(try #require(try texts(material)["tasking.html"]))
        for heading in [
            "When", "Where", "Chaperones: who stands where", "Guardian patrols", "How sure are we?",
            "What is asked for", "What this rests on",
        ] {
            #expect(page.contains(heading), "\(heading)")
        }
        for post in material.posts(of: "R1").prefix(2) {
            #expect(page.contains("\(post.text(PostLayer.arrive))–\(post.text(PostLayer.leave))"))
        }
        #expect(page.contains("3 more teams: see the report.") && page.contains("6 more: report.html"))
        #expect(page.contains("26 places of 100 m stand out, by 310 incidents of the window."))
        for area in material.layers.rows(of: PatrolAreaLayer.self) {
            #expect(page.contains(area.text(PatrolAreaLayer.visits)) && page.contains(area.id))
        }
        #expect(page.contains("Not served:"))
        for jargon in ["p-value", "Gi*", " q ", " z "] { #expect(!page.contains(jargon)) }
    }

    @Test("Two teams or schools never share a file, whatever they are called")
    func fileNames() throws {
        let pages = try material { _, layers in
            let position = layers.firstIndex { $0.name == "routes" } ?? 0
            let route = layers[position].features[0]
            layers[position].features = ["cards", "../x", "..-x", "r1", "R1", "", String(repeating: "é", count: 200)]
                .map {
                    var copy = route
                    copy.id = $0
                    return copy
                }
        }.sheets.map(\.name)
        #expect(Set(pages.map { $0.lowercased() }).count == pages.count)
        #expect(pages.allSatisfy { $0.utf8.count < 100 && !$0.contains("..") })
        #expect(pages.prefix(3) == ["sheets/cards-2.html", "sheets/___x.html", "sheets/__-x.html"])
    }

    @Test("The same material gives the same sheets")
    func deterministic() throws {
        #expect(try material().sheets == material().sheets)
    }

    @Test("Text is cut behind a word where one ends late enough")
    func cutting() {
        #expect(Cut.text("one two three", to: 13) == "one two three")
        #expect(Cut.text("one two three", to: 12) == "one two thr…")
        #expect(Cut.text("one two three four", to: 16) == "one two three…")
        #expect(Cut.text("onetwothree", to: 5) == "onet…")
        #expect(Cut.text("  a \n b ", to: 9) == "a b")
    }

    @Test("A map without a place says so; pins on one spot make room for each other")
    func maps() throws {
        var map = SheetMap(title: "Map", width: 1320, height: 700)
        #expect(map.html(.none).text.contains("there is no map"))
        let place = Point(x: -1.5, y: 52.4)
        map.content = [place, Point(x: .nan, y: 0)]
        map.pins = (1...5).map { .init(place: place, label: "\($0)", colour: "#000000") }
        let spots = map.html(.none).text.matches(of: /<circle cx="([\d.]+)" cy="([\d.]+)" r="27"/)
            .compactMap { match in
                Double(match.output.1).flatMap { x in Double(match.output.2).map { Point(x: x, y: $0) } }
            }
        #expect(spots.count == 5)
        for (index, spot) in spots.enumerated() {
            #expect(spots[..<index].allSatisfy { $0.distance(to: spot) > 54 })
        }
        #expect(spots[0].distance(to: Point(x: 660, y: 350)) < 1)
    }
}
