import HomewardAnalysis
import HomewardCore
import HomewardPublishing
import HomewardWorkflow

extension ReportSections {
    /// The after-school peaks by area.
    var peaks: HTML {
        "<section id=\"peaks\"><h2>After-school peaks by area</h2>\n\(peakBody)</section>\n"
    }

    private var peakBody: HTML {
        let found = record.peaks
        guard !found.areas.isEmpty else { return "<p>No areas were named.</p>\n" }
        if let gap = found.commonGap { return "<p>Not tested: \(Words.sentence(gap))</p>\n" }
        var table = ReportTable(
            "After-school peaks by area: rate ratios with exact intervals",
            [
                .text("Area"), .number("Incidents"), .number("Counted"), .number("In window"),
                .number("Against non-school days"), .number("Against rest of school day"),
                .number("Against the rest of the town"), .number("p"), .number("q"), .text("Peak"),
                .text("Best window"),
            ])
        for peak in found.areas {
            table.rows.append([
                "\(peak.area)", "\(peak.incidents.map(Shown.grouped) ?? "–")", "\(Shown.grouped(peak.counted))",
                "\(Shown.grouped(peak.inWindow))", "\(peak.againstNonSchoolDays?.shown ?? "–")",
                "\(peak.againstRestOfSchoolDay?.shown ?? "–")", "\(peak.againstTown?.shown ?? "–")",
                "\(peak.p.map(Shown.probability) ?? "–")", "\(peak.q.map(Shown.probability) ?? "–")",
                peak.gapWords.map { "not tested: \($0)" } ?? ReportTable.verdict(peak.verdict == .peak),
                "\(peak.verdict == .peak ? peak.bestWindow?.shown ?? "–" : "–")",
            ])
        }
        let held = found.afterSchool.map { held in
            "<p>\(Words.paragraph(held.account))</p>\n<p>\(Words.paragraph(held.rule))</p>\n" as HTML
        }
        return """
            <p>\(found.areas[0].window.shown) on school days is held against the same hours on other days and against the rest of the school day. The third ratio is the area's rise by that of the rest of the town: 1 where it rises as the whole town does. p is the largest of the comparisons that count; q allows for the number of areas tested.</p>
            \(held ?? "")\(table.html)<p class="note">Incidents are all of the area; counted are those whose time of day the comparisons can use. The best window is the one, to ten minutes, that fits the school days' excess best. Without a peak there may be one that the numbers cannot show: look how far up the intervals reach.</p>

            """
    }

    /// The strongest hot cells.
    var hotspots: HTML {
        let hot = material.layers.rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
            .map { (row: $0, score: $0[HotspotLayer.z] ?? 0) }
            .sorted { ($0.score, $1.row.id) > ($1.score, $0.row.id) }
            .map(\.row)
        let table = ReportTable(HotspotLayer.table, rows: hot.prefix(20))
        let record = record.hotspots
        let selection: HTML =
            "<p>\(Words.count(record.selection.incidents, "incident", "incidents")) in the window\(record.selection.lines.map { "; \($0)" }.joined()).</p>\n"
        let rest =
            hot.count > 20 ? " The table shows the first 20 of \(hot.count); all cells are in hotspots.geojson." : ""
        let body: HTML =
            record.notTested.map { "<p>Not tested: \(Words.sentence($0))</p>\n" }
            ?? missing.words(HotspotLayer.self)
            ?? (hot.isEmpty ? "<p>No cell is hot at this rate.</p>\n" : table.html)
        // Where more than hot cells is looked for, how many there are; the layer has them all.
        let verdict: HTML = record.cold == nil ? "" : "<p>\(Words.sentence(record.verdict))</p>\n"
        let overall: HTML = record.overall.map { "<p>\(Words.sentence($0.line))</p>\n" } ?? ""
        let cautions = record.untestedLines + [record.caution].compactMap { $0 }
        let empty = hot.count { $0[HotspotLayer.count] == 0 }
        let emptyWords: HTML =
            empty == 0
            ? ""
            : "<p>\(empty) of the \(hot.count) hot cells \(empty == 1 ? "holds" : "hold") no incident of the window \(empty == 1 ? "itself" : "themselves"): a cell is judged together with those around it.</p>\n"
        let caution: HTML =
            cautions.isEmpty
            ? "" : "<p class=\"note\">\(cautions.map { Words.sentence($0) }.joined(separator: " "))</p>\n"
        return """
            <section id="hotspots"><h2>Hotspots</h2>
            <p>The study area is cut into \(Shown.grouped(record.cells)) cells of \(Shown.fixed(record.cellM, 0)) m. \(record.ruleWords), with a false-discovery rate of \(Shown.percent(record.fdr)). Probabilities: \(Words.sentence(record.method))\(rest)</p>
            \(selection)\(overall)\(verdict)\(body)\(emptyWords)\(caution)</section>

            """
    }

    /// The link to the emerging hotspots, where the plan asks for them.
    var emergingLink: HTML { record.emerging == nil ? "" : "<li><a href=\"#emerging\">Emerging</a></li>" }

    /// Which hotspots are new, last or fade, where the plan asks for it.
    var emerging: HTML {
        guard let found = record.emerging else { return "" }
        let rows = EmergingLayer.standing(in: material.layers)
        let table = ReportTable(EmergingLayer.table, rows: rows.prefix(30))
        let rest = rows.count > 30 ? " The table shows the first 30 of \(rows.count); all are in homeward.gpkg." : ""
        let account = found.accountLines.map { Words.sentence($0) }.joined(separator: " ")
        let rules = EmergingLayer.rules(of: rows).map { Words.sentence($0) }.joined(separator: " ")
        let labels: HTML =
            rows.isEmpty
            ? ""
            : "<p>The first rule that fits gives a cell its label; for cold cells read cold for hot and fall for rise. \(rules)</p>\n"
        return """
            <section id="emerging"><h2>Emerging hotspots</h2>
            <p>Each cell of \(Shown.fixed(found.cellM, 0)) m and its neighbours are held against the town, \(found.step) by \(found.step), each \(found.step) together with the one before. \(account)</p>
            <p>\(Words.sentence(found.verdict))\(rest)</p>
            \(labels)\(rows.isEmpty ? "" : table.html)</section>

            """
    }

    /// The near repeats; nothing where the record is too old to have them.
    var repeats: HTML {
        record.repeats.map { ReportSections.html(of: $0.section, key: "repeats", title: "Near repeats") } ?? ""
    }

    /// The link to them.
    var repeatsLink: HTML { record.repeats == nil ? "" : "<li><a href=\"#repeats\">Near repeats</a></li>" }

    /// The clusters in place and hour.
    var clusters: HTML {
        let rows = material.layers.rows(of: ClusterLayer.self)
        let table = ReportTable(ClusterLayer.table, rows: rows.prefix(30))
        let settings = record.clusters
        let rest = rows.count > 30 ? " The table shows the first 30 of \(rows.count); all are in clusters.geojson." : ""
        return """
            <section id="clusters"><h2>Clusters in place and hour</h2>
            <p>Incidents that lie within \(Shown.fixed(settings.radiusM, 0)) m and \(Shown.fixed(settings.withinH, 1)) h of the clock of each other, at least \(settings.minimum) together, school days and other days apart. p compares each with \(settings.permutations) shuffles of the hours among the same places. The map shows those with p up to \(ChanceLevel.text).\(rest)</p>
            \(missing.words(ClusterLayer.self) ?? (rows.isEmpty ? "<p>None was found.</p>\n" : table.html))</section>

            """
    }

    /// The link to the scan, where the plan asks for one.
    var scanLink: HTML { record.scan == nil ? "" : "<li><a href=\"#scan\">Scan</a></li>" }

    /// The clusters of the scan, where the plan asks for one.
    var scan: HTML {
        guard let found = record.scan else { return "" }
        let rows = material.layers.rows(of: ScanLayer.self)
        let table = ReportTable(ScanLayer.table, rows: rows.prefix(30))
        let rest = rows.count > 30 ? " The table shows the first 30 of \(rows.count); all are in homeward.gpkg." : ""
        let leftOut = found.leftOut.map { " \(Words.sentence($0))" } ?? ""
        return """
            <section id="scan"><h2>Clusters of the scan</h2>
            <p>Circles of up to \(Shown.fixed(found.radiusM, 0)) m round every place and \(found.windows), on \(Words.days(found.days)), are held against what the place and the window have by themselves: a place that is always busy is no cluster, nor is a time that is busy everywhere. p compares each with the strongest of \(Shown.grouped(found.permutations)) shuffles of the times among the same places. The map shows those with p up to \(ChanceLevel.text).\(rest)</p>
            <p>\(Words.sentence(found.heading))\(leftOut)</p>
            \(rows.isEmpty ? "" : table.html)</section>

            """
    }
}
