import Foundation

/// Measures of one kind at several places, each with its own start, taken together: by how many times incidents near them changed.
///
/// At each place the incidents near it, before and after its own start, are held against those further away in the same two periods. Given how
/// many there were near it in all, those after are binomial, with odds of the control's change times one ratio for all places; the ratio is the
/// likeliest. The variance grows with Pearson's dispersion between the places, never below 1. No place is held against one that has
/// the measure already, which spoils staggered comparisons by one regression.
///
/// Sources: N. E. Breslow, N. E. Day (1987), "Statistical Methods in Cancer Research II", 3.6 (conditional likelihood of a common ratio); A. Goodman-Bacon
/// (2021), Journal of Econometrics 225(2), 254–277, on why each place has its own control.
public enum PooledMeasures {
    /// One place with its counts.
    public struct Place: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Incidents near it.
        public var near: BeforeAfter
        /// Incidents further away in the same periods.
        public var control: BeforeAfter

        /// A place.
        public init(name: String, near: BeforeAfter, control: BeforeAfter) {
            self.name = name
            self.near = near
            self.control = control
        }
    }

    /// The common ratio. Places without incidents, or whose control has none in a period, have no say. O(places × steps).
    public static func ratio(of places: [Place], confidence: Double = 0.95) -> EvaluationAnswer<EffectEstimate> {
        let used = places.filter { $0.near.before + $0.near.after > 0 && $0.control.least > 0 }
        guard !used.isEmpty else { return .gap(places.isEmpty ? .noControl : .nothingBefore) }
        let after = used.reduce(0.0) { $0 + Double($1.near.after) }
        let all = used.reduce(0.0) { $0 + Double($1.near.before + $1.near.after) }
        guard after > 0, after < all else { return .gap(.emptyCell) }
        let odds = used.map { Double($0.control.after) / Double($0.control.before) }
        func share(_ index: Int, _ value: Double) -> Double {
            let product = odds[index] * exp(value)
            return product / (1 + product)
        }
        // The expected number after grows with the ratio: Newton's steps within what holds the root.
        var (low, high, value) = (-50.0, 50.0, 0.0)
        var information = 0.0
        for _ in 0..<200 {
            var expected = 0.0
            information = 0
            for (index, place) in used.enumerated() {
                let n = Double(place.near.before + place.near.after)
                let p = share(index, value)
                expected += n * p
                information += n * p * (1 - p)
            }
            if expected < after { low = value } else { high = value }
            var next = value + (after - expected) / max(information, 1e-300)
            if !(next > low && next < high) { next = (low + high) / 2 }
            let isThere = abs(next - value) < 1e-13
            value = next
            if isThere { break }
        }
        var square = 0.0
        // Controls are counted too: each place's odds have an error of their own.
        var noise = 0.0
        for (index, place) in used.enumerated() {
            let n = Double(place.near.before + place.near.after)
            let p = share(index, value)
            let far = Double(place.near.after) - n * p
            square += far * far / (n * p * (1 - p))
            let weight = n * p * (1 - p) / information
            noise += weight * (1 / Double(place.control.before) + 1 / Double(place.control.after))
        }
        let degrees = Double(used.count - 1)
        let dispersion = used.count > 1 ? square / degrees : nil
        let error = (max(1, dispersion ?? 1) / information + noise).squareRoot()
        return .found(
            EffectEstimate(
                log: value, error: error, degrees: used.count > 2 ? degrees : nil, confidence: confidence,
                dispersion: dispersion))
    }
}
