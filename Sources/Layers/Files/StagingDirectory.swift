#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A hidden directory beside a target, in which a file or a set of files is made whole before it moves to its place.
///
/// Beside the target, because a rename is atomic only within one file system. What is left in it goes when the value goes.
struct StagingDirectory: ~Copyable {
    /// The path of the directory.
    let path: String

    /// Makes the directory beside `target`.
    init(beside target: String) throws(LayersError) {
        try self.init(in: Path.directory(of: target), for: target)
    }

    /// Makes the directory in `parent`; an error names `target`.
    init(in parent: String, for target: String) throws(LayersError) {
        var template = Array((parent + "/.homeward-XXXXXX").utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
        }
        guard made else { throw FileProblem.writing(target, errno) }
        path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? parent
        }
    }

    deinit { Self.remove(path) }

    /// The names of the files in it, sorted.
    var names: [String] { Self.entries(of: path) }

    private static func entries(of directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ directory: String) {
        for name in entries(of: directory) {
            let entry = directory + "/" + name
            if unlink(entry) != 0 { remove(entry) }
        }
        rmdir(directory)
    }
}
