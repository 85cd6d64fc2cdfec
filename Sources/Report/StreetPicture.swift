import HomewardGeometry
import HomewardLayers
import HomewardPublishing

/// The streets as the report draws them: simplified, by class, small enough for one page.
struct StreetPicture: Sendable {
    /// The lines by class, simplified, in longitude and latitude.
    var lines: [StreetClass: [LineString]] = [:]
    /// Their names.
    var names = StreetNames()

    /// The most vertices that the page takes; about 1.2 MB as text.
    static let mostVertices = 150_000

    /// The streets of a layer `streets` in longitude and latitude, by class.
    ///
    /// Lines are simplified in metres: by 2 m, or by as much more as it takes to keep below ``mostVertices``. Where even 50 m
    /// do not suffice, footpaths are left out.
    ///
    /// - Parameters:
    ///   - layer: The layer in its working system.
    ///   - box: Only streets that reach into this box of the working system are drawn; nil for all.
    static func draw(_ layer: Layer, within box: BoundingBox?) throws -> StreetPicture {
        StreetPicture(lines: try lines(of: layer, within: box), names: try StreetNames(layer, within: box))
    }

    private static func lines(of layer: Layer, within box: BoundingBox?) throws -> [StreetClass: [LineString]] {
        var lines: [StreetClass: [LineString]] = [:]
        for row in layer.rows(of: StreetLayer.self) {
            guard let shape = row.shape else { continue }
            if let box, let own = shape.boundingBox, !box.meets(own) { continue }
            lines[StreetClass(kind: row[StreetLayer.kind]), default: []] += shape.lines
        }
        var simple = lines
        for tolerance in [2.0, 5, 10, 20, 50] {
            simple = try lines.mapValues { try Shape.multiLineString($0).simplified(tolerance: tolerance).lines }
            if vertices(simple) <= mostVertices { break }
        }
        if vertices(simple) > mostVertices { simple[.path] = nil }
        guard let system = layer.coordinateSystem else { return simple }
        let features = StreetClass.allCases.map { Feature(shape: .multiLineString(simple[$0] ?? [])) }
        let moved = try Layer(name: layer.name, coordinateSystem: system, fields: [], features: features)
            .transformed(to: CoordinateSystem.epsg(4326))
        return Dictionary(
            uniqueKeysWithValues: zip(StreetClass.allCases, moved.features.map { $0.shape?.lines ?? [] }))
    }

    private static func vertices(_ lines: [StreetClass: [LineString]]) -> Int {
        lines.values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.points.count } }
    }
}
