internal import CGDAL
import HomewardCore
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
    var provenance: ProvenanceWriter?
    private var profile: FormatProfile { format.profile }

    /// Writes `layers` into `directory` and returns GDAL's warnings.
    func write(_ layers: [Layer], to directory: String) throws -> [String] {
        let settings = [
            ("OGR_CURRENT_DATE", "\(LayerToWrite.day)T00:00:00.000Z"), ("OGR_SQLITE_SYNCHRONOUS", "OFF"),
        ]
        return try GDALMessages.collect { messages in
            try GDAL.withSettings(settings) {
                do {
                    return try write(layers, to: directory, messages)
                } catch {
                    // Whatever step it was that failed: if the disk refused, the fault is the disk's.
                    throw profile.isDatabase ? refusedByDisk(messages) ?? error : error
                }
            }
        }
    }

    private func write(
        _ layers: [Layer], to directory: String, _ messages: GDALMessages
    ) throws -> [String] {
        guard
            let dataset = GDALDataset(
                creating: directory + "/" + name, driver: driver, options: profile.datasetOptions)
        else { throw refused(messages) }
        if dataset.knowsTransactions { dataset.begin() }
        var written: [GDALLayer] = []
        for layer in layers { written.append(try add(layer, to: dataset, messages)) }
        if profile.holdsStyles {
            try StyleTable(file: file, styles: options.styles, date: "\(LayerToWrite.day)T00:00:00Z").add(
                to: dataset, written)
            PackageNotes(
                layers: layers, provenance: provenance?.provenance, summaries: options.summaries,
                date: "\(LayerToWrite.day)T00:00:00.000Z"
            ).add(to: dataset)
            try ProjectTable(file: file, projects: options.projects, date: "\(LayerToWrite.day)T00:00:00").add(
                to: dataset, messages)
        }
        if let provenance { dataset.set(metadata: provenance.items) }
        if dataset.knowsTransactions, !dataset.commit() { throw refused(messages) }
        // What GDAL still holds back is written now, and only now does it notice some errors.
        dataset.close()
        guard messages.failures.isEmpty else { throw refused(messages) }
        return messages.warnings + layers.flatMap(notes)
    }

    private func add(
        _ layer: Layer, to dataset: GDALDataset, _ messages: GDALMessages
    ) throws -> GDALLayer {
        let kind = GeometryKind(of: layer)
        let target = LayerToWrite(layer: layer, kind: kind, options: options)
        if let refused = profile.refused, refused.kinds.contains(kind), !layer.features.isEmpty {
            throw LayersError.unsuitableFormat(
                file: file, format: format, message: "layer \(layer.name.quoted) \(refused.words)")
        }
        let reference = layer.coordinateSystem.flatMap { GDALSpatialReference($0) }
        if layer.coordinateSystem != nil, reference == nil {
            throw LayersError.coordinateSystem(file: file, layer: layer.name, message: messages.best)
        }
        let made = dataset.addLayer(
            profile.namesLayerAfterFile ? Path.stem(of: name) : layer.name, kind == .none ? nil : reference, kind.code,
            options: profile.layerOptions(target)
                + (try provenance?.layerOptions(driver, summary: options.summaries[layer.name]) ?? []))
        guard let made else { throw refused(messages) }
        let columns = try FieldColumns(file: file, format: format, layer: layer).add(to: made, messages)
        for (position, feature) in layer.features.enumerated() {
            let label = FeatureLabel.text(position, feature)
            func bad(_ message: String) -> LayersError {
                .badFeature(file: file, layer: layer.name, feature: label, message: message)
            }
            guard let row = GDALFeature(in: made) else {
                throw bad("there is no memory for it; write less at once")
            }
            if let shape = feature.shape, !row.set(kind.promoted(shape)) {
                throw bad("its geometry cannot be written (\(messages.best)); leave it out")
            }
            if let fault = columns.set(feature, position, in: row) { throw bad(fault) }
            guard OGR_L_CreateFeature(made.handle, row.handle) == OGRERR_NONE, messages.failures.isEmpty else {
                throw bad("it cannot be written (\(messages.best)); leave it out or write another format")
            }
        }
        return made
    }

    /// What the format cannot hold as it is.
    private func notes(_ layer: Layer) -> [String] {
        let names = layer.fields.map(\.name)
        let limit = profile.fieldNameLimit ?? 0
        var notes = zip(names, ShortNames.of(layer.fields, limit: profile.fieldNameLimit)).filter { $0.0 != $0.1 }.map {
            "Field \($0.0.quoted) is called \($0.1.quoted) in the \(format.title), which has \(limit) bytes for a name."
        }
        if profile.isWestern, !LayerToWrite(layer: layer, kind: .none, options: options).isWestern {
            notes.append(
                "\(format.title) may show letters beyond Western European ones wrongly. GeoPackage keeps them.")
        }
        return notes
    }

    private func refused(_ messages: GDALMessages) -> FileError {
        refusedByDisk(messages)
            ?? .cannotWrite(file: file, message: "GDAL says: \(messages.best); choose another place")
    }

    /// The error for what a database says when the disk refuses: SQLite's own words, "database or disk is full", "disk I/O
    /// error", "unable to open database file", "attempt to write a readonly database".
    private func refusedByDisk(_ messages: GDALMessages) -> FileError? {
        let words = messages.failures.joined(separator: " ").lowercased()
        if words.contains("is full") || words.contains("no space") { return .diskFull(file) }
        return ["disk i/o error", "unable to open database", "readonly database"].contains { words.contains($0) }
            ? .diskFailed(file) : nil
    }
}
