import Foundation
import Testing

/// The demo, run as the README says, against the truth that was planted in its incidents.
@Suite(.serialized) struct DemoTests {
    struct Truth: Decodable {
        struct Cell: Decodable {
            let x: Int
            let y: Int
            let count: Int
        }
        struct Gathering: Decodable {
            let area: String?
            let cells: [Cell]
            let window: String?
        }
        struct Area: Decodable {
            let name: String
            let afterSchool: Bool
            let window: String?
        }
        struct Expected: Decodable {
            let read: Int
            let rejected: [String: Int]
            let outsideStudyArea: Int
            let used: Int
            let usedUnder25: Int
            let overAge25: Int
            let ageUnknown: Int
        }
        let areas: [Area]
        let afterSchool: [Gathering]
        let expected: Expected
    }

    struct Collection: Decodable {
        struct Feature: Decodable {
            struct Geometry: Decodable {
                let type: String
            }
            let id: String
            let properties: [String: Value]
        }
        let features: [Feature]
    }

    enum Value: Decodable {
        case number(Double)
        case text(String)
        case flag(Bool)
        case other

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            if let value = try? box.decode(Bool.self) {
                self = .flag(value)
            } else if let value = try? box.decode(Double.self) {
                self = .number(value)
            } else if let value = try? box.decode(String.self) {
                self = .text(value)
            } else {
                self = .other
            }
        }

        var number: Double? { if case .number(let value) = self { value } else { nil } }
        var text: String? { if case .text(let value) = self { value } else { nil } }
        var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
    }

    private static let sample = "Samples/coventry.yml"

    private func truth() throws -> Truth {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Truth.self,
            from: Data(contentsOf: BuiltCommand.project.appending(path: "Samples/incidents.truth.json")))
    }

    private func minutes(_ clock: some StringProtocol) throws -> Int {
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        try #require(parts.count == 2)
        return parts[0] * 60 + parts[1]
    }

    @Test func runsTwiceAlikeAndFindsWhatWasPlanted() throws {
        let scratch = try Scratch()
        for folder in ["first", "second"] {
            let answer = try BuiltCommand.run(["plan", Self.sample, "--out", scratch.path(folder)])
            try #require(answer.code == 0, "\(answer.words)")
            #expect(answer.words.isEmpty)
        }
        var first = try scratch.contents(of: "first")
        var second = try scratch.contents(of: "second")
        first["run.json"] = nil
        second["run.json"] = nil
        #expect(first.keys.sorted() == second.keys.sorted())
        for (name, data) in first { #expect(second[name] == data, "\(name) differs between two runs") }
        try afterSchoolAreas(in: scratch.url.appending(path: "first/areas.geojson"))
        try presence(in: scratch.url.appending(path: "first/run.json"))
    }

    private struct Record: Decodable {
        struct Routes: Decodable {
            struct Unseen: Decodable {
                let incidents: Int
                let met: Int
                let standing: Int
                let rota: Double
            }
            struct Quality: Decodable {
                let value: Double
                let upperBound: Double
                let gap: Double
            }
            let unseen: Unseen
            let quality: Quality
        }
        let routes: Routes
    }

    /// What README says of the routes on incidents that they have not seen, and how near the bound they are.
    private func presence(in file: URL) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let routes = try decoder.decode(Record.self, from: Data(contentsOf: file)).routes
        let unseen = routes.unseen
        let readme = try String(contentsOf: BuiltCommand.project.appending(path: "README.md"), encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let figures = [
            "routes are there at \(unseen.met) of the \(unseen.incidents) incidents",
            "standing still at the best places at \(unseen.standing),", "gates evenly at \(unseen.rota).",
        ]
        for figure in figures { #expect(readme.contains(figure), "\(figure)") }
        #expect(Double(unseen.met) >= 0.95 * Double(unseen.standing))
        #expect(routes.quality.upperBound >= routes.quality.value && routes.quality.gap <= 0.02)
    }

    private func afterSchoolAreas(in file: URL) throws {
        let truth = try truth()
        let areas = try JSONDecoder().decode(Collection.self, from: Data(contentsOf: file))
        var planted = 0
        for area in areas.features {
            let name = try #require(area.properties["name"]?.text)
            guard let known = truth.areas.first(where: { $0.name == name }) else { continue }
            let significant = try #require(area.properties["peak_significant"]?.flag as Bool?)
            #expect(significant == known.afterSchool, "\(name)")
            guard known.afterSchool else { continue }
            planted += 1
            let window = try #require(known.window).split(separator: "-")
            let start = try minutes(try #require(area.properties["best_start"]?.text))
            let end = try minutes(try #require(area.properties["best_end"]?.text))
            #expect(abs(start - (try minutes(window[0]))) <= 20, "\(name) starts at \(start)")
            #expect(abs(end - (try minutes(window[1]))) <= 20, "\(name) ends at \(end)")
        }
        #expect(planted == truth.areas.count { $0.afterSchool })
        #expect(planted >= 2)
    }

    @Test func everyRowIsAccountedFor() throws {
        struct Check: Decodable {
            let read: Int
            let used: Int
            let filtered: [String: Int]
            let rejected: [String: Int]
        }
        let expected = try truth().expected
        let base = [
            "check", "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry", "--json",
        ]
        let all = try BuiltCommand.run(base)
        try #require(all.code == 0, "\(all.words)")
        let check = try JSONDecoder().decode(Check.self, from: Data(all.output.utf8))
        #expect(check.read == expected.read)
        #expect(check.rejected.filter { $0.value > 0 } == expected.rejected.filter { $0.value > 0 })
        #expect(check.filtered["outside_study_area"] == expected.outsideStudyArea)
        #expect(check.used == expected.used)

        let young = try BuiltCommand.run(base + ["--age-under", "25"])
        let under25 = try JSONDecoder().decode(Check.self, from: Data(young.output.utf8))
        #expect(under25.used == expected.usedUnder25)
        #expect(
            under25.read == under25.used + under25.filtered.values.reduce(0, +) + under25.rejected.values.reduce(0, +))
    }

    @Test func everyCellOfTheLayerHasItsScore() throws {
        let answer = try BuiltCommand.run([
            "hotspots", "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry",
            "--calendar",
            "GeoData/calendar.yml", "--days", "school", "--hours", "15-18", "--cells", "all", "--out", "-",
        ])
        try #require(answer.code == 0, "\(answer.words)")
        let cells = try JSONDecoder().decode(Collection.self, from: Data(answer.output.utf8))
        #expect(cells.features.count > 9_000)
        for cell in cells.features.prefix(500) {
            for key in ["count", "z", "p", "q"] { #expect(cell.properties[key]?.number != nil, "\(key) of \(cell.id)") }
            #expect(cell.properties["hot"]?.flag != nil)
        }
    }

    @Test func peaksPrintTheClock() throws {
        struct Peaks: Decodable {
            let hours: [Double]
            let clock: [[Double]]
        }
        let answer = try BuiltCommand.run([
            "peaks", "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry",
            "--calendar",
            "GeoData/calendar.yml", "--json",
        ])
        try #require(answer.code == 0, "\(answer.words)")
        let peaks = try JSONDecoder().decode(Peaks.self, from: Data(answer.output.utf8))
        #expect(peaks.hours.count == 24)
        #expect(peaks.clock.count == 7 && peaks.clock.allSatisfy { $0.count == 24 })
        // Each of the 192 numbers is printed to six decimals.
        #expect(abs(peaks.hours.reduce(0, +) - peaks.clock.joined().reduce(0, +)) < 1e-4)
    }
}
