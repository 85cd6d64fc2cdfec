import Geometry
import Layers

/// A layer of any format that GDAL reads, feature by feature.
struct LayerIncidentFile {
    let format: VectorFormat
    let header: [String] = []
    let hasGeometry = false
    let coordinateSystem: CoordinateSystem? = nil

    init(source: IncidentSource, format: VectorFormat) throws(IncidentsError) {
        throw .layer(file: source.path, message: "\(source.path): export it as CSV.")
    }

    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws(IncidentsError) {}
}
