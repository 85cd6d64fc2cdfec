import HomewardCore
import Testing

@testable import HomewardPlanner

@Suite struct VisitSearchTests {
    /// A small day: up to three areas, some of whose times are closed.
    static func day(_ generator: inout SeededGenerator) -> VisitDay {
        let n = 1 + generator.below(3)
        let starts = 5 + generator.below(8)
        let visit = 5 * (1 + generator.below(3))
        let again = visit + 5 * generator.below(5)
        var day = VisitDay(
            areas: n, starts: starts,
            worth: (0..<n * starts).map { _ in generator.below(5) == 0 ? -.infinity : generator.unit() },
            apart: [], way: [], visitMinutes: visit, most: 1 + generator.below(4),
            mostOfArea: (0..<n).map { _ in 1 + generator.below(3) }, leastOfArea: [Int](repeating: 0, count: n),
            rest: generator.below(3) == 0 ? .init(minutes: 10, earliest: 5, latest: starts * 5) : nil)
        let places = (0..<n).map { _ in generator.below(20) }
        for from in 0..<n {
            for to in 0..<n {
                let way = abs(places[from] - places[to])
                day.way.append(way)
                day.apart.append(VisitDay.step(atOrAfter: from == to ? again : visit + way))
            }
        }
        return day
    }

    /// The best by looking at every row of visits.
    static func best(_ day: VisitDay) -> Double {
        var best = 0.0
        func extend(_ stays: [VisitDay.Stay]) {
            if day.allows(stays) { best = max(best, day.worth(of: stays)) }
            guard stays.count < day.most else { return }
            for area in 0..<day.areas {
                for start in (stays.last?.start ?? 0)..<day.starts
                where day.worth[area * day.starts + start] > -.infinity {
                    if let last = stays.last, start < last.start + day.apart[last.area * day.areas + area] { continue }
                    extend(stays + [.init(area: area, start: start)])
                }
            }
        }
        extend([])
        return best
    }

    @Test(arguments: 1...4) func theSearchFindsTheBestAndTheBoundIsOne(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var proven = 0
        for number in 0..<60 {
            let day = Self.day(&generator)
            let bound = VisitBound(day)
            let answer = VisitSearch(width: 2000).best(of: day, by: bound)
            let best = Self.best(day)
            #expect(day.allows(answer.stays), "instance \(number)")
            #expect(abs(answer.worth - best) < 1e-9, "instance \(number): \(answer.worth), \(best)")
            #expect(bound.value >= best - 1e-9, "instance \(number): \(bound.value), \(best)")
            #expect(answer.worth <= bound.value + 1e-9)
            if answer.isProven { proven += 1 }
            // A narrow search keeps the rules too and is no better.
            let narrow = VisitSearch(width: 3).best(of: day, by: bound)
            #expect(day.allows(narrow.stays) && narrow.worth <= best + 1e-9)
        }
        #expect(proven == 60)
    }

    /// A visit that an area should have comes before what it is worth.
    @Test func theLeastOfAnAreaIsMetWhereThereIsRoom() {
        let starts = 12
        var day = VisitDay(
            areas: 2, starts: starts,
            worth: [Double](repeating: 1, count: starts) + [Double](repeating: 0.01, count: starts),
            apart: [4, 4, 4, 4], way: [0, 5, 5, 0], visitMinutes: 15, most: 3, mostOfArea: [3, 3], leastOfArea: [0, 0],
            rest: nil)
        #expect(VisitSearch().best(of: day, by: VisitBound(day)).stays.allSatisfy { $0.area == 0 })
        day.leastOfArea = [0, 2]
        let kept = VisitSearch().best(of: day, by: VisitBound(day))
        #expect(kept.stays.count { $0.area == 1 } == 2 && kept.stays.count == 3)
        #expect(abs(kept.worth - 1.02) < 1e-9)
    }

    /// Six hours and a half of the same worth everywhere: the break costs the time that it takes.
    @Test func theBreakIsTaken() {
        let starts = 12
        var day = VisitDay(
            areas: 2, starts: starts, worth: [Double](repeating: 1, count: 2 * starts), apart: [6, 2, 2, 6],
            way: [0, 0, 0, 0], visitMinutes: 10, most: 6, mostOfArea: [6, 6], leastOfArea: [0, 0], rest: nil)
        let free = VisitSearch().best(of: day, by: VisitBound(day))
        day.rest = .init(minutes: 20, earliest: 10, latest: 50)
        let rested = VisitSearch().best(of: day, by: VisitBound(day))
        #expect(free.worth == 4 && rested.worth < 4 + 1e-9 && day.allows(rested.stays))
        let gaps = zip(rested.stays, rested.stays.dropFirst()).map { ($1.start - $0.start) * 5 - 10 }
        #expect(gaps.contains { $0 >= 20 })
    }
}
