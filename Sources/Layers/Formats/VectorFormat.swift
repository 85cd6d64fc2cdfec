/// A file format for features that Homeward reads and, mostly, writes.
public enum VectorFormat: String, Sendable, Hashable, CaseIterable {
    /// RFC 7946: one layer, longitude and latitude.
    case geoJSON
    /// GeoJSON features one a line (newline-delimited), or each behind a record separator (RFC 8142): one layer, longitude and
    /// latitude.
    case geoJSONLines
    /// OGC GeoPackage: many layers in one file, any coordinate system, styles.
    case geoPackage
    /// Esri shapefile: one layer of one kind of geometry in a set of files.
    case shapefile
    /// FlatGeobuf: one layer, compact.
    case flatGeobuf
    /// A table, with the geometry as x and y or as well-known text.
    case csv
    /// KML or KMZ for Google Earth: longitude and latitude.
    case kml
    /// GPX for satellite-navigation devices and phones: waypoints, routes and tracks.
    case gpx
    /// MapInfo TAB: one layer in a set of files.
    case mapInfoTab
    /// An Excel workbook; read only.
    case xlsx
    /// OpenStreetMap data as XML or PBF; read only.
    case openStreetMap

    /// The format that the ending of `path` names, compared without regard to case, or nil.
    public init?(path: String) {
        let name = path.lowercased()
        let found = Self.allCases.first { format in format.endings.contains { name.hasSuffix("." + $0) } }
        guard let found else { return nil }
        self = found
    }

    /// The file at `path` with the companions that its format may put beside it, as a shapefile has them.
    public static func files(at path: String) -> [String] {
        guard let format = VectorFormat(path: path), !format.profile.companions.isEmpty else { return [path] }
        let stem = path.prefix(path.count - (path.split(separator: ".").last?.count ?? 0))
        return [path] + format.profile.companions.map { stem + $0 }
    }

    /// The name that people use.
    public var title: String { profile.title }
    /// The endings of file names, without the dot; the first is the usual one.
    public var endings: [String] { profile.endings }
    /// GDAL's drivers for the format, the preferred first. No other driver ever sees a file of this format.
    public var driverNames: [String] { profile.drivers }
    /// GDAL's preferred driver for the format.
    public var driverName: String { profile.drivers[0] }
    /// Whether Homeward writes the format.
    public var canWrite: Bool { profile.canWrite }
    /// Whether a file of it is all there is: nothing of it stands in others beside it.
    public var isOneFile: Bool { profile.companions.isEmpty }
    /// Whether one file can hold several layers.
    public var holdsSeveralLayers: Bool { profile.holdsSeveralLayers }
    /// Whether the format knows longitude and latitude in WGS 84 only.
    public var isAlwaysGeographic: Bool { profile.isAlwaysGeographic }
}
