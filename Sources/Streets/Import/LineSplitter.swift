import HomewardGeometry

/// Splits lines where they meet, and numbers the meeting places.
struct LineSplitter {
    private(set) var nodes: [Point] = []
    private(set) var edges: [StreetNetwork.Edge] = []
    /// Lines, by index, that shrank to nothing.
    private(set) var withoutLength: [Int] = []
    /// Squares that can be walked across.
    private(set) var crossedSquares = 0
    /// Places at which a barrier stops people on a way.
    private(set) var barriers = 0

    /// A line without vertices that repeat a place.
    private struct TidyLine {
        var points: [Point] = []
        var places: [Int] = []
    }

    /// Who passes a place.
    private struct Passing {
        var isEnd = false
        var count = 0
        var level = ""
        /// Lines of different levels pass, and nothing but coordinates says whether they meet.
        var isMixed = false
        /// A barrier stands here.
        var isBlocked = false
    }

    private struct PlaceOnLevel: Hashable {
        var place: Int
        var level: String
    }

    init(_ streets: StreetLines, tolerance: Double) throws(GeometryError) {
        let lines = streets.lines
        var numbering = StreetPlaces(tolerance: tolerance)
        var allPlaces = lines.map { numbering.places($0.line.points, $0.nodes) }
        var rings = streets.squares.map { square in square.rings.map { numbering.places($0.points, $0.nodes) } }
        if let representatives = numbering.representatives() {
            allPlaces = allPlaces.map { $0.map { representatives[$0] } }
            rings = rings.map { $0.map { $0.map { representatives[$0] } } }
        }
        var passing = [Passing](repeating: Passing(), count: numbering.position.count)
        for node in streets.blocked {
            if let place = numbering.place(ofNode: node) { passing[place].isBlocked = true }
        }
        var tidy: [TidyLine] = []
        tidy.reserveCapacity(lines.count)
        for (line, places) in zip(lines, allPlaces) {
            var tidied = TidyLine()
            for (point, place) in zip(line.line.points, places) where place != tidied.places.last {
                tidied.places.append(place)
                tidied.points.append(point)
            }
            tidy.append(tidied)
        }
        let crossings = try SquareCrossings(
            streets.squares, rings: rings, lines: tidy.map(\.places), position: numbering.position,
            isBlocked: passing.map(\.isBlocked))
        crossedSquares = crossings.crossed
        for (line, tidied) in zip(lines, tidy) where tidied.places.count >= 2 {
            for (index, here) in tidied.places.enumerated() {
                if passing[here].count == 0 { passing[here].level = line.level }
                passing[here].count += 1
                if index == 0 || index == tidied.places.count - 1 { passing[here].isEnd = true }
                if line.nodes == nil, passing[here].level != line.level { passing[here].isMixed = true }
            }
        }
        for way in crossings.ways {
            for place in [way.from, way.to] { passing[place].isEnd = true }
        }
        barriers = passing.count { $0.isBlocked && $0.count > 0 }
        // Where lines of different levels pass and none ends, only those of one level meet.
        var byLevel: [PlaceOnLevel: Int] = [:]
        for (line, tidied) in zip(lines, tidy) where tidied.places.count >= 2 {
            for here in tidied.places where passing[here].isMixed && !passing[here].isEnd {
                byLevel[PlaceOnLevel(place: here, level: line.level), default: 0] += 1
            }
        }
        var number = [Int](repeating: -1, count: passing.count)
        var numberOnLevel: [PlaceOnLevel: Int] = [:]
        for (index, tidied) in tidy.enumerated() {
            guard tidied.places.count >= 2 else {
                withoutLength.append(index)
                continue
            }
            var start: (vertex: Int, node: Int)?
            for (vertex, here) in tidied.places.enumerated() {
                let entry = passing[here]
                if entry.isBlocked {
                    // Nobody passes: what comes and what goes on end each at a node of their own.
                    if let start {
                        add(tidied.points, from: start, to: (vertex, newNode(tidied.points[vertex])), of: lines[index])
                    }
                    start = vertex + 1 < tidied.places.count ? (vertex, newNode(tidied.points[vertex])) : nil
                    continue
                }
                let node: Int
                if entry.isMixed, !entry.isEnd {
                    let key = PlaceOnLevel(place: here, level: lines[index].level)
                    guard byLevel[key] ?? 0 >= 2 else { continue }
                    node = numberOnLevel[key] ?? newNode(tidied.points[vertex])
                    numberOnLevel[key] = node
                } else {
                    guard entry.isEnd || entry.count >= 2 else { continue }
                    if number[here] < 0 { number[here] = newNode(tidied.points[vertex]) }
                    node = number[here]
                }
                if let start { add(tidied.points, from: start, to: (vertex, node), of: lines[index]) }
                start = (vertex, node)
            }
        }
        for way in crossings.ways where number[way.from] >= 0 && number[way.to] >= 0 {
            let square = streets.squares[way.square]
            let shape = LineString([nodes[number[way.from]], nodes[number[way.to]]])
            edges.append(
                StreetNetwork.Edge(
                    from: number[way.from], to: number[way.to], length: shape.length, line: shape, name: square.name,
                    kind: square.kind, level: Int(square.level) ?? 0, traits: square.traits.union(.acrossSquare)))
        }
    }

    private mutating func newNode(_ point: Point) -> Int {
        nodes.append(point)
        return nodes.count - 1
    }

    private mutating func add(
        _ points: [Point], from start: (vertex: Int, node: Int), to end: (vertex: Int, node: Int), of line: StreetLine
    ) {
        let inner = points[(start.vertex + 1)..<end.vertex]
        let shape = LineString([nodes[start.node]] + inner + [nodes[end.node]])
        edges.append(
            StreetNetwork.Edge(
                from: start.node, to: end.node, length: shape.length, line: shape, name: line.name, kind: line.kind,
                level: Int(line.level) ?? 0, traits: line.traits))
    }
}
