import Foundation

/// What share each forecast has in a mixture, chosen on incidents that each of them had not seen.
///
/// The density of the mixture is Σ share × density of the forecast; the shares add up to 1 and maximise the logarithmic score
/// Σ log density over earlier held-out incidents, with one further incident for each forecast that it alone foresaw, so that no share falls to
/// nought. The steps are those of expectation and maximisation, whose score never falls.
struct ForecastMixture: Sendable, Equatable {
    /// The share of each forecast.
    private(set) var shares: [Double]

    /// Equal shares.
    init(of forecasts: Int) { shares = [Double](repeating: 1 / Double(max(1, forecasts)), count: forecasts) }

    /// Shares that were found before.
    init(shares: [Double]) { self.shares = shares }

    /// Improves the shares.
    ///
    /// - Parameters:
    ///   - densities: For each incident the densities of all forecasts at its place, one incident after the other.
    ///   - rounds: How often.
    ///
    /// O(rounds × densities).
    mutating func improve(on densities: [Double], rounds: Int) {
        let count = shares.count
        guard count > 1 else { return }
        for _ in 0..<rounds {
            var sums = [Double](repeating: 1, count: count)
            var index = 0
            while index + count <= densities.count {
                var all = 0.0
                for forecast in 0..<count { all += shares[forecast] * densities[index + forecast] }
                if all > 0 {
                    for forecast in 0..<count { sums[forecast] += shares[forecast] * densities[index + forecast] / all }
                }
                index += count
            }
            let total = sums.reduce(0, +)
            shares = sums.map { $0 / total }
        }
    }

    /// The logarithmic score with the further incidents, for the shares as they are.
    func score(on densities: [Double]) -> Double {
        let count = shares.count
        var score = shares.reduce(0) { $0 + log($1) }
        for start in stride(from: 0, to: densities.count, by: max(1, count)) {
            score += log((0..<count).reduce(0) { $0 + shares[$1] * densities[start + $1] })
        }
        return score
    }
}
