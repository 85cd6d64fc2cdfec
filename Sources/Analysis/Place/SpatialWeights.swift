/// Who is whose neighbour, and how much the neighbour counts: rows of a sparse matrix, one after the other.
///
/// Nobody is a neighbour of itself here; a statistic that counts the place itself adds it with weight 1.
public struct SpatialWeights: Sendable, Equatable {
    /// For place `i` its neighbours are `neighbours[offsets[i] ..< offsets[i + 1]]`; one entry more than places.
    public let offsets: [Int]
    /// The neighbours of each place in turn, ascending within a place.
    public let neighbours: [Int32]
    /// The weight of each neighbour, or nil where each counts 1.
    public let values: [Double]?

    /// The number of places.
    public var count: Int { offsets.count - 1 }

    /// Binary weights from lists of neighbours. Numbers that are no place, the place itself and repetitions are left out.
    /// O(n log n).
    public init(neighbours lists: [[Int]]) {
        var offsets = [0]
        var flat: [Int32] = []
        offsets.reserveCapacity(lists.count + 1)
        for (place, list) in lists.enumerated() {
            var last = -1
            for neighbour in list.sorted() where neighbour != place && neighbour != last && neighbour < lists.count {
                guard neighbour >= 0 else { continue }
                flat.append(Int32(neighbour))
                last = neighbour
            }
            offsets.append(flat.count)
        }
        self.offsets = offsets
        neighbours = flat
        values = nil
    }

    /// The weights of a grid's cells. O(cells × neighbours).
    public init(of grid: Grid, _ neighbourhood: Grid.Neighbourhood) {
        let even = grid.steps(neighbourhood, row: 0)
        let odd = grid.form == .square ? even : grid.steps(neighbourhood, row: 1)
        var offsets = [0]
        var flat: [Int32] = []
        offsets.reserveCapacity(grid.cells.count + 1)
        for cell in grid.cells {
            for step in cell.row.isMultiple(of: 2) ? even : odd {
                if let other = grid.cell(column: cell.column + step.column, row: cell.row + step.row) {
                    flat.append(Int32(other))
                }
            }
            offsets.append(flat.count)
        }
        self.offsets = offsets
        neighbours = flat
        values = nil
    }

    private init(offsets: [Int], neighbours: [Int32], values: [Double]?) {
        self.offsets = offsets
        self.neighbours = neighbours
        self.values = values
    }

    /// The neighbours of one place, ascending. O(neighbours).
    public func neighbours(of place: Int) -> ArraySlice<Int32> {
        neighbours[offsets[place]..<offsets[place + 1]]
    }

    /// The same neighbours with weights that add up to 1 for each place that has any. O(n).
    public var rowStandardised: SpatialWeights {
        var standardised = values ?? [Double](repeating: 1, count: neighbours.count)
        for place in 0..<count {
            let row = offsets[place]..<offsets[place + 1]
            let total = row.reduce(0) { $0 + standardised[$1] }
            guard total != 0 else { continue }
            for entry in row { standardised[entry] /= total }
        }
        return SpatialWeights(offsets: offsets, neighbours: neighbours, values: standardised)
    }
}
