internal import CPROJ

/// One PROJ context, kept silent: errors are asked for and travel in the Swift error.
///
/// It honours `PROJ_DATA`. It opens no connection, whatever `PROJ_NETWORK` and `proj.ini` say: a grid that PROJ hopes to
/// fetch and does not get would move every place by a hundred metres without a word. One task uses it.
final class ProjContext {
    let handle: OpaquePointer

    /// `dataDirectories` replace PROJ's own search path where they are given.
    ///
    /// - Throws: ``GeometryError/library(_:)``, ``GeometryError/noDatabase(folders:)``.
    init(dataDirectories: [String] = []) throws(GeometryError) {
        // A PROJ that is not here answers everything with nothing.
        if let fault = GeometryLibraries.proj.fault { throw .library(fault) }
        guard let handle = proj_context_create() else {
            throw .transform(operation: "start", message: "PROJ could not allocate a context")
        }
        self.handle = handle
        proj_log_level(handle, PJ_LOG_NONE)
        proj_context_set_enable_network(handle, 0)
        if !dataDirectories.isEmpty {
            withCStrings(dataDirectories) { proj_context_set_search_paths(handle, Int32(dataDirectories.count), $0) }
        }
        guard proj_context_get_database_path(handle) != nil else {
            throw .noDatabase(
                folders: dataDirectories.isEmpty ? GeometryLibraries.projDataDirectories : dataDirectories)
        }
    }

    deinit {
        proj_context_destroy(handle)
    }

    /// PROJ's words for the last error, or `otherwise` where it left none.
    func message(otherwise: String) -> String {
        let code = proj_context_errno(handle)
        guard code != 0, let words = proj_context_errno_string(handle, code) else { return otherwise }
        return String(cString: words)
    }
}

/// The one owner of a PROJ object; it frees the object when it goes out of scope. The context must outlive it.
struct ProjObject: ~Copyable {
    let pointer: OpaquePointer

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    deinit {
        proj_destroy(pointer)
    }

    /// The object's name as PROJ's database spells it, or "" where it has none.
    var name: String { proj_get_name(pointer).map { String(cString: $0) } ?? "" }
}

/// Owns a PROJ object for a class, whose stored properties cannot be moved from one to the other.
final class ProjHandle {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        proj_destroy(pointer)
    }
}

/// Calls `body` with the strings as C strings that live as long as the call.
private func withCStrings(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Void
) {
    func descend(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) {
        guard index < strings.count else {
            pointers.withUnsafeBufferPointer { body($0.baseAddress) }
            return
        }
        strings[index].withCString { descend(index + 1, pointers + [$0]) }
    }
    descend(0, [])
}
