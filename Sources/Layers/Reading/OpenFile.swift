internal import CGDAL

/// A file opened with the drivers that its ending allows.
struct OpenFile {
    let path: String
    let format: VectorFormat
    let dataset: GDALDataset
    let messages: GDALMessages

    /// Opens the file at `path`, or says why it cannot be opened.
    init(path: String, format: VectorFormat, messages: GDALMessages) throws(LayersError) {
        let drivers = GDAL.drivers(for: format)
        guard !drivers.isEmpty else { throw .noDriver(file: path, format: format) }
        let isPacked = path.lowercased().hasSuffix(".gz")
        let place = isPacked ? "/vsigzip/" + path : path
        guard let opened = GDALDataset(opening: place, drivers: drivers, options: format.openOptions) else {
            throw .cannotOpen(file: path, format: format, message: format.reason(messages.best))
        }
        self.path = path
        self.format = format
        self.messages = messages
        dataset = opened
    }

    /// The layers that hold data of their own.
    var layers: [GDALLayer] {
        let all = dataset.layers
        switch format {
        case .geoPackage: return all.filter { !["layer_styles", "qgis_projects"].contains($0.name) }
        case .gpx:
            return all.filter { ["waypoints", "routes", "tracks"].contains($0.name) && holdsAnything($0) }
        default: return all
        }
    }

    /// Whether the layer has a feature, or is too damaged to say so.
    private func holdsAnything(_ layer: GDALLayer) -> Bool {
        messages.reset()
        OGR_L_ResetReading(layer.handle)
        let first = OGR_L_GetNextFeature(layer.handle).map { GDALFeature(owning: $0) }
        OGR_L_ResetReading(layer.handle)
        return first != nil || messages.failure != nil
    }

    /// The layer called `name`, or the one that is meant where nobody names one.
    func layer(_ name: String?) throws(LayersError) -> GDALLayer {
        let layers = layers
        if let name {
            // Hidden layers can still be had by their names.
            guard let found = dataset.layers.first(where: { $0.name == name }) else {
                throw .noSuchLayer(file: path, layer: name, available: layers.map(\.name))
            }
            return found
        }
        let usual = format == .openStreetMap ? layers.first { $0.name == "lines" } : layers.first
        guard let usual else { throw .noLayer(file: path) }
        return usual
    }
}

extension VectorFormat {
    /// GDAL's reason for not opening a file; where it gives none, what it may be.
    fileprivate func reason(_ message: String) -> String {
        guard message.isEmpty || message.hasSuffix("not recognized as a supported file format.") else { return message }
        return self == .csv
            ? "its first line has no separator, and a table needs two columns" : "its content is something else"
    }

    /// What GDAL must be told to read the format as Homeward means it.
    var openOptions: [String] {
        switch self {
        case .geoJSON: ["DATE_AS_STRING=YES"]
        case .csv:
            [
                "X_POSSIBLE_NAMES=longitude,lon,lng,long,easting,x",
                "Y_POSSIBLE_NAMES=latitude,lat,northing,y",
                "KEEP_GEOM_COLUMNS=YES", "EMPTY_STRING_AS_NULL=YES",
            ]
        default: []
        }
    }

    /// The same, for what GDAL takes from its configuration.
    var readSettings: [(key: String, value: String)] {
        switch self {
        case .xlsx: [("OGR_XLSX_HEADERS", "FORCE")]
        case .kml: [("LIBKML_NAME_FIELD", "name")]
        default: []
        }
    }
}
