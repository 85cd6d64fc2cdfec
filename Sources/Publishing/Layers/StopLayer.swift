import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardPlanner
import HomewardWorkflow

/// Stops as a layer.
public enum StopLayer: LayerDefinition {
    /// A stop and its key.
    package struct Row: Sendable {
        let id: String
        let stop: Stop
    }

    package static let layerName = "stops"
    package static let title = "Stops"
    package static let summary = "The bus stops of the plan."
    package static let geometry = LayerGeometry.points
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.context
    package static let basis: Set<MadeUp> = []

    package static let name = Column<String>("name", "Name", meaning: "The name of the stop.") { $0.stop.name }
    package static let columns: [any ColumnOf<Row>] = [name]

    package static func id(of row: Row) -> String { row.id }
    package static func shape(of row: Row) -> Shape? { .point(row.stop.point) }

    package static func layer(of results: RunResults) -> Layer? {
        make(results.stops, system: results.study.workingSystem)
    }

    /// The stops: layer `stops`.
    ///
    /// - Parameters:
    ///   - stops: The stops of the plan file.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ stops: [Stop], system: CoordinateSystem) -> Layer {
        layer(in: system, rows: zip(Slug.unique(stops.map(\.name)), stops).map { Row(id: $0.0, stop: $0.1) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.marker(Palette.stop, form: "circle", size: 1.6)))
    }

    package static func sheet(in run: RunLayers) -> MapSheet? {
        let items = run.rows(of: StopLayer.self).map { row in
            MapSheet.Item(parts: row.shape?.mapPoint ?? [], title: row.text(name), facts: [("Kind", "bus stop")])
        }
        return MapSheet(
            key: layerName, name: "Stops", form: .dot, level: .dots, isShown: isShown,
            looks: [.init(name: "Bus stop", colour: Palette.stopDot, fillOpacity: 1)], items: items)
    }
}
