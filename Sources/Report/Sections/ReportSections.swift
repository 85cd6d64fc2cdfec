import HomewardPublishing
import HomewardWorkflow

/// The report's sections in order.
struct ReportSections {
    let material: ReportMaterial

    var record: RunRecord { material.record }
    /// What is not in the folder any more.
    var missing: MissingFiles { MissingFiles(material.layers) }

    /// Everything between the opening and the closing of the body but data and scripts.
    func html(map: HTML) -> HTML {
        let title: HTML = """
            <header><div class="page"><h1>\(record.title)</h1>
            <p>\(record.studyArea) · \(Words.date(record.period.from)) to \(Words.date(record.period.to)) · \(Words.days(record.window.days)), \(record.window.shownHours)</p>
            <p>\(record.audience.statement)</p></div></header>
            <nav aria-label="Sections"><div class="page"><ul>
            <li><a href="#findings">Briefing</a></li><li><a href="#map-section">Map</a></li><li><a href="#details">Findings</a></li><li><a href="#clock">When</a></li><li><a href="#peaks">Peaks</a></li><li><a href="#hotspots">Hotspots</a></li>\(emergingLink)<li><a href="#clusters">Clusters</a></li>\(scanLink)\(repeatsLink)<li><a href="#routes">Chaperones</a></li><li><a href="#patrols">Patrols</a></li>\(more.links)<li><a href="#rows">Data</a></li><li><a href="#assumptions">Assumptions</a></li><li><a href="#methods">Methods</a></li>
            </ul></div></nav>
            <main class="page">

            """
        let pieces: [HTML] = [
            title, banner, briefing(map: map), details, clock, peaks, hotspots, emerging, clusters, scan, repeats,
            chaperones, unserved, patrols, more.sections, rows,
            assumptions,
            methods, limits, provenance,
            "</main>\n<footer><div class=\"page\">Made by Homeward from the files and the seed listed above. The same input gives the same page. \(Words.sentence(Audience.internal.statement))</div></footer>\n",
        ]
        return "\(pieces)"
    }

    /// A section that says itself what stands in it.
    static func html(of section: FindingSection, key: String, title: String, picture: HTML = "") -> HTML {
        let paragraphs = section.paragraphs.map { "<p>\(Words.paragraph($0))</p>\n" as HTML }
        let tables = section.tables.map { ReportTable($0).html }
        return "<section id=\"\(key)\"><h2>\(title)</h2>\n\(paragraphs)\(picture)\(tables)</section>\n"
    }

    /// The findings of the plan's list: their links and their sections.
    private var more: (links: [HTML], sections: HTML) {
        let findings = record.findings.all.map {
            finding -> (about: FindingAbout, section: FindingSection, picture: HTML) in
            let picture = (finding as? MonitorFinding).flatMap { finding in
                finding.groups.isEmpty
                    ? nil : MonitorPicture(finding, group: 0, exercise: record.exercise).figure
            }
            return (type(of: finding).about, finding.section, picture ?? "")
        }
        let sections = findings.map { about, section, picture in
            ReportSections.html(of: section, key: about.key, title: about.title, picture: picture)
        }
        return (
            findings.map { "<li><a href=\"#\($0.about.key)\">\($0.about.title)</a></li>" as HTML }, "\(sections)"
        )
    }

    private var banner: HTML {
        var warnings = (record.exercise.map { ["\($0)."] } ?? []) + record.notes
        if record.streets?.synthetic == true {
            warnings.append(
                "The streets on this map are made up. Routes and posts show the method; they lead nowhere real.")
        }
        if material.layers.rows(of: AreaLayer.self).contains(where: { $0[AreaLayer.isOfficial] == false }) {
            warnings.append("Some outlines are no official boundaries.")
        }
        if material.layers.rows(of: SchoolLayer.self).contains(where: { $0[SchoolLayer.isFinishAssumed] == true }) {
            warnings.append("Some school finish times are assumed.")
        }
        warnings += missing.sentences
        guard !warnings.isEmpty else { return "" }
        return
            "<div class=\"banner\" role=\"note\"><p><strong>Read this first.</strong> \(warnings.joined(separator: " ")) See <a href=\"#assumptions\">what this rests on</a>.</p></div>\n"
    }
}
