extension BoundingBox {
    /// Whether the two have a point in common, edges included. O(1).
    public func meets(_ other: BoundingBox) -> Bool {
        minX <= other.maxX && maxX >= other.minX && minY <= other.maxY && maxY >= other.minY
    }

    /// The distance from `point` to the box, 0 inside. O(1).
    public func distance(to point: Point) -> Double {
        let dx = max(minX - point.x, 0, point.x - maxX)
        let dy = max(minY - point.y, 0, point.y - maxY)
        return (dx * dx + dy * dy).squareRoot()
    }
}
