import Foundation
import HomewardCore
import HomewardFixtures
import HomewardPublishing
import HomewardWorkflow
import Testing

@testable import HomewardReport

/// The first screen: five questions of a meeting have their answers there, or one link away.
@Suite("The briefing")
struct BriefingTests {
    private func text(_ change: (inout ReportMaterial) -> Void = { _ in }) throws -> String {
        var material = try ReportFixture.material()
        change(&material)
        return ReportSections(material: material).briefing(map: "<p>MAP</p>").text
    }

    /// What a reader sees between two headings, without markup.
    private func part(_ text: String, from heading: String) throws -> String {
        let start = try #require(text.range(of: "<h3>\(heading)</h3>"))
        let rest = text[start.upperBound...]
        let end = rest.range(of: "<h3>")?.lowerBound ?? rest.endIndex
        return rest[..<end].replacing(/<[^>]+>/, with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("Where should a team stand at a time, and why?")
    func who() throws {
        let material = try ReportFixture.material()
        let answer = try part(try text(), from: "Who stands where")
        for post in material.layers.rows(of: PostLayer.self) {
            #expect(
                answer.contains(
                    "\(post.text(PostLayer.arrive))–\(post.text(PostLayer.leave)) \(post.text(PostLayer.place))"),
                "\(post.id)")
        }
        #expect(answer.contains("Why there: most is to be expected within reach of these posts at these times"))
        let first = material.layers.rows(of: VisitLayer.self).compactMap { $0[VisitLayer.day] }.min()
        for visit in material.layers.rows(of: VisitLayer.self) where visit[VisitLayer.day] == first {
            #expect(answer.contains("\(visit.text(VisitLayer.start))–\(visit.text(VisitLayer.end))"))
        }
    }

    @Test("How sure are we? The label stands first")
    func sure() throws {
        let record = try ReportFixture.record()
        let answer = try part(try text(), from: "How sure are we?")
        let patrols = record.patrols.evidenceSentence
        #expect(answer.contains("Patrols. \(patrols.prefix(1).uppercased())\(patrols.dropFirst())."))
        let labels = EvidenceLabel.allCases.map(\.words)
        #expect(labels.contains { patrols.hasPrefix($0) })
        if let routes = record.routes { #expect(answer.contains(routes.evidenceSentence.dropFirst())) }
    }

    @Test("What would one more team buy, what was left out, what may a panel see?")
    func next() throws {
        let record = try ReportFixture.record()
        let answer = try part(try text(), from: "Next questions")
        if let routes = record.routes, let teams = routes.teams.last?.teams {
            #expect(answer.contains("What would team \(teams + 1) buy? \(Shown.fixed(routes.oneMorePerYear, 1))"))
        }
        #expect(answer.contains("What was left out? \(Shown.grouped(record.rows.rejected))"))
        #expect(answer.contains("of \(Shown.grouped(record.rows.read))"))
        #expect(answer.contains("What may I show a panel? Not this page"))
        let page = try text()
        #expect(page.contains("<a href=\"#rows\">") && !page.contains("&lt;a "))
    }

    @Test("A peak stands in counts, with the days of both")
    func counts() throws {
        var peak = try #require(try ReportFixture.record().peaks.areas.first { $0.againstNonSchoolDays != nil })
        peak.window = WindowSummary(.afterSchool)
        peak.againstNonSchoolDays?.count = 146
        peak.againstNonSchoolDays?.hours = 570
        peak.againstNonSchoolDays?.comparisonCount = 10
        peak.againstNonSchoolDays?.comparisonHours = 525
        #expect(
            ReportSections.counts(of: peak)
                == "146 incidents from 15:00 to 18:00 on 190 days; 10 then on 175 days without school."
        )
    }

    @Test("Where nothing was found or planned the briefing says so and is whole")
    func nothing() throws {
        let text = try text { material in
            material.layers.layers = []
            material.record.routes = nil
            material.record.peaks.areas = []
            material.record.patrols.areas = []
            material.record.patrols.quality.served = 0
        }
        #expect(text.contains("<h3>When</h3>") && text.contains("stands out from chance"))
        #expect(!text.contains("Who stands where") && !text.contains("How sure"))
        #expect(text.contains("What was left out?") && text.contains("<p>MAP</p>"))
    }

    @Test("Text on the clock has a contrast of 4.5 at least, whatever the share")
    func contrast() {
        for step in 0...1000 {
            let look = ClockPicture.colour(Double(step) / 1000)
            #expect(Palette.contrast(Palette.parts(look.fill), Palette.parts(look.ink)) >= 4.5, "\(step)")
        }
    }

    @Test("Dark and light pages can be read: text on paper, washes and bars")
    func palettes() throws {
        #expect(abs(Palette.contrast((0, 0, 0), (255, 255, 255)) - 21) < 1e-12)
        // WebAIM's contrast checker: #777777 on white 4.48.
        #expect((Palette.contrast(Palette.parts("#777777"), (255, 255, 255)) * 100).rounded() == 448)
        let day = Dictionary(uniqueKeysWithValues: Palette.page.map { ($0.name, $0.colour) })
        let night = day.merging(Palette.night.map { ($0.name, $0.colour) }) { $1 }
        #expect(Palette.night.allSatisfy { day[$0.name] != nil })
        for palette in [day, night] {
            for (text, ground) in [
                ("ink", "paper"), ("ink", "wash"), ("soft", "paper"), ("soft", "wash"), ("accent", "paper"),
                ("accent", "wash"), ("warn", "paper"), ("yes", "paper"), ("yes", "wash"), ("ink", "caution-wash"),
                ("header-text", "header"), ("nav-text", "nav"),
            ] {
                let contrast = Palette.contrast(
                    Palette.parts(try #require(palette[text])), Palette.parts(try #require(palette[ground])))
                #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
            }
        }
    }
}
