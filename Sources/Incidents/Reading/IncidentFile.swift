import HomewardCore
import HomewardGeometry
import HomewardLayers

/// A file of incidents of any format.
enum IncidentFile {
    /// Read without GDAL, by ``CSVIncidentFile``.
    case csv(CSVIncidentFile)
    /// Read through GDAL.
    case layer(LayerIncidentFile)

    /// Opens the source by the ending of its name, hands it to `body` and closes it; an ending that no format owns is taken
    /// for CSV, and so is standard input. Of several layers among which nobody chose, the one that tells time and place is
    /// taken.
    ///
    /// - Throws: `FileError`, `LayersError`, ``IncidentsError``, and what `body` throws.
    static func open<Result>(_ source: IncidentSource, _ body: (IncidentFile) throws -> Result) throws -> Result {
        switch VectorFormat(path: source.path) {
        case nil, .csv:
            return try body(
                .csv(CSVIncidentFile(path: StandardInput.place(of: source.path), name: source.title)))
        case let format? where source.layer == nil && format.holdsTables:
            return try LayerReader(path: source.path).withLayers { layers in
                try body(.layer(LayerChoice(source, format: format).file(among: layers)))
            }
        case let format?:
            return try LayerReader(path: source.path).withLayer(source.layer) { layer in
                try body(.layer(LayerIncidentFile(path: source.path, format: format, layer: layer)))
            }
        }
    }

    /// The names of the columns.
    var header: [String] {
        switch self {
        case .csv(let file): file.sniffed.header
        case .layer(let file): file.header
        }
    }

    /// Its first rows.
    var sample: ColumnSample {
        switch self {
        case .csv(let file): file.sample
        case .layer(let file): file.sample
        }
    }

    /// Whether it is a text in UTF-16.
    var isSixteenBit: Bool {
        switch self {
        case .csv(let file): file.isSixteenBit
        case .layer: false
        }
    }

    /// What an analyst should know of how the table was found in it, each a sentence about `name`.
    func notes(_ name: String) -> [String] {
        switch self {
        case .csv(let file):
            let lines = file.sniffed.skippedLines
            guard lines > 0 else { return [] }
            return [
                "\(name): " + (lines == 1 ? "the line above the header is" : "the \(lines) lines above the header are")
                    + " skipped."
            ]
        case .layer(let file): return file.notes
        }
    }

    /// Whether each row brings its own point.
    var hasGeometry: Bool {
        switch self {
        case .csv: false
        case .layer(let file): file.hasGeometry
        }
    }

    /// The coordinate system that the file names.
    var coordinateSystem: CoordinateSystem? {
        switch self {
        case .csv: nil
        case .layer(let file): file.coordinateSystem
        }
    }

    /// The name of the format.
    var format: String {
        switch self {
        case .csv: "CSV"
        case .layer(let file): file.format.title
        }
    }

    /// What stands between fields, where it is text.
    var delimiter: String? {
        switch self {
        case .csv(let file): file.delimiter
        case .layer: nil
        }
    }

    /// The byte between the fields of a row; features are written as rows with commas.
    var separator: UInt8 {
        switch self {
        case .csv(let file): file.sniffed.separator
        case .layer: 0x2C
        }
    }

    /// Reads every row, and may do so again.
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws {
        switch self {
        case .csv(let file): try file.read(plan: plan, frame: frame, into: &builder)
        case .layer(let file): try file.read(plan: plan, frame: frame, into: &builder)
        }
    }
}

extension VectorFormat {
    /// Whether a file of the format may hold several tables, one of which is of incidents. The layers of OpenStreetMap data and
    /// of GPX are kinds of shapes.
    fileprivate var holdsTables: Bool { holdsSeveralLayers && self != .openStreetMap && self != .gpx }
}
