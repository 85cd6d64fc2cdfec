public import HomewardGeometry
import HomewardLayers

/// Reads a walking network from a file of streets: OpenStreetMap, OS Open Roads, or any layer of lines.
public enum StreetFile {
    /// Reads the streets and brings them into a projected system.
    ///
    /// Where no layer is named, the first of `streets_synthetic`, `streets`, `lines` (OpenStreetMap), `road_link` and
    /// `RoadLink` (OS Open Roads) that the file holds is taken, otherwise its first layer. A layer without a
    /// coordinate system is taken to be in the one asked for.
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
        let reader = LayerReader(path: path)
        var name = layer
        if name == nil {
            let available = try reader.layerNames()
            name = ["streets_synthetic", "streets", "lines", "road_link", "RoadLink"].first(where: available.contains)
        }
        var lines = try reader.read(layer: name)
        let saysWhere = lines.coordinateSystem != nil
        if !saysWhere { lines.coordinateSystem = system }
        var built = try builder.build(from: try lines.transformed(to: system), file: path)
        if !saysWhere {
            built.report.notes.append(
                "\(path) does not say in which coordinate system its streets are: they are taken to be in \(system.name)."
            )
        }
        return built
    }
}
