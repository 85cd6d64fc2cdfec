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
        for (cluster, next) in zip(clusters, clusters.dropFirst()) {
            #expect((-cluster.count, cluster.members[0]) < (-next.count, next.members[0]))
        }
        for cluster in clusters {
            let label = labels[cluster.members[0]]
            #expect(cluster.members == labels.indices.filter { labels[$0] == label })
            let mean = cluster.members.reduce(0) { $0 + points[$1].x } / Double(cluster.count)
            #expect(abs(cluster.centre.x - mean) < 1e-9)
            let hull = try PreparedArea(cluster.hull)
            for member in cluster.members { #expect(try hull.contains(points[member])) }
        }
        #expect(try method.clusters(of: []).isEmpty)
    }
}
