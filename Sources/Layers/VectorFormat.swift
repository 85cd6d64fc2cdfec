/// A file format for features that Homeward reads and, mostly, writes.
public enum VectorFormat: String, Sendable, Hashable, CaseIterable {
    /// RFC 7946: one layer, longitude and latitude.
    case geoJSON
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

    /// The endings of file names, without the dot; the first is the usual one.
    public var endings: [String] {
        switch self {
        case .geoJSON: ["geojson", "json"]
        case .geoPackage: ["gpkg"]
        case .shapefile: ["shp"]
        case .flatGeobuf: ["fgb"]
        case .csv: ["csv"]
        case .kml: ["kml", "kmz"]
        case .gpx: ["gpx"]
        case .mapInfoTab: ["tab"]
        case .xlsx: ["xlsx"]
        case .openStreetMap: ["osm", "osm.pbf", "pbf", "osm.gz"]
        }
    }

    /// The name that people use.
    public var title: String {
        switch self {
        case .geoJSON: "GeoJSON"
        case .geoPackage: "GeoPackage"
        case .shapefile: "shapefile"
        case .flatGeobuf: "FlatGeobuf"
        case .csv: "CSV"
        case .kml: "KML"
        case .gpx: "GPX"
        case .mapInfoTab: "MapInfo TAB"
        case .xlsx: "Excel (XLSX)"
        case .openStreetMap: "OpenStreetMap"
        }
    }

    /// GDAL's drivers for the format, the preferred first. No other driver ever sees a file of this format.
    public var driverNames: [String] {
        switch self {
        case .geoJSON: ["GeoJSON"]
        case .geoPackage: ["GPKG"]
        case .shapefile: ["ESRI Shapefile"]
        case .flatGeobuf: ["FlatGeobuf"]
        case .csv: ["CSV"]
        case .kml: ["LIBKML", "KML"]
        case .gpx: ["GPX"]
        case .mapInfoTab: ["MapInfo File"]
        case .xlsx: ["XLSX"]
        case .openStreetMap: ["OSM"]
        }
    }

    /// GDAL's preferred driver for the format.
    public var driverName: String { driverNames[0] }

    /// Whether Homeward writes the format.
    public var canWrite: Bool {
        switch self {
        case .xlsx, .openStreetMap: false
        default: true
        }
    }

    /// Whether one file can hold several layers.
    public var holdsSeveralLayers: Bool {
        switch self {
        case .geoPackage, .kml, .gpx, .xlsx, .openStreetMap: true
        case .geoJSON, .shapefile, .flatGeobuf, .csv, .mapInfoTab: false
        }
    }

    /// Whether the format knows longitude and latitude in WGS84 only.
    public var isAlwaysGeographic: Bool {
        switch self {
        case .geoJSON, .kml, .gpx, .openStreetMap: true
        default: false
        }
    }

    /// The endings of all files that belong to one set, the main one last; a format of one file has one.
    var companions: [String] {
        switch self {
        case .shapefile: ["shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx", "shp"]
        case .mapInfoTab: ["dat", "map", "id", "ind", "tab"]
        case .csv: ["csvt", "prj", "csv"]
        default: [endings[0]]
        }
    }
}
