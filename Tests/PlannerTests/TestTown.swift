import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

@testable import HomewardPlanner

/// A town of square blocks for tests, with incidents thrown at it.
struct TestTown {
    var network: StreetNetwork
    var generator: SeededGenerator
    let width: Double
    let height: Double

    init(columns: Int, rows: Int, block: Double = 80, seed: UInt64 = 1) throws {
        generator = SeededGenerator(seed: seed)
        var nodes: [Point] = []
        for row in 0..<rows {
            for column in 0..<columns {
                nodes.append(
                    Point(
                        x: Double(column) * block + generator.unit() * block / 3,
                        y: Double(row) * block + generator.unit() * block / 3))
            }
        }
        var edges: [StreetNetwork.Edge] = []
        func add(_ a: Int, _ b: Int, _ name: String) {
            edges.append(
                .init(
                    from: a, to: b, length: 0, line: LineString([nodes[a], nodes[b]]), name: name, kind: "residential"))
        }
        for row in 0..<rows {
            for column in 0..<columns {
                let node = row * columns + column
                if column + 1 < columns { add(node, node + 1, "Row \(row)") }
                if row + 1 < rows { add(node, node + columns, "Column \(column)") }
            }
        }
        network = try StreetNetwork(nodes: nodes, edges: edges)
        width = Double(columns) * block
        height = Double(rows) * block
    }

    mutating func anywhere() -> Point { Point(x: generator.unit() * width, y: generator.unit() * height) }

    mutating func schools(_ count: Int) -> [School] {
        (0..<count).map {
            School(name: "School \($0)", gate: anywhere(), finish: 900 + 5 * $0, isFinishAssumed: $0 % 2 == 0)
        }
    }

    /// Incidents, half of them near a few places, over a week from a Monday.
    mutating func incidents(_ count: Int, places: Int = 5, spread: Double = 60) -> IncidentTable {
        let centres = (0..<places).map { _ in anywhere() }
        var points: [Point] = []
        for index in 0..<count {
            if index % 2 == 0, let centre = centres.isEmpty ? nil : centres[generator.below(centres.count)] {
                points.append(
                    Point(
                        x: centre.x + (generator.unit() + generator.unit() - 1) * spread,
                        y: centre.y + (generator.unit() + generator.unit() - 1) * spread))
            } else {
                points.append(anywhere())
            }
        }
        return table(points, generator: &generator)
    }
}

/// A table of incidents at `points`, on the days from Monday 2024-01-01 on, between 15:00 and 22:00.
func table(_ points: [Point], generator: inout SeededGenerator) -> IncidentTable {
    IncidentTable(
        points.enumerated().map { index, point in
            let second = 15 * 3600 + generator.below(7 * 3600)
            let day = 19_723 + generator.below(28)
            return Incident(
                at: point, start: Int64(day * 86_400 + second), day: CivilDay(number: day), second: Int32(second),
                category: "violence", age: 15, line: Int32(index + 2))
        })
}
