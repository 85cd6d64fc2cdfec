import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// What the sheets of a run are made from: what stands in its folder, and of an edition for others only what was released.
struct SheetMaterial: Sendable {
    /// What a reader must know of every sheet.
    let provenance: Provenance
    /// The study area and the period, `Coventry, 1 September 2023 to 31 August 2025`.
    let subject: String
    /// The layers of the run.
    let layers: RunLayers
    /// The streets with their names.
    let streets: SheetStreets
    /// Whom a team calls.
    let call: [SheetContact]
    /// The days of the plan's window in words, `school days`; empty where an edition does not tell them.
    let windowDays: String
    /// Its hours, `15:00–18:00`; nil where all count.
    let windowHours: String?
    /// The record of a run for the force; nil in an edition for others.
    let record: RunRecord?
    /// The record of an edition for others; nil in a run for the force.
    let shared: SharedRecord?
    /// The posts of each route in their order.
    private let postsOfRoute: [String: [LayerRow<PostLayer>]]

    /// What the sheets of a run for the force are made from.
    init(record: RunRecord, layers: RunLayers, streets: SheetStreets) {
        provenance = record.provenance
        subject = "\(record.studyArea), \(Words.span(record.period.from, record.period.to))"
        self.layers = layers
        postsOfRoute = Dictionary(grouping: layers.rows(of: PostLayer.self)) { $0.text(PostLayer.route) }
        self.streets = streets
        call = record.call ?? []
        windowDays = Words.days(record.window.days)
        windowHours = record.window.hours?.shown
        self.record = record
        shared = nil
    }

    /// What the sheets of an edition for others are made from.
    init(shared: SharedRecord, layers: RunLayers, streets: SheetStreets) {
        provenance = Provenance(
            title: shared.title ?? shared.studyArea, audience: shared.audience.rawValue, statement: shared.statement,
            madeUp: Set(shared.synthetic), assumptions: shared.notes + shared.assumptions, methods: shared.rules,
            versions: shared.versions ?? [:])
        subject = "\(shared.studyArea), \(Words.span(shared.from, shared.to))"
        self.layers = layers
        postsOfRoute = Dictionary(grouping: layers.rows(of: PostLayer.self)) { $0.text(PostLayer.route) }
        self.streets = streets
        call = shared.call ?? []
        let window = shared.clock.first { $0.kind == .window }
        windowDays = window.map { Words.days($0.days) } ?? ""
        windowHours = window.flatMap { block in block.from.flatMap { from in block.to.map { "\(from)–\($0)" } } }
        record = nil
        self.shared = shared
    }

    /// The route's place in the plan by its key, by which it has its colour.
    var routeOrder: [String: Int] {
        Dictionary(
            layers.rows(of: RouteLayer.self).enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The posts of a route in their order.
    func posts(of route: String) -> [LayerRow<PostLayer>] {
        postsOfRoute[route] ?? []
    }

    /// Each sheet of the run with its name in the folder.
    ///
    /// A run for the force has a card for each route and each patrol area, all cards in one file, and the tasking page. An edition for
    /// partners has the cards and a brief for each school; one for the public has none, for a sheet that says who stands where is for
    /// those who go there.
    var sheets: [PublishedPage] {
        get throws {
            guard shared?.audience != .public else { return [] }
            var pages: [PublishedPage] = []
            let names = SheetNames(self)
            let cards =
                layers.rows(of: RouteLayer.self).enumerated().map { index, row in
                    (name: names.routes[index], card: RouteCard(self, row, colour: index).card)
                }
                + layers.rows(of: PatrolAreaLayer.self).enumerated().map { index, row in
                    (name: names.areas[index], card: AreaCard(self, row).card)
                }
            for (name, card) in cards {
                pages.append(
                    PublishedPage(
                        name: "sheets/\(name).html", text: try SheetPage(self, [card], paper: .a5).text))
            }
            if !cards.isEmpty {
                let all = try SheetPage(self, cards.map(\.card), paper: .a5, title: "All duty cards").text
                pages.append(PublishedPage(name: "sheets/cards.html", text: all))
            }
            if shared != nil {
                for (index, school) in layers.rows(of: SchoolLayer.self).enumerated() {
                    let brief = SchoolBrief(self, school).sheet
                    pages.append(
                        PublishedPage(
                            name: "sheets/\(names.schools[index]).html",
                            text: try SheetPage(self, [brief], paper: .a4).text
                        ))
                }
            }
            if let record {
                let page = try SheetPage(self, [TaskingPage(self, record).sheet], paper: .a4).text
                pages.append(PublishedPage(name: "tasking.html", text: page))
            }
            return pages
        }
    }
}

/// The names of the sheets' files, none twice.
private struct SheetNames {
    let routes: [String]
    let areas: [String]
    let schools: [String]

    init(_ material: SheetMaterial) {
        // Names that the folder has for other sheets.
        var taken: Set = ["cards"]
        func names(_ ids: [String], before: String = "") -> [String] {
            ids.map { id in
                let stem = before + String((id.isEmpty ? "_" : Publisher.fileName(id)).prefix(80))
                var name = stem
                var number = 2
                // Some file systems do not tell capitals apart.
                while !taken.insert(name.lowercased()).inserted {
                    name = "\(stem)-\(number)"
                    number += 1
                }
                return name
            }
        }
        routes = names(material.layers.rows(of: RouteLayer.self).map(\.id))
        areas = names(material.layers.rows(of: PatrolAreaLayer.self).map(\.id))
        schools = names(material.layers.rows(of: SchoolLayer.self).map(\.id), before: "school-")
    }
}
