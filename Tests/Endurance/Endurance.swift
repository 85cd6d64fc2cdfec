import Foundation
import HomewardCore
import HomewardPublishing
import HomewardReport
import HomewardWorkflow
import Logging

/// Runs a small plan a thousand times in one process, writes every tenth, and ends with 1 where the memory or the open files
/// of the last run are more than those of the hundredth: whoever calls the library from a server must not leak.
@main
enum Endurance {
    /// What may be added by the allocator alone, bytes.
    private static let slack = 4 << 20

    static func main() throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-endurance-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try SmallStudy.write(to: folder)
        let logger = Logger(label: "endurance") { _ in SwiftLogNoOpLogHandler() }
        var settled: State?
        for number in 1...max(count, 1) {
            let path = folder + "/plan.yml"
            let results = try PlanRun(try PlanFile(path: path), path: path, logger: logger).results()
            // PROJ takes long over what is published, so that is every tenth run.
            if number % 10 == 1 {
                try Publisher(directory: folder + "/out").publish(results) {
                    try Report.pages(of: $0)
                }
            }
            if number == min(100, count) { settled = State() }
            if number % 100 == 0 { print("run \(number): \(State())") }
        }
        let last = State()
        guard let settled, last.bytes <= settled.bytes + slack, last.files <= settled.files else {
            print("It leaks: \(last) after \(count) runs.")
            exit(1)
        }
    }
}

/// What the process holds at a moment.
private struct State: CustomStringConvertible {
    /// Resident memory.
    let bytes: Int
    /// Open files.
    let files: Int

    init() {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        bytes = (pages.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
        files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }

    var description: String { "\(bytes >> 10) KiB, \(files) open files" }
}

/// A town of a mile by a mile with every kind of input that a plan can name.
private enum SmallStudy {
    static func write(to folder: String) throws {
        let texts = [
            "plan.yml": plan, "calendar.yml": calendar, "areas.geojson": areas, "schools.geojson": schools,
            "stops.geojson": stops, "streets.geojson": streets, "incidents.csv": incidents,
        ]
        for (name, text) in texts { try AtomicFile.write(text, to: folder + "/" + name) }
    }

    private static let plan = """
        title: A small town
        crs: EPSG:27700
        time_zone: Europe/London
        study_area: { file: areas.geojson, name: Town }
        areas: { file: areas.geojson, names: [East] }
        schools: { file: schools.geojson }
        stops: { file: stops.geojson }
        calendar: { file: calendar.yml }
        streets: { file: streets.geojson }
        incidents:
          - { file: incidents.csv }
        period: { from: 2023-09-01, to: 2024-07-31 }
        window: { days: school, hours: 15-18 }
        hotspots: { cell_m: 250 }
        clusters: { minimum: 5 }
        chaperones: { teams: 1, minutes: 60 }
        patrols: { count: 2, radius_m: 150, spacing_m: 300, visit_min: 15, visits_per_day: 1, hours: 15-20 }
        """

    private static let calendar = """
        academic_years:
          2023-24:
            status: known
            source: made up
            first: 2023-09-01
            last: 2024-08-31
            terms: [[2023-09-01, 2023-12-22], [2024-01-08, 2024-07-19]]
        default_finish: { time: "15:10", status: assumed }
        """

    private static let areas = collection([
        feature(
            "Town", "Polygon", "[[[433000,278000],[434600,278000],[434600,279600],[433000,279600],[433000,278000]]]"),
        feature(
            "East", "Polygon", "[[[433800,278000],[434600,278000],[434600,279600],[433800,279600],[433800,278000]]]"),
    ])

    private static let schools = collection([feature("School", "Point", "[433900,278900]")])
    private static let stops = collection([
        feature("Stop A", "Point", "[434100,278500]"), feature("Stop B", "Point", "[433400,279200]"),
    ])

    private static let streets = collection(
        (0...6).flatMap { step in
            let (x, y) = (433_100 + 200 * step, 278_100 + 200 * step)
            return [
                feature("Lane \(step)", "LineString", "[[\(x),278100],[\(x),279300]]"),
                feature("Row \(step)", "LineString", "[[433100,\(y)],[434300,\(y)]]"),
            ]
        })

    private static func collection(_ features: [String]) -> String {
        #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"#
            + #""features":[\#(features.joined(separator: ","))]}"#
    }

    private static func feature(_ name: String, _ kind: String, _ coordinates: String) -> String {
        #"{"type":"Feature","properties":{"name":"\#(name)","highway":"residential","synthetic":true},"#
            + #""geometry":{"type":"\#(kind)","coordinates":\#(coordinates)}}"#
    }

    private static var incidents: String {
        var generator = SeededGenerator(seed: 7)
        return "id,when,easting,northing,category\n"
            + (1...300).map { number in
                let isNear = number % 3 == 0
                let (x, y) =
                    isNear
                    ? (433_900 + generator.below(60), 278_900 + generator.below(60))
                    : (433_000 + generator.below(1_600), 278_000 + generator.below(1_600))
                let minute = isNear ? 915 + generator.below(60) : generator.below(1_440)
                let day =
                    number % 20 == 0 ? "no day" : "2024-\(pad(1 + generator.below(6)))-\(pad(1 + generator.below(28)))"
                return "\(number),\(day) \(Shown.clock(minute)),\(x),\(y),Violence\n"
            }.joined()
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
