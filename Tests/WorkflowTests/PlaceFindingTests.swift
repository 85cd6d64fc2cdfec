import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardWorkflow

/// What `emerging`, `concentration` and `ripley` say of the sample and of files that have little.
@Suite struct PlaceFindingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func sample(_ change: (inout PlanFile) -> Void = { _ in }) throws -> (Study, PlanFile) {
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        plan.window = .everything
        change(&plan)
        return (try Study(loading: plan.study), plan)
    }

    /// A study of rows `date,easting,northing` and areas of squares with their properties.
    private func study(
        _ rows: [(String, Double, Double)], areas: [(String, Double)] = [],
        change: (inout PlanFile) -> Void = { _ in }
    ) throws -> (Study, PlanFile) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-places-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "rows.csv")
        let lines = ["date,easting,northing"] + rows.map { "\($0.0) 12:00,\($0.1),\($0.2)" }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        var plan = PlanFile { $0.window = .everything }
        plan.study.incidents = [PlannedSource(source: .init(path: file.path))]
        if !areas.isEmpty {
            let features = areas.map { area in
                let (west, east) = (area.1, area.1 + 0.02)
                return
                    "{\"type\":\"Feature\",\"properties\":{\(area.0)},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[\(west),52.4],[\(east),52.4],[\(east),52.42],[\(west),52.42],[\(west),52.4]]]}}"
            }
            let layer = folder.appending(path: "areas.geojson")
            try Data(
                "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}".utf8
            ).write(to: layer)
            plan.study.areas.file = layer.path
        }
        change(&plan)
        return (try Study(loading: plan.study), plan)
    }

    // MARK: Emerging hotspots

    @Test func theSamplesHistoriesAddUp() throws {
        let (study, plan) = try Self.sample()
        let method = EmergingHotspots { $0.cell = 500 }
        let result = try study.emergingHotspots(method, window: plan.window, mostCells: 100_000)
        let finding = EmergingFinding(result, window: plan.window)
        #expect(finding.steps == 24 && finding.from == "2023-09-01" && finding.to == "2025-08-31")
        let told =
            finding.counted + finding.outside + finding.cut + finding.filtered + finding.setAside.values.reduce(0, +)
        #expect(told == finding.incidents && finding.incidents == study.table.count)
        #expect(finding.patterns.values.reduce(0, +) + finding.withoutPattern == finding.cells)
        #expect(finding.patterns.keys.contains { $0.hasSuffix("hot") })
        #expect(finding.strongest.allSatisfy { $0.history.count == 23 })
        let text = finding.lines.joined(separator: "\n")
        #expect(text.contains("24 whole months, September 2023 to August 2025") && !text.contains("nan"))
        let school = try study.emergingHotspots(
            method, window: StudyWindow(), mostCells: 100_000)
        // Two Augusts without a school day are no months.
        #expect(school.cube.steps.count == 22)
        #expect(school.cube.filtered > 0)
    }

    @Test func cutMonthsAreLeftOutAndTold() throws {
        let (study, plan) = try Self.sample {
            $0.study.from = CivilDay(iso: "2023-09-10")
            $0.study.to = CivilDay(iso: "2025-08-20")
        }
        let finding = EmergingFinding(
            try study.emergingHotspots(EmergingHotspots { $0.cell = 500 }, window: plan.window, mostCells: 100_000),
            window: plan.window)
        #expect(finding.steps == 22 && finding.cut > 0)
        #expect(finding.lines.contains { $0.contains("in a month that the period cuts") })
    }

    @Test func tooLittleIsRefused() throws {
        let (study, plan) = try Self.sample { $0.study.to = CivilDay(iso: "2024-03-31") }
        #expect(throws: AnalysisError.fewSteps(steps: 7, fewest: 10)) {
            try study.emergingHotspots(EmergingHotspots(), window: plan.window, mostCells: 100_000)
        }
        #expect(throws: AnalysisError.self) {
            try study.emergingHotspots(EmergingHotspots { $0.cell = 10_000 }, window: plan.window, mostCells: 100_000)
        }
        do {
            _ = try study.emergingHotspots(EmergingHotspots { $0.cell = 10 }, window: plan.window, mostCells: 1000)
            Issue.record("a thousand cells of 10 m hold no city")
        } catch let error as AnalysisError {
            #expect(error.report.sentence(naming: { $0 }).contains("emerging.cell_m"))
        }
    }

    // MARK: Concentration

    @Test func everyIncidentOfTheSampleCountsOnceInEachKindOfPlace() throws {
        let streets = Self.project.appending(path: "GeoData/streets.gpkg").path
        let (study, plan) = try Self.sample { $0.concentration.streets = streets }
        let finding = try ConcentrationFinding(study, plan)
        #expect(finding.places.map(\.kind) == ["cells", "areas", "street_segments"])
        for kind in finding.places {
            #expect(kind.incidents + kind.nowhere == finding.incidents, "\(kind.kind)")
            #expect(kind.levels.reduce(0) { $0 + $1.places } == kind.places)
            #expect(kind.levels.reduce(0) { $0 + $1.count * $1.places } == kind.incidents)
            #expect(kind.holding.map(\.places) == kind.holding.map(\.places).sorted())
            #expect((kind.gini ?? 0) > (kind.giniByChance ?? 1), "\(kind.kind)")
        }
        #expect(finding.madeUpStreets == true && finding.lines.contains("The streets are made up."))
        #expect(finding.places[1].places == study.areas.count)
        #expect(finding.records.count == finding.places.reduce(0) { $0 + $1.levels.count })
        let columns = ConcentrationFinding.about.table?.columns.count
        #expect(finding.records.allSatisfy { $0.count == columns })
        #expect(plan.inputFiles.contains(streets))
    }

    @Test("Positions rounded to 1, 10 and 100 m add up too", arguments: [1.0, 10, 100])
    func rounded(to size: Double) throws {
        var generator = SeededGenerator(seed: 5)
        let rows = (0..<600).map { index -> (String, Double, Double) in
            func coordinate(_ middle: Double) -> Double {
                ((middle + (generator.unit() - 0.5) * 3000) / size).rounded() * size
            }
            return ("2024-03-0\(1 + index % 9)", coordinate(433_500), coordinate(279_500))
        }
        let (study, plan) = try study(
            rows, areas: [("\"name\":\"West\"", -1.52), ("\"name\":\"East\"", -1.5)])
        let finding = try ConcentrationFinding(study, plan)
        for kind in finding.places { #expect(kind.incidents + kind.nowhere == finding.incidents) }
        #expect(finding.areas.reduce(0) { $0 + $1.incidents } == finding.places[1].incidents)
    }

    @Test func areasHaveRatesByTheirResidents() throws {
        let rows = (0..<40).map { ("2024-03-04", 433_000.0 + Double($0), 279_500.0) }
        let areas = [("\"name\":\"West\",\"Population\":2000", -1.52), ("\"name\":\"East\",\"Population\":0", -1.5)]
        let (study, plan) = try study(rows, areas: areas)
        let finding = try ConcentrationFinding(study, plan)
        #expect(finding.residentsField == "Population")
        let west = try #require(finding.areas.first { $0.name == "West" })
        #expect(west.residents == 2000 && west.perThousand == Double(west.incidents) / 2)
        #expect(throws: WorkflowError.self) {
            try ConcentrationFinding(study, plan.with(\.concentration.residents, "people"))
        }
        let (bad, other) = try self.study(rows, areas: [("\"name\":\"West\",\"residents\":\"many\"", -1.52)])
        #expect(throws: WorkflowError.self) { try ConcentrationFinding(bad, other) }
    }

    // MARK: Ripley

    @Test func theSampleClusters() throws {
        let (study, plan) = try Self.sample { $0.ripley.simulations = 39 }
        let finding = try RipleyFinding(study, plan)
        #expect(finding.p == 1.0 / 40 && finding.used == 2000)
        #expect(finding.lines[0].contains("cluster at distances of") && finding.lines[1].contains("2,000 of them"))
        #expect(finding.distances.count == 20 && finding.records.count == 20)
        let columns = RipleyFinding.about.table?.columns.count
        #expect(finding.records.allSatisfy { $0.count == columns })
        #expect(try RipleyFinding(study, plan) == finding)
    }

    @Test("One, a few and all in one place and minute have stated answers")
    func little() throws {
        for count in [1, 5, 30] {
            let rows = (0..<count).map { _ in ("2024-03-04", 433_000.0, 279_500.0) }
            for areas in [[], [("\"name\":\"West\"", -1.53)]] as [[(String, Double)]] {
                let (study, plan) = try study(rows, areas: areas) { $0.ripley.simulations = 19 }
                let ripley = try RipleyFinding(study, plan)
                let concentration = try ConcentrationFinding(study, plan)
                for text in ripley.lines + concentration.lines {
                    #expect(!text.contains("nan") && !text.contains("inf"), "\(text)")
                }
                #expect(count >= 10 || ripley.notTested != nil)
                #expect(concentration.places[0].incidents + concentration.places[0].nowhere == concentration.incidents)
                #expect(throws: AnalysisError.self) {
                    try study.emergingHotspots(EmergingHotspots(), window: plan.window, mostCells: 100_000)
                }
            }
        }
    }
}
