import HomewardGeometry
import Testing

@testable import HomewardIncidents

@Suite struct PlaceSampleTests {
    private static func place(_ index: Int) -> PlaceSample.Place {
        let (x, y) = (Double(index % 1700), Double(index / 7))
        return .init(
            hash: PlaceSample.hash(x, y), x: x, y: y, longitude: index % 3 == 0 ? .nan : Double(index % 11), latitude: 1
        )
    }

    private func sample(_ indices: some Sequence<Int>) -> PlaceSample {
        var sample = PlaceSample()
        for place in indices.map(Self.place) where sample.wants(place.hash) { sample.add(place) }
        return sample
    }

    /// Text of the places, so that what is not a number is compared too.
    private func text(_ sample: PlaceSample) -> [String] { sample.places.map { "\($0)" } }

    @Test func neitherTheOrderNorTheShareOfTheRowsCounts() {
        let whole = text(sample(0..<5000))
        #expect(whole.count == PlaceSample.size)
        #expect(text(sample((0..<5000).reversed())) == whole)
        #expect(text(sample((0..<5000).map { ($0 * 3571) % 5000 })) == whole)
        for shares in [2, 5, 13] {
            var together = PlaceSample()
            for share in 0..<shares { together.add(sample(stride(from: share, to: 5000, by: shares))) }
            #expect(text(together) == whole)
        }
    }

    @Test func aPositionCountsOnce() {
        var many = PlaceSample()
        for _ in 0..<10_000 { many.add(Self.place(1)) }
        #expect(many.places.count == 1)
    }

    @Test(arguments: [(7.0, 111_300.0), (0.5, 11_130), (0.25, 1_113), (52.408_2, 11.13), (52.408_123, 1.113)])
    func theUnitOfTheLastDecimal(_ value: Double, _ metres: Double) {
        let places = (0..<20).map {
            PlaceSample.Place(hash: UInt64($0), x: 0, y: 0, longitude: value + Double($0), latitude: value)
        }
        #expect(abs(places.metresOfLastDecimal - metres) < 1e-6 * metres)
    }
}
