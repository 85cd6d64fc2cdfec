import Foundation
import HomewardGeometry
import HomewardKernels
import Testing

@Suite struct TownFileTests {
    private static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-town-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    @Test func aShorterFileIsTheBeginningOfALongerOne() throws {
        try Self.withFolder { folder in
            let short = try Data(contentsOf: URL(filePath: TownFile(rows: 200, in: folder).path))
            let long = try Data(contentsOf: URL(filePath: TownFile(rows: 1_000, in: folder).path))
            #expect(long.starts(with: short) && long.count > 4 * short.count)
            let perRow = Double(long.count) / 1_000
            #expect((75...87).contains(perRow), "\(perRow) bytes a row")
        }
    }

    @Test func everyRowIsReadAndLiesInOneArea() throws {
        try Self.withFolder { folder in
            let reading = try TownFile(rows: 20_000, in: folder).read()
            #expect(reading.counts.read == 20_000 && reading.table.count == 20_000)
            let areas = DenseTown.areas
            #expect(areas.count == 50)
            let found = AreaLocator(areas).assign(reading.table.points)
            #expect(found.outside == 0)
            #expect(found.counts.reduce(0, +) == reading.table.count)
            #expect(try AreaLocator(areas).overlaps().isEmpty)
        }
    }

    /// With fewer deals, which take long without optimisation.
    @Test(arguments: Kernel.all.filter { $0.name != "clusters" } + [Kernel.clusters(deals: 99)])
    func everyKernelFindsTheSameTwice(_ kernel: Kernel) throws {
        try Self.withFolder { folder in
            let work = try kernel.prepare(TownFile(rows: 10_000, in: folder))
            let answer = try work()
            #expect(answer > 0)
            #expect(try work() == answer)
        }
    }
}
