import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardFixtures
import HomewardGeometry
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
        #expect(rows[0][AreaLayer.incidents] == 140 && rows[0][AreaLayer.countedIncidents] == 133)
        #expect(rows[0][AreaLayer.ratioTown] == 2.22 && rows[1][AreaLayer.ratioTownLow] == nil)
        #expect(rows.map { $0[AreaLayer.leastRatio] } == [1.25, 1.25])
        #expect(rows.map { $0[AreaLayer.confidence] } == [0.975, 0.975])
    }

    @Test("An area that was not tested has no p, no q and no verdict, and says why")
    func untestedArea() throws {
        var peaks = ReportFixture.peaks()
        peaks.areas[1] = AreaPeak(
            area: "Wood End / Moat House", incidents: 6, counted: 4, setAside: [.noTime: 2], inWindow: 1,
            window: .afterSchool, verdict: .notTested(.tooFew(needed: 7)))
        let areas = ReportFixture.layers().first { $0.name == "areas" }
        let names = try #require(areas).rows(of: AreaLayer.self).compactMap { $0[AreaLayer.name] }
        let layer = AreaLayer.make(
            areas: names.map { NamedArea(name: $0, outline: MultiPolygon([])) }, counts: [140, 6], peaks: peaks,
            in: .wgs84ForTests, squareMetres: [])
        let row = layer.rows(of: AreaLayer.self)[1]
        #expect(row[AreaLayer.hasPeak] == nil && row[AreaLayer.p] == nil && row[AreaLayer.q] == nil)
        #expect(row[AreaLayer.leastRatio] == nil && row[AreaLayer.windowIncidents] == 1)
        #expect(row[AreaLayer.notTested]?.hasPrefix("4 counted of 6 incidents, 7 are needed") == true)
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
