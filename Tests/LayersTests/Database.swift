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
