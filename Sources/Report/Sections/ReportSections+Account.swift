import HomewardCore
import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

extension ReportSections {
    /// Where every row went.
    var rows: HTML {
        let counts = record.rows
        var table = ReportTable(
            "Where every row went", [.text("Rows"), .text("Why"), .number("Number"), .number("Share")])
        func share(_ number: Int) -> String {
            counts.read > 0 ? Shown.percent(Double(number) / Double(counts.read)) : "–"
        }
        table.add(["Read", "every row of the incident files", Shown.grouped(counts.read), share(counts.read)])
        table.add(["Used", "", Shown.grouped(counts.used), share(counts.used)])
        for (code, number) in counts.filteredByReason.sorted(by: { $0.key < $1.key }) {
            table.add(["Filtered", Words.reason(code), Shown.grouped(number), share(number)])
        }
        for (code, number) in counts.rejectedByReason.sorted(by: { $0.key < $1.key }) {
            table.add(["Rejected", Words.reason(code), Shown.grouped(number), share(number)])
        }
        var areas = ReportTable(
            "Incidents by area", [.text("Area"), .number("Incidents"), .number("Of them with a time of day")])
        for area in record.areas {
            areas.add([area.area, Shown.grouped(area.incidents), area.timed.map(Shown.grouped) ?? "–"])
        }
        areas.add(["In none of these areas", Shown.grouped(record.outsideAreas), ""])
        areas.add(["All", Shown.grouped(record.areas.reduce(record.outsideAreas) { $0 + $1.incidents }), ""])
        let sources = record.sources.map { source -> HTML in
            "<dt>\(source.file)</dt><dd>\(Words.count(source.rows, "row", "rows"))\(source.encoding.map { ", \($0)" } ?? "")\(source.crs.map { ", \($0)" } ?? "")\(source.crsTold.map { $0.isEmpty ? "" : " (\($0))" } ?? ""); columns: \(source.columns.joined(separator: ", "))\(source.grain.map { "; \($0)" } ?? "")</dd>\n"
        }
        return """
            <section id="rows"><h2>The data: every row accounted for</h2>
            <p>Read \(Shown.grouped(counts.read)) = used \(Shown.grouped(counts.used)) + filtered \(Shown.grouped(counts.filtered)) + rejected \(Shown.grouped(counts.rejected)). A row counts once, under the first reason that applies. The rejected rows themselves stand in no file of this folder: <code>homeward check</code> with <code>--rejects</code>, or the plan's <code>rejects.file</code>, writes them for the analyst, with their line and reason.</p>
            \(table.html)\(areas.html)<dl>
            \(sources)</dl></section>

            """
    }

    /// What the results rest on.
    var assumptions: HTML {
        let accuracy = Transformer.words(accuracy: record.system.accuracyM)
        let items =
            (record.assumptions + [
                "Positions were worked in \(record.system.name) and turned into longitude and latitude \(accuracy) (\(record.system.operation))."
            ]).map { "<li>\($0)</li>\n" as HTML }
        return """
            <section id="assumptions"><h2>What this rests on</h2>
            <ul>
            \(items)</ul></section>

            """
    }

    /// How it was done, in plain words.
    var methods: HTML {
        let list = record.methods.map { "<dt>\($0.title)</dt><dd>\($0.text)</dd>\n" as HTML }
        let settings = record.parameters.map { "<dt><code>\($0.key)</code></dt><dd>\($0.value)</dd>\n" as HTML }
        return """
            <section id="methods"><h2>Methods and parameters</h2>
            <dl>
            \(list)</dl>
            <details><summary>Every setting of the plan</summary><dl>
            \(settings)</dl></details></section>

            """
    }

    /// What the numbers do not say.
    var limits: HTML {
        """
        <section id="limits"><h2>What the numbers do not say</h2>
        <ul>
        <li>They count recorded incidents. Much violence among young people is never reported, and what is reported depends on who asks and where officers are.</li>
        <li>A hot cell or a peak is a place and an hour, not a person or a group. It gives no ground to stop anyone.</li>
        <li>A pattern in past records is no forecast, and no cause: a peak at the school gate does not say that the school brought it about.</li>
        <li>That a place is not marked does not make it safe: with few incidents even a real peak can stay within chance.</li>
        <li>The bounds say how good a plan is within its model, not how many incidents a patrol or a chaperone prevents. Measure that before and after, with places to compare.</li>
        </ul></section>

        """
    }

    /// Where the results come from.
    var provenance: HTML {
        var table = ReportTable("Input files", [.text("File"), .number("Bytes"), .text("SHA-256")])
        for input in record.inputs {
            table.rows.append(["\(input.path)", "\(Shown.grouped(input.bytes))", "<code>\(input.sha256)</code>"])
        }
        let versions = record.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return """
            <section id="provenance"><h2>Where it comes from</h2>
            \(table.html)<dl>
            <dt>Seed</dt><dd>\(String(record.seed))</dd>
            <dt>Versions</dt><dd>\(versions.joined(separator: ", "))</dd>
            <dt>Working system</dt><dd>\(record.system.name) (\(record.system.definition))</dd>
            </dl></section>

            """
    }
}
