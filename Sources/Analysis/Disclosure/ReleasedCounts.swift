/// Counts by cell as people outside the force may see them: figures of single cells, and what is left in each area and
/// everywhere.
///
/// Each incident counts in one figure at most, and no sum stands beside its parts. So nothing can be had by taking one
/// figure from another: whatever is shown, every withheld cell may hold any count from 0 to one below the limit.
public struct ReleasedCounts: Sendable, Hashable {
    /// The figure of each cell; nil where it is withheld.
    public var cells: [Int?]
    /// The figure of the withheld cells of each area together; nil where that is withheld too.
    public var areas: [Int?]
    /// The figure of everything that is in none of the others; nil where it is withheld.
    public var rest: Int?

    /// All figures of an area together, rounded as they are; nil where none is shown.
    ///
    /// - Parameters:
    ///   - area: The area, by its place in the list.
    ///   - areas: The area of each cell, as in ``Disclosure/released(_:areas:areaCount:)``.
    public func total(of area: Int, areas: [Int?]) -> Int? {
        let shown = zip(cells, areas).compactMap { $1 == area ? $0 : nil } + [self.areas[area]].compactMap { $0 }
        return shown.isEmpty ? nil : shown.reduce(0, +)
    }

    /// All figures together, rounded as they are; nil where none is shown.
    public var total: Int? {
        let shown = (cells + areas + [rest]).compactMap { $0 }
        return shown.isEmpty ? nil : shown.reduce(0, +)
    }
}

extension Disclosure {
    /// Makes counts by cell fit to be shown.
    ///
    /// 1. A cell that reaches the limit gets its figure.
    /// 2. The other cells of an area are summed: the remainder of the area (``remainder(_:parts:)``).
    /// 3. What has no figure yet is summed: the remainder everywhere. Its parts are the areas whose own remainder stayed
    ///    below the limit, the cells of areas with less than three withheld cells, and the withheld cells of no area.
    ///
    /// Nothing else can be worked out. Let x be a withheld cell and v any count below the limit m. In its area with k ≥ 3
    /// withheld cells the others can sum to anything from 0 to (m − 1)(k − 1), and the figure of the remainder allows a span
    /// of sums that begins at most there and ends at m − 1 or above; so there is a choice of the others with which x = v
    /// gives the same figure. The same holds one step up, with areas for cells. The tests go through every table of small
    /// cases and confirm it.
    ///
    /// O(cells + areas).
    ///
    /// - Parameters:
    ///   - counts: The incidents of each cell.
    ///   - areas: The area of each cell, from 0; nil for none.
    ///   - areaCount: How many areas there are.
    public func released(_ counts: [Int], areas: [Int?], areaCount: Int) -> ReleasedCounts {
        let cells = counts.map(figure)
        var left = [(total: Int, parts: Int)](repeating: (0, 0), count: areaCount)
        var rest = (total: 0, parts: 0)
        for index in counts.indices where cells[index] == nil {
            if let area = areas[index] {
                left[area].total += counts[index]
                left[area].parts += 1
            } else {
                rest.total += counts[index]
                rest.parts += 1
            }
        }
        let remainders = left.map { remainder($0.total, parts: $0.parts) }
        for (left, shown) in zip(left, remainders) where shown == nil && left.parts > 0 {
            rest.total += left.total
            // Three cells or more without a figure are known to stay below the limit together; fewer are not.
            rest.parts += showsRemainder(of: left.parts) ? 1 : left.parts
        }
        return ReleasedCounts(
            cells: cells, areas: remainders, rest: remainder(rest.total, parts: rest.parts))
    }
}
