import Foundation
import HomewardCalendar
import HomewardGeometry
import Testing

@testable import HomewardIncidents

/// Files of which somebody says whose they are, what they weigh and how exactly they know places.
@Suite struct NamedSourceTests {
    private static func text(_ rows: Range<Int>, east: Double = 0, category: String = "Robbery") -> String {
        "id,when,x,y,category\n"
            + rows.map {
                "C\($0),2024-01-\($0 % 20 + 10) 10:\($0 % 50 + 10),\(433_000 + Double($0) * 10 + east),279570,\(category)\n"
            }
            .joined()
    }

    @Test func filesOfOneNameAreOneSource() throws {
        let names: [String?] = ["police", nil, " Police ", "ambulance", ""]
        let reading = try Reading.files([
            "a.csv": Self.text(0..<10), "b.csv": Self.text(10..<20), "c.csv": Self.text(20..<30),
            "d.csv": Self.text(30..<40), "e.csv": Self.text(40..<50),
        ]) { source, index in
            source.name = names[index]
            source.precision = [20, nil, 50, nil, 0][index]
        }
        let sources = reading.namedSources
        #expect(sources.map(\.files) == [[0, 2], [1], [3], [4]])
        #expect(sources[0].name == "police" && sources[2].name == "ambulance")
        #expect(sources[1].name.hasSuffix("b.csv") && sources[3].name.hasSuffix("e.csv"))
        #expect(sources.map(\.precision) == [50, nil, nil, 0])
        #expect(reading.counts.used == 50)
    }

    /// Two organisations may both begin to count at 1, and a number that they share may be an incident that both have.
    @Test func identifiersOfDifferentSourcesAreNotCompared() throws {
        func reading(_ names: [String?]) throws -> IncidentReading {
            try Reading.files([
                "a.csv": Self.text(0..<20), "b.csv": Self.text(10..<30, category: "Assault"),
                "c.csv": Self.text(15..<25, category: "Theft"),
            ]) { source, index in source.name = names[index] }
        }
        let unnamed = try reading([nil, nil, nil])
        #expect(unnamed.counts.used == 30 && unnamed.counts.rejected == [.duplicateAcrossFiles: 20])
        let apart = try reading(["police", "ambulance", "hospital"])
        #expect(apart.counts.used == 50 && apart.counts.rejected.isEmpty && apart.counts.addUp)
        let two = try reading(["police", "ambulance", "POLICE"])
        #expect(two.counts.rejected == [.duplicateAcrossFiles: 5] && two.counts.used == 45)
        #expect(try reading(["police", "police", "police"]).counts == unnamed.counts)
    }

    /// Rows that agree in place, time and category are still told, whatever the files are called.
    @Test func rowsThatAgreeAreStillTold() throws {
        let reading = try Reading.files(["a.csv": Self.text(0..<20), "b.csv": Self.text(10..<31)]) { source, index in
            source.name = ["police", "ambulance"][index]
        }
        #expect(reading.counts.used == 41)
        #expect(reading.notes.contains { $0.contains("10 rows from") && $0.contains("may be the same incidents") })
    }

    @Test func aFileByTwoNamesIsReadOnce() throws {
        let text = Self.text(0..<20)
        let reading = try Reading.files(["a.csv": text, "b.csv": text]) { source, index in
            source.name = ["police", "ambulance"][index]
            source.weight = [1, 2][index]
        }
        #expect(reading.counts.used == 20 && reading.notes.contains { $0.contains("byte for byte") })
        #expect(reading.namedSources.map(\.name) == ["police"])
        #expect(reading.table.harm.allSatisfy { $0 == 1 })
    }

    @Test func oneFileAskedTwoThingsHasTwoNames() throws {
        let text =
            Self.text(0..<10)
            + Self.text(10..<20, category: "Theft").split(separator: "\n").dropFirst()
            .map { "\($0)\n" }.joined()
        try Reading.file(text.utf8) { path in
            let sources = ["Robbery", "Theft"].map { IncidentSource(path: path, selecting: ["category": [$0]]) }
            let reading = try IncidentReader(
                sources: sources, workingSystem: CoordinateSystem("EPSG:27700"), clock: .init(timeZone: "Europe/London")
            ).read()
            #expect(reading.namedSources.map(\.name) == [path, "\(path) (file 2)"])
        }
    }

    @Test func aWeightMultipliesHarmAndNothingElse() throws {
        let harm = try Reading.file("category,harm\nRobbery,10\n".utf8) { try HarmTable(path: $0, defaultWeight: 3) }
        try Reading.file([]) { path in
            let folder = URL(filePath: path).deletingLastPathComponent()
            let sources = try [("Robbery", 1.0), ("Theft", 0.5)].enumerated().map { index, item in
                let file = folder.appending(path: "\(index).csv")
                try Data(Self.text(index * 10..<index * 10 + 10, category: item.0).utf8).write(to: file)
                return IncidentSource(path: file.path, weight: item.1)
            }
            func read(_ harm: HarmTable?) throws -> IncidentReading {
                try IncidentReader(
                    sources: sources, workingSystem: CoordinateSystem("EPSG:27700"),
                    clock: .init(timeZone: "Europe/London"), harm: harm
                ).read()
            }
            let plain = try read(nil)
            #expect(plain.table.harm == [Double](repeating: 1, count: 10) + [Double](repeating: 0.5, count: 10))
            #expect(plain.counts.used == 20)
            #expect(plain.notes.filter { $0.contains("an incident weighs 0.5 times as much") }.count == 1)
            #expect(
                try read(harm).table.harm == [Double](repeating: 10, count: 10) + [Double](repeating: 1.5, count: 10))
        }
    }

    @Test(arguments: [0, -1, .nan, .infinity]) func weightsAreFiniteAndAboveNothing(_ weight: Double) {
        let error = #expect(throws: IncidentsError.self) {
            try Reading.files(["a.csv": Self.text(0..<3)]) { source, _ in source.weight = weight }
        }
        #expect(error?.report.code == "incidents.source_number" && error?.description.contains("weight") == true)
        guard weight != 0 else { return }
        #expect(throws: IncidentsError.self) {
            try Reading.files(["a.csv": Self.text(0..<3)]) { source, _ in source.precision = weight }
        }
    }
}
