import Foundation
import HomewardCore
import Testing

@testable import HomewardWorkflow

/// The address of map tiles goes into a page's security policy, so nothing else may stand in it.
@Suite struct TileAddressTests {
    @Test func addressesNameTheirServer() throws {
        let address = try #require(TileAddress("https://Tiles.Example.org:8443/osm/{z}/{x}/{y}.png?key=a-b&v=1"))
        #expect(address.origin == "https://tiles.example.org:8443")
        #expect(TileAddress("http://10.0.0.7/{z}/{x}/{y}.png")?.origin == "http://10.0.0.7")
        let coded = try JSONEncoder().encode([address])
        #expect(try JSONDecoder().decode([TileAddress].self, from: coded) == [address])
    }

    @Test(arguments: [
        "", "tiles", "ftp://a.b/{z}/{x}/{y}", "https:///{z}/{x}/{y}", "https://a.b/{z}/{x}", "https://a.b{z}/{x}/{y}",
        "https://a.b/{z}/{x}/{y} 'unsafe-inline'", "https://a.b; script-src *;/{z}/{x}/{y}",
        "https://a.b,c.d/{z}/{x}/{y}",
        "https://a.b/{z}/{x}/{y}\"onload=", "https://*.b/{z}/{x}/{y}", "https://user@a.b/{z}/{x}/{y}",
        "https://a.b:x/{z}/{x}/{y}",
        "https://a.b:99999/{z}/{x}/{y}", "https://a.b/\n{z}/{x}/{y}", "javascript:{z}{x}{y}", "https://ä.b/{z}/{x}/{y}",
    ])
    func whatIsNoAddressIsRefused(_ text: String) throws {
        #expect(TileAddress(text) == nil)
        let coded = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([TileAddress].self, from: coded) }
    }

    @Test func aPlanSaysWhatItWants() throws {
        var plan = PlanFile()
        let setting = try #require(PlanFile.settings.first { $0.path == "report.tiles" })
        #expect(throws: SettingError.self) { try setting.read(.text("example.org"), into: &plan) }
        try setting.read(.text("https://a.b/{z}/{x}/{y}.png"), into: &plan)
        #expect(plan.tiles.address?.origin == "https://a.b")
        // An edition for others names no server of the force.
        #expect(plan.withoutSources.tiles == MapTiles())
    }
}
