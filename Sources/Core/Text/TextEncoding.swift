/// What bytes of text mean.
public enum TextEncoding {
    /// How the bytes of a row are to be read.
    public enum Kind: UInt8, Sendable {
        /// Seven bits only.
        case ascii
        /// Valid UTF-8 with at least one character beyond ASCII.
        case utf8
        /// No UTF-8; every byte has a meaning in Windows-1252.
        case windows1252
        /// Neither, or a mixture of both.
        case unreadable
    }

    /// The name of a 16- or 32-bit encoding where the file begins like one, with its mark or with every other byte zero.
    public static func sixteenBit(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        let head = bytes.prefix(64)
        let zeros = head.count { $0 == 0 }
        return head.count >= 4 && zeros * 3 > head.count ? "UTF-16" : nil
    }

    /// Tells how a row is encoded. O(n).
    ///
    /// A row that is valid UTF-8 is UTF-8. A row that is not, and in which no valid multi-byte sequence stands and no byte
    /// that Windows-1252 leaves undefined, is Windows-1252. Source: Unicode 15, table 3-7, "Well-Formed UTF-8 Byte
    /// Sequences".
    public static func kind(of bytes: UnsafeBufferPointer<UInt8>) -> Kind {
        var index = 0
        var sequences = 0
        var stray = 0
        var undefined = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
                continue
            }
            let length = sequence(at: index, in: bytes)
            if length > 0 {
                sequences += 1
                index += length
            } else {
                stray += 1
                undefined = undefined || table[Int(byte) - 0x80] == 0
                index += 1
            }
        }
        if stray == 0 { return sequences == 0 ? .ascii : .utf8 }
        return sequences > 0 || undefined ? .unreadable : .windows1252
    }

    private static func sequence(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8>) -> Bool {
            index + offset < bytes.count && range.contains(bytes[index + offset])
        }
        let rest: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[index] {
        case 0xC2...0xDF: return follows(1, rest) ? 2 : 0
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2, rest) ? 3 : 0
        case 0xED: return follows(1, 0x80...0x9F) && follows(2, rest) ? 3 : 0
        case 0xE1...0xEF: return follows(1, rest) && follows(2, rest) ? 3 : 0
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2, rest) && follows(3, rest) ? 4 : 0
        case 0xF1...0xF3: return follows(1, rest) && follows(2, rest) && follows(3, rest) ? 4 : 0
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2, rest) && follows(3, rest) ? 4 : 0
        default: return 0
        }
    }

    /// Decodes Windows-1252; its five undefined bytes are written out, `\\x81`. O(n).
    public static func windows1252(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let code = byte < 0x80 ? UInt16(byte) : table[Int(byte) - 0x80]
            if let scalar = Unicode.Scalar(code), code != 0 || byte == 0 {
                text.append(scalar)
            } else {
                text.append(contentsOf: written(byte))
            }
        }
        return String(text)
    }

    /// Decodes UTF-8; each byte that belongs to no character is written out, `\\xe9`, so that nothing is lost behind a sign for
    /// what cannot be read. O(n).
    public static func legible(_ bytes: some Collection<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        Array(bytes).withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let length = bytes[index] < 0x80 ? 1 : sequence(at: index, in: bytes)
                if length > 0 {
                    text.append(
                        contentsOf: String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars)
                } else {
                    text.append(contentsOf: written(bytes[index]))
                }
                index += max(1, length)
            }
        }
        return String(text)
    }

    private static func written(_ byte: UInt8) -> String.UnicodeScalarView {
        let digits = String(byte, radix: 16)
        return ("\\x" + (byte < 0x10 ? "0" : "") + digits).unicodeScalars
    }

    /// The code points of the bytes 0x80 to 0xFF, zero where undefined. Source: the WHATWG and Unicode mapping of
    /// code page 1252, with 0x81, 0x8D, 0x8F, 0x90 and 0x9D left undefined.
    private static let table: [UInt16] =
        [
            0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
            0x017D, 0,
            0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
            0x017E,
            0x0178,
        ] + (0xA0...0xFF).map { UInt16($0) }
}
