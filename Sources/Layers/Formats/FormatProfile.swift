/// All that Homeward knows of a format, stated once: how it is called and opened, what is peculiar to it when it is read,
/// what it can hold, and what GDAL is told so that it comes out as its readers want it and the same each time.
struct FormatProfile: Sendable {
    /// The name that people use.
    var title: String
    /// The endings of file names, the usual one first.
    var endings: [String]
    /// GDAL's drivers, the preferred first.
    var drivers: [String]
    /// The endings of the files that may stand beside the main one.
    var companions: [String] = []
    var canWrite = true
    var holdsSeveralLayers = false
    /// Whether it knows longitude and latitude in WGS 84 only.
    var isAlwaysGeographic = false

    // How it is read.

    /// What GDAL must be told to read the format as Homeward means it.
    var openOptions: [String] = []
    /// The same, for what GDAL takes from its configuration.
    var readSettings: [(key: String, value: String)] = []
    /// What a file is that GDAL does not recognise and says nothing about.
    var unrecognised = "its content is something else"
    /// Layers that hold no data of their own.
    var hiddenLayers: Set<String> = []
    /// The layers that can hold data, where others only repeat theirs; empty ones are left out.
    var ownLayers: Set<String>?
    /// The layer that is meant where nobody names one; nil for the first.
    var usualLayer: String?
    /// Whether a field holds data; false for drawing instructions and for text that GDAL has made a shape of.
    var shows: @Sendable (_ field: String) -> Bool = { _ in true }
    /// What GDAL puts before the names of fields that are not the format's own.
    var fieldPrefix = ""
    /// Whether empty text is something else than no text.
    var tellsEmptyFromNull = true
    /// Whether the names of columns tell the coordinate system, because nothing else can.
    var columnsTellSystem = false
    /// Whether the file's own feature numbers mean something.
    var numbersFeatures = false
    /// Whether features have an identifier beside their fields, as GeoJSON's member `id`.
    var hasIdentifierMember = false
    /// Whether the file says how many features it has, so that a cut is noticed.
    var promisesCount = false
    /// Whether the features of all layers come mixed, in the order of the file.
    var isInterleaved = false

    // What it can hold.

    /// The types that have a column of their own beside integers, reals and text; others become text.
    var types: Set<FieldType> = [.boolean]
    /// The most bytes of a field's name.
    var fieldNameLimit: Int?
    /// The most bytes of text in a field.
    var textLimit: Int?
    /// Whether whole numbers have 32 bits only.
    var hasSmallIntegers = false
    /// Whether it is XML, which cannot hold some characters in any spelling.
    var isXML = false
    /// Whether letters beyond Western European ones may be shown wrongly.
    var isWestern = false
    /// Whether programs that open it may take a text for a formula.
    var isSpreadsheet = false
    /// Kinds of shapes that it cannot hold, and how to say so.
    var refused: (kinds: Set<GeometryKind>, words: String)?
    /// Where what a reader must know of the file stands.
    var provenance = ProvenancePlace.companion
    /// Whether layers may have styles for QGIS.
    var holdsStyles = false

    // How it is written.

    /// GDAL's driver that writes, where it is not the preferred one.
    var writingDriver: String?
    /// Endings of files that are read and not written: GDAL gives the fields of a packed KML back by no driver but the slow one.
    var readOnlyEndings: [String] = []
    /// Whether it is written on the disk at once: as a database it looks for itself whether each write succeeded.
    var isDatabase = false
    /// Whether a layer bears the file's name whatever its own.
    var namesLayerAfterFile = false
    /// Whether points become two columns.
    var spreadsPoints = false
    /// The order in which layers must stand by the kind of their shapes; nil for any.
    var order: [GeometryKind]?
    /// What GDAL is told for the file as a whole.
    var datasetOptions: [String] = []
    /// What GDAL is told for one layer.
    var layerOptions: @Sendable (LayerToWrite) -> [String] = { _ in [] }

    /// The name of a field as the reader of a layer sees it.
    func visibleName(_ field: String) -> String {
        field.hasPrefix(fieldPrefix) ? String(field.dropFirst(fieldPrefix.count)) : field
    }

    /// The coordinate system that the names of a table's columns imply.
    func impliedSystem(_ columns: [String]) -> String? {
        guard columnsTellSystem else { return nil }
        let names = Set(columns.map { $0.lowercased() })
        if !names.isDisjoint(with: ["longitude", "lon", "lng"]) { return "EPSG:4326" }
        return names.contains("easting") && names.contains("northing") ? "EPSG:27700" : nil
    }
}

/// A layer about to be written, with what the options of a format depend on.
struct LayerToWrite {
    var layer: Layer
    var kind: GeometryKind
    var options: WriteOptions

    /// A day that stands wherever a format wants to know when it was written; the same bytes each time matter more.
    static let day = "2000-01-01"

    /// A column name that no field of the layer has.
    func free(_ name: String) -> String {
        var name = name
        while layer.index(of: name) != nil { name = "ogc_" + name }
        return name
    }

    /// Whether all text fits the one character set that every version of MapInfo knows.
    var isWestern: Bool {
        layer.features.allSatisfy { feature in
            feature.values.allSatisfy { value in
                guard case .text(let text) = value else { return true }
                return text.unicodeScalars.allSatisfy { $0.value < 0x80 || (0xA0...0xFF).contains($0.value) }
            }
        }
    }

    /// MapInfo keeps coordinates as whole numbers between bounds; tight bounds keep them exact.
    var bounds: [String] {
        let boxes = layer.features.compactMap { $0.shape?.boundingBox }
        guard let first = boxes.first else { return [] }
        let box = boxes.dropFirst().reduce(first) { $0.union($1) }
        let wide = box.grown(by: max(box.width, box.height, layer.coordinateSystem?.isGeographic == true ? 1 : 1000))
        return ["BOUNDS=\(wide.minX),\(wide.minY),\(wide.maxX),\(wide.maxY)"]
    }
}

extension VectorFormat {
    /// What Homeward knows of the format.
    var profile: FormatProfile {
        switch self {
        case .geoJSON: .geoJSON
        case .geoJSONLines: .geoJSONLines
        case .geoPackage: .geoPackage
        case .shapefile: .shapefile
        case .flatGeobuf: .flatGeobuf
        case .csv: .csv
        case .kml: .kml
        case .gpx: .gpx
        case .mapInfoTab: .mapInfoTab
        case .xlsx: .xlsx
        case .openStreetMap: .openStreetMap
        }
    }
}

extension FormatProfile {
    static let geoJSON = FormatProfile(
        title: "GeoJSON", endings: ["geojson", "json"], drivers: ["GeoJSON"], isAlwaysGeographic: true,
        openOptions: ["DATE_AS_STRING=YES"], hasIdentifierMember: true, provenance: .member,
        layerOptions: { target in
            [
                "RFC7946=YES", "COORDINATE_PRECISION=\(target.options.decimals)",
                "ID_FIELD=\(FieldColumns.identifier)", "ID_TYPE=String", "WRITE_BBOX=NO",
            ]
        })

    /// `.geojsons` has the record separators of RFC 8142, `.geojsonl` none.
    static let geoJSONLines = FormatProfile(
        title: "GeoJSON by lines", endings: ["geojsonl", "geojsons"], drivers: ["GeoJSONSeq"], isAlwaysGeographic: true,
        hasIdentifierMember: true, provenance: .columns, namesLayerAfterFile: true,
        layerOptions: { target in
            [
                "COORDINATE_PRECISION=\(target.options.decimals)", "ID_FIELD=\(FieldColumns.identifier)",
                "ID_TYPE=String",
            ]
        })

    static let geoPackage = FormatProfile(
        title: "GeoPackage", endings: ["gpkg"], drivers: ["GPKG"], holdsSeveralLayers: true,
        hiddenLayers: ["layer_styles", "qgis_projects"], numbersFeatures: true, types: [.boolean, .date, .dateTime],
        provenance: .tables, holdsStyles: true, isDatabase: true,
        layerOptions: { ["GEOMETRY_NAME=\($0.free("geom"))", "FID=\($0.free("fid"))", "SPATIAL_INDEX=YES"] })

    static let shapefile = FormatProfile(
        title: "shapefile", endings: ["shp"], drivers: ["ESRI Shapefile"],
        companions: ["shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx"], tellsEmptyFromNull: false, promisesCount: true,
        types: [.boolean, .date], fieldNameLimit: 10, textLimit: 254,
        refused: ([.mixed], "mixes kinds of shapes; write .gpkg instead"), namesLayerAfterFile: true,
        layerOptions: { _ in ["ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=\(LayerToWrite.day)", "SPATIAL_INDEX=NO"] })

    static let flatGeobuf = FormatProfile(
        title: "FlatGeobuf", endings: ["fgb"], drivers: ["FlatGeobuf"], promisesCount: true,
        types: [.boolean, .dateTime], layerOptions: { _ in ["SPATIAL_INDEX=NO"] })

    static let csv = FormatProfile(
        title: "CSV", endings: ["csv"], drivers: ["CSV"], companions: ["csvt", "prj"],
        openOptions: [
            "X_POSSIBLE_NAMES=longitude,lon,lng,long,easting,x", "Y_POSSIBLE_NAMES=latitude,lat,northing,y",
            "KEEP_GEOM_COLUMNS=YES", "EMPTY_STRING_AS_NULL=YES",
        ],
        unrecognised: "its first line has no separator, and a table needs two columns", shows: { $0 != "WKT" },
        tellsEmptyFromNull: false, columnsTellSystem: true, types: [], isSpreadsheet: true, provenance: .columns,
        namesLayerAfterFile: true, spreadsPoints: true,
        // Excel takes a file without the mark for one in the code page of the machine, and RFC 4180 ends lines so.
        layerOptions: { ["WRITE_BOM=YES", "LINEFORMAT=CRLF"] + ($0.kind == .none ? [] : ["GEOMETRY=AS_WKT"]) })

    static let kml = FormatProfile(
        title: "KML", endings: ["kml", "kmz"], drivers: ["LIBKML", "KML"], holdsSeveralLayers: true,
        isAlwaysGeographic: true, readSettings: [("LIBKML_NAME_FIELD", "name")],
        shows: {
            !["altitudemode", "tessellate", "extrude", "visibility", "draworder", "icon", "snippet"]
                .contains($0.lowercased())
        }, types: [], hasSmallIntegers: true, isXML: true, provenance: .document,
        // LIBKML copies the whole text anew for each value that it has written: minutes for a few thousand cells.
        writingDriver: "KML", readOnlyEndings: ["kmz"])

    static let gpx = FormatProfile(
        title: "GPX", endings: ["gpx"], drivers: ["GPX"], holdsSeveralLayers: true, isAlwaysGeographic: true,
        ownLayers: ["waypoints", "routes", "tracks"], fieldPrefix: "ogr_", types: [], isXML: true,
        refused: (
            [.polygons, .multiPolygons, .mixed, .none],
            "has more than points and lines; write .gpkg or .geojson instead"
        ), provenance: .head,
        order: [.none, .points, .multiPoints, .mixed, .lines, .multiLines], datasetOptions: ["GPX_USE_EXTENSIONS=YES"],
        layerOptions: { _ in ["FORCE_GPX_TRACK=YES"] })

    static let mapInfoTab = FormatProfile(
        title: "MapInfo TAB", endings: ["tab"], drivers: ["MapInfo File"], companions: ["dat", "map", "id", "ind"],
        tellsEmptyFromNull: false, types: [.boolean, .date, .dateTime], textLimit: 254, hasSmallIntegers: true,
        isWestern: true, namesLayerAfterFile: true,
        layerOptions: { ($0.isWestern ? ["ENCODING=CP1252"] : []) + $0.bounds })

    static let xlsx = FormatProfile(
        title: "Excel (XLSX)", endings: ["xlsx"], drivers: ["XLSX"], canWrite: false, holdsSeveralLayers: true,
        readSettings: [("OGR_XLSX_HEADERS", "FORCE")], tellsEmptyFromNull: false)

    static let openStreetMap = FormatProfile(
        title: "OpenStreetMap", endings: ["osm", "osm.pbf", "pbf", "osm.gz"], drivers: ["OSM"], canWrite: false,
        holdsSeveralLayers: true, isAlwaysGeographic: true, usualLayer: "lines", numbersFeatures: true,
        isInterleaved: true)
}
