import Foundation

/// A fitted regression of counts.
public struct CountFit: Sendable, Equatable {
    /// How counts vary.
    public let family: CountRegression.Family
    /// The columns' names.
    public let names: [String]
    /// A coefficient for each column: the logarithm of a ratio.
    public let coefficients: [Double]
    /// The expected counts.
    public let means: [Double]
    /// The residual deviance.
    public let deviance: Double
    /// Rows less columns.
    public let degrees: Int
    /// Pearson's chi-square by its degrees of freedom: how many times as much the counts vary as the family says.
    public let dispersion: Double
    /// The negative binomial's shape; infinite where it is Poisson's.
    public let theta: Double
    /// The standard error of theta; nil where it has none.
    public let thetaError: Double?
    /// The inverse of the information, row by row: the covariance where the counts vary as the family says.
    let bread: [Double]
    /// What each row adds to the slope of the likelihood, row by row.
    let scores: [Double]

    init(
        family: CountRegression.Family, y: [Double], regressors x: Regressors, state: CountRegression.State,
        theta: Double
    ) throws(AnalysisError) {
        self.family = family
        names = x.names
        coefficients = state.coefficients
        means = state.means
        deviance = CountRegression.deviance(y, state.means, theta: theta)
        degrees = x.rows - x.columns
        self.theta = theta
        thetaError = NegativeBinomialShape.error(y, means: state.means, theta: theta)
        func spread(_ mean: Double) -> Double { theta.isFinite ? 1 + mean / theta : 1 }
        let weights = state.means.map { $0 / spread($0) }
        do {
            bread = try SymmetricSystem(x.squares(weights: weights), size: x.columns).inverse
        } catch {
            throw .regression(.noBest(column: x.names.indices.contains(error.row) ? x.names[error.row] : ""))
        }
        let square = zip(y, state.means).reduce(0) { sum, pair in
            sum + (pair.0 - pair.1) * (pair.0 - pair.1) / (pair.1 * spread(pair.1))
        }
        dispersion = degrees > 0 ? square / Double(degrees) : 1
        let residuals = zip(y, state.means).map { ($0 - $1) / spread($1) }
        scores = (0..<x.rows).flatMap { row in
            (0..<x.columns).map { x.values[row * x.columns + $0] * residuals[row] }
        }
    }

    /// The place of a column.
    public func index(of name: String) -> Int? { names.firstIndex(of: name) }

    /// The covariance of the coefficients, row by row.
    ///
    /// - Parameter error: How the counts may vary.
    public func covariance(_ error: CountError) -> [Double] {
        switch error {
        case .family: bread
        case .dispersed: bread.map { $0 * max(1, dispersion) }
        case .clustered(let clusters): sandwich(CountFit.clusteredMeat(scores, clusters, columns: names.count))
        case .autocorrelated(let lag): sandwich(CountFit.laggedMeat(scores, lag: lag, columns: names.count))
        }
    }

    /// The standard error of each coefficient.
    public func errors(_ error: CountError = .family) -> [Double] {
        let all = covariance(error)
        return names.indices.map { max(0, all[$0 * names.count + $0]).squareRoot() }
    }

    /// A weighted sum of coefficients with its standard error.
    public func sum(_ weights: [String: Double], _ error: CountError) -> (value: Double, error: Double) {
        let weights = names.map { weights[$0] ?? 0 }
        let all = covariance(error)
        var variance = 0.0
        for a in weights.indices where weights[a] != 0 {
            for b in weights.indices { variance += weights[a] * weights[b] * all[a * names.count + b] }
        }
        return (zip(weights, coefficients).reduce(0) { $0 + $1.0 * $1.1 }, max(0, variance).squareRoot())
    }

    private func sandwich(_ meat: [Double]) -> [Double] {
        let size = names.count
        func product(_ a: [Double], _ b: [Double]) -> [Double] {
            var all = [Double](repeating: 0, count: size * size)
            for row in 0..<size {
                for k in 0..<size {
                    let factor = a[row * size + k]
                    guard factor != 0 else { continue }
                    for column in 0..<size { all[row * size + column] += factor * b[k * size + column] }
                }
            }
            return all
        }
        return product(product(bread, meat), bread)
    }

    private static func clusteredMeat(_ scores: [Double], _ clusters: [Int], columns: Int) -> [Double] {
        var sums: [Int: [Double]] = [:]
        for (row, cluster) in clusters.enumerated() where (row + 1) * columns <= scores.count {
            for column in 0..<columns {
                sums[cluster, default: [Double](repeating: 0, count: columns)][column] += scores[row * columns + column]
            }
        }
        let factor = sums.count > 1 ? Double(sums.count) / Double(sums.count - 1) : 1
        var meat = [Double](repeating: 0, count: columns * columns)
        for key in sums.keys.sorted() {
            guard let sum = sums[key] else { continue }
            for a in 0..<columns { for b in 0..<columns { meat[a * columns + b] += factor * sum[a] * sum[b] } }
        }
        return meat
    }

    private static func laggedMeat(_ scores: [Double], lag: Int, columns: Int) -> [Double] {
        let rows = columns > 0 ? scores.count / columns : 0
        var meat = [Double](repeating: 0, count: columns * columns)
        for step in 0...max(0, lag) {
            let weight = 1 - Double(step) / Double(lag + 1)
            for row in step..<max(step, rows) {
                for a in 0..<columns {
                    for b in 0..<columns {
                        let product = weight * scores[row * columns + a] * scores[(row - step) * columns + b]
                        meat[a * columns + b] += product
                        if step > 0 { meat[b * columns + a] += product }
                    }
                }
            }
        }
        return meat
    }
}

/// How the counts of a regression may vary, for the errors of its coefficients.
public enum CountError: Sendable, Equatable {
    /// As the family says.
    case family
    /// By Pearson's dispersion more than that, where it is above 1 (quasi-likelihood).
    case dispersed
    /// Anyhow within clusters, which are independent of each other: a cluster's number for each row (Liang and Zeger 1986, times G/(G − 1)).
    case clustered([Int])
    /// Anyhow, and related to the rows up to so many before and after (Newey and West 1987).
    case autocorrelated(lag: Int)
}
