import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct RasterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A hill of two by two km whose height falls by one a metre from 1000 in the middle; no ground in the south-west corner.
    private func hill(cellSize: Double = 50) throws -> Raster {
        let count = Int(2000 / cellSize)
        let values = (0..<count * count).map { place -> Double? in
            let (x, y) = ((Double(place % count) + 0.5) * cellSize, (Double(place / count) + 0.5) * cellSize)
            return x < 200 && y < 200 ? nil : 1000 - Point(x: x, y: y).distance(to: Point(x: 1000, y: 1000))
        }
        return Raster(
            "height", unit: "m", in: try .epsg(27700), origin: Point(x: 430_000, y: 280_000), cellSize: cellSize,
            columns: count, rows: count, values: values)
    }

    @Test func bandsAreTheGroundBetweenLevels() throws {
        let bands = try hill(cellSize: 20).isobands(at: [800, 400, 600, 800])
        #expect(bands.map(\.from) == [400, 600, 800] && bands.map(\.to) == [600, 800, nil])
        for (band, radii) in zip(bands, [(400.0, 600.0), (200, 400), (0, 200)]) {
            let exact = Double.pi * (radii.1 * radii.1 - radii.0 * radii.0)
            let area = try band.shape.area()
            #expect(abs(area / exact - 1) < 0.01)
            let box = try #require(band.shape.boundingBox)
            #expect(
                abs(box.width - 2 * radii.1) < 5 && abs(box.centre.x - 431_000) < 5 && abs(box.centre.y - 281_000) < 5)
        }
    }

    /// Bands reach the border of the raster and do not overlap.
    @Test func bandsCoverWhatTheyShould() throws {
        let raster = try hill()
        let bands = try raster.isobands(at: [-500, 0, 500])
        let areas = try bands.map { try $0.shape.repaired().area() }
        // All but the corner without ground, into which they reach by a cell.
        #expect(areas.reduce(0, +) > 4e6 - 200 * 200 && areas.reduce(0, +) <= 4e6)
        for (index, band) in bands.enumerated() {
            for other in bands.dropFirst(index + 1) {
                let shared = try band.shape.repaired().intersection(other.shape.repaired()).area()
                #expect(shared < 1)
            }
        }
    }

    @Test func whereNoLevelIsReachedThereIsNoBand() throws {
        let raster = try hill()
        #expect(try raster.isobands(at: []).isEmpty)
        #expect(try raster.isobands(at: [5000]).isEmpty)
        #expect(try raster.isobands(at: [.nan, .infinity]).isEmpty)
        var flat = raster
        flat.values = flat.values.map { _ in nil }
        #expect(try flat.isobands(at: [1]).isEmpty)
        flat.values = flat.values.map { _ in 3 }
        let whole = try flat.isobands(at: [1])
        #expect(whole.count == 1)
        let area = try #require(whole.first).shape.area()
        #expect(abs(area - 4e6) < 1)
    }

    @Test func theFileSaysWhatItIs() throws {
        let raster = try hill()
        let path = folder.path("height.tif")
        let provenance = Provenance(
            title: "A hill", audience: "internal", statement: "internal: may show single incidents",
            madeUp: [.incidents],
            methods: ["Measured."])
        try RasterWriter(path: path).write(raster, provenance: provenance)
        let first = try Data(contentsOf: URL(filePath: path))
        try RasterWriter(path: path).write(raster, provenance: provenance)
        #expect(try Data(contentsOf: URL(filePath: path)) == first)
        #expect(first.prefix(4) == Data([0x49, 0x49, 42, 0]))
        guard Tool.exists("gdalinfo") else { return }
        let info = try Tool.run("gdalinfo", ["-stats", path]).text
        for word in [
            "Size is 40, 40", "Origin = (430000.0", "282000.0", "Pixel Size = (50.0", "British National Grid",
            "NoData Value=-9999", "Unit Type: m", "Description = height", "Measured.",
            "internal: may show single incidents",
            "EXERCISE: made-up incidents", "Type=Float64",
        ] { #expect(info.contains(word), "\(word) is not in \(info)") }
        let values = try Tool.run("gdallocationinfo", ["-valonly", "-geoloc", path, "431010", "281010"]).text
        #expect(
            Double(values.trimmingCharacters(in: .whitespacesAndNewlines)).map {
                abs($0 - (1000 - 50 / 2.0.squareRoot())) < 1e-9
            } == true)
    }

    @Test func aRasterHasAsManyNumbersAsCells() throws {
        let raster = Raster(
            "x", unit: "", in: try .epsg(27700), origin: Point(x: 0, y: 0), cellSize: 1, columns: 2, rows: 2,
            values: [1, .infinity, 3])
        #expect(raster.values.count == 4 && raster.stored == [3, Raster.noData, 1, Raster.noData])
        #expect(RasterWriter.isRaster("A.TIF") && RasterWriter.isRaster("b.tiff") && !RasterWriter.isRaster("tif.gpkg"))
    }

    @Test func aFolderThatIsNotThereIsNamed() throws {
        let path = folder.path("nowhere/height.tif")
        #expect(throws: FileError.self) { try RasterWriter(path: path).write(try hill()) }
    }
}
