public import HomewardAnalysis
import HomewardCore
import HomewardGeometry
import HomewardIncidents

extension Study {
    /// The histories of the cells of the study area, over the incidents on the days and in the hours of a window. A range of time counts
    /// whole, in the week or month of its middle.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - window: The days and hours; ``StudyWindow/ranges`` has no say.
    ///   - mostCells: The most cells.
    /// - Throws: ``WorkflowError/noCalendar(purpose:)`` where school days are asked for and no calendar was given,
    ///   ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where no incident can be counted or positions are too coarse, `AnalysisError`
    ///   where cells or steps are too many or too few.
    public func emergingHotspots(_ method: EmergingHotspots, window: StudyWindow, mostCells: Int) throws
        -> EmergingResult
    {
        try requireIncidents()
        try method.check()
        try requirePlaces(asFineAs: method.cell, key: "emerging.cell_m", for: "emerging hotspots")
        let cube = try SpaceTimeCube(
            of: table, on: grid(of: method.cell, atMost: mostCells), days: try kindsOfDays(for: window.days),
            selection: window.days, hours: window.hours, by: method.step.unit)
        if cube.counted == 0, cube.steps.count >= EmergingHotspots.fewestSteps {
            throw WorkflowError.noUsableData(
                analysis: "emerging hotspots",
                reason: "no incident lies in a cell and a whole \(method.step.rawValue) on such days and at such hours",
                remedy: "take other days or hours, or months where the month alone is known")
        }
        return try method.histories(of: cube)
    }

    private func grid(of cell: Double, atMost limit: Int) throws -> Grid {
        do {
            return try Grid(covering: studyArea.outline, cellSize: cell, atMost: limit)
        } catch AnalysisError.tooManyCells(_, let cells, let limit, _) {
            throw AnalysisError.largeCube(cells: Int(min(cells, 1e15)), steps: nil, limit: limit)
        }
    }
}
