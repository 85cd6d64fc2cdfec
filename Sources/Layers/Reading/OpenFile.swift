internal import CGDAL

/// A file opened with the drivers that its ending allows.
struct OpenFile {
    let path: String
    let profile: FormatProfile
    let dataset: GDALDataset
    let messages: GDALMessages

    /// Opens the file at `path`, or says why it cannot be opened.
    init(path: String, format: VectorFormat, messages: GDALMessages) throws(LayersError) {
        let profile = format.profile
        let drivers = GDAL.drivers(for: format)
        guard !drivers.isEmpty else { throw .noDriver(file: path, format: format) }
        guard
            let opened = GDALDataset(opening: Self.place(path), drivers: drivers, options: Self.options(profile, path))
        else {
            let message = messages.best
            let isUnknown = message.isEmpty || message.hasSuffix("not recognized as a supported file format.")
            throw .cannotOpen(file: path, format: format, message: isUnknown ? profile.unrecognised : message)
        }
        if profile.hasIdentifierMember, let failure = messages.failures.first {
            // GDAL would take the coordinates for degrees.
            throw .coordinateSystem(file: path, layer: opened.layers.first?.name ?? "", message: failure)
        }
        self.path = path
        self.profile = profile
        self.messages = messages
        dataset = opened
    }

    /// The path as GDAL is told it: nothing in it can be taken for an address, a driver's prefix or one of GDAL's own
    /// file systems.
    private static func place(_ path: String) -> String {
        let isPacked = path.lowercased().hasSuffix(".gz")
        let plain = path.hasPrefix("/vsi") ? "/" + path : path.hasPrefix("/") ? path : "./" + path
        return isPacked ? "/vsigzip/" + plain : plain
    }

    /// A database is opened as one that nobody changes: without a log, a journal or locks beside it. GDAL would take a
    /// percent sign in the path for an escape then.
    private static func options(_ profile: FormatProfile, _ path: String) -> [String] {
        profile.openOptions + (profile.isDatabase && !path.contains("%") ? ["IMMUTABLE=YES"] : [])
    }

    /// The layers that hold data of their own.
    var layers: [GDALLayer] {
        let all = dataset.layers
        if let own = profile.ownLayers { return all.filter { own.contains($0.name) && holdsAnything($0) } }
        return all.filter { !profile.hiddenLayers.contains($0.name) }
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
        let usual = profile.usualLayer.map { name in layers.first { $0.name == name } } ?? layers.first
        guard let usual else { throw .noLayer(file: path) }
        return usual
    }
}
