import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct PlaceHourTests {
    @Test func plantedPeaksAreFoundAndNothingElse() throws {
        var town = Town(seed: 41)
        town.addBackground(6000)
        let peaks = [(1500.0, 1500.0, 910, 1000, 60), (6200, 2300, 925, 1015, 90), (4000, 4100, 900, 990, 150)]
        for (x, y, from, to, count) in peaks { town.addPeak(count, x: x, y: y, spread: 60, from: from, to: to) }
        let method = PlaceHourClusters {
            $0.permutations = 199
            $0.seed = 1
        }
        let result = try method.clusters(of: town.table, days: town.days)
        #expect(result.unplaced == 0 && result.outsideDays == 0)
        let sure = result.clusters.filter { $0.p <= 0.05 }
        #expect(sure.count == 3)
        for (index, (x, y, from, to, count)) in peaks.enumerated() {
            let cluster = try #require(sure.first { $0.centre.distance(to: Point(x: x, y: y)) < 60 })
            #expect(cluster.days == .school)
            let planted = Set(
                6000 + peaks[..<index].reduce(0) { $0 + $1.4 }..<6000 + peaks[...index].reduce(0) { $0 + $1.4 })
            #expect(Double(planted.intersection(cluster.members).count) >= 0.9 * Double(count))
            #expect(Double(cluster.count) <= 1.4 * Double(count))
            #expect(abs(cluster.window.start - from) <= 20 && abs(cluster.window.end - to) <= 20)
            #expect(Double(cluster.count) > 1.5 * cluster.expected)
            #expect(cluster.share > 0.3 && cluster.share <= 1)
        }
        // The town's background does not melt together along its streets.
        #expect(result.clusters.count < 12)
        #expect(result.clusters.allSatisfy { $0.count < 300 })
    }

    @Test func orderOfRowsAndThreadsDoNotMatter() throws {
        var town = Town(seed: 5)
        town.addBackground(1500)
        town.addPeak(50, x: 2000, y: 2000, spread: 50, from: 905, to: 980)
        let method = PlaceHourClusters {
            $0.permutations = 99
            $0.seed = 3
        }
        let result = try method.clusters(of: town.table, days: town.days)
        #expect(try method.clusters(of: town.table, days: town.days) == result)
        var order = Array(0..<town.table.count)
        town.generator.shuffle(&order)
        let shuffled = try method.clusters(of: town.table.selecting(order), days: town.days)
        #expect(shuffled.clusters.count == result.clusters.count && !result.clusters.isEmpty)
        for (a, b) in zip(shuffled.clusters, result.clusters) {
            #expect(a.members.map { order[$0] }.sorted() == b.members)
            #expect(a.p == b.p && a.window == b.window && a.hull == b.hull && a.centre == b.centre)
        }
    }

    /// On data whose hours have nothing to do with the place, at most about 5 % of runs report a p of 0.05 or less.
    @Test func falseAlarmsKeepToTheirRate() throws {
        var alarms = 0
        let runs = 120
        for run in 0..<runs {
            var town = Town(seed: UInt64(7000 + run), side: 3000)
            town.addBackground(900)
            let method = PlaceHourClusters {
                $0.minimum = 6
                $0.permutations = 99
                $0.seed = UInt64(run)
            }
            if try method.clusters(of: town.table, days: town.days).clusters.contains(where: { $0.p <= 0.05 }) {
                alarms += 1
            }
        }
        // 120 draws at 5 % give 13 or more once in 100 times.
        #expect(alarms <= 12)
    }

    /// Two incidents at one place among twenty: dealing the hours in every way that can be tells how often two as near
    /// on the clock come together there.
    @Test func aWeakClusterHasTheChanceOfAllDeals() throws {
        var town = Town(seed: 0)
        let minutes = [930, 935, 931, 940, 938, 950, 959] + (0..<13).map { 60 * $0 + (($0 > 10) ? 600 : 15) }
        for (number, minute) in minutes.enumerated() {
            town.add(x: number < 2 ? 0 : Double(number) * 5000, y: 0, day: 0, minute: minute)
        }
        let deals = 9999
        let result = try PlaceHourClusters {
            $0.minimum = 2
            $0.coreChance = 0.5
            $0.permutations = deals
        }.clusters(of: town.table, days: town.days)
        let cluster = try #require(result.clusters.first)
        #expect(result.clusters.count == 1 && cluster.members == [0, 1])

        let bins = minutes.map { $0 / 30 }
        func strength(_ a: Int, _ b: Int) -> Double {
            (0..<48).reduce(0.0) { best, start in
                func holds(_ bin: Int) -> Bool { (bin - start + 48) % 48 < 4 }
                let expected = 2 * Double(bins.count(where: holds)) / 20
                guard holds(a), holds(b), expected < 2 else { return best }
                return max(best, 2 * log(2 / expected) - (2 - expected))
            }
        }
        let own = strength(bins[0], bins[1])
        #expect(own > 0 && own < 1)
        var asStrong = 0.0
        for a in 0..<20 { for b in 0..<20 where a != b && strength(bins[a], bins[b]) >= own { asStrong += 1 } }
        let chance = asStrong / (20 * 19)
        #expect(chance > 0.05 && chance < 0.95)
        // Four standard deviations of a share of that many deals.
        #expect(abs(cluster.p - chance) < 4 * (chance * (1 - chance) / Double(deals)).squareRoot())
    }

    /// Two clusters with an incident in the middle that is nobody's core: the one that stands first has it.
    @Test func anIncidentAsFarFromTwoClustersGoesToTheFirst() throws {
        var town = Town(seed: 3)
        for side in [-1.0, 1] {
            town.add(x: side * 200, y: 0, day: 0, minute: 930)
            for step in 0..<12 { town.add(x: side * (301 + Double(step)), y: 0, day: 0, minute: 930) }
        }
        town.add(x: 0, y: 0, day: 0, minute: 930)
        for step in 0..<200 { town.add(x: 9000 + Double(step) * 1000, y: 0, day: 0, minute: step * 7) }
        let clusters = try PlaceHourClusters {
            $0.radius = 300
            $0.minimum = 8
            $0.permutations = 99
        }.clusters(of: town.table, days: town.days).clusters
        #expect(clusters.map(\.members) == [Array(0..<13) + [26], Array(13..<26)])
    }

    @Test func windowsRunOverMidnight() throws {
        var town = Town(seed: 12)
        town.addBackground(2000)
        for step in 0..<60 {
            let day = town.days.kinds.indices.filter { town.days.kinds[$0] == .weekend }[step]
            town.add(x: 3000 + Double(step % 7) * 9, y: 5000, day: day, minute: (1410 + step) % 1440)
        }
        let result = try PlaceHourClusters {
            $0.permutations = 99
            $0.seed = 2
        }.clusters(of: town.table, days: town.days)
        let night = try #require(result.clusters.first)
        #expect(night.days == .nonSchool && night.p == 0.01)
        #expect(night.window.start >= 1390 && night.window.end <= 50)
    }

    @Test func oddInput() throws {
        let method = PlaceHourClusters {
            $0.permutations = 99
            $0.seed = 1
        }
        var town = Town(seed: 1)
        #expect(try method.clusters(of: town.table, days: town.days).clusters.isEmpty)
        town.add(x: 1, y: 1, day: 0, minute: 900)
        #expect(try method.clusters(of: town.table, days: town.days).clusters.isEmpty)
        for _ in 0..<80 { town.add(x: 1, y: 1, day: 0, minute: 900) }
        #expect(try method.clusters(of: town.table, days: town.days).clusters.isEmpty)
        town.add(x: .nan, y: 1, day: 0, minute: 900)
        town.add(x: 1, y: 1, day: 0, minute: 900)
        town.table.second[town.table.count - 1] = -1
        town.add(x: 1, y: 1, day: 5000, minute: 900)
        let odd = try method.clusters(of: town.table, days: town.days)
        #expect(odd.unplaced == 2 && odd.outsideDays == 1 && odd.clusters.isEmpty)
        for bad in [0, -4, .nan, .infinity, 1e300] {
            for place in [\PlaceHourClusters.radius, \.hours] {
                var wrong = method
                wrong[keyPath: place] = bad
                #expect(throws: SettingError.self) { try wrong.clusters(of: town.table, days: town.days) }
            }
        }
        for place in [\PlaceHourClusters.minimum, \.permutations] {
            var wrong = method
            wrong[keyPath: place] = -1
            #expect(throws: SettingError.self) { try wrong.clusters(of: town.table, days: town.days) }
        }
        let empty = DayTable(first: town.days.first, kinds: [])
        #expect(try method.clusters(of: town.table, days: empty).outsideDays == town.table.count - 2)
    }

    @Test func hullHoldsItsPoints() {
        let points = Sample.scatter(200, side: 500, seed: 2)
        for margin in [0.0, 30] {
            let hull = ConvexHull(of: points, grownBy: margin)
            #expect(points.allSatisfy { hull.contains($0) })
            #expect(!hull.contains(Point(x: 600, y: 100)))
        }
        let dot = ConvexHull(of: [Point(x: 4, y: 4), Point(x: 4, y: 4)], grownBy: 10)
        #expect(dot.contains(Point(x: 4, y: 14)) && !dot.contains(Point(x: 4, y: 14.2)))
    }
}
