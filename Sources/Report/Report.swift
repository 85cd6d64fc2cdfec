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
    /// - Throws: ``/HomewardPublishing/PublishingError/noRun(file:)`` where the directory holds
    ///   no run; `JSONTextError`, `FileError` or `LayersError` where a file of it is missing or broken.
    @discardableResult
    public static func rebuild(directory: String) throws -> String {
        let path = directory + "/report.html"
        try AtomicFile.write(try html(directory: directory), to: path)
        return path
    }

    /// The page for the files in a directory.
    public static func html(directory: String, leaflet: Leaflet? = Leaflet()) throws -> String {
        let file = directory + "/run.json"
        guard let bytes = FileManager.default.contents(atPath: file) else { throw PublishingError.noRun(file: file) }
        if let record = try? JSONText.decode(SharedRecord.self, from: bytes, file: file) {
            return try ReportPage(shared: SharedMaterial(record: record, directory: directory), leaflet: leaflet).text
        }
        return try ReportPage(material: try ReportMaterial(directory: directory), leaflet: leaflet).text
    }
}

extension ReportMaterial {
    /// Reads a finished directory.
    init(directory: String) throws {
        let file = directory + "/run.json"
        guard let bytes = FileManager.default.contents(atPath: file) else { throw PublishingError.noRun(file: file) }
        record = try JSONText.decode(RunRecord.self, from: bytes, file: file)
        (layers, streets) = try ReportMaterial.layers(RunLayers(directory: directory))
    }

    /// Layers with their streets drawn.
    fileprivate static func layers(
        _ read: RunLayers
    ) throws -> (layers: RunLayers, streets: [StreetClass: [LineString]]) {
        var layers = read
        let box = layers.workingBox?.grown(by: 300)
        let streets = try layers.streets.map { try StreetPicture.draw($0, within: box) } ?? [:]
        // Only their picture is needed, and they are the largest layer.
        layers.streets = nil
        return (layers, streets)
    }
}

extension SharedMaterial {
    /// Reads a finished directory that holds an edition for others.
    init(record: SharedRecord, directory: String) throws {
        self.record = record
        let read = try RunLayers(directory: directory, catalogue: LayerCatalogue.shared)
        (layers, streets) = try ReportMaterial.layers(read)
    }
}
