import Foundation
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// The report: one file that needs no network, holds its script and style, and allows no other.
struct ReportPage {
    let title: String
    let map: MapData
    /// Leaflet, or nil where it is not installed: then the map is a still picture.
    let leaflet: Leaflet?
    /// Everything between the opening and the closing of the body but data and scripts, for the map's section.
    let sections: (_ map: HTML) -> HTML

    /// The page of a run for the force.
    init(material: ReportMaterial, leaflet: Leaflet?) {
        self.init(
            title: material.record.title, map: MapData(material),
            leaflet: leaflet, sections: ReportSections(material: material).html)
    }

    /// The page of an edition for others.
    init(shared: SharedMaterial, leaflet: Leaflet?) {
        self.init(
            title: shared.record.title ?? shared.record.studyArea,
            map: MapData(layers: shared.layers, streets: shared.streets), leaflet: leaflet,
            sections: SharedSections(material: shared).html)
    }

    /// The page of a run whose record cannot be read as a whole.
    init(bare: BareRecord, layers: RunLayers, streets: StreetPicture, leaflet: Leaflet?) {
        self.init(
            title: bare.title, map: MapData(layers: layers, streets: streets), leaflet: leaflet,
            sections: BareSections(record: bare, layers: layers).html)
    }

    private init(title: String, map: MapData, leaflet: Leaflet?, sections: @escaping (HTML) -> HTML) {
        self.title = title
        self.map = map
        self.leaflet = leaflet
        self.sections = sections
    }

    /// The page. O(size of the layers).
    ///
    /// - Throws: `DigestError` where the machine cannot compute the digests of the page's own scripts.
    var text: String {
        get throws {
            try html()
        }
    }

    private func html() throws -> String {
        let style = (leaflet?.style ?? "") + "\n" + ReportPage.style
        let scripts = leaflet.map { [$0.script, ReportPage.script] } ?? []
        let policy = try ReportPage.policy(
            style: style, scripts: scripts, images: leaflet == nil ? nil : map.background?.tiles.origin)
        let body = sections(mapSection(map))
        let inline = scripts.map { HTML(markup: "<script>\($0)</script>\n") }
        let data: HTML =
            leaflet == nil
            ? "" : HTML(markup: "<script type=\"application/json\" id=\"map-data\">\(map.json)</script>\n")
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(HTML(markup: policy))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="Homeward">
            <title>\(title)</title>
            <style>\(HTML(markup: style))</style>
            </head>
            <body>
            <a class="skip" href="#findings">Skip to the findings</a>
            \(body)
            \(data)\(inline)</body>
            </html>

            """
        return page.text
    }

    private func mapSection(_ map: MapData) -> HTML {
        guard leaflet != nil else {
            return "<p class=\"warn\">\(Leaflet.advice)</p>\n\(StaticMap(data: map).html)"
        }
        return """
            <div id="map" role="application" aria-label="Map of areas, hotspots, routes, posts and patrol areas"></div>
            <div id="hours" class="hours" hidden></div>
            <details id="legend" class="legend" open><summary>Legend</summary></details>
            <p class="note mapnote">Switch layers at the top right. A click lists all that lies there; the first cell of a table's row shows it on the map. Click the map before zooming with the wheel. North is up.</p>
            <noscript><p class="warn">The map needs scripts; the tables below hold the same results.</p></noscript>

            """
    }

    /// The report's script, from `Resources/report.js`.
    static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

    /// The report's style sheet: the palette as custom properties, then `Resources/report.css`.
    static let style: String = {
        func properties(_ palette: [(name: String, colour: String)]) -> String {
            palette.map { "  --\($0.name): \($0.colour);\n" }.joined()
        }
        let light = properties(Palette.page)
        return ":root {\n\(light)}\n"
            + "@media screen and (prefers-color-scheme: dark) {\n:root {\n\(properties(Palette.night))}\n}\n"
            + ".leaflet-container, figure svg {\n\(light)}\n"
            + String(decoding: PackageResources.report_css, as: UTF8.self)
    }()

    /// The content security policy: nothing from anywhere but the page's own style and scripts, by their SHA-256, and
    /// pictures from the server of the map's background where the plan names one.
    private static func policy(style: String, scripts: [String], images: String?) throws -> String {
        func source(_ text: String) throws -> String {
            "'sha256-\(Data(try Digest.sha256(Array(text.utf8))).base64EncodedString())'"
        }
        let allowed = scripts.isEmpty ? "'none'" : try scripts.map(source).joined(separator: " ")
        return try
            "default-src 'none'; script-src \(allowed); style-src \(source(style)); img-src data:\(images.map { " " + $0 } ?? ""); base-uri 'none'; form-action 'none'"
    }
}
