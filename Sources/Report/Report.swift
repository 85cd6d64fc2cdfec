import Foundation
import HomewardCore
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
        try ReportPage(material: try ReportMaterial(directory: directory), leaflet: leaflet).text
    }
}

extension ReportMaterial {
    /// Reads a finished directory.
    init(directory: String) throws {
        let file = directory + "/run.json"
        guard let bytes = FileManager.default.contents(atPath: file) else { throw PublishingError.noRun(file: file) }
        record = try JSONText.decode(RunRecord.self, from: bytes, file: file)
        var layers = try RunLayers(directory: directory)
        let box = layers.workingBox?.grown(by: 300)
        streets = try layers.streets.map { try StreetPicture.draw($0, within: box) } ?? [:]
        // Only their picture is needed, and they are the largest layer.
        layers.streets = nil
        self.layers = layers
    }
}
