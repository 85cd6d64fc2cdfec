public import HomewardCore
public import HomewardGeometry

/// How a cluster is drawn, so that it has an area even where all its incidents are at one place or on a line.
public struct ClusterOutline: Configurable, Equatable {
    /// The form of the outline.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// The convex hull, which takes in what lies between: easy to read, and too large where a cluster is bent.
        case convex
        /// The concave hull, which follows a bend along a street or round a park.
        case concave
        /// All that is near an incident of the cluster: the closest, with holes and arms.
        case buffered
    }

    /// The form.
    public var form = Form.convex

    /// The standard outline.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .choice("clusters.outline", \.form, "how clusters are drawn, by dbscan, hdbscan and st-dbscan")
    ]

    /// How close a concave hull follows the incidents: up to which share of the way from the shortest to the longest side of the triangles
    /// between them it leaves triangles out.
    public static let concavity = 0.3

    /// The outline of some incidents.
    ///
    /// Hulls are grown by a quarter of the reach; a buffer goes half of it round each incident, so that the buffers of two that
    /// hang together touch. Incidents at one position count once. O(n log n).
    ///
    /// - Parameters:
    ///   - points: The incidents, at least one.
    ///   - reach: How far apart incidents are that hang together, m, greater than 0.
    /// - Throws: `GeometryError` where the outline cannot be drawn.
    public func shape(around points: [Point], reach: Double) throws(GeometryError) -> Shape {
        var places = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        // Sorted, so that the outline does not depend on the order of the incidents.
        var count = 0
        for place in places where count == 0 || places[count - 1] != place {
            places[count] = place
            count += 1
        }
        places.removeLast(places.count - count)
        let cloud = Shape.multiPoint(places)
        switch form {
        case .convex: return try cloud.convexHull().buffered(by: reach / 4)
        case .concave: return try cloud.concaveHull(ratio: ClusterOutline.concavity).buffered(by: reach / 4)
        case .buffered: return try ClusterOutline.buffer(places, by: reach / 2)
        }
    }

    /// All that is so near one of some places. GEOS takes time by the square of their number, so that they are taken square by square of
    /// the map.
    private static func buffer(_ places: [Point], by distance: Double) throws(GeometryError) -> Shape {
        let cells = PlaceCells(places, reach: distance, division: 1)
        let parts = Parallel.map(cells.count) { cell -> Result<Shape, GeometryError> in
            Result { () throws(GeometryError) in
                try Shape.multiPoint(cells.places(cell).map { places[Int(cells.order[$0])] }).buffered(by: distance)
            }
        }
        var shapes: [Shape] = []
        for part in parts { shapes.append(try part.get()) }
        return try Shape.union(of: shapes)
    }
}
