/// How layers are written, beyond what they say themselves.
public struct WriteOptions: Sendable, Hashable {
    /// Styles for the layers of a GeoPackage; other formats cannot hold them.
    public var styles: [QGISStyle]
    /// Decimals of the degrees in GeoJSON; 7 are about a centimetre.
    public var decimals: Int

    /// The usual options.
    public init(styles: [QGISStyle] = [], decimals: Int = 7) {
        self.styles = styles
        self.decimals = decimals
    }
}

/// A style that QGIS takes for a layer of a GeoPackage when the layer is opened.
public struct QGISStyle: Sendable, Hashable {
    /// The layer that it belongs to.
    public var layer: String
    /// The style's own name, as QGIS lists it.
    public var name: String
    /// The style in QGIS's QML.
    public var qml: String

    /// A style for the layer of that name.
    public init(layer: String, name: String, qml: String) {
        self.layer = layer
        self.name = name
        self.qml = qml
    }
}
