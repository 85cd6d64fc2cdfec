internal import CPROJ
import HomewardCore

/// The ground for which a coordinate system is made, as PROJ's database states it.
///
/// A system serves a place that lies in its area of use or at most ``margin`` beyond, and one at most ``farMargin`` beyond
/// where a metre on the ground is a metre on its map to ``CoordinateSystem/trueScale``: towns lie on the borders of zones,
/// and a zone's neighbour is often kept for the sake of one map. That the scale is true does not suffice, for it is so
/// along a zone's middle all round the Earth.
public struct AreaOfUse: Hashable, Sendable {
    /// The western edge, degrees. It is greater than the eastern one where the area crosses the date line.
    public var west: Double
    /// The southern edge, degrees.
    public var south: Double
    /// The eastern edge, degrees.
    public var east: Double
    /// The northern edge, degrees.
    public var north: Double
    /// What PROJ calls it: `United States (USA) - New York - counties of Bronx; Kings; …`.
    public var name: String

    /// How far beyond its edges a system still serves, degrees.
    public static let margin = 1.0
    /// How far beyond them it serves where its scale is true, degrees: the width of a zone.
    public static let farMargin = 6.0

    /// An area of use from its edges in degrees and its name.
    public init(west: Double, south: Double, east: Double, north: Double, name: String = "") {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
        self.name = name
    }

    /// Whether a place lies in the area or at most `margin` degrees beyond its edges. O(1).
    ///
    /// - Parameters:
    ///   - place: Longitude and latitude.
    ///   - margin: How far beyond the edges still counts, degrees.
    public func contains(_ place: Point, margin: Double = 0) -> Bool {
        guard place.isFinite, place.y >= south - margin, place.y <= north + margin else { return false }
        let width = west <= east ? east - west : east - west + 360
        var offset = (place.x - west + margin).truncatingRemainder(dividingBy: 360)
        if offset < 0 { offset += 360 }
        return offset <= width + 2 * margin
    }

    /// Whether it spans continents, as a zone of Universal Transverse Mercator does, which reaches from the equator to the
    /// pole: that numbers lie in such an area says little about where they belong.
    public var isWide: Bool { north - south > 30 }

    /// The area in words: `United Kingdom (UK), 49.8 N 9.0 W to 61.0 N 2.0 E`.
    public var words: String {
        let corners = "\(Point(x: west, y: south).inDegrees) to \(Point(x: east, y: north).inDegrees)"
        var title = name[...]
        for end in [" - ", ". ", "; "] {
            if let range = title.firstRange(of: end) { title = title[..<range.lowerBound] }
        }
        return title.isEmpty ? corners : "\(title), \(corners)"
    }
}

extension CoordinateSystem {
    /// How much longer or shorter a metre on the ground may be on the map, as a share: 0.2 %.
    public static let trueScale = 0.002

    /// The ground for which the system is made; nil where PROJ does not know, as for a system that is spelt out.
    ///
    /// - Throws: ``GeometryError/noDatabase(folders:)``.
    public func areaOfUse() throws(GeometryError) -> AreaOfUse? {
        try Self.recentAreas.answer(to: definition) { () throws(GeometryError) in
            let context = try ProjContext()
            // What is made in the context goes before it: an optimiser may release it at its last use.
            defer { withExtendedLifetime(context) {} }
            return context.namedAreaOfUse(try context.coordinateSystem(definition))
        }
    }

    private static let recentAreas = Recent<String, AreaOfUse?>(most: 64)

    /// Whether the system serves a place, by the rule that ``AreaOfUse`` states.
    ///
    /// - Parameter place: Longitude and latitude.
    public func serves(_ place: Point) throws(GeometryError) -> Bool {
        guard let area = try areaOfUse() else { return isGeographic || isTrue(at: place) }
        if area.contains(place, margin: AreaOfUse.margin) { return true }
        return !isGeographic && area.contains(place, margin: AreaOfUse.farMargin) && isTrue(at: place)
    }

    /// Refuses a place that the system does not serve, and names the one that is usual there.
    ///
    /// - Parameters:
    ///   - place: Longitude and latitude.
    ///   - what: What lies there, for the message: `the study area`.
    /// - Throws: ``GeometryError/outsideAreaOfUse(_:)``.
    public func checkServes(_ place: Point, of what: String) throws(GeometryError) {
        guard try !serves(place) else { return }
        throw .outsideAreaOfUse(try ForeignGround(self, what: what, place: place))
    }

    /// Longitude and latitude in WGS 84 of a place in this system; nil where it has none on Earth. For many places use
    /// ``Transformer``.
    public func degrees(of place: Point) -> Point? {
        guard place.isFinite else { return nil }
        let degrees =
            definition == "EPSG:4326"
            ? place : try? Transformer(from: self, to: .epsg(4326), around: BoundingBox(at: place)).transform(place)
        return degrees.flatMap { abs($0.x) <= 360 && abs($0.y) <= 90 ? $0 : nil }
    }

    /// Whether a metre on the ground is a metre on the map there, to ``trueScale``.
    private func isTrue(at place: Point) -> Bool {
        guard let here = try? Transformer(from: .epsg(4326), to: self).transform(place),
            let scale = try? scale(over: BoundingBox(at: here))
        else { return false }
        return max(scale.upperBound - 1, 1 - scale.lowerBound) <= Self.trueScale
    }

    /// The box in the system's own coordinates that its area of use fills, with 300 km more on every side; nil where PROJ does
    /// not know the area or it goes far round the world. A position beyond it is none in the system.
    public func reach() throws(GeometryError) -> BoundingBox? {
        guard let area = try areaOfUse(), area.west < area.east, area.east - area.west < 60, !isGeographic else {
            return nil
        }
        let transformer = try Transformer(from: .epsg(4326), to: self)
        let ground = BoundingBox(minX: area.west, minY: area.south, maxX: area.east, maxY: area.north)
        let places = ground.samples.compactMap { try? transformer.transform($0) }.filter(\.isOnEarth)
        guard places.count == ground.samples.count else { return nil }
        return BoundingBox(of: places)?.grown(by: 300_000 / metresPerUnit)
    }
}

/// Something that lies where a coordinate system does not serve.
public struct ForeignGround: Hashable, Sendable {
    /// The system's definition: `EPSG:27700`.
    public var crs: String
    /// The system's name.
    public var name: String
    /// What it is made for, in words; nil where PROJ does not know.
    public var area: String?
    /// What lies elsewhere: `the study area`.
    public var what: String
    /// Where its middle lies, longitude and latitude.
    public var place: Point
    /// The definition of the system that is usual there.
    public var usual: String
    /// The name of the system that is usual there.
    public var usualName: String

    /// - Throws: ``GeometryError/noDatabase(folders:)``.
    init(_ system: CoordinateSystem, what: String, place: Point) throws(GeometryError) {
        crs = system.definition
        name = system.name
        area = try system.areaOfUse()?.words
        self.what = what
        self.place = place
        let there = try CoordinateSystem.usual(at: place)
        usual = there.definition
        usualName = there.name
    }
}

extension ProjContext {
    /// The area of use as PROJ's database has it, the date line and all.
    func namedAreaOfUse(_ object: borrowing ProjObject) -> AreaOfUse? {
        var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
        var name: UnsafePointer<CChar>?
        guard proj_get_area_of_use(handle, object.pointer, &west, &south, &east, &north, &name) == 1,
            west > -1000, south > -1000
        else { return nil }
        return AreaOfUse(
            west: west, south: south, east: east, north: north, name: name.map { String(cString: $0) } ?? "")
    }
}
