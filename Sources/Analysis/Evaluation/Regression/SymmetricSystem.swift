import Foundation

/// A symmetric, positive definite matrix with the triangle that it is the square of (Cholesky's), for small dense systems.
///
/// The matrix is scaled to a diagonal of ones first, so that a regressor in years beside one in days loses no figures.
///
/// Source: G. H. Golub, C. F. Van Loan (2013), "Matrix Computations", 4th edition, 4.2.
struct SymmetricSystem: Sendable {
    /// How many rows.
    let size: Int
    /// The lower triangle, row by row, of the scaled matrix.
    private var triangle: [Double]
    /// By what rows and columns were divided.
    private let scale: [Double]

    /// What is left of a column, by its length, of which the rest is no more than rounding.
    static let leastPivot = 1e-11

    /// The first row that follows from those before it, where the matrix is singular.
    struct Dependence: Error, Equatable {
        /// The index of the row.
        let row: Int
    }

    /// Splits a matrix. O(size³).
    ///
    /// - Parameter matrix: Row by row; the part above the diagonal is not looked at.
    init(_ matrix: [Double], size: Int) throws(Dependence) {
        self.size = size
        var scale = [Double](repeating: 1, count: size)
        for row in 0..<size {
            let diagonal = matrix[row * size + row]
            guard diagonal > 0, diagonal.isFinite else { throw Dependence(row: row) }
            scale[row] = diagonal.squareRoot()
        }
        var triangle = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column] / (scale[row] * scale[column])
                for k in 0..<column { sum -= triangle[row * size + k] * triangle[column * size + k] }
                if row == column {
                    guard sum > SymmetricSystem.leastPivot else { throw Dependence(row: row) }
                    triangle[row * size + row] = sum.squareRoot()
                } else {
                    triangle[row * size + column] = sum / triangle[column * size + column]
                }
            }
        }
        self.triangle = triangle
        self.scale = scale
    }

    /// The solution for a right-hand side. O(size²).
    func solve(_ side: [Double]) -> [Double] {
        var values = (0..<size).map { side[$0] / scale[$0] }
        for row in 0..<size {
            for k in 0..<row { values[row] -= triangle[row * size + k] * values[k] }
            values[row] /= triangle[row * size + row]
        }
        for row in stride(from: size - 1, through: 0, by: -1) {
            for k in row + 1..<max(row + 1, size) { values[row] -= triangle[k * size + row] * values[k] }
            values[row] /= triangle[row * size + row]
        }
        return (0..<size).map { values[$0] / scale[$0] }
    }

    /// The inverse, row by row. O(size³).
    var inverse: [Double] {
        var all = [Double](repeating: 0, count: size * size)
        for column in 0..<size {
            var unit = [Double](repeating: 0, count: size)
            unit[column] = 1
            for (row, value) in solve(unit).enumerated() { all[row * size + column] = value }
        }
        return all
    }
}
