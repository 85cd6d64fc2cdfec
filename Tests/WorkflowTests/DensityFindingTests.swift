import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardStreets
import Testing

@testable import HomewardWorkflow

/// What `density` says of the sample, held against the surface itself.
@Suite struct DensityFindingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let loaded = Result { () throws -> (Study, PlanFile) in
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        plan.density.cell = 200
        return (try Study(loading: plan.study), plan)
    }

    private func finding(
        _ change: (inout PlanFile) -> Void = { _ in }
    ) throws -> (DensityFinding, DensitySurface) {
        var (study, plan) = try Self.loaded.get()
        change(&plan)
        let selected = try study.selectingSome(plan.window, for: "density")
        let grid = try plan.density.grid(covering: study.studyArea.outline, atMost: 100_000)
        let base = try plan.densityBase.read(for: study, usesHarm: false)
        let surface = try plan.density.surface(
            of: selected.table.points, weights: selected.weights(byHarm: false), by: base, on: grid)
        let levels = plan.densityBands.levels.levels(of: surface.shown, on: grid)
        return (
            DensityFinding(
                surface, of: selected, method: plan.density, levels: levels, base: plan.densityBase.words,
                usesHarm: false), surface
        )
    }

    @Test func aSurfaceIsSummedUpAsItIs() throws {
        let (found, surface) = try finding { $0.density.bandwidth = .metres(400) }
        #expect(found.cells == surface.grid.cells.count && found.bandwidthRule == "given" && found.deviationM == nil)
        #expect(found.highestPerKm2 == surface.perSquareKilometre.max()?.rounded(significant: 6))
        #expect(found.strongest.count == 5 && found.strongest[0].value == found.highestPerKm2)
        let ground = surface.grid.cells.reduce(0) { $0 + $1.areaInside }
        for level in found.levels {
            let above = zip(surface.perSquareKilometre, surface.grid.cells).reduce(0) {
                $1.0 >= level.level ? $0 + $1.1.areaInside : $0
            }
            #expect(abs(level.shareOfGround - above / ground) < 1e-4)
        }
        let text = found.lines.joined(separator: "\n")
        #expect(text.contains("bandwidth 400 m, as given") && text.contains("Mean ") && text.contains("Levels, with"))
        let json = try JSONText.text(of: found)
        #expect(try JSONText.decode(DensityFinding.self, from: Data(json.utf8), file: "density") == found)
    }

    @Test func aChosenBandwidthAndBordersAreSaid() throws {
        let (found, _) = try finding {
            $0.density.bandwidth = .scott
            $0.density.border = .kept
            $0.density.adaptation = .abramson
        }
        #expect(found.bandwidthRule == "scott" && found.deviationM != nil && found.leastBandwidthM != nil)
        let text = found.lines.joined(separator: "\n")
        #expect(text.contains("chosen by scott") && text.contains("keeps its whole weight"))
        #expect(text.contains("Bandwidths adapt (abramson)"))
    }

    @Test func aRatioNamesItsBaseAndWhereItIsNotTold() throws {
        let (found, surface) = try finding {
            $0.density.bandwidth = .metres(600)
            $0.densityBase.layer.file = Self.project.appending(path: "GeoData/stops.geojson").path
        }
        let ratio = try #require(found.ratio)
        #expect(ratio.base == "points of the base")
        #expect(ratio.cellsWithout == surface.ratio?.values.count { $0 == nil })
        #expect(found.lines.contains { $0.hasPrefix("Divided by") && $0.contains("no ratio in") })
    }

    @Test func streetsAreSummedUpInKilometres() throws {
        let (study, plan) = try Self.loaded.get()
        let file = Self.project.appending(path: "GeoData/streets.gpkg").path
        let network = try StreetFile.read(path: file, in: study.workingSystem).network
        let selected = try study.selectingSome(plan.window, for: "density")
        for border in [NetworkDensity.Border.lost, .kept] {
            let method = try plan.streetDensityMethod().with(\.border, border).with(\.piece, 100)
            let density = try method.density(
                of: selected.table.points, weights: selected.weights(byHarm: false), on: network)
            let found = StreetDensityFinding(
                density, on: network, of: selected, method: method, usesHarm: false)
            #expect(found.onStreets + found.offStreet == selected.table.count)
            #expect(found.pieces == density.pieces.count && found.strongest.count == 10)
            #expect(found.strongest[0].perKm == density.pieces.map(\.perKilometre).max()?.rounded(significant: 6))
            let text = found.lines.joined(separator: "\n")
            #expect(text.contains("km of street in") && text.contains("per km"))
            #expect(text.contains(border == .kept ? "keeps its whole weight" : "is lost"))
            let json = try JSONText.text(of: found)
            #expect(try JSONText.decode(StreetDensityFinding.self, from: Data(json.utf8), file: "d") == found)
        }
    }
}
