import Foundation
import Testing

/// What goes wrong is told in one sentence that names the culprit, with the right exit code.
@Suite struct BadInputTests {
    let scratch: Scratch
    let geoData = BuiltCommand.project.appending(path: "GeoData").path

    init() throws {
        scratch = try Scratch()
    }

    /// Checks a refusal: the code, one line of words that holds every one of `parts`, and nothing on standard output.
    private func expect(
        _ arguments: [String], endsWith code: Int32, naming parts: [String], environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try BuiltCommand.run(arguments, in: scratch.url, environment: environment)
        #expect(answer.code == code, "\(answer.words)", sourceLocation: sourceLocation)
        #expect(answer.output.isEmpty, sourceLocation: sourceLocation)
        let lines = answer.words.split(separator: "\n")
        #expect(lines.count == 1, "\(answer.words)", sourceLocation: sourceLocation)
        for part in parts {
            #expect(
                answer.words.contains(part), "\(part) is not named in: \(answer.words)", sourceLocation: sourceLocation)
        }
    }

    @Test func missingIncidents() throws {
        try expect(["check", "nowhere.csv"], endsWith: 66, naming: ["nowhere.csv"])
    }

    @Test func missingPlan() throws {
        try expect(["plan", "nowhere.yml", "--out", "out"], endsWith: 66, naming: ["nowhere.yml"])
    }

    @Test func missingAreas() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        try expect(["check", "incidents.csv", "--areas", "nowhere.geojson"], endsWith: 66, naming: ["nowhere.geojson"])
    }

    @Test func emptyFile() throws {
        _ = try scratch.write("", to: "empty.csv")
        try expect(["check", "empty.csv"], endsWith: 65, naming: ["empty.csv", "empty"])
    }

    @Test(arguments: [["check", "pipe"], ["plan", "pipe", "--out", "out"]])
    func aPipeThatNobodyWritesTo(_ arguments: [String]) throws {
        try #require(mkfifo(scratch.path("pipe"), 0o600) == 0)
        try expect(arguments, endsWith: 66, naming: ["pipe", "this is a named pipe or a device, no file"])
    }

    /// Without a study area its cells would cover the country.
    @Test func aStrayIncident() throws {
        _ = try scratch.write(Extract.csv() + "STRAY,2024-01-15,15:30,100000,900000,Violence,12\n", to: "incidents.csv")
        try expect(
            ["hotspots", "incidents.csv", "--out", "cells.geojson"], endsWith: 65,
            naming: ["extent of the incidents", "--study-area", "--cell", "--limits-cells"])
    }

    @Test func aSmallFileThatStandsForAnEndlessOne() throws {
        let list = "[\(Array(repeating: "*a", count: 9).joined(separator: ","))]"
        _ = try scratch.write("a: &a [x]\n? \(list)\n: x\n", to: "plan.yml")
        try expect(["plan", "plan.yml", "--out", "out"], endsWith: 65, naming: ["plan.yml, line 2", "aliases"])
    }

    @Test func noHeader() throws {
        let rows = Extract.csv().split(separator: "\n").dropFirst().joined(separator: "\n")
        _ = try scratch.write(rows, to: "headless.csv")
        try expect(["check", "headless.csv"], endsWith: 65, naming: ["headless.csv", "header"])
    }

    @Test func unreadableEncoding() throws {
        let data = try #require(Extract.csv().data(using: .utf32))
        _ = try scratch.write(data, to: "wide.csv")
        try expect(["check", "wide.csv"], endsWith: 65, naming: ["wide.csv"])
    }

    @Test func sixteenBitTextIsRead() throws {
        _ = try scratch.write(try #require(Extract.csv().data(using: .utf16)), to: "wide.csv")
        let answer = try BuiltCommand.run(["check", "wide.csv"], in: scratch.url)
        #expect(answer.code == 0 && answer.output.contains("wide.csv: CSV, UTF-16, "), "\(answer.words)")
    }

    @Test func unknownColumn() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        try expect(
            ["check", "incidents.csv", "--columns", "x=Eastings"], endsWith: 65,
            naming: ["incidents.csv", "Eastings", "easting"])
    }

    @Test func unknownRole() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        let answer = try BuiltCommand.run(["check", "incidents.csv", "--columns", "ex=easting"], in: scratch.url)
        #expect(answer.code == 64 || answer.code == 65)
        #expect(answer.words.contains("ex"))
    }

    @Test func halfTheRowsBad() throws {
        let lines = Extract.csv().split(separator: "\n").enumerated().map { index, line in
            index > 0 && index % 5 < 3 ? String(line).replacing("2024-", with: "two-") : String(line)
        }
        _ = try scratch.write(lines.joined(separator: "\n"), to: "broken.csv")
        try expect(["check", "broken.csv"], endsWith: 65, naming: ["broken.csv", "bad_date", "2"])
    }

    @Test func selfCrossingArea() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        let bowTie = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"b","properties":{"name":"Bow Tie"},
            "geometry":{"type":"Polygon","coordinates":[[[-1.5,52.4],[-1.4,52.5],[-1.4,52.4],[-1.5,52.5],[-1.5,52.4]]]}}]}
            """
        _ = try scratch.write(bowTie, to: "areas.geojson")
        try expect(
            ["check", "incidents.csv", "--areas", "areas.geojson"], endsWith: 65,
            naming: ["areas.geojson", "Bow Tie", "Self-intersection"])
    }

    @Test func unknownArea() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        try expect(
            ["check", "incidents.csv", "--areas", geoData + "/areas.geojson", "--study-area", "Coventri"], endsWith: 65,
            naming: ["areas.geojson", "Coventri", "Coventry"])
    }

    @Test func misspeltKey() throws {
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write(
            Extract.plan(geoData: geoData, incidents: incidents, extra: "hotspots: { cell_metres: 100 }"),
            to: "plan.yml")
        try expect(
            ["plan", "plan.yml", "--out", "out"], endsWith: 65,
            naming: ["plan.yml", "line 13", "hotspots.cell_metres", "cell_m"])
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out")))
    }

    /// The verb and what it needs, with the sample's places.
    private func routes(_ more: [String]) throws -> [String] {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        let given = more.filter { $0.hasPrefix("--") }
        let standard = [
            ("--areas", "\(geoData)/areas.geojson"), ("--study-area", "Coventry"),
            ("--calendar", "\(geoData)/calendar.yml"), ("--schools", "\(geoData)/schools.geojson"),
            ("--schools-names", "Sidney Stringer Academy"), ("--streets", "\(geoData)/streets.gpkg"),
            ("--from", "2024-01-08"), ("--to", "2024-02-16"),
        ]
        return ["routes", "incidents.csv", "--quiet"] + standard.filter { !given.contains($0.0) }.flatMap { [$0, $1] }
            + more
    }

    @Test func aFinishThatIsOnlyAssumedIsRefusedWhereAsked() throws {
        try expect(
            routes(["--strict"]), endsWith: 65,
            naming: ["--strict", "Sidney Stringer Academy", "only assumed", "status: known", "--calendar"])
        let incidents = scratch.path("incidents.csv")
        _ = try scratch.write(
            Extract.plan(geoData: geoData, incidents: incidents).replacing(
                "chaperones: { teams: 1 }", with: "chaperones: { teams: 1, strict: true }"), to: "plan.yml")
        try expect(["plan", "plan.yml", "--out", "out"], endsWith: 65, naming: ["Sidney Stringer Academy"])
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: incidents), to: "plan.yml")
        try expect(["plan", "plan.yml", "--out", "out", "--strict"], endsWith: 65, naming: ["Sidney Stringer Academy"])
    }

    @Test func aPeriodWithoutASchoolDayIsNamed() throws {
        try expect(
            routes(["--from", "2024-02-12", "--to", "2024-02-16"]), endsWith: 65,
            naming: ["calendar.yml", "from 2024-02-12 to 2024-02-16 there is no school day"])
    }

    @Test func aRouteIsGivenBackAndStaysOrIsNamed() throws {
        let made = try BuiltCommand.run(
            routes(["--teams", "2", "--out", "routes.geojson", "--posts", "posts.geojson"]), in: scratch.url)
        try #require(made.code == 0, "\(made.words)")
        func posts(_ file: String) throws -> [[String: Any]] {
            let bytes = try Data(contentsOf: scratch.url.appending(path: file))
            let all = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
            return try #require(all["features"] as? [[String: Any]])
        }
        func times(_ features: [[String: Any]], _ route: String) -> [String] {
            features.compactMap { $0["properties"] as? [String: Any] }.filter { $0["route"] as? String == route }
                .map { "\($0["arrive"] ?? "")–\($0["leave"] ?? "") \($0["place"] ?? "") \($0["fixed"] ?? "")" }
        }
        let first = try posts("posts.geojson")
        let route = try #require((first.last?["properties"] as? [String: Any])?["route"] as? String)
        /// The posts as they stand, with those of the route marked.
        func mark(_ change: (inout [String: Any]) -> Void = { _ in }) throws {
            let features = first.map { feature in
                var feature = feature
                var properties = feature["properties"] as? [String: Any] ?? [:]
                if properties["route"] as? String == route {
                    properties["keep"] = "route"
                    change(&properties)
                }
                feature["properties"] = properties
                return feature
            }
            let layer: [String: Any] = ["type": "FeatureCollection", "features": features]
            try JSONSerialization.data(withJSONObject: layer).write(to: scratch.url.appending(path: "keep.geojson"))
        }
        try mark()
        let again = try BuiltCommand.run(
            routes([
                "--teams", "2", "--keep", "keep.geojson", "--out", "again.geojson", "--posts", "again-posts.geojson",
            ]), in: scratch.url)
        try #require(again.code == 0, "\(again.words)")
        #expect(times(first, route).allSatisfy { $0.hasSuffix(" 0") })
        #expect(
            try times(posts("again-posts.geojson"), route)
                == times(first, route).map { $0.replacing(" 0", with: " 1") })
        try mark { $0["leave"] = "23:00" }
        try expect(
            routes(["--keep", "keep.geojson"]), endsWith: 65,
            naming: ["the route \"\(route)\"", "to 23:00", "its team's time is from", "let it go"])
    }

    @Test func noTeamIsRefused() throws {
        let answer = try BuiltCommand.run(routes(["--teams", "0"]), in: scratch.url)
        #expect(answer.code == 64 && answer.words.contains("--teams: \"0\" is no whole number from 1 to 200"))
    }

    @Test func aLayerThatDoesNotSayItsSystemIsRefused() throws {
        let made = try BuiltCommand.run(
            ["streets", "\(geoData)/streets.gpkg", "--out", "kept.shp", "--quiet"], in: scratch.url)
        try #require(made.code == 0, "\(made.words)")
        try FileManager.default.removeItem(atPath: scratch.path("kept.prj"))
        try expect(
            routes(["--keep", "kept.shp"]), endsWith: 65,
            naming: ["\"kept\"", "does not say in which coordinate system"])
    }

    @Test func streetsInASystemThatIsUntrueThereAreRefused() throws {
        try expect(
            ["streets", "\(geoData)/streets.gpkg", "--crs", "EPSG:32633", "--out", "s.gpkg"], endsWith: 65,
            naming: ["EPSG:32633", "is made for", "--crs EPSG:27700"])
    }

    @Test func noDriver() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        try expect(
            ["hotspots", "incidents.csv", "--method", "count", "--out", "cells.gpkg"], endsWith: 69,
            naming: ["cells.gpkg", "GeoPackage"],
            environment: ["GDAL_SKIP": "GPKG"])
        #expect(!FileManager.default.fileExists(atPath: scratch.path("cells.gpkg")))
    }

    @Test func unknownFormat() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        try expect(
            ["hotspots", "incidents.csv", "--method", "count", "--out", "cells.xyz"], endsWith: 64,
            naming: ["cells.xyz", ".geojson"])
    }

    @Test(
        .enabled(
            if: getuid() != 0 || DiskFull.canMount, "permissions do not bind the superuser, who may not mount here"))
    func noWritePermission() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        let folder = scratch.path("locked")
        // Permissions do not bind the superuser, but a file system that is read-only does.
        let mounted = getuid() == 0 ? try DiskFull(at: folder, kilobytes: 64, isReadOnly: true) : nil
        defer { mounted?.unmount() }
        if mounted == nil {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
        }
        try expect(
            ["hotspots", "incidents.csv", "--method", "count", "--out", folder + "/cells.geojson"], endsWith: 73,
            naming: ["cells.geojson"])
    }

    @Test func outputIsAFile() throws {
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: incidents), to: "plan.yml")
        _ = try scratch.write("mine", to: "taken")
        try expect(["plan", "plan.yml", "--out", "taken"], endsWith: 73, naming: ["taken"])
        #expect(try String(contentsOfFile: scratch.path("taken"), encoding: .utf8) == "mine")
    }

    @Test func aFailedRunLeavesTheEarlierOutputsWhole() throws {
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: incidents), to: "plan.yml")
        let first = try BuiltCommand.run(["plan", "plan.yml", "--out", "out"], in: scratch.url)
        try #require(first.code == 0, "\(first.words)")
        let before = try scratch.contents(of: "out")
        #expect(before.count >= 13)

        _ = try scratch.write("crime_ref,date\n", to: "incidents.csv")
        let second = try BuiltCommand.run(["plan", "plan.yml", "--out", "out"], in: scratch.url)
        #expect(second.code == 65)
        #expect(try scratch.contents(of: "out") == before)
    }

    @Test(.enabled(if: DiskFull.canMount, "needs the right to mount a small file system"))
    func noDiskSpace() throws {
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: incidents), to: "plan.yml")
        let small = try DiskFull(at: scratch.path("small"), kilobytes: 256)
        defer { small.unmount() }
        let answer = try BuiltCommand.run(["plan", "plan.yml", "--out", "small/out"], in: scratch.url)
        #expect(answer.code == 73, "\(answer.words)")
        #expect(answer.words.split(separator: "\n").count == 1)
        #expect(answer.words.contains("small"))
        #expect((try? scratch.contents(of: "small/out"))?.isEmpty ?? true)
    }
}

/// A file system of a few kilobytes.
struct DiskFull {
    static var canMount: Bool {
        guard getuid() == 0 else { return false }
        guard
            let probe = try? DiskFull(at: NSTemporaryDirectory() + "homeward-probe-\(UUID().uuidString)", kilobytes: 64)
        else {
            return false
        }
        probe.unmount()
        return true
    }

    let path: String

    init(at path: String, kilobytes: Int, isReadOnly: Bool = false) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard
            try Self.call(["mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k\(isReadOnly ? ",ro" : "")", "tmpfs", path])
                == 0
        else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    func unmount() {
        _ = try? Self.call(["umount", path])
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func call(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
