import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing

/// The streets round the places that sheets show, with their names.
struct SheetStreets: Sendable {
    /// A stretch of street in longitude and latitude.
    struct Stretch: Sendable {
        let name: String?
        let kind: StreetClass
        let points: [Point]
        let box: BoundingBox
    }

    let stretches: [Stretch]

    /// No streets.
    static let none = SheetStreets(stretches: [])

    init(stretches: [Stretch]) { self.stretches = stretches }

    /// The streets of a layer that reach within 900 m of one of the places, simplified by 1 m.
    ///
    /// - Parameters:
    ///   - layer: The layer in its working system, in metres; nil where the run has none.
    ///   - places: Boxes in longitude and latitude.
    /// - Complexity: O(streets × places).
    init(_ layer: Layer?, near places: [BoundingBox]) throws {
        guard let layer, let system = layer.coordinateSystem, !places.isEmpty else {
            self = .none
            return
        }
        let degrees = try CoordinateSystem.epsg(4326)
        let boxes = try Layer(
            name: "places", coordinateSystem: degrees, fields: [],
            features: places.map { Feature(shape: .polygon($0.polygon)) }
        ).transformed(to: system).features.compactMap { $0.shape?.boundingBox?.grown(by: 900) }
        var names: [(name: String?, kind: StreetClass)] = []
        var features: [Feature] = []
        for row in layer.rows(of: StreetLayer.self) {
            guard let shape = row.shape, let box = shape.boundingBox, boxes.contains(where: box.meets) else { continue }
            names.append((row[StreetLayer.name], StreetClass(kind: row[StreetLayer.kind])))
            features.append(Feature(shape: try shape.simplified(tolerance: 1)))
        }
        let moved = try Layer(name: "streets", coordinateSystem: system, fields: [], features: features)
            .transformed(to: degrees)
        stretches = zip(names, moved.features).flatMap { about, feature in
            (feature.shape?.lines ?? []).compactMap { line in
                BoundingBox(of: line.points).map {
                    Stretch(name: about.name, kind: about.kind, points: line.points, box: $0)
                }
            }
        }
    }

    /// The boxes of everything that a sheet of these layers shows: routes, posts, patrol areas and schools.
    static func places(in layers: RunLayers) -> [BoundingBox] {
        let shapes =
            layers.rows(of: PostLayer.self).map(\.shape) + layers.rows(of: PatrolAreaLayer.self).map(\.shape)
            + layers.rows(of: SchoolLayer.self).map(\.shape)
        return shapes.compactMap { $0?.boundingBox }.filter { $0.minX.isFinite && $0.maxY.isFinite }
    }
}
