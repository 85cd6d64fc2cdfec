import Foundation
import HomewardCore
import HomewardFixtures
import HomewardGeometry
import HomewardPlanner
import HomewardPublishing
import Testing

@testable import HomewardReport

/// A force's page: 200 patrol areas, 5,000 posts, long names in many scripts.
@Suite("A great page")
struct GreatPageTests {
    /// A name of 300 characters.
    static func long(_ number: Int) -> String {
        let scripts = [
            "Öğrenci yolu", "улица Школьная", "مدرسة الشارع", "学校通り", "विद्यालय मार्ग", "Σχολική οδός", "Ysgol y Bryn",
        ]
        let word = "\(scripts[number % scripts.count]) \(number) <&\"'> "
        return String(String(repeating: word, count: 40).prefix(300))
    }

    static func material() throws -> ReportMaterial {
        func place(_ number: Int) -> Point {
            Point(x: -1.56 + Double(number % 100) * 0.001, y: 52.38 + Double(number / 100 % 70) * 0.001)
        }
        let routes = (0..<500).map { route in
            let posts = (0..<10).map { post in
                let number = route * 10 + post
                let arrive = 900 + Double(post) * 12
                return Post(
                    id: "R\(route + 1)-P\(post + 1)", point: place(number), place: long(number), arrive: arrive,
                    leave: arrive + 10, risk: 1)
            }
            return ChaperoneRoute(
                id: "R\(route + 1)", school: long(route), start: 900, isStartAssumed: false, posts: posts,
                walk: LineString(posts.map(\.point)), length: 900, minutes: 118, people: 2, risk: 10,
                legs: [Double](repeating: 100, count: 9), directions: [])
        }
        let areas = (0..<200).map { number in
            PatrolArea(
                id: "A\(number + 1)", centre: place(number * 30),
                outline: BoundingBox(
                    minX: place(number * 30).x, minY: place(number * 30).y, maxX: place(number * 30).x + 0.002,
                    maxY: place(number * 30).y + 0.001
                ).polygon, place: long(number), incidents: 3, harm: 3, risk: 1)
        }
        let plan = ChaperonePlan(routes: routes, unserved: [], risk: 10, upperBound: 11)
        let patrols = PatrolPlan(
            areas: areas, visits: [], unserved: [], harm: 600, upperBound: 700)
        var material = try ReportFixture.material()
        let others = material.layers.layers.filter { !["routes", "posts", "patrol_areas", "visits"].contains($0.name) }
        material.layers = RunLayers(
            layers: others + [
                RouteLayer.make(plan, system: ReportFixture.degrees),
                PostLayer.make(plan, system: ReportFixture.degrees),
                PatrolAreaLayer.make(patrols, system: ReportFixture.degrees),
            ])
        return material
    }

    /// Whether a page holds a text, looked for in its bytes: the page is long.
    private func holds(_ page: Data, _ text: String) -> Bool { page.range(of: Data(text.utf8)) != nil }

    @Test("It stays below 15 MB, names everything and breaks nowhere")
    func size() throws {
        let material = try GreatPageTests.material()
        let page = Data(try ReportPage(material: material, leaflet: Leaflet()).text.utf8)
        #expect(page.count < 15_000_000, "\(page.count) bytes")
        for number in [0, 4_999] {
            let name = XMLText.escaped(GreatPageTests.long(number))
            #expect(holds(page, name))
        }
        #expect(!holds(page, "<&"))
        let json = MapData(material).json
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let sheets = try #require(object["sheets"] as? [[String: Any]])
        #expect((sheets.first { $0["key"] as? String == "posts" }?["items"] as? [Any])?.count == 5000)
        #expect((sheets.first { $0["key"] as? String == "patrol_areas" }?["items"] as? [Any])?.count == 200)
    }

    @Test("Without routes, peaks, hot cells and areas it says so")
    func empty() throws {
        var material = try ReportFixture.material()
        material.layers = RunLayers(layers: [])
        material.record.routes = nil
        material.record.peaks.areas = []
        let page = Data(try ReportPage(material: material, leaflet: nil).text.utf8)
        for words in ["no route could be planned", "No areas were named", "No cell is hot", "None was found"] {
            #expect(holds(page, words), "\(words)")
        }
        #expect(!holds(page, "NaN"))
    }
}
