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
    /// - Throws: `FileError` or `LayersError` where the file cannot be read, ``StreetsError`` where it holds no streets to walk.
    public static func read(
        path: String, layer: String? = nil, in system: CoordinateSystem, builder: StreetBuilder = StreetBuilder()
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        if VectorFormat(path: path) == .openStreetMap, layer == nil || layer == "lines" {
            return try builder.build(from: OpenStreetMapFile(path: path), path: path, in: system)
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
        }
        var built = try builder.build(from: try lines.transformed(to: system), file: path)
        if !saysWhere {
            built.report.notes.append(
                "\(path) does not say in which coordinate system its streets are: they are taken to be in \(system.name)."
            )
        }
        return built
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
