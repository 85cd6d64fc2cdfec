/// The share of false alarms among what is called significant.
public enum FalseDiscoveryRate {
    /// For each p-value the false-discovery rate at which it would just be called significant.
    ///
    /// A p-value that is no number counts as 1, so that it is never significant and still counts as a test. O(n log n).
    ///
    /// Source: Y. Benjamini, Y. Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal Statistical
    /// Society B 57(1), 289–300.
    public static func benjaminiHochberg(_ p: [Double]) -> [Double] {
        let known = p.map { $0.isNaN ? 1 : min(1, max(0, $0)) }
        let order = known.indices.sorted { (known[$0], $0) < (known[$1], $1) }
        var rates = [Double](repeating: 1, count: p.count)
        var smallest = 1.0
        for rank in stride(from: order.count, through: 1, by: -1) {
            let test = order[rank - 1]
            smallest = min(smallest, known[test] * Double(order.count) / Double(rank))
            rates[test] = smallest
        }
        return rates
    }
}
