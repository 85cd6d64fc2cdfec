import HomewardGeometry

/// The study area as ground on Earth, to which the positions of a file are held whatever system they are in.
struct StudyGround: Sendable {
    /// Its middle, longitude and latitude.
    let centre: Point
    /// From the middle to its farthest corner, in metres.
    let radius: Double
    /// What it is, for messages.
    let name: String

    /// How far from it the middle of a file's positions may lie, in metres: an extract of a force or a region goes beyond the
    /// town that is studied, and a wrong coordinate system is wrong by more.
    static let near = 100_000.0

    /// The ground of an area in `system`; nil where there is no area, or PROJ knows no way to degrees.
    init?(_ area: MultiPolygon?, in system: CoordinateSystem) {
        guard let box = area.flatMap({ Shape.multiPolygon($0).boundingBox }),
            let centre = system.degrees(of: box.centre)
        else { return nil }
        self.centre = centre
        radius = box.width / 2 + box.height / 2
        name = "the study area"
    }

    /// The ground around places of which a file itself tells longitude and latitude.
    init?(_ places: [Point], name: String) {
        guard let centre = places.middle else { return nil }
        self.centre = centre
        radius = 0
        self.name = name
    }

    /// The metres from its edge to a place given by longitude and latitude; 0 inside.
    func metres(to place: Point) -> Double { max(0, centre.metresOverGround(to: place) - radius) }

    /// Whether positions given by longitude and latitude belong here: their middle is near, or one of them lies inside.
    func holds(_ places: [Point]) -> Bool {
        guard let middle = places.middle else { return false }
        return metres(to: middle) <= Self.near || places.contains { $0.isFinite && metres(to: $0) == 0 }
    }
}
