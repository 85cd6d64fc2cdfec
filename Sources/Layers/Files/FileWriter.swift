#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes bytes and believes nothing until the system has said yes.
enum FileWriter {
    /// Creates or empties the file at `path` and writes `bytes`; an error names `target`.
    static func write(_ bytes: [UInt8], to path: String, for target: String) throws(LayersError) {
        let code = bytes.withUnsafeBytes { write($0, to: path) }
        guard code == 0 else { throw FileProblem.writing(target, code) }
    }

    /// Writes `bytes` to a file that is open already, such as standard output.
    static func write(_ bytes: [UInt8], to descriptor: Int32, for target: String) throws(LayersError) {
        let code = bytes.withUnsafeBytes { write($0, to: descriptor) }
        guard code == 0 else { throw FileProblem.writing(target, code) }
    }

    /// Creates or empties the file at `path` and writes `bytes`. Returns 0, or the value of `errno`.
    static func write(_ bytes: UnsafeRawBufferPointer, to path: String) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        guard descriptor >= 0 else { return errno }
        let code = write(bytes, to: descriptor)
        // Some file systems report a full disk only when the file is closed.
        let closed = close(descriptor) == 0 ? 0 : errno
        return code == 0 ? closed : code
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = systemWrite(descriptor, part.baseAddress, min(part.count, 1 << 26))
            if written < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = rest.dropFirst(written)
        }
        return 0
    }

    private static func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, base, count)
        #else
            Glibc.write(descriptor, base, count)
        #endif
    }
}
