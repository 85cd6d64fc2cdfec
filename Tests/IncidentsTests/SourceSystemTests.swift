import Foundation
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

/// In which coordinate system a file is, told without help: what was read wrongly without a word is right or refused.
@Suite struct SourceSystemTests {
    /// Places of a town by longitude and latitude, some kilometres around `centre`.
    private static func places(_ centre: (Double, Double)) -> [Point] {
        (0..<40).map { (index: Int) -> Point in
            let east = Double(index * 37 % 40 - 20) / 800
            let north = Double(index * 23 % 40 - 20) / 1000
            return Point(x: centre.0 + east, y: centre.1 + north)
        }
    }

    private static let newYork = places((-73.93, 40.72))
    private static let coventry = places((-1.51, 52.41))
    private static let belfast = places((-5.93, 54.6))

    /// A file with the places in a system, and beside that in degrees with so many decimals.
    private static func csv(
        _ places: [Point], in code: String, names: String = "easting,northing", degrees decimals: Int? = nil
    ) throws -> String {
        let transformer = try Transformer(from: .epsg(4326), to: CoordinateSystem(code))
        var rows = ["id,when,\(names)\(decimals == nil ? "" : ",Longitude,Latitude")"]
        for (index, place) in places.enumerated() {
            let own = code == "EPSG:4326" ? place : try transformer.transform(place)
            func rounded(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
            let fine = code == "EPSG:4326" ? 6 : 1
            rows.append(
                "\(index),2024-01-\(10 + index % 20) 15:20,\(rounded(own.x, fine)),\(rounded(own.y, fine))"
                    + (decimals.map { ",\(rounded(place.x, $0)),\(rounded(place.y, $0))" } ?? ""))
        }
        return rows.joined(separator: "\n")
    }

    /// A square of 60 km around the middle of the places, in a system.
    private static func area(_ places: [Point], in code: String) throws -> MultiPolygon {
        let centre = try #require(BoundingBox(of: places)?.centre)
        let middle = try Transformer(from: .epsg(4326), to: CoordinateSystem(code)).transform(centre)
        return MultiPolygon([BoundingBox(at: middle).grown(by: 30_000).polygon])
    }

    /// How far the table lies from the places, at most, in metres.
    private static func farthest(_ reading: IncidentReading, from places: [Point], in code: String) throws -> Double {
        let transformer = try Transformer(from: .epsg(4326), to: CoordinateSystem(code))
        guard reading.table.count == places.count else { return .infinity }
        var farthest = 0.0
        for (found, place) in zip(reading.table.points, places) {
            farthest = max(farthest, found.distance(to: try transformer.transform(place)))
        }
        return farthest
    }

    // MARK: Told without help

    /// Each case: the ground, the system of the columns, decimals of degrees beside them, the working system, and in which
    /// system the file is found to be.
    @Test(arguments: [
        // Easting and northing went to Great Britain whatever the working system was.
        ("newYork", "EPSG:32618", nil, "EPSG:32618", "EPSG:32618"),
        ("belfast", "EPSG:29902", nil, "EPSG:29902", "EPSG:29902"),
        ("belfast", "EPSG:2157", nil, "EPSG:2157", "EPSG:2157"),
        // Degrees beside them show it.
        ("newYork", "EPSG:32618", 6, "EPSG:32618", "EPSG:32618"),
        ("coventry", "EPSG:27700", 6, "EPSG:27700", "EPSG:27700"),
        ("coventry", "EPSG:27700", 2, "EPSG:27700", "EPSG:27700"),
        ("coventry", "EPSG:27700", 6, "EPSG:32630", "EPSG:27700"),
        // Feet, another zone, another datum: the degrees are taken.
        ("newYork", "EPSG:2263", 6, "EPSG:32618", "EPSG:4326"),
        ("newYork", "EPSG:32617", 6, "EPSG:32618", "EPSG:4326"),
        ("belfast", "EPSG:29902", 6, "EPSG:27700", "EPSG:4326"),
        ("newYork", "EPSG:4326", nil, "EPSG:32618", "EPSG:4326"),
        ("coventry", "EPSG:4326", nil, "EPSG:27700", "EPSG:4326"),
        ("coventry", "EPSG:27700", nil, "EPSG:27700", "EPSG:27700"),
    ])
    func aFileIsFoundToBeWhereItIs(
        _ town: String, _ code: String, _ decimals: Int?, _ working: String, _ expected: String
    ) throws {
        let places = ["newYork": Self.newYork, "belfast": Self.belfast, "coventry": Self.coventry][town] ?? []
        let text = try Self.csv(places, in: code, degrees: decimals)
        let reading = try Reading.csv(text, system: working)
        #expect(reading.sources[0].crs == expected)
        #expect(!reading.sources[0].crsTold.isEmpty)
        #expect(try Self.farthest(reading, from: places, in: working) < 1)
        let around = try #require(reading.sources[0].around)
        #expect(around.metresOverGround(to: places[0]) < 10_000)
    }

    /// The decision is one of the whole column: no order of the rows changes it.
    @Test func theOrderOfTheRowsDoesNotMatter() throws {
        var lines = try Self.csv(Self.newYork, in: "EPSG:2263", degrees: 6).split(separator: "\n")
        let head = lines.removeFirst()
        let forward = try Reading.csv(([head] + lines).joined(separator: "\n"), system: "EPSG:32618")
        let backward = try Reading.csv(([head] + lines.reversed()).joined(separator: "\n"), system: "EPSG:32618")
        #expect(forward.sources[0].crs == backward.sources[0].crs)
        #expect(Set(forward.table.points) == Set(backward.table.points))
        #expect(forward.sources[0].columns == backward.sources[0].columns)
    }

    @Test func whatTheColumnsAreTakenForIsSaid() throws {
        let feet = try Reading.csv(Self.csv(Self.newYork, in: "EPSG:2263", degrees: 6), system: "EPSG:32618")
        #expect(feet.notes.contains { $0.contains("position is taken from longitude and latitude") })
        #expect(!feet.notes.contains { $0.contains("other columns hold one too") })
        #expect(feet.sources[0].crsTold == "told by the columns \"Longitude\" and \"Latitude\"")
        #expect(feet.sources[0].columns.contains(ColumnUse(role: .x, name: "Longitude")))
        let metres = try Reading.csv(
            Self.csv(Self.newYork, in: "EPSG:32618", names: "x,y"), system: "EPSG:32618")
        #expect(
            metres.notes.contains { $0.contains("they fit EPSG:32618") && $0.contains("lie around 40.7 N 73.9 W") },
            "\(metres.notes)")
        #expect(metres.sources[0].crsTold == "the working system, told by the values of \"x\" and \"y\"")
        let named = try Reading.csv(
            Self.csv(Self.newYork, in: "EPSG:2263"), crs: "EPSG:2263", system: "EPSG:32618")
        #expect(named.sources[0].crsTold == "named by incidents-crs" && named.notes.isEmpty)
        #expect(try Self.farthest(named, from: Self.newYork, in: "EPSG:32618") < 1)
    }

    /// The origin of Singapore's plane coordinates; the file landed south-west of Great Britain.
    @Test func singaporeIsInTheWorkingSystemThatIsNamed() throws {
        let text = """
            when,easting,northing
            2024-01-10 15:20,28001.642,38744.572
            2024-01-11 15:20,29001.642,38744.572
            """
        let reading = try Reading.csv(text, system: "EPSG:3414")
        #expect(reading.sources[0].crs == "EPSG:3414")
        #expect(reading.table.x == [28_001.642, 29_001.642] && reading.table.y == [38_744.572, 38_744.572])
        let around = try #require(reading.sources[0].around)
        #expect(abs(around.x - 103.84) < 0.02 && abs(around.y - 1.367) < 0.01)
    }

    /// A zone reaches from the equator to the pole, so that numbers of the National Grid lie in it too, in Ghana.
    @Test func whatFitsTwoSystemsIsAskedForOrDecidedByTheStudyArea() throws {
        let text = try Self.csv(Self.coventry, in: "EPSG:27700")
        let error = #expect(throws: IncidentsError.self) { try Reading.csv(text, system: "EPSG:32630") }
        let words = try #require(error?.description)
        for part in ["EPSG:32630", "EPSG:27700", "52.4 N 1.5 W", "incidents[].crs"] {
            #expect(words.contains(part), "\(words)")
        }
        let reading = try Reading.csv(
            text, studyArea: Self.area(Self.coventry, in: "EPSG:32630"), system: "EPSG:32630")
        #expect(reading.sources[0].crs == "EPSG:27700")
        #expect(try Self.farthest(reading, from: Self.coventry, in: "EPSG:32630") < 1)
    }

    // MARK: Refused, with the right culprit

    /// "No place in WGS 84" blamed the file; it is the working system that is none for New York.
    @Test(arguments: [nil, 6] as [Int?]) func theWorkingSystemIsBlamedWhereItDoesNotReach(_ decimals: Int?) throws {
        let text =
            try decimals.map { try Self.csv(Self.newYork, in: "EPSG:2263", degrees: $0) }
            ?? Self.csv(Self.newYork, in: "EPSG:4326", names: "lon,lat")
        let error = #expect(throws: GeometryError.self) { try Reading.csv(text) }
        let words = try #require(error?.description)
        for part in ["EPSG:27700", "United Kingdom", "EPSG:32618", "40.7 N 73.9 W", "incidents.csv"] {
            #expect(words.contains(part), "\(words)")
        }
    }

    /// Feet of the state plane, with a working system that fits the place and nothing else to go by.
    @Test func feetWithoutDegreesAreNoMetres() throws {
        let text = try Self.csv(Self.newYork, in: "EPSG:2263")
        for working in ["EPSG:32618", "EPSG:32118", "EPSG:27700"] {
            let error = #expect(throws: IncidentsError.self) { try Reading.csv(text, system: working) }
            #expect(error?.report.code == "incidents.misplaced")
            #expect(error?.description.contains("easting") == true)
        }
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text, studyArea: Self.area(Self.newYork, in: "EPSG:32618"), system: "EPSG:32618")
        }
        let words = try #require(error?.description)
        for part in ["EPSG:2263", "New York Long Island (ftUS)", " km from the study area"] {
            #expect(words.contains(part), "\(words)")
        }
    }

    /// Memphis lies on the border of two zones. Its numbers in the eastern one are places in the western one too.
    @Test(arguments: [nil, "EPSG:32615"] as [String?])
    func aNeighboursZoneIsFoundByTheStudyArea(_ named: String?) throws {
        let memphis = Self.places((-89.95, 35.12))
        let text = try Self.csv(memphis, in: "EPSG:32616")
        let area = try Self.area(memphis, in: "EPSG:32615")
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text, studyArea: area, crs: named, system: "EPSG:32615")
        }
        let words = try #require(error?.description)
        for part in ["UTM zone 16N", " km from the study area"] { #expect(words.contains(part), "\(words)") }
        let right = try Reading.csv(text, studyArea: area, crs: "EPSG:32616", system: "EPSG:32615")
        #expect(try Self.farthest(right, from: memphis, in: "EPSG:32615") < 1)
        // Without it, where they are taken to be is at least said.
        let said = try Reading.csv(text, system: "EPSG:32615")
        #expect(said.notes.contains { $0.contains("35.1 N 96.0 W") || $0.contains("35.1 N 95.9 W") }, "\(said.notes)")
    }

    @Test func aSystemThatIsNamedWronglyIsRefused() throws {
        let text = try Self.csv(Self.newYork, in: "EPSG:32618")
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text, crs: "EPSG:2263", system: "EPSG:32618")
        }
        let words = try #require(error?.description)
        #expect(words.contains("EPSG:2263") && words.contains("named by incidents-crs"), "\(words)")
    }

    @Test func exchangedColumnsAreCalledSo() throws {
        let text = try Self.csv(Self.coventry.map { Point(x: $0.y, y: $0.x) }, in: "EPSG:4326", names: "lon,lat")
        let error = #expect(throws: IncidentsError.self) { try Reading.csv(text) }
        let words = try #require(error?.description)
        #expect(words.contains("exchange the two columns") && words.contains("52.4 N 1.5 W"), "\(words)")
        let rows = #expect(throws: IncidentsError.self) { try Reading.csv(text, studyArea: Reading.coventry) }
        #expect(rows?.description.contains("swapped_coordinates 40") == true)
        let zone = try Self.csv(Self.newYork, in: "EPSG:32618", names: "northing,easting")
        let metres = #expect(throws: IncidentsError.self) { try Reading.csv(zone, system: "EPSG:32618") }
        #expect(metres?.description.contains("exchange the two columns") == true, "\(metres?.description ?? "")")
    }

    @Test func aFileFromElsewhereIsNotTheWorkingSystemsFault() throws {
        let text = try Self.csv(Self.newYork, in: "EPSG:4326", names: "lon,lat")
        let error = #expect(throws: IncidentsError.self) { try Reading.csv(text, studyArea: Reading.coventry) }
        let words = try #require(error?.description)
        #expect(words.contains("km from the study area") && words.contains("study_area.file"), "\(words)")
        // Beside another file it is said, and read on, as long as it lies where the working system serves.
        let near = try Self.csv(Self.coventry, in: "EPSG:27700")
        #expect(throws: IncidentsError.self) {
            try Reading.files(["near.csv": near, "far.csv": text], studyArea: Reading.coventry)
        }
        let scotland = try Self.csv(Self.places((-3.2, 55.95)), in: "EPSG:4326", names: "lon,lat")
        let both = try Reading.files(["near.csv": near, "far.csv": scotland], studyArea: Reading.coventry)
        #expect(both.counts.used == 40 && both.counts.addUp)
        #expect(both.notes.contains { $0.contains("far.csv") && $0.contains("km from the study area") })
    }

    /// A few rows in another place are rejected as before, and the words blame what does not reach.
    @Test func aFewRowsElsewhereAreRejected() throws {
        var places = Self.coventry
        places[7] = Self.newYork[7]
        for working in ["EPSG:27700", "EPSG:32630"] {
            let reading = try Reading.csv(
                Self.csv(places, in: "EPSG:4326", names: "lon,lat"), system: working)
            #expect(reading.counts.rejected == [.coordinatesOutOfRange: 1] && reading.counts.used == 39)
            #expect(reading.rejects[0].detail.contains("where the working system, \(working)"))
        }
    }

    @Test func columnsThatTheAnalystChoseAreNotExchangedForDegrees() throws {
        let text = try Self.csv(Self.newYork, in: "EPSG:2263", degrees: 6)
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(text, columns: "x=easting,y=northing", system: "EPSG:32618")
        }
        let words = try #require(error?.description)
        #expect(words.contains("EPSG:2263") && words.contains("\"Longitude\" and \"Latitude\""), "\(words)")
        // A named system of degrees means the columns of degrees.
        let named = try Reading.csv(text, crs: "EPSG:4326", system: "EPSG:32618")
        #expect(try Self.farthest(named, from: Self.newYork, in: "EPSG:32618") < 1)
    }
}

private let data = ProcessInfo.processInfo.environment["HOMEWARD_DATA"]

@Suite(.enabled(if: data != nil, "HOMEWARD_DATA names no folder with the real data"))
struct RealSystemTests {
    private func read(_ name: String, system: String) throws -> IncidentReading {
        try IncidentReader(
            sources: [IncidentSource(path: try #require(data) + "/real/\(name)")],
            workingSystem: CoordinateSystem(system), clock: .init(timeZone: "America/Chicago")
        ).read()
    }

    @Test func memphisIsNotInBritain() throws {
        let error = #expect(throws: GeometryError.self) { try read("memphis_robberies.csv", system: "EPSG:27700") }
        #expect(error?.description.contains("EPSG:32615") == true || error?.description.contains("EPSG:32616") == true)
        for zone in ["EPSG:32615", "EPSG:32616"] {
            let reading = try read("memphis_robberies.csv", system: zone)
            #expect(reading.counts.used == 2245 && reading.sources[0].crs == "EPSG:4326")
        }
    }

    /// Burglaries of Washington in feet; arsons of Chicago in metres of the state plane.
    @Test func feetAndMetresOfTheStatePlane() throws {
        let error = #expect(throws: IncidentsError.self) { try read("dcburglaries.csv", system: "EPSG:27700") }
        #expect(error?.report.code == "incidents.misplaced")
        let chicago = try read("chicago_arson.csv", system: "EPSG:26971")
        #expect(chicago.sources[0].crs == "EPSG:26971")
        let around = try #require(chicago.sources[0].around)
        #expect(around.metresOverGround(to: Point(x: -87.68, y: 41.84)) < 20_000)
    }
}
