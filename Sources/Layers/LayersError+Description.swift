import HomewardCore
import HomewardGeometry

extension LayersError: CustomStringConvertible {
    /// One sentence, or two, that name the file and say what to do.
    public var description: String {
        switch self {
        case .noSuchFile(let file):
            return "\(file): there is no such file. Check the path."
        case .notReadable(let file, let reason):
            return "\(file): \(reason)."
        case .emptyFile(let file):
            return "\(file): the file is empty. Export it again."
        case .unknownFormat(let file):
            return "\(file): the name's ending belongs to no format that Homeward handles. Use one of \(Self.endings)."
        case .noDriver(let file, let format):
            return "\(file): GDAL on this machine cannot handle \(format.title). "
                + "Install a GDAL with the \(format.driverNames[0]) driver, or use another format."
        case .cannotOpen(let file, let format, let message):
            return "\(file): this is no readable \(format.title) file (\(Self.trimmed(message))). Export it again."
        case .noLayer(let file):
            return "\(file): the file holds no layer. Export it again with at least one."
        case .noSuchLayer(let file, let layer, let available):
            return "\(file): there is no layer “\(layer)”.\(Self.choice(layer, available, of: "layers"))"
        case .noSuchField(let file, let layer, let field, let available):
            return "\(file): layer “\(layer)” has no field “\(field)”.\(Self.choice(field, available, of: "fields"))"
        case .readFailed(let file, let layer, let feature, let message):
            return "\(file): layer “\(layer)” is damaged or cut off after feature \(feature) "
                + "(\(Self.trimmed(message))). Export it again or fetch a whole copy."
        case .badFeature(let file, let layer, let feature, let message):
            return "\(file): layer “\(layer)”, feature \(feature): \(message)"
        case .noCoordinateSystem(let file, let layer):
            return "\(file): layer “\(layer)” does not say in which coordinate system it is. "
                + "Set one (in QGIS: Set Layer CRS, then export)."
        case .coordinateSystem(let file, let layer, let message):
            return "\(file): the coordinate system of layer “\(layer)” cannot be used (\(Self.trimmed(message))). "
                + "Export it in a common one, such as EPSG:27700 or EPSG:4326."
        case .readOnlyFormat(let file, let format):
            return "\(file): Homeward reads \(format.title) but does not write it. "
                + "Write .gpkg or .geojson instead."
        case .unsuitableFormat(let file, let format, let message):
            return "\(file): \(format.title) cannot hold this: \(message)"
        case .cannotWrite(let file, let message):
            return "\(file): cannot be written: \(message)"
        case .noSuchArea(let file, let name, let available):
            return "\(file): there is no area “\(name)”.\(Self.choice(name, available, of: "areas"))"
        case .invalidArea(let file, let layer, let area, let reason, let place):
            let at = place.map { " near \(Self.short($0.x)) \(Self.short($0.y))" } ?? ""
            return "\(file): layer “\(layer)”: the outline of “\(area)” is invalid: \(reason)\(at). "
                + "Mend it there (in QGIS: Vector geometry, Fix geometries) and save the file again, "
                + "or ask for it to be mended (--mend-areas; in a plan areas.mend and study_area.mend)."
        }
    }

    private static var endings: String {
        VectorFormat.allCases.flatMap(\.endings).map { "." + $0 }.joined(separator: " ")
    }

    /// A suggestion, where there is one, and all the names.
    private static func choice(_ name: String, _ available: [String], of what: String) -> String {
        let suggestion = Spelling.nearest(to: name, among: available).map { " Did you mean “\($0)”?" } ?? ""
        let listed = available.prefix(40).joined(separator: ", ")
        let more = available.count > 40 ? " and \(available.count - 40) more" : ""
        return available.isEmpty ? " It has no \(what)." : "\(suggestion) Its \(what) are: \(listed)\(more)."
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
