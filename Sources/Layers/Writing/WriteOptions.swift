public import HomewardCore

/// How layers are written, beyond what they say themselves.
public struct WriteOptions: Sendable, Hashable {
    /// Styles for the layers of a GeoPackage; other formats cannot hold them.
    public var styles: [QGISStyle]
    /// QGIS projects for a GeoPackage to hold; other formats cannot.
    public var projects: [QGISProject]
    /// Decimals of the degrees in GeoJSON; 7 are about a centimetre.
    public var decimals: Int
    /// What a reader must know of the file. It stands in the file where the format has room for it; beside a Shapefile, a
    /// FlatGeobuf and a MapInfo TAB it stands in a text file of the same name with `.txt` behind it.
    public var provenance: Provenance?
    /// What each layer shows, in a sentence by its name.
    public var summaries: [String: String]

    /// The usual options.
    public init(
        styles: [QGISStyle] = [], projects: [QGISProject] = [], decimals: Int = 7, provenance: Provenance? = nil,
        summaries: [String: String] = [:]
    ) {
        self.styles = styles
        self.projects = projects
        self.decimals = decimals
        self.provenance = provenance
        self.summaries = summaries
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

/// A project that QGIS opens out of a GeoPackage: which layers it shows, how, and what it prints.
public struct QGISProject: Sendable, Hashable {
    /// The name by which QGIS lists it, unique within the file.
    public var name: String
    /// The project as QGIS's own XML, as it stands in a `.qgs` file.
    public var xml: String

    /// A project of that name.
    public init(name: String, xml: String) {
        self.name = name
        self.xml = xml
    }
}
