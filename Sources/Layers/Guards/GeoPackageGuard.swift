import HomewardCore
import HomewardGeometry

/// Looks at a GeoPackage before GDAL opens it, so that it holds nothing but stored rows.
///
/// GDAL reads a GeoPackage with the extensions of SpatiaLite, which offer tables that are other files of the machine
/// (`VirtualText`, `VirtualDbf`, `VirtualShape`), and a view may compute for ever. So a GeoPackage with a view, with a
/// virtual table that is no R-tree, or with a column that is computed when it is read, is refused. SQLite itself says
/// what a definition makes, so that no spelling of it gets past. Triggers stay: nothing runs them when a file is read.
struct GeoPackageGuard {
    let path: String

    /// - Throws: `FileError`; ``LayersError``.
    func check() throws {
        guard try FileBytes.beginning(of: path, count: 16) == Array("SQLite format 3\0".utf8) else {
            throw LayersError.cannotOpen(
                file: path, format: .geoPackage, message: VectorFormat.geoPackage.profile.unrecognised)
        }
        try checkThatNobodyWrites()
        let parts: [Part]
        let systems: [String]
        do throws(SQLiteFile.Failure) {
            let file = try SQLiteFile(reading: path)
            parts = try Self.computedParts(of: file)
            // Where a part is computed, nothing more is asked of the file.
            systems = parts.isEmpty ? try Self.systems(in: file) : []
        } catch {
            throw LayersError.cannotOpen(file: path, format: .geoPackage, message: error.message)
        }
        if let part = parts.first { throw LayersError.computed(file: path, table: part.table, what: part.what) }
        if systems.contains(where: { CoordinateSystem.namesFile($0) }) {
            throw LayersError.reachesOut(file: path, what: "a coordinate system in it names another file")
        }
    }

    /// Rows that lie beside the file, in its log or its journal, are not in the bytes that a run digests and reads.
    private func checkThatNobodyWrites() throws {
        for ending in ["-wal", "-journal"] {
            // A journal that was used up begins with zeros.
            let beginning = (try? FileBytes.beginning(of: path + ending, count: 1)) ?? []
            guard beginning.isEmpty || (ending == "-journal" && beginning == [0]) else {
                throw LayersError.openElsewhere(file: path, beside: Path.name(of: path) + ending)
            }
        }
    }

    private struct Part {
        let table: String
        let what: String
    }

    /// What in the file is not stored but computed when it is read.
    private static func computedParts(of file: SQLiteFile) throws(SQLiteFile.Failure) -> [Part] {
        let scratch = try SQLiteFile.scratch()
        var parts: [Part] = []
        // SQLite has compared type and name with the definition before it gives the rows.
        for row in try file.rows("SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view')") {
            let name = row[1] ?? ""
            switch scratch.product(of: row[2] ?? "") {
            case .table where row[0] == "table": break
            case .virtualTable(let module) where row[0] == "table":
                if module.lowercased() != "rtree" {
                    parts.append(Part(table: name, what: "a virtual table of the kind \(module.quoted)"))
                }
            default: parts.append(Part(table: name, what: row[0] == "view" ? "a view" : "no plain table"))
            }
        }
        guard parts.isEmpty else { return parts }
        return try file.rows(
            """
            SELECT t.name, c.name FROM sqlite_master t, pragma_table_xinfo(t.name) c
            WHERE t.type = 'table' AND t.rootpage > 0 AND c.hidden = 2
            """
        ).map { Part(table: $0[0] ?? "", what: "a table with the computed column \(($0[1] ?? "").quoted)") }
    }

    /// The definitions of coordinate systems.
    private static func systems(in file: SQLiteFile) throws(SQLiteFile.Failure) -> [String] {
        let isThere = try file.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(name) = 'gpkg_spatial_ref_sys'")
        guard !isThere.isEmpty else { return [] }
        return try file.rows("SELECT * FROM gpkg_spatial_ref_sys").flatMap { $0.compactMap { $0 } }
    }
}
