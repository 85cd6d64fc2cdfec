/// Small text files as a whole: plans, calendars, tables. Incident files are streamed instead.
public enum TextFile {
    /// The text of a small file, UTF-8 with or without a byte order mark, or Windows-1252.
    ///
    /// - Throws: ``FileError`` that says why it cannot be read.
    public static func contents(of path: String) throws(FileError) -> String {
        try text(of: FileBytes.contents(of: path), file: path)
    }

    /// The text that the bytes of `file` stand for, see ``contents(of:)``. O(n).
    ///
    /// - Throws: ``FileError/badEncoding(file:found:)``, ``FileError/wrongKind(file:found:remedy:)``.
    public static func text(of bytes: [UInt8], file: String) throws(FileError) -> String {
        try FileKind.checkText(bytes, file: file)
        if let name = TextEncoding.sixteenBit(bytes) { throw .badEncoding(file: file, found: name) }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        return String(validating: text, as: UTF8.self) ?? TextEncoding.windows1252(text)
    }

    /// All bytes of a file.
    ///
    /// - Throws: ``FileError`` that says why it cannot be read.
    public static func bytes(of path: String) throws(FileError) -> [UInt8] {
        try FileBytes.contents(of: path)
    }
}
