import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct SpaceTimeDBSCANTests {
    @Test(arguments: ["0", "1", "2", "3"])
    func clustersAgreeWithStDbscan(name: String) throws {
        let table = try golden("stdbscan.csv").filter { $0[0] == name }.map { $0.compactMap(Double.init) }
        let points = table.map { Point(x: $0[4], y: $0[5]) }
        let seconds = table.map { Int64($0[6]) }
        let method = SpaceTimeDBSCAN {
            $0.radius = table[0][1]
            $0.lag = table[0][2]
            $0.minimum = Int(table[0][3])
        }
        let labels = try method.labels(of: points, at: seconds)
        // Cores are of the same clusters; another incident is of one that has a core near it.
        let cores = table.indices.filter { table[$0][8] == 1 }
        let pairs = Set(cores.map { [labels[$0], Int(table[$0][7])] })
        let clusters = Int(table.map { $0[7] }.max() ?? -1) + 1
        #expect(pairs.count == clusters && Set(pairs.map { $0[0] }).count == clusters && clusters > 1)
        #expect(cores.allSatisfy { labels[$0] >= 0 })
        for (index, row) in table.enumerated() { #expect((labels[index] < 0) == (row[7] < 0)) }
        #expect(labels == definition(points, seconds, method))
        let backwards = try method.labels(of: points.reversed(), at: seconds.reversed())
        #expect(backwards.reversed() == labels)
    }

    /// The labels by a look at all pairs.
    private func definition(_ points: [Point], _ seconds: [Int64], _ method: SpaceTimeDBSCAN) -> [Int] {
        let all = points.indices
        func isNear(_ a: Int, _ b: Int) -> Bool {
            points[a].distance(to: points[b]) <= method.radius
                && abs(seconds[a] - seconds[b]) <= Int64(method.lag * 3600)
        }
        let near = all.map { a in all.filter { isNear(a, $0) } }
        let isCore = near.map { $0.count >= method.minimum }
        var set = all.map { isCore[$0] ? $0 : -1 }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for a in all where isCore[a] {
                let least = near[a].filter { isCore[$0] }.map { set[$0] }.min() ?? set[a]
                if least < set[a] { (set[a], hasChanged) = (least, true) }
            }
        }
        let home = all.map { a -> Int in
            if isCore[a] { return set[a] }
            let nearest = near[a].filter { isCore[$0] }.min { b, c in
                let (one, other) = (points[b], points[c])
                return (one.distance(to: points[a]), abs(seconds[b] - seconds[a]), one.x, one.y, seconds[b])
                    < (other.distance(to: points[a]), abs(seconds[c] - seconds[a]), other.x, other.y, seconds[c])
            }
            return nearest.map { set[$0] } ?? -1
        }
        let order = Set(home).subtracting([-1]).sorted { a, b in
            func key(_ root: Int) -> (Int, Double, Double, Int64) {
                let corner =
                    all.filter { isCore[$0] && home[$0] == root }
                    .map { (points[$0].x, points[$0].y, seconds[$0]) }.min { $0 < $1 } ?? (0, 0, 0)
                return (-home.count { $0 == root }, corner.0, corner.1, corner.2)
            }
            return key(a) < key(b)
        }
        return home.map { root in order.firstIndex(of: root) ?? -1 }
    }

    /// Few positions and few hours, so that many incidents are at the same, and at the limits of both.
    @Test(arguments: 0..<20)
    func smallCasesAgreeWithTheDefinition(part: Int) throws {
        for number in 0..<10 {
            var dice = SeededGenerator(seed: 31, stream: UInt64(part * 10 + number))
            let count = 1 + dice.below(40)
            let side = 1 + dice.below(12)
            let hours = 1 + dice.below(30)
            let points = (0..<count).map { _ in Point(x: Double(dice.below(side)), y: Double(dice.below(side))) }
            // Some before 1970.
            let seconds = (0..<count).map { _ in 3600 * Int64(dice.below(hours) - 9) }
            let method = SpaceTimeDBSCAN {
                $0.radius = Double(1 + number % 3)
                $0.lag = Double(1 + number % 4)
                $0.minimum = 2 + number % 5
            }
            #expect(try method.labels(of: points, at: seconds) == definition(points, seconds, method))
        }
    }

    /// One place, incident by incident: what is one spell, what are two, what is none.
    @Test func spellsAtOnePlaceAreToldByTheirTime() throws {
        let method = SpaceTimeDBSCAN {
            $0.lag = 24
            $0.minimum = 3
        }
        let hours: [Int64] = [0, 20, 40, 1000, 1001, 1002, 1003, 2000, 2030]
        let points = [Point](repeating: Point(x: 3, y: 4), count: hours.count)
        #expect(try method.labels(of: points, at: hours.map { $0 * 3600 }) == [1, 1, 1, 0, 0, 0, 0, -1, -1])
        // A second more than the lag parts them.
        #expect(try method.labels(of: Array(points.prefix(3)), at: [0, 86_400, 172_800]) == [0, 0, 0])
        #expect(try method.labels(of: Array(points.prefix(3)), at: [0, 86_400, 172_801]) == [-1, -1, -1])
        #expect(try method.labels(of: [], at: []).isEmpty)
        #expect(try method.labels(of: [Point(x: .nan, y: 0)] + points.prefix(3), at: [0, 0, 0, 0]) == [-1, 0, 0, 0])
    }

    @Test func manyAtOnePlaceAndTimeAreNoMoreWork() throws {
        let points = [Point](repeating: Point(x: 3, y: 4), count: 20_000)
        let labels = try SpaceTimeDBSCAN().labels(of: points, at: points.indices.map { Int64($0 % 7) })
        #expect(labels.allSatisfy { $0 == 0 })
    }

    @Test func clustersTellFirstAndLastAndWhatHasNoHour() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        // The clock goes forward in the night to 31 March 2024: four hours on the wall are three.
        let evening = try #require(CivilDay(iso: "2024-03-30"))
        let seconds: [Int32] = [82_800, 83_400, 84_000, 84_600]
        var incidents = seconds.map { Incident(at: Point(x: 0, y: 0), on: evening, second: $0, clock: clock) }
        incidents.append(Incident(at: Point(x: 9, y: 0), on: evening.advanced(by: 1), second: 3 * 3600, clock: clock))
        incidents.append(Incident(at: Point(x: 9, y: 0), on: evening, clock: clock))
        let method = SpaceTimeDBSCAN {
            $0.radius = 20
            $0.lag = 3
            $0.minimum = 3
        }
        let result = try method.clusters(of: IncidentTable(incidents.reversed()))
        #expect(result.incidents == 5 && result.unplaced == 1 && result.noise == 0)
        let cluster = try #require(result.clusters.first)
        #expect(result.clusters.count == 1 && cluster.place.members == [1, 2, 3, 4, 5])
        #expect(cluster.first == SpaceTimeCluster.Moment(day: evening, minute: 23 * 60))
        #expect(cluster.last == SpaceTimeCluster.Moment(day: evening.advanced(by: 1), minute: 180))
        #expect(cluster.seconds == 3 * 3600)
        let area = try cluster.place.hull.area()
        #expect(area > 0)
    }

    @Test func valuesOutsideTheirRangeAreRefused() {
        for change in [
            { (method: inout SpaceTimeDBSCAN) in method.radius = 0 }, { $0.lag = 0 }, { $0.lag = .nan },
            { $0.minimum = 1 },
        ] {
            #expect(throws: SettingError.self) { try SpaceTimeDBSCAN(change).labels(of: [], at: []) }
        }
    }
}
