import HomewardCore

/// Numbers by reason, keyed by the reason's stable code.
package enum ReasonCounts {
    /// The numbers by code; reasons without a row are left out.
    package static func byCode<Reason: RawRepresentable<String>>(_ counts: [Reason: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: counts.filter { $0.value > 0 }.map { ($0.key.rawValue, $0.value) })
    }

    /// `a 3, b 1` in the order of the codes, or nothing.
    package static func text(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \(Shown.grouped($0.value))" }.joined(separator: ", ")
    }
}
