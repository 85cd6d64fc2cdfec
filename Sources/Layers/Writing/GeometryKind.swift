internal import CGDAL
import HomewardGeometry

/// What kind of shapes a layer holds, which most formats want to know before the first.
enum GeometryKind {
    case none
    case points
    case multiPoints
    case lines
    case multiLines
    case polygons
    case multiPolygons
    case mixed

    /// The kind that fits all shapes of `layer`. An empty layer with a coordinate system may hold any.
    init(of layer: Layer) {
        var kind: GeometryKind?
        for feature in layer.features {
            guard let shape = feature.shape else { continue }
            let next = Self(of: shape)
            kind = kind.map { $0.joined(with: next) } ?? next
            if kind == .mixed { break }
        }
        self = kind ?? (layer.features.isEmpty && layer.coordinateSystem != nil ? .mixed : .none)
    }

    private init(of shape: Shape) {
        switch shape {
        case .point: self = .points
        case .multiPoint: self = .multiPoints
        case .lineString: self = .lines
        case .multiLineString: self = .multiLines
        case .polygon: self = .polygons
        case .multiPolygon: self = .multiPolygons
        case .collection: self = .mixed
        }
    }

    private func joined(with other: GeometryKind) -> GeometryKind {
        switch (self, other) {
        case (.points, .multiPoints), (.multiPoints, .points): .multiPoints
        case (.lines, .multiLines), (.multiLines, .lines): .multiLines
        case (.polygons, .multiPolygons), (.multiPolygons, .polygons): .multiPolygons
        default: self == other ? self : .mixed
        }
    }

    /// GDAL's name for it.
    var code: OGRwkbGeometryType {
        switch self {
        case .none: wkbNone
        case .points: wkbPoint
        case .multiPoints: wkbMultiPoint
        case .lines: wkbLineString
        case .multiLines: wkbMultiLineString
        case .polygons: wkbPolygon
        case .multiPolygons: wkbMultiPolygon
        case .mixed: wkbUnknown
        }
    }

    /// `shape` as a member of a layer of this kind: a single part becomes a collection of one where all are collections.
    func promoted(_ shape: Shape) -> Shape {
        switch (self, shape) {
        case (.multiPoints, .point(let point)): .multiPoint([point])
        case (.multiLines, .lineString(let line)): .multiLineString([line])
        case (.multiPolygons, .polygon(let polygon)): .multiPolygon(MultiPolygon([polygon]))
        default: shape
        }
    }
}
