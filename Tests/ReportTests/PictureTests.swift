import Foundation
import HomewardFixtures
import HomewardPublishing
import Testing

@testable import HomewardReport
@testable import HomewardWorkflow

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("The pictures, the script and the style sheet")
struct PictureTests {
    private func picture(window: (from: Int, to: Int)?) throws -> String {
        ClockPicture(clock: try ReportFixture.record().peaks.allDays, title: "All <days>", window: window).html.text
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test("The clock has a cell for each hour of the week, a bar for each hour, and is well-formed")
    func clock() throws {
        let text = try picture(window: (900, 1080))
        #expect(count("stroke=\"#fff\"", in: text) == 168)
        #expect(count("<title>", in: text) == 168 + 24)
        #expect(text.contains("All &lt;days&gt;"))
        #expect(text.contains("<title>Sunday 23:00: 16.0</title>"))
        #expect(XMLParser(data: Data(text.utf8)).parse())
    }

    @Test("A window over midnight is outlined in two parts, and no window in none")
    func window() throws {
        #expect(count("height=\"184\" fill=\"none\"", in: try picture(window: (900, 1080))) == 1)
        let night = try picture(window: (1320, 180))
        #expect(count("height=\"184\" fill=\"none\"", in: night) == 2)
        #expect(night.contains("<rect x=\"86\" y=\"83\" width=\"114\" height=\"184\""))
        #expect(night.contains("<rect x=\"922\" y=\"83\" width=\"76\" height=\"184\""))
        #expect(count("fill=\"none\"", in: try picture(window: nil)) == 0)
    }

    @Test(
        "The scale runs from its first colour to its last, and text on it can be read",
        arguments: [
            (-1.0, "#fffae1", "#1f2328"), (0, "#fffae1", "#1f2328"), (0.5, "#a09976", "#1f2328"),
            (0.0625, "#fef2c0", "#1f2328"), (1, "#00224e", "#ffffff"), (2, "#00224e", "#ffffff"),
        ])
    func scale(share: Double, fill: String, ink: String) throws {
        let colour = ClockPicture.colour(share)
        #expect(colour.fill == fill)
        #expect(colour.ink == ink)
    }

    @Test("The curve of teams rises as the table does, ends dashed at one more, and is well-formed")
    func teams() throws {
        var finding = try #require(try ReportFixture.record().routes)
        #expect(TeamCurve(finding).html.text == "")
        finding.teams = [20.6, 35.3, 41].enumerated().map {
            RoutesFinding.Teams(teams: $0.offset + 1, riskPerYear: $0.element, personHours: 4, unseenMet: nil)
        }
        finding.oneMorePerYear = 4
        let text = TeamCurve(finding).html.text
        #expect(XMLParser(data: Data(text.utf8)).parse())
        #expect(count("<circle", in: text) == 5)
        #expect(text.contains("<title>2 teams: 35.30 incidents a year</title>"))
        #expect(text.contains("<title>one more: 45.00 incidents a year</title>"))
        let heights = try #require(text.firstMatch(of: /polyline points="([^"]+)"/)).1.split(separator: " ").compactMap
        {
            Int($0.split(separator: ",")[1])
        }
        #expect(heights.count == 4 && heights == heights.sorted(by: >))
        // 0 at the foot, 50 at the top.
        #expect(heights[0] == 176 && heights[3] == 176 - Int((160 * 41 / 50.0).rounded()))
    }

    @Test("An empty clock is drawn in the lowest colour")
    func emptyClock() throws {
        var clock = try ReportFixture.record().peaks.allDays
        clock.clock = clock.clock.map { $0.map { _ in 0 } }
        clock.hours = clock.hours.map { _ in 0 }
        let text = ClockPicture(clock: clock, title: "", window: nil).html.text
        #expect(count("fill=\"#fffae1\" stroke=\"#fff\"", in: text) == 168)
    }

    @Test("Script and style sheet in the binary are the files of the project")
    func embedded() throws {
        let folder = RunFixture.root.appending(path: "Sources/Report/Resources")
        #expect(ReportPage.script == (try String(contentsOf: folder.appending(path: "report.js"), encoding: .utf8)))
        let css = try String(contentsOf: folder.appending(path: "report.css"), encoding: .utf8)
        #expect(ReportPage.style.hasSuffix("}\n" + css))
        #expect(ReportPage.style.hasPrefix(":root {\n  --ink: #1f2328;\n"))
    }

    @Test("Colours stand in the palette alone: none in the script or the style sheet, and each that they name is there")
    func palette() throws {
        let css = String(decoding: PackageResources.report_css, as: UTF8.self)
        let code = [css, ReportPage.script]
        for text in code {
            #expect(text.range(of: "#[0-9a-fA-F]{3,8}\\b", options: .regularExpression) == nil)
        }
        let used = Set(
            css.components(separatedBy: "var(--").dropFirst().map { String($0.prefix { $0 != ")" }) })
        #expect(used == Set(Palette.page.map(\.name)))
        let all = Palette.routes + Palette.pins + Palette.heat + Palette.clock + Palette.page.map(\.colour)
        #expect(all.allSatisfy { $0.range(of: "^#[0-9a-f]{6}$", options: .regularExpression) != nil })
        #expect(Palette.routes.count == Palette.pins.count)
        #expect(Palette.route(7) == Palette.routes[1])
        #expect(Palette.parts("#0172b2") == (1, 114, 178))
    }

    @Test("The map's data carry the colours and looks that the script draws with")
    func looks() throws {
        let json = MapData(try ReportFixture.material()).json
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["streetColours"] as? [String] == Palette.mapStreets)
        let sheets = try #require(object["sheets"] as? [[String: Any]])
        func styles(_ key: String) -> [[String: Any]] {
            let sheet = sheets.first { $0["key"] as? String == key }
            return (sheet?["looks"] as? [[String: Any]] ?? []).compactMap { $0["style"] as? [String: Any] }
        }
        #expect(styles("hotspots").map { $0["color"] as? String } == Palette.heat)
        #expect(styles("routes").first?["color"] as? String == Palette.routes[0])
        #expect(styles("posts").first?["color"] as? String == Palette.pins[0])
        #expect(styles("areas").count == 3)
        #expect(styles("areas")[0]["dashArray"] as? String == "5 4")
        #expect(styles("areas")[2]["interactive"] as? Bool == false)
        #expect(styles("areas")[2]["fill"] as? Bool == false)
        #expect(sheets.first { $0["key"] as? String == "hotspots" }?["under"] as? Bool == true)
        #expect(sheets.first { $0["key"] as? String == "patrol_areas" }?["inner"] as? String == Palette.patrolLabel)
    }

    @Test("The still map draws the sheets that are shown at first, in their colours")
    func stillMap() throws {
        let text = StaticMap(data: MapData(try ReportFixture.material())).html.text
        #expect(count("<title>Hotspot cell", in: text) == 27)
        #expect(count("<title>Cluster", in: text) == 0)
        #expect(count("stroke=\"\(Palette.routes[0])\" stroke-width=\"3\"><title>Route R1</title>", in: text) == 1)
        #expect(count("<circle", in: text) == 1 + 4)
        #expect(count("stroke=\"\(Palette.mapStreets[2])\" stroke-width=\"1.4\"", in: text) == 1)
    }
}
