import HomewardFixtures
import HomewardGeometry
import HomewardLayers
import HomewardPublishing

@testable import HomewardReport

extension ReportFixture {
    @Sendable static func page(_ run: PublishedRun) throws -> [PublishedPage] {
        try Report.pages(of: run)
    }

    static func material() throws -> ReportMaterial {
        ReportMaterial(record: try record(), layers: RunLayers(layers: layers()), streets: streets())
    }

    static func streets() -> StreetPicture {
        var result: [StreetClass: [LineString]] = [:]
        for index in 0..<40 {
            let x = -1.56 + Double(index) * 0.0025
            let y = 52.38 + Double(index) * 0.00175
            let kind: StreetClass = index % 8 == 0 ? .main : index % 3 == 0 ? .path : .minor
            result[kind, default: []].append(LineString([Point(x: x, y: 52.38), Point(x: x + 0.001, y: 52.45)]))
            result[kind, default: []].append(LineString([Point(x: -1.56, y: y), Point(x: -1.46, y: y + 0.0004)]))
        }
        return StreetPicture(lines: result)
    }
}
