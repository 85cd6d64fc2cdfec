/// Finds the area of each of many points, exactly once.
///
/// Edges are half-open, by the crossing-number rule: a point on an area's western or southern edge belongs to it, one on
/// its eastern or northern edge does not. Where areas share an edge vertex by vertex, a point on it therefore belongs
/// to exactly one of them, decided without rounding. Where areas overlap, the one listed first has the point; see
/// ``overlaps(largerThan:atMost:)``.
///
/// A grid over all areas answers at once for every cell that no outline crosses; elsewhere the few edges at the point's
/// height decide. Building takes O(e + g) for e edges and g ≤ 262,144 cells, a point O(1) in practice.
/// Sendable: any number of tasks may ask at once.
public struct AreaLocator: Sendable {
    /// The areas in their order.
    public let areas: [NamedArea]
    let tables: LocatorTables

    /// Prepares `areas`. An area with a coordinate that is no finite number holds no points; ``Shape/validity()``
    /// finds it.
    public init(_ areas: [NamedArea]) {
        self.areas = areas
        tables = LocatorTables(areas)
    }

    /// Assigns every point. Points without finite coordinates lie outside.
    ///
    /// - Precondition: Both columns have the same length.
    public func assign(xs: [Double], ys: [Double]) -> AreaAssignment {
        precondition(xs.count == ys.count, "x and y columns differ in length")
        var found = [Int32](repeating: -1, count: xs.count)
        tables.locate(xs, ys, into: &found)
        var counts = [Int](repeating: 0, count: areas.count)
        var outside = 0
        for area in found {
            if area < 0 { outside += 1 } else { counts[Int(area)] += 1 }
        }
        return AreaAssignment(area: found, counts: counts, outside: outside)
    }

    /// Assigns every point, see ``assign(xs:ys:)``.
    public func assign(_ points: [Point]) -> AreaAssignment {
        assign(xs: points.map(\.x), ys: points.map(\.y))
    }

    /// The index of the area that has the point, or nil. O(1) in practice.
    public func area(at point: Point) -> Int? {
        let found = tables.area(at: point)
        return found < 0 ? nil : Int(found)
    }

    /// Whether any area has the point, by the same half-open rule.
    public func contains(_ point: Point) -> Bool { area(at: point) != nil }
}

extension AreaLocator {
    /// The pairs of areas that share ground, in order of the first index and then the second.
    ///
    /// Slivers no larger than `smallest`, which come of outlines drawn twice, are left out. O(k log n) for k pairs whose
    /// boxes meet.
    ///
    /// - Parameters:
    ///   - smallest: In square units of the coordinates; 1 m² unless said otherwise.
    ///   - limit: How many pairs there may be; nobody reads more, and there may be as many as the square of the areas.
    /// - Throws: ``GeometryError/manyOverlaps(limit:)``; ``GeometryError`` where an outline is not valid.
    public func overlaps(
        largerThan smallest: Double = 1, atMost limit: Int = 10_000
    ) throws(GeometryError) -> [AreaOverlap] {
        let shapes = areas.map(\.shape)
        let index = SpatialIndex(shapes: shapes)
        let vertices = shapes.map(\.vertexCount)
        var overlaps: [AreaOverlap] = []
        for one in shapes.indices {
            guard let box = shapes[one].boundingBox else { continue }
            // Of each pair the one with more vertices is made ready and asked about the other.
            let others = index.query(box).filter { (vertices[$0], $0) < (vertices[one], one) }
            if others.isEmpty { continue }
            let prepared = try PreparedArea(shapes[one])
            for other in others {
                let shared: Double
                if try prepared.contains(shapes[other]) {
                    shared = try shapes[other].area()
                } else if try prepared.intersects(shapes[other]) {
                    shared = try shapes[min(one, other)].intersection(shapes[max(one, other)]).area()
                } else {
                    continue
                }
                guard shared > smallest else { continue }
                guard overlaps.count < limit else { throw .manyOverlaps(limit: limit) }
                overlaps.append(AreaOverlap(first: min(one, other), second: max(one, other), area: shared))
            }
        }
        return overlaps.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }
}

/// Which area each point fell into. The counts and `outside` add up to the number of points.
public struct AreaAssignment: Hashable, Sendable {
    /// For each point the index of its area in the locator's list, or −1 where it lies in none.
    public var area: [Int32]
    /// Points by area, in the locator's order.
    public var counts: [Int]
    /// Points in no area, those without finite coordinates among them.
    public var outside: Int

    /// An assignment from its columns.
    public init(area: [Int32], counts: [Int], outside: Int) {
        self.area = area
        self.counts = counts
        self.outside = outside
    }
}

/// Ground that two areas of a list share.
public struct AreaOverlap: Hashable, Sendable {
    /// The index of the area listed first, which takes the points.
    public var first: Int
    /// The index of the other.
    public var second: Int
    /// The shared ground in square units of the coordinates, m² in a projected system.
    public var area: Double

    /// An overlap of two areas of a list.
    public init(first: Int, second: Int, area: Double) {
        self.first = first
        self.second = second
        self.area = area
    }
}
