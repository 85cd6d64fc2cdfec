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

    @Test("Clusters of a scan tell days or hours, and never their members")
    func scan() throws {
        let days = ReportFixture.scan()
        #expect(!days.fields.contains { $0.name.contains("member") } && !days.rows(of: ScanLayer.self).isEmpty)
        #expect(days.holds(ScanLayer.firstDay) && !days.holds(ScanLayer.window) && !days.holds(ScanLayer.windowEnd))
        let burst = days.rows(of: ScanLayer.self)[1]
        #expect(burst.id == "S2" && ScanLayer.when(burst) == "13 November 2024 to 14 November 2024")
        #expect(burst[ScanLayer.observed] == 5 && burst[ScanLayer.ratio] == 8 && burst[ScanLayer.significant] == false)
        #expect(ScanLayer.when(days.rows(of: ScanLayer.self)[0]) == "4 October 2024")
        let hours = ReportFixture.scan(by: .hours)
        #expect(hours.holds(ScanLayer.window) && !hours.holds(ScanLayer.firstDay) && !hours.holds(ScanLayer.lastDay))
        let night = hours.rows(of: ScanLayer.self)[0]
        #expect(ScanLayer.when(night) == "23:00-01:00" && night[ScanLayer.windowEnd] == "01:00")
        let sheet = try #require(ScanLayer.sheet(in: RunLayers(layers: [days])))
        #expect(sheet.items.count == 1, "a cluster within chance is not on the map")
        #expect(ScanLayer.sheet(in: RunLayers(layers: [])) == nil)
        let labels = [days, hours].map { ScanLayer.style(of: $0)?.label }
        #expect(labels == ["first_day", "window"])
    }

    @Test("A repeat is a line from the earlier incident to the later, with direction and both distances")
    func repeats() throws {
        let layer = RepeatLayer.make(ReportFixture.repeats(), of: ReportFixture.followers(), system: .wgs84ForTests)
        #expect(layer.features.compactMap(\.id) == ["N1-1", "N1-2", "N1-3"])
        let rows = layer.rows(of: RepeatLayer.self)
        #expect(rows.map { $0[RepeatLayer.follows] } == ["N1-0", "N1-1", "N1-2"])
        #expect(
            rows.map { $0[RepeatLayer.daysApart] } == [0, 5, 1]
                && rows.map { $0[RepeatLayer.hoursApart] } == [1.5, 121.5, nil])
        #expect(rows.map { $0[RepeatLayer.bearingDeg] } == [63, 117, 63])
        #expect(
            rows[1][RepeatLayer.dayFrom] == CivilDay(number: 19_700)
                && rows[1][RepeatLayer.dayTo] == CivilDay(number: 19_705))
        #expect(rows[1].text(RepeatLayer.dayBand) == "1–7 days" && rows[1][RepeatLayer.knoxRatio] == 3.333)
        #expect(rows[0].shape?.lines.first?.points == Array(ReportFixture.followers().points.prefix(2)))
        let members = RepeatIncidentLayer.make(
            ReportFixture.repeats(), of: ReportFixture.followers(), system: .wgs84ForTests
        ).rows(of: RepeatIncidentLayer.self)
        #expect(members.map { $0.text(RepeatIncidentLayer.role) } == ["originator", "repeat", "repeat", "repeat"])
        #expect(members.map { $0[RepeatIncidentLayer.followers] } == [1, 1, 1, 0])
        #expect(members.map { $0[RepeatIncidentLayer.sinceFirst] } == [0, 0, 5, 6])
        // In one place there is no line and no direction.
        var table = ReportFixture.followers()
        (table.x[1], table.y[1]) = (table.x[0], table.y[0])
        let first = try #require(
            RepeatLayer.make(ReportFixture.repeats(), of: table, system: .wgs84ForTests).rows(of: RepeatLayer.self)
                .first)
        #expect(first.shape == nil && first[RepeatLayer.bearingDeg] == nil && first.id == "N1-1")
    }

    @Test("The bands of near repeats sum up to all pairs, and what was not tested has no p")
    func repeatBands() {
        let rows = RepeatBandLayer.make(ReportFixture.repeats()).rows(of: RepeatBandLayer.self)
        #expect(
            rows.map { $0.text(RepeatBandLayer.distance) }.prefix(4) == [
                "same place", "same place", "same place", "1–100 m",
            ])
        #expect(rows.map { $0.text(RepeatBandLayer.days) }.suffix(3) == ["same day", "1–7 days", "over 7 days"])
        #expect(rows.map { $0[RepeatBandLayer.observed] ?? 0 } == [0, 0, 0, 1, 2, 1, 0, 1, 1])
        #expect(
            rows.map { $0[RepeatBandLayer.p] != nil } == [true, true, false, true, true, false, false, false, false])
        #expect(rows.filter { $0[RepeatBandLayer.standsOut] == true }.map(\.id) == ["B4", "B5"])
        #expect(rows[0][RepeatBandLayer.overM] == nil && rows[0][RepeatBandLayer.upToM] == 0)
        #expect(rows[0][RepeatBandLayer.knoxRatio] == nil && rows[3][RepeatBandLayer.knoxRatio] == 2.5)
        let empty = NearRepeatResult(distances: [], days: [], incidents: 1)
        #expect(RepeatBandLayer.make(empty).features.isEmpty)
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
