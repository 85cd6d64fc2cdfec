internal import CGDAL
import HomewardGeometry

/// Writes prepared layers to a directory, where nobody reads them before they are whole.
struct WriteJob {
    /// The path as the caller gave it, for messages.
    let file: String
    /// The name of the main file.
    let name: String
    let format: VectorFormat
    let driver: GDALDriverH
    let options: WriteOptions

    /// A day that stands wherever a format wants to know when it was written; the same bytes each time matter more.
    static let day = "2000-01-01"

    /// Writes `layers` into `directory` and returns GDAL's warnings.
    func write(_ layers: [Layer], to directory: String) throws(LayersError) -> [String] {
        let settings = [
            ("OGR_CURRENT_DATE", "\(Self.day)T00:00:00.000Z"), ("LIBKML_NAME_FIELD", "name"),
            ("OGR_SQLITE_SYNCHRONOUS", "OFF"),
        ]
        return try GDALMessages.collect { (messages) throws(LayersError) in
            try GDAL.withSettings(settings) { () throws(LayersError) in
                try write(layers, to: directory, messages)
            }
        }
    }

    private func write(
        _ layers: [Layer], to directory: String, _ messages: GDALMessages
    ) throws(LayersError) -> [String] {
        guard
            let dataset = GDALDataset(
                creating: directory + "/" + name, driver: driver, options: datasetOptions)
        else { throw refused(messages) }
        if dataset.knowsTransactions { dataset.begin() }
        var written: [GDALLayer] = []
        for layer in layers { written.append(try add(layer, to: dataset, messages)) }
        if format == .geoPackage {
            try StyleTable(file: file, styles: options.styles, date: "\(Self.day)T00:00:00Z").add(to: dataset, written)
        }
        if dataset.knowsTransactions, !dataset.commit() { throw refused(messages) }
        // What GDAL still holds back is written now, and only now does it notice some errors.
        dataset.close()
        guard messages.failures.isEmpty else { throw refused(messages) }
        return messages.warnings + layers.flatMap(notes)
    }

    private func add(
        _ layer: Layer, to dataset: GDALDataset, _ messages: GDALMessages
    ) throws(LayersError) -> GDALLayer {
        let kind = GeometryKind(of: layer)
        try checkKind(kind, of: layer)
        let reference = layer.coordinateSystem.flatMap { GDALSpatialReference($0) }
        if layer.coordinateSystem != nil, reference == nil {
            throw .coordinateSystem(file: file, layer: layer.name, message: messages.best)
        }
        let made = dataset.addLayer(
            layerName(layer), kind == .none ? nil : reference, kind.code, options: layerOptions(layer, kind))
        guard let made else { throw refused(messages) }
        let columns = try FieldColumns(file: file, format: format, layer: layer).add(to: made, messages)
        for (position, feature) in layer.features.enumerated() {
            let label = FeatureLabel.text(position, feature)
            func bad(_ message: String) -> LayersError {
                .badFeature(file: file, layer: layer.name, feature: label, message: message)
            }
            guard let target = GDALFeature(in: made) else {
                throw bad("there is no memory for it. Write less at once.")
            }
            if let shape = feature.shape, !target.set(kind.promoted(shape)) {
                throw bad("its geometry cannot be written (\(messages.best)). Leave it out.")
            }
            if let fault = columns.set(feature, position, in: target) { throw bad(fault) }
            guard OGR_L_CreateFeature(made.handle, target.handle) == OGRERR_NONE, messages.failures.isEmpty else {
                throw bad("it cannot be written (\(messages.best)). Leave it out or write another format.")
            }
        }
        return made
    }

    private func layerName(_ layer: Layer) -> String {
        switch format {
        case .shapefile, .mapInfoTab, .csv: Path.stem(of: name)
        default: layer.name
        }
    }

    private func refused(_ messages: GDALMessages) -> LayersError {
        let message = messages.best
        let isFull = message.lowercased().contains("full") || message.lowercased().contains("no space")
        return .cannotWrite(
            file: file,
            message: isFull
                ? "the disk is full. Free some space and run again." : "GDAL says: \(message). Choose another place.")
    }

}
