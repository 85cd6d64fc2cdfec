import HomewardGeometry

/// Splits lines where they meet, and numbers the meeting places.
struct LineSplitter {
    private(set) var nodes: [Point] = []
    private(set) var edges: [StreetNetwork.Edge] = []
    /// Lines, by index, that shrank to nothing.
    private(set) var withoutLength: [Int] = []

    /// A grid point; `level` tells apart lines that pass over each other there, and is empty where all meet.
    private struct GridPoint: Hashable {
        var x: Double
        var y: Double
        var level = ""
    }

    /// Who passes a grid point.
    private struct Passing {
        var isEnd = false
        var count = 0
        var level = ""
        var isMixed = false
    }

    init(lines: [StreetLine], tolerance: Double) {
        func place(_ point: Point) -> GridPoint {
            // + 0 turns −0 into 0.
            GridPoint(x: (point.x / tolerance).rounded() + 0, y: (point.y / tolerance).rounded() + 0)
        }
        var passing: [GridPoint: Passing] = [:]
        var byLevel: [GridPoint: Int] = [:]
        var tidy: [(points: [Point], places: [GridPoint])] = []
        tidy.reserveCapacity(lines.count)
        for line in lines {
            var points: [Point] = []
            var places: [GridPoint] = []
            for point in line.line.points {
                let here = place(point)
                if here != places.last {
                    places.append(here)
                    points.append(point)
                }
            }
            tidy.append((points, places))
            guard places.count >= 2 else { continue }
            for (index, here) in places.enumerated() {
                var entry = passing[here] ?? Passing(level: line.level)
                entry.count += 1
                entry.isEnd = entry.isEnd || index == 0 || index == places.count - 1
                entry.isMixed = entry.isMixed || entry.level != line.level
                passing[here] = entry
            }
        }
        // Where lines of different levels pass and none ends, only those of one level meet.
        for (line, tidied) in zip(lines, tidy) where tidied.places.count >= 2 {
            for here in tidied.places {
                guard let entry = passing[here], entry.isMixed, !entry.isEnd else { continue }
                byLevel[GridPoint(x: here.x, y: here.y, level: line.level), default: 0] += 1
            }
        }
        var number: [GridPoint: Int] = [:]
        for (index, tidied) in tidy.enumerated() {
            guard tidied.places.count >= 2 else {
                withoutLength.append(index)
                continue
            }
            var start: (vertex: Int, node: Int)?
            for (vertex, here) in tidied.places.enumerated() {
                guard var entry = passing[here] else { continue }
                var key = here
                if entry.isMixed, !entry.isEnd {
                    key.level = lines[index].level
                    entry.count = byLevel[key] ?? 0
                }
                guard entry.isEnd || entry.count >= 2 else { continue }
                let node = number[key] ?? nodes.count
                if node == nodes.count {
                    number[key] = node
                    nodes.append(tidied.points[vertex])
                }
                if let start { add(tidied.points, from: start, to: (vertex, node), of: lines[index]) }
                start = (vertex, node)
            }
        }
    }

    private mutating func add(
        _ points: [Point], from start: (vertex: Int, node: Int), to end: (vertex: Int, node: Int), of line: StreetLine
    ) {
        let inner = points[(start.vertex + 1)..<end.vertex]
        let shape = LineString([nodes[start.node]] + inner + [nodes[end.node]])
        edges.append(
            StreetNetwork.Edge(
                from: start.node, to: end.node, length: shape.length, line: shape, name: line.name, kind: line.kind))
    }
}
