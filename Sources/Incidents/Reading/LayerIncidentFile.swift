import HomewardCore
import HomewardGeometry
import HomewardLayers

/// A layer of any format that GDAL reads, feature by feature: the same roles as CSV, and the feature's point as position.
struct LayerIncidentFile {
    /// The file, as the caller named it.
    let path: String
    let format: VectorFormat
    /// The names of the fields.
    let header: [String]
    /// Whether the first features have a shape.
    let hasGeometry: Bool
    /// The coordinate system that the layer names.
    let coordinateSystem: CoordinateSystem?
    private let layer: String

    /// The features that are taken in at a time.
    private static let batchSize = 50_000

    /// Looks at the layer's fields and its first features.
    ///
    /// - Throws: ``IncidentsError/layer(file:message:)`` with what GDAL says.
    init(source: IncidentSource, format: VectorFormat) throws(IncidentsError) {
        path = source.path
        self.format = format
        let reader = LayerReader(path: source.path)
        let outline: LayerOutline
        do {
            outline = try reader.outline(layer: source.layer)
        } catch {
            throw IncidentsError(error, file: source.path)
        }
        layer = outline.name
        header = outline.fields.map(\.name)
        coordinateSystem = outline.coordinateSystem
        var seen = 0
        var hasShape = false
        do {
            try reader.forEachFeature(layer: outline.name) { feature in
                hasShape = hasShape || !(feature.shape?.isEmpty ?? true)
                seen += 1
                if hasShape || seen == 100 { throw EnoughSeen() }
            }
        } catch is EnoughSeen {
        } catch {
            throw IncidentsError(error, file: source.path)
        }
        hasGeometry = hasShape
        if seen == 0 { throw .noRows(file: source.path) }
    }

    private struct EnoughSeen: Error {}

    /// Reads every feature and hands it to `builder`; the feature's number, from 1, stands for the line. O(features).
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws(IncidentsError) {
        let transformer = try PositionFrame.checked(path) { () throws(GeometryError) in try frame.transformer() }
        let usesPoint = plan.x == nil
        var rows = FeatureRows(plan: plan)
        do {
            try LayerReader(path: path).forEachFeature(layer: layer) { feature in
                rows.append(feature, usesPoint: usesPoint)
                guard rows.count == LayerIncidentFile.batchSize else { return }
                try rows.flush(path, frame, transformer, into: &builder)
            }
            try rows.flush(path, frame, transformer, into: &builder)
        } catch let error as IncidentsError {
            throw error
        } catch {
            throw IncidentsError(error, file: path)
        }
    }
}

extension IncidentsError {
    /// What a layer's reader says, as an error of this room.
    init(_ error: any Error, file: String) {
        switch error {
        case FileError.noSuchFile: self = .noSuchFile(file: file)
        case FileError.emptyFile: self = .emptyFile(file: file)
        case let error as LayersError: self = .layer(file: file, message: error.description)
        default: self = .layer(file: file, message: "\(file): \(error)")
        }
    }
}
