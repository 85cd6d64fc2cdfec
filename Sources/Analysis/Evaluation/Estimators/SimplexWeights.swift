import Foundation

/// Weights of 0 or more that add up to 1 and bring a sum of columns as near as can be to a target.
///
/// An active set: among the columns with weight the least squares with the sum of 1 are solved; a weight that would fall below 0 is held at 0 on
/// the way, and of those at 0 the column that would shorten the distance most comes in, the first of equals. Each round shortens the
/// distance, so that it ends. A trillionth of the mean square is added to the diagonal, so that like columns share their weight.
///
/// Source: C. L. Lawson, R. J. Hanson (1974), "Solving Least Squares Problems", chapter 23, with the sum as an equation.
enum SimplexWeights {
    /// Finds the weights. O(rounds × columns³), some rounds for each column with weight.
    static func nearest(to target: [Double], of columns: [[Double]]) -> [Double] {
        let count = columns.count
        guard count > 0 else { return [] }
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        var squares = columns.map { a in columns.map { dot(a, $0) } }
        var trace = 0.0
        for index in 0..<count { trace += squares[index][index] }
        let ridge = 1e-12 * max(1e-300, trace / Double(count))
        for index in 0..<count { squares[index][index] += ridge }
        let aims = columns.map { dot($0, target) }
        // The best single column to begin with.
        let singles = (0..<count).map { (index: Int) -> Double in squares[index][index] - 2 * aims[index] }
        let first = (0..<count).min { singles[$0] < singles[$1] } ?? 0
        var weights = [Double](repeating: 0, count: count)
        weights[first] = 1
        var active = [first]
        for _ in 0..<(20 * count + 20) {
            // Solve among the active ones, holding at 0 what would fall below.
            while let aimed = solution(active, squares, aims) {
                let falling = active.indices.filter { aimed[$0] <= 0 }
                if falling.isEmpty {
                    for (place, index) in active.enumerated() { weights[index] = aimed[place] }
                    break
                }
                let shares = falling.map { (place: Int) -> Double in
                    let weight = weights[active[place]]
                    return weight / (weight - aimed[place])
                }
                let share = shares.min() ?? 0
                for (place, index) in active.enumerated() {
                    weights[index] += max(0, min(1, share)) * (aimed[place] - weights[index])
                }
                let held = active.indices.filter { aimed[$0] <= 0 && weights[active[$0]] <= 1e-14 }
                // Rounding may leave a little above 0; the first that falls goes then.
                let leaving = Set((held.isEmpty ? Array(falling.prefix(1)) : held).map { active[$0] })
                for index in leaving { weights[index] = 0 }
                active.removeAll { leaving.contains($0) }
                if active.isEmpty { break }
            }
            if active.isEmpty { active = [first]; weights = weights.map { _ in 0 }; weights[first] = 1 }
            let slopes = (0..<count).map { index in dot(squares[index], weights) - aims[index] }
            let level = active.map { slopes[$0] }.reduce(0, +) / Double(active.count)
            let scale = max(1e-300, aims.map { abs($0) }.max() ?? 1)
            let entering = (0..<count).filter { !active.contains($0) && slopes[$0] < level - 1e-11 * scale }
                .min { slopes[$0] < slopes[$1] }
            guard let entering else { break }
            active.append(entering)
        }
        let sum = weights.reduce(0, +)
        return sum > 0 ? weights.map { $0 / sum } : weights
    }

    /// Least squares with a sum of 1 among some columns; nil where they cannot be told apart.
    private static func solution(_ active: [Int], _ squares: [[Double]], _ aims: [Double]) -> [Double]? {
        let size = active.count
        let matrix = active.flatMap { a in active.map { squares[a][$0] } }
        // Scaled to a diagonal of one, the ridge is far below the least pivot; solve by elimination with the equation instead.
        var table = (0..<size + 1).map { row -> [Double] in
            (0..<size + 2).map { column in
                if row < size, column < size { return matrix[row * size + column] }
                if column == size + 1 { return row < size ? aims[active[row]] : 1 }
                return row == size && column == size ? 0 : 1
            }
        }
        for column in 0...size {
            guard let pivot = (column...size).max(by: { abs(table[$0][column]) < abs(table[$1][column]) }),
                abs(table[pivot][column]) > 1e-300
            else { return nil }
            table.swapAt(column, pivot)
            for row in column + 1..<max(column + 1, size + 1) {
                let factor = table[row][column] / table[column][column]
                guard factor != 0 else { continue }
                for k in column..<size + 2 { table[row][k] -= factor * table[column][k] }
            }
        }
        var values = [Double](repeating: 0, count: size + 1)
        for row in stride(from: size, through: 0, by: -1) {
            var value = table[row][size + 1]
            for k in row + 1..<max(row + 1, size + 1) { value -= table[row][k] * values[k] }
            values[row] = value / table[row][row]
        }
        return Array(values.prefix(size))
    }
}
