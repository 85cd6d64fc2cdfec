import Foundation

/// Small text files as a whole: plans, calendars, tables. Incident files are streamed instead.
public enum TextFile {
    /// The text of a small file, UTF-8 with or without a byte order mark, or Windows-1252.
    ///
    /// - Throws: ``FileError`` that says why it cannot be read.
    public static func contents(of path: String) throws(FileError) -> String {
        var bytes = try bytes(of: path)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if let name = TextEncoding.sixteenBit(bytes) { throw .badEncoding(file: path, found: name) }
        return String(validating: bytes, as: UTF8.self) ?? TextEncoding.windows1252(bytes)
    }

    /// All bytes of a file.
    ///
    /// - Throws: ``FileError`` that says why it cannot be read.
    public static func bytes(of path: String) throws(FileError) -> [UInt8] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .noSuchFile(file: path)
        }
        guard !isDirectory.boolValue else {
            throw .notReadable(file: path, reason: "this is a folder; name a file in it")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .notReadable(
                file: path,
                reason: "there is no permission to read it; ask its owner, or copy it to a place that you may read")
        }
        return [UInt8](data)
    }
}
