import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing
import HomewardWorkflow

/// The HTML report of a run.
///
/// It is made from the files of a finished directory alone: `run.json` for the figures, the GeoJSON files and
/// `homeward.gpkg` for the map. `homeward plan` goes the same way, so that both give the same bytes.
public enum Report {
    /// Writes `report.html` anew into a directory that a run has filled.
    ///
    /// - Parameter directory: The directory that `homeward plan` wrote.
    /// - Returns: The path of the report.
    /// - Throws: ``PublishingError/cannotRead(file:message:)`` where a file of the run is missing or broken; `FileError`, `LayersError`.
    @discardableResult
    public static func rebuild(directory: String) throws -> String {
        let path = directory + "/report.html"
        try AtomicFile.write(try html(directory: directory), to: path)
        return path
    }

    /// The page for the files in a directory.
    public static func html(directory: String, leaflet: Leaflet? = Leaflet()) throws -> String {
        try ReportPage(material: try ReportMaterial(directory: directory), leaflet: leaflet).text
    }
}

extension ReportMaterial {
    /// Reads a finished directory.
    init(directory: String) throws {
        let file = directory + "/run.json"
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw PublishingError.cannotRead(
                file: file, message: "there is no such file; name a directory that homeward plan has written")
        }
        record = try JSONText.decode(RunRecord.self, from: bytes, file: file)
        layers = try ["areas", "hotspots", "clusters", "routes", "posts", "patrol_areas"].map { name in
            var layer = try LayerReader(path: "\(directory)/\(name).geojson").read()
            layer.name = name
            return layer
        }
        let package = LayerReader(path: directory + "/homeward.gpkg")
        let names = try package.layerNames()
        let degrees = try CoordinateSystem.epsg(4326)
        for name in ["schools", "stops", "visits"] where names.contains(name) {
            layers.append(try package.read(layer: name).transformed(to: degrees))
        }
        let outline = names.contains("study_area") ? try package.read(layer: "study_area") : nil
        studyArea = try outline?.transformed(to: degrees).features.first?.shape
        let box = outline?.features.first?.shape?.boundingBox?.grown(by: 300)
        streets =
            names.contains("streets")
            ? try StreetPicture.draw(try package.read(layer: "streets"), within: box) : [:]
    }
}
