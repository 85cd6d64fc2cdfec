public import HomewardGeometry
import HomewardLayers

/// Reads a walking network from a file of streets: OpenStreetMap, OS Open Roads, any layer of lines, or a network that was saved.
public enum StreetFile {
    /// Reads the streets and brings them into a projected system.
    ///
    /// A file of OpenStreetMap is read with the identifiers of its nodes, which say where streets join, and with its squares
    /// and barriers. Of other files, where no layer is named, the first of `streets_synthetic`, `streets`, `lines`,
    /// `road_link` and `RoadLink` (OS Open Roads) that the file holds is taken, otherwise its first layer. A layer without
    /// a coordinate system is taken to be in the one asked for, unless its coordinates look like degrees.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - layer: The layer's name.
    ///   - system: The system to bring the streets into, in metres.
    ///   - builder: How to build the network.
    /// - Throws: `FileError` or `LayersError` where the file cannot be read, ``StreetsError`` where it holds no streets to walk;
    ///   `GeometryError.outsideAreaOfUse` where the streets lie on ground that `system` does not serve.
    public static func read(
        path: String, layer: String? = nil, in system: CoordinateSystem, builder: StreetBuilder = StreetBuilder()
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        if VectorFormat(path: path) == .openStreetMap, layer == nil || layer == "lines" {
            let map = try OpenStreetMapFile(path: path)
            if system.isProjectedInMetres, let place = map.middle {
                try system.checkServes(place, of: "the streets in \(path)")
            }
            return try builder.build(from: map, path: path, in: system)
        }
        let reader = LayerReader(path: path)
        var name = layer
        if name == nil {
            let available = try reader.layerNames()
            name = ["streets_synthetic", "streets", "lines", "road_link", "RoadLink"].first(where: available.contains)
        }
        var lines = try reader.read(layer: name)
        let saysWhere = lines.coordinateSystem != nil
        if !saysWhere {
            guard !lines.looksLikeDegrees else {
                throw StreetsError.unnamedDegrees(file: path, layer: lines.name, system: system.name)
            }
            lines.coordinateSystem = system
            if let box = lines.boundingBox {
                guard let place = system.degrees(of: box.centre), try system.serves(place) else {
                    throw StreetsError.unnamedElsewhere(
                        file: path, layer: lines.name, x: box.centre.x, y: box.centre.y, system: system.name)
                }
            }
        }
        // A system that counts no metres is refused for that by the builder.
        if system.isProjectedInMetres { try lines.checkServed(by: system, as: "the streets in \(path)") }
        var built = try builder.build(from: try lines.transformed(to: system), file: path)
        if !saysWhere {
            built.report.notes.append(
                "\(path) does not say in which coordinate system its streets are: they are taken to be in \(system.name)."
            )
        }
        return built
    }
}

extension OpenStreetMapFile {
    /// The middle of the box around its ways, longitude and latitude; nil where it knows no node of them. O(nodes).
    fileprivate var middle: Point? {
        let places = ways.lazy.flatMap(\.places).filter(\.isKnown)
        return BoundingBox(of: places.map { Point(x: $0.longitude, y: $0.latitude) })?.centre
    }
}

extension Layer {
    /// Whether all coordinates could be degrees: no town is at one and the same time so small and so near the corner of a
    /// national grid.
    fileprivate var looksLikeDegrees: Bool {
        var hasAny = false
        for shape in features.lazy.compactMap(\.shape) {
            var couldBe = true
            shape.forEachVertex { point in
                hasAny = true
                if !(abs(point.x) <= 180 && abs(point.y) <= 90) { couldBe = false }
            }
            guard couldBe else { return false }
        }
        return hasAny
    }
}
