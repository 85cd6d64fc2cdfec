import Foundation
internal import SystemPackage

/// Who may read a file that is written.
public enum FileReaders: Sendable {
    /// Whom the user's umask lets.
    case everybody
    /// The user alone, whatever the umask: mode 0600.
    case owner

    fileprivate var permissions: FilePermissions { FilePermissions(rawValue: self == .owner ? 0o600 : 0o666) }
}

/// Files as bytes, read and written, with the system's every answer looked at.
public enum FileBytes {
    /// Checks that `path` is a file with bytes that may be read, before a library that says less about it opens it.
    ///
    /// - Throws: ``FileError``.
    public static func checkReadable(_ path: String) throws(FileError) {
        let status = try status(of: path)
        guard status.type == .regular else { return }
        guard status.size > 0 else { throw .emptyFile(file: path) }
        try FileBytes.calling(path, FileError.reading) { try open(path).close() }
    }

    /// The size of a regular file in bytes; nil for what is none or cannot be looked at. O(1).
    public static func size(of path: String) -> Int? {
        guard let status = try? status(of: path), status.type == .regular else { return nil }
        return Int(clamping: status.size)
    }

    /// Checks that `path` is a file or a pipe of the shell's, so that opening it cannot wait for ever.
    ///
    /// - Throws: ``FileError``.
    package static func checkIsFile(_ path: String) throws(FileError) { _ = try status(of: path) }

    /// All bytes of a file, or of what comes through a pipe. O(n).
    ///
    /// - Throws: ``FileError``.
    public static func contents(of path: String) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: try status(of: path).size))
        try calling(path, FileError.reading) {
            try eachPiece(of: path) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The first `count` bytes of a file, or all where it has fewer. O(count).
    ///
    /// - Throws: ``FileError``.
    public static func beginning(of path: String, count: Int) throws(FileError) -> [UInt8] {
        try checkIsFile(path)
        return try calling(path, FileError.reading) {
            let file = try open(path)
            return try file.closeAfter {
                try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                    filled = try file.fill(UnsafeMutableRawBufferPointer(buffer))
                }
            }
        }
    }

    /// Reads a file to its end in pieces of a megabyte, the last one shorter. O(n) time, O(1) memory.
    ///
    /// - Throws: ``FileError``, or what `body` throws.
    public static func forEachPiece(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        _ = try status(of: path)
        var foreign: (any Error)?
        try calling(path, FileError.reading) {
            try eachPiece(of: path) { piece in
                guard foreign == nil else { return }
                do { try body(piece) } catch { foreign = error }
            }
        }
        if let foreign { throw foreign }
    }

    /// Creates or empties the file at `path` and writes `bytes`.
    ///
    /// A half-written file may be left where that fails; ``AtomicFile`` leaves none.
    ///
    /// An error names `target` where one is given, because the file is made elsewhere first. `readers` holds for a file
    /// that is new.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public static func write(
        _ bytes: some Sequence<UInt8>, to path: String, for target: String? = nil, readers: FileReaders = .everybody
    ) throws(FileError) {
        try calling(target ?? path, FileError.writing) {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .truncate],
                permissions: readers.permissions)
            // Some file systems report a full disk only when the file is closed.
            try file.closeAfter { _ = try file.writeAll(bytes) }
        }
    }

    /// Creates or empties the file at `path`, lets `body` write to it piece by piece and closes it. An error names `target`.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``, or what `body` throws.
    public static func write<Result>(
        to path: String, for target: String, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Result
    ) throws -> Result {
        let file = try calling(target, FileError.writing) {
            try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .truncate], permissions: FilePermissions(rawValue: 0o666)
            )
        }
        let result: Result
        do {
            result = try body { bytes in try calling(target, FileError.writing) { _ = try file.writeAll(bytes) } }
        } catch {
            try? file.close()
            throw error
        }
        try calling(target, FileError.writing) { try file.close() }
        return result
    }

    /// Writes `bytes` to standard output.
    ///
    /// - Throws: ``FileError/cannotWrite(file:message:)``.
    public static func writeToStandardOutput(_ bytes: [UInt8]) throws(FileError) {
        try calling("standard output", FileError.writing) { _ = try FileDescriptor.standardOutput.writeAll(bytes) }
    }

    private static func status(of path: String) throws(FileError) -> Stat {
        do throws(Errno) {
            let status = try Stat(FilePath(path))
            if status.type == .directory { throw .isDirectory }
            if status.type == .regular || status.type == .fifo && !hasName(path) { return status }
        } catch {
            throw .reading(path, error)
        }
        throw .notAFile(file: path)
    }

    /// Whether a pipe stands on the disk under a name, where nobody may ever write into it, and is none that the shell
    /// made for this command, `<(…)`, which the system names in its own folder and nowhere else.
    private static func hasName(_ path: String) -> Bool {
        guard let real = realpath(path, nil) else { return false }
        defer { free(real) }
        return !String(cString: real).hasPrefix("/dev/")
    }

    private static func open(_ path: String) throws -> FileDescriptor {
        try FileDescriptor.open(FilePath(path), .readOnly)
    }

    private static func eachPiece(of path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws {
        let file = try open(path)
        try file.closeAfter {
            var piece = [UInt8](repeating: 0, count: 1 << 20)
            var filled = piece.count
            while filled == piece.count {
                filled = try piece.withUnsafeMutableBytes { try file.fill($0) }
                piece.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<filled])) }
            }
        }
    }

    /// Runs system calls whose refusals become errors about `path`.
    static func calling<Result>(
        _ path: String, _ refused: (_ path: String, _ code: Errno) -> FileError, _ body: () throws -> Result
    ) throws(FileError) -> Result {
        do {
            return try body()
        } catch let refusal as FileError {
            throw refusal
        } catch {
            // swift-system throws its codes and nothing else.
            throw refused(path, error as? Errno ?? .ioError)
        }
    }
}

extension FileDescriptor {
    /// Reads until the buffer is full or the file ends, and returns how many bytes came.
    fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
