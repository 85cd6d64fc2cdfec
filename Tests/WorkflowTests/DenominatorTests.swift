import Foundation
import HomewardAnalysis
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import Testing

@testable import HomewardWorkflow

/// What rates refer to.
@Suite struct DenominatorTests {
    private let folder: URL
    private let system: CoordinateSystem
    private let grid: Grid
    private static let corner = Point(x: 433_000, y: 279_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "homeward-denominator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        system = try CoordinateSystem.epsg(27700)
        grid = try Grid(covering: MultiPolygon([Self.box(0, 0, 400, 300)]), cellSize: 100)
    }

    private static func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        BoundingBox(
            minX: corner.x + west, minY: corner.y + south, maxX: corner.x + east, maxY: corner.y + north
        ).polygon
    }

    private func file(_ places: [(shape: Shape, value: FieldValue)], field: String = "population") throws
        -> LayerReference
    {
        let layer = Layer(
            name: "people", coordinateSystem: system, fields: [Field(field, .text)],
            features: places.map { Feature(shape: $0.shape, values: [$0.value.asText.map(FieldValue.text) ?? .null]) })
        let path = folder.appending(path: "\(UUID().uuidString).gpkg").path
        try LayerWriter(path: path).write([layer])
        return LayerReference(file: path)
    }

    private func read(_ reference: LayerReference, field: String = "population") throws -> Denominator {
        try Denominator(reference, field: field, on: grid, in: system)
    }

    @Test func pointsCountInTheirCell() throws {
        let found = try read(
            try file([
                (.point(Point(x: 433_010, y: 279_010)), .integer(7)),
                (.point(Point(x: 433_090, y: 279_099)), .integer(2)),
                (.point(Point(x: 433_310, y: 279_250)), .real(1.5)),
                (.point(Point(x: 431_000, y: 279_250)), .integer(40)),
            ]))
        #expect(
            found.cells[0] == 9 && found.cells[11] == 1.5 && found.cells.reduce(0, +) == 10.5 && found.outside == 40)
        #expect(found.words == "population 11 in the cells, 40 outside" && found.assumption.contains("spread evenly"))
    }

    @Test func areasAreSpreadOverTheirGround() throws {
        let found = try read(
            try file(
                [
                    // Half of the first cell and half of the second, by width.
                    (.polygon(Self.box(50, 0, 150, 100)), .integer(100)),
                    // A third inside.
                    (.multiPolygon(MultiPolygon([Self.box(300, 200, 400, 500)])), .integer(90)),
                    (.polygon(Self.box(0, 0, 400, 300)), .integer(0)),
                ], field: "POPULATION"))
        #expect(abs(found.cells[0] - 50) < 1e-6 && abs(found.cells[1] - 50) < 1e-6 && abs(found.cells[11] - 30) < 1e-6)
        #expect(abs(found.outside - 60) < 1e-6 && abs(found.cells.reduce(0, +) + found.outside - 190) < 1e-6)
        #expect(found.field == "POPULATION")
    }

    @Test func hexagonsHaveTheirShareToo() throws {
        let grid = try Grid(covering: MultiPolygon([Self.box(0, 0, 900, 800)]), cellSize: 130, form: .hexagonal)
        let outline = MultiPolygon([
            Polygon(
                exterior: [(120.0, 90.0), (700, 160), (610, 640), (120, 90)].map {
                    Point(x: Self.corner.x + $0.0, y: Self.corner.y + $0.1)
                })
        ])
        let shares = try grid.shares(of: outline)
        #expect(abs(shares.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        for (cell, share) in shares {
            // What lies in the hexagon, by GEOS.
            let common = try Shape.multiPolygon(outline).intersection(.polygon(grid.polygon(of: cell)))
            #expect(abs(try common.area() / Shape.multiPolygon(outline).area() - share) < 1e-9)
        }
    }

    @Test func whatCannotBeUsedIsNamed() throws {
        let here = Shape.point(Point(x: 433_010, y: 279_010))
        for (value, problem) in [
            (FieldValue.integer(-3), "its population \"-3\" is no number from 0"),
            (.null, "its population \"\" is no number"),
            (.text("many"), "\"many\" is no number"),
        ] {
            let error = #expect(throws: WorkflowError.self) { try read(try file([(here, value)])) }
            #expect(error.map { "\($0.report.sentence)" }?.contains(problem) == true)
        }
        let other = #expect(throws: WorkflowError.self) {
            try read(try file([(here, .integer(4))]), field: "residents")
        }
        #expect(other?.report.sentence.contains("it has no field \"residents\", but \"population\"") == true)
        #expect(other?.report.sentence.contains("hotspots.denominator_field") == true)
        let nobody = #expect(throws: WorkflowError.self) { try read(try file([(here, .integer(0))])) }
        #expect(nobody?.report.sentence.contains("nothing of its population lies in the study area") == true)
        let line = Shape.lineString(
            LineString([Point(x: 433_010, y: 279_010), Point(x: 433_020, y: 279_010)]))
        let wrong = #expect(throws: WorkflowError.self) { try read(try file([(line, .integer(4))])) }
        #expect(wrong?.report.sentence.contains("neither a point nor an area") == true)
    }

    @Test func harmWeighsWithItsShare() throws {
        var table = IncidentTable([])
        table.harm = [3, 10]
        let selected = SelectedIncidents(table: table, rows: [0, 1], shares: [1, 0.5], filtered: [:])
        #expect(CellValues.Kind.harm.weights(of: selected) == [3, 5])
        #expect(CellValues.Kind.count.weights(of: selected) == [1, 0.5])
    }
}
