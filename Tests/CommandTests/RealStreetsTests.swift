import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import Testing

/// Routes on a real extract: of OpenStreetMap as it is, not of streets that a test lays out.
@Suite struct RealStreetsTests {
    private static let data = ProcessInfo.processInfo.environment["HOMEWARD_DATA"]

    /// Two schools of Monaco and where it happens after the bell: at the gate, then 250 m on, then farther.
    private static let schools = [("Casino School", 7.4276, 43.7392), ("Harbour School", 7.4213, 43.7335)]

    private func plan(in folder: Scratch) throws {
        let schools = Self.schools.map { name, x, y in
            """
            {"type":"Feature","properties":{"name":"\(name)","finish_time":"15:00","finish_status":"known"},
             "geometry":{"type":"Point","coordinates":[\(x),\(y)]}}
            """
        }
        _ = try folder.write(
            "{\"type\":\"FeatureCollection\",\"features\":[\(schools.joined(separator: ","))]}", to: "schools.geojson")
        _ = try folder.write(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Monaco"},"geometry":
            {"type":"Polygon","coordinates":[[[7.405,43.722],[7.442,43.722],[7.442,43.752],[7.405,43.752],[7.405,43.722]]]}}]}
            """, to: "areas.geojson")
        _ = try folder.write(
            """
            academic_years:
              "2023-24":
                status: known
                source: made up
                first: 2023-09-01
                last: 2024-08-31
                terms:
                  - [2023-09-04, 2024-07-19]
                inset: []
            """, to: "calendar.yml")
        var generator = SeededGenerator(seed: 4)
        var rows = "ref,when,lon,lat,offence\n"
        for row in 0..<300 {
            let (_, x, y) = Self.schools[row % 2]
            let stage = generator.below(3)
            let (east, north) = [(0, 0), (0.0022, 0.0012), (0.0035, 0.003)][stage]
            // Monday to Friday of twenty weeks.
            let day = 1 + generator.below(20) * 7 + generator.below(5)
            let date = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"][min(4, day / 28)]
            let minute = stage * 25 + generator.below(20)
            let spread = (generator.unit() - 0.5, generator.unit() - 0.5)
            rows += "R\(row),\(date)-\(day % 28 + 1 < 10 ? "0" : "")\(day % 28 + 1) 15:\(minute < 10 ? "0" : "")"
            rows += "\(min(59, minute)),\(x + east + spread.0 * 0.0006),\(y + north + spread.1 * 0.0006),violence\n"
        }
        _ = try folder.write(rows, to: "incidents.csv")
    }

    /// The lines and areas of the extract that are streets, as GDAL reads them: Homeward reads streets with another library.
    private func ways(of path: String, in system: CoordinateSystem) throws -> (index: SpatialIndex, shapes: [Shape]) {
        var shapes: [Shape] = []
        for name in ["lines", "multipolygons"] {
            let layer = try LayerReader(path: path).read(
                layer: name, fields: name == "lines" ? ["highway"] : ["other_tags"]
            )
            .transformed(to: system)
            for feature in layer.features {
                guard let text = feature.values.first?.asText, let shape = feature.shape else { continue }
                if name == "lines"
                    ? !["motorway", "construction", "proposed"].contains(text) : text.contains("\"highway\"=>")
                {
                    shapes.append(shape)
                }
            }
        }
        return (SpatialIndex(shapes: shapes), shapes)
    }

    @Test(.enabled(if: data != nil, "HOMEWARD_DATA is not set"), arguments: ["1", "3"])
    func routesFollowTheStreetsOfARealExtract(steps: String) throws {
        let streets = try #require(Self.data) + "/osm/monaco.osm.gz"
        let folder = try Scratch()
        try plan(in: folder)
        let answer = try BuiltCommand.run(
            [
                "routes", "incidents.csv", "--areas", "areas.geojson", "--study-area", "areas.geojson", "--calendar",
                "calendar.yml", "--crs", "EPSG:32632", "--schools", "schools.geojson", "--streets", streets, "--teams",
                "2",
                "--walking-distance", "600", "--minutes", "70", "--walking-steps", steps, "--out", "routes.geojson",
                "--posts", "posts.geojson",
            ], in: folder.url)
        try #require(answer.code == 0, "\(answer.words)")
        let system = try CoordinateSystem("EPSG:32632")
        let (index, shapes) = try ways(of: streets, in: system)
        #expect(shapes.count > 500)
        let routes = try LayerReader(path: folder.url.appending(path: "routes.geojson").path).read().transformed(
            to: system)
        var measured = 0
        var metres = 0.0
        for line in routes.features.flatMap({ $0.shape?.lines ?? [] }) {
            metres += line.length
            for (a, b) in zip(line.points, line.points.dropFirst()) {
                let steps = Int(a.distance(to: b)) + 1
                for step in 0...steps {
                    let t = Double(step) / Double(steps)
                    let place = Point(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t)
                    let near = index.nearest(to: place, within: 1) { shapes[$0].distance(toPoint: place) }
                    #expect(near != nil, "\(place) lies more than 1 m from every way")
                    measured += 1
                }
            }
        }
        #expect(measured > 300 && metres > 300, "somebody walks")
        // Every walk is told, in words that name streets of the extract.
        let posts = try LayerReader(path: folder.url.appending(path: "posts.geojson").path).read()
        let told = posts.features.compactMap { posts.value("onward", of: $0)?.asText }
        #expect(told.contains { $0.contains("start on ") && $0.contains(" into ") && $0.hasSuffix(" m") })
    }
}
