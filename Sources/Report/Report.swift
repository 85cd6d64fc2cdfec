import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardPublishing
import HomewardWorkflow

/// The HTML report of a run, and the sheets that people take with them.
///
/// They are made from what stands in the files of a directory alone: `run.json` for the figures, the GeoJSON files and `homeward.gpkg`
/// for the maps. `homeward plan` makes them while it writes those, from the same layers, so that both give the same bytes.
public enum Report {
    /// What ``rebuild(directory:printing:)`` has done.
    public struct Rebuilt: Sendable, Equatable {
        /// The path of the report.
        public var report: String
        /// The names of the sheets in the directory, those printed among them.
        public var sheets: [String]
        /// Sheets in PDF that went because what they were printed from has changed since.
        public var stale: [String]
    }

    /// Writes `report.html` and the sheets anew into a directory that a run has filled.
    ///
    /// All of them go to the list of the run's files, so that the next run replaces them. A sheet in PDF stays as long as the sheet is
    /// the same; one of a sheet that has changed or is no more goes.
    ///
    /// - Parameters:
    ///   - directory: The directory that `homeward plan` wrote.
    ///   - browser: Prints each sheet to a PDF beside it; nil to print none.
    /// - Throws: ``/HomewardPublishing/PublishingError/noRun(file:)`` where the directory holds
    ///   no run; `JSONTextError`, `FileError` or `LayersError` where a file of it is missing or broken; ``PrintingError``.
    @discardableResult
    public static func rebuild(directory: String, printing browser: Chromium? = nil) throws -> Rebuilt {
        let made = try read(directory: directory, leaflet: Leaflet())
        let folder = RunFolder(directory) { Publisher.unlisted(in: $0) }
        let report = (reportName, Array(made.report.utf8))
        let path = directory + "/" + reportName
        guard let sheets = made.sheets else {
            if browser != nil { throw PrintingError.notWhole(directory: directory) }
            // What was made of the whole folder stays.
            try folder.add([report], removing: [])
            return Rebuilt(report: path, sheets: [], stale: [])
        }
        let printed = try browser?.pdf(of: sheets, dated: made.day) ?? []
        let changed = sheets.filter { folder.contents(of: $0.name) != Array($0.text.utf8) }.map { pdfName($0.name) }
        let known = Set(sheets.map { pdfName($0.name) })
        let former = folder.files.filter { ["tasking.html", "tasking.pdf"].contains($0) || $0.hasPrefix("sheets/") }
        let stale = former.filter { name in
            if name.hasSuffix(".pdf") { return !known.contains(name) || browser == nil && changed.contains(name) }
            return !sheets.contains { $0.name == name }
        }
        try folder.add(
            [report] + sheets.map { ($0.name, Array($0.text.utf8)) } + printed.map { ($0.name, $0.bytes) },
            removing: stale)
        return Rebuilt(
            report: path, sheets: (sheets.map(\.name) + printed.map(\.name)).sorted(),
            stale: stale.filter { $0.hasSuffix(".pdf") })
    }

    /// The name of the report in the directory.
    static let reportName = "report.html"

    /// The name of a sheet's PDF.
    static func pdfName(_ name: String) -> String { String(name.dropLast(".html".count)) + ".pdf" }

    /// The report of the files in a directory.
    public static func html(directory: String, leaflet: Leaflet? = Leaflet()) throws -> String {
        try read(directory: directory, leaflet: leaflet).report
    }

    /// The report and the sheets for the files in a directory.
    public static func pages(directory: String, leaflet: Leaflet? = Leaflet()) throws -> [PublishedPage] {
        try read(directory: directory, leaflet: leaflet).pages
    }

    private static func read(directory: String, leaflet: Leaflet?) throws -> Made {
        let file = directory + "/run.json"
        guard let bytes = FileManager.default.contents(atPath: file) else { throw PublishingError.noRun(file: file) }
        return try made(record: bytes, file: file, leaflet: leaflet) { catalogue in
            try RunLayers(directory: directory, catalogue: catalogue)
        }
    }

    /// The report and the sheets for a run that is being published.
    public static func pages(of run: PublishedRun, leaflet: Leaflet? = Leaflet()) throws -> [PublishedPage] {
        try made(record: Data(run.record.utf8), file: "run.json", leaflet: leaflet) { _ in run.layers }.pages
    }

    /// What is made of a folder.
    private struct Made {
        /// The report.
        var report: String
        /// The sheets; nil where a file of the run is missing or its record is of another version, so that no whole sheet could be
        /// made.
        var sheets: [PublishedPage]?
        /// The last day of the period that they are about.
        var day: String

        var pages: [PublishedPage] { [PublishedPage(name: reportName, text: report)] + (sheets ?? []) }
    }

    private static func made(
        record: Data, file: String, leaflet: Leaflet?, _ layers: ([any LayerDefinition.Type]) throws -> RunLayers
    ) throws -> Made {
        if let shared = try? JSONText.decode(SharedRecord.self, from: record, file: file) {
            let (layers, streets, named) = try ReportMaterial.layers(layers(LayerCatalogue.shared))
            let report = try ReportPage(
                shared: SharedMaterial(record: shared, layers: layers, streets: streets), leaflet: leaflet
            ).text
            let sheets = SheetMaterial(shared: shared, layers: layers, streets: named)
            return Made(report: report, sheets: layers.missing.isEmpty ? try sheets.sheets : nil, day: shared.to)
        }
        do {
            let own = try JSONText.decode(RunRecord.self, from: record, file: file)
            let (layers, streets, named) = try ReportMaterial.layers(layers(LayerCatalogue.all))
            let report = try ReportPage(
                material: ReportMaterial(record: own, layers: layers, streets: streets), leaflet: leaflet
            ).text
            let sheets = SheetMaterial(record: own, layers: layers, streets: named)
            return Made(report: report, sheets: layers.missing.isEmpty ? try sheets.sheets : nil, day: own.period.to)
        } catch let error as JSONTextError {
            // A record of another version: the page says what it can.
            guard let bare = BareRecord(record, error: error) else { throw error }
            let (layers, streets, _) = try ReportMaterial.layers(
                layers(bare.audience.isShared ? LayerCatalogue.shared : LayerCatalogue.all))
            return Made(
                report: try ReportPage(bare: bare, layers: layers, streets: streets, leaflet: leaflet).text,
                sheets: nil,
                day: "")
        }
    }
}

extension ReportMaterial {
    /// Layers with their streets drawn, and those round what the sheets show with their names.
    fileprivate static func layers(
        _ read: RunLayers
    ) throws -> (layers: RunLayers, streets: StreetPicture, named: SheetStreets) {
        var layers = read
        let box = layers.workingBox?.grown(by: 300)
        let streets = try layers.streets.map { try StreetPicture.draw($0, within: box) } ?? StreetPicture()
        let named = try SheetStreets(layers.streets, near: SheetStreets.places(in: layers))
        // Only their picture is needed, and they are the largest layer.
        layers.streets = nil
        return (layers, streets, named)
    }
}
