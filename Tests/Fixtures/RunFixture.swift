package import Foundation
internal import HomewardAnalysis
internal import HomewardCalendar
internal import HomewardCore
internal import HomewardGeometry
internal import HomewardIncidents
internal import HomewardLayers
import Logging

@testable package import HomewardWorkflow

/// A whole run on the project's own GeoData, with streets and incidents that the test makes.
package enum RunFixture {
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs a plan in `folder`.
    package static func results(in folder: URL, title: String = "Coventry, a test") throws -> RunResults {
        try streets(to: folder.appendingPathComponent("streets.gpkg"))
        try Data(incidents().utf8).write(to: folder.appendingPathComponent("incidents.csv"))
        let data = root.appendingPathComponent("GeoData").path
        let plan = """
            title: "\(title)"
            crs: EPSG:27700
            time_zone: Europe/London
            study_area: { file: \(data)/areas.geojson, name: Coventry }
            areas: { file: \(data)/areas.geojson, names: [Hillfields, Wood End / Moat House, St Michael's] }
            schools: { file: \(data)/schools.geojson }
            stops: { file: \(data)/stops.geojson }
            calendar: { file: calendar.yml }
            streets: { file: streets.gpkg }
            incidents:
              - { file: incidents.csv }
            period: { from: 2023-09-01, to: 2024-08-31 }
            window: { days: school, hours: 15-18 }
            hotspots: { method: gistar, cell_m: 250, fdr: 0.05 }
            emerging: { run: true, cell_m: 500 }
            clusters: { method: place-hour, radius_m: 150, hours: 1, minimum: 12 }
            scan: { run: true, permutations: 99, cell_m: 250 }
            density: { run: true, cell_m: 250, bandwidth: 500 }
            repeats: { permutations: 99, distances_m: [0, 50], days_apart: [0, 7] }
            chaperones: { teams: 2, people_per_team: 2, minutes: 60, walk_m_per_s: 1.2 }
            patrols: { areas: 3, radius_m: 150, spacing_m: 500, visit_min: 15, visits_per_day: 2, hours: 15-22, weeks: 1 }
            seed: 1
            """
        try Data(calendar.utf8).write(to: folder.appendingPathComponent("calendar.yml"))
        let path = folder.appendingPathComponent("plan.yml")
        try Data(plan.utf8).write(to: path)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try PlanRun(try PlanFile(path: path.path), path: path.path, logger: logger).results()
    }

    private static let calendar = """
        academic_years:
          2023-24:
            status: known
            source: made for a test
            first: 2023-09-01
            last: 2024-08-31
            terms: [[2023-09-01, 2023-10-27], [2023-11-06, 2023-12-22], [2024-01-08, 2024-03-22], [2024-04-08, 2024-07-19]]
            inset: [2023-09-01]
        bank_holidays: { 2023-12-25: Christmas Day }
        default_finish: { time: "15:10", status: assumed }
        """

    /// A lattice of streets over the city, every 300 m.
    private static func streets(to file: URL) throws {
        var features: [Feature] = []
        let eastings = stride(from: 428_000.0, through: 440_000, by: 300).map { $0 }
        let northings = stride(from: 274_500.0, through: 284_700, by: 300).map { $0 }
        for (index, northing) in northings.enumerated() {
            let line = LineString(eastings.map { Point(x: $0, y: northing) })
            features.append(
                Feature(
                    shape: .lineString(line),
                    values: [.text("Test Row \(index)"), .text("residential"), .boolean(true)]))
        }
        for (index, easting) in eastings.enumerated() {
            let line = LineString(northings.map { Point(x: easting, y: $0) })
            features.append(
                Feature(
                    shape: .lineString(line), values: [.text("Test Lane \(index)"), .text("footway"), .boolean(true)]))
        }
        let layer = Layer(
            name: "streets_synthetic", coordinateSystem: try CoordinateSystem.epsg(27700),
            fields: [Field("name", .text), Field("highway", .text), Field("synthetic", .boolean)], features: features)
        try LayerWriter(path: file.path).write([layer])
    }

    /// Two thousand incidents: a background, a peak near a school after school, and a row that cannot be read.
    private static func incidents() -> String {
        var text = "id,when,easting,northing,category\r\n"
        var generator = SeededGenerator(seed: 7)
        guard let first = CivilDay(iso: "2023-09-01") else { return text }
        for index in 0..<2000 {
            let atSchool = index % 4 == 0
            let day = first.advanced(by: generator.below(366))
            let weekday = day.isWeekend ? day.advanced(by: 2) : day
            let minute = atSchool ? 915 + generator.below(60) : generator.below(1440)
            let x = atSchool ? 433_900 + 250 * generator.unit() : 430_000 + 8_000 * generator.unit()
            let y = atSchool ? 279_450 + 250 * generator.unit() : 276_500 + 6_000 * generator.unit()
            text += "T\(index),\(atSchool ? weekday : day) \(Shown.clock(minute)),"
            text += "\(Int(x)),\(Int(y)),Violence\r\n"
        }
        return text + "T9999,=not a date,433900,279500,Violence\r\n"
    }
}
