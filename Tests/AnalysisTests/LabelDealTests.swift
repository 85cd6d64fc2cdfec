import HomewardCore
import Testing

@testable import HomewardAnalysis

/// Labels dealt at random: each as often as it is there, every order as likely as any other.
@Suite struct LabelDealTests {
    private func dealt(_ labels: [UInt8], kinds: Int, seed: UInt64, stream: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed, stream: stream)
        var places = [UInt8](repeating: 255, count: labels.count)
        LabelDeal(labels, kinds: kinds).deal(into: &places, &generator)
        return places
    }

    @Test(
        arguments: [
            [], [3], [2, 2, 2], [0, 1], [0] + [UInt8](repeating: 7, count: 9999),
            (0..<48).flatMap { [UInt8](repeating: $0, count: Int($0) * Int($0)) },
        ] as [[UInt8]])
    func eachLabelIsThereAsOftenAsBefore(_ labels: [UInt8]) {
        for stream in 0..<20 as Range<UInt64> {
            #expect(dealt(labels, kinds: 48, seed: 5, stream: stream).sorted() == labels)
        }
    }

    /// Who counts labels as they are drawn and goes along with what is told of the second step counts what was dealt.
    @Test func eachChangeIsTold() {
        let labels = (0..<48).flatMap { [UInt8](repeating: $0, count: 3 + 5 * Int($0)) }
        let deal = LabelDeal(labels, kinds: 48)
        for stream in 0..<20 as Range<UInt64> {
            var generator = SeededGenerator(seed: 23, stream: stream)
            var places = labels
            deal.draw(into: &places, &generator)
            var followed = places
            let found = (0..<48).map { kind in places.count { Int($0) == kind } }
            deal.settle(&places, drawn: found, &generator) { place, from, to in
                #expect(Int(followed[place]) == from)
                followed[place] = UInt8(to)
            }
            #expect(followed == places)
            #expect(places == dealt(labels, kinds: 48, seed: 23, stream: stream))
        }
    }

    /// The square of the differences from equal shares, over the shares, against the value that chance exceeds once in a thousand.
    @Test func everyOrderIsAsLikely() {
        let deals = 12_000
        var found: [[UInt8]: Int] = [:]
        for stream in 0..<UInt64(deals) {
            found[dealt([0, 0, 1, 2], kinds: 3, seed: 11, stream: stream), default: 0] += 1
        }
        #expect(found.count == 12)
        let expected = Double(deals) / 12
        let square = found.values.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        #expect(square < 31.26)
    }

    /// Where one place holds a label says nothing of the next: pairs are as frequent as in a shuffle.
    @Test func neighboursAreNoMoreAlikeThanByChance() {
        let labels = (0..<48).flatMap { [UInt8](repeating: $0, count: 10 + 3 * Int($0)) }
        let count = Double(labels.count)
        let alike = Set(labels).reduce(0.0) { sum, label in
            let n = Double(labels.count { $0 == label })
            return sum + n / count * (n - 1) / (count - 1)
        }
        var seen = 0
        let deals = 400
        for stream in 0..<UInt64(deals) {
            let places = dealt(labels, kinds: 48, seed: 3, stream: stream)
            seen += zip(places, places.dropFirst()).count { $0 == $1 }
        }
        let pairs = Double(deals) * (count - 1)
        #expect(abs(Double(seen) - pairs * alike) < 4 * (pairs * alike).squareRoot())
    }

    /// A rare label gets to every place alike, though the first draw hardly knows it.
    @Test func rareLabelsComeToEveryPlace() {
        let labels = [UInt8](repeating: 0, count: 39) + [1]
        var places = [Int](repeating: 0, count: 40)
        for stream in 0..<8000 as Range<UInt64> {
            if let place = dealt(labels, kinds: 2, seed: 17, stream: stream).firstIndex(of: 1) { places[place] += 1 }
        }
        #expect(places.reduce(0, +) == 8000)
        let square = places.reduce(0.0) { $0 + (Double($1) - 200) * (Double($1) - 200) / 200 }
        // 39 degrees of freedom, one in a thousand.
        #expect(square < 72.1)
    }
}
