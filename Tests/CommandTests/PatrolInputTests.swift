import Foundation
import Testing

/// What `patrols` says where nothing can be planned, or where what is asked for contradicts itself.
@Suite struct PatrolInputTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
    }

    private func run(_ more: [String]) throws -> BuiltCommand.Answer {
        try BuiltCommand.run(["patrols", "incidents.csv", "--first-day", "2024-02-05"] + more, in: scratch.url)
    }

    private static let refused: [([String], Int32, [String])] = [
        (["--teams", "0"], 64, ["--teams", "1 to 50"]),
        (["--visit", "45"], 64, ["--visit", "5 to 30 minutes"]),
        (["--visit", "30", "--hours", "15-15:20"], 64, ["--visit", "longer than the patrol hours"]),
        (["--form", "patch"], 65, ["patrols.form is patch, but no streets are given", "--streets", "disc"]),
        (["--least-per-day", "4"], 64, ["--least-per-day", "more than the most visits"]),
    ]

    @Test(arguments: refused)
    func whatCannotBeIsNamed(_ more: [String], _ code: Int32, _ parts: [String]) throws {
        let answer = try run(more)
        #expect(answer.code == code && answer.output.isEmpty, "\(answer.words)")
        for part in parts { #expect(answer.words.contains(part), "\(part) is not named in: \(answer.words)") }
    }

    private func keep(_ features: [String]) throws {
        _ = try scratch.write(
            #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#, to: "keep.geojson")
    }

    private static func area(_ lon: Double) -> String {
        #"{"type":"Feature","properties":{"keep":"area"},"geometry":{"type":"Point","coordinates":[\#(lon),52.41]}}"#
    }

    @Test func keptAreasThatContradictAreNamed() throws {
        try keep([Self.area(-1.51), Self.area(-1.509)])
        let near = try run(["--keep", "keep.geojson"])
        #expect(near.code == 65 && near.words.contains("the fixed patrol area 1 contradicts the fixed patrol area 2"))
        #expect(near.words.contains("leave 500 m between them"), "\(near.words)")
        try keep([
            Self.area(-1.51),
            #"{"type":"Feature","properties":{"keep":"forbidden","name":"Works"},"geometry":{"type":"Polygon","coordinates":[[[-1.52,52.40],[-1.50,52.40],[-1.50,52.42],[-1.52,52.42],[-1.52,52.40]]]}}"#,
        ])
        let inside = try run(["--keep", "keep.geojson"])
        #expect(
            inside.code == 65 && inside.words.contains("Works") && inside.words.contains("move it"), "\(inside.words)")
    }

    /// One incident is no ground for a plan, and none is said as it is.
    @Test func fewIncidentsAreSaid() throws {
        let few = try run(["--least-incidents", "1000"])
        #expect(few.code == 0 && few.output.contains("Too few to say"), "\(few.output) \(few.words)")
        let none = try run(["--hours", "3-4"])
        #expect(
            none.code == 0 && none.output.contains("No incident of the patrol hours"), "\(none.output) \(none.words)")
    }
}
