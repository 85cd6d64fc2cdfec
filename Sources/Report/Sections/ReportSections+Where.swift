import HomewardCore
import HomewardPublishing
import HomewardWorkflow

extension ReportSections {
    /// The after-school peaks by area.
    var peaks: HTML {
        var table = ReportTable(
            "After-school peaks by area: rate ratios with exact 95 % intervals",
            [
                .text("Area"), .number("Incidents"), .number("In window"), .number("Against non-school days"),
                .number("Against rest of school day"), .number("p"), .number("q"), .text("Peak"), .text("Best window"),
            ])
        for peak in record.peaks.areas {
            table.rows.append([
                "\(peak.area)", "\(Shown.grouped(peak.incidents))", "\(Shown.grouped(peak.againstNonSchoolDays.count))",
                "\(ratio(peak.againstNonSchoolDays))", "\(ratio(peak.againstRestOfSchoolDay))",
                "\(Shown.probability(peak.p))", "\(Shown.probability(peak.q))", ReportTable.verdict(peak.significant),
                "\(peak.bestWindow?.shown ?? "–")",
            ])
        }
        let body: HTML =
            record.peaks.areas.isEmpty
            ? "<p>No areas were named.</p>\n"
            : """
            <p>An area peaks after school where \(record.peaks.areas[0].window.shown) on school days is busier than the same hours on other days <em>and</em> busier than the rest of the school day. p is the larger of the two one-sided probabilities; q allows for the number of areas tested.</p>
            \(table.html)<p class="note">The best window is the one, to ten minutes, that fits the school days' excess best. An interval that holds 1 means that the ratio may be chance.</p>

            """
        return "<section id=\"peaks\"><h2>After-school peaks by area</h2>\n\(body)</section>\n"
    }

    private func ratio(_ ratio: RatioSummary) -> String {
        let high = ratio.upper.map { Shown.fixed($0, 2) } ?? "∞"
        return "\(ratio.ratio.map { Shown.fixed($0, 2) } ?? "–") (\(Shown.fixed(ratio.lower, 2))–\(high))"
    }

    /// The strongest hot cells.
    var hotspots: HTML {
        let hot = material.layers.rows(of: HotspotLayer.self).filter { $0[HotspotLayer.isHot] == true }
            .map { (row: $0, score: $0[HotspotLayer.z] ?? 0) }
            .sorted { ($0.score, $1.row.id) > ($1.score, $0.row.id) }
            .map(\.row)
        let table = ReportTable(HotspotLayer.table, rows: hot.prefix(20))
        let record = record.hotspots
        let rest =
            hot.count > 20 ? " The table shows the first 20 of \(hot.count); all cells are in hotspots.geojson." : ""
        let body: HTML =
            hot.isEmpty ? "<p>No cell is hot at this rate.</p>\n" : table.html
        return """
            <section id="hotspots"><h2>Hotspots</h2>
            <p>The study area is cut into \(Shown.grouped(record.cells)) cells of \(Shown.fixed(record.cellM, 0)) m. A cell is hot where it and its neighbours hold more of the window's incidents than chance would put there (Getis–Ord Gi*), with a false-discovery rate of \(Shown.percent(record.fdr)). Probabilities: \(Words.sentence(record.method))\(rest)</p>
            \(body)</section>

            """
    }

    /// The clusters in place and hour.
    var clusters: HTML {
        let rows = material.layers.rows(of: ClusterLayer.self)
        let table = ReportTable(ClusterLayer.table, rows: rows.prefix(30))
        let settings = record.clusters
        let rest = rows.count > 30 ? " The table shows the first 30 of \(rows.count); all are in clusters.geojson." : ""
        return """
            <section id="clusters"><h2>Clusters in place and hour</h2>
            <p>Incidents that lie within \(Shown.fixed(settings.radiusM, 0)) m and \(Shown.fixed(settings.withinH, 1)) h of the clock of each other, at least \(settings.minimum) together, school days and other days apart. p compares each with \(settings.permutations) shuffles of the hours among the same places. The map shows those with p up to 0.05.\(rest)</p>
            \(rows.isEmpty ? "<p>None was found.</p>\n" : table.html)</section>

            """
    }
}
