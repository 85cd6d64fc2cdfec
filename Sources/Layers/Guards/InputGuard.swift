import HomewardCore
import HomewardGeometry

/// Looks at a file before GDAL opens it: a file is data, and nothing in it opens another file or a connection.
///
/// Looked at is what GDAL or PROJ would follow: what a GeoPackage computes, the links of GeoJSON's `crs`, the tables that
/// a MapInfo table is put together from, and grid files that a coordinate system names by their paths, in the file or
/// in the `.prj` beside it. KML, GPX, OpenStreetMap and Excel have links too, but GDAL does not follow them.
struct InputGuard {
    let path: String
    let format: VectorFormat

    /// - Throws: `FileError`; ``LayersError`` that says what the file would open and what to do.
    func check() throws {
        switch format {
        case .geoPackage: try GeoPackageGuard(path: path).check()
        case .geoJSON, .geoJSONLines: try GeoJSONGuard(path: path).check()
        case .mapInfoTab: try checkTable()
        case .flatGeobuf: try checkHeader()
        case .shapefile, .csv: try checkProjection()
        case .kml, .gpx, .xlsx, .openStreetMap: break
        }
    }

    /// A MapInfo table may be a view of others or a mosaic of them, which it names by their paths.
    private func checkTable() throws {
        let limit = 1 << 20
        let bytes = try FileBytes.beginning(of: path, count: limit)
        guard bytes.count < limit else {
            throw LayersError.cannotOpen(file: path, format: format, message: "no table is described at such length")
        }
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        for (words, what) in [
            ("create view", "it is a view of other tables"), ("open table", "it is a view of other tables"),
            ("isseamless", "it is a seamless table, a list of others"),
        ] where text.contains(words) {
            throw LayersError.reachesOut(file: path, what: what)
        }
    }

    /// The header of FlatGeobuf holds the coordinate system as text.
    private func checkHeader() throws {
        let start = try FileBytes.beginning(of: path, count: 12)
        guard start.count == 12 else { return }
        let length = start[8...].reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = try FileBytes.beginning(of: path, count: 12 + min(length, 1 << 24))
        try check(header, "its coordinate system names another file")
    }

    /// The coordinate system stands as text in a file of its own.
    private func checkProjection() throws {
        let stem = Path.directory(of: path) + "/" + Path.stem(of: path)
        for ending in [".prj", ".PRJ"] {
            guard let bytes = try? FileBytes.beginning(of: stem + ending, count: 1 << 20) else { continue }
            try check(bytes, "the coordinate system in the \(ending) file beside it names another file")
        }
    }

    private func check(_ bytes: [UInt8], _ what: String) throws {
        guard CoordinateSystem.namesFile(String(decoding: bytes, as: UTF8.self)) else { return }
        throw LayersError.reachesOut(file: path, what: what)
    }
}
