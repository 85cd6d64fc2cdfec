public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `hotspots` says: the grid, the cells that stand out, the rows that went in.
public struct HotspotsFinding: Finding {
    /// One cell.
    public struct Cell: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Incidents in it.
        public var count: Int
        /// What they come to where some count by a share; absent where all count wholly.
        public var countByShare: Double?
        /// Their harm; absent where incidents are meant.
        public var harm: Double?
        /// Incidents by 1,000 of the denominator; absent where no rate is meant.
        public var ratePerThousand: Double?
        /// Moran's I of the cell; absent for other statistics.
        public var localI: Double?
        /// Where it stands among its neighbours: HH, LL, HL or LH; absent for other statistics.
        public var quadrant: String?
        /// Its score.
        public var z: Double
        /// Its probability.
        public var p: Double
        /// Its false-discovery rate.
        public var q: Double
    }

    /// Whether cells have anything to do with their neighbours, all over the study area.
    public struct Overall: Codable, Sendable, Equatable {
        /// Cells that went in: those with a value and a neighbour.
        public var cells: Int
        /// Global Moran's I.
        public var moranI: Double
        /// Its mean by chance.
        public var moranExpected: Double
        /// Its score where these values are dealt at random.
        public var moranZ: Double
        /// Its score where values are normally distributed.
        public var moranZNormal: Double
        /// The two-sided probability that goes with the first.
        public var moranP: Double
        /// The general G; absent where a value is below 0.
        public var g: Double?
        /// Its mean by chance.
        public var gExpected: Double?
        /// Its score where these values are dealt at random.
        public var gZ: Double?
        /// The two-sided probability that goes with it.
        public var gP: Double?
    }

    /// What went in, and what was left out by day or hour.
    public var selection: SelectionSummary
    /// Why nothing was tested; absent where it was.
    public var notTested: String?
    /// The statistic: gistar, gi or moran; absent in records of versions that had gistar alone.
    public var statistic: String?
    /// Which cells were looked for: hot, cold or both.
    public var sides: String?
    /// Cells of the study area.
    public var cells: Int
    /// The width of a cell, m.
    public var cellM: Double
    /// Which cells were neighbours.
    public var neighbours: String?
    /// The false-discovery rate asked for.
    public var fdr: Double
    /// Incidents outside every cell.
    public var outside: Int
    /// Cells that were not tested, by reason; absent where all were.
    public var untested: [String: Int]?
    /// Incidents in cells where the denominator is 0, which count for no rate; absent where there are none.
    public var withoutDenominator: Int?
    /// Whether cells have anything to do with their neighbours; absent where that cannot be told.
    public var overall: Overall?
    /// Cells that are significantly high.
    public var hot: Int
    /// The twenty with the highest score among them.
    public var strongest: [Cell]
    /// Cells that are significantly low among low ones; absent where none was looked for.
    public var cold: Int?
    /// The twenty with the lowest score among them.
    public var coldest: [Cell]?
    /// Cells that are significantly unlike their neighbours; absent where none was looked for.
    public var outliers: Int?
    /// The twenty most unlike among them.
    public var mostUnlike: [Cell]?
    /// How the probabilities were computed.
    public var method: String
    /// What makes it hard for a cell to be significant; absent for nothing.
    public var caution: String?
    /// The bandwidth of the density surface, m; absent where none was computed.
    public var bandwidthM: Double?
    /// How the density treats the study area's edge; absent where none was computed.
    public var boundary: String?

    /// Sums up hotspots.
    public init(
        selected: SelectedIncidents, hotspots: Hotspots, density: KernelSurface?, fdr: Double,
        neighbours: String? = nil, notTested: String? = nil
    ) {
        self.fdr = fdr
        self.neighbours = neighbours
        selection = SelectionSummary(selected)
        let reasons = hotspots.untested.compactMap { $0 }
        let common = Set(reasons).count == 1 && reasons.count == hotspots.grid.cells.count ? reasons.first : nil
        self.notTested = notTested ?? common.map(HotspotsFinding.nothing)
        statistic = hotspots.statistic.rawValue
        sides = hotspots.sides.rawValue
        let grid = hotspots.grid
        cells = grid.cells.count
        cellM = grid.cellSize
        outside = hotspots.outside
        untested =
            reasons.isEmpty
            ? nil : ReasonCounts.byCode(Dictionary(reasons.map { ($0, 1) }, uniquingKeysWith: +))
        let lost = grid.cells.indices.reduce(0) {
            hotspots.untested[$1] == .noValue ? $0 + hotspots.count[$1] : $0
        }
        withoutDenominator = lost > 0 ? lost : nil
        overall = hotspots.overall.map(Overall.init)
        /// The cells by score, the first twenty with their numbers.
        func found(_ isWanted: (Int) -> Bool, by order: (Int) -> Double) -> (count: Int, first: [Cell]) {
            let found = grid.cells.indices.filter(isWanted).sorted { (order($0), $0) < (order($1), $1) }
            return (found.count, found.prefix(20).map { Cell($0, of: hotspots) })
        }
        // Where moran is high a cell is like its neighbours, low ones among low ones too.
        (hot, strongest) = found({ hotspots.hot[$0] }, by: { -hotspots.z[$0] })
        if hotspots.sides != .hot {
            let sign: Double = hotspots.statistic == .moran ? -1 : 1
            let low = found({ hotspots.cold[$0] }, by: { sign * hotspots.z[$0] })
            (cold, coldest) = (low.count, low.first)
        }
        if hotspots.statistic == .moran {
            let unlike = found({ hotspots.outlying[$0] }, by: { hotspots.z[$0] })
            (outliers, mostUnlike) = (unlike.count, unlike.first)
        }
        method = hotspots.method
        caution = hotspots.caution
        bandwidthM = density?.bandwidth
        boundary = density?.boundary
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(selection.incidents)) incidents on \(Shown.grouped(cells)) cells of \(Shown.fixed(cellM, 0)) m, \(Shown.grouped(outside)) outside"
        ]
        lines += selection.lines
        if let notTested { return lines + ["Not tested: \(notTested)"] }
        if let overall { lines.append(overall.line) }
        lines += untestedLines
        lines.append("\(verdict); probabilities: \(method)")
        if let caution { lines.append("Beware: \(caution)") }
        lines += strongest.map(\.line)
        for (title, cells) in [("Cold", coldest ?? []), ("Unlike their neighbours", mostUnlike ?? [])]
        where !cells.isEmpty { lines += ["\(title):"] + cells.map(\.line) }
        if let boundary { lines.append("Density: \(boundary)") }
        return lines
    }

    /// Why no cell at all was tested, and what helps.
    private static func nothing(because reason: UntestedCell) -> String {
        switch reason {
        case .noNeighbours: reason.words + "; take a distance of a cell's width or more"
        case .everyNeighbour: reason.words + "; take fewer, or smaller cells"
        case .tooFewCells: reason.words + "; take smaller ones"
        case .noValue, .noSpread, .atTheMean: reason.words
        }
    }

    /// What the statistic holds against chance, with its source, in a sentence.
    package var statisticWords: String {
        switch Hotspots.Statistic(rawValue: statistic ?? "") {
        case .gi: "Getis–Ord Gi (Ord and Getis 1995) on the cells around each cell, without the cell itself."
        case .moran: "Local Moran's I (Anselin 1995) of each cell and the cells around it."
        case .gistar, nil: "Getis–Ord Gi* (Ord and Getis 1995) on counts by cell with the cells around it."
        }
    }

    /// When a cell stands out, for people.
    package var ruleWords: String {
        let more = sides == "cold" ? "less" : sides == "both" ? "more, or less," : "more"
        return switch Hotspots.Statistic(rawValue: statistic ?? "") {
        case .gi: "A cell stands out where its neighbours hold \(more) than chance would put there (Getis–Ord Gi)"
        case .moran:
            "A cell is hot where it is high among high ones, cold where it is low among low ones, and unlike its neighbours where one of them is high and the other low, more than chance would have it (local Moran's I)"
        case .gistar, nil:
            sides ?? "hot" == "hot"
                ? "A cell is hot where it and its neighbours hold more of the window's incidents than chance would put there (Getis–Ord Gi*)"
                : "A cell stands out where it and its neighbours hold \(more) than chance would put there (Getis–Ord Gi*)"
        }
    }

    /// How many cells stand out, and how.
    package var verdict: String {
        var parts = sides == "cold" ? [] : [Words.count(hot, "cell is hot", "cells are hot")]
        if let cold { parts.append(Words.count(cold, "cell is cold", "cells are cold")) }
        if let outliers {
            parts.append(Words.count(outliers, "cell is unlike its neighbours", "cells are unlike theirs"))
        }
        return parts.joined(separator: ", ")
    }

    /// A line for each reason for which cells were not tested.
    package var untestedLines: [String] {
        (untested ?? [:]).sorted { $0.key < $1.key }.map { reason, count in
            let kind = UntestedCell(rawValue: reason)
            let lost =
                kind == .noValue
                ? withoutDenominator.map { ", with \(Words.count($0, "incident", "incidents"))," } : nil
            return
                "\(Words.count(count, "cell", "cells"))\(lost ?? "") \(count == 1 ? "was" : "were") not tested: \(kind?.words ?? reason)"
        }
    }
}

extension HotspotsFinding.Cell {
    fileprivate init(_ cell: Int, of hotspots: Hotspots) {
        let (place, values) = (hotspots.grid.cells[cell], hotspots.values)
        self.init(
            id: "c\(place.column)-r\(place.row)", count: values.count[cell],
            countByShare: values.shared.map { $0[cell].rounded(decimals: 3) },
            harm: values.harm.map { $0[cell].rounded(decimals: 3) },
            ratePerThousand: values.rate(cell).map { ($0 * 1000).rounded(decimals: 3) },
            localI: hotspots.moran.map { $0[cell].i.rounded(decimals: 4) },
            quadrant: hotspots.moran?[cell].quadrant?.rawValue, z: hotspots.z[cell].rounded(decimals: 4),
            p: hotspots.p[cell].rounded(significant: 6), q: hotspots.q[cell].rounded(significant: 6))
    }

    /// The cell in words.
    fileprivate var line: String {
        var what = "\(count) incidents"
        if let countByShare { what += " (\(Shown.fixed(countByShare, 1)) by share)" }
        if let harm { what += ", harm \(Shown.fixed(harm, 1))" }
        if let ratePerThousand { what += ", \(Shown.fixed(ratePerThousand, 1)) by 1,000" }
        if let quadrant { what += ", \(quadrant)" }
        return
            "\(id): \(what), z \(Shown.fixed(z, 2)), p \(Shown.probability(p)), q \(Shown.probability(q))"
    }
}

extension HotspotsFinding.Overall {
    fileprivate init(_ overall: OverallAssociation) {
        cells = overall.cells
        moranI = overall.moran.i.rounded(significant: 6)
        moranExpected = overall.moran.expected.rounded(significant: 6)
        moranZ = overall.moran.z.rounded(decimals: 4)
        moranZNormal = overall.moran.normalZ.rounded(decimals: 4)
        moranP = overall.moran.p.rounded(significant: 6)
        g = overall.g?.g.rounded(significant: 6)
        gExpected = overall.g?.expected.rounded(significant: 6)
        gZ = overall.g?.z.rounded(decimals: 4)
        gP = overall.g?.p.rounded(significant: 6)
    }

    /// The verdict in words.
    package var line: String {
        let alike =
            moranP > ChanceLevel.usual
            ? "cells have no more to do with their neighbours than chance would have it"
            : moranZ > 0 ? "cells are like their neighbours" : "cells are unlike their neighbours"
        let which = gP.map { p in
            p > ChanceLevel.usual
                ? "" : (gZ ?? 0) > 0 ? "; it is high values that lie together" : "; high values lie apart"
        }
        let g = gZ.map { ", general G z \(Shown.fixed($0, 1))" } ?? ""
        return
            "In the whole area \(alike)\(which ?? "") (Moran's I \(Shown.fixed(moranI, 3)), z \(Shown.fixed(moranZ, 1)), p \(Shown.probability(moranP))\(g))"
    }
}
