internal import CGEOS

extension Shape {
    /// The shape with fewer vertices: Douglas and Peucker's line simplification, which here neither lets an outline
    /// cross itself nor loses a part.
    ///
    /// Parts are simplified one by one: neighbours that share an edge may come apart by up to `tolerance`. O(n²) at
    /// worst, usually O(n log n).
    ///
    /// - Parameter tolerance: How far the result may stray, in units of the coordinates; 0 drops only vertices on
    ///   straight lines.
    /// - Throws: ``GeometryError/argument(name:message:)`` for a tolerance that is negative or no finite number.
    public func simplified(tolerance: Double) throws(GeometryError) -> Shape {
        guard tolerance.isFinite, tolerance >= 0 else {
            throw .argument(name: "tolerance", message: "\(tolerance) is not a distance of 0 or more")
        }
        return try GEOSPool.shape("simplify", self) { GEOSTopologyPreserveSimplify_r($0.handle, $1, tolerance) }
    }
}
