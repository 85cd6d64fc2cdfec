/// What is peculiar to one format and should not reach the reader of a layer.
extension VectorFormat {
    /// Whether a field holds data; false for drawing instructions and for text that GDAL has made a shape of.
    func shows(_ field: String) -> Bool {
        switch self {
        case .kml:
            !["altitudemode", "tessellate", "extrude", "visibility", "draworder", "icon", "snippet"]
                .contains(field.lowercased())
        case .csv: field != "WKT"
        default: true
        }
    }

    /// Whether empty text is something else than no text.
    var tellsEmptyFromNull: Bool {
        switch self {
        case .shapefile, .mapInfoTab, .csv, .xlsx: false
        default: true
        }
    }

    /// The name of a field without the prefix that GDAL gives to the extensions of GPX.
    func visibleName(_ field: String) -> String {
        self == .gpx && field.hasPrefix("ogr_") ? String(field.dropFirst(4)) : field
    }

    /// The coordinate system that the names of a table's columns imply, for formats that cannot state one.
    func impliedSystem(of layer: GDALLayer) -> String? {
        guard self == .csv else { return nil }
        let names = Set(layer.fields.map { $0.name.lowercased() })
        if !names.isDisjoint(with: ["longitude", "lon", "lng"]) { return "EPSG:4326" }
        return names.contains("easting") && names.contains("northing") ? "EPSG:27700" : nil
    }
}
