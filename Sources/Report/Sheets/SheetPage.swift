import Foundation
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

/// A sheet of paper: its title and what stands on it.
struct Sheet {
    /// What the browser calls it.
    let title: String
    /// What stands on the paper.
    let body: HTML
    /// What must be known of this sheet beside what holds for all of the run: `the finish time is assumed`.
    var cautions: [String] = []
}

/// A file of one or more sheets for print. It holds its style, no script, and allows nothing from anywhere.
struct SheetPage {
    /// The size of the paper.
    enum Paper: String {
        /// 148 × 210 mm.
        case a5
        /// 210 × 297 mm.
        case a4
    }

    let material: SheetMaterial
    let sheets: [Sheet]
    let paper: Paper
    let title: String

    init(_ material: SheetMaterial, _ sheets: [Sheet], paper: Paper, title: String? = nil) {
        self.material = material
        self.sheets = sheets
        self.paper = paper
        self.title = title ?? sheets.first?.title ?? ""
    }

    /// The file. O(what stands on the sheets).
    ///
    /// - Throws: `DigestError` where the machine cannot compute the digest of the page's own style.
    var text: String {
        get throws {
            let style = SheetPage.style(paper)
            let digest = Data(try Digest.sha256(Array(style.utf8))).base64EncodedString()
            let papers = sheets.map { sheet -> HTML in
                "<article class=\"\(paper.rawValue)\">\n\(sheet.body)\(band(sheet))</article>\n"
            }
            let page: HTML = """
                <!DOCTYPE html>
                <html lang="en-GB">
                <head>
                <meta charset="utf-8">
                <meta name="generator" content="Homeward">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'none'; style-src 'sha256-\(HTML(markup: digest))'; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <title>\(material.provenance.marked("\(title) – \(material.provenance.title)"))</title>
                <style>\(HTML(markup: style))</style>
                </head>
                <body>
                <main>
                \(papers)</main>
                \(about)</body>
                </html>

                """
            return page.text
        }
    }

    /// What holds of the whole sheet, at its foot, where it cannot be cut off without a trace.
    private func band(_ sheet: Sheet) -> HTML {
        let exercise: HTML =
            material.provenance.exercise.map {
                "<strong>\($0).</strong> Nothing on this sheet is a place to send anybody. "
            } ?? ""
        let cautions = (sheet.cautions + [material.provenance.statement]).map { Words.paragraph($0) }
        return "<footer class=\"band\">\(exercise)\(cautions.joined(separator: " "))</footer>\n"
    }

    /// What the sheets rest on, for who opens the file on a screen; it is not printed.
    private var about: HTML {
        let parts = material.provenance.parts.map { part -> HTML in
            let items = part.items.map { "<li>\($0)</li>\n" as HTML }
            return "<h3>\(part.heading)</h3>\n<ul>\n\(items)</ul>\n"
        }
        return """
            <aside><details><summary>What this rests on and how it was made (not printed)</summary>
            <p>\(material.provenance.title). \(material.subject). \(material.provenance.label).</p>
            \(parts)</details></aside>

            """
    }

    /// The style sheet: the palette, the paper's size, then `Resources/sheets.css`.
    private static func style(_ paper: Paper) -> String {
        let colours = Palette.page.map { "  --\($0.name): \($0.colour);\n" }.joined()
        return ":root {\n\(colours)}\n@page {\n  size: \(paper.rawValue.uppercased()) portrait;\n  margin: 0;\n}\n"
            + String(decoding: PackageResources.sheets_css, as: UTF8.self)
    }
}

/// Text that must fit on paper.
enum Cut {
    /// The text with at most that many characters: cut behind a word where one ends late enough, with an ellipsis.
    static func text(_ text: String, to most: Int) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > most else { return line }
        let kept = line.prefix(max(1, most - 1))
        guard let space = kept.lastIndex(of: " "), kept.distance(from: kept.startIndex, to: space) > most * 2 / 3 else {
            return kept + "…"
        }
        return kept[..<space] + "…"
    }

    /// The first items, and how many more there are where that is more than one line's worth.
    static func items<Item>(_ items: [Item], to most: Int) -> (shown: ArraySlice<Item>, more: Int) {
        items.count > most ? (items.prefix(most), items.count - most) : (items[...], 0)
    }
}
