import HomewardGeometry
import HomewardLayers

/// A file of incidents of any format.
enum IncidentFile {
    /// Read without GDAL, by ``CSVIncidentFile``.
    case csv(CSVIncidentFile)
    /// Read through GDAL.
    case layer(LayerIncidentFile)

    /// Opens the source by the ending of its name, hands it to `body` and closes it; an ending that no format owns is taken
    /// for CSV.
    ///
    /// - Throws: `FileError`, `LayersError`, ``IncidentsError``, and what `body` throws.
    static func open<Result>(_ source: IncidentSource, _ body: (IncidentFile) throws -> Result) throws -> Result {
        switch VectorFormat(path: source.path) {
        case nil, .csv: return try body(.csv(CSVIncidentFile(path: source.path)))
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
