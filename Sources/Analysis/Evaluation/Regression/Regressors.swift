/// The columns by which counts are explained, row by row, with a name for each.
public struct Regressors: Sendable, Equatable {
    /// The names of the columns.
    public let names: [String]
    /// How many rows.
    public let rows: Int
    /// The values, row by row.
    public let values: [Double]

    /// Rows that are as long as there are names; one that is shorter is filled with 0, one that is longer is cut.
    public init(_ names: [String], rows: [[Double]]) {
        self.names = names
        self.rows = rows.count
        values = rows.flatMap { row in names.indices.map { row.indices.contains($0) ? row[$0] : 0 } }
    }

    /// How many columns.
    public var columns: Int { names.count }

    /// The sum of each row's values, each times its coefficient. O(rows × columns).
    func times(_ coefficients: [Double]) -> [Double] {
        (0..<rows).map { row in
            var sum = 0.0
            for column in 0..<columns { sum += values[row * columns + column] * coefficients[column] }
            return sum
        }
    }

    /// The products of all pairs of columns, each row weighed; the lower triangle is filled. O(rows × columns²).
    func squares(weights: [Double]) -> [Double] {
        let size = columns
        var sums = [Double](repeating: 0, count: size * size)
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for row in 0..<rows {
                    let start = row * size
                    for a in 0..<size {
                        // Most columns of areas and periods are 0 in most rows.
                        let first = values[start + a] * weights[row]
                        guard first != 0 else { continue }
                        for b in 0...a { sums[a * size + b] += first * values[start + b] }
                    }
                }
            }
        }
        return sums
    }

    /// The sum over the rows of each column's values, each times the row's factor. O(rows × columns).
    func sums(times factors: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for row in 0..<rows {
            for column in 0..<columns { sums[column] += values[row * columns + column] * factors[row] }
        }
        return sums
    }
}
