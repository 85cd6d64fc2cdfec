import Foundation
import HomewardAnalysis
import HomewardIncidents
import HomewardLayers
import HomewardWorkflow
import Testing

/// Runs the articles' code on the sample.
@Suite struct SnippetTests {
    private func sample() throws -> Study {
        try study(
            incidents: Pages.path("Samples/incidents.csv"), areas: Pages.path("GeoData/areas.geojson"),
            calendar: Pages.path("GeoData/calendar.yml"))
    }

    @Test func findPeaks() throws {
        let study = try sample()
        let peaks = try peaks(of: study)
        #expect(peaks.areas.map(\.area) == study.areas.map(\.name))
        #expect(peaks.areas.first { $0.area == "Hillfields" }?.verdict == .peak)
        let trends = try trends(of: study)
        // The sample ends in the holidays: its last month has no school day to compare.
        #expect(trends.comparisons.map { $0.change != nil } == [true, false, false])
        #expect(trends.growth?.values.isEmpty == false)
        let hotspots = try hotspots(of: study)
        #expect(hotspots.hot.contains(true))
        #expect(hotspots.hot.count == hotspots.grid.cells.count)
        let moran = try clustersAndOutliers(of: study)
        #expect(moran.hot.contains(true) && moran.overall != nil)
        let last = study.period.upperBound
        for burst in try bursts(of: study) {
            guard case .days(let days) = burst.window else { throw CancellationError() }
            #expect(days.upperBound == last && days.count <= 14)
        }
        let repeats = try nearRepeats(among: study)
        #expect(repeats.contains { $0.distance == "1–100 m" && $0.days == "1–7 days" })
        #expect(repeats.allSatisfy { $0.ratio >= 1.2 && $0.p <= 0.05 })
    }

    @Test func followHotspots() throws {
        let cells = try emerging(in: try sample())
        #expect(cells.contains { $0.label.hasSuffix(" hot") && $0.history.contains("+") })
        #expect(Set(cells.map(\.history.count)).count == 1)
    }

    @Test("The article prints every rule as it is")
    func rules() throws {
        let article = try String(
            contentsOfFile: Pages.path("Documentation/Homeward.docc/Follow-hotspots.md"), encoding: .utf8)
        for pattern in EmergingPattern.order {
            #expect(article.contains("| \(pattern.rawValue) | \(pattern.rule) |"))
        }
    }

    @Test func compareSources() throws {
        var request = StudyRequest()
        for (name, file) in [("police", "incidents"), ("ambulance", "ambulance")] {
            request.incidents.append(
                PlannedSource(source: IncidentSource(path: Pages.path("Samples/\(file).csv"), name: name)))
        }
        let survey = try sharedIncidents(of: Study(loading: request))
        let pairing = try #require(survey.pairings.first)
        // 920 of the calls are planted doubles (Samples/ambulance.py), some beyond an area or unreadable with the police.
        #expect(pairing.pairs.count > 800 && pairing.chance?.p == 0.005)
        #expect(try #require(pairing.duplicates).count > 780)
    }

    @Test func findClusters() throws {
        let places = try places(of: try sample())
        #expect(places.count > 1 && places.allSatisfy { $0.incidents >= 20 && $0.joinsAt > 0 })
        for place in places {
            let area = try place.outline.area()
            #expect(area > 0)
        }
    }

    @Test func drawDensities() throws {
        let study = try sample()
        let surface = try density(of: study)
        #expect(abs(surface.integral / surface.total - 1) < 1e-9 && surface.bandwidth > 10)
        #expect(surface.ratio?.values.contains { $0.map { $0 > 0 && $0 <= 1 } == true } == true)
        let streets = try streetDensity(of: study, streets: Pages.path("GeoData/streets.gpkg"))
        #expect(streets.used > 1000 && abs(streets.integral / streets.total - 1) < 1e-9)
    }

    @Test func planRoutes() throws {
        let plan = try routes(
            for: try sample(), schools: Pages.path("GeoData/schools.geojson"),
            stops: Pages.path("GeoData/stops.geojson"), streets: Pages.path("GeoData/streets.gpkg"))
        #expect(plan.routes.count == 2)
        #expect(plan.risk > 0 && plan.risk <= plan.upperBound)
    }

    @Test func useMyOwnBoundaries() throws {
        let file = Pages.path("GeoData/areas.geojson")
        let areas = try boundaries(in: file, named: ["Hillfields", "St Michael's"])
        #expect(areas.map(\.name) == ["Hillfields", "St Michael's"])
        let shared = try sharedGround(areas)
        #expect(shared.count == 1)
        #expect(shared.first?.first == "Hillfields" && shared.first?.second == "St Michael's")
        #expect(throws: LayersError.self) { try boundaries(in: file, named: ["Hillfeilds"]) }
    }

    @Test func readTheOutput() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "hotspots.geojson")
        let cells = [("c1-r1", true, 0.01), ("c2-r1", false, 0.7), ("c3-r1", true, 0.04)].map { id, hot, q in
            #"{"type":"Feature","id":"\#(id)","geometry":null,"properties":{"hot":\#(hot),"q":\#(q)}}"#
        }
        try Data(#"{"type":"FeatureCollection","features":[\#(cells.joined(separator: ","))]}"#.utf8).write(to: file)
        let hot = try hotCells(in: file.path)
        #expect(hot.map(\.id) == ["c1-r1", "c3-r1"])
        #expect(hot.map(\.q) == [0.01, 0.04])
    }
}
