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
        draw(into: &labels, &generator)
        var found = [Int](repeating: 0, count: counts.count)
        for label in labels { found[Int(label)] += 1 }
        settle(&labels, drawn: found, &generator) { _, _, _ in }
    }

    /// The first step alone: draws a label for each place. O(labels).
    ///
    /// - Parameter labels: As many as there are; what it holds is overwritten.
    func draw(into labels: inout [UInt8], _ generator: inout SeededGenerator) {
        // Five at once from one random number.
        let lanes = 64 / LabelDeal.bits
        let mask = 1 << LabelDeal.bits - 1
        let count = labels.count
        labels.withUnsafeMutableBufferPointer { labels in
            drawn.withUnsafeBufferPointer { drawn in
                guard let labels = labels.baseAddress, let drawn = drawn.baseAddress else { return }
                var place = 0
                while place < count {
                    var bits = generator.next()
                    for lane in 0..<min(lanes, count - place) {
                        labels[place + lane] = drawn[Int(truncatingIfNeeded: bits) & mask]
                        bits >>= UInt64(LabelDeal.bits)
                    }
                    place += lanes
                }
            }
        }
    }

    /// The second step: puts labels that were drawn too seldom in the place of those drawn too often. O(√labels) tries for each kind.
    ///
    /// - Parameters:
    ///   - labels: The labels as they were drawn.
    ///   - found: How often each was drawn.
    ///   - change: Told of each place that gets another label, and of both labels.
    func settle(
        _ labels: inout [UInt8], drawn found: [Int], _ generator: inout SeededGenerator,
        _ change: (_ place: Int, _ from: Int, _ to: Int) -> Void
    ) {
        var excess = zip(found, counts).map { $0 - $1 }
        var lacking = 0
        var open = excess.reduce(0) { $0 + max(0, $1) }
        labels.withUnsafeMutableBufferPointer { labels in
            while open > 0 {
                let place = generator.below(labels.count)
                let label = Int(labels[place])
                guard excess[label] > 0 else { continue }
                while excess[lacking] >= 0 { lacking += 1 }
                labels[place] = UInt8(lacking)
                change(place, label, lacking)
                excess[label] -= 1
                excess[lacking] += 1
                open -= 1
            }
        }
    }
}
