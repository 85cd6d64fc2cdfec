import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardWorkflow

/// What a layer is: its columns, its shape, how QGIS and the report draw it, what editions for others have of it.
///
/// Everything that Homeward does with layers goes over ``LayerCatalogue``: the files of a run, their styles, the
/// report's map, the data dictionary. So a new layer is one file with its definition and one line in the catalogue.
package protocol LayerDefinition: Sendable {
    /// One row, from which a feature is made.
    associatedtype Row

    /// The layer's name in files, `patrol_areas`.
    static var layerName: String { get }
    /// Its name for people.
    static var title: String { get }
    /// What it shows, in a sentence.
    static var summary: String { get }
    /// What its shapes are.
    static var geometry: LayerGeometry { get }
    /// What an edition for others has of it. There is no standard: a new layer says it.
    static var shared: SharedForm { get }
    /// Where a run puts it.
    static var delivery: LayerDelivery { get }
    /// What it belongs to. There is no standard: a new layer says it.
    static var group: LayerGroup { get }
    /// Whether maps, the report's and QGIS's, show it at first.
    static var isShown: Bool { get }
    /// Its columns in their order in a file, but the two that every layer has at its end: ``LayerMarks``.
    static var columns: [any ColumnOf<Row>] { get }
    /// Which parts of the input its rows rest on; where one is made up, so are the rows.
    static var basis: Set<MadeUp> { get }
    /// What of a row is taken for granted, in a few words; nil for nothing.
    static func assumed(of row: Row) -> String?

    /// The key of a row, unique within the layer and the same when the plan is made again.
    static func id(of row: Row) -> String
    /// The shape of a row; nil in a table and where a row has none.
    static func shape(of row: Row) -> Shape?
    /// The layer of a run, or nil where the run has none.
    static func layer(of results: RunResults) throws -> Layer?
    /// What a file of its own holds of the layer, and in a sentence what is left out there; nil where nothing is.
    static func selection(of layer: Layer, by choice: PublishChoice) -> (kept: Layer, leftOut: String?)
    /// How QGIS draws the layer; nil for a table.
    static func style(of layer: Layer) -> QMLStyle?
    /// How the report's map shows the layer, or nil where it does not.
    static func sheet(in run: RunLayers) -> MapSheet?
}

extension LayerDefinition {
    /// A column of this layer.
    package typealias Column<Value: ColumnValue> = LayerColumn<Self, Value>

    /// The file of a run that a reader takes the layer from, `hotspots.geojson`.
    package static var fileName: String { delivery == .ownFile ? "\(layerName).geojson" : RunLayers.packageName }

    /// No: most layers are there to be asked for.
    package static var isShown: Bool { false }

    /// None: most layers of a verb alone are not on the map.
    package static func sheet(in run: RunLayers) -> MapSheet? { nil }

    /// Everything: most layers are small.
    package static func selection(of layer: Layer, by choice: PublishChoice) -> (kept: Layer, leftOut: String?) {
        (layer, nil)
    }

    /// Nothing: most rows are found and not taken for granted.
    package static func assumed(of row: Row) -> String? { nil }

    /// What is known of the columns without their rows, in their order.
    package static var columnFacts: [ColumnFacts] {
        let own = columns.map { $0.facts }
        return own + LayerMarks.all.filter { mark in !own.contains { $0.name == mark.name } }
    }

    /// The field in which a GeoPackage keeps the key of a feature.
    static var idField: String { "id" }

    /// The layer made of rows: one feature for each, in their order.
    ///
    /// - Parameter isLeftOut: Tells the columns for which nothing was computed.
    /// - Complexity: O(rows × columns).
    static func layer(
        in system: CoordinateSystem?, rows: [Row], leavingOut isLeftOut: (ColumnFacts) -> Bool = { _ in false }
    ) -> Layer {
        let columns = columns.filter { !isLeftOut($0.facts) }
        let marks = columnFacts.dropFirst(Self.columns.count)
        return Layer(
            name: layerName, coordinateSystem: system, fields: columns.map { $0.facts.field } + marks.map(\.field),
            features: rows.map { row in
                Feature(
                    id: id(of: row), shape: shape(of: row),
                    values: columns.map { $0.value(of: row) }
                        + marks.map { $0 == LayerMarks.assumed ? assumed(of: row)?.fieldValue ?? .null : .null })
            })
    }
}

/// What the shapes of a layer are.
package enum LayerGeometry: String, Sendable {
    case areas, lines, points
    /// None: the layer is a table.
    case none
}

/// Who may see a column of a layer that editions for others have too.
package enum LayerAudience: String, Sendable {
    /// The force alone: it holds counts, scores or weights that are not suppressed.
    case force
    /// Others too: it tells places and times only, or released figures.
    case partner
}

/// Where a run puts a layer.
package enum LayerDelivery: Sendable {
    /// In a GeoJSON file of its own and in `homeward.gpkg`.
    case ownFile
    /// In `homeward.gpkg` alone.
    case packageOnly
    /// Nowhere: a single verb of the command writes it.
    case verbOnly
}

/// What a layer belongs to, by which a list of layers is ordered.
package enum LayerGroup: String, Sendable, CaseIterable {
    /// Who stands where, and when.
    case plan
    /// Where and when incidents stand out.
    case findings
    /// What was there before anything was analysed.
    case context

    /// Its name for people.
    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
