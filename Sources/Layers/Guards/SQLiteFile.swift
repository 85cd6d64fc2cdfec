internal import CSQLITE

/// A database file of SQLite's, open for looking at what it is made of.
///
/// Nothing but the file itself is opened: no write-ahead log, no journal, no lock and no extension. What a hostile file can
/// ask for is bounded: a text has at most 16 megabytes, and a query that works longer than an honest one ever does is
/// broken off.
final class SQLiteFile {
    /// What SQLite says where it refuses.
    struct Failure: Error {
        let message: String
    }

    private var handle: OpaquePointer?
    private let patience = Patience()

    /// Counts the steps that queries may still take, a million at a time.
    private final class Patience {
        var millions = 200
    }

    /// Opens the file at `path` for reading.
    convenience init(reading path: String) throws(Failure) {
        // The path as a URI, each byte beyond the plainest in hexadecimal.
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/".utf8)
        let digits = Array("0123456789ABCDEF")
        let written = path.utf8.map { byte in
            plain.contains(byte)
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
        try self.init(uri: "file:\(path.hasPrefix("/") ? "//" : "")\(written)?immutable=1", SQLITE_OPEN_READONLY)
        try run("PRAGMA trusted_schema = OFF")
    }

    /// An empty database in memory, in which a statement can be prepared to see what it would do.
    static func scratch() throws(Failure) -> SQLiteFile {
        let file = try SQLiteFile(uri: "file::memory:", SQLITE_OPEN_READWRITE)
        // Lets SQLite accept the names of its own tables.
        try file.run("PRAGMA writable_schema = ON")
        return file
    }

    private init(uri: String, _ mode: Int32) throws(Failure) {
        let opened = sqlite3_open_v2(uri, &handle, mode | SQLITE_OPEN_URI, nil)
        guard opened == SQLITE_OK, let handle else { throw failure }
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 24)
        sqlite3_progress_handler(
            handle, 1_000_000,
            { owner in
                guard let owner else { return 1 }
                let patience = Unmanaged<Patience>.fromOpaque(owner).takeUnretainedValue()
                patience.millions -= 1
                return patience.millions > 0 ? 0 : 1
            }, Unmanaged.passUnretained(patience).toOpaque())
    }

    deinit { sqlite3_close(handle) }

    private var failure: Failure {
        Failure(message: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "SQLite gives no reason")
    }

    private func run(_ statement: String) throws(Failure) {
        guard sqlite3_exec(handle, statement, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    /// The rows that `query` gives, every value as text; what is no text is nil.
    func rows(_ query: String) throws(Failure) -> [[String?]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { throw failure }
        defer { sqlite3_finalize(statement) }
        var rows: [[String?]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                rows.append(
                    (0..<sqlite3_column_count(statement)).map { column in
                        guard sqlite3_column_type(statement, column) == SQLITE_TEXT else { return nil }
                        return sqlite3_column_text(statement, column).map { String(cString: $0) }
                    })
            case SQLITE_DONE: return rows
            default: throw failure
            }
        }
    }

    /// What a statement would make.
    enum Product: Equatable {
        case table
        case view
        case virtualTable(module: String)
        case somethingElse
    }

    /// What `statement` would make, as SQLite's own parser reads it; the statement is not run.
    func product(of statement: String) -> Product {
        let notes = Notes()
        sqlite3_set_authorizer(
            handle,
            { owner, action, _, module, _, _ in
                guard let owner else { return SQLITE_DENY }
                let notes = Unmanaged<Notes>.fromOpaque(owner).takeUnretainedValue()
                switch action {
                case SQLITE_CREATE_TABLE: notes.product = .table
                case SQLITE_CREATE_VIEW: notes.product = .view
                case SQLITE_CREATE_VTABLE:
                    notes.product = .virtualTable(module: module.map { String(cString: $0) } ?? "")
                default: break
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(notes).toOpaque())
        defer { sqlite3_set_authorizer(handle, nil, nil) }
        var prepared: OpaquePointer?
        let result = sqlite3_prepare_v2(handle, statement, -1, &prepared, nil)
        sqlite3_finalize(prepared)
        return withExtendedLifetime(notes) { result == SQLITE_OK ? notes.product : .somethingElse }
    }

    private final class Notes {
        var product = Product.somethingElse
    }
}
