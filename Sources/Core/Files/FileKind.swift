/// Tells by its first bytes what a file is that is taken for text and is none.
public enum FileKind {
    /// Refuses bytes that are no text: archives, spreadsheets, databases, documents.
    ///
    /// - Throws: ``FileError/wrongKind(file:found:remedy:)``.
    public static func checkText(_ bytes: some Collection<UInt8>, file: String) throws(FileError) {
        for kind in kinds where bytes.starts(with: kind.first) {
            throw .wrongKind(file: file, found: kind.found, remedy: kind.remedy)
        }
    }

    private static let unpack = "unpack it first and name the file that was in it"
    private static let export = "save or export it as CSV in UTF-8"

    /// The bytes that files of each kind begin with, by the specification of each.
    private static let kinds: [(first: [UInt8], found: String, remedy: String)] = [
        ([0x1F, 0x8B], "a gzip archive", unpack),
        (
            Array("PK\u{3}\u{4}".utf8), "a zip archive or a spreadsheet",
            "unpack it first; a spreadsheet needs the ending .xlsx"
        ),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive", unpack),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz archive", unpack),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive", unpack),
        (Array("BZh".utf8), "a bzip2 archive", unpack),
        (Array("Rar!\u{1A}\u{7}".utf8), "a RAR archive", unpack),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an Excel or Word file of the old kind", export),
        (Array("%PDF-".utf8), "a PDF document", "ask for the data as CSV"),
        (Array("SQLite format 3\0".utf8), "a database", "a GeoPackage needs the ending .gpkg"),
        (Array("PAR1".utf8), "a Parquet file", export),
    ]
}
