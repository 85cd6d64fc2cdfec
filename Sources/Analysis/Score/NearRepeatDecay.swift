import Foundation
public import HomewardGeometry

/// A forecast from the latest incidents alone, whose weight fades with days and metres: prospective hotspots.
///
/// The score of a place is Σ e^(−age / days) × e^(−distance / metres) over the incidents of the last three times `days`, within three times
/// `metres`. Beyond that a weight is under 5 % and left out.
///
/// Source: after K. J. Bowers, S. D. Johnson, K. Pease (2004), "Prospective hot-spotting: the future of crime mapping?", British Journal of
/// Criminology 44(5), 641–658, with exponential decay for their reciprocal one.
///
/// O(latest incidents × cells within reach). The same for any order of incidents that happened at different times or places.
public struct NearRepeatDecay: Sendable, Equatable {
    /// After how many days the weight of an incident has fallen to 37 %.
    public var days = 14.0
    /// At what distance it has, m.
    public var metres = 200.0

    /// The standard decay.
    public init() {}

    /// How many times the scale is looked back and around.
    public static let reach = 3.0

    /// The score at the middle of each cell.
    ///
    /// - Parameters:
    ///   - points: Where incidents happened.
    ///   - times: When, days.
    ///   - now: The moment of the forecast, days; what happened then or later counts for nothing.
    ///   - grid: Square cells.
    public func scores(of points: [Point], times: [Double], at now: Double, on grid: Grid) -> [Double] {
        var scores = [Double](repeating: 0, count: grid.cells.count)
        let around = NearRepeatDecay.reach * metres
        for (point, time) in zip(points, times) {
            let age = now - time
            guard age > 0, age <= NearRepeatDecay.reach * days else { continue }
            let weight = exp(-age / days)
            grid.forEachCell(within: around, of: point) { cell, square in
                scores[cell] += weight * exp(-square.squareRoot() / metres)
            }
        }
        return scores
    }
}

extension Grid {
    /// Calls `body` with each cell whose middle lies within reach of a place, row by row from the south-west, and the square of its
    /// distance. For square cells. O(cells within reach).
    @inline(__always)
    func forEachCell(within reach: Double, of place: Point, _ body: (Int, Double) -> Void) {
        guard place.isFinite else { return }
        let (x, y) = ((place.x - origin.x) / cellSize - 0.5, (place.y - origin.y) / cellSize - 0.5)
        let steps = reach / cellSize
        let left = max(0, (x - steps).rounded(.up))
        let right = min(Double(columns - 1), (x + steps).rounded(.down))
        let bottom = max(0, (y - steps).rounded(.up))
        let top = min(Double(rows - 1), (y + steps).rounded(.down))
        guard left <= right, bottom <= top else { return }
        for row in Int(bottom)...Int(top) {
            let north = (Double(row) - y) * cellSize
            for column in Int(left)...Int(right) {
                let cell = lookup[row * columns + column]
                guard cell >= 0 else { continue }
                let east = (Double(column) - x) * cellSize
                let square = north * north + east * east
                if square <= reach * reach { body(Int(cell), square) }
            }
        }
    }
}
