import Foundation
import Testing

/// What is found among 200,000 rows of the sample's town, held against what is kept and against one processor alone: what is done
/// cell by cell and by several threads must not show.
@Suite struct LargeTownTests {
    private static let geoData = BuiltCommand.project.appending(path: "GeoData").path

    static let calls: [String: [String]] = [
        "check": [],
        "hotspots": ["--days", "school", "--hours", "15-18"],
        "clusters": ["--age-under", "25"],
        "scan": ["--age-under", "25", "--cell", "500", "--permutations", "99"],
        "density": ["--bandwidth", "auto", "--adaptive", "abramson", "--hours", "15-18", "--share"],
        "repeats": ["--age-under", "25", "--distances", "0,100", "--permutations", "99"],
        "dbscan": ["--method", "dbscan", "--radius", "100", "--minimum", "20"],
        "hdbscan": ["--method", "hdbscan", "--smallest", "500", "--merge", "20"],
        "st-dbscan": ["--method", "st-dbscan", "--radius", "100", "--minimum", "30", "--lag", "24"],
    ]

    @Test func findingsAreThoseThatAreKept() throws {
        let scratch = try Scratch()
        let town = [
            "--areas", Self.geoData + "/areas.geojson", "--study-area", "Coventry", "--calendar",
            Self.geoData + "/calendar.yml",
        ]
        let made = try BuiltCommand.run(
            ["simulate", "incidents", "--schools", Self.geoData + "/schools.geojson", "--stops"]
                + [Self.geoData + "/stops.geojson", "--streets", Self.geoData + "/streets.gpkg"]
                + town + ["--from", "2023-09-01", "--to", "2025-08-31", "--rows", "200000", "--out", "town.csv"],
            in: scratch.url)
        #expect(made.code == 0, "\(made.words)")
        let one = ["/usr/bin/taskset", "-c", "0"].filter { _ in
            FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset")
        }
        for (name, options) in Self.calls.sorted(by: { $0.key < $1.key }) {
            let verb = options.first == "--method" ? "clusters" : name
            let call = [verb, "town.csv"] + town + options + ["--json"]
            let answer = try BuiltCommand.run(call, in: scratch.url)
            #expect(answer.code == 0, "\(answer.words)")
            #expect(try BuiltCommand.run(call, in: scratch.url, under: one).output == answer.output, "\(name)")
            let text = answer.output.replacing(Self.geoData, with: "GeoData")
                .replacing(/"(gdal|geos|proj)" : "[^"]*"/) { "\"\($0.output.1)\" : \"…\"" }
            try Snapshot.compare(text, with: "town/\(name).json")
        }
    }
}
