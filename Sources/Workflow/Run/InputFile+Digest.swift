import Foundation

extension InputFile {
    /// Reads a file in pieces and computes its digest.
    ///
    /// - Throws: ``WorkflowError/unreadable(file:message:)``.
    public init(hashing path: String) throws(WorkflowError) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(file: path, message: "the file cannot be read; check that it exists and its permissions")
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
            throw .unreadable(file: path, message: "the file cannot be read to its end: \(error)")
        }
        let digits = Array("0123456789abcdef")
        let hex = digest.finish().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        self.init(path: path, sha256: String(hex), bytes: size)
    }
}
