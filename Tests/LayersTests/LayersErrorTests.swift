import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct LayersErrorTests {
    private static let all: [LayersError] = [
        .unknownFormat(file: "a"), .noDriver(file: "a", format: .kml), .noRasterDriver(file: "a"),
        .cannotOpen(file: "a", format: .csv, message: "x"), .noLayer(file: "a"),
        .noSuchLayer(file: "a", layer: "b", available: []),
        .noSuchField(file: "a", layer: "b", field: "c", available: ["d"]),
        .readFailed(file: "a", layer: "b", feature: 1, message: ""),
        .badFeature(file: "a", layer: "b", feature: "1", message: "x"), .noCoordinateSystem(file: "a", layer: "b"),
        .coordinateSystem(file: "a", layer: "b", message: "x"), .readOnlyFormat(file: "a", format: .xlsx),
        .unsuitableFormat(file: "a", format: .gpx, message: "x"),
        .noSuchArea(file: "a", name: "b", available: ["c"]),
        .invalidArea(file: "a", layer: "b", area: "c", reason: "Self-intersection", at: Point(x: 1, y: 2)),
    ]

    @Test func everyErrorHasACodeOfItsOwnAndNamesItsFile() {
        #expect(Set(Self.all.map(\.report.code)).count == Self.all.count)
        for error in Self.all {
            #expect(error.description.hasPrefix("a: "))
            #expect(!error.description.hasSuffix("."))
        }
    }

    @Test func settingsAreNamedAsTheReaderKnowsThem() throws {
        let error = try #require(Self.all.last)
        #expect(error.description.hasSuffix("mended with the key areas.mend or the key study_area.mend"))
        let flags = error.report.sentence { "--" + $0.replacing(".", with: "-") }
        #expect(flags.hasSuffix("mended with --areas-mend or --study_area-mend"))
    }

    /// Two formats with one ending, or a set whose main file does not come last, would lose files without a word.
    @Test func formatsDoNotShareEndings() {
        let endings = VectorFormat.allCases.flatMap(\.endings)
        #expect(Set(endings).count == endings.count)
        for format in VectorFormat.allCases {
            let set = format.profile.companions + [format.endings[0]]
            #expect(Set(set).count == set.count)
        }
    }
}
