/// Finds the area of each of many points, exactly once.
///
/// Edges are half-open, by the crossing-number rule: a point on an area's western or southern edge belongs to it, one on
/// its eastern or northern edge does not. Where areas share an edge vertex by vertex, a point on it therefore belongs
/// to exactly one of them, decided without rounding. Where areas overlap, the one listed first has the point; see
/// ``overlaps(largerThan:)``.
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
        var found: [Int32] = [-1]
        tables.locate([point.x], [point.y], into: &found)
        return found[0] < 0 ? nil : Int(found[0])
    }

    /// Whether any area has the point, by the same half-open rule.
    public func contains(_ point: Point) -> Bool { area(at: point) != nil }
}
