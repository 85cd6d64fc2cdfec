public import HomewardCore
public import HomewardGeometry

/// The cells of a study area with the significance and the density of what happened in them.
public struct HotspotSurvey: Configurable, Equatable {
    /// The width of a cell, m.
    public var cell = 100.0
    /// The form of a cell.
    public var form = Grid.Form.square
    /// The most cells.
    public var mostCells = 2_000_000
    /// The statistic of the cells.
    public var method = Hotspots.Statistic.gistar
    /// What is added up in a cell.
    public var value = CellValues.Kind.count
    /// How far each cell stands out; local Moran's I takes its neighbours and its chance from here too.
    public var significance = GetisOrd()
    /// The smoothed surface.
    public var density = KernelDensity()

    /// The standard survey.
    public init() {}

    /// What contradicts itself in the statistic.
    public func checkTogether() throws(SettingError) {
        try significance.checkTogether()
        guard method == .moran, significance.sides == .cold else { return }
        throw .together(
            path: "hotspots.sides",
            message:
                "moran tells high, low and unlike cells apart and cannot look for cold ones alone; use gistar, or both"
        )
    }

    /// The parameters, with those of the two methods that it is made of.
    public static let settings: [Setting<Self>] =
        [
            .choice(
                "hotspots.method", \.method,
                "the statistic of a cell: gistar (Getis-Ord Gi*, the cell and its neighbours), gi (its neighbours alone) or moran (local Moran's I, clusters and outliers)"
            ),
            .choice(
                "hotspots.value", \.value,
                "what is added up in a cell: count (incidents) or harm (their weights in the harm table)"),
            .number("hotspots.cell_m", \.cell, in: 10...10_000, unit: "m", "the width of a cell"),
            .choice("hotspots.form", \.form, "the form of a cell"),
        ]
        + GetisOrd.settings.map { $0.lifted(\.significance) }
        + KernelDensity.settings.map { $0.lifted(\.density) } + [
            .whole(
                "limits.cells", \.mostCells, in: 100...10_000_000, unit: "cells",
                "the most cells that the study area may have; more are refused",
                flag: "limits-cells")
        ]

    /// How far each cell stands out by the survey's method.
    ///
    /// - Parameters:
    ///   - grid: The cells.
    ///   - values: What they hold; cells without an entry hold nothing.
    /// - Throws: `SettingError` where a parameter lies outside its range, or the cells would have more than a hundred million
    ///   neighbours.
    public func scores(of grid: Grid, _ values: CellValues) throws(SettingError) -> Hotspots {
        switch method {
        case .gistar, .gi: try significance.with(\.includingSelf, method == .gistar).scores(of: grid, values)
        case .moran:
            try LocalMoran {
                $0.neighbours = significance.neighbours
                $0.fdr = significance.fdr
                $0.chance = significance.chance
                $0.permutations = significance.permutations
                $0.seed = significance.seed
            }.scores(of: grid, values)
        }
    }

    /// The tiling of a study area.
    ///
    /// - Throws: `SettingError` where the cell lies outside its range; ``AnalysisError`` where there would be too many.
    public func grid(covering studyArea: MultiPolygon) throws -> Grid {
        try check()
        return try Grid(covering: studyArea, cellSize: cell, form: form, atMost: mostCells)
    }
}
