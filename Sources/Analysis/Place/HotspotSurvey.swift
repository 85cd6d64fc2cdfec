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
    /// How far each cell stands out.
    public var significance = GetisOrd()
    /// The smoothed surface.
    public var density = KernelDensity()

    /// The standard survey.
    public init() {}

    /// The parameters, with those of the two methods that it is made of.
    public static let settings: [Setting<Self>] =
        [
            .method("hotspots.method", "gistar", "Getis-Ord Gi*"),
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

    /// The tiling of a study area.
    ///
    /// - Throws: `SettingError` where the cell lies outside its range; ``AnalysisError`` where there would be too many.
    public func grid(covering studyArea: MultiPolygon) throws -> Grid {
        try check()
        return try Grid(covering: studyArea, cellSize: cell, form: form, atMost: mostCells)
    }
}
