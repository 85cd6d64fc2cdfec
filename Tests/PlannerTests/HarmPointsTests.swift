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
        let points = HarmPoints(incidents: table, radius: 150, weights: weights, last: first.advanced(by: 300))
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
}
