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
