import Foundation
import HomewardAnalysis
import HomewardGeometry
import HomewardIncidents
import HomewardWorkflow
import Testing

/// The sample's plan against the truth that was planted in its incidents.
@Suite struct PlantedTruthTests {
    struct Truth: Decodable {
        struct Cell: Decodable {
            let x: Int
            let y: Int
            let count: Int
        }
        struct Gathering: Decodable {
            let site: String
            let cells: [Cell]
        }
        let afterSchool: [Gathering]
    }

    @Test func nineOfTenPlantedAfterSchoolCellsAreFound() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let truth = try decoder.decode(
            Truth.self, from: Data(contentsOf: project.appending(path: "Samples/incidents.truth.json")))
        let path = project.appending(path: "Samples/coventry.yml").path
        let plan = try PlanFile(path: path)
        let study = try Study(loading: plan.study)

        let window = try study.selecting(plan.window)
        let grid = try plan.hotspots.grid(covering: study.studyArea.outline)
        let hotspots = try plan.hotspots.significance.scores(of: grid, points: window.table.points)
        let clusters = try plan.clustersMethod.clusters(of: study.table, days: try study.schoolDays()).clusters
            .filter { $0.days == .school && $0.p <= 0.05 }

        var found = 0
        var all = 0
        var missed: [String] = []
        for gathering in truth.afterSchool {
            for cell in gathering.cells {
                all += 1
                let square = Shape.polygon(
                    BoundingBox(
                        minX: Double(cell.x), minY: Double(cell.y), maxX: Double(cell.x + 100),
                        maxY: Double(cell.y + 100)
                    ).polygon)
                let centre = Point(x: Double(cell.x + 50), y: Double(cell.y + 50))
                let isHot = grid.cell(at: centre).map { hotspots.hot[$0] } ?? false
                let isClustered = try clusters.contains { try $0.hull.intersects(square) }
                if isHot || isClustered { found += 1 } else { missed.append("\(gathering.site) \(cell.x) \(cell.y)") }
            }
        }
        #expect(all >= 20)
        #expect(Double(found) >= 0.9 * Double(all), "\(found) of \(all); missed \(missed)")
        // Finding everything by calling everything hot is no finding.
        #expect(hotspots.hot.count { $0 } < grid.cells.count / 20)
    }

    @Test func countsAddUp() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        let study = try Study(loading: plan.study)
        #expect(study.reading.counts.addUp)
        #expect(study.reading.counts.used == study.table.count)
        #expect(study.assignment.counts.reduce(0, +) + study.assignment.outside == study.table.count)
        let window = try study.selecting(plan.window)
        #expect(window.table.count + window.filtered.values.reduce(0, +) == study.table.count)
        let grid = try plan.hotspots.grid(covering: study.studyArea.outline)
        let counted = grid.count(window.table.points)
        #expect(counted.count.reduce(0, +) + counted.outside == window.table.count)
        let areas = try AreasFinding(study)
        #expect(areas.areas.map(\.name) == study.areas.map(\.name))
        #expect(areas.areas.reduce(areas.outside) { $0 + $1.incidents } == study.table.count)
        #expect(areas.areas.allSatisfy { $0.areaM2 > 1e5 } && areas.overlaps.count == study.overlaps.count)
    }
}
