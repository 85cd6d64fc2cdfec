/// The cells that the kernel of an incident reaches, as seen from the incident's cell: those whose middles are within reach
/// wherever in its cell the incident lies, and those for which that depends on where.
struct KernelStencil: Sendable {
    /// One row of cells.
    struct Row: Sendable {
        /// How many rows further north.
        var step: Int
        /// How much further north the middles lie, m.
        var north: Double
        /// How much further east the middle of the same column lies, m.
        var east: Double
        /// The steps to the columns that some incident of the cell may reach.
        var outer: Range<Int>
        /// The steps to those that every incident of the cell reaches, within the outer ones.
        var inner: Range<Int>
    }

    /// The rows as seen from even rows and from odd ones, from the south.
    private let rows: [[Row]]

    /// - Parameters:
    ///   - reach: How far the kernel reaches, m.
    ///   - sure: The part of the reach within which a middle counts as reached by every incident, under 1; none does where 0.
    ///   - tiling: The cells.
    init(reach: Double, sure: Double, tiling: Tiling) {
        rows = [0, 1].map { KernelStencil.rows(from: $0, reach: reach, sure: sure, tiling: tiling) }
    }

    /// The rows as seen from a row.
    func rows(from row: Int) -> [Row] { rows[row & 1] }

    /// How many rows it reaches to either side.
    var height: Int { rows.joined().map { abs($0.step) }.max() ?? 0 }

    /// How many cells some incident may reach but not every one.
    var cutCells: Int { rows.map { $0.reduce(0) { $0 + $1.outer.count - $1.inner.count } }.max() ?? 0 }

    /// Steps from a column as columns of a raster that has so many.
    @inline(__always)
    static func columns(_ steps: Range<Int>, from column: Int, of count: Int) -> Range<Int> {
        let first = min(count, max(0, column + steps.lowerBound))
        return first..<max(first, min(count, column + steps.upperBound))
    }

    private static func rows(from row: Int, reach: Double, sure: Double, tiling: Tiling) -> [Row] {
        // Rounding may put an incident on the edge into either cell.
        let (halfWidth, halfHeight) = (tiling.cellSize / 2 * (1 + 1e-9), tiling.halfHeight * (1 + 1e-9))
        let up = Int(min(Double(tiling.rows - 1), ((reach + halfHeight) / tiling.rowHeight).rounded(.down)))
        let middle = tiling.centre(column: 0, row: row)
        return (-up...up).compactMap { step in
            let north = Double(step) * tiling.rowHeight
            let east = tiling.centre(column: 0, row: row + step).x - middle.x
            let (near, far) = (max(0, abs(north) - halfHeight), abs(north) + halfHeight)
            let outer = (reach * reach * (1 + 1e-9) - near * near).squareRoot() + halfWidth
            let inner = (reach * sure * (reach * sure) - far * far).squareRoot() - halfWidth
            // What is out of reach has no root.
            guard outer >= 0 else { return nil }
            let all = columns(outer, east: east, tiling)
            return Row(
                step: step, north: north, east: east, outer: all,
                inner: inner >= 0 ? columns(inner, east: east, tiling) : all.lowerBound..<all.lowerBound)
        }
    }

    /// The steps to the columns whose middles lie at most so far east or west.
    private static func columns(_ reach: Double, east: Double, _ tiling: Tiling) -> Range<Int> {
        let limit = Double(tiling.columns)
        let first = Int(max(-limit, ((-reach - east) / tiling.cellSize).rounded(.up)))
        let last = Int(min(limit, ((reach - east) / tiling.cellSize).rounded(.down)))
        return first..<max(first, last + 1)
    }
}
