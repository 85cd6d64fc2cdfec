import Foundation
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// What can still be told of a run whose `run.json` this version cannot read as a whole, because another version wrote it.
struct BareRecord {
    let title: String
    let audience: Audience
    let madeUp: [MadeUp]
    let notes: [String]
    let assumptions: [String]
    /// Why the record cannot be read, and by what it was written.
    let reason: String

    /// Reads what is there; nil where the file is no record of a run of Homeward at all.
    init?(_ bytes: Data, error: JSONTextError) {
        guard case .notReadable(let file, let message) = error,
            let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
            let version = (object["versions"] as? [String: Any])?["homeward"] as? String
        else { return nil }
        func texts(_ key: String) -> [String] { (object[key] as? [Any])?.compactMap { $0 as? String } ?? [] }
        title = object["title"] as? String ?? object["study_area"] as? String ?? "A run of Homeward"
        // What is not known to be for others is not shown to them.
        audience = (object["audience"] as? String).flatMap(Audience.init) ?? .internal
        madeUp = texts("synthetic").compactMap(MadeUp.init)
        notes = texts("notes")
        assumptions = texts("assumptions")
        let name = file.split(separator: "/").last.map(String.init) ?? file
        reason =
            "Homeward \(version) wrote this folder, and this is Homeward \(HomewardVersion.number), which cannot read its \(name) as a whole: \(message). So only what stands in the layers is shown: no test of the hours, no evidence for the plan, no account of the rows. Run the plan again to have them."
    }
}

/// The sections of such a page.
struct BareSections {
    let record: BareRecord
    let layers: RunLayers

    /// Everything between the opening and the closing of the body but data and scripts.
    func html(map: HTML) -> HTML {
        let items = record.assumptions.map { "<li>\($0)</li>\n" as HTML }
        let warnings =
            (MadeUp.exercise(Set(record.madeUp)).map { ["\($0)."] } ?? []) + record.notes + [record.reason]
            + MissingFiles(layers).sentences
        return """
            <header><div class="page"><h1>\(record.title)</h1>
            <p>\(record.audience.statement)</p></div></header>
            <nav aria-label="Sections"><div class="page"><ul>
            <li><a href="#findings">What is there</a></li><li><a href="#map-section">Map</a></li><li><a href="#assumptions">Assumptions</a></li>
            </ul></div></nav>
            <main class="page">
            <div class="banner" role="note"><p><strong>Read this first.</strong> \(warnings.joined(separator: " "))</p></div>
            <section id="map-section"><h2>The map</h2>
            \(map)</section>
            <section id="findings"><h2>What is there</h2>
            \(tables)</section>
            <section id="assumptions"><h2>What this rests on</h2>
            <ul>
            \(items)</ul></section>
            </main>
            <footer><div class="page">Made by Homeward from the layers of an earlier run. \(Words.sentence(record.audience.statement))</div></footer>

            """
    }

    private var tables: HTML {
        let hot = layers.rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
        let posts = Dictionary(grouping: layers.rows(of: PostLayer.self)) { $0.text(PostLayer.route) }
        let shared = layers.catalogue.contains { $0 == SharedCellLayer.self }
        var tables: [ReportTable] = []
        func add<Definition>(_ table: LayerTable<Definition>, _ rows: [LayerRow<Definition>]) {
            if !rows.isEmpty { tables.append(ReportTable(table, rows: rows.prefix(100))) }
        }
        for route in layers.rows(of: RouteLayer.self) {
            guard let own = posts[route.id] else { continue }
            tables.append(ReportTable(PostLayer.table, rows: own, caption: "Posts of route \(route.id)"))
        }
        add(PatrolAreaLayer.table, layers.rows(of: PatrolAreaLayer.self))
        if shared {
            add(SharedAreaLayer.table, layers.rows(of: SharedAreaLayer.self))
            add(SharedCellLayer.table, layers.rows(of: SharedCellLayer.self))
        } else {
            add(HotspotLayer.table, hot)
            add(ClusterLayer.table, layers.rows(of: ClusterLayer.self))
        }
        let all = tables.map(\.html)
        return all.isEmpty ? "<p>The layers hold nothing that could be shown.</p>\n" : "\(all)"
    }
}

/// The files of a run that are not in its folder any more.
struct MissingFiles {
    let names: [String]

    init(_ layers: RunLayers) { names = layers.missing }

    /// What to say of them; none where all are there.
    var sentences: [String] {
        guard !names.isEmpty else { return [] }
        return [
            "Not in this folder any more: \(Words.list(names)). What \(names.count == 1 ? "it holds" : "they hold") is left out of this page, or told from run.json alone. Run the plan again to have it back."
        ]
    }

    /// What to say in place of a layer's rows where its file is not there; nil where it is.
    func words(_ layer: any LayerDefinition.Type) -> HTML? {
        let file = layer.fileName
        return names.contains(file) ? "<p class=\"warn\">\(file) is not in this folder any more.</p>\n" : nil
    }
}
