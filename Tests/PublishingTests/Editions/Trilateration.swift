import Foundation
import HomewardGeometry

/// Finds the one incident behind a surface of density whose kernel is known: quartic, and scaled by a factor that is the
/// same for all cells.
struct Trilateration {
    let bandwidth: Double
    let samples: [(centre: Point, density: Double)]

    /// The square root of the density falls with the squared distance in a straight line, so that
    /// √density = a − b (x² + y²) + c x + d y with b known up to the factor: four unknowns, by least squares.
    var position: Point? {
        guard let origin = samples.first?.centre, samples.count >= 6 else { return nil }
        var normal = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 4)
        for sample in samples {
            let x = (sample.centre.x - origin.x) / bandwidth
            let y = (sample.centre.y - origin.y) / bandwidth
            let terms = [1, x, y, x * x + y * y]
            // √ of a value rounded to three decimals errs most where it is small.
            let weight = sample.density
            for row in 0..<4 {
                for column in 0..<4 { normal[row][column] += weight * terms[row] * terms[column] }
                normal[row][4] += weight * terms[row] * sample.density.squareRoot()
            }
        }
        guard let solution = solve(normal) else { return nil }
        return Point(
            x: origin.x - solution[1] / (2 * solution[3]) * bandwidth,
            y: origin.y - solution[2] / (2 * solution[3]) * bandwidth)
    }

    private func solve(_ system: [[Double]]) -> [Double]? {
        var rows = system
        for column in 0..<4 {
            guard let pivot = (column..<4).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-12
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<4 where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column..<5 { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<4).map { rows[$0][4] / rows[$0][$0] }
    }
}
