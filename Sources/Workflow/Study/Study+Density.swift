public import HomewardAnalysis
public import HomewardIncidents

/// A smoothed surface with the levels at which its bands part.
public struct DrawnDensity: Sendable, Equatable {
    /// The surface.
    public var surface: DensitySurface
    /// The levels, ascending.
    public var levels: [Double]
}

extension Study {
    /// The smoothed surface of some incidents, by the plan's `density`; harm weighs where the plan has a harm table.
    ///
    /// - Parameters:
    ///   - selected: The incidents.
    ///   - plan: How it is drawn, and where its bands part.
    ///   - base: What it is divided by; nil for nothing.
    /// - Throws: `SettingError` and `AnalysisError`, as ``/HomewardAnalysis/DensityMethod`` does.
    public func drawnDensity(
        of selected: SelectedIncidents, _ plan: PlanFile, by base: DensityMethod.Base? = nil
    ) throws -> DrawnDensity {
        let grid = try plan.density.grid(covering: studyArea.outline, atMost: plan.hotspots.mostCells)
        let surface = try plan.density.surface(
            of: selected.table.points, weights: selected.weights(byHarm: plan.study.harm != nil), by: base, on: grid)
        return DrawnDensity(surface: surface, levels: plan.densityBands.levels.levels(of: surface.shown, on: grid))
    }
}
