import Foundation

/// Small text files as a whole; incident files are streamed by ``ByteStream`` instead.
enum TextFile {
    /// The text of a small file, UTF-8 with or without a byte order mark, or Windows-1252.
    static func contents(of path: String) throws(IncidentsError) -> String {
        var stream = try ByteStream(path: path)
        var bytes: [UInt8] = []
        while true {
            let more = try stream.read(atMost: 1 << 20)
            if more.isEmpty { break }
            bytes += more
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if let name = TextEncoding.sixteenBit(bytes) { throw .badEncoding(file: path, found: name) }
        return String(validating: bytes, as: UTF8.self) ?? TextEncoding.windows1252(bytes)
    }
}
