public import HomewardCore
public import HomewardGeometry

/// What can go wrong between a file that is there and can be read or written (see `FileError`) and a layer.
public enum LayersError: HomewardError, Equatable {
    /// The name's ending belongs to no format that Homeward handles.
    case unknownFormat(file: String)
    /// The GDAL library on this machine was built without the driver.
    case noDriver(file: String, format: VectorFormat)
    /// GDAL does not recognise the file's content as the format that its name promises.
    case cannotOpen(file: String, format: VectorFormat, message: String)
    /// A table of a database does not hold rows but computes them when it is read.
    case computed(file: String, table: String, what: String)
    /// The file would have another file or a connection opened.
    case reachesOut(file: String, what: String)
    /// Another program has the file open, or left it in the middle of a change: a part of it lies in a file beside it.
    case openElsewhere(file: String, beside: String)
    /// The file holds no layer.
    case noLayer(file: String)
    /// The file holds no layer of that name.
    case noSuchLayer(file: String, layer: String, available: [String])
    /// The layer has no field of that name.
    case noSuchField(file: String, layer: String, field: String, available: [String])
    /// The file broke off or is damaged; `feature` is the last that could be read, counted from 1 (0 for none).
    case readFailed(file: String, layer: String, feature: Int, message: String)
    /// One feature cannot be read or written; `feature` is its position from 1, with its identifier if it has one.
    case badFeature(file: String, layer: String, feature: String, message: String)
    /// The layer has shapes but no coordinate system, and here one is needed.
    case noCoordinateSystem(file: String, layer: String)
    /// PROJ or GDAL does not understand the layer's coordinate system or cannot transform from it.
    case coordinateSystem(file: String, layer: String, message: String)
    /// The format can be read only.
    case readOnlyFormat(file: String, format: VectorFormat)
    /// The format cannot hold what it is asked to hold.
    case unsuitableFormat(file: String, format: VectorFormat, message: String)
    /// The file has no area of that name.
    case noSuchArea(file: String, name: String, available: [String])
    /// The outline of an area crosses itself or is broken in another way. `at` is in the file's own coordinates.
    case invalidArea(file: String, layer: String, area: String, reason: String, at: Point?)
    /// The outlines cross themselves and each other so often that nothing can be done with them.
    case tangledAreas(file: String, layer: String)

    /// GDAL on this machine writes no GeoTIFF.
    case noRasterDriver(file: String)
    /// GDAL draws no contours; `message` is its own.
    case contours(message: String)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .unknownFormat(let file):
            ErrorReport(
                "layers.unknown_format", .badData, .file(file),
                "the name's ending belongs to no format that Homeward handles", remedy: "use one of \(Self.endings)")
        case .noRasterDriver(let file):
            ErrorReport(
                "layers.no_raster_driver", .unavailable, .file(file), "GDAL on this machine cannot write GeoTIFF",
                remedy: "install a GDAL with the GTiff driver, or write the cells as .gpkg")
        case .contours(let message):
            ErrorReport(
                "layers.contours", .unavailable, .named("the isobands"),
                "GDAL cannot draw them (\(Self.trimmed(message)))", remedy: "write the cells instead")
        case .noDriver(let file, let format):
            ErrorReport(
                "layers.no_driver", .unavailable, .file(file), "GDAL on this machine cannot handle \(format.title)",
                remedy: "install a GDAL with the \(format.driverName) driver, or use another format")
        case .cannotOpen(let file, let format, let message):
            ErrorReport(
                "layers.cannot_open", .badData, .file(file),
                "this is no readable \(format.title) file (\(Self.trimmed(message)))", remedy: "export it again")
        case .computed(let file, let table, let what):
            ErrorReport(
                "layers.computed", .badData, .file(file),
                "\(table.quoted) is \(what), which is computed when it is read and may open other files",
                remedy: "export the layer anew as a plain table (in QGIS: Export, Save Features As)")
        case .reachesOut(let file, let what):
            ErrorReport(
                "layers.reaches_out", .badData, .file(file), "\(what), and an input may open nothing else",
                remedy: "export it again as one plain layer in a common system, such as EPSG:27700 or EPSG:4326")
        case .openElsewhere(let file, let beside):
            ErrorReport(
                "layers.open_elsewhere", .badData, .file(file), "a part of its rows is still in \(beside) beside it",
                remedy: "close it in the program that has it open; where that file stays, export the layer anew")
        case .noLayer(let file):
            ErrorReport(
                "layers.no_layer", .badData, .file(file), "the file holds no layer",
                remedy: "export it again with at least one")
        case .noSuchLayer(let file, let layer, let available):
            ErrorReport(
                "layers.no_such_layer", .badData, .file(file), "there is no layer \(layer.quoted)",
                remedy: Self.choice(layer, available, of: "layers"))
        case .noSuchField(let file, let layer, let field, let available):
            ErrorReport(
                "layers.no_such_field", .badData, .file(file), "layer \(layer.quoted) has no field \(field.quoted)",
                remedy: Self.choice(field, available, of: "fields"))
        case .readFailed(let file, let layer, let feature, let message):
            ErrorReport(
                "layers.damaged", .badData, .file(file),
                "layer \(layer.quoted) is damaged or cut off after feature \(feature) (\(Self.trimmed(message)))",
                remedy: "export it again or fetch a whole copy")
        case .badFeature(let file, let layer, let feature, let message):
            ErrorReport(
                "layers.bad_feature", .badData, .file(file), "layer \(layer.quoted), feature \(feature): \(message)")
        case .noCoordinateSystem(let file, let layer):
            ErrorReport(
                "layers.no_coordinate_system", .badData, .file(file),
                "layer \(layer.quoted) does not say in which coordinate system it is",
                remedy: "set one (in QGIS: Set Layer CRS, then export)")
        case .coordinateSystem(let file, let layer, let message):
            ErrorReport(
                "layers.coordinate_system", .badData, .file(file),
                "the coordinate system of layer \(layer.quoted) cannot be used (\(Self.trimmed(message)))",
                remedy: "export it in a common one, such as EPSG:27700 or EPSG:4326")
        case .readOnlyFormat(let file, let format):
            ErrorReport(
                "layers.read_only_format", .cannotWrite, .file(file),
                "Homeward reads \(format.title) of this ending but does not write it",
                remedy: "write .gpkg or .geojson instead")
        case .unsuitableFormat(let file, let format, let message):
            ErrorReport(
                "layers.unsuitable_format", .cannotWrite, .file(file), "\(format.title) cannot hold this: \(message)")
        case .noSuchArea(let file, let name, let available):
            ErrorReport(
                "layers.no_such_area", .badData, .file(file), "there is no area \(name.quoted)",
                remedy: Self.choice(name, available, of: "areas"))
        case .invalidArea(let file, let layer, let area, let reason, let place):
            ErrorReport(
                "layers.invalid_area", .badData, .file(file),
                "layer \(layer.quoted): the outline of \(area.quoted) is invalid: \(reason)\(Self.near(place))",
                remedy: """
                    mend it there (in QGIS: Vector geometry, Fix geometries) and save the file again, or ask for it to be \
                    mended with \(setting: "areas.mend") or \(setting: "study_area.mend")
                    """)
        case .tangledAreas(let file, let layer):
            ErrorReport(
                "layers.tangled_areas", .badData, .file(file),
                "layer \(layer.quoted): the outlines cross themselves or each other in so many places that they are no map",
                remedy: """
                    draw them anew, or name those that you want with \(setting: "areas.names") or \
                    \(setting: "study_area.name")
                    """)
        }
    }

    private static var endings: String {
        VectorFormat.allCases.flatMap(\.endings).map { "." + $0 }.joined(separator: " ")
    }

    /// A suggestion, where there is one, and all the names.
    private static func choice(_ name: String, _ available: [String], of what: String) -> ErrorText {
        guard !available.isEmpty else { return "it has no \(what)" }
        let names = "its \(what) are: \(available.listed)"
        guard let nearest = Spelling.nearest(to: name, among: available) else { return ErrorText(names) }
        return "did you mean \(nearest.quoted)? \(names.prefix(1).uppercased() + names.dropFirst())"
    }

    private static func near(_ place: Point?) -> String {
        place.map { " near \(short($0.x)) \(short($0.y))" } ?? ""
    }

    /// A coordinate to about a centimetre, in metres and in degrees alike.
    private static func short(_ coordinate: Double) -> String {
        let rounded = (coordinate * 1e7).rounded() / 1e7
        return abs(rounded) < 1e8 ? String(rounded) : String(coordinate)
    }

    private static func trimmed(_ message: String) -> String {
        var text = Substring(message)
        while let last = text.last, last.isWhitespace || last == "." || last == "!" { text.removeLast() }
        return text.isEmpty ? "GDAL gives no reason" : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
