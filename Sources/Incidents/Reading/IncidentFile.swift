import HomewardGeometry
import HomewardLayers

/// A file of incidents of any format.
enum IncidentFile {
    /// Read by the own reader.
    case csv(CSVIncidentFile)
    /// Read through GDAL.
    case layer(LayerIncidentFile)

    /// Opens the source by the ending of its name; an ending that no format owns is taken for CSV.
    ///
    /// - Throws: ``IncidentsError``.
    init(_ source: IncidentSource) throws(IncidentsError) {
        switch VectorFormat(path: source.path) {
        case nil, .csv: self = .csv(try CSVIncidentFile(path: source.path))
        case let format?: self = .layer(try LayerIncidentFile(source: source, format: format))
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

    /// Reads every row.
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws(IncidentsError) {
        switch self {
        case .csv(let file): try file.read(plan: plan, frame: frame, into: &builder)
        case .layer(let file): try file.read(plan: plan, frame: frame, into: &builder)
        }
    }
}
