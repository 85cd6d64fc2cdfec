internal import CGEOS

extension Shape {
    /// The area in square units of the coordinates (m² in a projected system); 0 for lines and points. O(n).
    public func area() throws(GeometryError) -> Double {
        try GEOSPool.number("area", self, GEOSArea_r)
    }

    /// The length of the lines and outlines, holes included, in units of the coordinates. O(n).
    public func length() throws(GeometryError) -> Double {
        try GEOSPool.number("length", self, GEOSLength_r)
    }

    /// The shortest distance to `other`, 0 where they meet, in units of the coordinates. O(n·m) at worst.
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` where either is empty: nothing is at no distance from nothing.
    public func distance(to other: Shape) throws(GeometryError) -> Double {
        guard !isEmpty, !other.isEmpty else {
            throw .invalid(reason: "the distance to an empty shape is not defined", at: nil)
        }
        return try GEOSPool.withContext { context throws(GeometryError) in
            let left = try context.geometry(self)
            let right = try context.geometry(other)
            var distance = 0.0
            guard GEOSDistance_r(context.handle, left.pointer, right.pointer, &distance) == 1 else {
                throw context.failure(of: "distance")
            }
            return distance
        }
    }
}
