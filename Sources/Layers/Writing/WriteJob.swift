internal import CGDAL
import Geometry

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
    private static let day = "2000-01-01"

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
                creating: directory + "/" + name, driver: driver, options: datasetOptions(layers))
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

    private func datasetOptions(_ layers: [Layer]) -> [String] {
        switch format {
        case .gpx: ["GPX_USE_EXTENSIONS=YES"]
        default: []
        }
    }

    private func layerOptions(_ layer: Layer, _ kind: GeometryKind) -> [String] {
        switch format {
        case .geoJSON:
            [
                "RFC7946=YES", "COORDINATE_PRECISION=\(options.decimals)", "ID_FIELD=\(FieldColumns.identifier)",
                "ID_TYPE=String", "WRITE_BBOX=NO",
            ]
        case .geoPackage:
            ["GEOMETRY_NAME=\(free("geom", layer))", "FID=\(free("fid", layer))", "SPATIAL_INDEX=YES"]
        case .shapefile: ["ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=\(Self.day)", "SPATIAL_INDEX=NO"]
        case .flatGeobuf: ["SPATIAL_INDEX=NO"]
        case .gpx: options.gpxLines == .tracks ? ["FORCE_GPX_TRACK=YES"] : ["FORCE_GPX_ROUTE=YES"]
        case .csv: kind == .none ? [] : ["GEOMETRY=AS_WKT"]
        case .mapInfoTab: (isWestern(layer) ? ["ENCODING=CP1252"] : []) + bounds(layer)
        default: []
        }
    }

    /// What the format cannot hold as it is.
    private func notes(_ layer: Layer) -> [String] {
        switch format {
        case .shapefile:
            return zip(layer.fields.map(\.name), ShortNames.of(layer.fields.map(\.name))).filter { $0.0 != $0.1 }.map {
                "Field “\($0.0)” is called “\($0.1)” in the shapefile, which has ten bytes for a name."
            }
        case .mapInfoTab:
            return isWestern(layer)
                ? [] : ["MapInfo may show letters beyond Western European ones wrongly. GeoPackage keeps them."]
        default: return []
        }
    }

    /// Whether all text fits the one character set that every version of MapInfo knows.
    private func isWestern(_ layer: Layer) -> Bool {
        layer.features.allSatisfy { feature in
            feature.values.allSatisfy { value in
                guard case .text(let text) = value else { return true }
                return text.unicodeScalars.allSatisfy { $0.value < 0x80 || (0xA0...0xFF).contains($0.value) }
            }
        }
    }

    /// MapInfo keeps coordinates as whole numbers between bounds; tight bounds keep them exact.
    private func bounds(_ layer: Layer) -> [String] {
        let boxes = layer.features.compactMap { $0.shape?.boundingBox }
        guard let first = boxes.first else { return [] }
        let box = boxes.dropFirst().reduce(first) { $0.union($1) }
        let wide = box.grown(by: max(box.width, box.height, layer.coordinateSystem?.isGeographic == true ? 1 : 1000))
        return ["BOUNDS=\(wide.minX),\(wide.minY),\(wide.maxX),\(wide.maxY)"]
    }

    /// A column name that no field of the layer has.
    private func free(_ name: String, _ layer: Layer) -> String {
        var name = name
        while layer.index(of: name) != nil { name = "ogc_" + name }
        return name
    }

    private func refused(_ messages: GDALMessages) -> LayersError {
        let message = messages.best
        let isFull = message.lowercased().contains("full") || message.lowercased().contains("no space")
        return .cannotWrite(
            file: file,
            message: isFull
                ? "the disk is full. Free some space and run again." : "GDAL says: \(message). Choose another place.")
    }

    private func checkKind(_ kind: GeometryKind, of layer: Layer) throws(LayersError) {
        guard !layer.features.isEmpty else { return }
        let message: String? =
            switch (format, kind) {
            case (.gpx, .polygons), (.gpx, .multiPolygons), (.gpx, .mixed), (.gpx, .none):
                "layer “\(layer.name)” has more than points and lines. Write .gpkg or .geojson instead."
            case (.shapefile, .mixed):
                "layer “\(layer.name)” mixes kinds of shapes. Write .gpkg instead."
            default: nil
            }
        if let message { throw .unsuitableFormat(file: file, format: format, message: message) }
    }
}
