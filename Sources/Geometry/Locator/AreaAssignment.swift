/// Which area each point fell into. The counts and `outside` add up to the number of points.
public struct AreaAssignment: Hashable, Sendable {
    /// For each point the index of its area in the locator's list, or −1 where it lies in none.
    public var area: [Int32]
    /// Points by area, in the locator's order.
    public var counts: [Int]
    /// Points in no area, those without finite coordinates among them.
    public var outside: Int

    /// Creates an assignment.
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

    /// Creates an overlap.
    public init(first: Int, second: Int, area: Double) {
        self.first = first
        self.second = second
        self.area = area
    }
}
