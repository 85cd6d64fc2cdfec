import HomewardGeometry

/// The straight ways that make squares walkable across.
///
/// The shortest way between two entrances of an area runs straight or bends at corners that stand into it (Lozano-Pérez and Wesley,
/// "An algorithm for planning collision-free paths among polyhedral obstacles", 1979). Of the straight stretches of
/// those ways the shorter come first, and one is left out where what is there already leads round by no more than
/// ``SquareCrossings/detour``. A square with more than ``SquareCrossings/mostCorners`` entrances and such corners is crossed
/// between that many, evenly along its outline, entrances first.
struct SquareCrossings {
    /// A way across: two places and the square.
    struct Way: Hashable {
        var from: Int
        var to: Int
        var square: Int
    }

    /// The most entrances and corners of one square between which ways are sought.
    static let mostCorners = 100
    /// How much longer than straight the way between two entrances may become, as a share.
    static let detour = 0.01

    /// The ways, square by square.
    private(set) var ways: [Way] = []
    /// Squares with a way across.
    private(set) var crossed = 0

    /// Finds the ways. O(c² v log v + c³) for a square of v vertices with c corners.
    ///
    /// - Parameters:
    ///   - squares: The squares.
    ///   - rings: For each the places of its rings' vertices.
    ///   - lines: The places of all walkable lines' vertices, the squares' outlines among them.
    ///   - position: Where each place lies.
    ///   - isBlocked: For each place whether a barrier stands there.
    init(
        _ squares: [Square], rings: [[[Int]]], lines: [[Int]], position: [Point], isBlocked: [Bool]
    ) throws(GeometryError) {
        guard !squares.isEmpty else { return }
        var isOnSquare = [Bool](repeating: false, count: position.count)
        for places in rings.joined().joined() { isOnSquare[places] = true }
        /// For each place on a square the places next to it on any line.
        var neighbours: [Int: [Int]] = [:]
        for places in lines where places.count >= 2 {
            for index in 1..<places.count {
                let (a, b) = (places[index - 1], places[index])
                if isOnSquare[a] { neighbours[a, default: []].append(b) }
                if isOnSquare[b] { neighbours[b, default: []].append(a) }
            }
        }
        for (index, square) in squares.enumerated() {
            let found = try SquareCrossings.ways(
                square, rings: rings[index], neighbours: neighbours, isBlocked: isBlocked)
            crossed += found.isEmpty ? 0 : 1
            ways += found.map { Way(from: $0.0, to: $0.1, square: index) }
        }
    }

    /// A vertex of the outline at which ways begin, end or bend.
    private struct Corner {
        var place: Int
        var point: Point
        var ring: Int
        /// Where it stands along its ring, m.
        var offset: Double
        var isEntrance: Bool
    }

    private static func ways(
        _ square: Square, rings: [[Int]], neighbours: [Int: [Int]], isBlocked: [Bool]
    ) throws(GeometryError) -> [(Int, Int)] {
        var corners: [Corner] = []
        var lengths: [Double] = []
        let outline = Set(rings.joined())
        var beside: [Int: Set<Int>] = [:]
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                beside[a, default: []].insert(b)
                beside[b, default: []].insert(a)
            }
        }
        for (number, ring) in rings.enumerated() {
            let points = square.rings[number].points
            guard points.count >= 4, points.first == points.last else { return [] }
            let isLeftHanded = points.signedArea > 0
            var offset = 0.0
            for index in 0..<(points.count - 1) {
                let place = ring[index]
                let before = points[index == 0 ? points.count - 2 : index - 1]
                let side = Segment(before, points[index]).side(of: points[index + 1])
                // The ground lies inside the outer ring and outside the others.
                let standsIn = (side < 0) == (isLeftHanded == (number == 0)) && side != 0
                let isEntrance = (neighbours[place] ?? []).contains { beside[place]?.contains($0) != true }
                if (isEntrance || standsIn) && !isBlocked[place], outline.contains(place) {
                    corners.append(
                        Corner(
                            place: place, point: points[index], ring: number, offset: offset, isEntrance: isEntrance))
                }
                offset += points[index].distance(to: points[index + 1])
            }
            lengths.append(offset)
        }
        guard corners.count(where: \.isEntrance) >= 2 else { return [] }
        corners = thinned(corners)
        return try ways(square, between: corners, ringLengths: lengths)
    }

    /// No more than ``mostCorners``, entrances first, evenly.
    private static func thinned(_ corners: [Corner]) -> [Corner] {
        guard corners.count > mostCorners else { return corners }
        func even(_ list: [Int], _ count: Int) -> [Int] {
            list.count <= count ? list : (0..<count).map { list[$0 * list.count / count] }
        }
        let entrances = even(corners.indices.filter { corners[$0].isEntrance }, mostCorners)
        let others = even(corners.indices.filter { !corners[$0].isEntrance }, mostCorners - entrances.count)
        return (entrances + others).sorted().map { corners[$0] }
    }

    private static func ways(
        _ square: Square, between corners: [Corner], ringLengths: [Double]
    ) throws(GeometryError) -> [(Int, Int)] {
        let count = corners.count
        let polygon = Polygon(exterior: square.rings[0].points, holes: square.rings.dropFirst().map(\.points))
        let shape = Shape.polygon(polygon)
        guard try shape.validity().isValid else { return [] }
        let ground = try PreparedArea(shape)
        var isSeen = [Bool](repeating: false, count: count * count)
        /// The ways that are there already: along the outline.
        var there = [Double](repeating: .infinity, count: count * count)
        for a in 0..<count {
            there[a * count + a] = 0
            for b in (a + 1)..<max(count, a + 1) {
                let (first, second) = (corners[a], corners[b])
                if first.place == second.place {
                    there[a * count + b] = 0
                } else {
                    if first.ring == second.ring {
                        let along = abs(first.offset - second.offset)
                        there[a * count + b] = min(along, ringLengths[first.ring] - along)
                    }
                    isSeen[a * count + b] = try ground.covers(.lineString(LineString([first.point, second.point])))
                    isSeen[b * count + a] = isSeen[a * count + b]
                }
                there[b * count + a] = there[a * count + b]
            }
        }
        var stretches: Set<Int> = []
        for (start, corner) in corners.enumerated() where corner.isEntrance {
            let before = shortestTree(from: start, corners, isSeen)
            for (end, corner) in corners.enumerated() where corner.isEntrance && end > start {
                var here = end
                while let previous = before[here] {
                    stretches.insert(min(here, previous) * count + max(here, previous))
                    here = previous
                }
            }
        }
        func length(_ stretch: Int) -> Double {
            corners[stretch / count].point.distance(to: corners[stretch % count].point)
        }
        let sorted = stretches.map { (length: length($0), stretch: $0) }.sorted { $0 < $1 }
        var ways: [(Int, Int)] = []
        for (length, stretch) in sorted {
            let (a, b) = (stretch / count, stretch % count)
            guard length > 0, there[a * count + b] > length * (1 + detour) else { continue }
            ways.append((corners[a].place, corners[b].place))
            for i in 0..<count {
                let (toA, toB) = (there[i * count + a], there[i * count + b])
                for j in 0..<count {
                    let round = min(toA + length + there[b * count + j], toB + length + there[a * count + j])
                    if round < there[i * count + j] { there[i * count + j] = round }
                }
            }
        }
        return ways
    }

    /// For each corner the one before it on the shortest way from `start` along stretches that are seen. O(c²).
    private static func shortestTree(from start: Int, _ corners: [Corner], _ isSeen: [Bool]) -> [Int?] {
        let count = corners.count
        var distance = [Double](repeating: .infinity, count: count)
        var before = [Int?](repeating: nil, count: count)
        var isDone = [Bool](repeating: false, count: count)
        distance[start] = 0
        while let here = (0..<count).filter({ !isDone[$0] && distance[$0].isFinite })
            .min(by: { (distance[$0], $0) < (distance[$1], $1) })
        {
            isDone[here] = true
            for next in 0..<count where isSeen[here * count + next] {
                let length = distance[here] + corners[here].point.distance(to: corners[next].point)
                if length < distance[next] { (distance[next], before[next]) = (length, here) }
            }
        }
        return before
    }
}

extension [Point] {
    /// Twice the area of a closed ring, above zero where it runs to the left.
    fileprivate var signedArea: Double {
        guard let first else { return 0 }
        return zip(self, dropFirst()).reduce(0) { sum, pair in
            sum + (pair.0.x - first.x) * (pair.1.y - first.y) - (pair.1.x - first.x) * (pair.0.y - first.y)
        }
    }
}
