import HomewardCore

/// Deals labels, each as often as it is there, among as many places: every order of them is equally likely.
///
/// Each place first draws a label by itself, nearly as often as it is there. Then places that hold what was drawn too often are drawn,
/// and get what was drawn too seldom. Neither step knows one place from another, so that every order of the labels comes out
/// with the same chance, however near the first draw was; and unlike a shuffle it wants no random number for
/// every place and goes through memory in its order.
struct LabelDeal: Sendable {
    private static let bits = 12
    /// How often each label is there.
    private let counts: [Int]
    /// The labels as often as they are there, nearly.
    private let drawn: [UInt8]

    /// - Parameters:
    ///   - labels: The labels, each below `kinds`.
    ///   - kinds: How many labels there may be, 256 at most.
    init(_ labels: [UInt8], kinds: Int) {
        var counts = [Int](repeating: 0, count: kinds)
        for label in labels { counts[Int(label)] += 1 }
        self.counts = counts
        // Parts are rounded down, and what is left goes to the most frequent: places that hold a rare label are long to find.
        let size = 1 << LabelDeal.bits
        var shares = counts.map { $0 * size / max(1, labels.count) }
        let frequent = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
        let left = labels.isEmpty ? 0 : size - shares.reduce(0, +)
        let most = (frequent.count + 3) / 4
        for part in 0..<left { shares[frequent[part % most]] += 1 }
        drawn = shares.enumerated().flatMap { [UInt8](repeating: UInt8($0.offset), count: $0.element) }
    }

    /// Deals the labels. O(labels), and for those drawn too often O(√labels) tries for each kind.
    ///
    /// - Parameter labels: As many as there are; what it holds is overwritten.
    func deal(into labels: inout [UInt8], _ generator: inout SeededGenerator) {
        var excess = draw(into: &labels, &generator)
        for label in excess.indices { excess[label] -= counts[label] }
        var lacking = 0
        var open = excess.reduce(0) { $0 + max(0, $1) }
        labels.withUnsafeMutableBufferPointer { labels in
            while open > 0 {
                let place = generator.below(labels.count)
                let label = Int(labels[place])
                guard excess[label] > 0 else { continue }
                while excess[lacking] >= 0 { lacking += 1 }
                labels[place] = UInt8(lacking)
                excess[label] -= 1
                excess[lacking] += 1
                open -= 1
            }
        }
    }

    /// Draws a label for each place; returns how often each was drawn.
    private func draw(into labels: inout [UInt8], _ generator: inout SeededGenerator) -> [Int] {
        let kinds = counts.count
        // Five at once from one random number, each with counts of its own, so that none waits for another.
        let lanes = 64 / LabelDeal.bits
        let mask = 1 << LabelDeal.bits - 1
        var found = [Int32](repeating: 0, count: lanes * kinds)
        let count = labels.count
        labels.withUnsafeMutableBufferPointer { labels in
            found.withUnsafeMutableBufferPointer { found in
                drawn.withUnsafeBufferPointer { drawn in
                    guard let labels = labels.baseAddress, let found = found.baseAddress, let drawn = drawn.baseAddress
                    else { return }
                    var place = 0
                    while place < count {
                        var bits = generator.next()
                        for lane in 0..<min(lanes, count - place) {
                            let label = drawn[Int(truncatingIfNeeded: bits) & mask]
                            bits >>= UInt64(LabelDeal.bits)
                            labels[place + lane] = label
                            found[lane * kinds + Int(label)] += 1
                        }
                        place += lanes
                    }
                }
            }
        }
        return (0..<kinds).map { label in (0..<lanes).reduce(0) { $0 + Int(found[$1 * kinds + label]) } }
    }
}
