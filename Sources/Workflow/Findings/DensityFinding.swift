public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `density` says of a surface: its bandwidth and why, what it comes to, where it is highest.
public struct DensityFinding: Finding {
    /// One cell.
    public struct Cell: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// The density, or the ratio where one was asked for.
        public var value: Double
    }

    /// A level at which bands part.
    public struct Level: Codable, Sendable, Equatable {
        /// The level.
        public var level: Double
        /// The share of the study area's ground that lies at or above it.
        public var shareOfGround: Double
    }

    /// The ratio to another set.
    public struct Ratio: Codable, Sendable, Equatable {
        /// What was divided by.
        public var base: String
        /// The ratio of the whole.
        public var overall: Double
        /// The greatest.
        public var highest: Double
        /// The base's density under which no ratio is told, per km².
        public var leastBasePerKm2: Double
        /// Cells without a ratio.
        public var cellsWithout: Int
    }

    /// What went in, and what was left out by day or hour.
    public var selection: SelectionSummary
    /// What the numbers are counted in: `incidents` or `harm`.
    public var unit: String
    /// Incidents outside every cell.
    public var outside: Int
    /// Cells of the study area.
    public var cells: Int
    /// The width of a cell, m.
    public var cellM: Double
    /// The form of the kernel.
    public var kernel: String
    /// The bandwidth, m.
    public var bandwidthM: Double
    /// How it was found: `given`, `likelihood`, `diggle` or `scott`.
    public var bandwidthRule: String
    /// The standard deviation of a Gaussian that smooths as much, m; absent where the bandwidth was given.
    public var deviationM: Double?
    /// Whether the bandwidth is the least or greatest that was looked at; absent where it was given or by Scott's rule.
    public var atEnd: Bool?
    /// Places were joined within that many metres to choose it; absent where none were.
    public var joinedWithinM: Double?
    /// How bandwidths adapt.
    public var adaptive: String
    /// The least bandwidth of an incident, m; absent where all have one.
    public var leastBandwidthM: Double?
    /// That which half of the incidents do not exceed, m.
    public var middleBandwidthM: Double?
    /// The greatest, m.
    public var mostBandwidthM: Double?
    /// What becomes of weight at the border.
    public var border: String
    /// The weight of the incidents in the cells.
    public var total: Double
    /// What the surface integrates to.
    public var integral: Double
    /// The mean density of the study area, per km².
    public var meanPerKm2: Double
    /// The greatest density, per km².
    public var highestPerKm2: Double
    /// The ratio; absent where none was asked for.
    public var ratio: Ratio?
    /// The five cells with the greatest density, or ratio.
    public var strongest: [Cell]
    /// Where bands part.
    public var levels: [Level]

    /// Sums up a surface.
    ///
    /// - Parameters:
    ///   - surface: What was found.
    ///   - selected: The incidents that went in.
    ///   - method: What it was found with.
    ///   - levels: Where bands part.
    ///   - base: What it was divided by, in words.
    ///   - usesHarm: Whether incidents count by their harm.
    public init(
        _ surface: DensitySurface, of selected: SelectedIncidents, method: DensityMethod, levels: [Double],
        base: String?, usesHarm: Bool
    ) {
        let grid = surface.grid
        selection = SelectionSummary(selected)
        unit = usesHarm ? "harm" : "incidents"
        outside = surface.outside
        cells = grid.cells.count
        cellM = grid.cellSize
        kernel = method.kernel.rawValue
        bandwidthM = surface.bandwidth.rounded(decimals: 1)
        let evidence = surface.choice
        bandwidthRule = if case .metres = evidence.rule { "given" } else { evidence.rule.text }
        deviationM = evidence.deviation?.rounded(decimals: 1)
        atEnd = evidence.curve.isEmpty ? nil : evidence.isAtEnd
        joinedWithinM = evidence.joinedWithin > 0 ? evidence.joinedWithin : nil
        adaptive = method.adaptation.rawValue
        leastBandwidthM = surface.spread?.least.rounded(decimals: 1)
        middleBandwidthM = surface.spread?.middle.rounded(decimals: 1)
        mostBandwidthM = surface.spread?.most.rounded(decimals: 1)
        border = method.border.rawValue
        total = surface.total.rounded(decimals: 3)
        integral = surface.integral.rounded(decimals: 3)
        let ground = grid.cells.reduce(0) { $0 + $1.areaInside }
        meanPerKm2 = ground > 0 ? (surface.integral / (ground / 1e6)).rounded(significant: 6) : 0
        highestPerKm2 = surface.peak.map { surface.perSquareKilometre[$0].rounded(significant: 6) } ?? 0
        let values = surface.shown
        ratio = surface.ratio.map { found in
            Ratio(
                base: base ?? "the base", overall: found.overall.rounded(significant: 6),
                highest: (found.values.compactMap { $0 }.max() ?? 0).rounded(significant: 6),
                leastBasePerKm2: found.least.rounded(significant: 6), cellsWithout: found.values.count { $0 == nil })
        }
        strongest = values.indices.filter { (values[$0] ?? 0) > 0 }
            .sorted { (values[$1] ?? 0, $0) < (values[$0] ?? 0, $1) }.prefix(5).map {
                Cell(
                    id: "c\(grid.cells[$0].column)-r\(grid.cells[$0].row)",
                    value: (values[$0] ?? 0).rounded(significant: 6))
            }
        self.levels = levels.map { level in
            let above = zip(values, grid.cells).reduce(0) { $0 + (($1.0 ?? -1) >= level ? $1.1.areaInside : 0) }
            return Level(level: level, shareOfGround: ground > 0 ? (above / ground).rounded(decimals: 4) : 0)
        }
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(selection.incidents)) incidents smoothed on \(Shown.grouped(cells)) cells of \(Shown.fixed(cellM, 0)) m, \(Shown.grouped(outside)) outside"
        ]
        lines += selection.lines
        lines.append(bandwidthWords)
        if let leastBandwidthM, let middleBandwidthM, let mostBandwidthM {
            lines.append(
                "Bandwidths adapt (\(adaptive)): from \(Shown.fixed(leastBandwidthM, 0)) m over \(Shown.fixed(middleBandwidthM, 0)) m in the middle to \(Shown.fixed(mostBandwidthM, 0)) m"
            )
        }
        lines.append(
            border == "kept"
                ? "Border: each incident keeps its whole weight inside the study area, so that the surface comes to \(Shown.fixed(integral, 1)) \(unit)"
                : "Border: what the kernel puts outside the study area is lost, so that the surface comes to \(Shown.fixed(integral, 1)) of \(Shown.fixed(total, 1)) \(unit)"
        )
        lines.append(
            "Mean \(DensityWords.number(meanPerKm2)) and highest \(DensityWords.number(highestPerKm2)) \(unit) per km²")
        if let ratio {
            lines.append(
                "Divided by \(ratio.base): \(DensityWords.number(ratio.overall)) over all, highest \(DensityWords.number(ratio.highest)); no ratio in \(Words.count(ratio.cellsWithout, "cell", "cells")) where the base has less than \(DensityWords.number(ratio.leastBasePerKm2)) per km²"
            )
        }
        lines += strongest.map { "\($0.id): \(DensityWords.number($0.value))\(ratio == nil ? " per km²" : "")" }
        if !levels.isEmpty {
            let parts = levels.map { "\(DensityWords.number($0.level)) (\(Shown.percent($0.shareOfGround)))" }
            lines.append("Levels, with the ground at or above: \(parts.joined(separator: ", "))")
        }
        return lines
    }

    private var bandwidthWords: String {
        let bandwidth =
            "\(kernel.prefix(1).uppercased() + kernel.dropFirst()) kernel, bandwidth \(Shown.fixed(bandwidthM, 0)) m"
        guard let deviationM else { return bandwidth + ", as given" }
        var words =
            bandwidth
            + ", chosen by \(bandwidthRule) (as a Gaussian with a standard deviation of \(Shown.fixed(deviationM, 0)) m)"
        if let joinedWithinM { words += ", places within \(SettingName.plain(joinedWithinM)) m taken as one" }
        if atEnd == true {
            words += "; it is the last that was looked at, so that none better may be found: give metres"
        }
        return words
    }
}

/// How densities are written for people.
enum DensityWords {
    /// Three figures at least, no more decimals than that.
    static func number(_ value: Double) -> String {
        let size = abs(value)
        return Shown.fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4)
    }
}

extension DensitySurface {
    /// What a map shows: the ratio where there is one, else the density.
    package var shown: [Double?] { ratio?.values ?? perSquareKilometre }
}
