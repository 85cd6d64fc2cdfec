import HomewardGeometry
import Testing

@testable import HomewardIncidents

@Suite struct HashGroupsTests {
    private struct Hashes: HashSource {
        var parts: [[UInt64]]
        var stretches: Int { parts.count }
        func forEach(in stretch: Int, _ body: (UInt64) -> Void) { parts[stretch].forEach(body) }
    }

    @Test(arguments: [(0, 1), (1, 1), (7, 3), (5000, 2), (60_000, 5), (300_000, 16)])
    func groupsAreThoseOfADictionary(_ count: Int, _ stretches: Int) {
        var draw = Draw(UInt64(count + 1))
        var parts = [[UInt64]](repeating: [], count: stretches)
        for _ in 0..<count {
            // Some are frequent, some stand once, and the lowest bits tell nothing; 0 is a hash as any other.
            let value = draw(4) == 0 ? draw(20) : 20 + draw(max(count * 2, 1))
            parts[draw(stretches)].append(value == 0 ? 0 : ByteHash.mix(UInt64(value)) & ~31)
        }
        var counts: [UInt64: Int] = [:]
        for hash in parts.joined() { counts[hash, default: 0] += 1 }
        let groups = HashGroups(Hashes(parts: parts)).groups
        let found = Dictionary(groups.map { ($0.hash, Int($0.count)) }, uniquingKeysWith: +)
        #expect(found.count == groups.count && found == counts.filter { $0.value > 1 })
    }

    /// Hashes need not spread: all may fall into one part, different or the same.
    @Test(arguments: [1, 300, 70_000]) func onePartMayHoldAll(_ different: Int) {
        let hashes = (0..<200_000).map { UInt64($0 % different) << 7 }
        let groups = HashGroups(Hashes(parts: [Array(hashes[..<90_000]), Array(hashes[90_000...])])).groups
        #expect(groups.count == different && groups.reduce(0) { $0 + Int($1.count) } == 200_000)
    }

    @Test func aTableKnowsItsHashesAlone() {
        let table = HashTable([0, 5, 64, 128, 5])
        #expect([0, 5, 64, 128].allSatisfy(table.contains) && ![1, 63, 192, 256].contains(where: table.contains))
        #expect(!HashTable([64]).contains(0) && !HashTable([]).contains(0))
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func snapPointsAreThoseOfACount(_ seed: UInt64) {
        var draw = Draw(seed)
        let places = [1, 30, 5000][draw(3)]
        let points = (0..<[3, 400, 9000][draw(3)]).map { _ in
            Point(x: Double(draw(places)) / 4, y: Double(draw(3)))
        }
        var counts: [Point: Int] = [:]
        for point in points { counts[point, default: 0] += 1 }
        let expected = counts.filter { $0.value > 1 }.sorted {
            ($1.value, $0.key.x, $0.key.y) < ($0.value, $1.key.x, $1.key.y)
        }.prefix(10)
        let found = SnapPoints.mostFrequent(xs: points.map(\.x), ys: points.map(\.y), limit: 10)
        #expect(found.map(\.point) == expected.map(\.key) && found.map(\.count) == expected.map(\.value))
    }
}
