import HomewardCore
import HomewardGeometry

/// Reads the layers of a file, whatever its format.
///
/// GDAL opens the file with the driver that the ending of its name promises and with no other, so that a file from
/// a stranger cannot reach a driver that opens databases or the network. A file that would have another file or a
/// connection opened (a view or a virtual table in a GeoPackage, a link to a coordinate system in GeoJSON, a MapInfo table
/// made of others) is refused before GDAL sees it. Three-dimensional shapes lose their heights and
/// curves become lines. GeoJSON and CSV know no dates: there a date is text, as it is spelt.
///
/// A reader opens the file anew for each call and may be used from any thread.
public struct LayerReader: Sendable {
    /// The path as the caller gave it.
    public let path: String

    /// A reader of the file at `path`; nothing is opened yet.
    public init(path: String) {
        self.path = path
    }

    /// The names of the layers in the file's order.
    ///
    /// Left out are tables that hold no data of their own: QGIS's styles and projects in a GeoPackage, and in GPX the
    /// empty layers and those that repeat the points of tracks and routes.
    ///
    /// - Throws: `FileError` or ``LayersError`` where the file cannot be opened.
    public func layerNames() throws -> [String] {
        try open { (file) throws(LayersError) in file.layers.map(\.name) }
    }

    /// The name, coordinate system and fields of a layer; by default the first.
    ///
    /// - Throws: `FileError` or ``LayersError`` where the file cannot be opened or has no such layer.
    public func outline(layer name: String? = nil) throws -> LayerOutline {
        try open { (file) throws(LayersError) in try LayerSource(file, layer: name, fields: nil).outline }
    }

    /// Reads a whole layer, by default the first (in OpenStreetMap data: the lines).
    ///
    /// - Parameters:
    ///   - name: The layer's name in the file.
    ///   - fields: The fields to read, in this order; by default all.
    /// - Throws: `FileError` where the file is missing or may not be read; ``LayersError``, which names the file, the layer
    ///   and the feature. A file that breaks off is an error.
    /// - Complexity: O(size of the file); the layer is held in memory.
    public func read(layer name: String? = nil, fields: [String]? = nil) throws -> Layer {
        try open { (file) throws(LayersError) in
            let source = try LayerSource(file, layer: name, fields: fields)
            var features: [Feature] = []
            features.reserveCapacity(min(source.outline.count ?? 0, 1 << 16))
            while let feature = try source.next() { features.append(feature) }
            return Layer(
                name: source.outline.name, coordinateSystem: source.outline.coordinateSystem,
                fields: source.outline.fields, features: features)
        }
    }

    /// Reads a layer feature by feature without holding it in memory.
    ///
    /// - Parameters:
    ///   - name: The layer's name in the file; by default the first (in OpenStreetMap data: the lines).
    ///   - fields: The fields to read, in this order; by default all. ``outline(layer:)`` tells which there are.
    ///   - body: Called for each feature in the order of the file.
    /// - Throws: `FileError`, ``LayersError``, or what `body` throws.
    public func forEachFeature(
        layer name: String? = nil, fields: [String]? = nil, _ body: (Feature) throws -> Void
    ) throws {
        var foreign: (any Error)?
        try open { (file) throws(LayersError) in
            let source = try LayerSource(file, layer: name, fields: fields)
            while foreign == nil, let feature = try source.next() {
                do {
                    try body(feature)
                } catch {
                    foreign = error
                }
            }
        }
        if let foreign { throw foreign }
    }

    /// Calls `body` with one layer of the open file, so that its outline can be looked at and its features be read, more
    /// than once if need be, while the file is opened only once.
    ///
    /// Without a name the layer is the first (in OpenStreetMap data: the lines).
    ///
    /// - Throws: ``LayersError``, or what `body` throws.
    public func withLayer<Answer>(_ name: String? = nil, _ body: (OpenLayer) throws -> Answer) throws -> Answer {
        try open { (file) throws(LayersError) -> Result<Answer, any Error> in
            let layer = OpenLayer(file: file, outline: try LayerSource(file, layer: name, fields: nil).outline)
            return Result { try body(layer) }
        }.get()
    }

    /// Calls `body` with every layer of the open file that ``layerNames()`` names, in the file's order, so that one can be
    /// chosen and read while the file is opened only once.
    ///
    /// - Throws: `FileError`, ``LayersError``, or what `body` throws.
    public func withLayers<Answer>(_ body: ([OpenLayer]) throws -> Answer) throws -> Answer {
        try open { (file) throws(LayersError) -> Result<Answer, any Error> in
            var layers: [OpenLayer] = []
            for layer in file.layers {
                let source = try LayerSource(file, layer: layer.name, fields: nil)
                layers.append(OpenLayer(file: file, outline: source.outline))
            }
            let all = layers
            return Result { try body(all) }
        }.get()
    }

    /// Calls `body` with the open file, its messages caught and its settings in force, for GDAL reads when it is asked.
    func open<Result>(_ body: (OpenFile) throws(LayersError) -> Result) throws -> Result {
        try FileBytes.checkReadable(path)
        guard let format = VectorFormat(path: path) else { throw LayersError.unknownFormat(file: path) }
        try InputGuard(path: path, format: format).check()
        try GDAL.require()
        return try GDALMessages.collect { (messages) throws(LayersError) in
            try GDAL.withSettings(format.profile.readSettings) { () throws(LayersError) in
                try body(OpenFile(path: path, format: format, messages: messages))
            }
        }
    }
}

/// A layer of a file that is open, for as long as ``LayerReader/withLayer(_:_:)`` runs.
public struct OpenLayer {
    let file: OpenFile
    /// The layer's name, coordinate system and fields.
    public let outline: LayerOutline

    /// Calls `body` for the features from the first on, in the order of the file, all of them or no more than `limit`.
    ///
    /// - Throws: ``LayersError``, or what `body` throws.
    public func forEachFeature(atMost limit: Int = .max, _ body: (Feature) throws -> Void) throws {
        let source = try LayerSource(file, layer: outline.name, fields: nil)
        var count = 0
        while count < limit, let feature = try source.next() {
            try body(feature)
            count += 1
        }
    }
}
