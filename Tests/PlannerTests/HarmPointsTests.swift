import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardPlanner

/// The quick choice of middles, held against weighing every position.
@Suite struct HarmPointsTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func theQuickChoiceIsThatOfAllPositions(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let clock = try LocalClock(timeZone: "Europe/London")
        let first = CivilDay(number: 19_601)
        var table = IncidentTable()
        for number in 0..<600 {
            // Some piles, some on a lattice so that many are worth the same, some strewn.
            let (x, y) = (generator.unit() * 3000, generator.unit() * 3000)
            let place =
                switch number % 3 {
                case 0: Point(x: x / 10 + 500, y: y / 10 + 900)
                case 1: Point(x: (x / 150).rounded() * 150, y: (y / 150).rounded() * 150)
                default: Point(x: x, y: y)
                }
            table.append(
                Incident(at: place, on: first.advanced(by: generator.below(300)), second: 54_000, clock: clock))
        }
        let weights = AreaWeights(halfLife: seed % 2 == 0 ? 0 : 126, shrink: seed % 3 == 0 ? 0 : 0.2)
        let form = PatrolForm(radius: 150)
        let points = HarmPoints(
            HarmSites(table), during: first...first.advanced(by: 300), radius: 150, weights: weights,
            last: first.advanced(by: 300))
        for (count, spacing) in [(1, 300.0), (5, 300), (12, 700), (400, 250), (0, 300)] {
            let ranked = points.points.map { (point: $0, worth: points.worth(in: form, at: $0)) }.sorted {
                (-$0.worth, $0.point.x, $0.point.y) < (-$1.worth, $1.point.x, $1.point.y)
            }
            var expected: [Point] = []
            for candidate in ranked where expected.count < count {
                if expected.allSatisfy({ $0.distance(to: candidate.point) >= spacing }) {
                    expected.append(candidate.point)
                }
            }
            #expect(points.greedyCentres(count, spacing: spacing, form: form) == expected)
        }
    }

    @Test("What lies in a circle is what is found by looking at every position", arguments: [1, 2, 40, 3000])
    func sums(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        // Listed from west to east, and in no order.
        for isSorted in [true, false] {
            var points = (0..<count).map { number in
                let pile = number % 3 == 0 ? 0.02 : 1
                return Point(x: 2000 + generator.unit() * 9000 * pile, y: 5000 + generator.unit() * 7000 * pile)
            }
            if isSorted { points.sort { ($0.x, $0.y) < ($1.x, $1.y) } }
            let weights = points.map { _ in Double(1 + generator.below(4)) }
            let rows = HarmRows(points, weights: weights, reach: 300)
            #expect(rows.total == weights.reduce(0, +))
            for _ in 0..<300 {
                let isNear = generator.below(2) == 0
                let centre = Point(
                    x: isNear ? 2000 + generator.unit() * 180 : generator.unit() * 14_000,
                    y: isNear ? 5000 + generator.unit() * 140 : generator.unit() * 14_000)
                let reach = [20.0, 150, 353, 4000][generator.below(4)]
                let expected = points.indices.reduce(0) {
                    points[$1].distance(to: centre) <= reach ? $0 + weights[$1] : $0
                }
                #expect(rows.sum(within: reach, of: centre) == expected)
                // What is quickly said of a circle is no less, and no more than what lies in a square around it and four in each row
                // at either side, none of which weighs more than four.
                let around = points.indices.reduce(0) {
                    abs(points[$1].x - centre.x) <= reach + 1 && abs(points[$1].y - centre.y) <= reach + 101
                        ? $0 + weights[$1] : $0
                }
                let most = rows.most(within: reach, of: centre)
                #expect(most >= expected)
                #expect(most <= around + 32 * (2 * reach / 100 + 3) + 1e-6)
            }
        }
    }

    @Test("A form holds what its polygon holds, and two circles that hold the same are worth the same to the last bit")
    func forms() {
        var generator = SeededGenerator(seed: 9)
        let points = (0..<4000).map { _ in Point(x: generator.unit() * 1000, y: generator.unit() * 1000) }
            .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let weights = points.map { _ in generator.unit() }
        let form = PatrolForm(radius: 150)
        let rows = HarmRows(points, weights: weights, reach: 150)
        for _ in 0..<200 {
            let centre = Point(x: generator.unit() * 1000, y: generator.unit() * 1000)
            let expected = points.indices.reduce(0) {
                form.contains(points[$1], centre: centre) ? $0 + weights[$1] : $0
            }
            let found = rows.sum(within: 150, of: centre, surely: form.surely) { form.contains(dx: $0, dy: $1) }
            #expect(abs(found - expected) < 1e-9 * (1 + expected))
        }
        // A heap by itself, seen from middles and with reaches that touch other rows and other places of memory.
        let heap = (0..<333).map { _ in Point(x: 5000 + generator.unit() * 40, y: 5000 + generator.unit() * 40) }
        let all = points + heap.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let more = HarmRows(all, weights: all.map { _ in generator.unit() }, reach: 150)
        let sums = (0..<100).map { _ in
            more.sum(
                within: 200 + generator.unit() * 800,
                of: Point(x: 4960 + generator.unit() * 120, y: 4960 + generator.unit() * 120))
        }
        #expect(Set(sums).count == 1)
    }
}
