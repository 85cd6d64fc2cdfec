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

    @Flag(help: "Print a summary for programs, as JSON.")
    var json = false

    @Flag(help: "No words on standard error but errors.")
    var quiet = false

    func validate() throws {
        if json, out == "-" { throw ValidationError("--json and --out - both write to standard output; choose one") }
    }

    /// Refuses a file that cannot be written in any format, before any work is done.
    func check() throws {
        guard let out, out != "-" else { return }
        try OutputOptions.check(out)
    }

    static func check(_ path: String) throws {
        guard VectorFormat(path: path)?.canWrite != true else { return }
        throw UsageError(
            "\(path): results cannot be written in a format of that ending; use .geojson, .gpkg, .shp, .fgb, .csv, .kml, .gpx or .tab"
        )
    }

    /// Writes `layer` where it is asked for, then prints the answer as JSON or, where nothing else was asked for, as text.
    func deliver<Subject: Finding>(_ layer: @autoclosure () throws -> Layer, _ answer: Answer<Subject>) throws {
        if let out { try write(try layer(), to: out, answer.provenance) }
        if json {
            print(try answer.json())
        } else if out == nil {
            print(answer.text)
        }
    }

    /// Writes a layer in the format of the path's ending, with what a reader must know of it.
    func write(_ layer: Layer, to path: String, _ provenance: Provenance?) throws {
        let marked = LayerCatalogue.marked(layer, madeUp: provenance?.madeUp ?? [])
        let options = WriteOptions(provenance: provenance, summaries: LayerCatalogue.summaries(of: [layer]))
        try LayerWriter(path: path).write([marked], options: options)
        if path != "-" { say("\(path): \(layer.features.count) features") }
    }

    /// A word on standard error, unless the user wants quiet.
    func say(_ words: String) {
        guard !quiet else { return }
        FileHandle.standardError.write(Data("\(words)\n".utf8))
    }
}
