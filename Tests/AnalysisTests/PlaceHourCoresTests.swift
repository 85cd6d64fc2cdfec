import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

/// Cores and what hangs together, held against every pair of incidents.
@Suite struct PlaceHourCoresTests {
    /// Incidents strewn over a square, some of them dense in place, some in place and hour.
    private func incidents(_ seed: UInt64, count: Int) -> (points: [Point], minutes: [Int]) {
        var generator = SeededGenerator(seed: seed)
        let all = (0..<count).map { number -> (Point, Int) in
            let (x, y) = (generator.unit() * 2000, generator.unit() * 2000)
            switch number % 5 {
            case 0: return (Point(x: x / 12, y: y / 12), generator.below(1440))
            case 1: return (Point(x: 1500 + x / 20, y: 1500 + y / 20), (1420 + generator.below(60)) % 1440)
            case 2: return (Point(x: 700 + x / 8, y: 300 + y / 30), 900 + generator.below(100))
            default: return (Point(x: x, y: y), generator.below(1440))
            }
        }
        return (all.map(\.0), all.map(\.1))
    }

    private func isNear(_ a: Point, _ b: Point, _ radius: Double) -> Bool {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        return dx * dx + dy * dy <= radius * radius * (1 + 1e-12)
    }

    @Test(
        arguments: [(1, 150.0, 60, 6), (2, 60, 30, 4), (3, 400, 119, 12), (4, 150, 700, 8)]
            as [(UInt64, Double, Int, Int)])
    func coresAreThoseOfTheDefinition(_ seed: UInt64, _ radius: Double, _ reach: Int, _ minimum: Int) {
        let (points, minutes) = incidents(seed, count: 900)
        let method = PlaceHourClusters {
            $0.radius = radius
            $0.minimum = minimum
        }
        func apart(_ a: Int, _ b: Int) -> Int { min(abs(a - b), 1440 - abs(a - b)) }
        let expected = points.indices.map { place in
            let near = points.indices.filter { $0 != place && isNear(points[place], points[$0], radius) }
            let both = near.count { apart(minutes[place], minutes[$0]) <= reach }
            let hours = minutes.indices.count { $0 != place && apart(minutes[place], minutes[$0]) <= reach }
            let share = Double(hours) / Double(points.count - 1)
            return both + 1 >= minimum && Double(both) > Double(near.count) * share
                && Binomial.upperTail(both, of: near.count, probability: share) <= method.coreChance
        }
        let flags = PlaceHourCores(points, minutes).flags(method, reach: reach)
        #expect(flags == expected)

        let cores = points.indices.filter { flags[$0] }
        if seed != 4 { #expect(cores.count > 20) }
        var sets = DisjointSets(points.count)
        for a in cores {
            for b in cores where isNear(points[a], points[b], radius) && apart(minutes[a], minutes[b]) <= reach {
                sets.join(a, b)
            }
        }
        let roots = cores.map { sets.root($0) }
        let groups = Set(roots).sorted().map { root in zip(cores, roots).filter { $0.1 == root }.map(\.0) }
        #expect(PlaceHourCores.joined(cores, points, minutes, radius: radius, reach: reach) == groups)
    }

    /// The bounds by which a tail is judged say what the tail itself says.
    @Test func boundsOfATailAgreeWithIt() {
        for trials in [1, 2, 7, 40, 300, 5000] {
            for probability in [0.001, 0.04, 0.3, 0.9, 1] {
                for count in Set([0, 1, 2, trials / 20, trials / 8, trials / 3, trials / 2, trials - 1, trials])
                where count >= 0 {
                    let tail = Binomial.upperTail(count, of: trials, probability: probability)
                    for level in [tail, tail * 0.999, tail * 1.001, 0.001, 0.5, 1e-9] {
                        #expect(
                            Binomial.upperTail(count, of: trials, probability: probability, isAtMost: level)
                                == (tail <= level), "\(count) of \(trials) at \(probability), \(level)")
                    }
                }
            }
        }
    }
}
