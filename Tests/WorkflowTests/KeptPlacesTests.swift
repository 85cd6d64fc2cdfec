import Foundation
import HomewardGeometry
import HomewardLayers
import HomewardPlanner
import Testing

@testable import HomewardWorkflow

@Suite struct KeptPlacesTests {
    private func read(_ features: String) throws -> KeptPlaces {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-keep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "keep.geojson")
        try Data("{\"type\":\"FeatureCollection\",\"features\":[\(features)]}".utf8).write(to: file)
        let schools = [("North", 281_000.0), ("South", 279_000)].map {
            School(name: $0.0, gate: Point(x: 433_000, y: $0.1), finish: 900, isFinishAssumed: false)
        }
        return try KeptPlaces(
            LayerReference(file: file.path, layer: nil), in: try CoordinateSystem.epsg(27700), schools: schools)
    }

    private func point(_ properties: String, _ latitude: Double = 52.42) -> String {
        "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-1.51,\(latitude)]}}"
    }

    private let field =
        "{\"type\":\"Feature\",\"properties\":{\"keep\":\"forbidden\",\"name\":\"Works\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-1.52,52.40],[-1.51,52.40],[-1.51,52.41],[-1.52,52.41],[-1.52,52.40]]]}}"

    @Test func postsAreasAndForbiddenGroundAreRead() throws {
        let kept = try read(
            [
                point("\"keep\":\"post\""), point("\"keep\":\"post\",\"school\":\"South\""), point("\"keep\":\"area\""),
                field,
            ]
            .joined(separator: ","))
        #expect(kept.posts.map(\.school) == ["North", "South"])
        #expect(kept.areas.count == 1 && abs(kept.areas[0].y - 280_400) < 2000)
        #expect(kept.forbidden.map(\.name) == ["Works"])
        #expect(AreaLocator(kept.forbidden).contains(Point(x: kept.areas[0].x - 350, y: kept.areas[0].y - 1650)))
    }

    @Test func basesAndPlacesThatAreNeverWithoutATeamAreRead() throws {
        let square = field.replacing("forbidden", with: "always\",\"from\":\"15:00\",\"to\":\"16:30")
        let kept = try read(
            [
                point("\"keep\":\"base\",\"name\":\"Station\""),
                point("\"keep\":\"always\",\"name\":\"Interchange\",\"from\":\"15:10\",\"to\":\"16:10\""), square,
            ].joined(separator: ","))
        #expect(kept.orders.bases.map(\.name) == ["Station"])
        #expect(kept.orders.always.map(\.name) == ["Interchange", "Works"])
        #expect(kept.orders.always.map(\.from) == [910, 900] && kept.orders.always.map(\.to) == [970, 990])
        #expect(kept.orders.always.map { $0.outline == nil } == [true, false])
    }

    @Test func groundForSoLongAtLeastIsRead() throws {
        let kept = try read(field.replacing("forbidden", with: "least\",\"minutes\":\"45"))
        #expect(kept.orders.least.map(\.name) == ["Works"] && kept.orders.least.map(\.minutes) == [45])
        #expect(throws: WorkflowError.self) {
            try read(field.replacing("forbidden", with: "least\",\"minutes\":\"1.5"))
        }
    }

    private func line(_ properties: String) -> String {
        "{\"type\":\"Feature\",\"id\":\"R2\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[-1.51,52.41],[-1.515,52.412],[-1.52,52.42]]}}"
    }

    @Test func theRoutesThatAnEarlierPlanWroteAreRead() throws {
        let post = "\"keep\":\"route\",\"route\":\"R1-Fri\",\"school\":\"South\",\"start_assumed\":true"
        let layer = [
            point(post + ",\"number\":2,\"arrive\":\"14:05\",\"leave\":\"15:10\"", 52.41),
            point(post + ",\"number\":1,\"arrive\":\"13:30\",\"leave\":\"14:00\",\"days\":\"Fri\""),
            // Nobody marks all posts of a plan.
            point("\"route\":\"R9\",\"number\":1,\"start_assumed\":true"),
        ]
        let kept = try read(layer.joined(separator: ","))
        let route = try #require(kept.orders.routes.first)
        #expect(kept.orders.routes.count == 1 && kept.posts.isEmpty)
        #expect(route.name == "R1-Fri" && route.school == "South" && route.weekdays == [4] && route.line.isEmpty)
        #expect(route.stays.map(\.from) == [810, 845] && route.stays.map(\.to) == [840, 910])
        #expect(route.stays[0].point.y > route.stays[1].point.y)

        // As a timetable has them: a row for every day, and no number.
        let rows = ["2025-09-08", "2025-09-09"].flatMap { day in
            [("16:00", "17:10", 52.43), ("15:10", "15:50", 52.42)].map {
                point(
                    "\"keep\":\"route\",\"route_or_area\":\"R4\",\"day\":\"\(day)\",\"start\":\"\($0.0)\",\"end\":\"\($0.1)\"",
                    $0.2)
            }
        }
        let timed = try #require(try read(rows.joined(separator: ",")).orders.routes.first)
        #expect(timed.stays.map(\.from) == [910, 960] && timed.weekdays == nil && timed.school == "North")
    }

    @Test func aLineIsARouteFromItsStartToItsEnd() throws {
        let kept = try read(
            line("\"keep\":\"route\",\"start\":\"15:10\",\"end\":\"17:10\",\"posts\":2,\"days\":\"Mon–Wed, Fri\""))
        let route = try #require(kept.orders.routes.first)
        #expect(route.name == "R2" && route.line.count == 1 && route.weekdays == [0, 1, 2, 4])
        #expect(route.stays.map(\.from) == [910, nil] && route.stays.map(\.to) == [nil, 1030])
        for (properties, problem) in [
            ("\"posts\":3", "is the line of a route with 3 posts"),
            ("\"days\":\"Fry\"", "has \"Fry\" in its field days"),
            ("\"days\":\"Fri-Mon\"", "which ends before it begins"),
            ("\"start\":\"soon\"", "has \"soon\" in its field start"),
        ] {
            let error = #expect(throws: WorkflowError.self) { try read(line("\"keep\":\"route\"," + properties)) }
            #expect(error?.report.sentence.contains(problem) == true, "\(String(describing: error))")
        }
        let nameless = #expect(throws: WorkflowError.self) { try read(point("\"keep\":\"route\"")) }
        #expect(nameless?.report.sentence.contains("its field route does not say of which") == true)
        let still = "{\"type\":\"Feature\",\"id\":\"R1\",\"properties\":{\"keep\":\"route\"},\"geometry\":null}"
        let standing = #expect(throws: WorkflowError.self) { try read(still) }
        #expect(standing?.report.sentence.contains("its team stands still") == true)
    }

    @Test(arguments: [
        ("\"keep\":\"least\"", "is no polygon"),
        ("\"keep\":\"always\"", "has no time of day such as 15:10 in its field from"),
        ("\"keep\":\"always\",\"from\":\"15:10\",\"to\":\"15:00\"", "ends at 15:00, before it begins at 15:10"),
        ("\"keep\":\"post office\"", "has \"post office\" in its field keep"),
        ("\"name\":\"x\"", "has nothing in its field keep"),
        ("\"keep\":\"forbidden\"", "is no polygon"),
    ])
    func whatCannotBeUnderstoodIsNamed(_ properties: String, _ problem: String) throws {
        let error = #expect(throws: WorkflowError.self) { try read(point(properties)) }
        guard case .badKeep(_, _, let found)? = error else {
            Issue.record("another error")
            return
        }
        #expect(found == problem)
    }
}
