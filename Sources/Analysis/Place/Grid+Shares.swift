public import HomewardGeometry

extension Grid {
    /// The cells that share ground with an outline, each with its share of the outline's ground; the shares add up to 1 where
    /// all of it lies in cells, ascending by cell. O(as many cells as the outline covers).
    ///
    /// - Parameter outline: The outline.
    /// - Throws: ``AnalysisError/emptyStudyArea`` where it has no ground, ``AnalysisError/tooManyCells(cellSize:cells:limit:fitting:)``.
    public func shares(of outline: MultiPolygon) throws(AnalysisError) -> [(cell: Int, share: Double)] {
        // Grids of one size and form line up.
        let own = try Grid(covering: outline, cellSize: cellSize, form: form)
        let ground = own.cells.reduce(0) { $0 + $1.areaInside }
        return own.cells.compactMap { place in cell(at: place.centre).map { ($0, place.areaInside / ground) } }
            .sorted { $0.0 < $1.0 }
    }
}
