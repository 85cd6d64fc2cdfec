import HomewardGeometry

/// Layers as a reader has them from the files that they are written to, for who needs both: a file takes ten times as long to read as to
/// know.
extension Layer {
    /// A layer that was prepared for GeoJSON as it is read from that file: with seven decimals, outlines counter-clockwise and holes
    /// clockwise as RFC 7946 wants them, and several lines or polygons that are but one as that one. Either all features have an identifier or none has, as in every layer of a run.
    package var asInGeoJSON: Layer {
        var layer = self
        for index in features.indices {
            layer.features[index].shape = features[index].shape?.wound.single.mapped(\.withSevenDecimals)
            // What has no identifier is numbered.
            layer.features[index].id = features[index].id ?? "\(index + 1)"
        }
        return layer
    }

    /// A layer as it is read from a GeoPackage that it was written to.
    package var asInGeoPackage: Layer {
        let kind = GeometryKind(of: self)
        var layer = withIdentifierColumn(numbersFeatures: true)
        for index in features.indices { layer.features[index].shape = features[index].shape.map(kind.promoted) }
        return layer
    }
}

extension Shape {
    /// The shape with outlines counter-clockwise and holes clockwise.
    fileprivate var wound: Shape {
        switch self {
        case .polygon(let polygon): .polygon(polygon.wound)
        case .multiPolygon(let multi): .multiPolygon(MultiPolygon(multi.polygons.map(\.wound)))
        case .collection(let shapes): .collection(shapes.map(\.wound))
        default: self
        }
    }
}

extension Shape {
    /// One of several where there are no others, as GDAL writes it where it looks for the date line.
    fileprivate var single: Shape {
        switch self {
        case .multiPolygon(let multi) where multi.polygons.count == 1: .polygon(multi.polygons[0])
        case .multiLineString(let lines) where lines.count == 1: .lineString(lines[0])
        default: self
        }
    }
}

extension Polygon {
    fileprivate var wound: Polygon {
        func ring(_ points: [Point], isOuter: Bool) -> [Point] {
            guard let first = points.first else { return points }
            // Twice the area, positive counter-clockwise, from the first corner so that little is lost.
            var area = 0.0
            for (a, b) in zip(points, points.dropFirst()) {
                area += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
            }
            return area != 0 && (area > 0) != isOuter ? points.reversed() : points
        }
        return Polygon(exterior: ring(exterior, isOuter: true), holes: holes.map { ring($0, isOuter: false) })
    }
}

extension Point {
    /// The point that is read where this one was written with seven decimals.
    fileprivate var withSevenDecimals: Point { Point(x: Self.decimals(x), y: Self.decimals(y)) }

    private static func decimals(_ value: Double) -> Double {
        let scaled = value * 1e7
        // What the product lost in rounding, exactly: it decides where the product lies half-way between two numbers.
        let lost = (-scaled).addingProduct(value, 1e7)
        var whole = scaled.rounded(.toNearestOrEven)
        let rest = scaled - whole + lost
        if rest > 0.5 { whole += 1 } else if rest < -0.5 { whole -= 1 }
        return whole / 1e7
    }
}
