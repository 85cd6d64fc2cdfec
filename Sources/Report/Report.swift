import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing
import HomewardWorkflow

/// The HTML report of a run.
///
/// It is made from what stands in the files of a directory alone: `run.json` for the figures, the GeoJSON files and `homeward.gpkg`
/// for the map. `homeward plan` makes it while it writes them, from the same layers, so that both give the same bytes.
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
        return try html(record: bytes, file: file, leaflet: leaflet) { catalogue in
            try RunLayers(directory: directory, catalogue: catalogue)
        }
    }

    /// The page for a run that is being published.
    public static func html(of run: PublishedRun, leaflet: Leaflet? = Leaflet()) throws -> String {
        try html(record: Data(run.record.utf8), file: "run.json", leaflet: leaflet) { _ in run.layers }
    }

    private static func html(
        record: Data, file: String, leaflet: Leaflet?, _ layers: ([any LayerDefinition.Type]) throws -> RunLayers
    ) throws -> String {
        if let shared = try? JSONText.decode(SharedRecord.self, from: record, file: file) {
            let (layers, streets) = try ReportMaterial.layers(layers(LayerCatalogue.shared))
            return try ReportPage(
                shared: SharedMaterial(record: shared, layers: layers, streets: streets), leaflet: leaflet
            ).text
        }
        do {
            let own = try JSONText.decode(RunRecord.self, from: record, file: file)
            let (layers, streets) = try ReportMaterial.layers(layers(LayerCatalogue.all))
            return try ReportPage(
                material: ReportMaterial(record: own, layers: layers, streets: streets), leaflet: leaflet
            ).text
        } catch let error as JSONTextError {
            // A record of another version: the page says what it can.
            guard let bare = BareRecord(record, error: error) else { throw error }
            let (layers, streets) = try ReportMaterial.layers(
                layers(bare.audience.isShared ? LayerCatalogue.shared : LayerCatalogue.all))
            return try ReportPage(bare: bare, layers: layers, streets: streets, leaflet: leaflet).text
        }
    }
}

extension ReportMaterial {
    /// Layers with their streets drawn.
    fileprivate static func layers(
        _ read: RunLayers
    ) throws -> (layers: RunLayers, streets: StreetPicture) {
        var layers = read
        let box = layers.workingBox?.grown(by: 300)
        let streets = try layers.streets.map { try StreetPicture.draw($0, within: box) } ?? StreetPicture()
        // Only their picture is needed, and they are the largest layer.
        layers.streets = nil
        return (layers, streets)
    }
}
