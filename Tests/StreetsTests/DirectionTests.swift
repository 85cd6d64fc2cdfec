import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardStreets

@Suite struct DirectionTests {
    private func words(_ lines: [(LineString, String?, String)], from: Point, to: Point) throws -> [String] {
        var input = Layer(
            name: "lines", coordinateSystem: nil, fields: [Field("highway", .text), Field("name", .text)], features: [])
        input.features = lines.map {
            Feature(shape: .lineString($0.0), values: [.text($0.2), $0.1.map { .text($0) } ?? .null])
        }
        let network = try StreetBuilder().build(from: input).network
        let (a, b) = (try #require(network.snap(from, within: 1)), try #require(network.snap(to, within: 1)))
        let path = try #require(network.shortestPaths(from: a).path(to: b))
        let directions = network.directions(for: path)
        #expect(abs(directions.reduce(0) { $0 + $1.length } - path.length) < 1e-9, "every metre is told once")
        return directions.map(\.words)
    }

    @Test func aWayIsToldAsOneWalksIt() throws {
        let lines: [(LineString, String?, String)] = [
            (line((0, 0), (203, 0)), "High Street", "residential"),
            (line((203, 0), (203, 60), (203, 120)), "Stoney Stanton Road", "residential"),
            (line((203, 120), (203, 150)), "Stoney Stanton Road", "residential"),
            (line((203, 150), (303, 150)), nil, "footway"), (line((303, 150), (333, 150)), nil, "steps"),
            (line((333, 150), (333, 50)), "Low Road", "residential"),
        ]
        let there = try words(lines, from: Point(x: 0, y: 0), to: Point(x: 333, y: 50))
        #expect(
            there == [
                "start on High Street heading east, 200 m", "left into Stoney Stanton Road, 150 m",
                "right along the footpath, 100 m", "straight on along the steps, 30 m", "right into Low Road, 100 m",
            ])
        let back = try words(lines, from: Point(x: 333, y: 50), to: Point(x: 100, y: 0))
        #expect(
            back
                == [
                    "start on Low Road heading north, 100 m", "left along the steps, 30 m",
                    "straight on along the footpath, 100 m", "left into Stoney Stanton Road, 150 m",
                    "right into High Street, 105 m",
                ].map { $0.replacing("105 m", with: "100 m") })
    }

    @Test func aBendOfOneStreetIsNoTurnAndACornerIs() throws {
        let bend: [(LineString, String?, String)] = [
            (line((0, 0), (100, 0)), "Long Lane", "residential"),
            (line((100, 0), (200, 40)), "Long Lane", "residential"), (line((100, 0), (100, -50)), nil, "service"),
        ]
        #expect(
            try words(bend, from: Point(x: 0, y: 0), to: Point(x: 200, y: 40))
                == ["start on Long Lane heading east, 210 m"])
        let corner: [(LineString, String?, String)] = [
            (line((0, 0), (100, 0)), "Long Lane", "residential"),
            (line((100, 0), (100, 80)), "Long Lane", "residential"), (line((100, 0), (200, 0)), nil, "service"),
        ]
        #expect(
            try words(corner, from: Point(x: 0, y: 0), to: Point(x: 100, y: 80))
                == ["start on Long Lane heading east, 100 m", "left into Long Lane, 80 m"])
    }

    @Test(
        arguments: [
            (0.0, Direction.Turn.straight), (29, .straight), (-29, .straight), (31, .bearLeft), (-45, .bearRight),
            (90, .left), (-90, .right), (134, .left), (150, .sharpLeft), (-150, .sharpRight), (180, .back),
            (-180, .back), (171, .back), (270, .right), (-270, .left), (360, .straight), (450, .left),
        ] as [(Double, Direction.Turn)])
    func anglesAreTurns(_ degrees: Double, _ turn: Direction.Turn) {
        #expect(Direction.Turn(degrees: degrees) == turn)
    }

    @Test(arguments: 0..<8) func bearingsHaveNames(_ eighth: Int) {
        let names = ["east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east"]
        for shift in [-0.3, 0, 0.3] {
            #expect(Direction.compass((Double(eighth) + shift) * .pi / 4) == names[eighth])
            #expect(Direction.compass((Double(eighth) + shift - 8) * .pi / 4) == names[eighth])
        }
    }

    @Test func aWayWithoutLengthNeedsNoWords() throws {
        let network = try gridNetwork(columns: 2, rows: 2)
        let here = network.position(edge: 0, offset: 10)
        let path = try #require(network.shortestPaths(from: here).path(to: here))
        #expect(network.directions(for: path).isEmpty)
    }

    @Test func pacingIsToldOnce() throws {
        let network = try gridNetwork(columns: 2, rows: 1)
        func part(_ start: Double, _ end: Double) -> StreetPath.Part { .init(edge: 0, start: start, end: end) }
        let plain = network.directions(along: [part(0, 20), part(20, 60), part(60, 50)])
        #expect(plain.map(\.turn) == [.start, .back], "what goes on along an edge is one stretch")
        #expect(plain.map(\.length) == [60, 10])
        #expect(Direction.words(of: plain) == plain.map(\.words).joined(separator: "; "), "once back is no pacing")
        let paced = network.directions(
            along: [part(0, 60), part(60, 40), part(40, 60), part(60, 40), part(40, 100)])
        #expect(paced.count == 5)
        #expect(Direction.words(of: paced) == "\(paced[0].words); up and down \(paced[1].street), 120 m in all")
    }
}
