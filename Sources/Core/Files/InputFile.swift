/// An input of a run, so that a reader can tell which file it was.
public struct InputFile: Sendable, Hashable, Codable {
    /// The path as the plan gives it.
    public var path: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public var sha256: String
    /// Its size.
    public var bytes: Int

    /// An input whose digest is known.
    public init(path: String, sha256: String, bytes: Int) {
        self.path = path
        self.sha256 = sha256
        self.bytes = bytes
    }

    /// Reads a file, or standard input for `-`, in pieces and computes its digest. O(n) time, O(1) memory.
    ///
    /// - Throws: ``FileError`` or ``DigestError``.
    public init(hashing path: String) throws {
        let digest = try RunningDigest()
        var size = 0
        try FileBytes.forEachPiece(of: StandardInput.place(of: path)) { piece in
            try digest.add(piece)
            size += piece.count
        }
        self.init(path: path, sha256: Digest.hexadecimal(try digest.finish()), bytes: size)
    }
}
