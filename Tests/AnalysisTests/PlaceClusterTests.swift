import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct PlaceClusterTests {
    @Test func withoutClustersThereIsNone() throws {
        #expect(try DBSCAN().clusters(of: []).isEmpty)
        #expect(try DBSCAN().clusters(of: [Point(x: 1, y: 1)]).isEmpty)
    }

    @Test func clustersCarryTheirOutlines() throws {
        let table = try golden("dbscan.csv").filter { $0[0] == "1" }.map { $0.compactMap(Double.init) }
        let points = table.map { Point(x: $0[3], y: $0[4]) }
        let method = DBSCAN {
            $0.radius = table[0][1]
            $0.minimum = Int(table[0][2])
        }
        let labels = try method.labels(of: points)
        let clusters = try method.clusters(of: points)
        #expect(clusters.count == Set(labels.filter { $0 >= 0 }).count && clusters.count > 1)
        let backwards = try method.clusters(of: points.reversed())
        #expect(backwards.map(\.hull) == clusters.map(\.hull) && backwards.map(\.centre) == clusters.map(\.centre))
        for (label, cluster) in clusters.enumerated() {
            #expect(cluster.members == labels.indices.filter { labels[$0] == label })
            let mean = cluster.members.reduce(0) { $0 + points[$1].x } / Double(cluster.count)
            #expect(abs(cluster.centre.x - mean) < 1e-9)
            let hull = try PreparedArea(cluster.hull)
            for member in cluster.members { #expect(try hull.contains(points[member])) }
        }
        #expect(try method.clusters(of: []).isEmpty)
    }

    /// Coordinates whose difference is no number any more are nobody's neighbours, and no trap.
    @Test func pointsAtTheEndOfNumbersAreNeverFound() {
        let far = [Point(x: 1e308, y: 0), Point(x: -1e308, y: 1e308), Point(x: .nan, y: 0)]
        let buckets = PointBuckets(far + [Point(x: 1, y: 1), Point(x: 2, y: 1)], reach: 5)
        for (index, expected) in [[], [], [], [4], [3]].enumerated() {
            var found: [Int] = []
            buckets.forEachNeighbour(of: index) { found.append($0) }
            #expect(found == expected)
        }
        #expect(PointBuckets(far, reach: 5).order.isEmpty)
    }
}
