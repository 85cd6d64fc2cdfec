import Foundation
import HomewardGeometry
import HomewardIncidents
import HomewardSimulation
import Testing

@Suite struct IncidentSimulationTests {
    @Test func theSeedSettlesEveryByte() throws {
        let (bytes, truth) = try Sample.usual.get()
        let again = try Sample.run()
        #expect(again.bytes == bytes)
        #expect(again.truth == truth)
        #expect(try Sample.run(seed: 2).bytes != bytes)
    }

    @Test(arguments: [3_000, 12_000, 40_000])
    func theFileHasTheRowsThatWereAskedFor(_ rows: Int) throws {
        let (bytes, truth) = rows == 12_000 ? try Sample.usual.get() : try Sample.run(rows: rows)
        #expect(Extract(bytes).rows.count == rows)
        #expect(truth.rows == rows)
        let expected = truth.expected
        #expect(expected.read == expected.rejectedTotal + expected.outsideStudyArea + expected.used)
        #expect(
            expected.read
                == expected.rejectedTotal + expected.overAge25 + expected.ageUnknown + expected.usedUnder25
                + expected.outsideStudyArea - outsiders(bytes))
        let planted = [truth.afterSchool, truth.nightTime, truth.emerging, truth.fading].joined().map(\.count).reduce(
            0, +)
        #expect(truth.background + planted == rows)
    }

    /// Sound rows outside the study area that an age limit of 25 takes out first.
    private func outsiders(_ bytes: [UInt8]) -> Int {
        let inside = try? Sample.shared.get().studyArea
        guard let box = inside.flatMap({ Shape.multiPolygon($0).boundingBox }) else { return -1 }
        return Extract(bytes).rows.count { row in
            // Eastings are larger than northings in Coventry, unless they have changed places.
            guard row.fields.count == 11, let x = row.x, let y = row.y, x > y else { return false }
            return !box.contains(Point(x: Double(x), y: Double(y))) && (row.age ?? 99) >= 25
        }
    }

    @Test func rowsStandInTheOrderOfTime() throws {
        let rows = Extract(try Sample.usual.get().bytes).rows
        var last = 0
        var seen: Set<Int> = []
        for row in rows where seen.insert(row.reference).inserted {
            #expect(row.reference == last + 1)
            last = row.reference
        }
        let sound = rows.compactMap { row in row.day.map { $0.number } }
        let backwards = zip(sound, sound.dropFirst()).count { $0 > $1 }
        // Only an impossible date can stand out of order, and Extract.day refuses those.
        #expect(backwards == 0)
    }

    @Test func theTruthSurvivesItsFile() throws {
        let truth = try Sample.usual.get().truth
        #expect(try IncidentTruth(json: truth.json()) == truth)
        #expect(throws: SimulationError.self) { try IncidentTruth(json: "{}") }
    }

    @Test func aFailureLeavesTheEarlierFileWhole() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "incidents.csv").path
        try Data("before".utf8).write(to: URL(filePath: path))
        var broken = try Sample.simulation()
        broken.rows = 3
        #expect(throws: SimulationError.self) { try broken.write(to: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
        let simulation = try Sample.simulation(rows: 3_000)
        let truth = try simulation.write(to: path, truth: path + ".truth.json")
        #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == Sample.run(rows: 3_000).bytes)
        #expect(try IncidentTruth(json: String(contentsOfFile: path + ".truth.json", encoding: .utf8)) == truth)
        #expect(throws: (any Error).self) { try simulation.write(to: folder.path + "/no/such/folder/x.csv") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test func whatDoesNotExistIsNamed() throws {
        var simulation = try Sample.simulation()
        simulation.areas.removeAll { $0.name == "Willenhall" }
        #expect(throws: SimulationError.noSuchArea(name: "Willenhall", available: simulation.areas.map(\.name))) {
            try simulation.run { _ in }
        }
        simulation = try Sample.simulation()
        simulation.sites.removeAll { $0.name == "Sidney Stringer Academy" }
        #expect(throws: SimulationError.noSuchSite(name: "Sidney Stringer Academy")) { try simulation.run { _ in } }
        simulation = try Sample.simulation()
        simulation.streets = []
        #expect(throws: SimulationError.noStreetNear("the study area")) { try simulation.run { _ in } }
    }
}
