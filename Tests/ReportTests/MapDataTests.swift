import Foundation
import HomewardFixtures
import Testing

@testable import HomewardReport

@Suite("The map data")
struct MapDataTests {
    @Test("What the script reads cannot end its element and decodes to the coordinates")
    func mapData() throws {
        let json = MapData(try ReportFixture.material()).json
        #expect(!json.contains("<"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let sheets = try #require(object["sheets"] as? [[String: Any]])
        let schools = try #require(sheets.first { $0["key"] as? String == "schools" })
        let items = try #require(schools["items"] as? [[String: Any]])
        #expect(items[0]["t"] as? String == ReportFixture.hostile)
        #expect((items[0]["g"] as? [[Int]])?.first == [-1_502_800, 52_413_100])
    }
}
