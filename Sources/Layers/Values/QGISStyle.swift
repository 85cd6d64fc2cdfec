/// A style that QGIS takes for a layer of a GeoPackage when the layer is opened.
public struct QGISStyle: Sendable, Hashable {
    /// The layer that it belongs to.
    public var layer: String
    /// The style's own name, as QGIS lists it.
    public var name: String
    /// The style in QGIS's QML.
    public var qml: String

    /// Creates a style.
    public init(layer: String, name: String, qml: String) {
        self.layer = layer
        self.name = name
        self.qml = qml
    }
}
