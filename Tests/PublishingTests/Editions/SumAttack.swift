import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardLayers

@testable import HomewardPublishing

/// Takes the files of an edition apart: areas less their cells, the clock less its areas, until the remainders of withheld
/// cells stand alone; then bounds each cell by them. As the sums form a tree, the bounds are those of a linear programme.
struct SumAttack {
    let grid: Grid
    let areas: [Int?]
    let areaNames: Int
    let cells: Layer
    let areaLayer: Layer
    let clock: [String]
    let rule = Disclosure()

    init(folder: String) throws {
        let package = LayerReader(path: folder + "/homeward.gpkg")
        let outline = try package.read(layer: "study_area").features.compactMap(\.shape)
        grid = try Grid(covering: MultiPolygon(outline.flatMap(\.polygons)), cellSize: rule.cell)
        areaLayer = try package.read(layer: "areas")
        let locator = AreaLocator(
            areaLayer.features.map { NamedArea(name: "", outline: MultiPolygon($0.shape?.polygons ?? [])) })
        areas = grid.cells.map { locator.area(at: $0.centre) }
        areaNames = areaLayer.features.count
        cells = try package.read(layer: "hotspots")
        clock = try String(contentsOfFile: folder + "/clock.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
            .map(String.init)
    }

    /// What a remainder of some withheld cells may be, as the rules are known.
    private func span(_ figure: Int, parts: Int) -> ClosedRange<Int> {
        let span = rule.counts(behind: figure)
        let highest = 4 * parts
        // The highest figure that so many parts can get stands for all sums above it too.
        let isHighest = rule.remainder(highest, parts: parts) == figure
        return span.lowerBound...(isHighest ? highest : span.upperBound)
    }

    /// For each withheld cell the counts that it may hold.
    func ranges(of kind: String) throws -> [Int: ClosedRange<Int>] {
        let shown = Dictionary(
            cells.features.map { ($0.id ?? "", cells.value(kind, of: $0)?.asDouble.map { Int($0) }) }
        ) { first, _ in first }
        let figures = grid.cells.map { shown["c\($0.column)-r\($0.row)"] ?? nil }
        let totals = areaLayer.features.map { areaLayer.value(kind, of: $0)?.asDouble.map { Int($0) } ?? 0 }
        let block = kind.replacingOccurrences(of: "incidents_", with: "")
        let line = clock.first { $0.hasPrefix(block + ",") }?.split(separator: ",", omittingEmptySubsequences: false)
        var rest = line?.last.flatMap { Int($0) } ?? 0
        var ranges: [Int: ClosedRange<Int>] = [:]
        // Parts of the rest: how much each may hold, and the cells of it.
        var parts: [(most: Int, cells: [Int])] = []
        for area in 0..<areaNames {
            let own = figures.indices.filter { areas[$0] == area }
            let withheld = own.filter { figures[$0] == nil }
            let remainder = totals[area] - own.compactMap { figures[$0] }.reduce(0, +)
            rest -= totals[area]
            if remainder > 0 {
                let span = span(remainder, parts: withheld.count)
                for cell in withheld {
                    ranges[cell] = max(0, span.lowerBound - 4 * (withheld.count - 1))...min(4, span.upperBound)
                }
            } else if withheld.count >= 3 {
                parts.append((4, withheld))
            } else {
                parts += withheld.map { (4, [$0]) }
            }
        }
        for cell in figures.indices where areas[cell] == nil {
            rest -= figures[cell] ?? 0
            if figures[cell] == nil { parts.append((4, [cell])) }
        }
        let sum = rest > 0 ? span(rest, parts: parts.count) : 0...(parts.count >= 3 ? 4 : 4 * parts.count)
        for part in parts {
            let low = max(0, sum.lowerBound - 4 * (parts.count - 1))
            let high = min(4, sum.upperBound)
            for cell in part.cells { ranges[cell] = max(0, low - 4 * (part.cells.count - 1))...high }
        }
        return ranges
    }
}
