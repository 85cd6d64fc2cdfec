import HomewardGeometry

/// What GDAL's drivers are told, so that each format comes out as its readers want it and the same each time.
extension WriteJob {
    /// For the file as a whole.
    var datasetOptions: [String] {
        switch format {
        case .gpx: ["GPX_USE_EXTENSIONS=YES"]
        default: []
        }
    }

    /// For one layer.
    func layerOptions(_ layer: Layer, _ kind: GeometryKind) -> [String] {
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
}
