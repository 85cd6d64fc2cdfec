import Foundation
import HomewardFixtures
import HomewardLayers
import Testing

@testable import HomewardPublishing

@Suite("Results as layers")
struct LayerTests {
    @Test("Every feature has an id, every id is unique, every field is snake_case, every value has its field")
    func shape() {
        for layer in ReportFixture.layers() {
            let ids = layer.features.compactMap(\.id)
            #expect(ids.count == layer.features.count)
            #expect(Set(ids).count == ids.count, "\(layer.name)")
            #expect(layer.features.allSatisfy { $0.values.count == layer.fields.count })
            for field in layer.fields {
                #expect(field.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") })
            }
        }
    }

    @Test("Areas carry both ratios, and an unbounded or missing one is null")
    func areas() throws {
        let layer = try #require(ReportFixture.layers().first { $0.name == "areas" })
        let rows = layer.rows(of: AreaLayer.self)
        #expect(rows[0].id == "script-document-title-owned-script-oneil")
        #expect(rows[0][AreaLayer.hasPeak] == true)
        #expect(rows[0][AreaLayer.bestWindowStart] == "15:10")
        #expect(rows[0][AreaLayer.densityPerKm2] == 70)
        #expect(rows[1][AreaLayer.ratioNonSchoolDays] == nil)
        #expect(rows[1][AreaLayer.ratioNonSchoolDaysHigh] == nil)
        #expect(rows[1][AreaLayer.bestWindowStart] == nil)
    }

    @Test("Clusters publish their outline and their number, never their members")
    func clusters() {
        let layer = ReportFixture.clusters()
        #expect(!layer.fields.contains { $0.name.contains("member") })
        let rows = layer.rows(of: ClusterLayer.self)
        #expect(rows[0][ClusterLayer.count] == 20)
        #expect(rows[0][ClusterLayer.window] == "15:05-16:10")
    }

    @Test("Visits are a table without shapes, with the minutes of each area summed on its own layer")
    func visits() throws {
        let layers = ReportFixture.layers()
        let visits = try #require(layers.first { $0.name == "visits" })
        #expect(visits.coordinateSystem == nil && visits.features.allSatisfy { $0.shape == nil })
        let areas = try #require(layers.first { $0.name == "patrol_areas" })
        #expect(areas.rows(of: PatrolAreaLayer.self).map { $0[PatrolAreaLayer.patrolMin] } == [105, 105])
    }
}
