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
    private let layer: OpenLayer

    /// The features that are taken in at a time.
    private static let batchSize = 50_000
    /// The features among which a shape is sought.
    private static let sampleSize = 100

    /// Looks at the layer's fields and its first features.
    ///
    /// - Throws: `LayersError` with what GDAL says; ``IncidentsError/noRows(file:)``.
    init(path: String, format: VectorFormat, layer: OpenLayer) throws {
        self.path = path
        self.format = format
        self.layer = layer
        header = layer.outline.fields.map(\.name)
        coordinateSystem = layer.outline.coordinateSystem
        var seen = 0
        var hasShape = false
        try layer.forEachFeature(atMost: LayerIncidentFile.sampleSize) { feature in
            hasShape = hasShape || !(feature.shape?.isEmpty ?? true)
            seen += 1
        }
        hasGeometry = hasShape
        if seen == 0 { throw IncidentsError.noRows(file: path) }
    }

    /// Reads every feature and hands it to `builder`; the feature's number, from 1, stands for the line. O(features).
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws {
        let transformer = try PositionFrame.checked(path) { () throws(GeometryError) in try frame.transformer() }
        let usesPoint = plan.x == nil
        var rows = FeatureRows(plan: plan)
        try layer.forEachFeature { feature in
            rows.append(feature, usesPoint: usesPoint)
            guard rows.count == LayerIncidentFile.batchSize else { return }
            try rows.flush(path, frame, transformer, into: &builder)
        }
        try rows.flush(path, frame, transformer, into: &builder)
    }
}
