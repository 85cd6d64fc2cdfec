import Foundation
import Testing

/// `homeward density`: what it says, draws and refuses.
@Suite struct DensityTests {
    private static func file(_ name: String) -> String { BuiltCommand.project.appending(path: name).path }
    private static let study = [
        file("Samples/incidents.csv"), "--areas", file("GeoData/areas.geojson"), "--study-area", "Coventry",
    ]
    private static let streets = ["--method", "streets", "--streets", file("GeoData/streets.gpkg")]

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func record(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func told(_ arguments: [String]) throws -> [String: Any] {
        let answer = try BuiltCommand.run(["density"] + arguments + ["--json"], in: scratch.url)
        try #require(answer.code == 0, "\(answer.words)")
        return try record(answer.output)
    }

    private func features(_ name: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: scratch.url.appending(path: name))
        return try #require(try record(String(decoding: data, as: UTF8.self))["features"] as? [[String: Any]])
    }

    private func numbers(_ features: [[String: Any]], _ name: String) -> [Double] {
        features.compactMap { ($0["properties"] as? [String: Any])?[name] as? Double }
    }

    @Test func theCellsComeToTheIncidents() throws {
        for options in [
            ["--kernel", "quartic"], ["--kernel", "epanechnikov", "--bandwidth", "scott"],
            ["--kernel", "gaussian", "--bandwidth", "diggle"], ["--adaptive", "abramson", "--bandwidth", "likelihood"],
            ["--adaptive", "nearest", "--nearest", "30"],
        ] {
            let found = try told(Self.study + ["--cell", "200", "--out", "cells.geojson"] + options)
            let cells = try features("cells.geojson")
            let (densities, areas) = (numbers(cells, "density_per_km2"), numbers(cells, "area_m2"))
            #expect(densities.count == cells.count && cells.count == found["cells"] as? Int)
            let integral = zip(densities, areas).reduce(0) { $0 + $1.0 * $1.1 / 1e6 }
            let total = try #require(found["total"] as? Double)
            #expect(abs(integral / total - 1) < 1e-4 && total > 1000, "\(options): \(integral) \(total)")
            let given = options.contains("--bandwidth") ? options.last : "given"
            #expect(found["bandwidth_rule"] as? String == given)
        }
    }

    @Test func aRasterAndBandsAreWritten() throws {
        let call = ["density"] + Self.study + ["--out", "d.tif", "--isobands", "bands.geojson", "--quiet"]
        let answer = try BuiltCommand.run(call, in: scratch.url)
        #expect(answer.code == 0 && answer.output.isEmpty && answer.words.isEmpty, "\(answer.words)")
        let raster = try Data(contentsOf: scratch.url.appending(path: "d.tif"))
        let bands = try Data(contentsOf: scratch.url.appending(path: "bands.geojson"))
        #expect(raster.prefix(4) == Data([0x49, 0x49, 42, 0]))
        for text in ["EXERCISE: made-up incidents", "internal: may show single incidents", "density.bandwidth: 300"] {
            #expect(raster.range(of: Data(text.utf8)) != nil, "\(text) is not in the raster")
        }
        let drawn = try features("bands.geojson")
        let from = numbers(drawn, "from_level")
        #expect(drawn.count >= 3 && from == from.sorted() && numbers(drawn, "to_level") == Array(from.dropFirst()))
        #expect(
            drawn.allSatisfy { (($0["geometry"] as? [String: Any])?["type"] as? String)?.hasSuffix("Polygon") == true })
        // The same bytes again.
        #expect(try BuiltCommand.run(call, in: scratch.url).code == 0)
        #expect(try Data(contentsOf: scratch.url.appending(path: "d.tif")) == raster)
        #expect(try Data(contentsOf: scratch.url.appending(path: "bands.geojson")) == bands)
        let given = try told(Self.study + ["--levels", "5, 50", "--isobands", "bands.geojson"])
        #expect(numbers(try features("bands.geojson"), "from_level") == [5, 50])
        #expect((given["levels"] as? [[String: Any]])?.compactMap { $0["level"] as? Double } == [5, 50])
    }

    @Test func aShareIsBetweenNothingAndAll() throws {
        let found = try told(
            Self.study + ["--hours", "15-18", "--share", "--cell", "200", "--out", "cells.geojson"])
        let cells = try features("cells.geojson")
        let ratios = numbers(cells, "ratio")
        #expect(ratios.allSatisfy { (0...1).contains($0) } && ratios.contains { $0 > 0.2 })
        let ratio = try #require(found["ratio"] as? [String: Any])
        #expect(ratio["base"] as? String == "all incidents of the study")
        #expect(ratio["cells_without"] as? Int == cells.count - ratios.count)
    }

    /// Residents at three places; one has a hundred times as many.
    @Test func residentsDivide() throws {
        let rows = ["easting,northing,population", "433000,279000,100", "434000,279000,10000", "433500,280000,100"]
        let homes = try scratch.write(rows.joined(separator: "\n") + "\n", to: "homes.csv")
        let incidents = try scratch.write(
            (["when,x,y"]
                + (0..<9).map {
                    "2024-03-1\($0) 12:00,\([433_000, 434_000, 433_500][$0 % 3]),\($0 % 3 == 2 ? 280000 : 279000)"
                })
                .joined(separator: "\n") + "\n", to: "incidents.csv")
        let area = ["--areas", Self.file("GeoData/areas.geojson"), "--study-area", "Coventry"]
        let call = [incidents] + area + ["--base", homes, "--least-base", "0", "--base-field"]
        let found = try told(call + ["population", "--out", "cells.geojson"])
        let ratios = Set(numbers(try features("cells.geojson"), "ratio").map { ($0 * 1e6).rounded() })
        // Three incidents by a hundred residents and by ten thousand.
        #expect(ratios == [30_000, 300])
        #expect((found["ratio"] as? [String: Any])?["base"] as? String == "population")
        let wrong = try BuiltCommand.run(["density"] + call + ["people"], in: scratch.url)
        #expect(wrong.code == 65 && wrong.words.contains("people"), "\(wrong.words)")
    }

    @Test func harmWeighs() throws {
        let table = try scratch.write("category,harm\n*,3\n", to: "harm.csv")
        let (plain, harm) = (try told(Self.study), try told(Self.study + ["--harm", table]))
        let (one, three) = (plain["integral"] as? Double ?? 0, harm["integral"] as? Double ?? 0)
        #expect(
            abs(three / one - 3) < 1e-6 && harm["unit"] as? String == "harm" && plain["unit"] as? String == "incidents")
    }

    @Test func streetsComeToTheIncidents() throws {
        for options in [
            [], ["--split", "continuous"], ["--kernel", "gaussian", "--bandwidth", "80", "--piece", "25"],
        ] {
            let found = try told(Self.study + Self.streets + ["--out", "streets.geojson"] + options)
            let pieces = try features("streets.geojson")
            let (weights, lengths) = (numbers(pieces, "weight"), numbers(pieces, "length_m"))
            let total = try #require(found["total"] as? Double)
            #expect(abs(weights.reduce(0, +) / total - 1) < 1e-4 && total > 1000)
            for (density, (weight, length)) in zip(numbers(pieces, "density_per_km"), zip(weights, lengths)) {
                #expect(abs(density * length / 1000 - weight) < 1e-2 * max(0.1, abs(weight)))
            }
            #expect((found["on_streets"] as? Int ?? 0) + (found["off_street"] as? Int ?? 0) > 1000)
            let first = try #require(pieces.first?["properties"] as? [String: Any])
            #expect(first["synthetic"] as? Bool == true)
        }
    }

    @Test func partsAreLookedAtByThemselves() throws {
        let answer = try BuiltCommand.run(
            ["density"] + Self.study + ["--by", "category", "--cell", "400", "--out", "parts.geojson"], in: scratch.url)
        #expect(answer.code == 0, "\(answer.words)")
        let values = try features("parts.geojson").compactMap {
            ($0["properties"] as? [String: Any])?["by_category"] as? String
        }
        #expect(Set(values).count > 1)
        let raster = try BuiltCommand.run(
            ["density"] + Self.study + ["--by", "category", "--out", "parts.tif"], in: scratch.url)
        #expect(raster.code == 64 && raster.words.contains("a raster holds one part alone"), "\(raster.words)")
    }

    @Test(arguments: [
        (["--bandwidth", "0"], 64, "--bandwidth"), (["--bandwidth", "wide"], 64, "auto, scott, diggle and likelihood"),
        (["--study-area", "Hillfields", "--bandwidth", "9999"], 65, "--bandwidth"),
        (["--study-area", "Hillfields", "--cell", "9000"], 65, "--cell"),
        (["--kernel", "round"], 64, "--kernel"), (["--levels", "a"], 64, "--levels"),
        (["--split", "continuous"], 64, "--split has no say in plane"),
        (["--share", "--base", "homes.csv"], 64, "exclude each other"),
        (["--method", "streets"], 64, "--streets"), (["--out", "x.png"], 64, "x.png"),
        (["--isobands", "bands.tif"], 64, "bands.tif"),
        (streets + ["--cell", "20"], 64, "--cell has no say in streets"),
        (streets + ["--bandwidth", "auto"], 64, "give metres along the streets"),
        (streets + ["--out", "x.tif"], 64, "streets are lines and no raster"),
        (streets + ["--isobands", "b.geojson"], 64, "use --method plane"),
        (["--from", "1999-01-01", "--to", "1999-02-01"], 65, "no incident is left"),
    ])
    func whatCannotBeIsRefused(options: [String], code: Int32, says: String) throws {
        let answer = try BuiltCommand.run(["density"] + Self.study + options, in: scratch.url)
        #expect(answer.code == code && answer.words.contains(says), "\(answer.code) \(answer.words)")
        #expect(answer.output.isEmpty)
    }

    @Test func fewOrHeapedIncidentsAreSaid() throws {
        let row = "2024-03-11 12:00,433000,279000"
        let one = try scratch.write("when,x,y\n\(row)\n", to: "one.csv")
        let heap = try scratch.write(
            "when,x,y\n" + (1...9).map { "2024-03-1\($0) 12:00,433000,279000\n" }.joined(), to: "heap.csv")
        let area = ["--areas", Self.file("GeoData/areas.geojson"), "--study-area", "Coventry"]
        let few = try BuiltCommand.run(["density", one] + area + ["--bandwidth", "auto"])
        #expect(few.code == 65 && few.words.contains("1 incident and two are needed"), "\(few.words)")
        #expect(few.words.contains("--bandwidth 300"))
        let heaped = try BuiltCommand.run(["density", heap] + area + ["--bandwidth", "likelihood"])
        #expect(heaped.code == 65 && heaped.words.contains("all 9 incidents are in one place"), "\(heaped.words)")
        let given = try BuiltCommand.run(["density", heap] + area)
        #expect(given.code == 0 && given.output.contains("9 incidents smoothed"), "\(given.words)")
        let nearest = try BuiltCommand.run(["density", heap] + area + ["--adaptive", "nearest"])
        #expect(nearest.code == 65 && nearest.words.contains("--nearest"), "\(nearest.words)")
    }
}
