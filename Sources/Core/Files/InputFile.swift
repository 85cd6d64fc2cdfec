import Foundation

/// An input of a run, so that a reader can tell which file it was.
public struct InputFile: Sendable, Hashable, Codable {
    /// The path as the plan gives it.
    public var path: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public var sha256: String
    /// Its size.
    public var bytes: Int

    /// Describes an input.
    public init(path: String, sha256: String, bytes: Int) {
        self.path = path
        self.sha256 = sha256
        self.bytes = bytes
    }
}

extension InputFile {
    /// Reads a file in pieces and computes its digest.
    ///
    /// - Throws: ``FileError``.
    public init(hashing path: String) throws(FileError) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .noSuchFile(file: path)
        }
        defer { try? handle.close() }
        let digest = RunningDigest()
        var size = 0
        do {
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                digest.add(piece)
                size += piece.count
            }
        } catch {
            throw .notReadable(file: path, reason: "the file cannot be read to its end: \(error)")
        }
        let digits = Array("0123456789abcdef")
        let hex = digest.finish().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        self.init(path: path, sha256: String(hex), bytes: size)
    }
}
