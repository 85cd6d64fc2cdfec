import Foundation
import HomewardFixtures
import Testing

@testable import HomewardReport
@testable import HomewardWorkflow

@Suite("The report")
struct ReportTests {
    /// Whether the page holds a text; apart, so that a failure does not print the whole page.
    private func holds(_ page: String, _ text: String) -> Bool { page.contains(text) }

    @Test("No name from a file becomes markup", arguments: [true, false])
    func hostileNames(withLeaflet: Bool) throws {
        let page = try ReportPage(material: ReportFixture.material(), leaflet: withLeaflet ? Leaflet() : nil).text
        #expect(!holds(page, "<script>document"))
        #expect(!holds(page, "document.title='owned'</script>"))
        #expect(
            holds(page, "&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt; &amp; &quot;O&#39;Neil&quot;"))
    }

    @Test("Nothing comes from the network")
    func selfContained() throws {
        let page = try ReportPage(material: ReportFixture.material(), leaflet: Leaflet()).text
        #expect(holds(page, "default-src 'none'"))
        for attribute in ["src=\"http", "url(http", "@import", " style=\"", "onclick="] {
            #expect(!holds(page, attribute), "the page holds \(attribute)")
        }
    }

    @Test("Without Leaflet the page says how to get it and still draws the map")
    func withoutLeaflet() throws {
        let page = try ReportPage(material: ReportFixture.material(), leaflet: nil).text
        #expect(holds(page, "libjs-leaflet"))
        #expect(holds(page, "Map of the plan"))
        #expect(holds(page, "script-src 'none'"))
        #expect(!holds(page, "<script"))
    }

    @Test("The same material gives the same page")
    func deterministic() throws {
        #expect(
            try ReportPage(material: ReportFixture.material(), leaflet: nil).text
                == ReportPage(material: ReportFixture.material(), leaflet: nil).text)
    }

    @Test("The time of day and the duration of the run stand in run.json alone")
    func noClockInPage() throws {
        var material = try ReportFixture.material()
        let page = try ReportPage(material: material, leaflet: nil).text
        material.record.timing = .init(started: "2031-01-01T00:00:00Z", elapsedS: 99)
        #expect(try page == ReportPage(material: material, leaflet: nil).text)
    }
}
