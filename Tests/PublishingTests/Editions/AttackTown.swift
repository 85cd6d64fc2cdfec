import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardWorkflow
import Logging

/// A small town that a test makes: two kilometres of streets, three areas of which two overlap, two schools, and incidents by
/// a seed. Its south-west corner lies at no multiple of the cells.
struct AttackTown {
    /// One incident as an analyst's extract has it.
    struct Row: Equatable {
        var x: Double
        var y: Double
        var day: CivilDay
        var minute: Int
        var offence = "Violence"
        var age = 15
    }

    static let west = 433_090.0
    static let south = 279_040.0
    static let size = 2_120.0
    static let cell = 250.0
    static let from = CivilDay(iso: "2024-01-08") ?? CivilDay(number: 19_730)
    static let to = CivilDay(iso: "2024-03-31") ?? CivilDay(number: 19_813)

    var rows: [Row]
    /// Rows that a reader does not use, as they stand in the file.
    var unused: [String] = ["no date,433900,279900,Violence,15"]
    /// More lines of the plan.
    var extra = ""

    /// A town of incidents: some hundred alone, the rest at a few busy corners.
    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let corners = (0..<4).map { _ in
            Point(
                x: Self.west + 200 + 1_700 * generator.unit(), y: Self.south + 200 + 1_700 * generator.unit())
        }
        rows = (0..<260).map { index in
            var point = Point(
                x: Self.west + Self.size * generator.unit(), y: Self.south + Self.size * generator.unit())
            if index % 2 == 0 {
                let corner = corners[generator.below(corners.count)]
                point = Point(x: corner.x + 60 * generator.unit(), y: corner.y + 60 * generator.unit())
            }
            return Row(
                x: point.x.rounded(decimals: 3), y: point.y.rounded(decimals: 3),
                day: Self.from.advanced(by: generator.below(84)),
                minute: index % 3 == 0 ? 900 + generator.below(180) : generator.below(1_440))
        }
    }

    /// The same incidents, each somewhere else in its cell, at another minute of its hour, on another day of its kind, in
    /// another order, as another offence against somebody of another age.
    func moved(seed: UInt64) -> AttackTown {
        var generator = SeededGenerator(seed: seed)
        var town = self
        town.rows = rows.map { row in
            var row = row
            row.x = Self.elsewhere(row.x, above: Self.west, &generator)
            row.y = Self.elsewhere(row.y, above: Self.south, &generator)
            let days = (0..<84).map { Self.from.advanced(by: $0) }.filter { Self.kind($0) == Self.kind(row.day) }
            row.day = days[generator.below(days.count)]
            row.minute = row.minute / 60 * 60 + generator.below(60)
            row.offence = ["Robbery", "Affray", "Violence"][generator.below(3)]
            row.age = 10 + generator.below(14)
            return row
        }
        for index in town.rows.indices { town.rows.swapAt(index, generator.below(index + 1)) }
        return town
    }

    private static func elsewhere(_ value: Double, above lowest: Double, _ generator: inout SeededGenerator) -> Double {
        let start = (value / cell).rounded(.down) * cell
        let (low, high) = (max(start, lowest) + 0.01, min(start + cell, lowest + size) - 0.01)
        return (low + (high - low) * generator.unit()).rounded(decimals: 3)
    }

    /// School days from Monday to Friday outside the week of half term, as the town's calendar says.
    static func kind(_ day: CivilDay) -> DayKind {
        if day.isWeekend { return .weekend }
        let halfTerm = (CivilDay(iso: "2024-02-12") ?? from)...(CivilDay(iso: "2024-02-18") ?? to)
        let isOver = day > (CivilDay(iso: "2024-03-22") ?? to)
        return halfTerm.contains(day) || isOver ? .holiday : .school
    }

    /// Runs the town's plan in a folder of its own.
    func results(
        in folder: URL, audience: Audience, changes: [(path: String, value: String)] = []
    ) throws -> RunResults {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let system = try CoordinateSystem.epsg(27_700)
        try write(squares(), named: "areas", fields: [Field("name", .text)], to: folder, in: system)
        try write(schools(), named: "schools", fields: [Field("name", .text)], to: folder, in: system)
        try write(
            streets(), named: "streets", fields: [Field("name", .text), Field("highway", .text)], to: folder,
            in: system)
        try Data(calendar.utf8).write(to: folder.appending(path: "calendar.yml"))
        try Data(csv.utf8).write(to: folder.appending(path: "incidents.csv"))
        let path = folder.appending(path: "plan.yml").path
        try Data(plan.utf8).write(to: folder.appending(path: "plan.yml"))
        var file = try PlanFile(path: path, changes: changes)
        file.audience = audience
        return try Self.run(file, path: path)
    }

    /// Runs a plan without a word.
    static func run(_ plan: PlanFile, path: String) throws -> RunResults {
        try PlanRun(plan, path: path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }).results()
    }

    var csv: String {
        "date,time,easting,northing,offence,victim_age\n"
            + rows.map { row in
                "\(row.day),\(Shown.clock(row.minute)),\(row.x),\(row.y),\(row.offence),\(row.age)\n"
            }.joined() + unused.map { "\($0)\n" }.joined()
    }

    private var plan: String {
        """
        title: A town
        study_area: { file: areas.gpkg, name: Town }
        areas: { file: areas.gpkg, names: [Inner, Middle, East] }
        schools: { file: schools.gpkg }
        calendar: { file: calendar.yml }
        streets: { file: streets.gpkg }
        incidents:
          - { file: incidents.csv }
        period: { from: \(Self.from), to: \(Self.to) }
        hotspots: { bandwidth_m: 300 }
        clusters: { permutations: 99, minimum: 3 }
        scan: { run: true, permutations: 99, longest_days: 7 }
        repeats: { permutations: 99 }
        chaperones: { teams: 2, minutes: 40 }
        patrols: { count: 2, radius_m: 100, spacing_m: 300, visits_per_day: 2 }
        \(extra)

        """
    }

    private let calendar = """
        academic_years:
          2023-24:
            status: known
            source: made for a test
            first: 2023-09-01
            last: 2024-08-31
            terms: [[2024-01-08, 2024-02-09], [2024-02-19, 2024-03-22]]
        default_finish: { time: "15:10", status: assumed }
        """

    private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Shape {
        .polygon(
            BoundingBox(
                minX: Self.west + x, minY: Self.south + y, maxX: Self.west + x + width, maxY: Self.south + y + height
            ).polygon)
    }

    private func squares() -> [(Shape, [FieldValue])] {
        [
            (box(0, 0, Self.size, Self.size), [.text("Town")]), (box(430, 430, 700, 700), [.text("Inner")]),
            (box(200, 200, 1_200, 1_300), [.text("Middle")]), (box(1_500, 100, 600, 1_900), [.text("East")]),
        ]
    }

    private func schools() -> [(Shape, [FieldValue])] {
        [(600.0, 700.0, "North School"), (1_600, 1_200, "East School")].map {
            (.point(Point(x: Self.west + $0.0, y: Self.south + $0.1)), [.text($0.2)])
        }
    }

    private func streets() -> [(Shape, [FieldValue])] {
        stride(from: 0.0, through: Self.size, by: 212).flatMap { offset -> [(Shape, [FieldValue])] in
            let steps = stride(from: 0.0, through: Self.size, by: 212)
            let across = LineString(steps.map { Point(x: Self.west + $0, y: Self.south + offset) })
            let up = LineString(steps.map { Point(x: Self.west + offset, y: Self.south + $0) })
            return [
                (.lineString(across), [.text("Row \(Int(offset))"), .text("residential")]),
                (.lineString(up), [.text("Lane \(Int(offset))"), .text("residential")]),
            ]
        }
    }

    private func write(
        _ features: [(Shape, [FieldValue])], named name: String, fields: [Field], to folder: URL,
        in system: CoordinateSystem
    ) throws {
        let layer = Layer(
            name: name, coordinateSystem: system, fields: fields,
            features: features.map { Feature(shape: $0.0, values: $0.1) })
        try LayerWriter(path: folder.appending(path: "\(name).gpkg").path).write([layer])
    }
}

/// A folder that a test fills and that goes with it.
final class AttackFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "attack-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Every file below a folder with its bytes; of a record without the moment at which it was made.
    func contents(of name: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: path(name)) {
            guard let bytes = FileManager.default.contents(atPath: path(name) + "/" + file) else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            files[file] =
                file == "run.json"
                ? Data(lines.filter { !$0.contains("\"started\"") }.joined(separator: "\n").utf8) : bytes
        }
        return files
    }
}
