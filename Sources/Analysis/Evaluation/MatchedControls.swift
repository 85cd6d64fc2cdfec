import Foundation

/// Areas whose history before is like a treated area's, for comparison where nobody has named any.
///
/// The distance of two areas is the root mean square of the differences of their counts' square roots, step by step before the start: the square root makes
/// busy and quiet steps count alike. Treated areas choose in turns, the nearest pair of all first, until each has as many as asked for; each area is
/// chosen once. Ties go to the treated area and the candidate that stand first.
///
/// Source: P. R. Rosenbaum (2010), "Design of Observational Studies", chapter 8 (matching without replacement); F. J. Anscombe (1948), Biometrika
/// 35, 246–254, for the root.
///
/// O(treated × candidates × (steps + matches)).
public enum MatchedControls {
    /// A control with the treated area that it was chosen for.
    public struct Match: Sendable, Equatable {
        /// The treated unit's index.
        public var treated: Int
        /// The candidate's index.
        public var control: Int
        /// How far their histories lie apart, in roots of incidents.
        public var distance: Double
    }

    /// Chooses controls.
    ///
    /// - Parameters:
    ///   - treated: The treated units' counts by step.
    ///   - candidates: Those of areas that were not treated and do not touch a treated one.
    ///   - isBefore: Which steps lie before the start.
    ///   - each: How many each treated unit gets, if there are enough.
    public static func choose(
        treated: [[Int]], candidates: [[Int]], isBefore: [Bool], each: Int
    ) -> [Match] {
        let early = isBefore.indices.filter { isBefore[$0] }
        guard !early.isEmpty else { return [] }
        func root(_ counts: [Int]) -> [Double] { early.map { (Double(counts[$0]) + 0.375).squareRoot() } }
        let own = treated.map(root)
        let other = candidates.map(root)
        var pairs: [Match] = []
        for (t, a) in own.enumerated() {
            for (c, b) in other.enumerated() {
                let square = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                pairs.append(Match(treated: t, control: c, distance: (square / Double(early.count)).squareRoot()))
            }
        }
        pairs.sort { ($0.distance, $0.treated, $0.control) < ($1.distance, $1.treated, $1.control) }
        var matches: [Match] = []
        var taken = Set<Int>()
        for round in 1...max(1, each) {
            var served = [Int](repeating: 0, count: treated.count)
            for match in matches { served[match.treated] += 1 }
            for pair in pairs where served[pair.treated] < round && !taken.contains(pair.control) {
                matches.append(pair)
                taken.insert(pair.control)
                served[pair.treated] += 1
            }
        }
        return matches
    }
}
