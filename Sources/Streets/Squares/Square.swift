import HomewardGeometry

/// An area that people walk across: a pedestrian square, a plaza, any street that is mapped as an area.
struct Square {
    /// A ring of the outline, closed.
    struct Ring {
        var points: [Point]
        /// The identifier of the node at each vertex, where the source has them.
        var nodes: [Int64]?
    }

    var kind: String?
    var name: String?
    var level: String
    var traits: StreetTraits
    /// The outer ring, then the holes.
    var rings: [Ring] = []

    /// Whether tags make a closed way or a multipolygon an area to walk across: it says so itself, or it is a pedestrian street that
    /// closes (wiki page "Tag:highway=pedestrian").
    static func isSquare(tags: [String: String], isMultipolygon: Bool) -> Bool {
        guard tags["highway"] != nil, tags["area"] != "no" else { return false }
        return tags["area"] == "yes" || isMultipolygon || tags["highway"] == "pedestrian"
    }
}
