import CSQLITE
import Foundation

/// A database file of SQLite's that a test changes behind everybody's back.
final class Database {
    private var handle: OpaquePointer?

    init(_ path: String) { sqlite3_open(path, &handle) }

    deinit { sqlite3_close(handle) }

    /// Runs statements and returns SQLite's complaint, if it has one.
    @discardableResult
    func run(_ statements: String) -> String? {
        sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK ? nil : String(cString: sqlite3_errmsg(handle))
    }

    /// The rows of a query as text, empty for NULL.
    func rows(_ query: String) -> [[String]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { return [] }
        defer { sqlite3_finalize(statement) }
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
        return rows
    }

    /// Writes a definition into the schema as it is spelt, as a hostile program would.
    func define(_ name: String, type: String = "table", _ sql: String) -> String? {
        func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }
        return run(
            """
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_master VALUES (\(quoted(type)), \(quoted(name)), \(quoted(name)), 0, \(quoted(sql)));
            INSERT INTO gpkg_contents (table_name, data_type, identifier)
            VALUES (\(quoted(name)), 'attributes', \(quoted(name)));
            """)
    }
}
