import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardStreets

@Suite struct StreetBuilderTests {
    @Test func linesAreSplitWhereTheyShareAVertexAndNotWhereTheyCross() throws {
        let (network, report) = try StreetBuilder().build(
            from: layer([
                (line((0, 0), (100, 0), (200, 0)), "residential", ""),  // passed by the second line at its inner vertex
                (line((100, -50), (100, 0), (100, 50)), "footway", ""),
                (line((50, -50), (50, 50)), "residential", ""),  // crosses the first one on a bridge: no shared vertex
                (line((100, 50), (50, 50)), "path", ""),  // joins two ends
            ]))
        #expect(network.nodes.count == 7)
        #expect(network.edges.count == 6)
        #expect(report.addsUp && report.read.lines == 4 && report.walkable.lines == 4)
        #expect(network.componentLength == [450])
        #expect(
            network.edges.map(\.kind) == ["residential", "residential", "footway", "footway", "residential", "path"])
    }

    @Test func innerVerticesOfDifferentLevelsDoNotMeetButEndsDo() throws {
        let crossing = [
            (line((0, 0), (100, 0), (200, 0)), "residential", "\"layer\"=>\"1\""),
            (line((100, -50), (100, 0), (100, 50)), "footway", ""),
        ]
        #expect(try StreetBuilder().build(from: layer(crossing)).network.edges.count == 2)
        let ending = crossing + [(line((100, 0), (150, 50)), "steps", "")]
        #expect(try StreetBuilder().build(from: layer(ending)).network.edges.count == 5)
    }

    @Test func aLineThatLeavesTheEarthIsDroppedAndCounted() throws {
        let lines = [(0.0, 0.0), (1e308, -1e308), (1e18, 0), (40_000_000, 0)].map { end in
            (line((0, 0), (100, 0), (end.0, end.1)), "residential", "")
        }
        let (network, report) = try StreetBuilder().build(from: layer(lines))
        #expect(report.dropped[.badCoordinates]?.lines == 3 && report.addsUp)
        #expect(network.length <= 200)
    }

    @Test func verticesWithinTheToleranceAreOne() throws {
        let lines = [
            (line((0, 0), (100, 0)), "residential", ""), (line((100.004, 0.003), (200, 0)), "residential", ""),
            (line((200.4, 0), (300, 0)), "residential", ""), (line((300, 0), (300.002, 0)), "residential", ""),
        ]
        let (fine, report) = try StreetBuilder().build(from: layer(lines))
        #expect(fine.componentLength.count == 2)
        #expect(report.dropped == [.noLength: .init(lines: 1, metres: lines[3].0.length)])
        #expect(report.addsUp)
        #expect(try StreetBuilder(tolerance: 1).build(from: layer(lines)).network.componentLength.count == 1)
    }

    @Test func aRingAndALineThatMeetsItselfAreKept() throws {
        let ring = line((0, 0), (50, 0), (50, 50), (0, 50), (0, 0))
        let eight = line((100, 0), (150, 50), (200, 0), (150, -50), (150, 50), (150, 100))
        let network = try StreetBuilder().build(
            from: layer([(ring, "residential", ""), (eight, "residential", "")])
        ).network
        #expect(network.edges.filter { $0.from == $0.to }.count == 2)
        #expect(abs(network.length - ring.length - eight.length) < 1e-9)
    }

    @Test(
        arguments: [
            ("motorway", "", DropReason.motorway), ("motorway_link", "\"foot\"=>\"yes\"", nil),
            ("trunk", "", .trunkWithoutFootway),
            ("trunk", "\"foot\"=>\"designated\"", nil), ("trunk", "\"sidewalk\"=>\"both\"", nil),
            ("trunk", "\"sidewalk\"=>\"none\"", .trunkWithoutFootway), ("trunk", "\"maxspeed\"=>\"30 mph\"", nil),
            ("trunk", "\"maxspeed\"=>\"70 mph\"", .trunkWithoutFootway), ("trunk", "\"maxspeed\"=>\"60\"", nil),
            ("residential", "\"foot\"=>\"no\"", .footForbidden), ("service", "\"access\"=>\"private\"", .privateAccess),
            ("service", "\"access\"=>\"private\",\"foot\"=>\"permissive\"", nil),
            ("service", "\"access\"=>\"no\"", .privateAccess),
            ("cycleway", "", nil), ("steps", "", nil), ("construction", "", .notBuilt), ("raceway", "", .notForWalking),
            ("", "", .notAStreet), ("A Road", "", nil), ("Motorway", "", .motorway),
        ] as [(String, String, DropReason?)])
    func saysWhoMayWalk(_ kind: String, _ tags: String, _ reason: DropReason?) {
        let parsed = OpenStreetMapTags.parse(tags)
        #expect(Walkability.reasonAgainst(kind: kind, tags: { parsed[$0] }) == reason)
    }

    @Test func everyLineIsAccountedFor() throws {
        var input = layer([
            (line((0, 0), (10, 0)), "residential", ""), (line((0, 0), (0, 10)), "motorway", ""),
            (line((500, 0), (505, 0)), "path", ""), (line((0, 0), (.nan, 10)), "path", ""),
        ])
        input.features.append(Feature(shape: nil, values: [.text("path"), .null]))
        input.features.append(
            Feature(
                shape: .multiLineString([line((10, 0), (20, 0)), line((20, 0), (30, 0))]),
                values: [.text("path"), .null]))
        let report = try StreetBuilder().build(from: input).report
        #expect(report.addsUp)
        #expect(report.read.lines == 7 && report.walkable.lines == 4)
        #expect(report.reasons == [.badCoordinates, .motorway, .noLine])
        #expect(report.main.metres == 30 && report.leftOut == .init(lines: 1, metres: 5) && report.components == 2)
    }

    @Test func syntheticStreetsSayTheyAre() throws {
        let lines = [(line((0, 0), (10, 0)), "residential", "")]
        #expect(try StreetBuilder().build(from: layer(lines)).network.isSynthetic == false)
        #expect(try StreetBuilder().build(from: layer(lines, name: "streets_synthetic")).network.isSynthetic)
        #expect(try StreetBuilder(isSynthetic: true).build(from: layer(lines)).report.isSynthetic)
        var flagged = layer(lines)
        flagged.fields.append(Field("synthetic", .boolean))
        flagged.features[0].values.append(.boolean(true))
        #expect(try StreetBuilder().build(from: flagged).network.isSynthetic)
    }

    @Test func whatCannotBeBuiltIsNamed() {
        func fault(_ layer: Layer, _ builder: StreetBuilder = StreetBuilder()) -> StreetsError? {
            do {
                _ = try builder.build(from: layer, file: "roads.gpkg")
                return nil
            } catch { return error }
        }
        #expect(fault(layer([])) == .noLines(file: "roads.gpkg", layer: "lines"))
        let motorway = layer([(line((0, 0), (1, 0)), "motorway", "")])
        #expect(fault(motorway) == .nothingToWalk(file: "roads.gpkg", layer: "lines", lines: 1))
        #expect(fault(motorway)?.description.contains("roads.gpkg") == true)
        #expect(fault(motorway, StreetBuilder(tolerance: 0)) != nil)
    }
}
