#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Reads whole files.
enum FileReader {
    /// The bytes of the file at `path`; an error names `target`.
    static func bytes(of path: String, for target: String) throws(LayersError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw FileProblem.writing(target, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileProblem.writing(target, errno) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileProblem.writing(target, errno) }
            filled += count
        }
        return bytes
    }
}
