import Foundation

/// Regression of counts with a logarithmic link by maximum likelihood: a generalised linear model, Poisson or negative binomial.
///
/// 1. The expected count of a row is exp(offset + Σ coefficient × regressor).
/// 2. The coefficients come from iteratively reweighted least squares; each step's normal equations are solved by Cholesky's triangle. A step that
///    makes the deviance worse is halved.
/// 3. The negative binomial's variance is mean + mean²/theta. Coefficients and theta are fitted in turn until neither moves, theta by Newton's
///    steps on the logarithm of the likelihood. Where the counts vary no more than Poisson's, theta has no end, and the fit is Poisson's.
///
/// Sources: P. McCullagh, J. A. Nelder (1989), "Generalized linear models", 2nd edition; W. N. Venables, B. D. Ripley (2002), "Modern
/// Applied Statistics with S", 7.4, whose `glm.nb` gives the same.
///
/// O(steps × rows × columns²), some ten steps. The order of the rows changes nothing but the last figures.
public struct CountRegression: Sendable, Equatable {
    /// How counts vary about their mean.
    public enum Family: String, Sendable, Hashable, CaseIterable {
        /// With a variance equal to the mean.
        case poisson
        /// With a variance of mean + mean²/theta.
        case negativeBinomial = "negative_binomial"
    }

    /// How counts vary.
    public var family: Family

    /// A regression.
    public init(_ family: Family = .poisson) { self.family = family }

    /// The most steps.
    static let mostSteps = 100

    /// Fits.
    ///
    /// - Parameters:
    ///   - counts: A count for each row, 0 or more.
    ///   - regressors: The columns, a constant among them where one is wanted.
    ///   - offset: The logarithm of each row's exposure; 0 where not given.
    /// - Throws: ``AnalysisError/regression(_:)`` where a column follows from others, rows are too few, or no coefficients are the best, as where a group
    ///   has no incident at all.
    public func fit(_ counts: [Int], on regressors: Regressors, offset: [Double]? = nil) throws(AnalysisError)
        -> CountFit
    {
        let rows = regressors.rows
        let offset = offset ?? [Double](repeating: 0, count: rows)
        guard counts.count == rows, offset.count == rows, rows > regressors.columns else {
            throw .regression(.fewRows(rows: rows, columns: regressors.columns))
        }
        guard counts.contains(where: { $0 > 0 }), counts.allSatisfy({ $0 >= 0 }), offset.allSatisfy(\.isFinite) else {
            throw .regression(.noCount)
        }
        let y = counts.map(Double.init)
        var state = try CountRegression.reweighted(y, regressors, offset, theta: .infinity, start: nil)
        var theta = Double.infinity
        if family == .negativeBinomial {
            var last = state.logLikelihood(y, theta: theta)
            for _ in 0..<CountRegression.mostSteps {
                theta = NegativeBinomialShape.theta(of: y, means: state.means)
                state = try CountRegression.reweighted(y, regressors, offset, theta: theta, start: state.coefficients)
                let now = state.logLikelihood(y, theta: theta)
                let isThere = abs(now - last) <= 1e-13 * (abs(now) + 1)
                last = now
                if isThere || theta == .infinity { break }
            }
            // The last theta belongs to the last coefficients.
            if theta.isFinite { theta = NegativeBinomialShape.theta(of: y, means: state.means) }
        }
        return try CountFit(family: family, y: y, regressors: regressors, state: state, theta: theta)
    }

    /// Coefficients and what they make of the rows.
    struct State: Sendable {
        var coefficients: [Double]
        var means: [Double]
        var deviance: Double

        /// Up to what depends on the counts alone.
        func logLikelihood(_ y: [Double], theta: Double) -> Double {
            theta.isFinite
                ? NegativeBinomialShape.logLikelihood(y, means: means, theta: theta)
                : zip(y, means).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * log($1.1) : 0) - $1.1 - lgamma($1.0 + 1) }
        }
    }

    /// Iteratively reweighted least squares for one theta.
    private static func reweighted(
        _ y: [Double], _ x: Regressors, _ offset: [Double], theta: Double, start: [Double]?
    ) throws(AnalysisError) -> State {
        var linear = start.map { zip(x.times($0), offset).map { $0 + $1 } } ?? y.map { log($0 + 0.1) }
        var means = linear.map { exp($0) }
        var deviance = start == nil ? Double.infinity : CountRegression.deviance(y, means, theta: theta)
        var coefficients = start
        for _ in 0..<mostSteps {
            let weights = means.map { theta.isFinite ? $0 / (1 + $0 / theta) : $0 }
            let working = y.indices.map { weights[$0] * (linear[$0] - offset[$0] + (y[$0] - means[$0]) / means[$0]) }
            var next: [Double]
            do {
                next = try SymmetricSystem(x.squares(weights: weights), size: x.columns).solve(x.sums(times: working))
            } catch {
                let name = x.names.indices.contains(error.row) ? x.names[error.row] : ""
                // At the start the weights are sound, and what is singular then are the columns.
                throw .regression(coefficients == nil ? .dependent(column: name) : .noBest(column: name))
            }
            var state = CountRegression.state(next, y, x, offset, theta: theta)
            var halvings = 0
            while let coefficients, halvings < 30,
                !state.deviance.isFinite || state.deviance > deviance + 1e-9 * (abs(deviance) + 1)
            {
                next = zip(next, coefficients).map { ($0 + $1) / 2 }
                state = CountRegression.state(next, y, x, offset, theta: theta)
                halvings += 1
            }
            guard state.deviance.isFinite else { throw .regression(.noBest(column: x.names.first ?? "")) }
            let change = abs(state.deviance - deviance)
            let moved = coefficients.map { zip($0, next).map { abs($0 - $1) }.max() ?? 0 } ?? .infinity
            coefficients = next
            linear = zip(x.times(next), offset).map { $0 + $1 }
            means = state.means
            deviance = state.deviance
            // A coefficient that runs away changes the deviance less and less, and itself by as much every step.
            if change <= 1e-12 * (abs(deviance) + 0.1), moved < 1e-7 {
                return state
            }
        }
        let runaway = coefficients?.indices.max { abs(coefficients?[$0] ?? 0) < abs(coefficients?[$1] ?? 0) } ?? 0
        throw .regression(.noBest(column: x.names.indices.contains(runaway) ? x.names[runaway] : ""))
    }

    private static func state(
        _ coefficients: [Double], _ y: [Double], _ x: Regressors, _ offset: [Double], theta: Double
    ) -> State {
        let means = zip(x.times(coefficients), offset).map { exp($0 + $1) }
        return State(coefficients: coefficients, means: means, deviance: deviance(y, means, theta: theta))
    }

    /// Twice what the likelihood lacks of that of a mean for each row.
    static func deviance(_ y: [Double], _ means: [Double], theta: Double) -> Double {
        var sum = 0.0
        for (y, mean) in zip(y, means) {
            guard mean > 0, mean.isFinite else { return .infinity }
            let own = y > 0 ? y * log(y / mean) : 0
            if theta.isFinite {
                sum += own - (y + theta) * log((y + theta) / (mean + theta))
            } else {
                sum += own - (y - mean)
            }
        }
        return 2 * sum
    }
}

/// What went wrong with a regression.
public enum RegressionTrouble: Sendable, Equatable {
    /// There are no more rows than columns.
    case fewRows(rows: Int, columns: Int)
    /// There is no incident, or a count or an exposure is none.
    case noCount
    /// A column follows from those before it.
    case dependent(column: String)
    /// The likelihood grows without end as a coefficient does.
    case noBest(column: String)
}
