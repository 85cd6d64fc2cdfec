import ArgumentParser
import Foundation
import HomewardCore
import HomewardLayers
import HomewardPublishing
import HomewardWorkflow

/// Where results go.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write, in the format of its ending; - writes GeoJSON to standard output.", valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup var summary: SummaryOptions

    var json: Bool { summary.json }
    var quiet: Bool { summary.quiet }

    func validate() throws {
        if json, out == "-" { throw ValidationError("--json and --out - both write to standard output; choose one") }
    }

    /// Refuses files that cannot be written in any format or that are among the inputs, before any work is done.
    ///
    /// - Parameter rasters: Whether `--out` may be a raster.
    func check(_ more: [String], for plan: PlanFile, rasters: Bool = false) throws {
        let raster = rasters ? out.flatMap { RasterWriter.isRaster($0) ? $0 : nil } : nil
        try OutputOptions.check(
            [out].compactMap { $0 == raster ? nil : $0 } + more, raster: raster, ledger: plan.study.rejects,
            inputs: plan.inputFiles)
    }

    static func check(
        _ outputs: [String], raster: String? = nil, ledger: String? = nil, inputs: [String]
    ) throws {
        let files = outputs.filter { $0 != "-" }
        for file in files where VectorFormat(path: file)?.canWrite != true {
            throw UsageError(
                "\(file): results cannot be written in a format of that ending; use .geojson, .geojsonl, .gpkg, .shp, .fgb, .csv, .kml, .gpx or .tab"
            )
        }
        try Outputs.check(
            files.flatMap(VectorFormat.files(at:)) + [raster, ledger].compactMap { $0 },
            inputs: inputs.flatMap(VectorFormat.files(at:)))
    }

    /// The versions that the answer states: a file and JSON do, words do not, and looking loads every library.
    func versions(_ more: [String]) -> [String: String] {
        out != nil || !more.isEmpty ? HomewardVersion.all : summary.versions
    }

    /// Writes `layer` where it is asked for and prints the answer: as JSON, or as text, which goes to standard error where the
    /// layer is the result.
    func deliver<Subject: Finding>(
        _ layer: @autoclosure () throws -> Layer, raster: (() throws -> Raster)? = nil, _ answer: Answer<Subject>,
        by choice: PublishChoice = PublishChoice()
    ) throws {
        if let out {
            if let raster, RasterWriter.isRaster(out) {
                let made = try raster()
                try RasterWriter(path: out).write(made, provenance: answer.provenance)
                say("\(out): \(made.columns) by \(made.rows) cells")
            } else {
                try write(try layer(), to: out, answer.provenance, by: choice)
            }
            if !json, !quiet { StandardError.say(answer.text, keepingLines: true) }
        }
        if json {
            try StandardOutput.print(json: try answer.json())
        } else if out == nil {
            try StandardOutput.print(answer.text)
        }
    }

    /// Writes a layer in the format of the path's ending, with what a reader must know of it.
    func write(
        _ layer: Layer, to path: String, _ provenance: Provenance?, by choice: PublishChoice = PublishChoice()
    ) throws {
        let marked = LayerCatalogue.marked(layer, madeUp: provenance?.madeUp ?? [])
        let file = LayerCatalogue.file(marked, by: choice, at: path)
        var options = WriteOptions(
            styles: LayerCatalogue.styles(of: [file.layer]), provenance: provenance,
            summaries: LayerCatalogue.summaries(of: [layer]))
        options.provenance?.leftOut += file.leftOut
        try LayerWriter(path: path).write([file.layer], options: options)
        if path != "-" { say("\(path): \(file.layer.features.count) features") }
        for sentence in file.leftOut where path != "-" { say(sentence) }
    }

    /// A word on standard error, unless the user wants quiet.
    func say(_ words: String) {
        guard !quiet else { return }
        StandardError.say(words)
    }
}
